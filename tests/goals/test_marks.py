import pytest

from goals.diff import Piece
from goals.marks import MAX_LENGTH, Kind, Mark, Verdict, judge

SOURCE = """# ENHANCE THE RESPONSE

- Seize what is **smuggled** across borders.

IV. Sharing information

First of the foreword.

Second of the foreword.
"""


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        pytest.param("Seize what is smuggled across borders.", Kind.TEXT, None, id="provision"),
        pytest.param(
            "Seize what is smuggled [by anyone] across borders.", Kind.TEXT, None, id="completed"
        ),
        pytest.param("Enhance the response", Kind.TITLE, None, id="title in other case"),
        pytest.param("Sharing information", Kind.NUMBERED, 4, id="theme with its numeral"),
        pytest.param(
            "First of the foreword.\r\n\r\nSecond of the foreword.",
            Kind.PARAGRAPHS,
            None,
            id="paragraphs",
        ),
    ],
)
def test_the_words_of_the_source_are_the_same(text, kind, number):
    assert judge(text, SOURCE, kind, number) == Mark(Verdict.SAME)


def test_a_changed_word_is_shown_within_the_nearest_block():
    mark = judge("Seize what is hidden across [all] borders.", SOURCE, Kind.TEXT)

    assert mark == Mark(
        Verdict.DIFFERS,
        "Seize what is smuggled across borders.",
        [
            Piece("same", "Seize what is "),
            Piece("removed", "smuggled"),
            Piece("added", "hidden"),
            Piece("same", " across borders."),
        ],
    )


def test_a_title_is_compared_without_its_capitals():
    mark = judge("Enhance a response", SOURCE, Kind.TITLE)

    assert [piece for piece in mark.pieces if piece.kind != "same"] == [
        Piece("removed", "the"),
        Piece("added", "a"),
    ]


def test_a_theme_of_another_number_differs():
    assert judge("Sharing information", SOURCE, Kind.NUMBERED, 5).verdict == Verdict.DIFFERS


def test_of_paragraphs_the_first_that_differs_is_shown():
    mark = judge("First of the foreword.\n\nSecond of a foreword.", SOURCE, Kind.PARAGRAPHS)

    assert (mark.verdict, mark.nearest) == (Verdict.DIFFERS, "Second of the foreword.")


@pytest.mark.parametrize(
    ("text", "source", "verdict"),
    [
        (" \n", SOURCE, Verdict.EMPTY),
        ("[only ours]", SOURCE, Verdict.ABSENT),
        ("Entirely other words", SOURCE, Verdict.ABSENT),
        ("Words", "", Verdict.NO_SOURCE),
        ("Words", "\n", Verdict.ABSENT),
        ("a " * MAX_LENGTH, SOURCE, Verdict.LONG),
        ("a " * 1000, SOURCE, Verdict.ABSENT),
    ],
)
def test_what_can_not_be_compared_says_so(text, source, verdict):
    assert judge(text, source, Kind.TEXT) == Mark(verdict)
