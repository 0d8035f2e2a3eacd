import datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.models import (
    Correspondence,
    EditorialTranslation,
    Goal,
    Language,
    NoCounterpart,
    Objective,
    Source,
)
from gpg_site import content, translating
from gpg_site.models import OutsideLink
from gpg_site.staff.dashboard import dashboard
from themes.models import Commitment

from ...builders import make_commitment, make_objective, make_theme

ADMIN = User(username="chief", is_superuser=True)


def finding(title, user=ADMIN):
    """What the first page finds under a title; None where it says nothing of it."""
    return next((one for one in dashboard(user)["findings"] if one["title"] == title), None)


def labels(title, user=ADMIN):
    return [item["label"] for item in finding(title, user)["items"]]


@pytest.fixture
def done(world):
    """The world with nothing left to do, except that its sources hold no word of it."""
    world.draft_link.delete()
    Correspondence.objects.filter(later__goal__edition=world.draft).delete()
    Objective.objects.filter(goal__edition=world.draft).delete()
    other = Objective.objects.get_by_natural_key(2023, 2, 1)
    NoCounterpart.objects.create(objective=other, edition=world.old, reason="R")
    for objective in Objective.objects.filter(goal__edition=world.current):
        NoCounterpart.objects.create(objective=objective, edition=world.draft, reason="R")
    commitment = Commitment.objects.get_by_natural_key(2023, 2, 1)
    commitment.topics.add(world.data)
    words = []
    for edition in (world.old, world.current, world.draft):
        words += [edition.title, edition.foreword]
        for goal in edition.goals.all():
            words += [goal.title, *(f"- {item.text}" for item in goal.objectives.all())]
        for theme in edition.themes.all():
            words.append(f"{theme.roman}. {theme.title}")
            words += [f"- {item.text}" for item in theme.commitments.all()]
    Source.objects.update(text="\n\n".join(words))
    EditorialTranslation.objects.bulk_create(
        EditorialTranslation(language=code, english=text.english, text=f"{text.english} ({code})")
        for code in Language.values
        for text in translating.texts()
    )
    return world


def test_all_is_said_to_be_good_when_it_is(done):
    said = {one["title"]: (one["count"], one["state"]) for one in dashboard(ADMIN)["findings"]}

    assert said == {
        "Official wording": (0, "20 of 20 are verbatim"),
        "Contradictions": (0, "none"),
        "Objectives without topics": (0, "none"),
        "Commitments without topics": (0, "none"),
        "Objectives not compared with a neighbouring edition": (0, "none"),
        "Correspondences unchanged, and yet in other words": (0, "none"),
        "SDG links without a basis to check": (0, "none"),
        "Without a translation into Arabic": (0, "none"),
        "Without a translation into French": (0, "none"),
        "Without a translation into Spanish": (0, "none"),
        "Broken outside links": (0, "not asked yet; the command check_links does"),
    }


def test_what_is_not_verbatim_leads_to_its_form(done):
    goal = Goal.objects.get_by_natural_key(2017, 1)
    Goal.objects.filter(pk=goal.pk).update(title="Reach " + 120 * "a")
    commitment = Commitment.objects.get_by_natural_key(2023, 1, 1)
    Commitment.objects.filter(pk=commitment.pk).update(text="Promise nothing")

    assert finding("Official wording") == {
        "title": "Official wording",
        "state": "18 of 20 are verbatim",
        "count": 2,
        "items": [
            {
                "label": "GPG2017 Goal 1, title",
                "url": f"/staff/goals/goal/{goal.pk}/change/",
                "detail": "Reach " + 93 * "a" + "…",
            },
            {
                "label": "GPG2023-T1.1",
                "url": f"/staff/themes/commitment/{commitment.pk}/change/",
                "detail": "Promise nothing",
            },
        ],
        "rest": [],
        "list_url": "",
    }


def test_the_first_of_a_long_list_are_shown_and_the_others_kept(done):
    Objective.objects.update(text="Do nothing")
    Commitment.objects.update(text="Promise nothing")

    found = finding("Official wording")
    assert (found["count"], len(found["items"]), len(found["rest"])) == (7, 5, 2)
    assert [item["label"] for item in found["rest"]] == ["GPG2023-T1.1", "GPG2023-T2.1"]


