"""The portal's codes for provisions: `3.2` is an objective, `T4.1` a commitment.

The documents print bullets without numbers; the codes count them in printed order.
This module knows no Django.
"""

import re
from dataclasses import dataclass

CODE_PATTERN = r"[Tt]?[1-9][0-9]?\.[1-9][0-9]?"

_CODE = re.compile(r"(?P<theme>[Tt]?)(?P<parent>[1-9][0-9]?)\.(?P<number>[1-9][0-9]?)")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Code:
    """A parsed code: number `number` within goal or theme `parent`."""

    of_theme: bool
    parent: int
    number: int

    def __str__(self) -> str:
        return f"{'T' if self.of_theme else ''}{self.parent}.{self.number}"


def parse(text: str) -> Code:
    """The code that `text` spells, in either letter case; ValueError if it spells none."""
    match = _CODE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a code such as 3.2 or T4.1")
    return Code(bool(match["theme"]), int(match["parent"]), int(match["number"]))


_IN_EDITION = re.compile(r"(?:(?:[Gg][Pp][Gg])?(?P<year>[1-9][0-9]{3})[-/ ])?(?P<code>.+)")


def parse_with_edition(text: str) -> tuple[int | None, Code]:
    """The year and the code of `GPG2023-3.2`, `2023-3.2` or `3.2`, which names no year.

    ValueError if the text spells no code.
    """
    match = _IN_EDITION.fullmatch(text.strip())
    if not match:
        raise ValueError("An empty text is not a code")
    return int(match["year"]) if match["year"] else None, parse(match["code"])


def with_edition(year: int, code: str) -> str:
    """`GPG2023-3.2` for the code `3.2` of the edition of 2023."""
    return f"GPG{year}-{code}"


def roman(number: int) -> str:
    """A positive number below 40 as the Roman numeral that the document prints before a theme."""
    if not 0 < number < 40:
        raise ValueError(f"{number} has no numeral here: themes are numbered 1 to 39")
    numeral = ""
    for value, sign in _ROMAN:
        while number >= value:
            numeral += sign
            number -= value
    return numeral
