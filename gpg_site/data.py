"""What the pages say that belong to neither app: home, and what has only a frame."""

from typing import TypedDict

from django.conf import settings
from django.db.models import Count, Q

from goals.data.framework import edition_data
from goals.data.nearness import themes_near
from goals.data.sdgs import sdg_ref
from goals.data.shapes import EditionData, SdgRef, ThemeRef
from goals.models import Edition, NoCounterpart, Objective, Sdg, SdgLink
from goals.outline import Frame, GoalRef, Outline, outline

from .diagram import Curve, curves


class LinkInShort(TypedDict):
    """An SDG that a goal is linked to, and by what evidence: stated, editorial, or both."""

    sdg: SdgRef
    evidence: list[str]


class GoalInShort(TypedDict):
    """A goal with the number of its objectives and the SDGs that it is linked to."""

    goal: GoalRef
    objectives: int
    links: list[LinkInShort]


class SdgInDiagram(TypedDict):
    sdg: SdgRef
    is_linked: bool


class EditionChange(TypedDict):
    """What the current edition changed, in numbers, in the portal's reading of both texts.

    `new` of the `objectives` are said to correspond to nothing in the edition of `year`, `dropped`
    of that edition's `former` objectives to nothing now.
    """

    year: int
    url: str
    objectives: int
    former: int
    new: int
    dropped: int


class HomePage(TypedDict):
    """`edition` is the current one, or None while nothing is published.

    `change` is None while there is no earlier edition.
    """

    frame: Frame
    edition: EditionData | None
    goals: list[GoalInShort]
    themes: list[ThemeRef]
    sdgs: list[SdgInDiagram]
    curves: list[Curve]
    change: EditionChange | None


class PlainPage(TypedDict):
    """A page whose words stand in its template."""

    frame: Frame


class AccessibilityPage(PlainPage):
    """`contact` is a mail address for readers, or empty."""

    contact: str


def home_page() -> HomePage:
    whole = outline()
    edition = Edition.objects.published().select_related("source").order_by("-year").first()
    if edition is None:
        return {
            "frame": whole.frame(),
            "edition": None,
            "goals": [],
            "themes": [],
            "sdgs": [],
            "curves": [],
            "change": None,
        }
    sdgs: dict[int, SdgRef] = {
        number: sdg_ref(number, title, whole.addresses)
        for number, title in Sdg.objects.values_list("number", "title")
    }
    links = list(
        SdgLink.objects.filter(goal__edition=edition)
        .order_by("goal__number", "sdg__number", "-evidence")
        .values_list("goal__number", "sdg__number", "evidence")
    )
    linked = {sdg for _goal, sdg, _evidence in links}
    goals = whole.edition(edition.year)["goals"]
    counts = _objectives()
    return {
        "frame": whole.frame(),
        "edition": edition_data(edition, whole.addresses),
        "goals": [
            {
                "goal": goal,
                "objectives": counts.get((edition.year, goal["number"]), 0),
                "links": _links_of(goal["number"], links, sdgs),
            }
            for goal in goals
        ],
        "themes": themes_near((), edition, whole.addresses),
        "sdgs": [{"sdg": sdg, "is_linked": number in linked} for number, sdg in sdgs.items()],
        "curves": curves(links, list(sdgs), [goal["number"] for goal in goals]),
        "change": _change(whole, counts),
    }


def _objectives() -> dict[tuple[int, int], int]:
    """The number of objectives by year and number of goal, of all public editions."""
    rows = (
        Objective.objects.public()
        .order_by()
        .values_list("goal__edition__year", "goal__number")
        .annotate(Count("pk"))
    )
    return {(year, goal): count for year, goal, count in rows}


def _links_of(
    goal: int, links: list[tuple[int, int, str]], sdgs: dict[int, SdgRef]
) -> list[LinkInShort]:
    evidence: dict[int, list[str]] = {}
    for number, sdg, kind in links:
        if number == goal:
            evidence.setdefault(sdg, []).append(kind)
    return [{"sdg": sdgs[sdg], "evidence": kinds} for sdg, kinds in evidence.items()]


def _change(whole: Outline, counts: dict[tuple[int, int], int]) -> EditionChange | None:
    if len(whole.editions) < 2:
        return None
    current, former = whole.editions[0]["year"], whole.editions[1]["year"]
    alone = NoCounterpart.objects.filter(
        objective__goal__edition__year__in=(current, former), edition__year__in=(current, former)
    ).aggregate(
        new=Count("pk", filter=Q(objective__goal__edition__year=current)),
        dropped=Count("pk", filter=Q(objective__goal__edition__year=former)),
    )
    totals = {
        year: sum(count for (of, _goal), count in counts.items() if of == year)
        for year in (current, former)
    }
    return {
        "year": former,
        "url": whole.editions[1]["url"],
        "objectives": totals[current],
        "former": totals[former],
        "new": alone["new"],
        "dropped": alone["dropped"],
    }


def plain_page() -> PlainPage:
    return {"frame": outline().frame()}


def accessibility_page() -> AccessibilityPage:
    return {**plain_page(), "contact": settings.CONTACT}
