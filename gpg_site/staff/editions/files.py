"""Reading one edition file: its rows, each with its line, and what is wrong with its form.

It is a fixture, or an edition as the portal gives it out: `gpg-2023.json` or `gpg-2023.csv`.

What the rows say is compared with the database elsewhere (`imports`). Any bytes can be given here:
what comes back is rows and sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from goals.models import Edition, NoCounterpart
from gpg_site.content import EDITION_MODELS
from gpg_site.data_files.reading import ReadingError, lined_rows_of
from gpg_site.logged import fields_of

from .lined import ReadObject, objects
from .report import RowError, key_fields, shown_key

# Ten times what an edition of seven goals and five themes needs; the whole of it is carried in a
# form from the dry run to the writing.
MOST_BYTES = 1_000_000
MOST_ROWS = 1_500

_MODELS = {model._meta.label_lower: model for model, _where in EDITION_MODELS}
# The field by which a row belongs to its edition; its natural key begins with the year.
_OWNERS = {
    model: where.partition("__")[0]
    for model, where in EDITION_MODELS
    if isinstance(where, str) and model is not Edition
}
_EDITION_FILE = re.compile(r"edition-([0-9]{4})\.json")


class FileRow(NamedTuple):
    """A row of the file, with all its fields and no others, as the file spells them."""

    line: int
    model: type[models.Model]
    fields: dict[str, Any]

    @property
    def key(self) -> tuple[Any, ...]:
        """The natural key, flat: (2023, 1, 2) for an objective."""
        parts: list[Any] = []
        for name in key_fields(self.model):
            value = self.fields[name]
            parts += value if isinstance(value, list) else [value]
        # What is no key, such as 1.0 or true, is none here either.
        return tuple(part if type(part) in (int, str) else repr(part) for part in parts)

    def error(self, sentence: str) -> RowError:
        return RowError(self.line, self.model._meta.label_lower, shown_key(self.key), sentence)


@dataclass
class Reading:
    """What was read of a file. `is_complete`: every row could be read, so that what is not among
    them is not in the file."""

    name: str
    text: str = ""
    year: int | None = None
    rows: list[FileRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    is_complete: bool = True

    def refuse(self, error: RowError) -> None:
        self.errors.append(error)
        self.is_complete = False


def read(data: bytes, name: str = "") -> Reading:
    """The rows of a file that came as these bytes, under this name."""
    reading = Reading(name)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError(
                _("The file is larger than %(most)s kB, which no edition is.")
                % {"most": MOST_BYTES // 1000}
            )
        # Some editors put a mark of three bytes before the text; it says nothing.
        reading.text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.refuse(_whole(_("The file is no text in UTF-8: save it in that encoding.")))
        return reading
    except ValueError as error:
        reading.refuse(_whole(str(error)))
        return reading
    if reading.text.lstrip()[:1] == "{" or name.lower().endswith(".csv"):
        _read_rows(reading, _rows_given_out(data, name))
    else:
        _read_rows(reading, objects(reading.text))
    return reading


def _rows_given_out(data: bytes, name: str) -> Iterator[tuple[int, Any]]:
    """The rows of an edition as the portal gives it out; the first fault is the only one told."""
    try:
        for line, row in lined_rows_of(data, name):
            yield line or 1, ReadObject({**row, "fields": ReadObject(row["fields"])})
    except ReadingError as error:
        yield error.line or 1, error


def _whole(sentence: str, line: int | None = None) -> RowError:
    return RowError(line, "", "", sentence)


def _read_rows(reading: Reading, lines_of_file: Iterator[tuple[int, Any]]) -> None:
    rows: list[FileRow] = []
    for count, (line, found) in enumerate(lines_of_file):
        if count == MOST_ROWS:
            sentence = _("The file has more than %(most)s rows, which no edition has.")
            reading.refuse(_whole(sentence % {"most": MOST_ROWS}, line))
            break
        row = _whole(_sentence(found), line) if isinstance(found, Exception) else _row(line, found)
        if isinstance(row, RowError):
            reading.refuse(row)
        else:
            rows.append(row)
    edition = _edition_row(reading, rows)
    reading.year = edition.fields["year"] if edition else None
    lines: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = (row.model, *row.key)
        if key in lines:
            sentence = _("The same row stands in line %(line)s already.") % {"line": lines[key]}
            reading.errors.append(row.error(sentence))
        elif edition and (sentence := _strays(row, edition)):
            reading.refuse(row.error(sentence))
        else:
            reading.rows.append(row)
        lines.setdefault(key, row.line)


def _sentence(error: Exception) -> str:
    return error.sentence if isinstance(error, ReadingError) else str(error)


def _row(line: int, found: Any) -> FileRow | RowError:
    """A row as it should be, or what is wrong with its form."""
    if not isinstance(found, ReadObject) or set(found) != {"model", "fields"}:
        return _whole(_('A row is {"model": …, "fields": {…}} and nothing else.'), line)
    name = found["model"] if isinstance(found["model"], str) else "…"
    model = _MODELS.get(name)
    if model is None:
        sentence = _("“%(model)s” is no model of an edition file.")
        return _whole(sentence % {"model": shown_key([name])}, line)
    fields = found["fields"]
    label = model._meta.label_lower
    if not isinstance(fields, ReadObject):
        return RowError(line, label, "", _("The fields of a row stand in {…}."))
    doubled = found.doubled or fields.doubled
    if doubled is not None:
        sentence = _("“%(name)s” stands there twice.") % {"name": shown_key([doubled])}
        return RowError(line, label, "", sentence)
    names = {each.name for each in fields_of(model)}
    if missing := sorted(names - set(fields)):
        sentence = _("These fields are missing: %(names)s.") % {"names": ", ".join(missing)}
        return RowError(line, label, "", sentence)
    if unknown := sorted(set(fields) - names):
        sentence = _("It has no such fields: %(names)s.") % {"names": shown_key(unknown)}
        return RowError(line, label, "", sentence)
    for name in sorted(names):
        value = fields[name]
        parts = value if isinstance(value, list) else [value]
        if any(isinstance(part, list | dict) for part in parts):
            sentence = _("%(name)s: a value is a text, a number, null, or a key in brackets.")
            return RowError(line, label, "", sentence % {"name": name})
    return FileRow(line, model, fields)


def _edition_row(reading: Reading, rows: list[FileRow]) -> FileRow | None:
    """The one row of the edition, whose year is that of the file."""
    editions = [row for row in rows if row.model is Edition]
    if not editions:
        if reading.is_complete:
            reading.refuse(_whole(_("The file has no row of goals.edition, which says the year.")))
        return None
    year = editions[0].fields["year"]
    if type(year) is not int:
        reading.refuse(editions[0].error(_("The year is a whole number.")))
        return None
    named = _EDITION_FILE.fullmatch(reading.name)
    if named and int(named[1]) != year:
        sentence = _("The file is named %(name)s, and this is another year: correct one of both.")
        reading.refuse(editions[0].error(sentence % {"name": reading.name}))
    return editions[0]


def _strays(row: FileRow, edition: FileRow) -> str:
    """Why a row does not belong into the file of this edition; empty if it does."""
    year = edition.fields["year"]
    if row.model is Edition:
        if row is edition:
            return ""
        sentence = _("A file holds one edition, and line %(line)s has one already.")
        return sentence % {"line": edition.line}
    if row.model is NoCounterpart:
        years = [_year(row.fields["objective"]), _year(row.fields["edition"])]
        both = sorted(each for each in years if each is not None)
        if len(both) == 2 and (both[0] == both[1] or both[1] != year):
            return _("One side is the edition of %(year)s, the other an earlier one.") % {
                "year": year
            }
        return ""
    its_year = _year(row.fields[_OWNERS[row.model]])
    if its_year in (None, year):
        return ""
    return _("It belongs to the edition of %(its)s, and this is the file of %(year)s.") % {
        "its": its_year,
        "year": year,
    }


def _year(key: Any) -> int | None:
    """The year that a natural key begins with; None of what is no such key."""
    is_key = isinstance(key, list) and key and type(key[0]) is int
    return key[0] if is_key else None
