"""PDF: an edition, each of its units, and a one-page card of a goal.

Each function makes the file of one unit, or returns None where the edition has no such unit. `root`
is the site's address without its last slash; what is printed leads there.
"""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals import data as goals
from goals.data.framework import edition_data, goal_data
from goals.data.provisions import objectives_by_goal
from goals.data.shapes import CorrespondenceRef, ObjectivePage, ProvisionData
from goals.data.statements import statements
from goals.languages import in_language
from goals.models import Correspondence, Edition, Goal, GoalTranslation, Objective, SdgLink
from goals.outline import outline
from gpg_site.templatetags.languages import comma, shortened
from themes import data as themes
from themes.data.pages import CommitmentPage

from .sheets import (
    THEME_COLOUR,
    Line,
    Sheet,
    edition_name,
    goal_colour,
    goal_in_short,
    goal_part,
    items,
    sdg_colours,
    sdg_lines,
    sheet,
    theme_part,
)
from .typeset import pdf
from .wording import source_line, wording_of, wording_of_all
from .words import Words, code, joined, phrase, words


class Elsewhere(TypedDict):
    """What stands for an objective in another edition, or that nothing does."""

    full_code: str
    url: str
    text: Words
    relation: Words
    reason: Words


def edition(year: int, root: str) -> bytes:
    """The whole edition of `year`; Edition.DoesNotExist if there is none."""
    edition = Edition.objects.published().select_related("source").get(year=year)
    whole = outline()
    here = whole.edition(edition.year)
    own = edition_data(edition, whole.addresses)
    objectives = objectives_by_goal(Objective.objects.in_edition(edition), edition, whole.addresses)
    said = statements(SdgLink.objects.filter(goal__edition=edition), whole)
    theme_list = themes.theme_list_page(edition)
    colours = sdg_colours()
    goals_here = list(Goal.objects.in_edition(edition).order_by("number"))
    parts = [
        goal_part(
            goal_data(goal, edition, whole.addresses),
            objectives.get(goal.number, []),
            [one for one in said if one["goal"]["number"] == goal.number],
            here,
            colours,
            root,
        )
        for goal in goals_here
    ] + [
        theme_part(one["theme"], one["commitments"], root)
        for one in (theme_list["themes"] if theme_list else [])
    ]
    about = sheet(
        edition,
        frame=whole.pinned_frame(edition.year, same_unit={edition.year: own["url"]}),
        title=joined(
            (words(_("Global Policing Goals")), words(edition_name(edition.year))), comma()
        ),
        url=own["url"],
        root=root,
        source=own["source"],
        found=own["wording"]["found"],
        wording=wording_of_all(
            [in_language(GoalTranslation, (year, goal.number), goal.title) for goal in goals_here],
            (own["title"], *own["foreword"]),
        ),
    )
    about["about"] += _lines((_("Adoption"), own["adopted"]), (_("Note"), own["note"]))
    cover = {
        "title": words(own["title"]),
        "motto": words(own["motto"]),
        "foreword": [words(paragraph) for paragraph in own["foreword"]],
        "source": source_line(own["source"], own["wording"]["found"]),
    }
    return pdf("edition", {**about, "cover": cover, "parts": parts})


def goal(edition: Edition, number: int, root: str) -> bytes | None:
    """A goal with its objectives and SDGs."""
    found = goal_sheet(edition, number, root)
    return pdf("part", found) if found else None


def goal_card(edition: Edition, number: int, root: str) -> bytes | None:
    """A goal on one page of A5, to print."""
    found = goal_sheet(edition, number, root)
    if found is None:
        return None
    left_out = [
        ngettext(
            "One more objective at the address below.",
            "%(count)s more objectives at the address below.",
            count,
        )
        % {"count": count}
        for count in range(1, len(found["part"]["items"]) + 1)
    ]
    about = found["about"]
    lines = (found["wording"]["line"], about[1]["text"], about[2]["text"], found["terms"][0])
    return pdf(
        "card",
        {
            **found,
            "words": {**found["words"], "more": left_out},
            "foot": [joined(lines, " "), *found["terms"][1:]],
        },
    )


def theme(edition: Edition, number: int, root: str) -> bytes | None:
    """A theme with its commitments."""
    page = themes.theme_page(edition, number)
    if page is None:
        return None
    own = page["theme"]
    title = phrase(
        _("Theme %(roman)s, %(year)s edition: %(title)s"),
        roman=code(own["roman"]),
        year=own["year"],
        title=own["title"],
    )
    about = _sheet(
        edition,
        page,
        own["url"],
        title,
        root,
        texts=(own["title"], *(item["text"] for item in page["commitments"])),
        of_title=True,
        locator=own["locator"],
    )
    part = theme_part(own, page["commitments"], root)
    return pdf("part", {**about, "part": part})


