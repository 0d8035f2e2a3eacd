"""What differs between two wordings, word by word, for reading side by side.

This module knows no Django.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word, or an editorial [completion]: each is kept or changed as a whole.
_WORD = re.compile(r"\[[^\]]*\]|\w+(?:[-'’/]\w+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|.", re.DOTALL)

Kind = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A run of text that both wordings have, or only the earlier or the later one."""

    kind: Kind
    text: str


class WordCount(NamedTuple):
    """How many words a later wording keeps, takes out and adds.

    An editorial [completion] is not counted: no document prints it.
    """

    kept: int
    removed: int
    added: int


def difference(earlier: str, later: str) -> list[Piece]:
    """The two wordings as one list of pieces, what was removed before what was added for it.

    The pieces that aren't added make up the earlier wording, those that aren't removed the later
    one, to the letter. A kept run of words between changes helps a reader only if it is a phrase:
    one without a word of `LONG` letters, or of a single word shorter than `LONE`, counts as
    changed, so that no lone “and” or “with” stands between two changes.
    """
    if earlier == later:
        return [Piece("same", earlier)] if earlier else []
    before, after = list(_WORD.finditer(earlier)), list(_WORD.finditer(later))
    words = [found[0] for found in before]
    matcher = SequenceMatcher(None, words, [found[0] for found in after], autojunk=False)
    pieces: list[Piece] = []
    start, later_start = 0, 0
    for here, there, size in matcher.get_matching_blocks():
        if not _is_phrase(words[here : here + size]):
            continue
        for kept, same in zip(before[here : here + size], after[there : there + size], strict=True):
            pieces += _between(earlier[start : kept.start()], later[later_start : same.start()])
            pieces.append(Piece("same", kept[0]))
            start, later_start = kept.end(), same.end()
    pieces += _between(earlier[start:], later[later_start:])
    return _joined(pieces)


LONG, LONE = 4, 6


def _is_phrase(words: Sequence[str]) -> bool:
    longest = max(map(len, words), default=0)
    return longest >= (LONE if len(words) == 1 else LONG)


def _between(earlier: str, later: str) -> list[Piece]:
    """What stands between two kept words: spaces and signs that both begin or end with are kept."""
    before, after = _TOKEN.findall(earlier), _TOKEN.findall(later)
    head = _signs_in_common(before, after)
    rest, later_rest = before[head:], after[head:]
    tail = _signs_in_common(rest[::-1], later_rest[::-1])
    return [
        Piece("same", "".join(before[:head])),
        Piece("removed", "".join(rest[: len(rest) - tail])),
        Piece("added", "".join(later_rest[: len(later_rest) - tail])),
        Piece("same", "".join(rest[len(rest) - tail :])),
    ]


def _signs_in_common(before: Sequence[str], after: Sequence[str]) -> int:
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other or _WORD.fullmatch(one):
            break
        count += 1
    return count


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Without empty pieces, and with neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


_UNMARKED = re.compile(r"(\[[^\]]*\]|^\s+|\s+$)")


def one_side(pieces: Sequence[Piece], lacking: Kind) -> list[Piece]:
    """The earlier wording, `lacking` what was added, or the later one, lacking what was removed.

    A [completion] counts as kept: no document took out or added what none prints. So do spaces at
    the ends of a piece, where a mark would only stick out.
    """
    return _joined(
        [
            Piece("same" if _UNMARKED.fullmatch(part) else piece.kind, part)
            for piece in pieces
            if piece.kind != lacking
            for part in _UNMARKED.split(piece.text)
        ]
    )


def word_count(pieces: Sequence[Piece]) -> WordCount:
    counts = {"same": 0, "removed": 0, "added": 0}
    for piece in pieces:
        words = [word for word in _WORD.findall(piece.text) if not word.startswith("[")]
        counts[piece.kind] += len(words)
    return WordCount(counts["same"], counts["removed"], counts["added"])


def is_worth_marking(count: WordCount) -> bool:
    """Whether enough is kept for marks to help.

    Where less than a third of the shorter wording is kept, marks would cover nearly every word of
    both: they are better read unmarked.
    """
    shorter = count.kept + min(count.removed, count.added)
    return 0 < shorter <= 3 * count.kept
