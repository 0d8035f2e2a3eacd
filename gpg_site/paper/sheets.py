"""What stands on paper and in social cards, as typed dictionaries made of those of the pages.

typst sets them as they are (`typst/*.typ`), so each holds every word with its language, and every
address in full: paper has no page that it stands on.
"""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import TypedDict
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from goals.data.shapes import GoalData, ProvisionData, SourceRef, Statement
from goals.languages import english, language
from goals.models import Edition, Sdg
from goals.outline import EditionOutline, Frame, GoalRef, Withdrawn
from gpg_site.models import ContentVersion
from gpg_site.public_history import changed_on
from gpg_site.templatetags.languages import comma, semicolon
from themes.data.pages import ThemeData

from .typeset import qr
from .wording import Wording, source_line
from .words import Words, code, joined, phrase, plain, words

# As in static/css/base.css, on white: a goal's, and what themes have.
GOAL_COLOURS = ("#9b2226", "#1f5a8c", "#7b3fa0", "#00676e", "#6b5200", "#a8410b", "#2c6e2f")
THEME_COLOUR = "#566270"
INK = "#16202b"

UN_DISCLAIMER = (
    "The content of this publication has not been approved by the United Nations and does not "
    "reflect the views of the United Nations or its officials or Member States. "
    "https://www.un.org/sustainabledevelopment"
)


class Item(TypedDict):
    """A provision: `address` is its `url` as people write it."""

    code: str
    full_code: str
    url: str
    address: str
    text: Words
    note: Words


class SdgLine(TypedDict):
    number: int
    title: Words
    colour: str
    url: str
    evidence: str


class Part(TypedDict):
    """A goal or a theme. `label` is what its items are called."""

    is_theme: bool
    numeral: str
    colour: str
    kicker: Words
    title: Words
    url: str
    note: Words
    label: str
    items: list[Item]
    sdgs: list[SdgLine]


class Line(TypedDict):
    label: str
    text: Words
    url: str


class Sheet(TypedDict):
    """What every sheet says of itself. `date` is year, month and day of its content, `dir` is ltr
    or rtl. `title` and `description` are the file's, of which no word can say its language."""

    lang: str
    dir: str
    title: str
    description: str
    date: list[int]
    edition: str
    url: str
    address: str
    qr: str
    qr_alt: str
    withdrawn: Words
    words: dict[str, str]
    wording: Wording
    about: list[Line]
    terms: list[Words]


def direction() -> str:
    return "rtl" if get_language_bidi() else "ltr"


def goal_colour(number: int) -> str:
    return GOAL_COLOURS[(number - 1) % len(GOAL_COLOURS)]


def edition_name(year: int) -> str:
    return _("%(year)s edition") % {"year": year}


def written(url: str) -> str:
    """An address as people write it."""
    return url.partition("://")[2] or url


def items(provisions: Iterable[ProvisionData], root: str) -> list[Item]:
    return [
        {
            "code": item["code"],
            "full_code": item["full_code"],
            "url": root + item["url"],
            "address": written(root + item["url"]),
            "text": words(item["text"]),
            "note": words(item["note"]),
        }
        for item in provisions
    ]


def sdg_colours() -> dict[int, str]:
    """The UN's colour of each SDG by its number."""
    return dict(Sdg.objects.values_list("number", "colour"))


def sdg_lines(statements: Iterable[Statement], colours: dict[int, str], root: str) -> list[SdgLine]:
    """The SDGs of the statements, each once, with who says so."""
    evidence: dict[int, list[str]] = {}
    found: dict[int, SdgLine] = {}
    for statement in statements:
        sdg = statement["sdg"]
        said = (
            _("Stated by INTERPOL")
            if statement["evidence"] == "stated"
            else _("Editorial: our reading")
        )
        evidence.setdefault(sdg["number"], []).append(said)
        found[sdg["number"]] = {
            "number": sdg["number"],
            "title": words(sdg["title"]),
            "colour": colours[sdg["number"]],
            "url": root + sdg["url"],
            "evidence": semicolon().join(evidence[sdg["number"]]),
        }
    return list(found.values())


def goal_part(
    goal: GoalData,
    objectives: Iterable[ProvisionData],
    statements: Iterable[Statement],
    edition: EditionOutline,
    colours: dict[int, str],
    root: str,
) -> Part:
    return {
        "is_theme": False,
        "numeral": str(goal["number"]),
        "colour": goal_colour(goal["number"]),
        "kicker": phrase(
            _("Goal %(number)s of %(count)s. %(title)s"),
            number=goal["number"],
            count=len(edition["goals"]),
            title=goal["short_title"],
        ),
        "title": words(goal["title"]),
        "url": root + goal["url"],
        "note": words(goal["note"]),
        "label": _("Objectives"),
        "items": items(objectives, root),
        "sdgs": sdg_lines(statements, colours, root),
    }


