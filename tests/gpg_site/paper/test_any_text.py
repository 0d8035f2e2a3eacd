"""Texts of any kind on paper and in pictures: nothing in them is markup, and none is too long."""

import re

import pytest

from goals.models import Permalink
from gpg_site.paper import social

from ...builders import make_goal, make_objective
from .reading import open_pdf, said_in, size_of, text_of, without_marks

pytestmark = pytest.mark.django_db

MARKUP = (
    "#let x = $a$ *b* _c_ `d` \\e [f] <g> @h = i - j + k / l // m /* n */ ~o --- \"p\" 'q' "
    "#panic() #sys.inputs.data {} $ ) ] \\u{41} https://example.org/a"
)
RTL = "قبل 2023 بعد"
LONG = "Strengthen multi-agency capacity to detect and investigate. " * 34


def pdf(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


@pytest.mark.parametrize("where", ["objective", "note", "goal", "foreword"])
def test_no_word_is_markup(client, world, where):
    goal = world.current.goals.get(number=1)
    objective = goal.objectives.get(number=1)
    if where == "goal":
        goal.title = goal.short_title = MARKUP[:60]
    setattr(objective, "note" if where == "note" else "text", MARKUP)
    world.current.foreword = MARKUP
    for row in (goal, objective, world.current):
        row.save()
    address = {
        "objective": "/2023/goals/1/objectives/1.pdf",
        "note": "/2023/goals/1/objectives/1.pdf",
        "goal": "/2023/goals/1.pdf",
        "foreword": "/data/gpg-2023.pdf",
    }[where]

    text = text_of(pdf(client, address))

    assert (MARKUP[:60].strip() if where == "goal" else MARKUP) in text
    assert size_of(client.get("/2023/goals/1/objectives/1/card.png").content) == (1200, 630)


def test_a_completion_stands_as_it_is_written(client, world):
    make_objective(goal=world.current.goals.get(number=1), number=3, text="Detect [border] crime")

    assert "Detect [border] crime" in text_of(pdf(client, "/2023/goals/1/objectives/3.pdf"))


def test_a_very_long_word_stays_on_the_page(client, world):
    goal = world.current.goals.get(number=1)
    make_objective(goal=goal, number=3, text="w" * 400)
    for address in ("/2023/goals/1/objectives/3.pdf", "/2023/goals/1.pdf", "/data/gpg-2023.pdf"):
        content = pdf(client, address)
        lines = [line for page in open_pdf(content).pages for line in page.extract_text().split()]
        runs = [len(line) for line in lines if re.fullmatch("(3.3)?w+", line)]
        assert sum(runs) in (400, 403), address
        assert max(runs) < 100, address


def test_text_from_right_to_left_has_its_letters(client, world):
    make_objective(goal=world.current.goals.get(number=1), number=3, text=RTL)
    content = pdf(client, "/2023/goals/1/objectives/3.pdf")

    # Readers of PDF differ in where they see spaces between the two directions.
    assert RTL.replace(" ", "") in text_of(content).replace(" ", "")
    assert "pdfuaid" in open_pdf(content).xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize("text", ["漢字 in a text", "\ufeffmark", "\ue000 private", "😀 face"])
def test_letters_that_no_font_has_are_no_failure(client, world, text):
    make_objective(goal=world.current.goals.get(number=1), number=3, text=text)

    for address in ("/2023/goals/1/objectives/3.pdf", "/2023/goals/1/card.pdf"):
        content = pdf(client, address)
        assert open_pdf(content).trailer["/Root"]["/MarkInfo"]["/Marked"].value
        assert text.split()[-1].strip("\ufeff") in text_of(content)
    assert size_of(client.get("/2023/goals/1/objectives/3/card.png").content) == (1200, 630)


@pytest.mark.parametrize(
    ("count", "length", "shown"),
    [
        pytest.param(6, 200, 6, id="as usual"),
        pytest.param(9, 400, 9, id="smaller"),
        pytest.param(24, 900, range(1, 24), id="too many"),
        pytest.param(1, 20_000, range(1), id="one too long"),
    ],
)
def test_a_card_is_one_page_of_whole_objectives(client, world, count, length, shown):
    goal = make_goal(edition=world.current, number=3)
    texts = [f"Begin{n} {(LONG * 12)[:length].strip()} end{n}." for n in range(1, count + 1)]
    for number, text in enumerate(texts, start=1):
        make_objective(goal=goal, number=number, text=text)

    content = pdf(client, "/2023/goals/3/card.pdf")

    text = text_of(content)
    begun = [n for n in range(1, count + 1) if f"Begin{n} " in text]
    assert len(open_pdf(content).pages) == 1
    assert begun == [n for n, whole in enumerate(texts, start=1) if whole in text]
    assert len(begun) in ([shown] if isinstance(shown, int) else shown)
    left = count - len(begun)
    assert (f"{left} more objectives at" in text) == (left > 1)
    assert ("One more objective at" in text) == (left == 1)
    assert "testserver/2023/goals/3/" in text


def test_a_withdrawn_unit_says_so(client, world):
    address = "/2023/goals/1/objectives/2.pdf"
    assert "Withdrawn." not in text_of(pdf(client, address))
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    text = text_of(pdf(client, address))

    assert "Withdrawn. It was merged. What follows are its words" in text
    assert "It became: GPG2023-1.1." in text


def words_shown(monkeypatch, make):
    """What a social card has of the words, by where typst cuts them."""
    seen = {}
    monkeypatch.setattr(social, "png", lambda _template, data: seen.update(data) or b"")
    make()
    return seen


@pytest.mark.parametrize("text", [LONG[:2000], "w" * 2000, RTL * 150, MARKUP, "[" + LONG + "]"])
def test_a_social_card_takes_any_text(client, world, text, monkeypatch):
    objective = make_objective(goal=world.current.goals.get(number=1), number=3, text=text)

    response = client.get(f"{objective.get_absolute_url()}card.png")

    assert response.status_code == 200
    assert size_of(response.content) == (1200, 630)
    data = words_shown(monkeypatch, lambda: social.objective(world.current, 1, 3))
    assert "".join(data["tokens"]) == text.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MARKUP, id="markup"),
        pytest.param("Detect [border] crime (all).", id="completion"),
        pytest.param(RTL, id="arabic"),
        pytest.param(LONG[:2000].strip(), id="long"),
        pytest.param("w" * 400, id="one word"),
    ],
)
def test_an_arabic_sheet_takes_any_text_in_english(client, world, text):
    goal = world.current.goals.get(number=1)
    make_objective(goal=goal, number=3, text=text)
    goal.note = text[:250]
    goal.save()

    for address in ("goals/1/objectives/3.pdf", "goals/1.pdf", "goals/1/card.pdf"):
        content = pdf(client, f"/ar/2023/{address}")
        assert "pdfuaid" in open_pdf(content).xmp_metadata.stream.get_data().decode()
        if text != RTL:
            found = without_marks(text_of(content)).replace(" ", "")
            assert text.replace(" ", "") in found
    picture = client.get("/ar/2023/goals/1/objectives/3/card.png").content
    assert size_of(picture) == (1200, 630)


def test_a_long_word_among_arabic_ones_keeps_its_order(client, world):
    goal = world.current.goals.get(number=1)
    goal.note = f"See {'abcdefghij' * 4} now."
    goal.save()

    content = pdf(client, "/ar/2023/goals/1.pdf")

    assert "See" + "abcdefghij" * 4 + "now." in without_marks(text_of(content)).replace(" ", "")


def test_a_withdrawn_unit_says_so_in_arabic(client, world):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    content = pdf(client, "/ar/2023/goals/1/objectives/2.pdf")

    assert "It was merged." in said_in(content, "en")
    assert "مسحوب" in said_in(content, "ar")
    assert "GPG2023-1.1" in said_in(content, "ar")
