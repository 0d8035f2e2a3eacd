"""A unit as an answer: what it is, and its words with those marked that were looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from django.utils.translation import gettext as _

from goals import codes

from .engine import Record
from .onward import said
from .tongues import TONGUES
from .words import Text


class Piece(TypedDict):
    text: str
    is_marked: bool


class Hit(TypedDict):
    """A unit in the list of answers. `words` are official, unless it is an SDG or a topic."""

    kind: str
    code: str
    year: int
    url: str
    name: list[Piece]
    words: list[Piece]


def described(record: Record) -> str:
    """What a unit is, in few words: `Objective 3.2, 2023`."""
    code = codes.roman(int(record.code[1:])) if record.kind == "theme" else record.code
    names = {
        "goal": _("Goal %(code)s, %(year)s"),
        "objective": _("Objective %(code)s, %(year)s"),
        "theme": _("Theme %(code)s, %(year)s"),
        "commitment": _("Commitment %(code)s, %(year)s"),
        "sdg": _("SDG %(number)s"),
        "target": _("SDG target %(code)s"),
        "edition": _("Edition"),
        "topic": _("Topic"),
    }
    number = code.removeprefix("SDG ")
    return names[record.kind] % {"code": code, "number": number, "year": record.year}


def hit(record: Record, marked: frozenset[str]) -> Hit:
    name = () if record.kind == "theme" else (record.name,)
    official = record.title or record.text or (record.name if record.kind == "theme" else None)
    return {
        "kind": record.kind,
        "code": codes.roman(int(record.code[1:])) if record.kind == "theme" else record.code,
        "year": record.year,
        "url": record.url,
        "name": _in_pieces(name, marked),
        "words": _in_pieces((official,) if official else record.about, marked),
    }


def _in_pieces(texts: Sequence[Text], marked: frozenset[str]) -> list[Piece]:
    """The texts in pieces, with dots between them."""
    pieces: list[Piece] = []
    for text in texts:
        if pieces:
            pieces.append({"text": said(Text(" · ", texts[0].language)), "is_marked": False})
        pieces += _pieces(text, marked)
    return pieces


def _pieces(text: Text, marked: frozenset[str]) -> Iterator[Piece]:
    """The text in pieces, the words that the search looked for marked."""
    place = 0
    tongue = TONGUES[text.language]
    found = tongue.words(text.words)

    def piece(start: int, end: int, *, is_marked: bool) -> Piece:
        return {"text": said(replace(text, words=text.words[start:end])), "is_marked": is_marked}

    for number, word in enumerate(found):
        joined = word.plain + found[number + 1].plain if number + 1 < len(found) else ""
        before = found[number - 1].plain + word.plain if number else ""
        if not marked & {word.stem, tongue.stem(joined), tongue.stem(before)}:
            continue
        if word.start > place:
            yield piece(place, word.start, is_marked=False)
        yield piece(word.start, word.end, is_marked=True)
        place = word.end
    if place < len(text.words):
        yield piece(place, len(text.words), is_marked=False)
