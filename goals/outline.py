"""What every page knows of the whole: which editions are public, and their goals in short.

One query, some ten rows an edition; a second one only while something is withdrawn. The navigation,
the edition switcher, the notice on a page of an older edition and the steps to the previous and
next goal all come from here.
"""

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Count, Exists, QuerySet
from django.utils.translation import gettext as _

from .addresses import Addresses
from .languages import goal_title, ours
from .models import Edition, Permalink
from .rows import Row, compiled
from .units import parse


class Link(TypedDict):
    """A link as a page shows it."""

    label: str
    url: str


class SwitcherItem(TypedDict):
    """An edition in the switcher.

    `keeps` says what of this page its address is of: the same "unit", the unit's "parent" (the
    goal, where that edition has no such objective), or nothing.
    """

    year: int
    url: str
    is_here: bool
    keeps: str


class GoalRef(TypedDict):
    """A goal in short. `title` is in the page's language where that has an official wording."""

    year: int
    number: int
    title: str
    short_title: str
    url: str


class EditionOutline(TypedDict):
    """An edition in short, with its goals in order. `published_on` is an ISO date, empty for the
    draft of a preview.

    `themes_url` and `matrix_url` are empty when it has no themes.
    """

    year: int
    is_current: bool
    published_on: str
    url: str
    goals_url: str
    themes_url: str
    crosswalk_url: str
    matrix_url: str
    goals: list[GoalRef]


class Withdrawn(TypedDict):
    """Why a unit is no longer in force, and what it became: one if merged, several if split."""

    reason: str
    became: list[Link]


class Frame(TypedDict):
    """What surrounds the content of a page.

    `edition` is the one whose navigation is shown; `pinned` says that the page belongs to it, and
    then the switcher lists every public edition. `trail` holds the links above this page.
    `withdrawn` is None for a page in force; `not_in_force` has every withdrawn address.
    `compare_url` sets that edition beside the current one, and the current one beside the one
    before it; it is empty while there is only one.
    """

    edition: EditionOutline | None
    current: EditionOutline | None
    pinned: bool
    switcher: list[SwitcherItem]
    trail: list[Link]
    withdrawn: Withdrawn | None
    not_in_force: list[str]
    compare_url: str


@dataclass(frozen=True)
class Outline:
    """The public editions, newest first: the first is the current one."""

    editions: list[EditionOutline]
    addresses: Addresses
    withdrawn: dict[str, Withdrawn]

    @property
    def current(self) -> EditionOutline | None:
        return self.editions[0] if self.editions else None

    def edition(self, year: int) -> EditionOutline:
        return next(edition for edition in self.editions if edition["year"] == year)

    def goal(self, year: int, number: int) -> GoalRef | None:
        goals = self.edition(year)["goals"]
        return next((goal for goal in goals if goal["number"] == number), None)

    def edition_link(self, year: int) -> Link:
        return {"label": _("%(year)s edition") % {"year": year}, "url": self.edition(year)["url"]}

    def goals_link(self, year: int) -> Link:
        return {"label": _("Goals"), "url": self.edition(year)["goals_url"]}

    def frame(self, *above: Link, here: str = "") -> Frame:
        """The frame of a page of no edition; `above` are the pages between it and home.

        `here` is the page's address, if it is one that can be withdrawn.
        """
        return {
            "edition": self.current,
            "current": self.current,
            "pinned": False,
            "switcher": [],
            "trail": self._trail(above),
            "withdrawn": self.withdrawn.get(here),
            "not_in_force": list(self.withdrawn),
            "compare_url": self.compare_url(),
        }

    def pinned_frame(
        self,
        year: int,
        *above: Link,
        same_unit: dict[int, str],
        parent: dict[int, str] | None = None,
    ) -> Frame:
        """The frame of a page of the edition `year`.

        `same_unit` has the address of the same unit by year, for each edition that has it, and
        `parent` that of what holds it; elsewhere the switcher leads to the edition.
        """
        parent = parent or {}
        return {
            "edition": self.edition(year),
            "current": self.current,
            "pinned": True,
            "switcher": [
                {
                    "year": other["year"],
                    "url": same_unit.get(other["year"], parent.get(other["year"], other["url"])),
                    "is_here": other["year"] == year,
                    "keeps": "unit"
                    if other["year"] in same_unit
                    else "parent"
                    if other["year"] in parent
                    else "",
                }
                for other in self.editions
            ],
            "trail": self._trail(above),
            "withdrawn": self.withdrawn.get(same_unit.get(year, "")),
            "not_in_force": list(self.withdrawn),
            "compare_url": self.compare_url(year),
        }

    def compare_url(self, year: int | None = None) -> str:
        """The current edition beside that of `year`, or by default beside the one before it."""
        years = [edition["year"] for edition in self.editions]
        if len(years) < 2:
            return ""
        return self.addresses.comparison(years[0], year if year in years[1:] else years[1])

    def _trail(self, above: tuple[Link, ...]) -> list[Link]:
        return [{"label": _("Home"), "url": self.addresses.root}, *above]


@compiled
def _rows() -> QuerySet[Edition, Row]:
    return (
        Edition.objects.published()
        .order_by("-year", "goals__number")
        .annotate(
            themes_count=Count("themes"),
            any_withdrawn=Exists(Permalink.objects.filter(state=Permalink.State.WITHDRAWN)),
        )
        .values_list(
            "year",
            "published_on",
            "themes_count",
            "any_withdrawn",
            "goals__number",
            "goals__title",
            "goals__short_title",
        )
    )


def outline() -> Outline:
    """The public editions as they are now."""
    addresses = Addresses.here()
    editions: dict[int, EditionOutline] = {}
    withdrawn: dict[str, Withdrawn] = {}
    for year, published_on, themes_count, some_withdrawn, number, title, short_title in _rows():
        if some_withdrawn and not withdrawn:
            withdrawn = _withdrawn(addresses)
        edition = editions.setdefault(
            year,
            {
                "year": year,
                "is_current": not editions,
                "published_on": published_on.isoformat() if published_on else "",
                "url": addresses.edition(year),
                "goals_url": addresses.goals(year),
                "themes_url": addresses.themes(year) if themes_count else "",
                "crosswalk_url": addresses.crosswalk(year),
                "matrix_url": addresses.matrix(year) if themes_count else "",
                "goals": [],
            },
        )
        if number:
            edition["goals"].append(
                {
                    "year": year,
                    "number": number,
                    "title": goal_title(year, number, title),
                    "short_title": ours(short_title),
                    "url": addresses.goal(year, number),
                }
            )
    return Outline(list(editions.values()), addresses, withdrawn)


def _withdrawn(addresses: Addresses) -> dict[str, Withdrawn]:
    """What is withdrawn by its address."""
    rows = (
        Permalink.objects.filter(state=Permalink.State.WITHDRAWN)
        .order_by("path", "became__path")
        .values_list("path", "reason", "became__path")
    )
    found: dict[str, Withdrawn] = {}
    for path, reason, became in rows:
        withdrawn = found.setdefault(addresses.at(path), {"reason": ours(reason), "became": []})
        if became:
            unit = parse(became)
            withdrawn["became"].append(
                {"label": unit.label if unit else became, "url": addresses.at(became)}
            )
    return found
