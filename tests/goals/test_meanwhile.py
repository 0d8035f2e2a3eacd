"""Two people at one form: the second is told, sees what the first changed, and loses nothing."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from goals.models import Correspondence, Edition, Goal, Objective, ObjectiveTopic, SdgLink, Topic

from ..builders import make_objective, make_topic
from ..html import read
from .test_admin import change_address, read_errors, read_fields, save

DRAFT = (2031, 1)


@pytest.fixture
def first(world):
    """Somebody else at the desk."""
    client = Client()
    client.force_login(User.objects.create_superuser("first"))
    return client


@pytest.fixture
def goal(world):
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    make_objective(goal=goal, number=2)
    return goal


def objectives(goal):
    return list(goal.objectives.values_list("number", "text"))


def send(client, address, fields, **changes):
    return client.post(address, {**fields, **changes}, follow=True)


def test_a_save_in_between_is_told_with_who_and_what(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"title": "First title", "change_reason": "A misprint."})

    response = send(admin_client, change_address(goal), typed, title="Second title")

    page = read(response.text)
    assert page.texts["desk-box__heading"] == ["Somebody changed this while you were typing"]
    assert page.texts["meanwhile__what"][0].startswith("first changed the goal “Goal 1 (2031)")
    assert page.texts["meanwhile__what"][0].endswith(": A misprint.")
    assert page.texts["meanwhile__field"] == ["Reach goal 1 of 2031 → First title"]
    assert read_fields(response)["title"] == ["Second title"]
    goal.refresh_from_db()
    assert goal.title == "First title"


def test_what_was_not_touched_stays_as_the_first_left_it(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"note": "Of the first.", "objectives-0-text": "New words"})

    again = send(admin_client, change_address(goal), typed, title="Second title")
    send(admin_client, change_address(goal), read_fields(again))

    goal.refresh_from_db()
    assert (goal.title, goal.note) == ("Second title", "Of the first.")
    assert objectives(goal) == [(1, "New words"), (2, "Do 1.2 of 2031")]


def test_a_deliberate_second_save_goes_through(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"title": "First title"})
    again = send(admin_client, change_address(goal), typed, title="Second title")

    response = send(admin_client, change_address(goal), read_fields(again))

    assert "was changed successfully" in response.text
    goal.refresh_from_db()
    assert goal.title == "Second title"


def test_a_row_that_the_first_deleted_and_the_second_edited_comes_back_as_new(
    admin_client, first, goal
):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"objectives-1-DELETE": "on"})
    assert objectives(goal) == [(1, "Do 1.1 of 2031")]

    again = send(
        admin_client, change_address(goal), typed, **{"objectives-1-text": "Edited meanwhile"}
    )
    fields = read_fields(again)
    send(admin_client, change_address(goal), fields)

    assert [fields[f"objectives-{name}_FORMS"] for name in ("INITIAL", "TOTAL")] == [["1"], ["2"]]
    assert fields["objectives-1-id"] == [""]
    assert objectives(goal) == [(1, "Do 1.1 of 2031"), (2, "Edited meanwhile")]


def test_a_row_that_the_first_deleted_and_nobody_edited_stays_away(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"objectives-1-DELETE": "on"})

    again = send(admin_client, change_address(goal), typed, **{"objectives-0-text": "Edited"})
    send(admin_client, change_address(goal), read_fields(again))

    assert objectives(goal) == [(1, "Edited")]


def test_a_row_that_the_first_added_stands_beside_one_that_the_second_added(
    admin_client, first, goal
):
    def added(number, text):
        return {
            "objectives-TOTAL_FORMS": "3",
            "objectives-2-number": str(number),
            "objectives-2-text": text,
        }

    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), added(3, "Of the first"))

    again = send(admin_client, change_address(goal), typed, **added(4, "Of the second"))
    send(admin_client, change_address(goal), read_fields(again))

    assert objectives(goal)[2:] == [(3, "Of the first"), (4, "Of the second")]


def test_two_rows_of_one_number_are_a_sentence_and_no_loss(admin_client, first, goal):
    added = {"objectives-TOTAL_FORMS": "3", "objectives-2-number": "3"}
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {**added, "objectives-2-text": "Of the first"})

    again = send(
        admin_client, change_address(goal), typed, **added, **{"objectives-2-text": "Of the second"}
    )
    response = send(admin_client, change_address(goal), read_fields(again))

    assert "Please correct the duplicate data for number." in read_errors(response)
    assert read_fields(response)["objectives-3-text"] == ["Of the second"]
    assert objectives(goal)[2:] == [(3, "Of the first")]


def test_the_number_of_the_parent_may_change_in_between(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"number": "5"})

    again = send(admin_client, change_address(goal), typed, **{"objectives-0-text": "Edited"})
    send(admin_client, change_address(goal), read_fields(again))

    assert Objective.objects.get_by_natural_key(2031, 5, 1).text == "Edited"


def test_topics_of_a_row_are_watched_as_well(admin_client, first, goal, world):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"objectives-0-topics": [world.borders.pk, world.data.pk]})

    again = send(admin_client, change_address(goal), typed, **{"objectives-0-text": "Edited"})

    assert (
        read(again.text)
        .texts["meanwhile__what"][0]
        .startswith("first added the topic of a provision “Data – GPG2031-1.1 Do 1.1 of 2031”")
    )
    send(admin_client, change_address(goal), read_fields(again))
    objective = Objective.objects.get_by_natural_key(2031, 1, 1)
    assert objective.text == "Edited"
    assert set(objective.topics.all()) == {world.borders, world.data}


def test_topics_that_both_chose_stay_as_the_second_chose_them(admin_client, first, goal, world):
    rare = make_topic(slug="rare")
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {"objectives-0-topics": [world.data.pk]})

    again = send(admin_client, change_address(goal), typed, **{"objectives-0-topics": [rare.pk]})
    send(admin_client, change_address(goal), read_fields(again))

    assert set(Objective.objects.get_by_natural_key(2031, 1, 1).topics.all()) == {rare}


def test_a_change_on_the_page_of_the_parent_is_seen_on_that_of_the_row(admin_client, first, goal):
    objective = goal.objectives.get(number=1)
    typed = read_fields(admin_client.get(change_address(objective)))
    save(first, change_address(goal), {"objectives-0-text": "New words"})

    again = send(admin_client, change_address(objective), typed, note="Ours.")
    send(admin_client, change_address(objective), read_fields(again))

    objective.refresh_from_db()
    assert (objective.text, objective.note) == ("New words", "Ours.")


def test_a_counterpart_that_the_first_took_out_is_told(admin_client, first, world):
    later = Objective.objects.get_by_natural_key(2023, 1, 1)
    typed = read_fields(admin_client.get(change_address(later)))
    save(first, change_address(later), {"earlier_links-0-DELETE": "on"})
    assert not Correspondence.objects.exists()

    again = send(admin_client, change_address(later), typed, note="Ours.")

    assert (
        read(again.text)
        .texts["meanwhile__what"][0]
        .startswith("first took out the correspondence “GPG2017-1.1 – GPG2023-1.1 (reworded)”")
    )
    assert read_fields(again)["earlier_links-TOTAL_FORMS"] == ["0"]


def test_what_the_first_deleted_altogether_is_offered_as_new(admin_client, first, world):
    link = world.draft_link
    typed = read_fields(admin_client.get(change_address(link)))
    first.post(change_address(link).replace("change", "delete"), {"post": "yes"})
    assert not SdgLink.objects.filter(pk=link.pk).exists()

    again = send(admin_client, change_address(link), typed, reason="Typed at the same time")

    assert read(again.text).texts["meanwhile__what"][0].startswith("first took out the SDG link")
    assert read_fields(again)["reason"] == ["Typed at the same time"]
    send(admin_client, "/staff/goals/sdglink/add/", read_fields(again))
    made = SdgLink.objects.get_by_natural_key(2031, 1, 16, "editorial")
    assert made.reason == "Typed at the same time"
    assert [target.code for target in made.targets.all()] == ["16.4"]


def test_a_goal_that_the_first_deleted_is_offered_with_its_objectives(admin_client, first, world):
    world.draft_link.delete()
    goal = Goal.objects.get_by_natural_key(*DRAFT)
    typed = read_fields(admin_client.get(change_address(goal)))
    objective = goal.objectives.get()
    for row in (objective, goal):
        first.post(change_address(row).replace("change", "delete"), {"post": "yes"})
    assert not Goal.objects.filter(pk=goal.pk).exists()

    again = send(admin_client, change_address(goal), typed, title="Typed at the same time")
    send(admin_client, "/staff/goals/goal/add/", read_fields(again))

    made = Goal.objects.get_by_natural_key(*DRAFT)
    assert (made.title, made.edition) == ("Typed at the same time", world.draft)
    assert objectives(made) == [(1, "Do 1.1 of 2031")]


@pytest.mark.parametrize("seen", ["", "x", "1.2", "-1.0.0.0.0.0", "9" * 99, "1.²"])
def test_a_form_of_unknown_age_comes_back_once(admin_client, goal, seen):
    typed = read_fields(admin_client.get(change_address(goal)))

    again = send(admin_client, change_address(goal), typed, title="Typed", seen=seen)

    heading = "This form does not say when it was opened"
    assert read(again.text).texts["desk-box__heading"] == [heading]
    assert read_fields(again)["title"] == ["Typed"]
    send(admin_client, change_address(goal), read_fields(again))
    goal.refresh_from_db()
    assert goal.title == "Typed"


def test_two_saves_of_one_person_in_turn_are_no_conflict(admin_client, goal):
    for title in ("One", "Two"):
        response = save(admin_client, change_address(goal), {"title": title})

        assert "was changed successfully" in response.text


def test_a_save_that_changed_nothing_is_no_conflict(admin_client, first, goal):
    typed = read_fields(admin_client.get(change_address(goal)))
    save(first, change_address(goal), {})

    response = send(admin_client, change_address(goal), typed, title="Second title")

    assert "was changed successfully" in response.text


def test_the_first_edition_of_one_field_is_not_lost_in_an_edition_form(admin_client, first, world):
    """Dates and rows of a table come back as well as texts do."""
    draft = Edition.objects.get(year=2031)
    typed = read_fields(admin_client.get(change_address(draft)))
    save(first, change_address(draft), {"adopted_on": "2031-02-03", "goals-0-locator": "Page 3"})

    again = send(admin_client, change_address(draft), typed, note="Ours.")
    send(admin_client, change_address(draft), read_fields(again))

    draft.refresh_from_db()
    assert (str(draft.adopted_on), draft.note) == ("2031-02-03", "Ours.")
    assert draft.goals.get().locator == "Page 3"


def test_the_history_of_parts_is_what_a_reader_of_the_log_expects(admin_client, goal, world):
    reason = "It is about data."
    changes = {"objectives-0-topics": [world.data.pk], "change_reason": reason}

    save(admin_client, change_address(goal), changes)

    rows = ObjectiveTopic.history.filter(history_change_reason=reason)
    assert sorted(rows.values_list("history_type", "tag__slug")) == [
        ("+", "data"),
        ("-", "borders"),
    ]
    assert Topic.objects.count() == 2
