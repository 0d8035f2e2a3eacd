"""Promises that hold for every public page in Arabic, Spanish and French."""

from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings
from django.test import Client

from goals.languages import languages, prefix, split
from goals.models import EditorialTranslation, Goal, GoalTranslation, Objective
from gpg_site.manifest import public_addresses
from themes.models import Commitment, Theme

from .test_pages import FIRST_FLIGHT, HOST, first_view

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

OTHERS = ["ar", "es", "fr"]
every_language = pytest.mark.parametrize("language", OTHERS)


@pytest.fixture
def pages(sites, language):
    return sites[language]


def test_the_languages_are_those_of_interpol():
    assert languages() == ["en", *OTHERS]


@every_language
def test_there_is_every_page_that_there_is_in_english(site, pages, language):
    assert {split(address) for address in pages} == {(language, address) for address in site}


@every_language
def test_a_page_says_its_language_and_its_direction(pages, language):
    direction = "rtl" if language == "ar" else "ltr"
    for address, page in pages.items():
        assert f'<html lang="{language}" dir="{direction}">' in page.html, address
        assert page.headers["Content-Language"] == language, address


@every_language
def test_every_page_on_record_stands_below_the_prefix_of_the_language(pages, language):
    """The register has the addresses in English."""
    live = [entry["path"] for entry in public_addresses() if entry["state"] == "live"]

    on_record = {f"/{language}{path}" for path in live if path.endswith("/")}
    assert set(pages) == on_record


def test_every_page_names_itself_in_every_language(site, sites):
    for address, page in site.items():
        named = {code: f"{HOST}{prefix(code)}{address}" for code in languages()}
        named["x-default"] = named["en"]
        assert page.in_languages == named, address
        for code in OTHERS:
            assert sites[code][f"{prefix(code)}{address}"].in_languages == named, (code, address)


def test_the_switcher_keeps_the_page(site, sites):
    for code, pages in {"en": site, **sites}.items():
        for address, page in pages.items():
            _language, here = split(address)
            offered = [f"{prefix(other)}{here}" for other in languages()]
            assert page.links[1 : 1 + len(offered)] == offered, (code, address)


@every_language
def test_every_other_link_stays_in_the_language(pages, language):
    for address, page in pages.items():
        for link in page.links[1 + len(languages()) :]:
            target = urldefrag(urljoin(address, link)).url
            is_file = "." in target.rpartition("/")[2]
            if target.startswith("/") and not is_file:
                assert split(target)[0] == language, (address, link)


@every_language
def test_every_link_and_fragment_resolves(pages, language):
    dangling = []
    for address, page in pages.items():
        for link in page.links[1 + len(languages()) :]:
            target, fragment = urldefrag(urljoin(address, link))
            if target.startswith("/") and fragment and fragment not in pages[target].ids:
                dangling.append((address, link))

    assert dangling == []


def led_to(page):
    """Where a page leads, in any language and with any question, but for the switcher and the
    document that has an official translation."""
    links = [split(link)[1] for link in page.links[1 + len(languages()) :] if link[:1] == "/"]
    return sorted(
        link.partition("?")[0] for link in links if not link.startswith("/about/sources/#")
    )


@every_language
def test_a_page_leads_to_the_same_pages_as_in_english(site, pages, language):
    """What is near, related or listed does not depend on the words that it is named by."""
    for address, page in site.items():
        other = pages[f"{prefix(language)}{address}"]
        assert led_to(other) == led_to(page), address


@every_language
def test_titles_and_descriptions_are_unique_and_plain(pages, language):
    for part in ("title", "description", "canonical"):
        values = [getattr(page, part) for page in pages.values()]
        assert len(values) == len(set(values)), part
        assert [value for value in values if not value or "<" in value] == []


@every_language
def test_nothing_is_inline_or_from_another_host_and_no_cookie_is_set(pages, language):
    for address, page in pages.items():
        assert page.inline == [], address
        assert [url for url in page.resources if not url.startswith("/static/")] == [], address
        assert page.cookies == [], address
        assert page.headers.get("Vary", "") in ("", "Accept-Encoding"), address


