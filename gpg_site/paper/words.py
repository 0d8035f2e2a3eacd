"""Words on paper, each in its own language.

A text of a page that has fallen back to English is of a type that says so, which JSON would lose:
here it says so by a key. The reasons are in docs/adr/0015-paper-brings-its-own-fonts.md.
"""

import re
from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import get_language_bidi

from goals.languages import ENGLISH, English, language

_PLACE = re.compile(r"%\((\w+)\)s")
# What keeps words from mixing with others that run the other way, where nothing else can.
_ISOLATE, _END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Run(TypedDict):
    """Words in one language. `lang` is empty for what is in none and runs from left to right
    everywhere: a code, a number, an address."""

    text: str
    lang: str


Words = list[Run]


def words(text: str) -> Words:
    """A text that is as a whole in the language of the sheet or in English."""
    return [{"text": str(text), "lang": spoken(text)}] if text else []


def spoken(text: str) -> str:
    """The language of a text."""
    return ENGLISH if isinstance(text, English) else language()


def code(text: str | int) -> Words:
    return [{"text": str(text), "lang": ""}]


def phrase(message: str, **values: str | int | Words) -> Words:
    """A message with its values, which stand in it in their own languages; a number in none."""
    found: Words = []
    # What is between two places, then the name of a place, and so on.
    for index, piece in enumerate(_PLACE.split(message)):
        found += _value(values[piece]) if index % 2 else words(piece)
    return found


def joined(parts: Iterable[Words], between: str) -> Words:
    """The parts that say something, with `between` in the language of the sheet."""
    found: Words = []
    for part in filter(None, parts):
        found += [*(words(between) if found else []), *part]
    return found


def plain(said: Words) -> str:
    """As text that can't say its languages, such as a title in a file's metadata."""
    own = language()
    return "".join(
        f"{_ISOLATE}{run['text']}{_END}"
        if get_language_bidi() and run["lang"] != own
        else run["text"]
        for run in said
    )


def _value(value: str | int | Words) -> Words:
    if isinstance(value, int):
        return code(value)
    return words(value) if isinstance(value, str) else value
