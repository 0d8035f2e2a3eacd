"""Two official wordings side by side, with what differs between them."""

from typing import TypedDict

from ..diff import difference, is_worth_marking, one_side, word_count
from ..languages import english


class PieceData(TypedDict):
    """A run of official words; `kind` is same, removed or added."""

    kind: str
    text: str


class Wordings(TypedDict):
    """Two official wordings in pieces: those that aren't added make up the earlier one, those
    that aren't removed the later one. `is_marked` is false where they share too few words; then
    each is a single piece of kind same. The numbers count words."""

    earlier: list[PieceData]
    later: list[PieceData]
    is_marked: bool
    kept: int
    removed: int
    added: int


def side_by_side(earlier: str, later: str) -> Wordings:
    """Both wordings in English, in whatever language the page is: what differs is in the words of
    the documents."""
    pieces = difference(earlier, later)
    count = word_count(pieces)
    is_marked = is_worth_marking(count)
    shown = (
        [one_side(pieces, "added"), one_side(pieces, "removed")]
        if is_marked
        else [difference(text, text) for text in (earlier, later)]
    )
    before, after = [[PieceData(kind=p.kind, text=english(p.text)) for p in side] for side in shown]
    return {
        "earlier": before,
        "later": after,
        "is_marked": is_marked,
        "kept": count.kept,
        "removed": count.removed,
        "added": count.added,
    }
