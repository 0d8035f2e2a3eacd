"""The staff's forms as a desk: all of a goal on one page, words side by side, topics, codes."""

import pytest
from django.contrib.auth.models import Permission, User

from goals.models import (
    Correspondence,
    Goal,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    SdgLink,
    SdgTarget,
)
from themes.models import Commitment, CommitmentTopic, Theme

from ..builders import make_objective, make_topic, objective
from ..html import read
from .test_admin import change_address, read_errors, read_fields, save


def marks(response):
    """What the marks of the page's official wording say, the empty rows' aside."""
    return [text for text in read(response.text).texts.get("wording-mark", []) if text]


# A goal, its objectives with their topics, and its links.


def link_row(place, **changes):
    return {
        "sdg_links-TOTAL_FORMS": place + 1,
        f"sdg_links-{place}-sdg": 0,
        f"sdg_links-{place}-evidence": "editorial",
        f"sdg_links-{place}-scope": "goal",
        f"sdg_links-{place}-directness": "unknown",
        f"sdg_links-{place}-reason": "Both are about borders.",
        **{f"sdg_links-{place}-{name}": value for name, value in changes.items()},
    }


def test_a_goal_takes_an_editorial_link_with_its_parts_in_one_save(client, admin_client, world):
    goal = Goal.objects.get_by_natural_key(2023, 2)
    target, basis = SdgTarget.objects.get_by_natural_key("16.4"), objective(2023, 2, 1)
    row = link_row(0, sdg=world.sdg.pk, named_targets=[target.pk], basis=[basis.pk])

    response = save(admin_client, change_address(goal), {**row, "change_reason": "We read it so."})

    assert read_errors(response) == []
    link = SdgLink.objects.get_by_natural_key(2023, 2, 16, "editorial")
    assert (list(link.targets.all()), list(link.objectives.all())) == ([target], [basis])
    histories = (link.history, link.target_items.get().history, link.objective_items.get().history)
    for history in histories:
        assert [(each.history_type, each.history_change_reason) for each in history.all()] == [
            ("+", "We read it so.")
        ]
    assert "Both are about borders." in client.get("/2023/goals/2/").text


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"basis": True}, "An editorial link names a target: add at least one."),
        ({"named_targets": True}, "An editorial link rests on objectives: choose at least one."),
    ],
    ids=["no target", "no objective"],
)
def test_a_goal_refuses_an_editorial_link_without_its_parts(admin_client, world, parts, sentence):
    goal = Goal.objects.get_by_natural_key(2023, 2)
    keys = {
        "basis": [objective(2023, 2, 1).pk],
        "named_targets": [SdgTarget.objects.get_by_natural_key("16.4").pk],
    }
    row = link_row(0, sdg=world.sdg.pk, **{name: keys[name] for name in parts})

    response = save(admin_client, change_address(goal), row)

    assert read_errors(response) == [sentence]
    assert not goal.sdg_links.exists()


def test_a_link_of_a_goal_offers_no_objective_of_another(admin_client, world):
    goal = Goal.objects.get_by_natural_key(2023, 2)
    row = link_row(
        0,
        sdg=world.sdg.pk,
        named_targets=[SdgTarget.objects.get_by_natural_key("16.4").pk],
        basis=[objective(2023, 1, 1).pk],
    )

    response = save(admin_client, change_address(goal), row)

    (sentence,) = read_errors(response)
    assert "is not one of the available choices" in sentence
    assert not goal.sdg_links.exists()


def test_a_goal_that_is_made_has_no_links_yet(admin_client, world):
    fields = read_fields(admin_client.get("/staff/goals/goal/add/"))

    assert "objectives-TOTAL_FORMS" in fields
    assert [name for name in fields if name.endswith("-evidence")] == []


