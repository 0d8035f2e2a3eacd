import pytest

from goals.models import Correspondence, NoCounterpart, Objective, SdgLink, Source
from goals.unfinished import (
    not_compared,
    unchanged_in_other_words,
    without_basis,
    without_topics,
)
from themes.models import Commitment

from ..builders import make_edition, make_goal, make_link, make_objective, make_sdg
from ..html import read

pytestmark = pytest.mark.django_db


def codes(rows):
    return [row.full_code for row in rows]


def test_units_without_topics_are_found(world):
    make_objective(goal=world.draft.goals.get(), number=2)

    assert codes(without_topics(Objective.objects.all())) == ["GPG2031-1.2"]
    assert codes(without_topics(Commitment.objects.all())) == ["GPG2023-T2.1"]


def test_objectives_are_compared_with_both_neighbours_of_their_edition(world):
    # 1.1 and 1.2 of 2023 are compared with 2017, 2.1 is not; nothing is with the draft of 2031.
    assert codes(not_compared(Objective.objects.all())) == [
        "GPG2031-1.1",
        "GPG2023-1.1",
        "GPG2023-1.2",
        "GPG2023-2.1",
    ]

    first, second = Objective.objects.filter(goal__edition=world.current, goal__number=1)
    draft = Objective.objects.get(goal__edition=world.draft)
    Correspondence.objects.create(earlier=first, later=draft, relation="split", reason="R")
    NoCounterpart.objects.create(objective=second, edition=world.draft, reason="R")

    assert codes(not_compared(Objective.objects.all())) == ["GPG2023-2.1"]


def test_a_correspondence_that_leaps_over_an_edition_compares_with_no_neighbour(world):
    old = Objective.objects.get(goal__edition=world.old)
    NoCounterpart.objects.all().delete()
    Correspondence.objects.all().delete()
    draft = Objective.objects.get(goal__edition=world.draft)
    Correspondence.objects.create(earlier=old, later=draft, relation="split", reason="R")

    assert old in not_compared(Objective.objects.all())
    assert draft in not_compared(Objective.objects.all())


def test_objectives_of_the_only_edition_have_nothing_to_be_compared_with(db):
    make_objective(goal=make_goal(edition=make_edition()))

    assert codes(not_compared(Objective.objects.all())) == []


def test_links_without_a_basis_are_found(world):
    assert list(without_basis(SdgLink.objects.all())) == []

    goal = world.current.goals.get(number=2)
    unread = Source.objects.create(key="unread", title="U", publisher="P", extent="none")
    unheard = make_link(goal=goal, sdg=world.sdg, source=unread)
    make_link(goal=goal, sdg=make_sdg(number=3), source=world.current.source)
    world.link.targets.clear()
    world.draft_link.objectives.clear()

    found = {world.draft_link, world.link, unheard}
    assert set(without_basis(SdgLink.objects.all())) == found
    assert without_basis(SdgLink.objects.all()).count() == 3


@pytest.mark.parametrize(
    ("relation", "text", "is_found"),
    [
        ("unchanged", "Do 1.1 of 2017", False),
        ("unchanged", "Do  1.1 of 2017 [and more]", False),
        ("unchanged", "Do 1.1 of 2023", True),
        ("unchanged", "do 1.1 of 2017", True),
        ("reworded", "Do 1.1 of 2023", False),
    ],
)
def test_what_is_called_unchanged_and_reads_otherwise_is_found(world, relation, text, is_found):
    row = Correspondence.objects.get()
    Objective.objects.filter(pk=row.later_id).update(text=text)
    Correspondence.objects.update(relation=relation)

    found = unchanged_in_other_words(Correspondence.objects.all())
    assert list(found) == ([row] if is_found else [])


@pytest.mark.parametrize(
    ("address", "paginator"),
    [
        ("/staff/goals/objective/?unfinished=topics", "1 objective"),
        ("/staff/goals/objective/?unfinished=comparison", "5 objectives"),
        ("/staff/goals/objective/?unfinished=nonsense", "6 objectives"),
        ("/staff/themes/commitment/?unfinished=topics", "1 commitment"),
        ("/staff/goals/sdglink/?unfinished=basis", "1 SDG link"),
        ("/staff/goals/correspondence/?unfinished=words", "1 correspondence"),
    ],
)
def test_lists_are_narrowed_to_what_is_unfinished(world, admin_client, address, paginator):
    make_objective(goal=world.draft.goals.get(), number=2)
    world.link.targets.clear()
    Correspondence.objects.update(relation="unchanged")

    assert read(admin_client.get(address).text).texts["paginator"] == [paginator]
