from itertools import pairwise, product

import pytest

from goals.diff import Piece, WordCount, difference, is_worth_marking, one_side, word_count


def earlier_of(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def later_of(pieces):
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def drawn(earlier, later):
    """The difference as one line: -removed-, +added+."""
    marks = {"same": "", "removed": "-", "added": "+"}
    return "".join(
        f"{marks[piece.kind]}{piece.text}{marks[piece.kind]}"
        for piece in difference(earlier, later)
    )


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("Curb markets", "Curb markets", "Curb markets"),
        ("Protect victims", "Protect victims.", "Protect victims+.+"),
        ("Protect victims", "Protect all victims", "Protect +all +victims"),
        ("Protect all victims", "Protect victims", "Protect -all -victims"),
        ("Secure borders", "Secure airports", "Secure -borders-+airports+"),
        ("", "Secure borders", "+Secure borders+"),
        ("Secure borders", "", "-Secure borders-"),
        ("", "", ""),
        # A letter more makes another word, and so does a capital.
        ("Detect crime", "detect crimes", "-Detect crime-+detect crimes+"),
        # What is joined by a hyphen or an apostrophe is one word.
        ("Countries' re-entry", "Countries' re-use", "Countries' -re-entry-+re-use+"),
    ],
)
def test_difference_marks_words(earlier, later, expected):
    assert drawn(earlier, later) == expected


def test_a_completion_is_one_word():
    assert drawn("Detect illicit [drug markets]", "Detect illicit [drug trade]") == (
        "Detect illicit -[drug markets]-+[drug trade]+"
    )


@pytest.mark.parametrize(
    ("kept", "stays"),
    [("and", False), ("with", False), ("crime", False), ("victims", True), ("of it", False),
     ("for human", True)],
)  # fmt: skip
def test_a_kept_run_between_changes_stays_only_as_a_phrase(kept, stays):
    pieces = difference(f"Prevent {kept} arson", f"Detect {kept} theft")

    assert (Piece("same", f" {kept} ") in pieces) is stays


def test_pieces_make_up_both_wordings_to_the_letter():
    tokens = ["bridge", "to", " ", ", ", "[a b]"]
    wordings = ["".join(parts) for size in range(4) for parts in product(tokens, repeat=size)]

    for earlier, later in product(wordings, repeat=2):
        pieces = difference(earlier, later)
        assert (earlier_of(pieces), later_of(pieces)) == (earlier, later)
        assert all(piece.text for piece in pieces)
        assert all(one.kind != next_.kind for one, next_ in pairwise(pieces))


def test_each_side_has_its_own_words_and_marks_no_completion_or_space():
    pieces = difference("Prepare weapons [and drugs]", "Prepare all weapons")

    assert one_side(pieces, "added") == [Piece("same", "Prepare weapons [and drugs]")]
    assert one_side(pieces, "removed") == [
        Piece("same", "Prepare "),
        Piece("added", "all"),
        Piece("same", " weapons"),
    ]


def test_words_are_counted_without_completions():
    pieces = difference("Build tools against [drugs]", "Build tools against all drugs.")

    assert word_count(pieces) == WordCount(kept=3, removed=0, added=2)


@pytest.mark.parametrize(
    ("count", "is_worth"),
    [
        (WordCount(kept=1, removed=2, added=30), True),
        (WordCount(kept=1, removed=3, added=30), False),
        (WordCount(kept=1, removed=30, added=2), True),
        (WordCount(kept=0, removed=0, added=5), False),
        (WordCount(kept=5, removed=0, added=0), True),
    ],
)
def test_marks_need_a_third_of_the_shorter_wording(count, is_worth):
    assert is_worth_marking(count) is is_worth
