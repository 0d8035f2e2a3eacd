"""The register of permalinks: what saving records, how addresses move, and what is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from goals.models import Edition, Goal, Objective, Permalink, Topic
from goals.permanence import record_public
from goals.publishing import publish, retract
from themes.models import Commitment, Theme

from ..builders import make_edition, make_goal, make_objective, objective

pytestmark = pytest.mark.django_db


def register(under="/"):
    """The rows below an address: what each moved one leads to, and the state of the others."""
    rows = Permalink.objects.filter(path__startswith=under)
    return {row.path: row.target or row.state for row in rows}


def renumber(row, number):
    row.number = number
    row.save()


def test_what_is_published_is_on_record_and_no_draft_is(world):
    assert register("/2023/") == dict.fromkeys(
        [
            "/2023/",
            "/2023/goals/1/",
            "/2023/goals/1/objectives/1/",
            "/2023/goals/1/objectives/2/",
            "/2023/goals/2/",
            "/2023/goals/2/objectives/1/",
            "/2023/themes/1/",
            "/2023/themes/1/commitments/1/",
            "/2023/themes/2/",
            "/2023/themes/2/commitments/1/",
        ],
        "live",
    )
    assert register("/2031/") == {}
    assert {"/sdgs/16/", "/topics/borders/"} <= set(register())


def test_publishing_an_edition_records_all_that_is_in_it(world):
    renumber(Goal.objects.get_by_natural_key(2031, 1), 2)
    assert register("/2031/") == {}

    world.draft.published_on = datetime.date(2031, 1, 1)
    world.draft.save()

    assert list(register("/2031/")) == [
        "/2031/",
        "/2031/goals/2/",
        "/2031/goals/2/objectives/1/",
        "/2031/themes/1/",
        "/2031/themes/1/commitments/1/",
    ]


def test_an_address_on_record_is_saved_again_without_a_change(world):
    before = register()

    for model in (Edition, Goal, Objective, Theme, Commitment, Topic):
        for row in model.objects.all():
            row.save()

    assert register() == before


def test_a_new_slug_leaves_a_signpost(client, world):
    world.borders.slug = "frontiers"
    world.borders.save()

    assert register("/topics/") == {
        "/topics/borders/": "/topics/frontiers/",
        "/topics/data/": "live",
        "/topics/frontiers/": "live",
    }
    response = client.get("/topics/borders/")
    assert (response.status_code, response.headers["Location"]) == (301, "/topics/frontiers/")


def test_a_chain_of_moves_is_one_hop_each(world):
    for slug in ("frontiers", "limits", "edges"):
        world.borders.slug = slug
        world.borders.save()

    assert register("/topics/") == {
        "/topics/borders/": "/topics/edges/",
        "/topics/data/": "live",
        "/topics/edges/": "live",
        "/topics/frontiers/": "/topics/edges/",
        "/topics/limits/": "/topics/edges/",
    }


def test_moving_back_makes_no_loop(client, world):
    for slug in ("frontiers", "borders"):
        world.borders.slug = slug
        world.borders.save()

    assert register("/topics/") == {
        "/topics/borders/": "live",
        "/topics/data/": "live",
        "/topics/frontiers/": "/topics/borders/",
    }
    assert client.get("/topics/borders/").status_code == 200


@pytest.mark.parametrize(
    ("model", "below", "unit"),
    [(Goal, "goals", "objectives"), (Theme, "themes", "commitments")],
)
def test_all_below_a_unit_moves_with_it(client, world, model, below, unit):
    renumber(model.objects.get_by_natural_key(2023, 1), 7)

    old, new = f"/2023/{below}/1/", f"/2023/{below}/7/"
    moved = register(old)
    assert moved[old] == new
    assert moved[f"{old}{unit}/1/"] == f"{new}{unit}/1/"
    assert len(moved) == len(register(new))
    assert set(register(new).values()) == {"live"}
    assert client.get(f"{old}{unit}/1/", follow=True).redirect_chain == [(f"{new}{unit}/1/", 301)]


def test_a_code_of_an_edition_moves_with_its_provision(client, world):
    renumber(objective(2023, 1, 2), 9)

    response = client.get("/2023/1.2")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/2023/goals/1/objectives/9/",
    )


def test_what_was_withdrawn_stays_so_where_it_moves(world):
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "A mistake."
    row.save()

    renumber(objective(2023, 1, 2), 9)

    row.refresh_from_db()
    assert (row.path, row.state) == ("/2023/goals/1/objectives/9/", "withdrawn")


@pytest.mark.parametrize("check", [lambda row: row.full_clean(), lambda row: row.save()])
def test_an_address_of_something_else_is_refused(world, check):
    renumber(objective(2023, 1, 2), 9)
    before = register()

    newcomer = Objective(goal=Goal.objects.get_by_natural_key(2023, 1), number=2, text="New")
    with pytest.raises(ValidationError, match="/objectives/2/ is the address of something"):
        check(newcomer)
    other = objective(2023, 1, 1)
    other.number = 2
    with pytest.raises(ValidationError, match="/objectives/2/ is the address of something"):
        check(other)

    assert register() == before
    assert [item.number for item in other.goal.objectives.all()] == [1, 9]


@pytest.mark.parametrize("check", [lambda row: row.full_clean(), lambda row: row.save()])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"published_on": None}, "what is published stays"),
        ({"year": 2024}, "The year of a published edition stands in addresses"),
    ],
)
def test_a_published_edition_stays(world, check, changes, sentence):
    for name, value in changes.items():
        setattr(world.current, name, value)

    with pytest.raises(ValidationError, match=sentence):
        check(world.current)

    assert Edition.objects.current().year == 2023


def test_a_draft_changes_its_year_and_is_deleted():
    draft = make_edition(year=2031, published=False)
    row = make_objective(goal=make_goal(edition=draft))
    draft.year = 2032
    draft.save()
    row.goal.edition.refresh_from_db()

    row.delete()

    assert (register(), Objective.objects.count()) == ({}, 0)


@pytest.mark.parametrize(
    ("find", "sentence"),
    [
        (lambda: Edition.objects.filter(year=2023), "2023 edition is published: withdraw /2023/ "),
        (lambda: Goal.objects.filter(edition__year=2023, number=2), "withdraw /2023/goals/2/ "),
        (
            lambda: Objective.objects.filter(text="Do 1.2 of 2023"),
            "GPG2023-1.2 is published: withdraw /2023/goals/1/objectives/2/ under Permalinks "
            "instead, and say what it became.",
        ),
        (lambda: Theme.objects.filter(title="Carry 2 of 2023"), "withdraw /2023/themes/2/ "),
        (lambda: Commitment.objects.filter(text="Promise 2.1 of 2023"), "withdraw /2023/themes/2/"),
        (lambda: Topic.objects.filter(slug="data"), "withdraw /topics/data/ "),
    ],
)
def test_deleting_what_is_published_is_refused(world, find, sentence):
    for delete in (find().delete, find().get().delete):
        with pytest.raises(ProtectedError, match=sentence):
            delete()

    assert find().exists()


def test_loaded_content_is_recorded_once(world):
    Permalink.objects.all().delete()

    record_public()
    once = register()
    record_public()

    assert register() == once
    assert set(once.values()) == {"live"}
    assert len(once) == 17


def test_the_register_follows_loaded_content_back(world):
    """A site whose staff renamed a topic is seeded anew with the old slug."""
    world.borders.slug = "frontiers"
    world.borders.save()
    Topic.objects.filter(pk=world.borders.pk).update(slug="borders")

    record_public()

    assert register("/topics/") == {
        "/topics/borders/": "live",
        "/topics/data/": "live",
        "/topics/frontiers/": "/topics/borders/",
    }


# What was published by mistake and taken back.


@pytest.fixture
def retracted(world):
    """The world, of whose draft the addresses were public once."""
    make_objective(goal=world.draft.goals.get(), number=2)
    publish(world.draft, "It is ready.")
    retract(world.draft, "It was not.")
    return world


def test_what_is_retracted_answers_nowhere_and_keeps_its_addresses(client, retracted):
    assert set(register("/2031/").values()) == {"retracted"}
    assert len(register("/2031/")) == 6
    assert client.get("/2031/goals/1/").status_code == 404


def test_published_again_its_addresses_are_live_again(client, retracted):
    before = register()

    publish(retracted.draft, "Now it is.")

    assert register() == before | dict.fromkeys(register("/2031/"), "live")
    assert set(register("/2031/").values()) == {"live"}
    assert client.get("/2031/goals/1/objectives/2/").status_code == 200


def test_a_retracted_address_follows_its_unit_unseen(client, retracted):
    before = client.get("/permalinks.json").text

    renumber(objective(2031, 1, 2), 9)

    assert register("/2031/goals/1/objectives/") == {
        "/2031/goals/1/objectives/1/": "retracted",
        "/2031/goals/1/objectives/2/": "/2031/goals/1/objectives/9/",
        "/2031/goals/1/objectives/9/": "retracted",
    }
    # No signpost leads to what is not public.
    assert client.get("/2031/goals/1/objectives/2/").status_code == 404
    assert client.get("/permalinks.json").text == before

    publish(retracted.draft, "Now it is.")

    assert client.get("/2031/goals/1/objectives/2/").headers["Location"] == (
        "/2031/goals/1/objectives/9/"
    )


@pytest.mark.parametrize("check", [lambda row: row.full_clean(), lambda row: row.save()])
def test_nothing_else_gets_a_retracted_address(retracted, check):
    first, second = objective(2031, 1, 1), objective(2031, 1, 2)
    retracted.draft_link.delete()
    first.delete()
    before = register()
    assert before["/2031/goals/1/objectives/1/"] == "retracted"

    newcomer = Objective(goal=Goal.objects.get_by_natural_key(2031, 1), number=1, text="New")
    with pytest.raises(ValidationError, match="/objectives/1/ is the address of something"):
        check(newcomer)
    second.number = 1
    with pytest.raises(ValidationError, match="/objectives/1/ is the address of something"):
        check(second)

    assert register() == before
    publish(retracted.draft, "Now it is.")
    assert register("/2031/goals/1/objectives/") == {
        "/2031/goals/1/objectives/1/": "retracted",
        "/2031/goals/1/objectives/2/": "live",
    }


def test_a_retracted_edition_keeps_its_year_and_is_not_deleted(retracted):
    with pytest.raises(ProtectedError, match="2031 edition was published and taken back"):
        retracted.draft.delete()
    retracted.draft.year = 2032
    with pytest.raises(ValidationError, match="The year of a published edition stands in"):
        retracted.draft.save()


def test_what_a_retracted_edition_says_is_free(retracted):
    row = objective(2031, 1, 1)
    row.text = "In other words"
    row.save()
    make_objective(goal=row.goal, number=3)

    assert register("/2031/goals/1/objectives/3/") == {}
    assert objective(2031, 1, 1).text == "In other words"


def test_loaded_content_makes_retracted_addresses_live(retracted):
    Edition.objects.filter(year=2031).update(published_on=datetime.date(2031, 1, 1))

    record_public()

    assert set(register("/2031/").values()) == {"live"}
