"""A whole edition as a workbook: a sheet for each kind of record, each with its own columns.

Every cell is text or a number, whatever its text looks like; only addresses of ours are links.
"""

import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from goals import csv_files
from goals.answers import absolute
from goals.data.tables import Row
from goals.tables import Table

from .edition import EditionDocument, TranslationData, edition_document

# What a cell can hold; a longer text ends with MORE.
LONGEST, MORE = 32_767, "… [cut here: the other formats have all of it]"
WIDE, NARROW = 70, 14
_WIDE = frozenset({"title", "text", "note", "reason", "description", "adopted"})
_PROVISION = ("code", "full_code", "text", "note", "topics", "source", "url")


class _Formats(NamedTuple):
    head: Any
    cell: Any
    link: Any


def workbook(year: int, origin: str) -> bytes:
    """The workbook; the same bytes for the same content."""
    document: EditionDocument = absolute(edition_document(year), origin)
    published = datetime.date.fromisoformat(document["edition"]["published_on"] or "1980-01-01")
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {
                "title": f"{document['edition']['title']}, {year}",
                "created": datetime.datetime.combine(published, datetime.time()),
            }
        )
        formats = _Formats(
            head=book.add_format({"bold": True, "bottom": 1}),
            cell=book.add_format({"text_wrap": True, "valign": "top"}),
            link=book.add_format({"font_color": "#0B4F8A", "underline": 1, "valign": "top"}),
        )
        for table in SHEETS:
            _fill(book.add_worksheet(table.name), table, document, formats)
    return file.getvalue()


def _fill(sheet: Worksheet, table: Table, document: EditionDocument, formats: _Formats) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, formats.head)
        sheet.set_column(column, column, WIDE if name in _WIDE else NARROW)
    last = 0
    for last, row in enumerate(table.rows(document), start=1):
        for column, name in enumerate(table.columns):
            _write(sheet, last, column, row.get(name), formats, is_link=name == "url")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write(
    sheet: Worksheet, row: int, column: int, value: object, formats: _Formats, *, is_link: bool
) -> None:
    if value in (None, "", []):
        return
    if isinstance(value, int):
        sheet.write_number(row, column, value, formats.cell)
        return
    text = csv_files.SEPARATOR.join(value) if isinstance(value, list) else str(value)
    if is_link:
        sheet.write_url(row, column, text, formats.link)
        return
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        text = text[: LONGEST // 2] + MORE
    sheet.write_string(row, column, text, formats.cell)


def _edition(document: EditionDocument) -> Iterator[Row]:
    """Name and value of each thing that is said of the edition, its foreword by paragraph."""
    edition = document["edition"]
    for name in ("year", "title", "motto"):
        yield {"name": name, "text": edition[name]}
    for paragraph in edition["foreword"]:
        yield {"name": "foreword", "text": paragraph}
    for about in ("adopted", "adopted_on", "published_on", "note"):
        yield {"name": about, "text": edition[about]}
    source = edition["source"]
    yield {"name": "source", "text": source["title"]}
    yield {"name": "publisher", "text": source["publisher"]}
    yield {"name": "date_printed", "text": source["date_printed"]}
    yield {"name": "address", "url": edition["url"]}


def _goals(document: EditionDocument) -> Iterator[Row]:
    return ({**goal} for goal in document["goals"])


def _objectives(document: EditionDocument) -> Iterator[Row]:
    for goal in document["goals"]:
        yield from _provisions({"goal": goal["number"]}, goal["objectives"])


def _themes(document: EditionDocument) -> Iterator[Row]:
    return ({**theme} for theme in document["themes"])


def _commitments(document: EditionDocument) -> Iterator[Row]:
    for theme in document["themes"]:
        yield from _provisions({"theme": theme["number"]}, theme["commitments"])


def _provisions(parent: Row, items: Iterable[Any]) -> Iterator[Row]:
    for item in items:
        topics = [topic["name"] for topic in item["topics"]]
        yield {**parent, **item, "topics": topics, "source": item["wording_source"]}


def _links(document: EditionDocument) -> Iterator[Row]:
    for one in document["statements"]:
        yield {
            **one,
            "goal": one["goal"]["number"],
            "sdg": one["sdg"]["number"],
            "sdg_title": one["sdg"]["title"],
            "targets": [target["code"] for target in one["targets"]],
            "objectives": [objective["code"] for objective in one["objectives"]],
            "source": one["source"] and one["source"]["key"],
            "url": f"{one['goal']['url']}#{one['anchor']}",
        }


def _considered(document: EditionDocument) -> Iterator[Row]:
    for near in document["considered"]:
        yield {**near, "goal": near["goal"]["number"], "target": near["code"]}


def _topics(document: EditionDocument) -> Iterator[Row]:
    return ({**topic} for topic in document["topics"])


def _correspondences(document: EditionDocument) -> Iterator[Row]:
    for pair in document["correspondences"]:
        earlier, later = pair["earlier"], pair["later"]
        yield {
            "earlier_year": earlier["year"],
            "earlier_code": earlier["code"],
            "later_year": later["year"],
            "later_code": later["code"],
            "relation": pair["relation"],
            "reason": pair["reason"],
            "url": later["url"],
        }
    for end in document["no_counterparts"]:
        is_new = end["year"] < end["unit"]["year"]
        yield {
            "earlier_year": end["year"] if is_new else end["unit"]["year"],
            "earlier_code": None if is_new else end["unit"]["code"],
            "later_year": end["unit"]["year"] if is_new else end["year"],
            "later_code": end["unit"]["code"] if is_new else None,
            "relation": "new" if is_new else "not carried over",
            "reason": end["reason"],
            "url": end["unit"]["url"],
        }


def _translations(document: EditionDocument) -> Iterator[Row]:
    def rows(code: str, items: list[TranslationData]) -> Iterator[Row]:
        return ({"code": code, **item} for item in items)

    for goal in document["goals"]:
        yield from rows(str(goal["number"]), goal["translations"])
        for objective in goal["objectives"]:
            yield from rows(objective["code"], objective["translations"])
    for theme in document["themes"]:
        yield from rows(f"T{theme['number']}", theme["translations"])
        for commitment in theme["commitments"]:
            yield from rows(commitment["code"], commitment["translations"])


SHEETS = (
    Table("edition", ("name", "text", "url"), _edition),
    Table("goals", ("number", "title", "short_title", "locator", "note", "url"), _goals),
    Table("objectives", ("goal", *_PROVISION), _objectives),
    Table("themes", ("number", "roman", "title", "locator", "note", "url"), _themes),
    Table("commitments", ("theme", *_PROVISION), _commitments),
    Table(
        "SDG links",
        (
            *("goal", "sdg", "sdg_title", "evidence", "scope", "directness", "targets"),
            *("objectives", "made_for", "source", "reason", "url"),
        ),
        _links,
    ),
    Table("considered targets", ("goal", "target", "reason"), _considered),
    Table("topics", ("slug", "name", "description", "url"), _topics),
    Table(
        "correspondences",
        (
            *("earlier_year", "earlier_code", "later_year", "later_code", "relation"),
            *("reason", "url"),
        ),
        _correspondences,
    ),
    Table("translations", ("code", "language", "text", "status", "source"), _translations),
)
