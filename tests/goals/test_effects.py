"""What a change changes in public, and that a form says so before it is saved."""

import datetime

import pytest

from goals.effects import Effects, Statement, foresee
from goals.models import (
    Correspondence,
    Goal,
    ObjectiveTopic,
    Permalink,
    SdgLink,
    Topic,
)
from gpg_site.models import SearchAlias
from themes.models import Commitment

from ..builders import make_objective, make_topic, objective
from ..html import read
from .test_admin import change_address, read_errors, read_fields, save

LINK = "Goal 1 (2023): Goal 1 – SDG 16: SDG title 16 (editorial)"


def changing(row, **values):
    def change():
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return foresee(change)


def test_a_note_is_shown_by_its_page_and_its_parents(world):
    assert changing(objective(2023, 1, 1), note="Ours.") == Effects(
        pages=("/2023/goals/1/objectives/1/", "/2023/goals/1/"), years=(2023,)
    )


def test_words_are_shown_wherever_what_is_tied_to_them_stands(world):
    found = changing(objective(2023, 1, 1), text="Other words")

    assert found.pages[:3] == (
        "/2023/goals/1/objectives/1/",
        "/2023/goals/1/",
        "/compare/2017/2023/goals/1/",
    )
    assert set(found.pages[3:]) == {
        "/2017/goals/1/objectives/1/",
        "/sdgs/16/",
        "/topics/borders/",
        "/topics/data/",
    }
    assert found.years == (2023,)


def test_a_change_is_undone(world):
    row = objective(2023, 1, 1)

    changing(row, text="Other words")

    row.refresh_from_db()
    assert row.text == "Do 1.1 of 2023"
    assert row.history.count() == 1


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (lambda: objective(2031, 1, 1), {"text": "Other words"}),
        (lambda: Goal.objects.get_by_natural_key(2031, 1), {"number": 3}),
        (lambda: Commitment.objects.get_by_natural_key(2031, 1, 1), {"note": "Ours."}),
        (lambda: SdgLink.objects.get_by_natural_key(2031, 1, 16, "editorial"), {"reason": "R."}),
        (lambda: objective(2023, 1, 1), {}),
    ],
    ids=["objective", "number", "commitment", "link", "nothing changed"],
)
def test_a_draft_has_no_effects(world, row, values):
    assert not changing(row(), **values)


def test_a_number_moves_its_address(world):
    found = changing(objective(2023, 1, 2), number=7)

    assert found.moved == (("/2023/goals/1/objectives/2/", "/2023/goals/1/objectives/7/"),)
    assert found.added == ()
    assert "/2023/goals/1/objectives/2/" not in found.pages


def test_a_new_objective_has_a_new_address(world):
    goal = Goal.objects.get_by_natural_key(2023, 1)

    found = foresee(lambda: make_objective(goal=goal, number=3))

    assert found.added == ("/2023/goals/1/objectives/3/",)
    assert "/2023/goals/1/" in found.pages


def test_an_edition_that_is_published_brings_all_its_addresses(world):
    found = changing(world.draft, published_on=datetime.date(2031, 1, 1))

    assert found.added == (
        "/2031/",
        "/2031/goals/1/",
        "/2031/goals/1/objectives/1/",
        "/2031/themes/1/",
        "/2031/themes/1/commitments/1/",
    )


@pytest.mark.parametrize(
    ("change", "kind", "further"),
    [
        pytest.param(lambda link: changing(link, reason="Another."), "changed", set(), id="reason"),
        pytest.param(
            lambda link: foresee(lambda: link.target_items.first().delete()),
            "changed",
            set(),
            id="target",
        ),
        pytest.param(
            lambda link: foresee(link.delete),
            "removed",
            # It says that the link rests on it.
            {"/2023/goals/1/objectives/1/"},
            id="deleted",
        ),
    ],
)
def test_a_statement_is_named_once(world, change, kind, further):
    found = change(world.link)

    assert found.statements == (Statement(LINK, kind),)
    assert set(found.pages) == {"/2023/goals/1/", "/sdgs/16/", "/2023/sdgs/", *further}


def test_a_correspondence_is_of_both_editions(world):
    found = foresee(Correspondence.objects.get().delete)

    assert found.pages == (
        "/2017/goals/1/objectives/1/",
        "/2023/goals/1/objectives/1/",
        "/compare/2017/2023/goals/1/",
    )
    assert found.years == (2017, 2023)


def test_a_topic_of_an_objective_is_on_both_pages_its_goals_and_in_the_matrix(world):
    row = objective(2023, 1, 2)

    found = foresee(lambda: ObjectiveTopic.objects.create(content_object=row, tag=world.borders))

    assert set(found.pages) == {
        "/topics/borders/",
        "/2023/goals/1/objectives/2/",
        "/2023/goals/1/",
        "/2023/matrix/",
    }


def test_a_topic_changes_its_members_and_their_editions(world):
    found = changing(world.data, name="Registers")

    assert found.pages[0] == "/topics/data/"
    assert set(found.pages[1:]) == {
        "/2023/goals/1/objectives/1/",
        "/2023/goals/1/objectives/2/",
        "/2023/themes/1/commitments/1/",
    }
    assert (found.years, found.lists) == ((2023,), ("topics",))


