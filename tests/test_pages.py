"""Promises that hold for every public page, tested on the shipped content by following links."""

import re
from collections import Counter
from functools import cache
from urllib.parse import urldefrag, urljoin

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import (
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    Sdg,
    SdgTarget,
    Source,
    Topic,
)
from gpg_site.settings import SECURE_CSP
from tests.html import read
from themes.models import Commitment, CommitmentTopic, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

HOST = "http://testserver"


def test_every_public_object_is_reached(site):
    objects = [
        *Edition.objects.all(),
        *Goal.objects.all(),
        *Objective.objects.all(),
        *Theme.objects.all(),
        *Commitment.objects.all(),
        *Sdg.objects.all(),
        *Topic.objects.all(),
    ]

    assert [thing for thing in objects if thing.get_absolute_url() not in site] == []


def test_only_the_pages_that_there_are_are_reached(site):
    objects = (Edition, Goal, Objective, Theme, Commitment, Sdg, Topic)
    texts = Source.objects.exclude(text="").count()
    # Home, two lists of goals, one of themes, SDGs, topics, about, sources, changes, accessibility,
    # data; two crosswalks, one matrix; the comparison of the two editions, and of each of seven
    # goals; search and the quote finder; the API and its eight groups.
    pages = 11 + 3 + 8 + 2 + 9
    assert len(site) == sum(model.objects.count() for model in objects) + texts + pages


def test_every_link_and_fragment_resolves(site):
    dangling = []
    for address, page in site.items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link))
            if target.startswith("/") and fragment and fragment not in site[target].ids:
                dangling.append((address, link))

    assert dangling == []


def test_every_unit_has_its_fragment(site):
    for objective in Objective.objects.select_related("goal__edition"):
        assert objective.code in site[objective.goal.get_absolute_url()].ids
    for commitment in Commitment.objects.select_related("theme__edition"):
        assert commitment.code in site[commitment.theme.get_absolute_url()].ids
    for target in SdgTarget.objects.select_related("sdg"):
        assert target.code in site[target.sdg.get_absolute_url()].ids


def test_no_page_repeats_an_id(site):
    repeated = {
        address: [name for name, count in Counter(page.ids).items() if count > 1]
        for address, page in site.items()
    }

    assert {address: names for address, names in repeated.items() if names} == {}


def test_every_page_has_one_main_heading_and_its_landmarks(site):
    for address, page in site.items():
        assert [bool(heading) for heading in page.headings] == [True], address
        assert page.landmarks.count("main") == 1, address
        assert {"header", "nav", "footer"} <= set(page.landmarks), address
        assert page.links[0] == "#content", address
        assert "content" in page.ids, address


@pytest.mark.parametrize("part", ["title", "description", "canonical"])
def test_titles_descriptions_and_canonicals_are_unique(site, part):
    counts = Counter(getattr(page, part) for page in site.values())

    assert [value for value, count in counts.items() if not value or count > 1] == []


def test_every_page_is_its_own_canonical(site):
    assert {address: page.canonical for address, page in site.items()} == {
        address: f"{HOST}{address}" for address in site
    }


def test_nothing_is_inline_or_from_another_host(site):
    for address, page in site.items():
        assert page.inline == [], address
        assert [url for url in page.resources if not url.startswith("/static/")] == [], address


def test_pages_of_an_edition_stay_in_it(site):
    """Only the switcher, the notice and what compares editions leave the edition of a page."""
    for address, page in site.items():
        if not address.startswith("/2017/"):
            continue
        header = page.links[: page.links.index("/about/") + 1]
        assert "/2017/goals/" in header
        assert not any("/2023/themes/" in link for link in page.links), address
        topics = [link for link in page.links if link.startswith("/topics/") and "#" in link]
        assert all(link.endswith("#edition-2017") for link in topics), address
        sdgs = [link for link in page.links if link.startswith("/sdgs/") and "." not in link]
        assert set(sdgs) <= {"/sdgs/", *(f"/sdgs/{n}/#edition-2017" for n in range(1, 18))}, address


