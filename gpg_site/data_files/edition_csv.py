"""A whole edition as one flat table.

The column `record` says what a row is of; each kind of record fills the columns that `COLUMNS_OF`
has for it. `full_code` and `url` are for readers alone: `csv_document` reads all others back.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from goals import csv_files
from goals.answers import absolute
from goals.tables import Table

from .edition import BREAK, EditionDocument, TranslationData, edition_document

COLUMNS = (
    "record",
    "year",
    "code",
    "full_code",
    "title",
    "short_title",
    "motto",
    "text",
    "adopted",
    "adopted_on",
    "published_on",
    "locator",
    "note",
    "source",
    "topics",
    "sdg",
    "evidence",
    "scope",
    "directness",
    "made_for",
    "targets",
    "objectives",
    "other_year",
    "other_code",
    "relation",
    "reason",
    "language",
    "status",
    "url",
)
# Columns that every record has, and those that are not read.
SHARED, DERIVED = ("record", "year", "code"), ("full_code", "url")
_PROVISION = ("text", "note", "source", "topics")
_TITLED = ("title", "locator", "note")
COLUMNS_OF = {
    "edition": (
        *("title", "motto", "text", "adopted", "adopted_on", "published_on", "note", "source"),
    ),
    "goal": ("short_title", *_TITLED),
    "objective": _PROVISION,
    "theme": _TITLED,
    "commitment": _PROVISION,
    "statement": (
        *("sdg", "evidence", "scope", "directness", "made_for", "targets", "objectives"),
        *("source", "reason"),
    ),
    "considered target": ("targets", "reason"),
    "correspondence": ("other_year", "other_code", "relation", "reason"),
    "no counterpart": ("other_year", "reason"),
    "translation": ("text", "language", "status", "source"),
}

Cells = dict[str, object]


def edition_csv(year: int, origin: str) -> bytes:
    document: EditionDocument = absolute(edition_document(year), origin)
    rows = ([row.get(name) for name in COLUMNS] for row in EDITION.rows(document))
    return csv_files.write([COLUMNS, *rows])


def _records(document: EditionDocument) -> Iterator[Cells]:
    edition = document["edition"]
    year = edition["year"]
    yield {
        "record": "edition",
        "year": year,
        **_copied(edition, "title", "motto", "adopted", "adopted_on", "published_on", "note"),
        "text": BREAK.join(edition["foreword"]),
        "source": edition["source"]["key"],
        "url": edition["url"],
    }
    translations: list[Cells] = []
    for goal in document["goals"]:
        code = str(goal["number"])
        own = _copied(goal, "title", "short_title", "locator", "note", "url")
        yield {"record": "goal", "year": year, "code": code, **own}
        translations += _translations(year, code, goal["translations"])
        for objective in goal["objectives"]:
            yield {"record": "objective", "year": year, **_provision(objective)}
            translations += _translations(year, objective["code"], objective["translations"])
    for theme in document["themes"]:
        code = f"T{theme['number']}"
        own = _copied(theme, "title", "locator", "note", "url")
        yield {"record": "theme", "year": year, "code": code, **own}
        translations += _translations(year, code, theme["translations"])
        for commitment in theme["commitments"]:
            yield {"record": "commitment", "year": year, **_provision(commitment)}
            translations += _translations(year, commitment["code"], commitment["translations"])
    for one in document["statements"]:
        yield {
            "record": "statement",
            "year": year,
            "code": one["goal"]["number"],
            "sdg": one["sdg"]["number"],
            **_copied(one, "evidence", "scope", "directness", "made_for", "reason"),
            "targets": [target["code"] for target in one["targets"]],
            "objectives": [objective["code"] for objective in one["objectives"]],
            "source": one["source"] and one["source"]["key"],
            "url": f"{one['goal']['url']}#{one['anchor']}",
        }
    for near in document["considered"]:
        yield {
            "record": "considered target",
            "year": year,
            "code": near["goal"]["number"],
            "targets": [near["code"]],
            "reason": near["reason"],
        }
    for pair in document["correspondences"]:
        yield {
            "record": "correspondence",
            **_copied(pair["later"], "year", "code", "url"),
            "other_year": pair["earlier"]["year"],
            "other_code": pair["earlier"]["code"],
            **_copied(pair, "relation", "reason"),
        }
    for end in document["no_counterparts"]:
        yield {
            "record": "no counterpart",
            **_copied(end["unit"], "year", "code", "url"),
            "other_year": end["year"],
            "reason": end["reason"],
        }
    yield from translations


EDITION = Table("edition", COLUMNS, _records)


def _copied(part: Any, *names: str) -> Cells:
    return {name: part[name] for name in names}


def _provision(item: Any) -> Cells:
    return {
        **_copied(item, "code", "full_code", "text", "note", "url"),
        "source": item["wording_source"],
        "topics": [topic["slug"] for topic in item["topics"]],
    }


def _translations(year: int, code: str, items: Iterable[TranslationData]) -> list[Cells]:
    return [{"record": "translation", "year": year, "code": code, **item} for item in items]
