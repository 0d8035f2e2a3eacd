"""Two editions side by side: their goals, and what became of each objective."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext as _

from .. import codes
from ..addresses import Addresses
from ..languages import objective_text, original, ours, theme_title
from ..lineage import Comparison, Unit, Way
from ..models import Correspondence, Edition, Objective
from ..outline import EditionOutline, Frame, GoalRef, Link, Outline, outline
from .counterparts import (
    UnitRef,
    WayEnd,
    read_lineage,
    unit_anchor,
    unit_ref,
    way_anchor,
    way_end,
)
from .wordings import Wordings, side_by_side


class StepData(TypedDict):
    """One step from edition to edition: how it relates, to what it leads, and why we read it so."""

    relation: str
    unit: UnitRef
    reason: str


class PairData(TypedDict):
    """An objective of the earlier edition and one of the later that carries its matter.

    `steps` are several where editions lie between. A pair that `crosses` from goal to goal stands
    with both; it `is_first` with the goal of the earlier objective.
    """

    anchor: str
    earlier: UnitRef
    later: UnitRef
    wordings: Wordings
    steps: list[StepData]
    crosses: bool
    is_first: bool


class Unpaired(TypedDict):
    """An objective in no pair; `end` says why, or is None while it hasn't been compared."""

    anchor: str
    unit: UnitRef
    text: str
    end: WayEnd | None


class ComparedGoal(TypedDict):
    """A goal by its number in both editions, either of which may lack it; then `titles` is None.

    `url` is that of its own page, where its pairs stand with all their words.
    """

    number: int
    short_title: str
    url: str
    earlier: GoalRef | None
    later: GoalRef | None
    titles: Wordings | None
    pairs: list[PairData]
    dropped: list[Unpaired]
    new: list[Unpaired]
    open: list[Unpaired]


class RelationCount(TypedDict):
    relation: str
    count: int


class ComparisonCounts(TypedDict):
    """What the comparison comes to. `by_way` pairs are found by way of editions between."""

    pairs: int
    relations: list[RelationCount]
    by_way: int
    earlier: int
    later: int
    new: int
    dropped: int
    open: int


class ThemeTitle(TypedDict):
    roman: str
    title: str
    url: str


class ComparisonPage(TypedDict):
    frame: Frame
    earlier: EditionOutline
    later: EditionOutline
    counts: ComparisonCounts
    goals: list[ComparedGoal]
    earlier_themes: list[ThemeTitle]
    later_themes: list[ThemeTitle]


class GoalComparisonPage(TypedDict):
    frame: Frame
    earlier: EditionOutline
    later: EditionOutline
    goal: ComparedGoal
    previous: Link | None
    next: Link | None


def comparison_page(earlier: Edition, later: Edition) -> ComparisonPage | None:
    """Two editions, the earlier first, or None where they are one and the same."""
    if earlier.year == later.year:
        return None
    whole = outline()
    compared = _compare(earlier.year, later.year, whole)
    themes = _themes(earlier.year, later.year, whole.addresses)
    return {
        "frame": whole.frame(),
        "earlier": whole.edition(earlier.year),
        "later": whole.edition(later.year),
        "counts": compared.counts(),
        "goals": [compared.goal(number) for number in compared.numbers()],
        "earlier_themes": themes.get(earlier.year, []),
        "later_themes": themes.get(later.year, []),
    }


def goal_comparison_page(
    earlier: Edition, later: Edition, number: int
) -> GoalComparisonPage | None:
    """A goal in two editions, or None where neither has it or the two are the same."""
    if earlier.year == later.year:
        return None
    whole = outline()
    compared = _compare(earlier.year, later.year, whole)
    numbers = compared.numbers()
    if number not in numbers:
        return None
    place = numbers.index(number)
    years = {"earlier": earlier.year, "later": later.year}
    return {
        "frame": whole.frame(
            {
                "label": _("%(earlier)s and %(later)s") % years,
                "url": whole.addresses.comparison(earlier.year, later.year),
            }
        ),
        "earlier": whole.edition(earlier.year),
        "later": whole.edition(later.year),
        "goal": compared.goal(number),
        "previous": compared.link(numbers[place - 1]) if place else None,
        "next": compared.link(numbers[place + 1]) if place + 1 < len(numbers) else None,
    }


