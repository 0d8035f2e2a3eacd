"""What became of an objective in another edition, or where in it it came from.

Read from rows that each pair two objectives, or say that nothing in an edition corresponds to
one. Where no row speaks of two editions, the way leads through those between them, step by step;
two relations are never put together into a third. This module knows no Django.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Unit(NamedTuple):
    """An objective by its edition and place; units sort in reading order."""

    year: int
    goal: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.goal}.{self.number}"


class Pair(NamedTuple):
    """That `later` carries the matter of `earlier`, and how."""

    earlier: Unit
    later: Unit
    relation: str
    reason: str


class Alone(NamedTuple):
    """That nothing in the edition of `year` corresponds to `unit`."""

    unit: Unit
    year: int
    reason: str


# The pairs that lead from a unit to its counterpart, in the order of the editions passed.
Way = tuple[Pair, ...]


@dataclass(frozen=True)
class Fate:
    """What corresponds to a unit in another edition.

    `ways` lead to its counterparts there, and `ends` say where a way ends before it: at the unit
    itself or at one that it came by. With `is_open` some way has not been compared to its end.
    """

    ways: tuple[Way, ...] = ()
    ends: tuple[Alone, ...] = ()
    is_open: bool = False

    @property
    def kind(self) -> str:
        """`kept` with a counterpart, `none` if there is none, `open` if that is not known yet."""
        return "kept" if self.ways else "none" if self.ends and not self.is_open else "open"


@dataclass(frozen=True)
class Comparison:
    """All units of two editions: in pairs, without a counterpart, or not compared yet.

    `ways` go from the earlier to the later edition and stand in reading order of the earlier one.
    """

    ways: tuple[Way, ...]
    alone: dict[Unit, Alone]
    open: tuple[Unit, ...]


class Lineage:
    """The rows of any number of editions, ready to be asked."""

    def __init__(self, pairs: Iterable[Pair], alone: Iterable[Alone]) -> None:
        self.pairs, self.alone = sorted(pairs), list(alone)
        self._pairs: dict[tuple[Unit, int], list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            self._pairs[pair.earlier, pair.later.year].append(pair)
            self._pairs[pair.later, pair.earlier.year].append(pair)
        self._alone = {(row.unit, row.year): row for row in self.alone}
        self._years = {year for _unit, year in (*self._pairs, *self._alone)}

    def fate(self, unit: Unit, year: int) -> Fate:
        """What corresponds to `unit` in the edition of `year`, earlier or later than its own.

        What a row says of the two editions holds; else what the nearest edition between says.
        """
        if (unit, year) in self._pairs:
            return Fate(ways=tuple((pair,) for pair in self._pairs[unit, year]))
        if (unit, year) in self._alone:
            return Fate(ends=(self._alone[unit, year],))
        for between in sorted(self._years, key=lambda other: abs(other - unit.year)):
            if not min(unit.year, year) < between < max(unit.year, year):
                continue
            first = self.fate(unit, between)
            if first.kind != "open":
                return self._onward(first, unit, between, year)
        return Fate(is_open=True)

    def _onward(self, first: Fate, unit: Unit, between: int, year: int) -> Fate:
        """The fate in `year` of what corresponds to `unit` in the edition `between`."""
        ways: dict[Unit, Way] = {}
        ends, is_open = list(first.ends), first.is_open
        for way in first.ways:
            rest = self.fate(_end(way, between), year)
            ends += rest.ends
            is_open = is_open or rest.is_open
            for more in rest.ways:
                if self._speaks(_end(more, year), unit.year):
                    # A row of the unit there names others, or none: it knows better.
                    is_open = True
                else:
                    ways.setdefault(_end(more, year), tuple(sorted(way + more)))
        return Fate(tuple(ways.values()), tuple(dict.fromkeys(ends)), is_open)

    def _speaks(self, unit: Unit, year: int) -> bool:
        return (unit, year) in self._pairs or (unit, year) in self._alone

    def compare(self, units: Iterable[Unit], earlier: int, later: int) -> Comparison:
        """Two editions by their years, given all units of both."""
        fates = {
            unit: self.fate(unit, later if unit.year == earlier else earlier) for unit in units
        }
        found = {
            (way[0].earlier, way[-1].later): way for fate in fates.values() for way in fate.ways
        }
        paired = {unit for ends in found for unit in ends}
        rest = {unit: fate for unit, fate in fates.items() if unit not in paired}
        return Comparison(
            ways=tuple(way for _ends, way in sorted(found.items())),
            alone={unit: fate.ends[0] for unit, fate in rest.items() if fate.kind == "none"},
            open=tuple(unit for unit, fate in rest.items() if fate.kind == "open"),
        )


def _end(way: Way, year: int) -> Unit:
    """The unit of the edition of `year` at either end of a way."""
    return way[0].earlier if way[0].earlier.year == year else way[-1].later
