"""The parts of a file that is read: what each says, or a sentence with its line.

This module knows no Django models: what the rows say is judged by the editors' import.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


class ReadingError(ValueError):
    """Why a file can't be read. `line` is where, or None where it is the whole file."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        at = _("Line %(line)s: %(sentence)s") % {"line": line, "sentence": sentence}
        super().__init__(at if line else sentence)
        self.sentence, self.line = sentence, line


class Lined(dict[str, Any]):
    """A dictionary that knows the line where it begins in its file."""

    def __init__(self, items: Mapping[str, Any], line: int) -> None:
        super().__init__(items)
        self.line = line


class Part:
    """A dictionary in a file, whose fields are read by name and kind."""

    def __init__(self, value: object, name: str, line: int | None = None) -> None:
        self.name, self.line = name, getattr(value, "line", line)
        if not isinstance(value, Mapping):
            raise self.error(_("“%(name)s” is an object, in {…}.") % {"name": name})
        self.fields = value

    def error(self, sentence: str) -> ReadingError:
        return ReadingError(sentence, self.line)

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str):
            raise self._wrong(_("“%(name)s” of “%(part)s” is a text."), name)
        return value

    def number(self, name: str) -> int:
        value = self._value(name)
        # Neither true nor 1.0 is a number of ours.
        if type(value) is not int:
            raise self._wrong(_("“%(name)s” of “%(part)s” is a whole number."), name)
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._value(name) is None else self.text(name)

    def number_or_none(self, name: str) -> int | None:
        return None if self._value(name) is None else self.number(name)

    def part(self, name: str) -> "Part":
        return Part(self._value(name), name, self.line)

    def part_or_none(self, name: str) -> "Part | None":
        return None if self._value(name) is None else self.part(name)

    def parts(self, name: str) -> list["Part"]:
        return [Part(value, name, self.line) for value in self._list(name)]

    def texts(self, name: str) -> list[str]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(_("“%(name)s” of “%(part)s” is a list of texts."), name)
        return values

    def _value(self, name: str) -> Any:
        if name not in self.fields:
            raise self._wrong(_("“%(name)s” is missing from “%(part)s”."), name)
        return self.fields[name]

    def _list(self, name: str) -> list[Any]:
        value = self._value(name)
        if not isinstance(value, list):
            raise self._wrong(_("“%(name)s” of “%(part)s” is a list, in […]."), name)
        return value

    def _wrong(self, sentence: str, name: str) -> ReadingError:
        return self.error(sentence % {"name": name, "part": self.name})
