"""Builders of one small world for unit tests: plain rows with plain defaults, no surprises.

world()
  2017 ── goal 1 ── 1.1 (borders)                    1.1 of 2017 became 1.1 of 2023, 1.2 is new
  2023 ── goal 1 ── 1.1 (borders, data)  1.2 (data)
       │  goal 2 ── 2.1 (borders)
       ├─ theme 1 ── T1.1 (data)
       └─ theme 2 ── T2.1 (no topic)
  2031 ── goal 1 ── 1.1 (borders), theme 1 ── T1.1 (data): a draft
  SDG 5, SDG 16 with targets 16.4 and 16.a; goal 1 of 2023 and of 2031 each have a link to 16;
  16.4 was considered for goal 2 of 2023 and not linked
"""

import datetime
from dataclasses import dataclass

from django.db.models import Model

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    Sdg,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    Source,
    Topic,
)
from themes.models import Commitment, CommitmentTopic, Theme


def make_source(*, key: str = "doc", title: str = "A document", text: str = "Words.") -> Source:
    return Source.objects.create(
        key=key,
        title=title,
        publisher="INTERPOL",
        extent=Source.Extent.WHOLE if text else Source.Extent.NONE,
        text=text,
    )


def make_edition(
    *, year: int = 2023, published: bool = True, source: Source | None = None
) -> Edition:
    return Edition.objects.create(
        year=year,
        title=f"Goals of {year}",
        foreword=f"Foreword of {year}.",
        adopted=f"Adopted in {year}.",
        published_on=datetime.date(year, 1, 1) if published else None,
        source=source or make_source(key=f"doc-{year}"),
    )


def make_goal(*, edition: Edition, number: int = 1, title: str = "") -> Goal:
    return Goal.objects.create(
        edition=edition,
        number=number,
        title=title or f"Reach goal {number} of {edition.year}",
        short_title=f"Goal {number}",
        locator=f"Heading {number}",
    )


def make_objective(
    *, goal: Goal, number: int = 1, text: str = "", topics: tuple[Topic, ...] = ()
) -> Objective:
    objective = Objective.objects.create(
        goal=goal,
        number=number,
        text=text or f"Do {goal.number}.{number} of {goal.edition.year}",
    )
    for topic in topics:
        ObjectiveTopic.objects.create(content_object=objective, tag=topic)
    return objective


def make_theme(*, edition: Edition, number: int = 1) -> Theme:
    return Theme.objects.create(
        edition=edition,
        number=number,
        title=f"Carry {number} of {edition.year}",
        locator=f"Heading {number}",
    )


def make_commitment(
    *, theme: Theme, number: int = 1, text: str = "", topics: tuple[Topic, ...] = ()
) -> Commitment:
    commitment = Commitment.objects.create(
        theme=theme,
        number=number,
        text=text or f"Promise {theme.number}.{number} of {theme.edition.year}",
    )
    for topic in topics:
        CommitmentTopic.objects.create(content_object=commitment, tag=topic)
    return commitment


def make_topic(*, slug: str = "borders") -> Topic:
    return Topic.objects.create(
        slug=slug, name=slug.replace("-", " ").capitalize(), description=f"All on {slug}."
    )


def make_sdg(*, number: int = 16) -> Sdg:
    return Sdg.objects.create(
        number=number,
        title=f"SDG title {number}",
        colour=f"#0000{number:02}",
        url=f"https://sdgs.un.org/goals/goal{number}",
    )


def make_target(*, sdg: Sdg, item: str = "4") -> SdgTarget:
    return SdgTarget.objects.create(
        sdg=sdg,
        item=item,
        label=f"Label of {sdg.number}.{item}",
        url=f"http://metadata.un.org/sdg/{sdg.number}.{item}",
    )


def make_link(
    *,
    goal: Goal,
    sdg: Sdg,
    targets: tuple[SdgTarget, ...] = (),
    objectives: tuple[Objective, ...] = (),
    source: Source | None = None,
) -> SdgLink:
    """An editorial link; with a source, one that INTERPOL states of this goal."""
    link = SdgLink.objects.create(
        goal=goal,
        sdg=sdg,
        evidence=SdgLink.Evidence.STATED if source else SdgLink.Evidence.EDITORIAL,
        source=source,
        reason=f"Why goal {goal.number} of {goal.edition.year} bears on SDG {sdg.number}.",
    )
    # One by one, as the staff's forms do: only so does the history have them.
    for target in targets:
        SdgLinkTarget.objects.create(link=link, part=target)
    for objective in objectives:
        SdgLinkObjective.objects.create(link=link, part=objective)
    return link


def change(row: Model, *, reason: str = "", **values: object) -> Model:
    """The row with other values, saved as staff save it: for a reason, with its history."""
    for name, value in values.items():
        setattr(row, name, value)
    row._change_reason = reason
    row.save()
    return row


def objective(*key: int) -> Objective:
    """The objective of an edition, goal and number."""
    return Objective.objects.get_by_natural_key(*key)


@dataclass(frozen=True)
class World:
    """What `world()` made, by name; see the drawing at the head of this module."""

    old: Edition
    current: Edition
    draft: Edition
    borders: Topic
    data: Topic
    sdg: Sdg
    link: SdgLink
    draft_link: SdgLink


def world() -> World:
    borders, data = make_topic(slug="borders"), make_topic(slug="data")
    old, current = make_edition(year=2017), make_edition(year=2023)
    draft = make_edition(year=2031, published=False)
    before = make_objective(goal=make_goal(edition=old), topics=(borders,))
    goal = make_goal(edition=current, number=1)
    first = make_objective(goal=goal, number=1, topics=(borders, data))
    second = make_objective(goal=goal, number=2, topics=(data,))
    other_goal = make_goal(edition=current, number=2)
    make_objective(goal=other_goal, topics=(borders,))
    make_commitment(theme=make_theme(edition=current, number=1), topics=(data,))
    make_commitment(theme=make_theme(edition=current, number=2))
    draft_goal = make_goal(edition=draft)
    hidden = make_objective(goal=draft_goal, topics=(borders,))
    make_commitment(theme=make_theme(edition=draft), topics=(data,))
    make_sdg(number=5)
    sdg = make_sdg(number=16)
    targets = (make_target(sdg=sdg, item="4"), make_target(sdg=sdg, item="a"))
    Correspondence.objects.create(
        earlier=before, later=first, relation="reworded", reason="Both do the same."
    )
    NoCounterpart.objects.create(
        objective=second, edition=old, reason="Nothing did the same in 2017."
    )
    ConsideredTarget.objects.create(
        goal=other_goal, sdg=sdg, item="4", reason="It is about another matter."
    )
    return World(
        old=old,
        current=current,
        draft=draft,
        borders=borders,
        data=data,
        sdg=sdg,
        link=make_link(goal=goal, sdg=sdg, targets=targets, objectives=(first,)),
        draft_link=make_link(goal=draft_goal, sdg=sdg, targets=targets[:1], objectives=(hidden,)),
    )
