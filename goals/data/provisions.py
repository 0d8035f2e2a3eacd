"""Provisions with their topics and the place of their words, from plain rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from .. import codes, wording
from ..addresses import Addresses
from ..languages import commitment_text, english, objective_text, ours
from ..models import Edition, Source
from ..models.framework import ObjectiveQuerySet
from .shapes import ProvisionData, ProvisionRef, SourceRef, TopicRef, WordingPlace

# number, text, note, key and text of the source that the wording has for itself, topic slug, topic
# name: one row for each topic, or one with None.
ProvisionRow = tuple[int, str, str, str | None, str | None, str | None, str | None]

# The columns of a ProvisionRow, below the provision. Rows stand in the order of TOPIC_LAST.
COLUMNS = (
    "number",
    "text",
    "note",
    "wording_source__key",
    "wording_source__text",
    "topic_items__tag__slug",
    "topic_items__tag__name",
)
TOPIC_LAST = "topic_items__tag__name"


def source_ref(source: Source) -> SourceRef:
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "date_printed": english(source.date_printed),
        "url": source.url,
    }


def wording_place(
    words: str, source: Source, addresses: Addresses, *, ignore_case: bool = False
) -> WordingPlace:
    """Where `words` stand in `source`; `ignore_case` is for titles."""
    if not source.text:
        return {"found": "unknown", "place_url": ""}
    found = "exact"
    place = wording.place(words, source.text)
    if place is None and ignore_case:
        found = "case"
        place = wording.place(words, source.text, ignore_case=True)
    if place is None:
        return {"found": "no", "place_url": ""}
    return {"found": found, "place_url": addresses.source(source.key, place)}


def topic_ref(slug: str, name: str, addresses: Addresses, year: int | None = None) -> TopicRef:
    return {"slug": slug, "name": ours(name), "url": addresses.topic(slug, year)}


def provisions(
    rows: Iterable[ProvisionRow],
    *,
    edition: Edition,
    prefix: str,
    url: str,
    addresses: Addresses,
) -> list[ProvisionData]:
    """The provisions of one parent from `rows`, which stand in order.

    `prefix` comes before the number in a code, `3.` or `T4.`; `url` before it in the address.
    """
    year, parent = edition.year, int(prefix.strip("T."))
    in_its_words = commitment_text if prefix.startswith("T") else objective_text
    found: dict[int, ProvisionData] = {}
    for number, text, note, own_key, own_text, slug, name in rows:
        code = f"{prefix}{number}"
        key = own_key or edition.source.key
        place = wording.place(text, edition.source.text if own_text is None else own_text)
        provision = found.setdefault(
            number,
            {
                "code": code,
                "full_code": codes.with_edition(year, code),
                "number": number,
                "url": f"{url}{number}/",
                "undated_url": addresses.undated(f"{url}{number}/", year),
                "place_url": addresses.source(key, place) if place else "",
                "text": in_its_words(year, parent, number, text),
                "wording_source": own_key or "",
                "note": ours(note),
                "topics": [],
            },
        )
        if slug and name:
            provision["topics"].append(topic_ref(slug, name, addresses, year))
    return list(found.values())


def objectives_by_goal(
    queryset: ObjectiveQuerySet, edition: Edition, addresses: Addresses
) -> dict[int, list[ProvisionData]]:
    """The objectives of `queryset`, which are all of `edition`, by the number of their goal."""
    rows = queryset.order_by("goal__number", "number", TOPIC_LAST).values_list(
        "goal__number", *COLUMNS
    )
    return {
        goal: provisions(
            own,
            edition=edition,
            prefix=f"{goal}.",
            url=f"{addresses.goal(edition.year, goal)}objectives/",
            addresses=addresses,
        )
        for goal, own in by_parent(rows).items()
    }


def by_parent(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[ProvisionRow]]:
    """Rows that begin with the number of the goal or theme, by that number."""
    found: dict[int, list[ProvisionRow]] = {}
    for parent, *row in rows:
        found.setdefault(parent, []).append(tuple(row))
    return found


def around(
    items: Sequence[ProvisionData], code: str
) -> tuple[ProvisionRef | None, ProvisionRef | None]:
    """The items before and after the one of this code; None beyond either end."""
    here = next(index for index, item in enumerate(items) if item["code"] == code)
    before = items[here - 1] if here else None
    after = items[here + 1] if here + 1 < len(items) else None
    return _ref(before), _ref(after)


def _ref(item: ProvisionData | None) -> ProvisionRef | None:
    return {"code": item["code"], "url": item["url"]} if item else None
