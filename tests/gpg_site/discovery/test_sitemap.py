"""The sitemap: which pages are in it, and since when they are as they are."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals import publishing
from goals.languages import split
from goals.models import (
    Correspondence,
    Goal,
    ObjectiveTopic,
    Permalink,
    Sdg,
    SdgLink,
    Topic,
)
from gpg_site.changes import PER_PAGE
from gpg_site.finished import finished
from tests.builders import make_objective, make_topic, objective

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PUBLISHED = "2023-01-01"
DAY = "2026-03-05"


def read(client, **headers):
    """The days by address, as they stand in the file; None where there is none."""
    finished.forget()
    root = ET.fromstring(client.get("/sitemap.xml", **headers).content)
    assert root.tag == f"{NAMESPACE}urlset"
    days = {url.findtext(f"{NAMESPACE}loc"): url.findtext(f"{NAMESPACE}lastmod") for url in root}
    assert len(days) == len(root)
    return days


def alternates(url):
    """The languages of a page's entry, each with its address."""
    links = url.findall("{http://www.w3.org/1999/xhtml}link")
    assert {link.get("rel") for link in links} == {"alternate"}
    return {link.get("hreflang"): link.get("href") for link in links}


def changed(client):
    """The pages that are said to have changed on DAY."""
    return {
        path
        for address, day in read(client).items()
        if day == DAY
        and (path := address.removeprefix("http://testserver"))
        and split(path)[0] == "en"
    }


def on_the_day(row, history_type="~"):
    row.history.model.objects.filter(
        history_id=row.history.model.objects.filter(history_type=history_type)
        .latest("history_id")
        .history_id
    ).update(history_date=f"{DAY}T23:30:00Z")


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    on_the_day(row)


def test_each_address_lists_its_page_in_every_language(client, quiet):
    root = ET.fromstring(client.get("/sitemap.xml").content)
    by_address = {url.findtext(f"{NAMESPACE}loc"): url for url in root}

    assert alternates(by_address["http://testserver/fr/2023/goals/1/"]) == {
        "en": "http://testserver/2023/goals/1/",
        "x-default": "http://testserver/2023/goals/1/",
        "ar": "http://testserver/ar/2023/goals/1/",
        "es": "http://testserver/es/2023/goals/1/",
        "fr": "http://testserver/fr/2023/goals/1/",
    }
    for address, url in by_address.items():
        found = alternates(url)
        assert found["x-default"] == found["en"], address
        assert address in found.values(), address
        # Each of them says the same of itself: one that did not would count for nothing.
        for other in found.values():
            assert alternates(by_address[other]) == found, other


def test_a_page_says_the_same_of_its_languages_as_the_sitemap(client, quiet):
    root = ET.fromstring(client.get("/sitemap.xml").content)
    by_address = {url.findtext(f"{NAMESPACE}loc"): alternates(url) for url in root}

    for path in ("/", "/ar/2023/goals/1/", "/fr/changes/"):
        links = re.findall(
            r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', client.get(path).text
        )
        assert dict(links) == by_address[f"http://testserver{path}"], path


def test_a_page_has_one_day_in_every_language(client, quiet):
    change(objective(2023, 1, 2), note="Ours.")

    days = read(client)

    assert days["http://testserver/fr/2023/goals/1/"] == DAY
    for address, day in days.items():
        english = split(address.removeprefix("http://testserver"))[1]
        assert day == days[f"http://testserver{english}"], address


def test_it_stays_far_below_what_may_be_sent(client, quiet):
    """50,000 addresses and 50 MB, by sitemaps.org."""
    found = client.get("/sitemap.xml").content

    pages = found.count(b"<url>")
    assert pages % 4 == 0
    assert len(found) < 700 * pages


def test_of_what_gathers_many_units_no_day_is_known(client, quiet):
    days = read(client)

    for address in ("/", "/2023/goals/", "/2023/sdgs/", "/about/", "/sdgs/", "/about/sources/"):
        assert days[f"http://testserver{address}"] is None, address
    for address in ("/2017/", "/2023/goals/1/", "/topics/data/", "/sdgs/5/", "/changes/"):
        assert days[f"http://testserver{address}"] == PUBLISHED, address


