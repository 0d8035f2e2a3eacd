"""The public log of changes. The small world is public: its editions were never drafts."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import (
    Correspondence,
    Edition,
    Goal,
    Objective,
    ObjectiveTopic,
    SdgTarget,
    Source,
    Topic,
)
from gpg_site import content
from gpg_site.changes import PER_PAGE
from gpg_site.logged import LOGGED
from tests.builders import change, make_objective, make_topic, objective
from tests.html import read

pytestmark = pytest.mark.django_db


def log(client, query=""):
    """The changes on a page of the log, newest first."""
    days = client.get(f"/changes/{query}").context["days"]
    return [change for day in days for change in day["changes"]]


def told(change):
    fields = [(field["name"], field["before"], field["after"]) for field in change["fields"]]
    return change["kind"], change["unit"]["label"], fields


def test_all_content_is_in_the_log():
    assert {logged.model for logged in LOGGED} == set(content.MODELS)


def test_a_fresh_site_says_since_when_nothing_changed(client):
    call_command("seed", verbosity=0)
    published_on = Edition.objects.get(year=2023).published_on.isoformat()

    page = client.get("/changes/")

    assert log(client) == []
    assert f'No change since <time datetime="{published_on}">' in page.text


def test_an_empty_site_has_an_empty_log(client):
    assert "No edition has been published yet." in client.get("/changes/").text


def test_a_change_says_what_when_where_and_why(client, quiet):
    row = change(objective(2023, 1, 2), reason="It was misread.", text="Do it well", note="Ours.")

    (found,) = log(client)

    assert told(found) == (
        "changed",
        "GPG2023-1.2",
        [("official text", ["Do 1.2 of 2023"], ["Do it well"]), ("note", [], ["Ours."])],
    )
    assert found["unit"]["url"] == "/2023/goals/1/objectives/2/"
    assert (found["reason"], found["at"]) == ("It was misread.", row.history.first().history_date)
    assert [field["is_official"] for field in found["fields"]] == [True, False]
    stamp = f"{found['at']:%Y-%m-%dT%H:%M:%SZ}"
    assert f'<time datetime="{stamp}">' in client.get("/changes/").text


def test_a_change_without_a_reason_says_so(client, quiet):
    change(objective(2023, 1, 2), text="Do it well")

    assert read(client.get("/changes/").text).texts["changes__reason"] == [
        "Reason: no reason given"
    ]


def test_nobody_is_named(client, admin_client, admin_user, quiet):
    row = objective(2023, 1, 2)
    row._history_user = admin_user
    change(row, text="Do it well")

    assert admin_user.username not in client.get("/changes/").text


def test_a_save_that_changes_nothing_is_no_change(client, quiet):
    change(objective(2023, 1, 2))
    row = change(objective(2023, 1, 2), text="Do it well")
    change(row, reason="Once more.")

    assert [told(item)[0] for item in log(client)] == ["changed"]


def test_of_a_long_text_only_what_differs_is_shown(client, quiet):
    row = Edition.objects.get(year=2023)
    change(row, foreword="Foreword of 2023.\n\nMore.")

    assert told(log(client)[0])[2] == [("foreword", [], ["More."])]


def test_what_was_added_and_removed_is_told(client, quiet):
    new = make_objective(goal=Goal.objects.get_by_natural_key(2023, 2), number=2)
    ObjectiveTopic.objects.create(content_object=new, tag=quiet.data)
    Correspondence.objects.get().delete()

    assert [told(item) for item in log(client)] == [
        (
            "removed",
            "GPG2017-1.1 – GPG2023-1.1",
            [("relation", ["reworded"], []), ("reason", ["Both do the same."], [])],
        ),
        ("added", "GPG2023-2.2", [("topic", [], ["Data"])]),
        ("added", "GPG2023-2.2", [("number", [], ["2"]), ("official text", [], [new.text])]),
    ]
    assert log(client)[0]["unit"]["url"] == ""


def test_drafts_are_no_part_of_the_log(client, quiet):
    hidden = objective(2031, 1, 1)
    change(hidden, text="Hidden")
    change(hidden.goal.edition, motto="Hidden")
    change(hidden.goal.edition.source, note="Hidden")
    quiet.draft_link.targets.clear()
    Correspondence.objects.create(
        earlier=objective(2023, 1, 2), later=hidden, relation="reworded", reason="Hidden"
    )

    assert log(client) == []


def test_a_target_that_only_a_draft_names_is_no_part_of_the_log(client, quiet):
    target = SdgTarget.objects.get_by_natural_key("16.4")
    change(target, label="A new label")
    assert [told(item)[1] for item in log(client)] == ["16.4"]

    quiet.link.target_items.filter(part=target).delete()

    assert [told(item)[1] for item in log(client)] == ["Goal 1 (2023) – SDG 16"]


def test_of_an_edition_only_what_happened_in_public_is_told(client, quiet):
    change(objective(2031, 1, 1), text="Drafted")
    change(Source.objects.get(key="doc-2031"), note="Drafted")
    change(Edition.objects.get(year=2031), published_on="2031-01-01", motto="With it")
    change(objective(2031, 1, 1), text="Public")

    assert [told(item) for item in log(client)] == [
        ("changed", "GPG2031-1.1", [("official text", ["Drafted"], ["Public"])]),
        ("published", "2031 edition", []),
    ]


def test_a_change_whose_past_is_not_recorded_says_so(client, quiet):
    Objective.history.all().delete()
    change(objective(2023, 1, 2), text="Do it well")

    assert told(log(client)[0]) == ("changed", "GPG2023-1.2", [])
    assert "What it said before was not recorded." in client.get("/changes/").text


def test_pages_of_the_log(client, quiet):
    for number in range(PER_PAGE + 1):
        change(quiet.borders, description=f"Description {number}")

    first, second = client.get("/changes/"), client.get("/changes/?page=2")

    assert [len(log(client)), len(log(client, "?page=2"))] == [PER_PAGE, 1]
    assert (first.context["older_url"], second.context["newer_url"]) == (
        "/changes/?page=2",
        "/changes/",
    )
    assert read(first.text).canonical == "http://testserver/changes/"
    assert read(second.text).canonical == "http://testserver/changes/?page=2"


@pytest.mark.parametrize("page", ["0", "2", "-1", "01", "1.0", "one", "", "٢", "9" * 30])
def test_a_page_that_there_is_not_is_not_found(client, quiet, page):
    assert client.get("/changes/", {"page": page}).status_code == 404


def test_queries_do_not_grow_with_the_log(client, quiet):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/changes/")
        return len(captured)

    change(objective(2023, 1, 2), text="Do it well")
    change(quiet.borders, name="Frontiers")
    few = queries()
    for number in range(20):
        change(objective(2023, 1, 1 + number % 2), text=f"Do it {number}")
        change(make_topic(slug=f"topic-{number}"), name=f"Name {number}")

    assert queries() == few
    assert Topic.history.count() > 20
