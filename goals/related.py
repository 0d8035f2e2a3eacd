"""Which units belong together, by the topics that they share.

Units and topics are any hashable values (codes and slugs, in practice), so that the same rule
serves objectives, commitments, goals and themes. This module knows no Django.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Unit = TypeVar("Unit", bound=Hashable)
Topic = TypeVar("Topic", bound=Hashable)


@dataclass(frozen=True)
class Neighbour(Generic[Unit, Topic]):
    """A unit, and the topics that it shares with the one asked about, rarest first."""

    unit: Unit
    shared: tuple[Topic, ...]


def by_rarity(
    topics: Collection[Topic],
    memberships: Collection[tuple[Unit, Topic]],
    *,
    members: Iterable[Topic],
) -> list[Neighbour[Unit, Topic]]:
    """The units of `memberships` that share any of `topics`, nearest first.

    A shared topic counts the less, the more members it has: 1 / (how often it stands in
    `members`, which lists the topic of every membership in the edition, of every kind of unit).
    Equal sums stay in the order given.
    """
    weight = {topic: Fraction(1, count) for topic, count in Counter(members).items()}
    shared = _shared(topics, memberships)
    near = [
        Neighbour(unit, tuple(sorted(common, key=lambda topic: (-weight[topic], str(topic)))))
        for unit, common in shared.items()
    ]
    return sorted(near, key=lambda found: -sum(weight[topic] for topic in found.shared))


def by_count(
    topics: Collection[Topic], memberships: Iterable[tuple[Unit, Topic]]
) -> list[Neighbour[Unit, Topic]]:
    """The units of `memberships` that share any of `topics`, most shared topics first.

    Equal counts stay in the order given.
    """
    near = [
        Neighbour(unit, tuple(sorted(common, key=str)))
        for unit, common in _shared(topics, memberships).items()
    ]
    return sorted(near, key=lambda found: -len(found.shared))


def _shared(
    topics: Collection[Topic], memberships: Iterable[tuple[Unit, Topic]]
) -> dict[Unit, set[Topic]]:
    wanted = set(topics)
    shared: dict[Unit, set[Topic]] = defaultdict(set)
    for unit, topic in memberships:
        if topic in wanted:
            shared[unit].add(topic)
    return shared
