"""Which units are near, in what order, and by which topics."""

import pytest

from goals.related import Neighbour, by_count, by_rarity


def near(*found):
    """Neighbours as they are read: ("1.1", "data", "borders") shares data and borders."""
    return [Neighbour(unit, tuple(topics)) for unit, *topics in found]


@pytest.mark.parametrize(
    ("topics", "memberships", "neighbours"),
    [
        pytest.param([], [("a", "x")], near(), id="no topics have no neighbours"),
        pytest.param(["x"], [], near(), id="no memberships have no neighbours"),
        pytest.param(["x"], [("a", "y")], near(), id="another topic makes no neighbour"),
        pytest.param(
            ["x"],
            [("a", "x"), ("a", "y")],
            near(("a", "x")),
            id="only what is shared is named",
        ),
        pytest.param(
            ["x", "y"],
            [("a", "x"), ("b", "x"), ("b", "y")],
            near(("b", "x", "y"), ("a", "x")),
            id="more shared topics come first",
        ),
        pytest.param(
            ["x", "y"],
            [("b", "y"), ("a", "x"), ("c", "x")],
            near(("b", "y"), ("a", "x"), ("c", "x")),
            id="equal counts stay in order",
        ),
        pytest.param(
            # Many, since a set of two may stand in order by chance.
            "gfedcba",
            [("a", topic) for topic in "gfedcba"],
            near(("a", *"abcdefg")),
            id="shared topics are in alphabetical order",
        ),
        pytest.param(
            ["x", "y"],
            [("a", "x"), ("a", "x"), ("b", "x"), ("b", "y")],
            near(("b", "x", "y"), ("a", "x")),
            id="a membership given twice counts once",
        ),
    ],
)
def test_by_count(topics, memberships, neighbours):
    assert by_count(topics, memberships) == neighbours


@pytest.mark.parametrize(
    ("topics", "memberships", "members", "neighbours"),
    [
        pytest.param([], [("a", "x")], "x", near(), id="no topics have no neighbours"),
        pytest.param(["x"], [("a", "y")], "xy", near(), id="another topic makes no neighbour"),
        pytest.param(
            ["x", "y"],
            [("a", "x"), ("b", "y")],
            "xxxy",
            near(("b", "y"), ("a", "x")),
            id="a rare topic outweighs a common one",
        ),
        pytest.param(
            ["x", "y", "z"],
            [("a", "x"), ("a", "y"), ("b", "z")],
            "xxxyyyz",
            near(("b", "z"), ("a", "x", "y")),
            id="one rare topic outweighs two common ones",
        ),
        pytest.param(
            ["x", "y", "z"],
            [("b", "z"), ("a", "x"), ("a", "y")],
            "xxxyyyzz",
            near(("a", "x", "y"), ("b", "z")),
            id="two fairly common topics outweigh one less common",
        ),
        pytest.param(
            ["x", "y"],
            [("b", "y"), ("a", "x"), ("c", "y")],
            "xxyy",
            near(("b", "y"), ("a", "x"), ("c", "y")),
            id="equal sums stay in order",
        ),
        pytest.param(
            ["x", "y", "z"],
            [("b", "x"), ("a", "y"), ("a", "z")],
            "xx" + "yyyy" + "zzzz",
            near(("b", "x"), ("a", "y", "z")),
            id="equal sums of several topics stay in order",
        ),
        pytest.param(
            ["x", "y", "z"],
            [("a", "x"), ("a", "y"), ("a", "z")],
            "xxzzzy",
            near(("a", "y", "x", "z")),
            id="rarest topic is named first",
        ),
        pytest.param(
            "gfedcba",
            [("a", topic) for topic in "gfedcba"],
            "gfedcba" * 2,
            near(("a", *"abcdefg")),
            id="equally rare topics are in alphabetical order",
        ),
    ],
)
def test_by_rarity(topics, memberships, members, neighbours):
    assert by_rarity(topics, memberships, members=members) == neighbours


def test_rarity_counts_members_that_are_not_asked_for():
    """Objectives are ranked by topics that commitments share as well."""
    memberships = [("1.1", "data"), ("1.2", "borders")]

    alone = by_rarity(["data", "borders"], memberships, members=["data", "borders"])
    with_commitments = by_rarity(
        ["data", "borders"], memberships, members=["data", "borders", "data"]
    )

    assert alone == near(("1.1", "data"), ("1.2", "borders"))
    assert with_commitments == near(("1.2", "borders"), ("1.1", "data"))


def test_by_rarity_equal_sums_stay_in_order_whatever_their_fractions():
    """1/6 and 1/10 + 1/15 are equal, though not to a computer that rounds."""
    memberships = [("first", "a"), ("second", "b"), ("second", "c")]

    found = by_rarity("abc", memberships, members="a" * 6 + "b" * 10 + "c" * 15)

    assert [near.unit for near in found] == ["first", "second"]
