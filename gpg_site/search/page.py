"""The page of answers: hits in one ranked list, with facets that stand in its address."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypedDict
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from goals.outline import Frame

from .engine import Record
from .hits import Hit, described, hit
from .index import Library, library
from .onward import Onward, onward, said
from .words import Text

PAGE = 20
# A question longer than this is cut: nobody types it, and the quote finder takes it.
LONGEST = 500
MOST_SUGGESTIONS = 8
# How many topics the facet names: the most frequent ones.
MOST_TOPICS = 12

FILTERS = ("edition", "kind", "topic", "goal")


@dataclass(frozen=True)
class Asked:
    """What a reader asked for. `filters` has the chosen value by facet."""

    question: str
    filters: Mapping[str, str]
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """From an address, whatever stands in it. A page that is no number is the first."""
        question = " ".join("".join(map(_printable, given.get("q", "")[:LONGEST])).split())
        filters = {name: value for name in FILTERS if (value := given.get(name, "")[:60])}
        page = given.get("page", "")[:9]
        return cls(question, filters, max(1, int(page)) if page.isdecimal() else 1)

    def address(
        self, root: str, changed: Mapping[str, str] = MappingProxyType({}), *, page: int = 1
    ) -> str:
        """The address of this question with other filters, an empty one taken out."""
        filters = {**self.filters, **changed}
        given = {"q": self.question, **{n: filters[n] for n in FILTERS if filters.get(n)}}
        if page > 1:
            given["page"] = str(page)
        return f"{root}search/?{urlencode(given)}"


class Choice(TypedDict):
    """A value of a facet: how many of the hits have it, and the address that chooses it, or takes
    the choice back where it is chosen."""

    label: str
    count: int
    url: str
    is_chosen: bool


class Facet(TypedDict):
    name: str
    label: str
    choices: list[Choice]


class Correction(TypedDict):
    asked: str
    found: str


class Suggestion(TypedDict):
    label: str
    kind: str
    url: str


class SearchPage(TypedDict):
    """`candidates` are the units that the question names by code. `total` counts all hits.
    `onward` is what else may help where there are none."""

    frame: Frame
    question: str
    filters: dict[str, str]
    candidates: list[Hit]
    hits: list[Hit]
    total: int
    facets: list[Facet]
    corrections: list[Correction]
    onward: Onward | None
    everything_url: str
    previous_url: str
    next_url: str


def straight_to(asked: Asked) -> str:
    """The address of the one unit that the question names by its code, or nothing."""
    named = _named(asked, library())
    only_edition = set(asked.filters) <= {"edition"}
    return named[0].url if len(named) == 1 and only_edition and asked.page == 1 else ""


def search_page(asked: Asked) -> SearchPage | None:
    """The answers to a question, or None beyond their last page."""
    known = library()
    whole = known.outline
    answer = known.engine.search(asked.question)
    found, counts = _counted(answer.records, asked.filters)
    first = (asked.page - 1) * PAGE
    if first and first >= len(found):
        return None
    address = whole.addresses.root
    candidates = _named(asked, known)
    topics = dict(topic for record in answer.records for topic in record.topics)
    return {
        "frame": whole.frame(),
        "question": asked.question,
        "filters": dict(asked.filters),
        "candidates": [hit(record, frozenset()) for record in candidates],
        "hits": [hit(record, answer.marked) for record in found[first : first + PAGE]],
        "total": len(found),
        "facets": _facets(counts, topics, asked, address),
        "corrections": [
            {"asked": word, "found": said(near)} for word, near in answer.corrections.items()
        ],
        "onward": None if found or candidates else onward(asked.question, known.engine),
        "everything_url": asked.address(address, dict.fromkeys(FILTERS, "")),
        "previous_url": asked.address(address, page=asked.page - 1) if first else "",
        "next_url": asked.address(address, page=asked.page + 1)
        if len(found) > first + PAGE
        else "",
    }


def suggestions(question: str) -> list[Suggestion]:
    """The units to suggest while somebody types, the best eight."""
    known = library()
    answer = known.engine.search(question, typing=True, most=MOST_SUGGESTIONS)
    records = [*known.named(question), *answer.records]
    return [
        {
            "label": (record.name or record.title or record.text).words,
            "kind": described(record),
            "url": record.url,
        }
        for record in list(dict.fromkeys(records))[:MOST_SUGGESTIONS]
    ]


def _named(asked: Asked, known: Library) -> list[Record]:
    edition = asked.filters.get("edition")
    named = known.named(asked.question)
    return [record for record in named if not edition or edition in _values(record)["edition"]][
        :PAGE
    ]


def _values(record: Record) -> dict[str, list[str]]:
    """What a record is under each facet."""
    return {
        "edition": [str(record.year)] if record.year else [],
        "kind": [record.kind],
        "topic": [slug for slug, _name in record.topics],
        "goal": [str(record.goal)] if record.goal else [],
    }


def _counted(
    records: Iterable[Record], filters: Mapping[str, str]
) -> tuple[list[Record], dict[str, Counter[str]]]:
    """The records that pass all filters, and how many have each value of each facet. A facet
    counts what the others leave, so that a choice can be exchanged for another."""
    passed = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for record in records:
        values = _values(record)
        failed = [name for name, value in filters.items() if value not in values[name]]
        if not failed:
            passed.append(record)
        for name in FILTERS if not failed else failed if len(failed) == 1 else ():
            for value in values[name]:
                counts[name][value] += 1
    return passed, counts


def _facets(
    counts: dict[str, Counter[str]], topics: Mapping[str, Text], asked: Asked, root: str
) -> list[Facet]:
    kinds = kind_names()
    labels: dict[str, tuple[str, Callable[[str], str]]] = {
        "edition": (_("Edition"), str),
        "kind": (_("Kind"), lambda kind: kinds.get(kind, kind)),
        "topic": (_("Topic"), lambda slug: said(topics[slug]) if slug in topics else slug),
        "goal": (_("Goal"), lambda number: _("Goal %(number)s") % {"number": number}),
    }
    return [
        {
            "name": name,
            "label": label,
            "choices": _choices(name, counts[name], asked, root, named),
        }
        for name, (label, named) in labels.items()
    ]


def _choices(
    name: str, counts: Counter[str], asked: Asked, root: str, named: Callable[[str], str]
) -> list[Choice]:
    chosen = asked.filters.get(name)
    if chosen:
        counts.setdefault(chosen, 0)
    return [
        {
            "label": named(value),
            "count": count,
            "url": asked.address(root, {name: "" if value == chosen else value}),
            "is_chosen": value == chosen,
        }
        for value, count in _in_order(name, chosen, counts)
    ]


def _in_order(name: str, chosen: str | None, counts: Counter[str]) -> list[tuple[str, int]]:
    if name == "topic":
        often = sorted(counts.items(), key=lambda item: (item[0] != chosen, -item[1], item[0]))
        return often[:MOST_TOPICS]
    if name == "kind":
        order = list(kind_names())
        return sorted(
            counts.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99
        )
    return sorted(
        counts.items(), key=lambda item: (len(item[0]), item[0]), reverse=name == "edition"
    )


def kind_names() -> dict[str, str]:
    return {
        "goal": _("Goals"),
        "objective": _("Objectives"),
        "theme": _("Themes"),
        "commitment": _("Commitments"),
        "sdg": _("SDGs"),
        "topic": _("Topics"),
    }


def _printable(sign: str) -> str:
    return sign if sign.isprintable() else " "
