"""Tables as CSV files that a spreadsheet opens as they are, and back.

UTF-8 with a byte order mark, commas, CRLF, as RFC 4180 has it. A spreadsheet takes a cell that
begins with one of `GUARDED` for a formula, so such a cell is written with an apostrophe before it,
as spreadsheets do themselves; so is a cell that begins with an apostrophe. Reading takes one
apostrophe away. This module knows no Django.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", GUARD)
# Between the parts of a cell that holds several.
SEPARATOR = "; "
DELIMITERS = (",", ";", "\t")

# No cell of ours comes near it; a file that opens a quotation and never ends it does.
csv.field_size_limit(1_000_000)


class MalformedError(ValueError):
    """What is no CSV file: the line, and the sentence that says so."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def write(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as a file, the first of which names the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guarded(_text(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file, each with the line that it begins in; UnicodeDecodeError if it is no
    text in UTF-8.

    Spreadsheets write semicolons or tabs between cells where the comma is the decimal sign.
    """
    text = data.decode("utf-8-sig")
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [unguarded(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise MalformedError(line, str(error)) from error


def guarded(cell: str) -> str:
    return f"{GUARD}{cell}" if cell.startswith(GUARDED) else cell


def unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return SEPARATOR.join(_text(part) for part in value)
    return str(value)
