"""PDF and pictures in Arabic, Spanish and French: whose words they are, and which way they run."""

import datetime
import re
import shutil
from collections import Counter

import pytest
from django.test import Client

from goals.languages import English, in_language, speaking
from goals.models import Edition, Goal, GoalTranslation, Objective
from gpg_site.finished import finished
from gpg_site.paper import documents, sheets, social, typeset
from gpg_site.paper.wording import wording_of_all
from themes.models import Commitment, Theme

from .reading import (
    alternatives,
    bookmarks,
    links,
    open_pdf,
    said_in,
    set_in,
    size_of,
    tags,
    text_of,
    without_marks,
    words_with_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

HOST = "http://testserver"
LANGUAGES = ("ar", "es", "fr")
PAGES = {
    "/data/gpg-2017.pdf": "/2017/",
    "/data/gpg-2023.pdf": "/2023/",
    "/2023/goals/1.pdf": "/2023/goals/1/",
    "/2017/goals/5.pdf": "/2017/goals/5/",
    "/2023/goals/3/card.pdf": "/2023/goals/3/",
    "/2023/goals/1/objectives/1.pdf": "/2023/goals/1/objectives/1/",
    "/2023/themes/4.pdf": "/2023/themes/4/",
    "/2023/themes/4/commitments/1.pdf": "/2023/themes/4/commitments/1/",
}
OFFICIAL_FACES = ("LibertinusSerif", "NotoNaskhArabic")
TITLES = {
    "ar": "تمكين أجهزة إنفاذ القانون العالمية من مكافحة الإرهاب ومنعه بشكل أكثر فعالية من خلال "
    "التعاون الدولي",
    "es": "Permitir a la comunidad mundial de las fuerzas del orden combatir y prevenir con mayor "
    "eficacia el terrorismo mediante la cooperación internacional",
    "fr": "Permettre à la communauté mondiale des services chargés de l'application de la loi de "
    "combattre et de prévenir plus efficacement le terrorisme grâce à la coopération "
    "internationale",
}
IN_ENGLISH = (
    "Enable the global law enforcement community to more effectively counter and prevent terrorism "
    "through international cooperation"
)
SOURCES = {
    "ar": "أهداف العمل الشرطي العالمي",
    "es": "Objetivos Policiales Mundiales",
    "fr": "Les Objectifs de l'action policière mondiale",
}

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_address = pytest.mark.parametrize("address", PAGES)
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="apt-get install poppler-utils")


def fetch(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content


def bag(text: str) -> Counter[str]:
    """The letters of a text: readers of PDF differ in the order of Arabic words and in spaces."""
    return Counter(re.sub(r"\s", "", text))


def page_of(address: str, language: str) -> str:
    return f"{HOST}/{language}{PAGES[address]}"


@each_language
@each_address
def test_each_is_tagged_in_its_language_and_misses_no_letter(address, language):
    content = fetch(f"/{language}{address}")
    reader = open_pdf(content)
    root = reader.trailer["/Root"]

    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if language == "ar" else "/L2R")
    # typst refuses this mark where a letter is in no font.
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()
    assert {"Document", "H1", "L", "LI", "Lbl", "LBody", "Link", "Figure"} <= {*tags(content)}
    [alternative] = set(alternatives(content))
    assert page_of(address, language) in without_marks(alternative)
    assert page_of(address, language) in links(content)
    assert len(content) < 450_000


@each_language
def test_links_lead_to_pages_in_the_language_and_to_the_sources(language):
    elsewhere = ("https://www.interpol.int/", "https://www.un.org/")
    for address in PAGES:
        found = links(fetch(f"/{language}{address}"))
        own = {link for link in found if not link.startswith(elsewhere)}
        assert own, address
        assert [link for link in own if not link.startswith(f"{HOST}/{language}/")] == []


def test_titles_are_in_the_language_and_isolate_english():
    def title(address):
        return open_pdf(fetch(address)).metadata.title

    goal = "Enhance the law enforcement response to protecting vulnerable communities"
    assert (
        title("/fr/data/gpg-2023.pdf") == "Objectifs de l’action policière mondiale, Édition 2023"
    )
    assert title("/fr/2023/goals/1.pdf") == f"Objectif 1, édition 2023\u00a0: {TITLES['fr']}"
    assert title("/es/2023/goals/3.pdf") == f"Objetivo 3, edición de 2023: {goal}"
    assert without_marks(title("/ar/2023/goals/3.pdf")) == f"الهدف 3، طبعة 2023: {goal}"
    assert title("/ar/2023/goals/3.pdf").endswith(f": \u2066{goal}\u2069")
    assert title("/ar/2023/goals/1.pdf").endswith(f": {TITLES['ar']}")