def test_a_note_is_of_the_unit_and_of_what_holds_it(client, quiet):
    change(objective(2023, 1, 2), note="Ours.")

    assert changed(client) == {
        "/2023/goals/1/objectives/2/", "/2023/goals/1/", "/changes/",
    }  # fmt: skip


def test_words_are_of_every_page_that_tells_them(client, quiet):
    change(objective(2023, 1, 1), text="Other words")

    assert changed(client) == {
        "/2023/goals/1/objectives/1/", "/2023/goals/1/", "/topics/borders/", "/topics/data/",
        "/sdgs/16/", "/2017/goals/1/objectives/1/", "/changes/",
    }  # fmt: skip


def test_a_topic_that_is_taken_off_is_of_both_pages(client, quiet):
    found = ObjectiveTopic.objects.get(content_object=objective(2023, 2, 1))
    found.delete()
    on_the_day(ObjectiveTopic, "-")

    assert changed(client) == {
        "/2023/goals/2/objectives/1/", "/2023/goals/2/", "/topics/borders/", "/changes/",
    }  # fmt: skip


def test_what_is_led_elsewhere_is_of_where_it_was_and_where_it_is(client, quiet):
    pair = Correspondence.objects.get()
    change(pair, later=objective(2023, 2, 1))

    assert {
        "/2023/goals/1/objectives/1/", "/2023/goals/2/objectives/1/", "/2017/goals/1/objectives/1/",
    } <= changed(client)  # fmt: skip


def test_a_link_to_an_sdg_is_of_goal_and_sdg(client, quiet):
    change(SdgLink.objects.get(goal__edition__year=2023), reason="Another.")

    assert changed(client) == {"/2023/goals/1/", "/sdgs/16/", "/changes/"}


def test_a_renamed_topic_is_of_all_that_it_stands_on(client, quiet):
    change(quiet.data, name="Figures")

    assert {"/topics/data/", "/2023/goals/1/objectives/2/", "/2023/themes/1/commitments/1/"} <= (
        changed(client)
    )


def test_drafts_change_nothing(client, quiet):
    change(objective(2031, 1, 1), text="Hidden")
    change(quiet.draft_link, reason="Hidden")

    assert changed(client) == set()
    assert not any("/2031/" in address for address in read(client))


def test_an_edition_that_becomes_public_changes_every_unit(client, quiet):
    quiet.draft.published_on = datetime.date.fromisoformat(DAY)
    quiet.draft.save()
    on_the_day(quiet.draft)

    days = read(client)
    assert {day for address, day in days.items() if address.endswith(("/1/", "/2/", "/data/"))} <= {
        DAY,
        None,
    }
    assert days["http://testserver/2017/goals/1/"] == DAY
    assert days["http://testserver/2031/goals/1/"] == DAY


def test_an_edition_that_is_taken_back_changes_every_unit(client, quiet):
    publishing.retract(quiet.current, "By mistake.")
    on_the_day(quiet.current)

    assert "/2017/goals/1/" in changed(client)


def test_what_was_withdrawn_is_not_to_be_found(client, quiet):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()

    assert "http://testserver/2023/goals/1/objectives/2/" not in read(client)


def test_every_page_of_a_long_log_is_in_it(client, quiet):
    for number in range(PER_PAGE + 1):
        change(quiet.borders, description=f"Description {number}")

    days = read(client)

    assert days["http://testserver/changes/"] == days["http://testserver/changes/?page=2"]
    assert "http://testserver/changes/?page=3" not in days


def test_an_empty_site_lists_the_pages_that_there_are(client):
    assert "http://testserver/sdgs/" in read(client)


def test_queries_do_not_grow(client, quiet):
    def queries():
        finished.forget()
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    change(objective(2023, 1, 2), text="Do it well")
    few = queries()
    for number in range(3, 23):
        change(make_objective(goal=quiet.link.goal, number=number), text=f"Do it {number}")
        change(make_topic(slug=f"topic-{number}"), name=f"Name {number}")
    change(Sdg.objects.get(number=5), title="Another")
    change(Goal.objects.get_by_natural_key(2017, 1), note="Ours.")

    assert queries() == few
    assert Topic.history.count() > 20


def test_it_is_made_once_for_a_state_of_the_content(client, quiet):
    read(client)
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap.xml")
    assert len(captured) == 1