def test_what_is_unfinished_leads_to_forms_and_to_the_list_of_all(done, admin_client):
    theme = make_theme(edition=done.draft, number=2)
    for number in range(1, 8):
        make_commitment(theme=theme, number=number)

    found = finding("Commitments without topics")
    assert (found["count"], found["state"]) == (7, "7")
    assert [item["label"] for item in found["items"]] == [
        f"GPG2031-T2.{number} Promise 2.{number} of 2031" for number in range(1, 6)
    ]
    assert found["list_url"] == "/staff/themes/commitment/?unfinished=topics"
    assert "7 commitments" in admin_client.get(found["list_url"]).text
    for item in found["items"]:
        assert admin_client.get(item["url"]).status_code == 200


def test_contradictions_are_sentences(done):
    Goal.objects.filter(edition=done.old).update(number=3)

    assert labels("Contradictions") == []

    Objective.objects.filter(goal__edition=done.old).update(number=3)
    assert labels("Contradictions") == [
        "Goal 3 (2017): Goal 1: its objectives are numbered [3], not from 1 without a gap."
    ]


def test_broken_outside_links_lead_to_the_forms_that_have_them(done):
    now = datetime.datetime(2026, 11, 3, 12, tzinfo=datetime.UTC)
    Goal.objects.filter(edition__year=2017).update(note="As on https://a.org/page.")
    Goal.objects.filter(edition__year=2023).update(note="See https://b.org/.")
    OutsideLink.objects.create(url="https://b.org/", checked_at=now, status=200)
    assert finding("Broken outside links")["state"] == "none, on 3 November 2026"

    OutsideLink.objects.create(
        url="https://a.org/page", checked_at=now, status=404, error="404 Not Found"
    )
    # What stands nowhere any longer troubles nobody.
    OutsideLink.objects.create(
        url="https://gone.org/", checked_at=now, status=404, error="404 Not Found"
    )

    goal = Goal.objects.get_by_natural_key(2017, 1)
    assert finding("Broken outside links")["state"] == "1, on 3 November 2026"
    assert finding("Broken outside links")["items"] == [
        {
            "label": "Goal 1 (2017)",
            "url": f"/staff/goals/goal/{goal.pk}/change/",
            "detail": "https://a.org/page: 404 Not Found",
        }
    ]


def test_drafts_lead_to_their_forms(world):
    form = f"/staff/goals/edition/{world.draft.pk}/change/"
    assert dashboard(ADMIN)["drafts"] == [
        {
            "label": "2031 edition",
            "title": "Goals of 2031",
            "form_url": form,
            "preview_url": "/staff/preview/2031/2031/",
        }
    ]


@pytest.fixture
def quiet(world):
    """The world without its beginnings in the history."""
    for model in content.MODELS:
        model.history.all().delete()
    return world


def changes(user=ADMIN):
    return [
        (change["unit"], change["what"], change["who"], change["reason"])
        for change in dashboard(user)["changes"]
    ]


def test_last_changes_say_who_what_and_why_the_newest_first(quiet, admin_user):
    goal = Goal.objects.get_by_natural_key(2031, 1)
    goal._history_user = admin_user
    goal._change_reason = "The document was misread."
    goal.title = "Reach further"
    goal.save()
    objective = make_objective(goal=goal, number=2, topics=(quiet.data,))
    Correspondence.objects.get().delete()

    assert changes() == [
        ("GPG2017-1.1 – GPG2023-1.1", "correspondence removed", "", ""),
        ("GPG2031-1.2", "topic of a provision added", "", ""),
        ("GPG2031-1.2", "objective added", "", ""),
        ("Goal 1 (2031)", "goal changed", "admin", "The document was misread."),
    ]
    gone, *_others, last = dashboard(ADMIN)["changes"]
    assert (gone["form_url"], gone["history_url"]) == ("", "")
    assert last["form_url"] == f"/staff/goals/goal/{goal.pk}/change/"
    assert last["history_url"] == f"/staff/goals/goal/{goal.pk}/history/"
    assert dashboard(ADMIN)["changes"][1]["form_url"] == (
        f"/staff/goals/objective/{objective.pk}/change/"
    )


