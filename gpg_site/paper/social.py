"""The pictures of pages where others link to them: 1200 by 630 pixels in the look of the site.

Each function makes the picture of one unit, or returns None where the edition has no such unit.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from goals import codes
from goals.languages import (
    commitment_text,
    english,
    goal_title,
    language,
    objective_text,
    ours,
    theme_title,
)
from goals.models import Edition, Goal, Objective
from goals.outline import outline
from themes.models import Commitment, Theme

from .sheets import INK, THEME_COLOUR, content_date, direction, edition_name, goal_colour
from .typeset import png
from .words import Words, code, phrase, spoken, words

# Words, and of one longer than any line its pieces, so that no text is too long to be cut.
_TOKENS = re.compile(r"\s*\S{1,30}")


def edition(edition: Edition) -> bytes:
    """Its title, and the numerals of its goals in their colours."""
    numerals = [
        {"numeral": str(goal["number"]), "colour": goal_colour(goal["number"]), "is_theme": False}
        for goal in outline().edition(edition.year)["goals"]
    ]
    return _card(
        edition,
        words(_("Quoted by an independent, non-official portal")),
        english(edition.title),
        colour=INK,
        motto=english(edition.motto),
        numerals=numerals,
    )


def goal(edition: Edition, number: int) -> bytes | None:
    found = Goal.objects.in_edition(edition).filter(number=number).first()
    return found and _card(
        edition,
        phrase(_("Goal %(number)s: %(title)s"), number=number, title=ours(found.short_title)),
        goal_title(edition.year, number, found.title),
        lead=str(number),
        colour=goal_colour(number),
    )


def objective(edition: Edition, goal: int, number: int) -> bytes | None:
    rows = Objective.objects.in_edition(edition).filter(goal__number=goal, number=number)
    found = rows.select_related("goal").first()
    return found and _card(
        edition,
        phrase(
            _("Objective of goal %(number)s: %(title)s"),
            number=goal,
            title=ours(found.goal.short_title),
        ),
        objective_text(edition.year, goal, number, found.text),
        lead=f"{goal}.{number}",
        colour=goal_colour(goal),
        is_code=True,
    )


def theme(edition: Edition, number: int) -> bytes | None:
    found = Theme.objects.in_edition(edition).filter(number=number).first()
    return found and _card(
        edition,
        phrase(_("Cross-cutting foundational theme %(roman)s"), roman=code(codes.roman(number))),
        theme_title(edition.year, number, found.title),
        lead=codes.roman(number),
        is_theme=True,
    )


def commitment(edition: Edition, theme: int, number: int) -> bytes | None:
    rows = Commitment.objects.in_edition(edition).filter(theme__number=theme, number=number)
    found = rows.first()
    return found and _card(
        edition,
        phrase(_("Commitment of theme %(roman)s"), roman=code(codes.roman(theme))),
        commitment_text(edition.year, theme, number, found.text),
        lead=f"T{theme}.{number}",
        is_code=True,
    )


def _card(
    edition: Edition,
    kicker: Words,
    text: str,
    *,
    lead: str = "",
    colour: str = THEME_COLOUR,
    is_code: bool = False,
    is_theme: bool = False,
    motto: str = "",
    numerals: Iterable[dict[str, object]] = (),
) -> bytes:
    date = content_date(edition)
    return png(
        "social",
        {
            "lang": language(),
            "dir": direction(),
            "date": [date.year, date.month, date.day],
            "words": {"site": _("Global Policing Goals")},
            "edition": edition_name(edition.year),
            "kicker": kicker,
            "tokens": _TOKENS.findall(text),
            "spoken": spoken(text),
            "lead": lead,
            "colour": colour,
            "is_code": is_code,
            "is_theme": is_theme,
            "motto": words(motto),
            "numerals": list(numerals),
        },
    )
