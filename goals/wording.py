"""Is a wording the document's own? Comparison of what we show with the stored source text.

A source text is kept as it was read, with the few marks of its plain-text form: `#` before a
heading, `-` before a bullet, `**` around bold words. A *block* is one paragraph, heading or
bullet without those marks and with its white space folded. A wording is verbatim when it equals
one whole block, once editorial completions in [square brackets] are taken out; being a part of a
block is not enough, so a cut sentence can't pass for a whole one by accident.

This module knows no Django.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_BRACKETED = re.compile(r"\s*\[[^\]]*\]")
_MARKER = re.compile(r"^(?:#+|\s*-)\s+")

HEADING, BULLET, PARAGRAPH = "heading", "bullet", "paragraph"


class Block(NamedTuple):
    """A block of a source text: whether it is a heading, a bullet or a paragraph, and its words."""

    kind: str
    text: str


def fold(text: str) -> str:
    """`text` with every run of white space as one space and none at its ends."""
    return " ".join(text.split())


def without_brackets(text: str) -> str:
    """`text` less its [editorial completions], white space folded."""
    return fold(_BRACKETED.sub("", text))


def completions(text: str) -> list[str]:
    """The editorial completions of `text`, with their brackets, in order."""
    return [match.strip() for match in _BRACKETED.findall(text)]


@lru_cache(maxsize=32)
def blocks(source_text: str) -> tuple[Block, ...]:
    """The blocks of a source text in their order."""
    kind = PARAGRAPH
    found: list[tuple[str, list[str]]] = [(kind, [])]
    for line in source_text.splitlines():
        marker = _MARKER.match(line)
        if marker or not line.strip():
            kind = PARAGRAPH if not marker else HEADING if line.startswith("#") else BULLET
            found.append((kind, []))
        found[-1][1].append(_MARKER.sub("", line).replace("**", ""))
        if kind == HEADING:
            # It ends with its line.
            kind = PARAGRAPH
            found.append((kind, []))
    return tuple(Block(kind, text) for kind, lines in found if (text := fold(" ".join(lines))))


def place(wording: str, source_text: str, *, ignore_case: bool = False) -> int | None:
    """The number of the first block of `source_text` that is `wording`, brackets aside.

    Blocks are counted from 1. None if no whole block is the wording. `ignore_case` is for titles
    only: the 2023 document prints them in capitals.
    """
    wanted = without_brackets(wording)
    return _places(source_text, ignore_case).get(wanted.casefold() if ignore_case else wanted)


def is_verbatim(wording: str, source_text: str, *, ignore_case: bool = False) -> bool:
    """Whether `wording` has a place in `source_text`."""
    return place(wording, source_text, ignore_case=ignore_case) is not None


@lru_cache(maxsize=32)
def _places(source_text: str, ignore_case: bool) -> dict[str, int]:
    """The number of the first block of each text."""
    places: dict[str, int] = {}
    for number, block in enumerate(blocks(source_text), start=1):
        places.setdefault(block.text.casefold() if ignore_case else block.text, number)
    return places