def test_every_page_of_an_older_edition_says_so(site):
    for address, page in site.items():
        notices = page.texts.get("edition-bar__notice", [])
        assert len(notices) == (1 if address.startswith("/2017/") else 0), address


def test_every_provision_stands_word_for_word_on_its_page_and_its_parents(site):
    objectives = Objective.objects.select_related("goal__edition")
    commitments = Commitment.objects.select_related("theme__edition")
    parents = [(item, item.goal) for item in objectives]
    parents += [(item, item.theme) for item in commitments]

    for item, parent in parents:
        assert site[item.get_absolute_url()].headings == [item.text]
        assert item.text in site[parent.get_absolute_url()].texts["official"]
    assert len(parents) == 105


def test_every_title_and_foreword_paragraph_stands_word_for_word(site):
    for edition in Edition.objects.all():
        page = site[edition.get_absolute_url()]
        assert page.headings == [edition.title]
        assert page.texts["foreword"] == ["".join(edition.paragraphs)]
    for unit in (*Goal.objects.all(), *Theme.objects.all()):
        assert site[unit.get_absolute_url()].headings == [unit.title]


def test_every_objective_is_on_the_comparison_of_its_goal_and_of_all(site):
    """In a pair with its relation and reason, or without a counterpart with the reason."""
    whole = site["/compare/2017/2023/"]
    for row in Correspondence.objects.select_related("earlier__goal", "later__goal"):
        anchor = f"{row.earlier.code}-{row.later.code}"
        assert anchor in whole.ids
        for goal in {row.earlier.goal.number, row.later.goal.number}:
            page = site[f"/compare/2017/2023/goals/{goal}/"]
            assert anchor in page.ids
            (why,) = [text for text in page.texts["pair__why"] if row.reason in text]
            assert why.startswith(f"{row.relation} The 2023 edition ")
    for row in NoCounterpart.objects.select_related("objective__goal__edition"):
        unit = row.objective
        for page in (whole, site[f"/compare/2017/2023/goals/{unit.goal.number}/"]):
            assert f"{unit.edition.year}-{unit.code}" in page.ids
            assert row.reason in page.texts["pair__why"]


def test_compared_words_without_their_marks_are_the_official_ones(site):
    units = [*Objective.objects.select_related("goal"), *Goal.objects.all()]
    for address, page in site.items():
        if not address.startswith("/compare/"):
            continue
        plain = re.sub('<span class="visually-hidden"> (removed|added): </span>', "", page.html)
        shown = read(plain).texts["official"]
        number = address.removeprefix("/compare/2017/2023/").removeprefix("goals/").strip("/")
        for unit in units:
            goal = unit if isinstance(unit, Goal) else unit.goal
            if not number or goal.number == int(number):
                words = unit.title if isinstance(unit, Goal) else unit.text
                assert words in shown, (address, words)


def test_every_objective_says_in_one_line_what_became_of_it(site):
    for unit in Objective.objects.select_related("goal__edition"):
        (line,) = site[unit.get_absolute_url()].texts["fate"]
        if unit.edition.year == 2017:
            codes = [row.later.code for row in unit.later_links.all()]
            start = "2023 edition: kept, as " if codes else "2023 edition: not carried over."
        else:
            codes = [row.earlier.code for row in unit.earlier_links.all()]
            start = "From 2017: " if codes else "New in 2023."
        assert line.startswith(f"Editorial {start}")
        assert all(code in line for code in codes)


def test_pages_set_no_cookie_and_vary_by_none(site):
    for address, page in site.items():
        assert page.cookies == [], address
        assert "Cookie" not in page.headers.get("Vary", ""), address


def test_every_page_carries_the_strict_policy(site):
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in SECURE_CSP.items())

    assert "unsafe" not in policy
    for address, page in site.items():
        assert page.headers["Content-Security-Policy"] == policy, address


def test_head_answers_as_get_without_a_body(site, client):
    for address in QUERIES.keys() & site.keys():
        response = client.head(address)
        assert response.content == b"", address
        assert response.cookies == {}, address
        assert response.headers["Content-Type"] == site[address].headers["Content-Type"], address