def test_last_changes_name_what_is_left_of_what_is_gone(quiet):
    goal = Goal.objects.get_by_natural_key(2031, 1)
    quiet.draft_link.delete()
    for objective in goal.objectives.all():
        objective.delete()
    goal.delete()

    assert changes()[:2] == [
        ("Goal 1 (2031)", "goal removed", "", ""),
        ("no longer there", "objective removed", "", ""),
    ]


def test_last_changes_are_ten_and_no_first_states(quiet):
    history = Goal.history.model
    goal = Goal.objects.get_by_natural_key(2023, 1)
    for number in range(12):
        goal.short_title = f"Title {number}"
        goal.save()
    history.objects.update(history_type=content.FIRST_STATE)
    assert changes() == []

    history.objects.update(history_type="~")
    assert len(changes()) == 10


def test_what_is_not_translated_leads_to_the_list_of_it(done):
    EditorialTranslation.objects.filter(language="fr", english="Goal 1").delete()

    found = finding("Without a translation into French")

    assert (found["count"], found["state"], found["items"]) == (1, "1", [])
    assert found["list_url"] == "/staff/goals/editorialtranslation/missing/#fr"
    assert finding("Without a translation into Arabic")["list_url"] == ""


def test_nothing_is_said_of_what_one_may_not_view(world, admin_user):
    reader = User.objects.create_user("reader", is_staff=True)
    assert dashboard(reader) == {"findings": [], "drafts": None, "changes": []}

    reader.user_permissions.set(
        Permission.objects.filter(codename__in=["view_goal", "change_commitment"])
    )
    reader = User.objects.get(pk=reader.pk)
    OutsideLink.objects.create(url="https://a.org/", checked_at=timezone.now(), error="No answer.")
    Source.objects.update(url="https://a.org/")

    said = dashboard(reader)
    assert [one["title"] for one in said["findings"]] == [
        "Official wording",
        "Commitments without topics",
        "Broken outside links",
    ]
    assert labels("Official wording", reader) == [
        "GPG2031 Goal 1, title",
        "GPG2023 Goal 1, title",
        "GPG2023 Goal 2, title",
        "GPG2017 Goal 1, title",
        "GPG2031-T1.1",
    ]
    assert finding("Broken outside links", reader)["count"] == 0
    assert said["drafts"] is None
    assert {change["what"] for change in said["changes"]} == {"goal added", "commitment added"}


@pytest.mark.parametrize("with_broken_links", [False, True])
def test_the_page_needs_no_more_queries_for_more_content(world, admin_client, with_broken_links):
    if with_broken_links:
        Objective.objects.update(note="https://a.org/")
        OutsideLink.objects.create(
            url="https://a.org/", checked_at=timezone.now(), error="No answer."
        )
    admin_client.get("/staff/")
    with CaptureQueriesContext(connection) as for_the_world:
        admin_client.get("/staff/")
    # The last changes are again of objectives and topics.
    for objective in list(Objective.objects.all()):
        for number in range(4, 9):
            make_objective(goal=objective.goal, number=number + 10 * objective.number)
    with CaptureQueriesContext(connection) as for_more:
        admin_client.get("/staff/")

    # Fewer kinds of rows are among the last changes now.
    assert len(for_more) <= len(for_the_world) <= 90


def test_first_page_shows_all_and_still_lists_the_models(world, admin_client):
    text = admin_client.get("/staff/").text

    assert '<a href="/staff/goals/objective/?unfinished=comparison">4</a>' in text
    assert f'<a href="/staff/goals/edition/{world.draft.pk}/change/">2031 edition</a>' in text
    assert '<a href="/staff/goals/goal/"' in text
    assert "GPG2023-T2.1 Promise 2.1 of 2023" in text


def test_the_page_of_an_app_lists_its_models_alone(world, admin_client):
    text = admin_client.get("/staff/goals/").text

    assert '<a href="/staff/goals/goal/"' in text
    assert "To do" not in text
