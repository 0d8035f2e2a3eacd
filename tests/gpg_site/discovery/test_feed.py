"""The feed of changes, read as a feed reader reads it."""

import datetime
from uuid import UUID

import feedparser
import pytest
from django.core.management import call_command
from django.urls import reverse

from goals.models import Correspondence, Edition, Objective
from gpg_site.changes import PER_PAGE
from tests.builders import change, make_objective, objective

pytestmark = pytest.mark.django_db


def read(client, **headers):
    """The feed; AssertionError where it is no good XML."""
    found = feedparser.parse(client.get("/changes.atom", **headers).content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_change_is_an_entry_in_words(client, quiet):
    row = change(objective(2023, 1, 2), reason="It was <misread>.", text="Do it well", note="Ours.")
    at = row.history.first().history_date

    (entry,) = read(client).entries

    assert entry.title == "GPG2023-1.2 – Objective: changed"
    assert entry.link == "http://testserver/2023/goals/1/objectives/2/"
    assert entry.updated == entry.published == at.isoformat()
    assert entry.summary == (
        "<p>Official text<br />Before: Do 1.2 of 2023<br />Now: Do it well</p>\n\n"
        "<p>Note<br />Now: Ours.</p>\n\n"
        "<p>Reason: It was &lt;misread&gt;.</p>"
    )


def test_the_feed_says_what_it_is_and_where_its_page_is(client, quiet):
    change(objective(2023, 1, 2), note="First.")
    newest = change(quiet.borders, description="Second.")

    feed = read(client).feed

    assert feed.title == "Changes of the Global Policing Goals portal"
    assert feed.author == "Global Policing Goals portal (independent, non-official)"
    assert {(link.rel, link.href) for link in feed.links} == {
        ("alternate", "http://testserver/changes/"),
        ("self", "http://testserver/changes.atom"),
    }
    assert feed.updated == newest.history.first().history_date.isoformat()


def test_what_came_went_or_was_published_is_told(client, quiet):
    change(quiet.draft, published_on=datetime.date(2031, 1, 1))
    make_objective(goal=quiet.link.goal, number=3, text="Do more")
    Correspondence.objects.get().delete()

    entries = read(client).entries

    assert [(entry.title, entry.link) for entry in entries] == [
        # What is gone has no page of its own.
        ("GPG2017-1.1 – GPG2023-1.1 – Correspondence: removed", "http://testserver/changes/"),
        ("GPG2023-1.3 – Objective: added", "http://testserver/2023/goals/1/objectives/3/"),
        ("2031 edition – published on this portal", "http://testserver/2031/"),
    ]
    assert "Now: nothing" in entries[0].summary
    assert entries[2].summary == "<p>Reason: no reason given</p>"


def test_a_change_whose_past_is_not_recorded_says_so(client, quiet):
    Objective.history.all().delete()
    change(objective(2023, 1, 2), text="Do it well")

    (entry,) = read(client).entries

    assert "What it said before was not recorded." in entry.summary


def test_a_change_of_white_space_says_so(client, quiet):
    change(Edition.objects.get(year=2023), foreword="Foreword of 2023.\n\n")

    (entry,) = read(client).entries

    assert "Foreword: only white space, or the order of paragraphs" in entry.summary


def test_ids_are_the_same_on_another_host_and_no_two_are_alike(client, quiet):
    change(objective(2023, 1, 2), note="First.")
    change(objective(2023, 1, 2), note="Second.")
    change(quiet.borders, description="Third.")

    here, there = read(client), read(client, headers={"host": "localhost"})

    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id
    assert there.entries[0].link == "http://localhost/topics/borders/"
    ids = [here.feed.id, *(entry.id for entry in here.entries)]
    assert len(set(ids)) == 4
    assert all(UUID(name.removeprefix("urn:uuid:")).urn == name for name in ids)


def test_ids_outlive_a_restored_backup(client, quiet, tmp_path):
    change(objective(2023, 1, 2), note="First.")
    before = read(client)
    call_command("backup", tmp_path / "kept.zip", verbosity=0)
    change(objective(2023, 1, 2), note="Second.")
    assert len(read(client).entries) == 2

    call_command("restore", tmp_path / "kept.zip", replace=True, verbosity=0)

    after = read(client)
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert after.feed.updated == before.feed.updated


def test_the_page_of_changes_names_them_alike(client, quiet):
    change(objective(2023, 1, 2), note="First.")

    (day,) = client.get("/changes.json").json()["days"]

    assert [told["id"] for told in day["changes"]] == [e.id for e in read(client).entries]


def test_the_newest_are_in_it(client, quiet):
    for number in range(PER_PAGE + 1):
        change(quiet.borders, description=f"Description {number}")

    entries = read(client).entries

    assert len(entries) == PER_PAGE
    assert f"Now: Description {PER_PAGE}" in entries[0].summary
    assert "Now: Description 1<" in entries[-1].summary


def test_a_fresh_site_has_an_empty_feed_of_its_publication(client):
    call_command("seed", verbosity=0)
    published_on = Edition.objects.get(year=2023).published_on

    found = read(client)

    assert found.entries == []
    assert found.feed.updated == f"{published_on}T00:00:00+00:00"


def test_an_empty_site_has_an_empty_feed(client):
    found = read(client)

    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00+00:00")


def test_drafts_and_names_are_no_part_of_it(client, admin_client, admin_user, quiet):
    row = objective(2023, 1, 2)
    row._history_user = admin_user
    change(row, note="Ours.")
    change(objective(2031, 1, 1), text="Hidden")

    for reader, before in ((client, ""), (admin_client, "/staff/preview/2031")):
        text = reader.get(f"{before}/changes.atom").text
        assert text.count("<entry>") == 1
        assert "Hidden" not in text
        assert admin_user.username not in text


def test_what_xml_cannot_hold_is_marked(client, quiet):
    change(objective(2023, 1, 2), note="A bell: \x07.", reason="\ufffe")

    (entry,) = read(client).entries

    assert "Now: A bell: \N{REPLACEMENT CHARACTER}." in entry.summary


def test_who_has_it_is_told_so(client, quiet):
    change(objective(2023, 1, 2), note="First.")
    first = client.get("/changes.atom")
    assert first.headers["Content-Type"] == "application/atom+xml"
    tag = {"if-none-match": first.headers["ETag"]}

    assert client.get("/changes.atom", headers=tag).status_code == 304
    change(objective(2023, 1, 2), note="Second.")
    assert client.get("/changes.atom", headers=tag).status_code == 200


@pytest.mark.parametrize("address", ["/", "/changes/"])
def test_pages_name_the_feed_in_their_head(client, world, address):
    head = client.get(address).text.partition("</head>")[0]

    link = f'<link rel="alternate" href="{reverse("changes_feed")}" type="application/atom+xml"'
    assert head.count(link) == 1