# Page type -> queries, the converter's included. A page's number must not depend on its edition.
QUERIES = {
    "/": 7,
    "/2023/": 3,
    "/2023/goals/": 3,
    "/2023/goals/3/": 5,
    "/2023/sdgs/": 5,
    "/2023/matrix/": 5,
    "/2023/goals/3/objectives/2/": 9,
    "/compare/2017/2023/": 7,
    "/compare/2017/2023/goals/3/": 6,
    "/2023/themes/": 4,
    "/2023/themes/4/": 6,
    "/2023/themes/4/commitments/1/": 8,
    "/sdgs/": 3,
    "/sdgs/16/": 5,
    "/topics/": 2,
    "/topics/terrorism/": 5,
    "/about/": 1,
    "/about/sources/": 28,
    "/about/sources/gpg-2023/": 8,
    "/changes/": 4,
    "/accessibility/": 1,
    "/data/": 1,
    "/data/api/": 1,
    "/data/api/goals/": 1,
    "/openapi.json": 0,
    "/changes.atom": 4,
    "/llms.txt": 2,
    "/robots.txt": 0,
    "/quote/?q=Promote+border+security+worldwide": 1,
    "/quote/?q=Curb+illicit+markets.+Promote+a+culture+of+integrity": 1,
    "/search/": 2,
    "/search/?q=terrorism": 2,
    "/search/suggest.json?q=terr": 1,
    "/no-such-page/": 2,
}


def queries(address: str) -> int:
    # The search reads all content once after each change of it, whoever asks first.
    Client().get("/search/?q=read")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        Client().get(address)
    return len(captured)


def test_queries_of_each_page_type():
    assert {address: queries(address) for address in QUERIES} == QUERIES


def test_queries_stay_the_same_when_the_edition_is_ten_times_as_large():
    edition = Edition.objects.get(year=2023)
    goals, themes = Goal.objects.in_edition(edition), Theme.objects.in_edition(edition)
    topics = list(Topic.objects.all())
    multiply(Objective, ObjectiveTopic, "goal", goals, 54, topics)
    multiply(Commitment, CommitmentTopic, "theme", themes, 63, topics)
    assert Objective.objects.in_edition(edition).count() >= 380
    assert Commitment.objects.in_edition(edition).count() >= 350

    assert {address: queries(address) for address in QUERIES} == QUERIES


def multiply(model, through, name, parents, more, topics):
    """`more` further provisions under each parent, each with three topics."""
    made = model.objects.bulk_create(
        model(**{name: parent}, number=number, text=f"More {number}", note="Ours.")
        for parent in parents
        for number in range(20, 20 + more)
    )
    through.objects.bulk_create(
        through(content_object=item, tag=topics[(place + step) % len(topics)])
        for place, item in enumerate(made)
        for step in range(3)
    )


# Ten segments of the first flight of a connection: what a browser has before it asks again.
FIRST_FLIGHT = 14_600


# Style sheets that a page waits for before it is shown.
SHEETS = {
    f"/static/css/{name}.css"
    for name in (
        "base",
        "components",
        "framework",
        "tables",
        "compare",
        "data",
        "provenance",
        "search",
    )
}


@cache
def compressed(url):
    return len(brotli.compress((settings.BASE_DIR / url.lstrip("/")).read_bytes()))


def first_view(page):
    """The bytes of a page and the style sheets that it waits for, as browsers get them: with
    brotli, and pages a little smaller than here, where strength would cost a minute."""
    waited_for = [url for url in page.resources if url in SHEETS]
    assert waited_for[:2] == ["/static/css/base.css", "/static/css/components.css"]
    return len(brotli.compress(page.html.encode(), quality=5)) + sum(map(compressed, waited_for))


def test_the_first_view_comes_in_one_round_trip(site):
    sizes = {address: first_view(page) for address, page in site.items()}

    assert {address: size for address, size in sizes.items() if size > FIRST_FLIGHT} == {}
