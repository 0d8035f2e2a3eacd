"""The framework as a picture: where the curves between SDGs and goals run.

Two rows of equal columns stand above each other, SDGs over goals; a curve leads from the middle of
an SDG's column down to the middle of a goal's. This module knows no Django.
"""

from collections.abc import Iterable, Sequence
from typing import TypedDict

WIDTH, HEIGHT = 1000, 150
# An editorial curve runs beside a stated one of the same pair, not on it.
ASIDE = 7


class Curve(TypedDict):
    """A curve for one statement, as the `d` of an SVG path in a box of WIDTH by HEIGHT."""

    goal: int
    sdg: int
    evidence: str
    path: str


def curves(
    links: Iterable[tuple[int, int, str]], sdgs: Sequence[int], goals: Sequence[int]
) -> list[Curve]:
    """A curve for each link (goal, SDG, evidence); `sdgs` and `goals` are the rows, in order."""
    return [
        {"goal": goal, "sdg": sdg, "evidence": evidence, "path": _path(top, bottom)}
        for goal, sdg, evidence in links
        for aside in [ASIDE if evidence == "editorial" else 0]
        for top in [_middle(sdgs.index(sdg), len(sdgs)) + aside]
        for bottom in [_middle(goals.index(goal), len(goals)) + aside]
    ]


def _middle(index: int, columns: int) -> int:
    return round((index + 0.5) * WIDTH / columns)


def _path(top: int, bottom: int) -> str:
    half = HEIGHT // 2
    return f"M{top} 0C{top} {half} {bottom} {half} {bottom} {HEIGHT}"
