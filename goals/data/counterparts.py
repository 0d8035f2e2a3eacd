"""What corresponds to objectives in other public editions, in the portal's reading."""

from typing import TypedDict

from ..addresses import Addresses
from ..languages import ours
from ..lineage import Alone, Lineage, Pair, Unit, Way
from ..models import Correspondence, NoCounterpart
from ..outline import Outline
from ..visibility import visible


class UnitRef(TypedDict):
    """An objective of some edition in short."""

    year: int
    code: str
    url: str


class Counterpart(TypedDict):
    """What corresponds to an objective: `relations` are those of the steps that lead to it, in the
    order of the editions, and `by_way_of` the objectives between."""

    unit: UnitRef
    relations: list[str]
    by_way_of: list[UnitRef]


class WayEnd(TypedDict):
    """That a way ends at `unit`, since nothing in the edition of `year` corresponds to it."""

    unit: UnitRef
    year: int
    reason: str


class FateData(TypedDict):
    """What became of the objective `unit` in the edition of `year`, or where in it it came from.

    `kind` is kept, none or open; `compare_url` is its place in the comparison of the two.
    """

    unit: UnitRef
    year: int
    is_later: bool
    kind: str
    counterparts: list[Counterpart]
    ends: list[WayEnd]
    compare_url: str


def read_lineage() -> tuple[Lineage, dict[Unit, str]]:
    """How the objectives of all public editions hang together, and the texts of those in pairs.

    Two queries, whatever is asked of it.
    """
    texts: dict[Unit, str] = {}
    pairs: list[Pair] = []
    for *ends, text, later_text, relation, reason in Correspondence.objects.filter(
        visible("earlier__goal__edition__"), visible("later__goal__edition__")
    ).values_list(
        "earlier__goal__edition__year",
        "earlier__goal__number",
        "earlier__number",
        "later__goal__edition__year",
        "later__goal__number",
        "later__number",
        "earlier__text",
        "later__text",
        "relation",
        "reason",
    ):
        pair = Pair(Unit(*ends[:3]), Unit(*ends[3:]), relation, reason)
        texts |= {pair.earlier: text, pair.later: later_text}
        pairs.append(pair)
    alone = NoCounterpart.objects.filter(
        visible("objective__goal__edition__"), visible("edition__")
    ).values_list(
        "objective__goal__edition__year",
        "objective__goal__number",
        "objective__number",
        "edition__year",
        "reason",
    )
    return Lineage(pairs, [Alone(Unit(*row[:3]), *row[3:]) for row in alone]), texts


def fates(unit: Unit, lineage: Lineage, whole: Outline) -> list[FateData]:
    """The fate of an objective in each other public edition, newest first."""
    addresses = whole.addresses
    found: list[FateData] = []
    for edition in whole.editions:
        year = edition["year"]
        if year == unit.year:
            continue
        fate = lineage.fate(unit, year)
        anchor = way_anchor(fate.ways[0]) if fate.ways else unit_anchor(unit)
        found.append(
            {
                "unit": unit_ref(unit, addresses),
                "year": year,
                "is_later": year > unit.year,
                "kind": fate.kind,
                "counterparts": [_counterpart(way, year, addresses) for way in fate.ways],
                "ends": [way_end(end, addresses) for end in fate.ends],
                "compare_url": f"{addresses.comparison(unit.year, year, unit.goal)}#{anchor}",
            }
        )
    return found


def unit_ref(unit: Unit, addresses: Addresses) -> UnitRef:
    return {"year": unit.year, "code": unit.code, "url": addresses.objective(*unit)}


def way_end(end: Alone, addresses: Addresses) -> WayEnd:
    return {"unit": unit_ref(end.unit, addresses), "year": end.year, "reason": ours(end.reason)}


def way_anchor(way: Way) -> str:
    """The fragment of a pair where the two editions are compared, such as `1.2-1.1`."""
    return f"{way[0].earlier.code}-{way[-1].later.code}"


def unit_anchor(unit: Unit) -> str:
    """The fragment there of what is in no pair, such as `2017-1.1`."""
    return f"{unit.year}-{unit.code}"


def _counterpart(way: Way, year: int, addresses: Addresses) -> Counterpart:
    ends = (way[0].earlier, way[-1].later)
    return {
        "unit": unit_ref(next(unit for unit in ends if unit.year == year), addresses),
        "relations": [step.relation for step in way],
        "by_way_of": [unit_ref(step.later, addresses) for step in way[:-1]],
    }
