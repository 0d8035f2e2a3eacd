"""Search and quote finder in Arabic, Spanish and French."""

import html
import json
import re
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.languages import English, languages, speaking
from goals.models import EditorialTranslation, GoalTranslation, Objective, ObjectiveTranslation
from gpg_site.models import SearchAlias
from gpg_site.search import contents, index
from gpg_site.search.engine import Alias, Engine, Record
from gpg_site.search.page import described
from gpg_site.search.references import references
from gpg_site.search.words import Text
from tests.html import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

OTHERS = ["ar", "es", "fr"]
every_language = pytest.mark.parametrize("language", OTHERS)


def hits(client, language, question):
    return client.get(f"/{language}/search/", {"q": question}).context["hits"]


def text(pieces):
    return "".join(piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("language", "question"), [("fr", "drogue"), ("es", "droga"), ("ar", "المخدرات")]
)
def test_drugs_lead_to_the_topic_and_then_to_the_goal(client, language, question):
    """As they do in English."""
    found = [hit["url"] for hit in hits(client, language, question)]

    assert found[:2] == [f"/{language}/topics/drugs/", f"/{language}/2023/goals/6/"]


@every_language
def test_what_the_search_page_offers_finds_something(client, language):
    with speaking(language):
        examples = [_("fake passport"), _("“human rights”")]
    page = client.get(f"/{language}/search/").text
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', page)]
    asked = [link for link in links if link.startswith(f"/{language}/search/?q=")]

    for example in examples:
        assert hits(client, language, example), example
        assert any(
            client.get(link).context["question"] == " ".join(example.split()) for link in asked
        )


@every_language
def test_english_words_find_what_they_find_in_english(language):
    found = {
        code: [
            (record.kind, record.code, record.year)
            for record in index.library(code).engine.search("organized crime").records
        ]
        for code in ("en", language)
    }

    assert set(found["en"]) == set(found[language])


def test_an_official_translation_is_found_by_its_words_and_by_the_english_ones(client):
    for question in ("promover seguridad fronteriza escala mundial", "Promote border security"):
        hit = next(hit for hit in hits(client, "es", question) if hit["kind"] == "goal")
        assert hit["url"] == "/es/2023/goals/2/"
        assert text(hit["words"]) == "Promover la seguridad fronteriza a escala mundial"


def test_an_unofficial_translation_is_no_wording(client):
    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    ObjectiveTranslation.objects.create(
        of=objective, language="fr", text="Zèbres et girafes du zoo", status="unofficial"
    )

    assert hits(client, "fr", "girafes") == []
    (found,) = client.get("/fr/quote/", {"q": "Zèbres et girafes du zoo"}).context["findings"]
    assert found["verdict"] == "unknown"


@every_language
def test_english_words_are_marked_as_english_in_one_piece(client, language):
    page = read(client.get(f"/{language}/search/", {"q": "Interpol databases"}).text)
    words = [hit for hit in hits(client, language, "Interpol databases") if hit["words"]]

    assert all(isinstance(piece["text"], English) for piece in words[0]["words"])
    assert re.search(r'<bdi lang="en" dir="ltr">[^<]*(<mark>\w+</mark>[^<]*)+</bdi>', page.html)
    assert "<mark><bdi" not in page.html


@every_language
def test_words_in_the_language_of_the_page_are_not_marked_as_english(client, language):
    (topic,) = [
        hit for hit in hits(client, language, "terrorism") if hit["url"].endswith("/terrorism/")
    ]

    assert not any(isinstance(piece["text"], English) for piece in topic["name"])


@every_language
def test_facets_suggestions_and_topics_are_in_the_language(client, language):
    name = EditorialTranslation.objects.get(language=language, english="Terrorism").text
    context = client.get(f"/{language}/search/", {"q": "terrorism"}).context
    (facet,) = [facet for facet in context["facets"] if facet["name"] == "topic"]
    suggested = client.get(f"/{language}/search/suggest.json", {"q": name[:5]}).json()

    assert name in [choice["label"] for choice in facet["choices"]]
    assert name in suggested[1]
    assert all(url.startswith(f"/{language}/") for url in suggested[3])
    labels = client.get(f"/{language}/search/").context["onward"]["topics"]
    assert not any(isinstance(topic["label"], English) for topic in labels)


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("fr", "terorisme", "terrorisme"),
        ("es", "corupción", "corrupción"),
        ("ar", "المخدارت", "المخدرات"),
    ],
)
def test_a_correction_is_written_as_the_language_writes_it(client, language, asked, found):
    context = client.get(f"/{language}/search/", {"q": asked}).context

    assert context["corrections"] == [{"asked": asked, "found": found}]
    assert not isinstance(context["corrections"][0]["found"], English)


def test_a_correction_to_an_english_word_says_so(client):
    (correction,) = client.get("/fr/search/", {"q": "wildlfie"}).context["corrections"]

    assert correction["found"] == "wildlife"
    assert isinstance(correction["found"], English)


@pytest.mark.parametrize("language", languages())
def test_what_a_unit_is_called_is_read_as_its_code(language):
    library = index.library(language)
    units = [*library.contents.units, *library.contents.places]
    with speaking(language):
        missed = [
            described(record)
            for record in units
            if record.kind not in ("topic", "edition")
            and record not in library.named(described(record))
        ]

    assert missed == []


