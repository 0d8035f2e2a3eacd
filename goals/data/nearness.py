"""What lies near a unit by shared topics: themes, objectives and commitments of its edition.

Commitments are read through the reverse side of `Theme.edition`, so that this app needs no import
of the app that knows them.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from .. import codes, related
from ..addresses import Addresses
from ..languages import commitment_text, objective_text, original, theme_title
from ..models import Edition, Objective
from ..rows import Row, compiled
from .provisions import topic_ref
from .shapes import RelatedProvision, ThemeRef, TopicRef

# How many related provisions of a kind a page names: as many as are read at a glance. Their
# topics lead to the rest.
LIMIT = 6


class TopicKey(NamedTuple):
    slug: str
    name: str


class Member(NamedTuple):
    """A provision as a member of a topic."""

    code: str
    url: str
    text: str


Membership = tuple[Member, TopicKey]


def topic_keys(topics: Iterable[TopicRef]) -> set[TopicKey]:
    return {TopicKey(topic["slug"], original(topic["name"])) for topic in topics}


def themes_near(
    topics: Collection[TopicKey], edition: Edition, addresses: Addresses
) -> list[ThemeRef]:
    """All themes of the edition, those that share most of `topics` first, each saying which."""
    rows = _themes(edition=edition.pk)
    titles = {number: title for number, title, _slug, _name in rows if number}
    memberships = [(number, TopicKey(slug, name)) for number, _title, slug, name in rows if slug]
    shared = {near.unit: near.shared for near in related.by_count(topics, memberships)}
    return [
        {
            "number": number,
            "roman": codes.roman(number),
            "title": theme_title(edition.year, number, titles[number]),
            "url": addresses.theme(edition.year, number),
            "shared": [
                topic_ref(*topic, addresses, edition.year) for topic in shared.get(number, ())
            ],
        }
        for number in [*shared, *(number for number in titles if number not in shared)]
    ]


@compiled
def _themes(edition: int) -> QuerySet[Edition, Row]:
    """The number and title of each theme, with each topic of a commitment of it."""
    return (
        Edition.objects.filter(pk=edition)
        .order_by("themes__number")
        .values_list(
            "themes__number",
            "themes__title",
            "themes__commitments__topic_items__tag__slug",
            "themes__commitments__topic_items__tag__name",
        )
    )


def objective_members(
    topics: Collection[TopicKey], edition: Edition, addresses: Addresses
) -> list[Membership]:
    """Every objective of the edition with each of `topics` that it has, in reading order."""
    rows = (
        Objective.objects.in_edition(edition)
        .filter(topic_items__tag__slug__in=[topic.slug for topic in topics])
        .order_by("goal__number", "number")
        .values_list(
            "goal__number",
            "number",
            "text",
            "topic_items__tag__slug",
            "topic_items__tag__name",
        )
    )
    return [
        (
            Member(
                f"{goal}.{number}",
                addresses.objective(edition.year, goal, number),
                objective_text(edition.year, goal, number, text),
            ),
            TopicKey(slug, name),
        )
        for goal, number, text, slug, name in rows
    ]


def commitment_members(
    topics: Collection[TopicKey], edition: Edition, addresses: Addresses
) -> list[Membership]:
    """Every commitment of the edition with each of `topics` that it has, in reading order."""
    rows = (
        edition.themes.filter(
            commitments__topic_items__tag__slug__in=[topic.slug for topic in topics]
        )
        .order_by("number", "commitments__number")
        .values_list(
            "number",
            "commitments__number",
            "commitments__text",
            "commitments__topic_items__tag__slug",
            "commitments__topic_items__tag__name",
        )
    )
    return [
        (
            Member(
                f"T{theme}.{number}",
                addresses.commitment(edition.year, theme, number),
                commitment_text(edition.year, theme, number, text),
            ),
            TopicKey(slug, name),
        )
        for theme, number, text, slug, name in rows
    ]


def related_provisions(
    code: str, topics: Collection[TopicKey], edition: Edition, addresses: Addresses
) -> tuple[list[RelatedProvision], list[RelatedProvision]]:
    """The objectives and the commitments nearest to the provision `code`, the rarest topic
    counting most, `LIMIT` of each at most."""
    objectives = objective_members(topics, edition, addresses)
    commitments = commitment_members(topics, edition, addresses)
    members = [topic for _member, topic in (*objectives, *commitments)]
    return (
        _nearest(code, topics, objectives, members, edition.year, addresses),
        _nearest(code, topics, commitments, members, edition.year, addresses),
    )


def _nearest(
    code: str,
    topics: Collection[TopicKey],
    memberships: list[Membership],
    members: list[TopicKey],
    year: int,
    addresses: Addresses,
) -> list[RelatedProvision]:
    others = [membership for membership in memberships if membership[0].code != code]
    return [
        {
            "code": near.unit.code,
            "full_code": codes.with_edition(year, near.unit.code),
            "url": near.unit.url,
            "text": near.unit.text,
            "shared": [topic_ref(*topic, addresses, year) for topic in near.shared],
        }
        for near in related.by_rarity(topics, others, members=members)[:LIMIT]
    ]
