"""The history of a unit, and what was deleted."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import (
    Correspondence,
    Goal,
    GoalTranslation,
    Objective,
    ObjectiveTopic,
    Permalink,
    Sdg,
    SdgLink,
)
from gpg_site import content
from gpg_site.staff import history
from gpg_site.staff.history_views import PER_PAGE
from tests.builders import make_objective, objective
from tests.goals.test_admin import change_address, read_errors, read_fields, save
from tests.html import read
from themes.models import Theme

pytestmark = pytest.mark.django_db

# Before and after everything that a test does at its own time.
LONG_AGO = datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.UTC)
FIRST_DAY = datetime.datetime(2130, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def quiet(world):
    """The world as it was seeded: with its first states, and no change."""
    for model in content.MODELS:
        model.history.all().delete()
        content._keep_first_state(model)
    return world


class Clock:
    """Saves that each come a minute after the one before."""

    def __init__(self):
        self.now = FIRST_DAY

    def __call__(self, *rows, reason="", user=None, delete=False, **values):
        self.now += datetime.timedelta(minutes=1)
        for row in rows:
            row._history_date, row._change_reason, row._history_user = self.now, reason, user
            for name, value in values.items():
                setattr(row, name, value)
            if delete:
                row.delete()
            else:
                row.save()


@pytest.fixture
def later():
    return Clock()


def goal(*key):
    return Goal.objects.get_by_natural_key(*key)


def address(row):
    return f"/staff/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/"


def entries(client, row, query=""):
    return client.get(address(row) + query).context["entries"]


def words(pieces):
    """Pieces in a line, those that differ in signs: -old- +new+."""
    signs = {"same": "", "removed": "-", "added": "+"}
    return "".join(signs[p["kind"]] + p["text"] + signs[p["kind"]] for p in pieces)


def told(entry):
    return [
        (
            row["kind"],
            row["label"],
            [
                (field["name"], words(field["words"]["earlier"]), words(field["words"]["later"]))
                for field in row["fields"]
            ],
        )
        for row in entry["rows"]
    ]


def test_a_save_says_who_what_when_and_why(quiet, admin_client, admin_user, later):
    row = objective(2023, 1, 2)
    later(row, text="Do 1.2 of this year", reason="It was misread.", user=admin_user)

    newest, first = entries(admin_client, row.goal)

    assert (newest["at"], newest["user"], newest["reason"]) == (
        later.now,
        "admin",
        "It was misread.",
    )
    assert told(newest) == [
        ("changed", "GPG2023-1.2", [("official text", "Do 1.2 of 2023", "Do 1.2 of this year")])
    ]
    assert first["rows"] == []
    assert first["first"] == [
        ("goals", 1),
        ("objectives", 2),
        ("topics of provisions", 3),
        ("SDG links", 1),
        ("targets of SDG links", 2),
        ("objectives that SDG links rest on", 1),
        ("correspondences", 1),
        ("objectives without a counterpart", 1),
    ]


def test_words_that_differ_are_marked(quiet, admin_client, later):
    row = objective(2023, 1, 2)
    later(row, text="Seize smuggled weapons at every border")
    later(row, text="Seize smuggled weapons at any border")

    assert told(entries(admin_client, row)[0]) == [
        (
            "changed",
            "GPG2023-1.2",
            [
                (
                    "official text",
                    "Seize smuggled weapons at -every- border",
                    "Seize smuggled weapons at +any+ border",
                )
            ],
        )
    ]
    page = admin_client.get(address(row)).text
    assert "<del><span" in page
    assert "<ins><span" in page


def test_keys_and_choices_are_told_in_words(quiet, admin_client, later):
    later(quiet.draft_link, sdg=Sdg.objects.get(number=5), directness="direct")

    assert told(entries(admin_client, goal(2031, 1))[0]) == [
        (
            "changed",
            "Goal 1 (2031) – SDG 5",
            [("SDG", "SDG 16", "SDG 5"), ("directness", "not known", "direct")],
        )
    ]


def test_one_save_of_a_form_is_one_entry(quiet, admin_client):
    unit = goal(2031, 1)
    row = make_objective(goal=unit, number=2, topics=(quiet.data,))
    Objective.history.filter(id=row.pk).update(history_date=LONG_AGO)
    ObjectiveTopic.history.filter(content_object=row.pk, history_type="+").update(
        history_date=LONG_AGO
    )
    response = save(
        admin_client,
        change_address(unit),
        {
            "short_title": "A goal",
            "objectives-0-text": "Do something else",
            "objectives-1-DELETE": "on",
            "translations-TOTAL_FORMS": "1",
            "translations-0-language": "fr",
            "translations-0-text": "But",
            "translations-0-status": "unofficial",
            "change_reason": "Tidied.",
        },
    )
    assert read_errors(response) == []

    found = [entry for entry in entries(admin_client, unit) if not entry["first"]]

    by_reason = {entry["reason"]: entry for entry in found}
    assert set(by_reason) == {"Tidied.", ""}
    assert [(row["kind"], row["what"], row["label"]) for row in by_reason["Tidied."]["rows"]] == [
        ("changed", "goal", "Goal 1 (2031)"),
        ("changed", "objective", "GPG2031-1.1"),
        ("removed", "objective", "GPG2031-1.2"),
        ("removed", "topic of a provision", "GPG2031-1.2"),
        ("added", "translation", "Goal 1 (2031)"),
    ]
    assert by_reason["Tidied."]["user"] == "admin"


def test_a_save_without_a_change_says_so(quiet, admin_client, later):
    later(goal(2031, 1))

    page = admin_client.get(address(goal(2031, 1))).text

    assert "Saved without a change." in page


def test_a_save_of_many_rows_is_folded(quiet, admin_client, later):
    unit = goal(2031, 1)
    rows = [make_objective(goal=unit, number=number) for number in range(2, 15)]
    Objective.history.update(history_date=LONG_AGO)
    later(*rows, note="Ours.", reason="For all.")

    page = admin_client.get(address(unit)).text

    # As they were added, and as they were changed.
    assert page.count("<details><summary>13 rows</summary>") == 2


def test_saves_of_two_people_are_two_entries(quiet, admin_client, admin_user, later):
    row = objective(2031, 1, 1)
    later(row, text="Do one thing", user=admin_user)
    later.now -= datetime.timedelta(seconds=59.9)
    later(row, text="Do two things")

    assert [entry["user"] for entry in entries(admin_client, row)] == ["", "admin", ""]


def test_what_has_gone_is_named_as_it_last_was(quiet, admin_client, later):
    row = make_objective(goal=goal(2031, 1), number=2, topics=(quiet.data,))
    key = address(row)
    (item,) = row.topic_items.all()
    later(item, delete=True)
    later(row, delete=True)

    page = admin_client.get(key)

    assert page.status_code == 200
    assert [told(entry) for entry in page.context["entries"]][:2] == [
        [
            (
                "removed",
                "GPG2031-1.2",
                [("number", "2", ""), ("official text", "Do 1.2 of 2031", "")],
            )
        ],
        [("removed", "GPG2031-1.2", [("topic", "Data", "")])],
    ]
    assert "This is deleted." in page.text


def test_a_permalink_tells_what_it_became(quiet, admin_client):
    row = Permalink.objects.get(path="/topics/data/")
    # The register is written in bulk, which leaves no history: its first state is this one.
    row.save()
    Permalink.history.all().update(history_date=LONG_AGO)
    row.state, row.reason = Permalink.State.WITHDRAWN, "Merged."
    row.save()
    row.became.add(Permalink.objects.get(path="/topics/borders/"))

    page = admin_client.get(address(row))

    assert told(page.context["entries"][0]) == [
        (
            "changed",
            "/topics/data/",
            [("state", "live", "withdrawn"), ("reason", "", "Merged.")],
        ),
        ("changed", "/topics/data/", [("what it became", "", "/topics/borders/")]),
    ]
    # The register writes itself.
    assert "Restore this state" not in page.text
    assert admin_client.get(address(row).replace("history", "restore")).status_code == 404


def test_a_theme_has_its_commitments(quiet, admin_client, later):
    theme = Theme.objects.get_by_natural_key(2031, 1)
    later(theme.commitments.get(), text="Promise more")

    assert told(entries(admin_client, theme)[0])[0][:2] == ("changed", "GPG2031-T1.1")
    assert told(entries(admin_client, theme.edition)[0])[0][:2] == ("changed", "GPG2031-T1.1")


def test_long_histories_have_pages(quiet, admin_client, later):
    row = objective(2031, 1, 1)
    for number in range(PER_PAGE + 4):
        later(row, text=f"Words {number}")

    assert len(entries(admin_client, row)) == PER_PAGE
    assert len(entries(admin_client, row, "?p=2")) == 5
    assert len(entries(admin_client, row, "?p=nonsense")) == PER_PAGE


def test_a_page_needs_no_more_queries_for_more_saves(quiet, admin_client, later):
    row = objective(2031, 1, 1)
    later(row, text="Words")
    admin_client.get(address(row.goal))
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address(row.goal))
    for number in range(10):
        later(row, text=f"Words {number}")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(address(row.goal))

    assert len(many) == len(few)


def test_the_change_form_links_to_its_history(quiet, admin_client):
    unit = goal(2031, 1)

    assert address(unit) in read(admin_client.get(change_address(unit)).text).links


def test_what_is_no_content_keeps_the_page_of_the_admin(world, admin_client, admin_user):
    page = admin_client.get(f"/staff/auth/user/{admin_user.pk}/history/")

    assert "admin/object_history.html" in {each.name for each in page.templates}


def test_only_those_who_may_view_see_it(quiet, client, django_user_model, later):
    unit = goal(2031, 1)
    assert client.get(address(unit)).status_code == 302
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    client.force_login(user)
    assert client.get(address(unit)).status_code == 403

    user.user_permissions.set(Permission.objects.filter(codename="view_goal"))
    later(objective(2031, 1, 1), text="Otherwise")
    later(unit, short_title="Other")
    page = client.get(address(unit))

    assert [told(entry)[0][1] for entry in page.context["entries"][:1]] == ["Goal 1 (2031)"]
    assert len(page.context["entries"]) == 2
    assert "Restore this state" not in page.text


@pytest.mark.parametrize(
    "path", ["goals/goal/999999999999999999999", "goals/goal/9999", "goals/nothing/1", "x/y/1"]
)
@pytest.mark.parametrize("page", ["history", "restore"])
def test_what_is_not_there_is_not_found(world, admin_client, path, page):
    query = "?to=2030-01-01T00:00:00.000000Z" if page == "restore" else ""

    answer = admin_client.get(f"/staff/{path}/{page}/{query}", follow=True)

    # The admin leads from an address that it doesn't know to its first page.
    assert answer.status_code == 404 or answer.redirect_chain[-1][0] == "/staff/"


def test_pages_only_answer_what_they_are_for(world, admin_client):
    assert admin_client.post(address(goal(2031, 1))).status_code == 405
    assert admin_client.post("/staff/deleted/").status_code == 405


# What was deleted.


def deletions(client):
    return client.get("/staff/deleted/").context["deletions"]


def test_deleted_rows_stand_below_what_they_belonged_to(quiet, admin_client, admin_user):
    row = make_objective(goal=goal(2031, 1), number=2, topics=(quiet.data, quiet.borders))
    admin_client.post(
        change_address(row).replace("change", "delete"),
        {"post": "yes", "change_reason": "By mistake."},
    )

    (found,) = deletions(admin_client)

    assert (found["user"], found["reason"]) == ("admin", "By mistake.")
    (top,) = found["rows"]
    assert (top["what"], top["label"], top["said"]) == (
        "objective",
        "GPG2031-1.2",
        ["2", "Do 1.2 of 2031"],
    )
    assert sorted(each["said"] for each in top["below"]) == [["Borders"], ["Data"]]


def test_what_is_deleted_comes_back_from_the_list(quiet, admin_client, later):
    row = make_objective(goal=goal(2031, 1), number=2, topics=(quiet.data,))
    key = row.pk
    Objective.objects.get(pk=key).delete()
    (found,) = deletions(admin_client)
    (top,) = found["rows"]

    page = admin_client.get(top["restore_url"])
    form = {"token": read_fields(page)["token"], "change_reason": "It was a mistake."}
    admin_client.post(top["restore_url"], form)

    assert Objective.objects.get(pk=key).text == "Do 1.2 of 2031"
    assert [item.tag for item in Objective.objects.get(pk=key).topic_items.all()] == [quiet.data]
    assert deletions(admin_client) == []
    assert "Nothing is missing." in admin_client.get("/staff/deleted/").text


def test_what_was_deleted_twice_is_listed_once(quiet, admin_client, later):
    row = Correspondence.objects.get()
    key = row.pk
    later(row, delete=True)
    row.pk = key
    later(row)
    later(row, delete=True, reason="Again.")

    assert [found["reason"] for found in deletions(admin_client)] == ["Again."]


def test_nobody_sees_deleted_rows_that_they_may_not_view(quiet, client, django_user_model):
    Correspondence.objects.get().delete()
    SdgLink.objects.all().delete()
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    client.force_login(user)
    assert deletions(client) == []

    user.user_permissions.set(Permission.objects.filter(codename="view_correspondence"))

    ((row,),) = [found["rows"] for found in deletions(client)]
    assert (row["what"], row["restore_url"]) == ("correspondence", "")
    assert "Restore" not in client.get("/staff/deleted/").text


def test_a_translation_is_restored_by_itself(quiet, admin_client):
    row = GoalTranslation.objects.create(
        of=goal(2031, 1), language="fr", text="But", status="unofficial"
    )
    row.delete()

    ((top,),) = [found["rows"] for found in deletions(admin_client)]
    page = admin_client.get(top["restore_url"])
    form = {"token": read_fields(page)["token"], "change_reason": "Needed."}
    answer = admin_client.post(top["restore_url"], form, follow=True)

    assert GoalTranslation.objects.get().text == "But"
    assert answer.status_code == 200
    assert len(history.deletions(answer.context["user"])) == 0