def test_topics_of_an_objective_are_chosen_on_the_page_of_its_goal(admin_client, world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    changes = {"objectives-1-topics": [world.borders.pk], "change_reason": "It is about borders."}

    response = save(admin_client, change_address(goal), changes)

    assert read_errors(response) == []
    assert list(objective(2023, 1, 2).topics.all()) == [world.borders]
    rows = ObjectiveTopic.history.filter(history_change_reason="It is about borders.")
    assert sorted(rows.values_list("history_type", "tag__slug")) == [
        ("+", "borders"),
        ("-", "data"),
    ]


def test_a_goal_leads_to_the_pages_of_its_objectives_and_links(admin_client, world):
    goal = Goal.objects.get_by_natural_key(2023, 1)

    links = read(admin_client.get(change_address(goal)).text).links

    rows = [*goal.objectives.all(), *goal.sdg_links.all()]
    assert {change_address(row) for row in rows} <= set(links)


# Suggested topics.


def test_suggested_topics_give_their_reasons_and_are_ticked(admin_client, world):
    row = objective(2023, 1, 2)
    row.text = "Close the borders"
    row.save()
    make_topic(slug="rare")

    response = admin_client.get(change_address(row))
    save(admin_client, change_address(row), {"suggested": [world.borders.pk]})

    assert "Borders: the text has “borders”" in response.text
    assert "rare" not in response.text
    assert set(row.topics.all()) == {world.borders, world.data}


def test_suggested_topics_are_ticked_on_the_page_of_the_theme(admin_client, world):
    theme = Theme.objects.get_by_natural_key(2023, 1)

    page = admin_client.get(change_address(theme))
    save(admin_client, change_address(theme), {"commitments-0-suggested": [world.borders.pk]})

    reason = "Borders: GPG2023-1.1, which shares most topics with it, has it"
    assert reason in page.text
    commitment = Commitment.objects.get_by_natural_key(2023, 1, 1)
    assert set(commitment.topics.all()) == {world.borders, world.data}


def test_where_nothing_suggests_itself_nothing_is_asked(admin_client, world):
    response = admin_client.get("/staff/goals/objective/add/")

    assert '<div class="form-row hidden field-suggested">' in response.text


# Correspondences.

SIDES = (
    "GPG2017-1.1 Seize whatever is removed: smuggled across borders "
    "GPG2023-1.1 Seize whatever is added: hidden across borders "
    "5 words kept, 1 taken out, 1 added."
)


def reword(world):
    """Lets both sides of the one correspondence say nearly the same."""
    for key, word in (((2017, 1, 1), "smuggled"), ((2023, 1, 1), "hidden")):
        row = objective(*key)
        row.text = f"Seize whatever is {word} across borders"
        row.save()


def test_an_objective_shows_the_words_of_both_sides(admin_client, world):
    reword(world)

    page = read(admin_client.get(change_address(objective(2023, 1, 1))).text)

    assert page.texts["wordings"] == [SIDES]


def test_a_correspondence_shows_the_words_of_both_sides(admin_client, world):
    reword(world)

    page = read(admin_client.get(change_address(Correspondence.objects.get())).text)

    assert page.texts["wordings"] == [SIDES]


def test_counterparts_are_edited_on_the_page_of_an_objective(client, admin_client, world):
    NoCounterpart.objects.all().delete()
    earlier, later = objective(2017, 1, 1), objective(2023, 1, 2)
    added = {
        "earlier_links-TOTAL_FORMS": 1,
        "earlier_links-0-earlier": earlier.pk,
        "earlier_links-0-relation": "split",
        "earlier_links-0-reason": "It is one part.",
    }

    response = save(admin_client, change_address(later), added)

    assert read_errors(response) == []
    assert later.earlier_links.get().earlier == earlier
    assert "It is one part." in client.get(later.get_absolute_url()).text


def test_an_objective_can_not_correspond_and_have_no_counterpart_in_one_save(admin_client, world):
    NoCounterpart.objects.all().delete()
    later = objective(2023, 1, 2)
    added = {
        "earlier_links-TOTAL_FORMS": 1,
        "earlier_links-0-earlier": objective(2017, 1, 1).pk,
        "earlier_links-0-relation": "split",
        "earlier_links-0-reason": "It is one part.",
        "no_counterparts-TOTAL_FORMS": 1,
        "no_counterparts-0-edition": world.old.pk,
        "no_counterparts-0-reason": "Nothing does the same.",
    }

    response = save(admin_client, change_address(later), added)

    assert read_errors(response) == [
        "GPG2023-1.2 can't both correspond to an objective of the 2017 edition and have no "
        "counterpart there: take one of the two out."
    ]
    assert read_fields(response)["no_counterparts-0-reason"] == ["Nothing does the same."]
    assert (later.earlier_links.count(), later.no_counterparts.count()) == (0, 0)


# Codes.


@pytest.mark.parametrize(
    ("term", "codes"),
    [
        ("1.1", {"GPG2017-1.1", "GPG2023-1.1", "GPG2031-1.1"}),
        ("2023-1.1", {"GPG2023-1.1"}),
        ("gpg2017-1.1", {"GPG2017-1.1"}),
        ("2019-1.1", set()),
        ("T1.1", set()),
        ("1.2 of", {"GPG2023-1.2"}),
    ],
)
def test_objectives_are_found_by_code_and_named_with_their_words(admin_client, world, term, codes):
    field = {"app_label": "goals", "model_name": "correspondence", "field_name": "earlier"}

    found = admin_client.get("/staff/autocomplete/", {"term": term, **field}).json()["results"]
    listed = read(admin_client.get("/staff/goals/objective/", {"q": term}).text).links

    assert {result["text"] for result in found} == {
        f"{code} Do {code[-3:]} of {code[3:7]}" for code in codes
    }
    rows = Objective.objects.all()
    assert {
        row.full_code for row in rows if any(change_address(row) in link for link in listed)
    } == codes


def test_commitments_are_found_by_code(admin_client, world):
    listed = read(admin_client.get("/staff/themes/commitment/", {"q": "2023-t1.1"}).text).links

    found = [
        row
        for row in Commitment.objects.all()
        if any(change_address(row) in link for link in listed)
    ]
    assert [row.full_code for row in found] == ["GPG2023-T1.1"]


# Marks of official wording.


def test_a_mark_says_whether_the_words_are_those_of_the_source(admin_client, world):
    reword(world)
    source = world.current.source
    source.text = (
        "REACH GOAL 1 OF 2023\n\n- Seize whatever is smuggled across borders\n\n- Do 1.2 of 2023"
    )
    source.save()

    said = marks(admin_client.get(change_address(Goal.objects.get_by_natural_key(2023, 1))))

    assert said == [
        "Equals the source text.",
        "Differs from the source text: Seize whatever is removed: smuggled added: hidden across "
        "borders",
        "Equals the source text.",
    ]


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (lambda world: world.current, 4),  # title, foreword and two goals; there is no motto
        (lambda world: Theme.objects.get_by_natural_key(2023, 1), 2),
        (lambda world: Commitment.objects.get_by_natural_key(2023, 1, 1), 1),
        (lambda world: objective(2023, 1, 1), 1),
    ],
    ids=["edition", "theme", "commitment", "objective"],
)
def test_every_official_wording_has_its_mark(admin_client, world, row, count):
    said = marks(admin_client.get(change_address(row(world))))

    assert said == ["Nothing like this stands in the source text."] * count


