"""What an address that leads nowhere was looking for, and what there is instead."""

from collections.abc import Callable
from typing import TypedDict

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from goals.addresses import Addresses
from goals.models import Objective
from goals.outline import Frame, Link, Outline, outline
from goals.units import Unit, in_edition, parse
from themes.models import Commitment, Theme

# Where addresses begin that are read, not linked.
ROOT = Addresses("/")
# Longer addresses than any of ours are shown cut.
SHOWN = 200


class MissingPage(TypedDict):
    """`unit` says in words what the address is of, or is empty; `years` are those of the public
    editions where the address names another one.

    `elsewhere` leads to the same unit in the editions that have it, `above` to what would hold it.
    """

    frame: Frame
    asked: str
    unit: str
    no_edition: int | None
    years: str
    elsewhere: list[Link]
    above: Link | None


def missing_page(path: str, page: str) -> MissingPage:
    """`path` was asked for, which is the address of `page`, as a page or as data."""
    whole = outline()
    unit = parse(page)
    years = [edition["year"] for edition in whole.editions]
    unknown = unit.year if unit and unit.year not in (None, *years) else None
    return {
        "frame": whole.frame(),
        "asked": path if len(path) <= SHOWN else f"{path[:SHOWN]}…",
        "unit": unit.words if unit else "",
        "no_edition": unknown,
        "years": get_text_list([str(year) for year in years], _("and")) if unknown else "",
        "elsewhere": [_link(in_edition(unit, year, ROOT), whole) for year in _years_of(unit, whole)]
        if unit
        else [],
        "above": _above(unit, whole) if unit and unit.year in years else None,
    }


def _goals(unit: Unit, whole: Outline) -> list[int]:
    return [
        edition["year"]
        for edition in whole.editions
        if any(goal["number"] == unit.number for goal in edition["goals"])
    ]


def _objectives(unit: Unit, whole: Outline) -> list[int]:
    found = Objective.objects.public().filter(goal__number=unit.parent, number=unit.number)
    return list(found.values_list("goal__edition__year", flat=True))


def _themes(unit: Unit, whole: Outline) -> list[int]:
    found = Theme.objects.public().filter(number=unit.number)
    return list(found.values_list("edition__year", flat=True))


def _commitments(unit: Unit, whole: Outline) -> list[int]:
    found = Commitment.objects.public().filter(theme__number=unit.parent, number=unit.number)
    return list(found.values_list("theme__edition__year", flat=True))


# The years of the public editions that have a unit, by its kind, and what holds it.
_YEARS: dict[str, Callable[[Unit, Outline], list[int]]] = {
    "goal": _goals,
    "objective": _objectives,
    "theme": _themes,
    "commitment": _commitments,
}
_HOLDERS = {"objective": "goal", "commitment": "theme"}


def _years_of(unit: Unit, whole: Outline) -> list[int]:
    years = _YEARS[unit.kind](unit, whole) if unit.kind in _YEARS else []
    return sorted(years, reverse=True)


def _above(unit: Unit, whole: Outline) -> Link:
    """The nearest thing above the unit that its edition, which is public, does have."""
    year = unit.year or 0
    if unit.kind in _HOLDERS:
        holder = Unit(_HOLDERS[unit.kind], "", year=year, number=unit.parent)
        if year in _years_of(holder, whole):
            return _link(in_edition(holder, year, ROOT), whole)
    return _link(ROOT.edition(year), whole)


def _link(path: str, whole: Outline) -> Link:
    unit = parse(path)
    return {"label": unit.words if unit else path, "url": whole.addresses.at(path)}