@every_language
def test_the_first_view_comes_in_one_round_trip(pages, language):
    sizes = {address: first_view(page) for address, page in pages.items()}

    assert {address: size for address, size in sizes.items() if size > FIRST_FLIGHT} == {}


def official_in_english(language):
    """Every official wording that is known in English alone."""
    rendered = GoalTranslation.objects.filter(language=language, status="official")
    goals = Goal.objects.exclude(pk__in=rendered.values("of"))
    return {
        *goals.values_list("title", flat=True),
        *Theme.objects.values_list("title", flat=True),
        *Objective.objects.values_list("text", flat=True),
        *Commitment.objects.values_list("text", flat=True),
    }


@every_language
def test_official_words_in_english_are_marked_as_english(pages, language):
    official = official_in_english(language)
    found = 0
    for address, page in pages.items():
        for spoken, text in page.spoken:
            if text in official:
                assert spoken == "en", (address, text)
                found += 1
    assert found > 300


@every_language
def test_every_provision_stands_word_for_word(pages, language):
    """In English, since no official translation of any is known."""
    for item in (*Objective.objects.select_related("goal__edition"), *Commitment.objects.all()):
        page = pages[f"{prefix(language)}{item.get_absolute_url()}"]
        assert page.headings == [item.text]


@every_language
def test_an_official_title_stands_on_its_page_letter_for_letter(pages, language):
    """With its source, and the English words that it is of."""
    rows = GoalTranslation.objects.filter(language=language).select_related("of", "source")
    assert rows.count() == {"ar": 2, "es": 2, "fr": 4}[language]
    for row in rows:
        page = pages[f"{prefix(language)}{row.of.get_absolute_url()}"]
        assert row.status == "official"
        assert page.headings == [row.text]
        (line,) = page.texts["in-language"]
        assert row.of.title in line
        assert row.source.title in line


@every_language
def test_where_no_official_wording_is_known_one_line_says_so(pages, language):
    lines = {tuple(page.texts["languages__line"]) for page in pages.values()}

    assert len(lines) == 1
    assert "languages__line" not in Client().get("/").text


@every_language
def test_the_portals_own_words_are_in_the_language(pages, language):
    """No short title, topic, reason or note of ours falls back to English."""
    english = set(EditorialTranslation.objects.values_list("english", flat=True))
    for address, page in pages.items():
        if not split(address)[1].startswith(("/data/", "/changes/")):
            assert [text for _spoken, text in page.spoken if text in english] == [], address


def test_no_preference_of_a_browser_changes_an_answer():
    plain = Client().get("/2023/goals/3/")
    asked = Client().get("/2023/goals/3/", headers={"Accept-Language": "fr, ar;q=0.5"})

    assert asked.content == plain.content
    assert "Accept-Language" not in asked.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/en/", "/"),
        ("/en", "/"),
        ("/en/2023/goals/3/", "/2023/goals/3/"),
        ("/en/search/?q=drugs", "/search/?q=drugs"),
        ("/fr", "/fr/"),
        ("/fr/2023/goals/3", "/fr/2023/goals/3/"),
        ("/ar/2023/3.2", "/ar/2023/goals/3/objectives/2/"),
    ],
)
def test_what_people_try_leads_on_for_good(address, location):
    response = Client().get(address)

    assert (response.status_code, response.headers["Location"]) == (301, location)


@every_language
def test_addresses_without_an_edition_lead_on_in_the_language(language):
    response = Client().get(f"/{language}/goals/3/objectives/2/")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/2023/goals/3/objectives/2/"


@pytest.mark.parametrize("address", ["/de/", "/fr/nowhere/", "/fr/staff/", "/fr/sitemap.xml"])
def test_what_is_nowhere_is_a_404_in_its_language(address):
    response = Client().get(address)

    assert response.status_code == 404
    assert response.headers["Content-Language"] == split(address)[0]
    # There is no such page in another language either: the switcher leads home.
    assert 'href="/es/" hreflang="es"' in response.text


def test_the_languages_have_their_own_names():
    assert dict(settings.LANGUAGES) == {
        "ar": "العربية",
        "en": "English",
        "es": "Español",
        "fr": "Français",
    }
