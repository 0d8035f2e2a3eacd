"""The crosswalk of an edition: its goals and the 17 SDGs, as a table and as a list.

Table and list are made of the same columns, which hold every statement once: the list walks down
each of them, a row of the table across all.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from ..models import ConsideredTarget, Edition, Sdg, SdgLink
from ..outline import EditionOutline, Frame, GoalRef, Outline, outline
from .sdgs import sdg_ref
from .shapes import ConsideredRef, SdgRef, SharedStatement, Statement
from .statements import considered, shared, statements

# When INTERPOL's General Secretariat analysed how the goals and the SDGs are linked.
ANALYSED_IN = 2020


class EvidenceCounts(TypedDict):
    """How many statements of each evidence. What was considered and not linked is none."""

    stated: int
    editorial: int


class Column(TypedDict):
    """An SDG with all that is said of it and the goals of the edition.

    `together` is the statement that INTERPOL makes of every goal at once, if any: one cell down
    the whole table. `has_own` says whether each goal has a cell, if need be beside that one.
    """

    sdg: SdgRef
    statements: list[SharedStatement]
    considered: list[ConsideredRef]
    together: SharedStatement | None
    has_own: bool
    counts: EvidenceCounts


class CellStatement(TypedDict):
    """A statement in a cell, and the address of its place on the goal's page."""

    url: str
    statement: Statement


class Place(TypedDict):
    """Where a row meets a column. With nothing in it, nobody has looked: it is not a no.

    `together` is the column's in the first row, where its cell begins, and None in all others.
    """

    sdg: SdgRef
    together: SharedStatement | None
    has_own: bool
    statements: list[CellStatement]
    considered: list[ConsideredRef]


class CrosswalkRow(TypedDict):
    goal: GoalRef
    places: list[Place]
    counts: EvidenceCounts


class CrosswalkPage(TypedDict):
    """`analysed` is the year of the edition that INTERPOL's analysis was made for, `carried` are
    those that stated links are carried over from."""

    frame: Frame
    edition: EditionOutline
    analysed: int | None
    carried: list[int]
    columns: list[Column]
    rows: list[CrosswalkRow]
    counts: EvidenceCounts
    not_assessed: list[SdgRef]


def crosswalk_page(edition: Edition) -> CrosswalkPage:
    whole = outline()
    here = whole.edition(edition.year)
    found = statements(SdgLink.objects.in_edition(edition), whole)
    near = considered(ConsideredTarget.objects.in_edition(edition), whole)
    columns = [
        _column(
            sdg_ref(number, title, whole.addresses, edition.year),
            [statement for statement in found if statement["sdg"]["number"] == number],
            [target for target in near if target["sdg"] == number],
            len(here["goals"]),
        )
        for number, title in Sdg.objects.values_list("number", "title")
    ]
    return {
        "frame": whole.pinned_frame(
            edition.year,
            whole.edition_link(edition.year),
            same_unit={other["year"]: other["crosswalk_url"] for other in whole.editions},
        ),
        "edition": here,
        "analysed": _analysed(whole),
        "carried": sorted({year for statement in found if (year := statement["made_for"])}),
        "columns": columns,
        "rows": [
            _row(goal, columns, is_first=not place) for place, goal in enumerate(here["goals"])
        ],
        "counts": _counts(one for column in columns for one in column["statements"]),
        "not_assessed": [
            column["sdg"]
            for column in columns
            if not (column["statements"] or column["considered"])
        ],
    }


def _analysed(whole: Outline) -> int | None:
    years = [edition["year"] for edition in whole.editions if edition["year"] <= ANALYSED_IN]
    return max(years, default=None)


def _column(sdg: SdgRef, found: list[Statement], near: list[ConsideredRef], goals: int) -> Column:
    said = shared(found)
    together = next(
        (
            one
            for one in said
            if one["statement"]["scope"] != SdgLink.Scope.GOAL and len(one["goals"]) == goals
        ),
        None,
    )
    return {
        "sdg": sdg,
        "statements": said,
        "considered": near,
        "together": together,
        "has_own": together is None or len(said) > 1 or bool(near),
        "counts": _counts(said),
    }


def _row(goal: GoalRef, columns: list[Column], *, is_first: bool) -> CrosswalkRow:
    return {
        "goal": goal,
        "places": [
            {
                "sdg": column["sdg"],
                "together": column["together"] if is_first else None,
                "has_own": column["has_own"],
                "statements": [
                    {"url": item["url"], "statement": one["statement"]}
                    for one in column["statements"]
                    if one is not column["together"]
                    for item in one["goals"]
                    if item["goal"] == goal
                ],
                "considered": [near for near in column["considered"] if near["goal"] == goal],
            }
            for column in columns
        ],
        "counts": _counts(
            one
            for column in columns
            for one in column["statements"]
            if goal in [item["goal"] for item in one["goals"]]
        ),
    }


def _counts(said: Iterable[SharedStatement]) -> EvidenceCounts:
    counts = Counter(one["statement"]["evidence"] for one in said)
    return {"stated": counts["stated"], "editorial": counts["editorial"]}
