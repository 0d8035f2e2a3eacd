"""What a public address is of, read from the address alone: `/2017/3.9` is objective 9 of goal 3.

So a page can name what it can't look up: what was asked for and is not there, and what something
withdrawn became.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import codes
from .addresses import Addresses

_IN_EDITION = r"(?:/(?P<year>[1-9][0-9]{3}))?"
_PARENT = r"(?P<parent>[0-9]{1,3})"
_NUMBER = r"(?P<number>[0-9]{1,3})"

# Kind of unit, the shape of its address, and the unit in words with its edition and without.
_SHAPES = [
    (
        kind,
        re.compile(f"{shape}/?"),
        dated,
        undated,
    )
    for kind, shape, dated, undated in (
        (
            "goal",
            f"{_IN_EDITION}/goals/{_NUMBER}",
            _("goal %(number)s in the %(year)s edition"),
            _("goal %(number)s"),
        ),
        (
            "objective",
            f"{_IN_EDITION}/(?:goals/{_PARENT}/objectives/{_NUMBER})",
            _("objective %(number)s of goal %(parent)s in the %(year)s edition"),
            _("objective %(number)s of goal %(parent)s"),
        ),
        (
            "objective",
            rf"{_IN_EDITION}/{_PARENT}\.{_NUMBER}",
            _("objective %(number)s of goal %(parent)s in the %(year)s edition"),
            _("objective %(number)s of goal %(parent)s"),
        ),
        (
            "theme",
            f"{_IN_EDITION}/themes/{_NUMBER}",
            _("theme %(roman)s of the %(year)s edition"),
            _("theme %(roman)s"),
        ),
        (
            "commitment",
            f"{_IN_EDITION}/themes/{_PARENT}/commitments/{_NUMBER}",
            _("commitment %(number)s of theme %(roman)s in the %(year)s edition"),
            _("commitment %(number)s of theme %(roman)s"),
        ),
        (
            "commitment",
            rf"{_IN_EDITION}/[Tt]{_PARENT}\.{_NUMBER}",
            _("commitment %(number)s of theme %(roman)s in the %(year)s edition"),
            _("commitment %(number)s of theme %(roman)s"),
        ),
        ("sdg", f"/sdgs/{_NUMBER}", "", _("SDG %(number)s")),
        ("topic", r"/topics/(?P<slug>[-\w]{1,100})", "", _("the topic “%(slug)s”")),
        ("edition", r"/(?P<year>[1-9][0-9]{3})", _("the %(year)s edition"), ""),
        (
            "page",
            r"/(?P<year>[1-9][0-9]{3})/.*",
            _("a page of the %(year)s edition"),
            "",
        ),
    )
]


@dataclass(frozen=True)
class Unit:
    """What an address is of; `words` say it within a sentence."""

    kind: str
    words: str
    year: int | None = None
    parent: int | None = None
    number: int | None = None

    @property
    def label(self) -> str:
        """Its full code, where it has one; else its words."""
        if self.kind in ("objective", "commitment") and self.year:
            theme = "T" if self.kind == "commitment" else ""
            return codes.with_edition(self.year, f"{theme}{self.parent}.{self.number}")
        return self.words


def parse(path: str) -> Unit | None:
    """What `path` is of by its shape, whether or not there is such a thing."""
    for kind, shape, dated, undated in _SHAPES:
        if found := shape.fullmatch(path):
            parts = found.groupdict()
            year, parent, number = (
                int(parts[name]) if parts.get(name) else None
                for name in ("year", "parent", "number")
            )
            words = str(dated if year else undated) % {
                "year": year,
                "parent": parent,
                "number": number,
                "roman": _roman(parent if kind == "commitment" else number),
                "slug": (parts.get("slug") or "").replace("-", " "),
            }
            return Unit(kind, words, year, parent, number)
    return None


def in_edition(unit: Unit, year: int, addresses: Addresses) -> str:
    """The address that the same unit has, or would have, in the edition of `year`."""
    parent, number = unit.parent or 0, unit.number or 0
    match unit.kind:
        case "goal":
            return addresses.goal(year, number)
        case "objective":
            return addresses.objective(year, parent, number)
        case "theme":
            return addresses.theme(year, number)
        case "commitment":
            return addresses.commitment(year, parent, number)
    return addresses.edition(year)


def _roman(number: int | None) -> str:
    return codes.roman(number) if number and number < 40 else str(number)