def objective(edition: Edition, goal: int, number: int, root: str) -> bytes | None:
    """An objective, its goal and SDGs, and what corresponds to it in other editions."""
    page = goals.objective_page(edition, goal, number)
    if page is None:
        return None
    return _provision(
        edition,
        page,
        page["objective"],
        root,
        title=_("Objective %(code)s: %(text)s"),
        kicker=_("Objective %(code)s, %(year)s edition"),
        labels={"part": _("Its goal"), "elsewhere": _("In other editions")},
        also=(page["goal"]["title"], *(o["text"] for o in (*page["earlier"], *page["later"]))),
        colour=goal_colour(goal),
        part=goal_in_short(page["goal"], root),
        sdgs=sdg_lines(page["statements"], sdg_colours(), root),
        elsewhere=_elsewhere(page, root),
    )


def commitment(edition: Edition, theme: int, number: int, root: str) -> bytes | None:
    """A commitment and its theme."""
    page = themes.commitment_page(edition, theme, number)
    if page is None:
        return None
    return _provision(
        edition,
        page,
        page["commitment"],
        root,
        title=_("Commitment %(code)s: %(text)s"),
        kicker=_("Commitment %(code)s, %(year)s edition"),
        labels={"part": _("Its theme")},
        also=(page["theme"]["title"],),
        colour=THEME_COLOUR,
        part=theme_part(page["theme"], [], root),
        sdgs=[],
        elsewhere=[],
    )


def _provision(
    edition: Edition,
    page: ObjectivePage | CommitmentPage,
    own: ProvisionData,
    root: str,
    *,
    title: str,
    kicker: str,
    labels: dict[str, str],
    also: Iterable[str],
    **content: Any,
) -> bytes:
    """`title` has places for code and text, `kicker` for code and year; `also` are the official
    words on the sheet that are not its own."""
    about = _sheet(
        edition,
        page,
        own["url"],
        phrase(title, code=code(own["full_code"]), text=shortened(own["text"], 12)),
        root,
        texts=(own["text"], *also),
    )
    about["words"] |= labels
    said = phrase(kicker, code=code(own["code"]), year=edition.year)
    return pdf("provision", {**about, **content, "kicker": said, "item": items([own], root)[0]})


def _sheet(
    edition: Edition,
    page: Any,
    url: str,
    title: Words,
    root: str,
    *,
    texts: Iterable[str],
    **of_a_title: Any,
) -> Sheet:
    """What the paper of a unit says around it, from the dictionary of its page; `texts` are all
    official words that are on it."""
    return sheet(
        edition,
        frame=page["frame"],
        title=title,
        url=url,
        root=root,
        source=page["source"],
        found=page["wording"]["found"],
        wording=wording_of(page["in_language"], texts),
        **of_a_title,
    )


def goal_sheet(edition: Edition, number: int, root: str) -> dict[str, Any] | None:
    page = goals.goal_page(edition, number)
    if page is None:
        return None
    own = page["goal"]
    title = phrase(
        _("Goal %(number)s, %(year)s edition: %(title)s"),
        number=own["number"],
        year=own["year"],
        title=own["title"],
    )
    about = _sheet(
        edition,
        page,
        own["url"],
        title,
        root,
        texts=(own["title"], *(item["text"] for item in page["objectives"])),
        of_title=True,
        locator=own["locator"],
    )
    part = goal_part(
        own, page["objectives"], page["statements"], page["edition"], sdg_colours(), root
    )
    return {**about, "part": part}


def _elsewhere(page: ObjectivePage, root: str) -> list[Elsewhere]:
    """What corresponds to an objective in other editions, and where nothing does."""
    found = [_counterpart(other, root) for other in (*page["earlier"], *page["later"])]
    for end in (*page["new"], *page["dropped"]):
        relation = phrase(_("Nothing in the %(year)s edition corresponds to it."), year=end["year"])
        found.append(
            {
                "full_code": "",
                "url": "",
                "text": [],
                "relation": relation,
                "reason": words(end["reason"]),
            }
        )
    return found


def _counterpart(other: CorrespondenceRef, root: str) -> Elsewhere:
    relation = Correspondence.Relation(other["relation"]).label
    return {
        "full_code": other["full_code"],
        "url": root + other["url"],
        "text": words(other["text"]),
        "relation": phrase(_("Editorial: %(relation)s."), relation=str(relation)),
        "reason": words(other["reason"]),
    }


def _lines(*lines: tuple[str, str]) -> list[Line]:
    return [{"label": label, "text": words(text), "url": ""} for label, text in lines if text]
