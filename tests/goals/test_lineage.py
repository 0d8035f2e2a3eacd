import pytest

from goals.lineage import Alone, Fate, Lineage, Pair, Unit

A1, A2, A3 = (Unit(2017, 1, number) for number in (1, 2, 3))
B1, B2, B3 = (Unit(2023, 1, number) for number in (1, 2, 3))
C1, C2, C3 = (Unit(2031, 1, number) for number in (1, 2, 3))


def pair(earlier, later, relation="reworded"):
    return Pair(earlier, later, relation, "Both do the same.")


def alone(unit, year):
    return Alone(unit, year, "Nothing does the same.")


def test_a_unit_has_its_code_and_sorts_in_reading_order():
    assert Unit(2017, 3, 10).code == "3.10"
    assert sorted([Unit(2017, 3, 10), Unit(2023, 1, 1), Unit(2017, 3, 2)]) == [
        Unit(2017, 3, 2),
        Unit(2017, 3, 10),
        Unit(2023, 1, 1),
    ]


def test_a_pair_is_read_from_both_sides():
    lineage = Lineage([pair(A1, B2)], [])

    assert lineage.fate(A1, 2023) == lineage.fate(B2, 2017) == Fate(ways=((pair(A1, B2),),))
    assert lineage.fate(A1, 2023).kind == "kept"


def test_a_unit_that_was_split_has_several_ways_in_reading_order():
    lineage = Lineage([pair(A1, B2, "split"), pair(A1, B1, "split")], [])

    assert [way[-1].later for way in lineage.fate(A1, 2023).ways] == [B1, B2]


def test_a_unit_without_counterpart_says_so():
    lineage = Lineage([], [alone(A1, 2023)])

    assert lineage.fate(A1, 2023) == Fate(ends=(alone(A1, 2023),))
    assert lineage.fate(A1, 2023).kind == "none"


def test_a_unit_in_no_row_is_open():
    assert Lineage([pair(A1, B1)], []).fate(A2, 2023) == Fate(is_open=True)
    assert Lineage([], []).fate(A1, 2023).kind == "open"


CHAIN = (pair(A1, B2, "broadened"), pair(B2, C3, "reworded"))


@pytest.mark.parametrize(("unit", "year"), [(A1, 2031), (C3, 2017)])
def test_a_way_leads_through_the_edition_between_step_by_step(unit, year):
    (way,) = Lineage(CHAIN, []).fate(unit, year).ways

    assert [(step.earlier, step.later, step.relation) for step in way] == [
        (A1, B2, "broadened"),
        (B2, C3, "reworded"),
    ]


def test_a_way_passes_by_an_edition_that_was_not_compared():
    last = Unit(2040, 1, 1)

    assert Lineage([pair(A1, C1), pair(C1, last), pair(B1, C1)], []).fate(A1, 2040).ways == (
        (pair(A1, C1), pair(C1, last)),
    )


def test_a_row_of_the_two_editions_goes_before_the_way_between():
    direct = pair(A1, C1)

    assert Lineage([*CHAIN, direct], []).fate(A1, 2031).ways == ((direct,),)
    assert Lineage(CHAIN, [alone(A1, 2031)]).fate(A1, 2031).kind == "none"


def test_a_row_of_the_other_side_goes_before_the_way_between():
    """C3 is said to come from A2, so it is not also made to come from A1."""
    assert Lineage([*CHAIN, pair(A2, C3)], []).fate(A1, 2031) == Fate(is_open=True)
    assert Lineage(CHAIN, [alone(C3, 2017)]).fate(A1, 2031) == Fate(is_open=True)


def test_a_way_that_ends_between_says_where():
    lineage = Lineage([pair(A1, B1)], [alone(B1, 2031), alone(A2, 2023)])

    assert lineage.fate(A1, 2031) == Fate(ends=(alone(B1, 2031),))
    assert lineage.fate(A2, 2031) == Fate(ends=(alone(A2, 2023),))


def test_a_unit_is_open_while_one_of_its_ways_is():
    lineage = Lineage([pair(A1, B1, "split"), pair(A1, B2, "split")], [alone(B1, 2031)])

    assert lineage.fate(A1, 2031).kind == "open"


def test_a_unit_is_kept_if_one_of_its_ways_leads_on():
    rows = [pair(A1, B1, "split"), pair(A1, B2, "split"), pair(B2, C1)]

    fate = Lineage(rows, [alone(B1, 2031)]).fate(A1, 2031)

    assert (fate.kind, [way[-1].later for way in fate.ways]) == ("kept", [C1])


def test_two_ways_to_one_unit_are_one():
    rows = [pair(A1, B1), pair(A1, B2), pair(B1, C1), pair(B2, C1)]

    assert Lineage(rows, []).fate(A1, 2031).ways == ((rows[0], rows[2]),)


def test_every_unit_of_two_editions_is_in_a_pair_alone_or_open():
    lineage = Lineage([pair(A1, B2)], [alone(B1, 2017), alone(A3, 2023)])

    comparison = lineage.compare([A1, A2, A3, B1, B2, B3], 2017, 2023)

    assert comparison.ways == ((pair(A1, B2),),)
    assert comparison.alone == {A3: alone(A3, 2023), B1: alone(B1, 2017)}
    assert comparison.open == (A2, B3)


def test_editions_are_compared_by_way_of_the_one_between():
    rows = [*CHAIN, pair(A2, B1), pair(B3, C2)]
    lineage = Lineage(rows, [alone(B1, 2031), alone(B3, 2017), alone(C1, 2023)])

    comparison = lineage.compare([A1, A2, C1, C2, C3], 2017, 2031)

    assert comparison.ways == (CHAIN,)
    assert comparison.alone == {
        A2: alone(B1, 2031),
        C1: alone(C1, 2023),
        C2: alone(B3, 2017),
    }
    assert comparison.open == ()
