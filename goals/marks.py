"""How a wording that staff type stands to the text of its source: the same, or what differs.

This module knows no Django.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from . import codes, wording
from .diff import Piece, difference

# What is longer is no wording of these documents, and its comparison would cost too much.
MAX_LENGTH = 20_000
MAX_WORDS = 400
# A block that shares less than a third of the words is another sentence.
NEAR = 1 / 3


class Kind(StrEnum):
    """What is compared: a title, letter case aside; a theme's title with its numeral; the words of
    a provision; or paragraphs, each with a block of its own."""

    TITLE = "title"
    NUMBERED = "numbered"
    TEXT = "text"
    PARAGRAPHS = "paragraphs"


class Verdict(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ABSENT = "absent"
    EMPTY = "empty"
    LONG = "long"
    NO_SOURCE = "no source"


class Mark(NamedTuple):
    """The verdict on a wording. Where it differs, the nearest block of the source and the pieces
    that lead from it to the wording; of paragraphs, those of the first that differs."""

    verdict: Verdict
    nearest: str = ""
    pieces: Sequence[Piece] = ()

    @property
    def is_verbatim(self) -> bool:
        return self.verdict is Verdict.SAME


def judge(text: str, source_text: str, kind: Kind, number: int | None = None) -> Mark:
    """How `text` stands to `source_text`; `number` is a theme's own."""
    if not text.strip():
        return Mark(Verdict.EMPTY)
    if len(text) > MAX_LENGTH:
        return Mark(Verdict.LONG)
    if not source_text:
        return Mark(Verdict.NO_SOURCE)
    wordings = [text]
    if kind is Kind.PARAGRAPHS:
        wordings = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    elif kind is Kind.NUMBERED and number and number < 40:
        wordings = [f"{codes.roman(number)}. {text}"]
    for one in wordings:
        if not wording.is_verbatim(one, source_text, ignore_case=kind is Kind.TITLE):
            return _compare(wording.without_brackets(one), source_text, kind is Kind.TITLE)
    return Mark(Verdict.SAME)


def _compare(text: str, source_text: str, ignore_case: bool) -> Mark:
    words = Counter(text.casefold().split())
    if not 0 < words.total() <= MAX_WORDS:
        return Mark(Verdict.ABSENT)
    score, nearest = max(
        (2 * (words & of_block).total() / (words.total() + of_block.total()), block)
        for block, of_block in _blocks(source_text)
    )
    if score < NEAR:
        return Mark(Verdict.ABSENT)
    if ignore_case:
        return Mark(Verdict.DIFFERS, nearest, difference(nearest.casefold(), text.casefold()))
    return Mark(Verdict.DIFFERS, nearest, difference(nearest, text))


@lru_cache(maxsize=8)
def _blocks(source_text: str) -> tuple[tuple[str, Counter[str]], ...]:
    counted = ((block.text, Counter(block.text.casefold().split()))
               for block in wording.blocks(source_text))  # fmt: skip
    return tuple((text, words) for text, words in counted if words.total() <= MAX_WORDS) or (
        ("", Counter()),
    )