@each_language
def test_official_words_that_fall_back_are_marked_as_english(language):
    edition = Edition.objects.get(year=2023)
    content = fetch(f"/{language}/data/gpg-2023.pdf")
    translated = Goal.objects.filter(
        edition=edition, translations__language=language, translations__status="official"
    )
    untranslated = Goal.objects.in_edition(edition).exclude(pk__in=translated)
    in_english = [edition.title, edition.motto, *edition.paragraphs, sheets.UN_DISCLAIMER]
    in_english += [unit.title for unit in (*untranslated, *Theme.objects.in_edition(edition))]
    in_english += [
        item.text for model in (Objective, Commitment) for item in model.objects.in_edition(edition)
    ]
    english, own = said_in(content, "en"), said_in(content, language)

    assert [said for said in in_english if " ".join(said.split()) not in english] == []
    assert [said for said in in_english if " ".join(said.split()) in own] == []
    for goal in translated:
        assert goal.title not in english
        title = goal.translations.get(language=language).text
        assert bag(title) <= bag(own)
        assert title in own or language == "ar"
        assert f"{goal.number} {title}" in bookmarks(content)


@each_language
def test_official_words_stand_in_an_official_face_and_no_others_do(language):
    official = set_in(fetch(f"/{language}/2023/goals/1.pdf"), *OFFICIAL_FACES)
    goal = Goal.objects.get(edition__year=2023, number=1)
    with speaking(language):
        key = documents.goal_sheet(goal.edition, 1, HOST)["words"]["key_official"]
    words = [TITLES[language], IN_ENGLISH, *(item.text for item in goal.objectives.all()), key]

    found = bag(official) - bag(" ".join(words))
    # The numeral of the goal is set in the same face.
    assert found == Counter("1")
    assert bag(" ".join(words)) <= bag(official)


@each_language
def test_a_sheet_says_once_where_its_official_translation_is_from(language):
    sheet = made(language, documents.goal_sheet, 1)
    assert SOURCES[language] in said(sheet["wording"]["line"])
    assert [run["text"] for run in sheet["wording"]["english"]] == [IN_ENGLISH]
    assert sheet["wording"]["translation"] == []
    text = text_of(fetch(f"/{language}/2023/goals/1.pdf"))
    assert IN_ENGLISH in text
    if language != "ar":
        assert text.count(said(sheet["wording"]["line"])) == 1


LINES = {
    "es": "Las palabras de INTERPOL figuran en inglés donde no se conoce una redacción oficial en "
    "español.",
    "fr": "Les mots d’INTERPOL sont en anglais là où aucun libellé officiel français n’est connu.",
}


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize(
    "address",
    [
        "/data/gpg-2017.pdf",
        "/data/gpg-2023.pdf",
        "/2017/goals/1.pdf",
        "/2023/goals/7/card.pdf",
        "/2023/goals/1/objectives/1.pdf",
        "/2023/themes/4.pdf",
        "/2023/themes/4/commitments/1.pdf",
    ],
)
def test_a_sheet_says_once_that_words_are_in_english(address, language):
    text = text_of(fetch(f"/{language}{address}"))

    assert text.count(LINES[language]) == 1
    assert text.count(SOURCES[language] + ".") == (address == "/data/gpg-2023.pdf")


def test_an_english_sheet_says_nothing_of_languages():
    nothing = {"line": [], "english": [], "translation": []}
    assert made("en", documents.goal_sheet, 1)["wording"] == nothing
    text = text_of(fetch("/2023/goals/1.pdf"))
    assert "English" not in text
    assert "translation" not in text


@pytest.mark.parametrize("address", ["/fr/2023/goals/7.pdf", "/fr/2023/goals/7/card.pdf"])
def test_an_unofficial_translation_stands_as_ours_and_says_so(address):
    goal = Goal.objects.get(edition__year=2023, number=7)
    unofficial = "Titre que personne n’a publié"
    GoalTranslation.objects.create(of=goal, language="fr", text=unofficial, status="unofficial")
    finished.forget()
    content = fetch(address)

    assert f"Traduction non officielle {unofficial}" in said_in(content, "fr")
    assert unofficial in set_in(content, "DejaVuSans")
    assert unofficial not in set_in(content, *OFFICIAL_FACES)
    assert goal.title in said_in(content, "en")
    assert LINES["fr"] in text_of(content)
    assert bookmarks(content)[0] == f"7 {goal.title}"
    assert unofficial not in open_pdf(content).metadata.title


def test_our_own_words_that_fall_back_are_marked_as_english():
    goal = Goal.objects.get(edition__year=2023, number=1)
    goal.note = "A note that nobody has translated."
    goal.save()
    finished.forget()
    for language, label in (("fr", "Note"), ("ar", "ملاحظة")):
        content = fetch(f"/{language}/2023/goals/1.pdf")
        assert goal.note in said_in(content, "en")
        assert goal.note not in said_in(content, language)
        assert label in said_in(content, language)


