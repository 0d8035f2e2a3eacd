import pytest
from django.core.management import CommandError, call_command

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    Sdg,
    SdgLink,
    Source,
)
from gpg_site import verification
from tests.builders import make_link, make_objective, make_sdg, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def verbatim(world):
    """The world, its sources holding every official word, and no topic left with one member."""
    for edition in Edition.objects.all():
        words = [edition.title, edition.foreword]
        for goal in edition.goals.all():
            words += [goal.title.upper(), *(f"- {item.text}" for item in goal.objectives.all())]
        for theme in edition.themes.all():
            words.append(f"{theme.roman}. {theme.title}")
            words += [f"- {item.text}" for item in theme.commitments.all()]
        Source.objects.filter(editions=edition).update(text="\n\n".join(words))
    return world


def verify(capsys):
    """What `manage.py verify` printed, and whether it failed."""
    try:
        call_command("verify")
    except CommandError as error:
        return capsys.readouterr().out, str(error)
    return capsys.readouterr().out, None


def altered():
    return [found.unit for found in verification.wordings() if not found.is_verbatim]


def test_all_words_of_the_sources_are_verbatim(verbatim):
    assert altered() == []


@pytest.mark.parametrize(
    ("change", "unit"),
    [
        (lambda: Objective.objects.filter(text="Do 1.2 of 2023").update(text="do 1.2 of 2023"),
         "GPG2023-1.2"),
        (lambda: Objective.objects.filter(text="Do 1.2 of 2023").update(text="Do 1.2 of"),
         "GPG2023-1.2"),
        (lambda: Edition.objects.filter(year=2017).update(title="Goal of 2017"), "GPG2017 Title"),
        (lambda: Edition.objects.filter(year=2017).update(foreword="Foreword of 2017.\n\nMore."),
         "GPG2017 Foreword, paragraph 2"),
    ],
    ids=["letter case", "cut", "title", "foreword"],
)  # fmt: skip
def test_one_altered_word_is_found(verbatim, change, unit):
    change()

    assert altered() == [unit]


def test_a_completion_in_brackets_is_set_aside(verbatim):
    Objective.objects.filter(text="Do 1.2 of 2023").update(text="Do 1.2 of 2023 [and more]")

    assert altered() == []


def test_command_names_what_is_altered_and_fails(verbatim, capsys):
    Objective.objects.filter(text="Do 1.2 of 2023").update(text="Do anything")

    out, error = verify(capsys)

    assert "ALTERED GPG2023-1.2 (source doc-2023): Do anything" in out
    assert error == "The content is not what the portal promises."


def test_command_fails_on_an_empty_database(capsys):
    assert verify(capsys)[1] == "There is no content to verify: run `manage.py seed`."


def test_a_gap_in_the_numbers_is_found(world):
    Objective.objects.filter(text="Do 1.2 of 2023").update(number=3)

    assert (
        "Goal 1 (2023): Goal 1: its objectives are numbered [1, 3], not from 1 without a gap."
        in list(verification.inconsistencies())
    )


def test_a_link_to_targets_and_objectives_of_others_is_found(world):
    other = make_target(sdg=make_sdg(number=3), item="5")
    world.link.targets.add(other)
    world.link.objectives.add(Objective.objects.get(goal__edition=world.old))

    found = [line for line in verification.inconsistencies() if line.startswith(str(world.link))]

    assert found == [f"{world.link}: 3.5, GPG2017-1.1 belong to another SDG or goal."]


def test_an_editorial_link_that_rests_on_nothing_is_found(world):
    world.link.objectives.clear()

    found = [line for line in verification.inconsistencies() if line.startswith(str(world.link))]

    assert found == [
        f"{world.link}: an editorial link names a target and the objectives that it rests on."
    ]
    assert world.link.evidence == SdgLink.Evidence.EDITORIAL


def test_a_correspondence_backwards_is_found(world):
    pair = Correspondence.objects.get()
    Correspondence.objects.filter(pk=pair.pk).update(earlier=pair.later, later=pair.earlier)

    assert any(
        line.endswith("the first is not of an earlier edition than the second.")
        for line in verification.inconsistencies()
    )


def test_no_counterpart_where_there_is_one_is_found(world):
    row = NoCounterpart.objects.get()
    NoCounterpart.objects.create(
        objective=Correspondence.objects.get().earlier, edition=world.current, reason="A mistake."
    )
    NoCounterpart.objects.create(objective=row.objective, edition=world.current, reason="Another.")

    found = list(verification.inconsistencies())

    assert {
        "GPG2017-1.1 – 2023: said to have no counterpart, and paired with one all the same.",
        "GPG2023-1.2 – 2023: an objective is looked for in its own edition.",
    } <= set(found)
    assert not any(line.startswith(str(row)) and "2017:" in line for line in found)


def test_a_target_both_linked_and_not_is_found(world):
    row = ConsideredTarget.objects.create(
        goal=world.link.goal, sdg=world.sdg, item="a", reason="It is about another matter."
    )

    assert f"{row}: considered and not linked, and linked all the same." in set(
        verification.inconsistencies()
    )


def test_a_link_carried_over_from_a_later_edition_is_found(world):
    source = Source.objects.get(key="doc-2023")
    link = make_link(goal=world.link.goal, sdg=Sdg.objects.get(number=5), source=source)
    SdgLink.objects.filter(pk=link.pk).update(made_for=world.current)

    assert f"{link}: carried over from 2023, which is not earlier." in set(
        verification.inconsistencies()
    )


def test_topics_that_tie_nothing_and_provisions_without_topics_are_found(world):
    make_objective(goal=Objective.objects.get(goal__edition=world.old).goal, number=2)
    ObjectiveTopic.objects.filter(tag=world.borders).exclude(
        content_object__goal__edition=world.old
    ).delete()

    found = set(verification.inconsistencies())

    assert {
        "Topic “Borders” has 1 member(s): it ties nothing together.",
        "GPG2017-1.2 has 0 topics, not one to five.",
        "GPG2023-T2.1 has 0 topics, not one to five.",
    } <= found


def test_drafts_are_left_out_when_told(world):
    assert any(found.unit.startswith("GPG2031") for found in verification.wordings())
    assert not any(found.edition.year == 2031 for found in verification.wordings(drafts=False))

    Objective.objects.filter(goal__edition=world.draft).update(number=3)
    sentence = "Goal 1 (2031): Goal 1: its objectives are numbered [3], not from 1 without a gap."
    assert sentence in list(verification.inconsistencies())
    assert sentence not in list(verification.inconsistencies(drafts=False))