def test_a_search_alias_changes_an_answer(db):
    alias = SearchAlias.objects.create(words="frontier", means="borders")

    assert changing(alias, means="data").pages == ("/search/?q=frontier",)


def test_a_withdrawal_is_named(world):
    link = Permalink.objects.get(path="/topics/data/")

    found = changing(link, state="withdrawn", reason="It was a mistake.")

    assert found == Effects(withdrawn=("/topics/data/",))


def test_what_would_be_refused_has_no_effects(world):
    assert not foresee(objective(2023, 1, 1).delete)


def test_equal_effects_have_one_digest_and_others_another(world):
    row = objective(2023, 1, 1)

    one, same = changing(row, note="One."), changing(row, note="Two.")

    assert one.digest == same.digest
    assert one.digest != changing(row, text="Other words").digest


# On the forms.


def test_a_form_comes_back_with_what_it_changes_and_all_that_was_typed(admin_client, world):
    row = objective(2023, 1, 1)
    address = change_address(row)
    typed = {**read_fields(admin_client.get(address)), "note": "Ours."}

    response = admin_client.post(address, typed)

    page = read(response.text)
    assert page.texts["desk-box__heading"] == ["This changes what the public sees"]
    assert page.texts["effects__line"] == [
        "Pages that change: /2023/goals/1/objectives/1/, /2023/goals/1/",
        "Data: the 2023 edition",
    ]
    assert read_errors(response) == []
    assert "errornote" not in page.texts
    assert read_fields(response)["note"] == ["Ours."]
    row.refresh_from_db()
    assert (row.note, row.history.count()) == ("", 1)

    admin_client.post(address, read_fields(response))

    row.refresh_from_db()
    assert row.note == "Ours."


def test_who_changes_more_after_the_list_is_shown_another_one(admin_client, world):
    row = objective(2023, 1, 1)
    address = change_address(row)
    typed = {**read_fields(admin_client.get(address)), "note": "Ours."}
    seen = read_fields(admin_client.post(address, typed))

    response = admin_client.post(address, {**seen, "text": "Other words"})

    assert read(response.text).texts["effects__line"][0].startswith("Pages that change: ")
    assert read_fields(response)["effects"] != seen["effects"]
    row.refresh_from_db()
    assert (row.note, row.text) == ("", "Do 1.1 of 2023")


def test_the_button_that_was_pressed_is_the_one_of_the_list(admin_client, world):
    address = change_address(objective(2023, 1, 1))
    typed = {**read_fields(admin_client.get(address)), "note": "Ours.", "_continue": "1"}

    response = admin_client.post(address, typed)

    assert '<input type="submit" class="default" name="_continue"' in response.text


@pytest.mark.parametrize("given", ["", "0" * 16, "x" * 9999])
def test_an_invented_confirmation_confirms_nothing(admin_client, world, given):
    address = change_address(objective(2023, 1, 1))
    typed = {**read_fields(admin_client.get(address)), "note": "Ours.", "effects": given}

    admin_client.post(address, typed)

    assert objective(2023, 1, 1).note == ""


def test_a_draft_is_saved_at_once(admin_client, world):
    row = objective(2031, 1, 1)
    address = change_address(row)

    admin_client.post(address, {**read_fields(admin_client.get(address)), "note": "Ours."})

    row.refresh_from_db()
    assert row.note == "Ours."


def test_a_new_topic_is_announced_and_then_made(admin_client, world):
    entered = {"name": "Drugs", "slug": "drugs", "description": "All on drugs."}

    response = save(admin_client, "/staff/goals/topic/add/", entered)

    assert "was added successfully" in response.text
    assert Topic.objects.get(slug="drugs").history.count() == 1


def test_the_question_whether_to_delete_lists_what_changes(admin_client, world):
    address = change_address(Correspondence.objects.get()).replace("change", "delete")

    page = read(admin_client.get(address).text)

    assert page.texts["effects__line"] == [
        "Pages that change: /2017/goals/1/objectives/1/, /2023/goals/1/objectives/1/, "
        "/compare/2017/2023/goals/1/",
        "Data: the 2017 edition, the 2023 edition",
    ]
    assert Correspondence.objects.count() == 1


def test_several_rows_are_deleted_with_a_list_and_a_reason(admin_client, world):
    links = {"action": "delete_selected", "_selected_action": [world.link.pk, world.draft_link.pk]}

    page = read(admin_client.post("/staff/goals/sdglink/", links).text)
    admin_client.post(
        "/staff/goals/sdglink/", {**links, "post": "yes", "change_reason": "Both are wrong."}
    )

    assert page.texts["effects__line"][0] == f"Statement removed: {LINK}"
    assert not SdgLink.objects.exists()
    deleted = SdgLink.history.filter(history_type="-")
    assert [row.history_change_reason for row in deleted] == ["Both are wrong."] * 2


def test_a_topic_given_to_nothing_changes_its_own_page_alone(world):
    topic = make_topic(slug="rare")

    assert changing(topic, name="Seldom").pages == ("/topics/rare/",)
