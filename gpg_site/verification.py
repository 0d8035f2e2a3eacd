"""Is the content what the portal promises? Rules that no single row can show to be broken.

`wordings` compares everything official with its source; `inconsistencies` finds statements that
contradict each other across rows. `manage.py verify` prints both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from goals import wording
from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    SdgLink,
    Topic,
)
from themes.models import Commitment, Theme


@dataclass(frozen=True)
class Wording:
    """An official wording and whether its source has it letter for letter."""

    unit: str
    text: str
    source: str
    is_verbatim: bool


def wordings() -> Iterator[Wording]:
    """Every title, motto, foreword paragraph, objective and commitment of every edition."""
    for edition in Edition.objects.select_related("source"):
        yield from _edition(edition)
    for goal in Goal.objects.select_related("edition__source"):
        unit = f"GPG{goal.edition.year} goal {goal.number}, title"
        yield Wording(unit, goal.title, goal.edition.source.key, goal.is_verbatim)
    for theme in Theme.objects.select_related("edition__source"):
        unit = f"GPG{theme.edition.year} theme {theme.roman}, title"
        yield Wording(unit, theme.title, theme.edition.source.key, theme.is_verbatim)
    provisions = (
        *Objective.objects.select_related("goal__edition__source", "wording_source"),
        *Commitment.objects.select_related("theme__edition__source", "wording_source"),
    )
    for item in provisions:
        yield Wording(item.full_code, item.text, item.source.key, item.is_verbatim)


def _edition(edition: Edition) -> Iterator[Wording]:
    source = edition.source
    for name, title in (("title", edition.title), ("motto", edition.motto)):
        if title:
            verbatim = wording.is_verbatim(title, source.text, ignore_case=True)
            yield Wording(f"GPG{edition.year} {name}", title, source.key, verbatim)
    for number, paragraph in enumerate(edition.paragraphs, start=1):
        verbatim = wording.is_verbatim(paragraph, source.text)
        yield Wording(
            f"GPG{edition.year} foreword, paragraph {number}", paragraph, source.key, verbatim
        )


def inconsistencies() -> Iterator[str]:
    """A sentence for each statement that contradicts another one."""
    yield from _numbering()
    yield from _links()
    yield from _correspondences()
    yield from _topics()


def _numbering() -> Iterator[str]:
    for parents, children in (
        (Goal.objects.prefetch_related("objectives"), "objectives"),
        (Theme.objects.prefetch_related("commitments"), "commitments"),
    ):
        for parent in parents:
            numbers = [child.number for child in getattr(parent, children).all()]
            if numbers != list(range(1, len(numbers) + 1)):
                yield f"{parent}: its {children} are numbered {numbers}, not from 1 without a gap."


def _links() -> Iterator[str]:
    links = SdgLink.objects.select_related("goal__edition", "sdg", "made_for").prefetch_related(
        "targets__sdg", "objectives__goal__edition"
    )
    for link in links:
        strange = [str(target.code) for target in link.targets.all() if target.sdg != link.sdg]
        strange += [item.full_code for item in link.objectives.all() if item.goal != link.goal]
        if strange:
            yield f"{link}: {', '.join(strange)} belong to another SDG or goal."
        if link.evidence == SdgLink.Evidence.EDITORIAL and not (
            link.targets.all() and link.objectives.all()
        ):
            yield f"{link}: an editorial link names a target and the objectives that it rests on."
        if link.made_for and link.made_for.year >= link.goal.edition.year:
            yield f"{link}: carried over from {link.made_for.year}, which is not earlier."
    linked = {(link.goal, target.code) for link in links for target in link.targets.all()}
    for row in ConsideredTarget.objects.select_related("goal__edition", "sdg"):
        if (row.goal, row.code) in linked:
            yield f"{row}: considered and not linked, and linked all the same."


def _correspondences() -> Iterator[str]:
    paired = set()
    for row in Correspondence.objects.select_related(
        "earlier__goal__edition", "later__goal__edition"
    ):
        paired |= {(row.earlier, row.later.edition), (row.later, row.earlier.edition)}
        if row.earlier.edition.year >= row.later.edition.year:
            yield f"{row}: the first is not of an earlier edition than the second."
    for none in NoCounterpart.objects.select_related("objective__goal__edition", "edition"):
        if none.objective.edition == none.edition:
            yield f"{none}: an objective is looked for in its own edition."
        if (none.objective, none.edition) in paired:
            yield f"{none}: said to have no counterpart, and paired with one all the same."


def _topics() -> Iterator[str]:
    # Over all editions, drafts too: a topic with one member leads nowhere.
    for topic in Topic.objects.prefetch_related("objectivetopic_items", "commitmenttopic_items"):
        members = len(topic.objectivetopic_items.all()) + len(topic.commitmenttopic_items.all())
        if members < 2:
            yield f"Topic “{topic}” has {members} member(s): it ties nothing together."
    for item in (
        *Objective.objects.select_related("goal__edition").prefetch_related("topic_items"),
        *Commitment.objects.select_related("theme__edition").prefetch_related("topic_items"),
    ):
        if not 1 <= len(item.topic_items.all()) <= 5:
            yield f"{item.full_code} has {len(item.topic_items.all())} topics, not one to five."