def test_dates_and_lists_are_written_as_the_language_does(monkeypatch):
    monkeypatch.setattr(sheets, "content_date", lambda _edition: datetime.date(2026, 11, 29))

    def about(language):
        sheet = made(language, documents.goal_sheet, 1)
        edition, source = sheet["about"][1], sheet["about"][2]
        return said(edition["text"]), said(source["text"])

    for language, date, document in (
        ("en", "29 November 2026", "development, INTERPOL, October 2023. "),
        ("fr", "29 novembre 2026", "development, INTERPOL, October 2023. "),
        ("es", "29 de noviembre de 2026", "development, INTERPOL, October 2023. "),
        ("ar", "29 نوفمبر 2026", "development، INTERPOL، October 2023. "),
    ):
        edition, source = about(language)
        assert edition.endswith(f"{date}."), language
        assert document in source, language
    sdg = made("ar", documents.goal_sheet, 1)["part"]["sdgs"][1]
    assert sdg["evidence"] == "صرّح به الإنتربول؛ تحريري: قراءتنا"


@poppler
def test_an_arabic_sheet_is_mirrored():
    places = words_with_places(fetch("/ar/2023/goals/1/objectives/1.pdf"), 1)
    width = 595.276

    def where(word):
        return next((start, end) for text, start, end in places if text == word)

    # The code of the objective at the right margin, its words at the left of it.
    assert where("1.1")[1] == pytest.approx(width - 70.9, abs=1)
    assert where("Disrupt")[1] < where("1.1")[0]
    # What the sheet is at the right of its head, its edition at the left.
    assert where("أهداف")[1] == pytest.approx(width - 70.9, abs=1)
    assert where("2023")[0] == pytest.approx(70.9, abs=1)
    # The numbers of SDGs at the right of their titles.
    assert where("المساواة")[1] < where("5")[0]
    # The page itself: its address ends in its slash at the right.
    assert where("testserver/ar/2023/goals/1/objectives/1/")


@poppler
def test_arabic_words_run_from_right_to_left_and_english_ones_do_not():
    places = words_with_places(fetch("/ar/2023/goals/1.pdf"), 1)
    texts = [text for text, _start, _end in places]

    def starts(*words):
        first = next(
            index
            for index in range(len(texts))
            if sorted(texts[index : index + len(words)]) == sorted(words)
        )
        return {text: start for text, start, _end in places[first : first + len(words)]}

    title = TITLES["ar"].split()[:3]
    found = {text: start for text, start, _end in places if text in title}
    assert sorted(title, key=lambda word: -found[word]) == title
    # English has its full stop at the right end of its last word.
    sentence = ["Disrupt", "terrorist", "activities"]
    found = starts(*sentence)
    assert sorted(sentence, key=lambda word: found[word]) == sentence
    assert {"incidents.", "analysis.", "threat."} <= set(texts)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("model", [Edition, Goal, Theme])
def test_each_unit_has_its_picture_and_no_letter_is_missing(client, model, language, monkeypatch):
    made = []
    monkeypatch.setattr(
        social, "png", lambda template, data: made.append(data) or drawn(template, data)
    )
    drawn = typeset.png
    for unit in model.objects.all():
        content = client.get(f"/{language}{unit.get_absolute_url()}card.png").content
        assert size_of(content) == (1200, 630), unit
        assert len(content) < 200_000, unit
    assert {data["lang"] for data in made} == {language}
    for data in made:
        # The archive's standard refuses letters that no font has; a picture just leaves them out.
        typeset._compile("social", data, format="pdf", pdf_standards=["a-2u"])


def test_a_picture_has_words_in_their_languages(monkeypatch):
    monkeypatch.setattr(social, "png", lambda _template, data: made.append(data) or b"")
    made: list = []
    edition = Edition.objects.get(year=2023)
    with speaking("ar"):
        social.goal(edition, 1)
        social.goal(edition, 3)
        social.edition(edition)

    assert [(data["spoken"], data["dir"]) for data in made] == [
        ("ar", "rtl"),
        ("en", "rtl"),
        ("en", "rtl"),
    ]
    assert "".join(made[0]["tokens"]) == TITLES["ar"]
    assert said(made[0]["kicker"]).startswith("الهدف 1: ")
    assert made[2]["motto"] == [{"text": edition.motto, "lang": "en"}]


def test_a_picture_in_another_language_differs():
    edition, pictures = Edition.objects.get(year=2023), set()
    for language in ("en", *LANGUAGES):
        with speaking(language):
            pictures.add(social.goal(edition, 1))

    assert len(pictures) == 4


def made(language, make, number):
    edition = Edition.objects.get(year=2023)
    with speaking(language):
        return make(edition, number, f"{HOST}/{language}")


def said(words) -> str:
    return "".join(run["text"] for run in words)


def test_a_line_names_each_document_once():
    goal = Goal.objects.get(edition__year=2023, number=1)
    with speaking("fr"):
        unit = in_language(GoalTranslation, (2023, 1), goal.title)
        wording = wording_of_all([unit, unit], [English("Words")])
    assert said(wording["line"]) == (
        f"Libellé officiel en français, tiré de {SOURCES['fr']}. {LINES['fr']}"
    )