@dataclass(frozen=True)
class _Compared:
    """Two editions compared, from which each page takes what it shows."""

    earlier: int
    later: int
    texts: dict[Unit, str]
    comparison: Comparison
    whole: Outline

    def numbers(self) -> list[int]:
        """The goals that either edition has."""
        editions = (self.whole.edition(self.earlier), self.whole.edition(self.later))
        return sorted({goal["number"] for edition in editions for goal in edition["goals"]})

    def counts(self) -> ComparisonCounts:
        direct = Counter(way[0].relation for way in self.comparison.ways if len(way) == 1)
        totals = Counter(unit.year for unit in self.texts)
        alone = Counter(unit.year for unit in self.comparison.alone)
        return {
            "pairs": len(self.comparison.ways),
            "relations": [
                {"relation": relation, "count": direct[relation]}
                for relation in Correspondence.Relation.values
            ],
            "by_way": len(self.comparison.ways) - direct.total(),
            "earlier": totals[self.earlier],
            "later": totals[self.later],
            "new": alone[self.later],
            "dropped": alone[self.earlier],
            "open": len(self.comparison.open),
        }

    def goal(self, number: int) -> ComparedGoal:
        earlier = self.whole.goal(self.earlier, number)
        later = self.whole.goal(self.later, number)
        alone = [unit for unit in self.comparison.alone if unit.goal == number]
        link = self.link(number)
        return {
            "number": number,
            "short_title": link["label"],
            "url": link["url"],
            "earlier": earlier,
            "later": later,
            "titles": side_by_side(original(earlier["title"]), original(later["title"]))
            if earlier and later
            else None,
            "pairs": [
                self._pair(way, number)
                for way in self.comparison.ways
                if number in (way[0].earlier.goal, way[-1].later.goal)
            ],
            "dropped": self._unpaired(unit for unit in alone if unit.year == self.earlier),
            "new": self._unpaired(unit for unit in alone if unit.year == self.later),
            "open": self._unpaired(unit for unit in self.comparison.open if unit.goal == number),
        }

    def link(self, number: int) -> Link:
        goal = self.whole.goal(self.later, number) or self.whole.goal(self.earlier, number)
        assert goal is not None  # `number` is of one of the two
        return {
            "label": goal["short_title"],
            "url": self.whole.addresses.comparison(self.earlier, self.later, number),
        }

    def _pair(self, way: Way, number: int) -> PairData:
        earlier, later = way[0].earlier, way[-1].later
        return {
            "anchor": way_anchor(way),
            "earlier": unit_ref(earlier, self.whole.addresses),
            "later": unit_ref(later, self.whole.addresses),
            "wordings": side_by_side(self.texts[earlier], self.texts[later]),
            "steps": [
                StepData(
                    relation=step.relation,
                    unit=unit_ref(step.later, self.whole.addresses),
                    reason=ours(step.reason),
                )
                for step in way
            ],
            "crosses": earlier.goal != later.goal,
            "is_first": earlier.goal == number,
        }

    def _unpaired(self, units: Iterable[Unit]) -> list[Unpaired]:
        alone = self.comparison.alone
        return [
            {
                "anchor": unit_anchor(unit),
                "unit": unit_ref(unit, self.whole.addresses),
                "text": objective_text(*unit, self.texts[unit]),
                "end": way_end(alone[unit], self.whole.addresses) if unit in alone else None,
            }
            for unit in units
        ]


def _compare(earlier: int, later: int, whole: Outline) -> _Compared:
    rows = (
        Objective.objects.public()
        .filter(goal__edition__year__in=(earlier, later))
        .order_by("goal__edition__year", "goal__number", "number")
        .values_list("goal__edition__year", "goal__number", "number", "text")
    )
    texts = {Unit(year, goal, number): text for year, goal, number, text in rows}
    lineage, _texts = read_lineage()
    return _Compared(earlier, later, texts, lineage.compare(texts, earlier, later), whole)


def _themes(earlier: int, later: int, addresses: Addresses) -> dict[int, list[ThemeTitle]]:
    """The titles of the themes by year, for each of the two editions that has any."""
    rows = (
        Edition.objects.published()
        .filter(year__in=(earlier, later), themes__isnull=False)
        .order_by("themes__number")
        .values_list("year", "themes__number", "themes__title")
    )
    found: dict[int, list[ThemeTitle]] = {}
    for year, number, title in rows:
        found.setdefault(year, []).append(
            ThemeTitle(
                roman=codes.roman(number),
                title=theme_title(year, number, title),
                url=addresses.theme(year, number),
            )
        )
    return found