def theme_part(theme: ThemeData, commitments: Iterable[ProvisionData], root: str) -> Part:
    return {
        "is_theme": True,
        "numeral": theme["roman"],
        "colour": THEME_COLOUR,
        "kicker": phrase(
            _("Cross-cutting foundational theme %(roman)s"), roman=code(theme["roman"])
        ),
        "title": words(theme["title"]),
        "url": root + theme["url"],
        "note": words(theme["note"]),
        "label": _("Commitments"),
        "items": items(commitments, root),
        "sdgs": [],
    }


def goal_in_short(goal: GoalRef, root: str) -> dict[str, object]:
    return {
        "is_theme": False,
        "numeral": str(goal["number"]),
        "colour": goal_colour(goal["number"]),
        "title": words(goal["title"]),
        "url": root + goal["url"],
    }


def content_date(edition: Edition) -> datetime.date:
    """The day from which the edition stands as it does: of its last change, or of its coming."""
    days = (edition.published_on, _changed_on(edition, ContentVersion.current()))
    return max(day for day in days if day)


@lru_cache(maxsize=8)
def _changed_on(edition: Edition, version: UUID | None) -> datetime.date | None:
    """The day of its last change in this state of the content: it is looked for in all of the
    history, which takes longer than all else that a file needs."""
    return changed_on(edition)


def sheet(
    edition: Edition,
    *,
    frame: Frame,
    title: Words,
    url: str,
    root: str,
    source: SourceRef,
    found: str,
    wording: Wording,
    of_title: bool = False,
    locator: str = "",
) -> Sheet:
    """The sheet of a unit at `url`, which is a path below `root`."""
    date = content_date(edition)
    address = root + url
    name = edition_name(edition.year)
    is_translated = bool(wording["english"])
    about = source_line(source, found, of_title=of_title, is_translated=is_translated)
    return {
        "lang": language(),
        "dir": direction(),
        "title": plain(title),
        "description": plain(joined((words(name), about), ". ")),
        "date": [date.year, date.month, date.day],
        "edition": name,
        "url": address,
        "address": written(address),
        "qr": qr(address),
        "qr_alt": plain(phrase(_("QR code of %(address)s"), address=code(address))),
        "withdrawn": _withdrawal(frame["withdrawn"]),
        "words": {
            "site": _("Global Policing Goals"),
            "note": _("Note"),
            "sdgs": _("SDGs that it bears on"),
            "about": _("About this document"),
            "foreword": _("Foreword"),
            "english": _("In English:"),
            "unofficial": _("Unofficial translation"),
            "key_official": _("Official wording is set like this,"),
            "key_ours": _(
                "letter for letter. All else, codes and [completions] included, is editorial: "
                "this portal's."
            ),
        },
        "wording": wording,
        "about": [
            {"label": _("Address"), "text": code(written(address)), "url": address},
            {
                "label": _("Edition"),
                "text": phrase(
                    _("%(edition)s, published here on %(published)s. Content as of %(date)s."),
                    edition=name,
                    published=date_format(edition.published_on or date),
                    date=date_format(date),
                ),
                "url": root + frame["edition"]["url"] if frame["edition"] else "",
            },
            {
                "label": _("Source"),
                "text": source_line(
                    source,
                    found,
                    of_title=of_title,
                    is_translated=is_translated,
                    locator=locator,
                ),
                "url": source["url"],
            },
            {
                "label": _("Codes"),
                "text": words(
                    _(
                        "The document prints bullets without numbers. The codes of objectives and "
                        "commitments, such as 3.2 and T4.1, are ours: they count the bullets in "
                        "printed order."
                    )
                ),
                "url": "",
            },
        ],
        "terms": [
            words(
                _(
                    "From an independent, non-official site. It is not affiliated with, endorsed "
                    "by or approved by INTERPOL. Goal texts © INTERPOL, quoted unaltered for "
                    "information from the document named here; everything marked as editorial is "
                    "ours."
                )
            ),
            words(english(UN_DISCLAIMER)),
        ],
    }


def _withdrawal(withdrawn: Withdrawn | None) -> Words:
    if not withdrawn:
        return []
    sentences = [
        words(_("Withdrawn.")),
        words(withdrawn["reason"]),
        words(_("What follows are its words as they were published.")),
    ]
    if withdrawn["became"]:
        became = joined((code(link["label"]) for link in withdrawn["became"]), comma())
        sentences.append([*words(_("It became:")), *words(" "), *became, *words(".")])
    return joined(sentences, " ")
