"""Files of whole editions, as they are given out, read back into rows of a fixture."""

import json
import re
from json import decoder, scanner
from typing import Any

from django.utils.translation import gettext as _

from .csv_document import document_of
from .parts import Lined, Part, ReadingError
from .rows import Row, rows_of_document

__all__ = ["ReadingError", "lined_rows_of", "rows_of"]

_NAME = re.compile(r"gpg-([0-9]{4})\.(json|csv)")


def rows_of(data: bytes, name: str = "") -> list[dict[str, Any]]:
    """The rows of an edition, as its fixture has them, of `gpg-2023.json` or `gpg-2023.csv`.

    ReadingError, a ValueError with a sentence and a line, if the file can't be read. Whether the
    rows are right (known topics and sources, no number twice) is for the editors' import to say.
    """
    return [row for _line, row in lined_rows_of(data, name)]


def lined_rows_of(data: bytes, name: str = "") -> list[Row]:
    """The same rows, each with the line of the file that says it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = _("The file is no text in UTF-8: save it in that encoding.")
        raise ReadingError(sentence, line) from error
    is_json = name.lower().endswith(".json") or (
        not name.lower().endswith(".csv") and text.lstrip().startswith("{")
    )
    document = _json_document(text) if is_json else document_of(data)
    rows = list(rows_of_document(Part(document, _("file"), 1)))
    named, first = _NAME.fullmatch(name), rows[0]
    if named and int(named[1]) != first.row["fields"]["year"]:
        sentence = _("The file is named %(name)s, and this is another year: correct one of both.")
        raise ReadingError(sentence % {"name": name}, first.line)
    return rows


def _json_document(text: str) -> object:
    try:
        return _LinedDecoder(text).decode(text)
    except json.JSONDecodeError as error:
        sentence = _("This is no JSON: %(why)s.") % {"why": error.msg}
        raise ReadingError(sentence, error.lineno) from error
    except RecursionError as error:
        raise ReadingError(_("This is nested too deeply for an edition.")) from error
    except ReadingError:
        raise
    except ValueError as error:
        raise ReadingError(_("This has a number that is too long.")) from error


class _LinedDecoder(json.JSONDecoder):
    """Makes of each object one that knows its line."""

    def __init__(self, text: str) -> None:
        super().__init__(object_pairs_hook=list)
        self.position, self.line = 0, 1
        # The decoder in C takes no other way of reading objects; the one in Python does.
        self.parse_object = self._lined
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _lined(self, place: tuple[str, int], *args: Any) -> tuple[Lined, int]:
        text, start = place
        line = self._line_at(text, start)
        pairs, end = decoder.JSONObject(place, *args)  # type: ignore[attr-defined]
        found = Lined(dict(pairs), line)
        if len(found) < len(pairs):
            names = [name for name, _value in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ReadingError(_("“%(name)s” stands there twice.") % {"name": twice[:80]}, line)
        return found, end

    def _line_at(self, text: str, position: int) -> int:
        """The line of a place; places are asked for from the first to the last."""
        self.line += text.count("\n", self.position, position)
        self.position = position
        return self.line
