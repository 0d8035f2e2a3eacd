"""No false verdict on quotations of the shipped texts and of others."""

import re
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.models import Objective
from gpg_site.search.contents import read as read_contents
from gpg_site.search.pasted import sentences
from gpg_site.search.quotations import Quotations
from gpg_site.search.reading import read
from themes.models import Commitment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

WRITTEN = Path(__file__).with_name("quotations.txt")


@pytest.fixture(scope="module")
def quotations(product, django_db_blocker):
    with django_db_blocker.unblock():
        return Quotations(read_contents("en").wordings)


def verdict(quotations, text):
    """The verdict on a text of one sentence, and the units that it is said to be of."""
    found = read(quotations, text).findings
    if len(found) != 1:
        return [one.verdict for one in found], set()
    return found[0].verdict, {f"{one.unit.year} {one.unit.code}" for one in found[0].same}


def units():
    """Every objective and commitment of one sentence that the print has whole."""
    rows = [
        *Objective.objects.public().values_list("goal__edition__year", "goal__number", "number",
                                                "text"),
        *((year, f"T{theme}", number, text) for year, theme, number, text
          in Commitment.objects.public().values_list("theme__edition__year", "theme__number",
                                                     "number", "text")),
    ]  # fmt: skip
    return [
        (f"{year} {parent}.{number}", text)
        for year, parent, number, text in rows
        if "[" not in text and len(sentences(text)) == 1
    ]


def written():
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|", 2)]


def test_quotations_written_by_hand(quotations):
    wrong, counts = [], {}
    for expected, unit, text in written():
        counts[expected] = counts.get(expected, 0) + 1
        got, named = verdict(quotations, text)
        if got != expected or not (unit == "-" or unit in named):
            wrong.append((text, got, named))

    assert wrong == []
    assert counts == {"altered": 54, "excerpt": 8, "verbatim": 11, "completed": 2, "unknown": 49}


def as_from_a_pdf(text):
    """Broken at every fifth word, which is hyphenated if it is long, with curled signs."""
    words = text.replace("'", "’").replace("fi", "ﬁ").split(" ")
    for place in range(4, len(words), 5):
        if re.fullmatch(r"[a-z]{8,}", words[place]):
            words[place] = f"{words[place][:4]}-\n{words[place][4:]}"
        else:
            words[place] += "\n"
    return "• " + " ".join(words)


SAME = {
    "as it is": lambda text: text,
    "capitals": str.upper,
    "quoted": lambda text: f"«{text.rstrip('.')}».",
    "from a PDF": as_from_a_pdf,
    "without width": lambda text: text.replace("e", "e\u00ad").replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("typed", SAME.values(), ids=SAME.keys())
def test_typography_alters_no_wording(quotations, typed):
    wrong = []
    for unit, text in units():
        got, named = verdict(quotations, typed(text))
        if got != "verbatim" or unit not in named:
            wrong.append((unit, got, typed(text)))

    assert wrong == []


def another_word(words):
    words[len(words) // 2] = "zebras"


def swapped(words):
    middle = len(words) // 2
    words[middle - 1 : middle + 1] = words[middle], words[middle - 1]


def one_more(words):
    words.insert(len(words) // 2, "never")


def another_sign(words):
    middle = len(words) // 2
    words[middle] = words[middle].rstrip(",") + ("" if words[middle].endswith(",") else ",")


def left_out(words):
    del words[len(words) // 2]


@pytest.mark.parametrize("alter", [another_word, swapped, one_more, another_sign, left_out])
def test_an_altered_wording_is_told_and_never_called_verbatim(quotations, alter):
    wrong = []
    for unit, text in units():
        words = text.split()
        if len(words) < 8 or len(set(words)) < len(words) / 2:
            continue
        alter(words)
        got, named = verdict(quotations, " ".join(words))
        if words != text.split() and (got != "altered" or unit not in named):
            wrong.append((unit, got, named, " ".join(words)))

    assert wrong == []


def test_a_cut_wording_is_an_excerpt(quotations):
    wrong = []
    for unit, text in units():
        words = text.split()
        if len(words) < 9:
            continue
        for cut in (words[:-3], words[2:], words[2:-2]):
            got, named = verdict(quotations, " ".join(cut))
            if got != "excerpt" or unit not in named:
                wrong.append((unit, got, named, " ".join(cut)))

    assert wrong == []


def test_all_units_of_a_text_are_found_in_order(quotations):
    every = units()
    text = "\n".join(f"• {text}" for _unit, text in every)[:19_000]
    text = text[: text.rindex("\n")]

    found = read(quotations, text).findings

    assert [one.verdict for one in found] == ["verbatim"] * len(found)
    assert len(found) == text.count("•")


@given(st.text(max_size=400))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_gets_an_ordinary_answer(text):
    client = Client()
    asked = client.get("/quote/", {"q": text})
    posted = client.post("/quote/", {"q": f"{text} {'word ' * 320}"})

    assert (asked.status_code, posted.status_code) == (200, 200)


HOSTILE = {
    "markup": "<script>alert(1)</script><b onclick=x>Strengthen</b> \"'&",
    "in a sentence": "Strengthen <i>capacities</i> of law enforcement globally to investigate.",
    "control characters": "\x00\x01\x1b[31m Strengthen \x7f capacities",
    "right to left": "\u202eتعزيز التعاون\u202c الدولي \u0660",
    "operators": "title:(a AND b) OR * ? ~ ^2 -- ' OR 1=1 ; \\",
    "long": "x" * 100_000,
    "longer still": "word. " * 20_000,
    "one sign that is many": "\ufdfa" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("method", ["get", "post"])
def test_hostile_text_is_escaped_and_answered(client, method, text):
    response = getattr(client, method)("/quote/", {"q": text}, follow=True)

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<b onclick" not in response.text
    assert "<i>" not in response.text


def test_a_sentence_without_a_common_phrase_is_led_to_the_nearest_by_subject(client, product):
    response = client.get(
        "/quote/", {"q": "We stand firm against terrorism. The dog sat in the sun."}
    )

    first, second = response.context["findings"]
    assert (first["verdict"], [unit["full_code"] for unit in first["units"]]) == (
        "unknown",
        ["GPG2023-1"],
    )
    assert (second["verdict"], second["units"]) == ("unknown", [])
