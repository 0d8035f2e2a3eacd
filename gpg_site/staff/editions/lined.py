"""A JSON list read object by object: each with its line, or what is wrong in its place.

Any text can be given here; nothing of what the objects say is known.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

_NOT_BLANK = re.compile(r"[^ \t\r\n]")
_NEXT_ROW = re.compile(r'^\{"model"', re.MULTILINE)


class MalformedError(Exception):
    """What is no JSON, or no list of rows: where, and the sentence that says so."""

    def __init__(self, place: int, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


class ReadObject(dict[str, Any]):
    """A JSON object, which knows a name that it has twice."""

    doubled: str | None = None


def _object(pairs: list[tuple[str, Any]]) -> ReadObject:
    found = ReadObject(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        found.doubled = next(name for name in names if names.count(name) > 1)
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def objects(text: str) -> Iterator[tuple[int, Any]]:
    """What the list in `text` holds, or why a part is malformed, each with its line.

    After a malformed part, reading goes on with the next line that begins as a row does, so that
    the file's other faults are told as well.
    """
    lines = _Lines(text)
    position = _place(text, 0)
    if text[position : position + 1] != "[":
        yield 1, MalformedError(0, _("This is no edition file: it begins with [ and ends with ]."))
        return
    position += 1
    is_first = True
    while True:
        try:
            found = _next(text, position, is_first=is_first)
        except MalformedError as error:
            yield lines.at(error.place), error
            following = _NEXT_ROW.search(text, error.place + 1)
            if following is None:
                return
            position, is_first = following.start(), True
            continue
        if found is None:
            return
        place, row, position = found
        yield lines.at(place), row
        is_first = False


def _next(text: str, position: int, *, is_first: bool) -> tuple[int, Any, int] | None:
    """The next row: where it begins, what it is, where it ends. None at the end of the list."""
    place = _place(text, position)
    if text[place : place + 1] == "]":
        if (rest := _place(text, place + 1)) < len(text):
            raise MalformedError(rest, _("Nothing may follow the ] that ends the file."))
        return None
    if not is_first:
        if text[place : place + 1] != ",":
            raise MalformedError(
                place, _("Between two rows stands a comma, and ] after the last one.")
            )
        place = _place(text, place + 1)
    try:
        row, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        sentence = _("This is no JSON: %(why)s.") % {"why": error.msg}
        raise MalformedError(error.pos, sentence) from error
    except RecursionError as error:
        raise MalformedError(place, _("This is nested too deeply for a row.")) from error
    except ValueError as error:
        raise MalformedError(place, _("This has a number that is too long.")) from error
    return place, row, end


def _place(text: str, position: int) -> int:
    """Where the next sign stands that is no space."""
    found = _NOT_BLANK.search(text, position)
    return found.start() if found else len(text)


class _Lines:
    """The lines of places that are asked for from the first to the last."""

    def __init__(self, text: str) -> None:
        self.text, self.position, self.line = text, 0, 1

    def at(self, position: int) -> int:
        if position > self.position:
            self.line += self.text.count("\n", self.position, position)
            self.position = position
        return self.line