@pytest.mark.parametrize(
    ("language", "asked", "kind", "code"),
    [
        ("fr", "objectif spécifique 2 de l’objectif 3", "objective", "3.2"),
        ("fr", "engagement 1 du thème IV", "commitment", "T4.1"),
        ("fr", "ODD 16", "sdg", "SDG 16"),
        ("es", "meta 16.4 de los ODS", "target", "16.4"),
        ("es", "objetivo tres", "goal", "3"),
        ("ar", "الهدف الثالث", "goal", "3"),
        ("ar", "٣٫٢", "objective", "3.2"),
        ("ar", "المحور الرابع", "theme", "T4"),
        ("ar", "طبعة ٢٠١٧", "edition", "2017"),
        ("ar", "SDG 16", "sdg", "SDG 16"),
    ],
)
def test_codes_are_read_in_the_words_of_the_language(language, asked, kind, code):
    first = references(asked, language)[0]

    assert (first.kind, first.code) == (kind, code)


@pytest.mark.parametrize("language", languages())
def test_an_official_translation_is_an_official_wording_in_every_language(client, language):
    start = reverse("home") if language == "en" else f"/{language}/"
    for row in GoalTranslation.objects.select_related("of__edition", "source"):
        response = client.get(f"{start}quote/", {"q": row.text})
        (found,) = response.context["findings"]
        (unit,) = found["units"]
        assert (found["verdict"], found["language"]) == ("verbatim", row.language)
        assert unit["url"] == f"{start}2023/goals/{row.of.number}/"
        assert (unit["source_key"], unit["source_title"]) == (row.source.key, row.source.title)
        direction = "rtl" if row.language == "ar" else "ltr"
        attributes = f' lang="{row.language}" dir="{direction}"' if row.language != language else ""
        assert f"<q{attributes}>" in response.text


def test_an_altered_translation_is_told_with_what_alters_it(client):
    altered = "Promover la seguridad policial a escala mundial"

    response = client.get("/ar/quote/", {"q": altered})

    (found,) = response.context["findings"]
    assert (found["verdict"], found["language"]) == ("altered", "es")
    assert [piece["text"] for piece in found["pieces"] if piece["kind"] == "added"] == ["policial"]
    assert '<p class="official finding__text" lang="es" dir="ltr">' in response.text
    assert '<span class="visually-hidden" lang="ar">' in response.text


@every_language
def test_english_wordings_are_official_in_every_language(client, language):
    wording = Objective.objects.get_by_natural_key(2023, 5, 2).text

    response = client.get(f"/{language}/quote/", {"q": wording})

    (found,) = response.context["findings"]
    assert (found["verdict"], found["language"]) == ("verbatim", "en")
    assert found["units"][0]["url"] == f"/{language}/2023/goals/5/objectives/2/"
    assert '<q lang="en" dir="ltr">' in response.text


def test_words_of_nobody_find_their_own_direction(client):
    assert '<q dir="auto">' in client.get("/quote/", {"q": "لا شيء هنا يعرفه أحد"}).text


def test_tatweel_alters_no_wording(client):
    wording = GoalTranslation.objects.get(language="ar", of__number=2).text

    (found,) = client.get("/quote/", {"q": wording.replace("ت", "تـ", 1)}).context["findings"]

    assert found["verdict"] == "verbatim"


def test_aliases_of_another_language_lead_nowhere():
    SearchAlias.objects.create(language="fr", words="zzfrançais", means="borders")

    for language, count in (("fr", 1), ("es", 0), ("en", 0)):
        answer = index.library(language).engine.search("zzfrançais")
        assert bool(answer.records) == bool(count)


def test_every_language_has_a_library_of_its_own_that_says_where_it_is():
    libraries = {code: index.library(code) for code in languages()}

    assert len(set(map(id, libraries.values()))) == 4
    for code, library in libraries.items():
        with speaking(code):
            assert index.library() is library
            assert library.engine.records[0].url.startswith(reverse("home"))


def test_all_languages_are_kept_and_what_is_english_is_known_as_such(monkeypatch, tmp_path, client):
    kept = {code: index.library(code) for code in languages()}
    index.keep(tmp_path / "search", "this program")
    monkeypatch.setattr(index, "_built", {})
    index.take(tmp_path / "search", "this program")

    def away(_language):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(contents, "read", away)
    for code, before in kept.items():
        taken = index.library(code)
        assert taken.contents == before.contents
        assert _kinds(taken.outline.editions) == _kinds(before.outline.editions)
    titles = [goal["title"] for goal in index.library("ar").outline.editions[0]["goals"]]
    assert [isinstance(title, English) for title in titles] == [False] * 2 + [True] * 5
    with speaking("fr"):
        url = f"{reverse('search')}?{urlencode({'q': 'drogue'})}"
    assert client.get(url).context["hits"][0]["url"] == "/fr/topics/drugs/"


def _kinds(thing):
    """The structure, with whether each text is in English."""
    if isinstance(thing, dict):
        return {name: _kinds(value) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_kinds(each) for each in thing]
    return isinstance(thing, English)


def test_the_answer_as_data_points_at_what_is_in_english(client):
    response = client.get("/fr/search.json", {"q": "Interpol databases"})

    page = json.loads(response.content)
    assert "/hits/0/words/0/text" in page["meta"]["in_english"]


RECORDS = [
    Record("topic", "", 0, False, "/1/", name=Text("Pêche", "fr", "Fishing")),
    Record("objective", "1.1", 2023, True, "/2/", text=Text("Stop illegal fishing boats")),
    Record("objective", "1.2", 2023, True, "/3/", text=Text("Ban les nets")),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("pêches", ["/1/"]),
        ("pecheurs", ["/1/"]),
        ("fishing", ["/2/", "/1/"]),
        ("la pêche fishing", ["/1/", "/2/"]),
        ("bateaux", ["/2/"]),
        ("les", ["/3/"]),
        ("pêches illegal", ["/2/", "/1/"]),
    ],
)
def test_a_question_is_read_in_both_languages(question, expected):
    engine = Engine(RECORDS, [Alias("bateau", ("boats",), "fr")], "fr")

    assert [record.url for record in engine.search(question).records] == expected
