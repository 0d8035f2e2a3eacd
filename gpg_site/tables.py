"""The lists of this package as tables."""

from collections.abc import Iterator

from goals.data.tables import Row
from goals.tables import IN_ENGLISH, Table

from .changes import ChangesPage
from .sources import SourcesPage


def _sources(page: SourcesPage) -> Iterator[Row]:
    for use in page["sources"]:
        yield {
            **use["source"],
            "extent": use["extent"],
            "note": use["note"],
            "text_url": use["text_url"],
            "editions": use["editions"],
            "official": use["official"],
            "verbatim": use["verbatim"],
            "statements": use["statements"],
            "wordings": [ref["code"] for ref in use["wordings"]],
        }


SOURCES = Table(
    "sources",
    (
        "key",
        "title",
        "publisher",
        "date_printed",
        "url",
        "extent",
        "note",
        "text_url",
        "editions",
        "official",
        "verbatim",
        "statements",
        "wordings",
        IN_ENGLISH,
    ),
    _sources,
)


def _changes(page: ChangesPage) -> Iterator[Row]:
    """A row for each field that a change has, or for a change that tells of none."""
    for day in page["days"]:
        for change in day["changes"]:
            row: Row = {
                "at": change["at"].isoformat(timespec="seconds"),
                "kind": change["kind"],
                "what": change["what"],
                "unit": change["unit"]["label"],
                "url": change["unit"]["url"],
                "reason": change["reason"],
            }
            if not change["fields"]:
                yield row
            for field in change["fields"]:
                yield {
                    **row,
                    "field": field["name"],
                    "before": "\n\n".join(field["before"]),
                    "after": "\n\n".join(field["after"]),
                    "is_official": field["is_official"],
                    "language": field["language"],
                }


CHANGES = Table(
    "changes",
    (
        "at",
        "kind",
        "what",
        "unit",
        "field",
        "before",
        "after",
        "is_official",
        "language",
        "reason",
        "url",
        IN_ENGLISH,
    ),
    _changes,
)