def test_a_wording_from_another_source_is_compared_with_that_one(admin_client, world):
    row = objective(2023, 1, 1)
    world.old.source.text = row.text
    world.old.source.save()
    row.wording_source = world.old.source
    row.save()

    assert marks(admin_client.get(change_address(row))) == ["Equals the source text."]


def test_a_mark_on_a_form_that_came_back_is_about_what_was_typed(admin_client, world):
    row = objective(2023, 1, 1)
    world.current.source.text = "Typed words"
    world.current.source.save()

    response = save(admin_client, change_address(row), {"text": "Typed words", "number": "0"})

    assert read_errors(response)
    assert marks(response) == ["Equals the source text."]


# Who may do what.


@pytest.fixture
def editor(client, world):
    """Somebody who may see, add and change, and delete nothing."""
    user = User.objects.create_user("editor", is_staff=True)
    actions = ("view_", "add_", "change_")
    permissions = Permission.objects.filter(content_type__app_label__in=["goals", "themes"])
    user.user_permissions.set(each for each in permissions if each.codename.startswith(actions))
    client.force_login(user)
    return client


def test_who_may_delete_nothing_takes_a_topic_off(editor, world):
    row = objective(2023, 1, 1)

    save(editor, change_address(row), {"topics": [world.data.pk]})

    assert set(row.topics.all()) == {world.data}


def test_who_may_add_gives_a_topic(editor, world):
    row = objective(2023, 1, 2)

    save(editor, change_address(row), {"suggested": [world.borders.pk]})

    assert set(row.topics.all()) == {world.borders, world.data}


def test_who_may_only_look_sees_topics_and_the_parts_of_links(client, world):
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)

    goal = client.get(change_address(Goal.objects.get_by_natural_key(2023, 1)))
    link = client.get(change_address(world.link))

    said = " ".join(read(goal.text).texts["readonly"])
    assert "Borders, Data" in said
    assert "16.4, 16.a GPG2023-1.1" in said
    assert "16.4, 16.a" in " ".join(read(link.text).texts["readonly"])
    assert client.post(change_address(world.link), {}).status_code == 403


def test_bulk_deletion_of_the_published_is_refused_as_before(admin_client, world):
    row = make_objective(goal=Goal.objects.get_by_natural_key(2023, 2), number=2)
    marked = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    response = admin_client.post("/staff/goals/objective/", marked)

    assert "Cannot delete objective" in read(response.text).headings
    assert Objective.objects.filter(pk=row.pk).exists()


def test_queries_of_a_goal_do_not_grow_by_rows_squared(
    admin_client, world, django_assert_max_num_queries
):
    goal = Goal.objects.get_by_natural_key(2031, 1)
    for number in range(2, 8):
        make_objective(goal=goal, number=number, topics=(world.data,))

    with django_assert_max_num_queries(130):
        admin_client.get(change_address(goal))


def test_commitments_keep_their_topics_when_nothing_is_touched(admin_client, world):
    theme = Theme.objects.get_by_natural_key(2023, 1)

    save(admin_client, change_address(theme), {"note": "Ours."})

    assert CommitmentTopic.history.count() == CommitmentTopic.objects.count() == 2
