"""What the desk's first page says: what is still to be done, what is a draft, what changed last.

Only what the signed-in person may view is among it. The number of queries does not depend on how
much content there is.
"""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from goals.models import (
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    Language,
    Objective,
    SdgLink,
)
from goals.unfinished import BASIS, COMPARISON, TOPICS, WORDS, Unfinished, UnfinishedFilter
from themes.models import Commitment, Theme

from .. import content, translating
from ..links import outside_links
from ..logged import UNITS
from ..models import OutsideLink
from ..verification import inconsistencies, wordings
from .last_changes import LastChange, last_changes
from .rows import User, form_url, list_url, may_view

# So many of a list stand on the page at once, and so much of a text.
SHOWN = 5
LETTERS = 100
UNFINISHED: tuple[tuple[type[models.Model], Unfinished], ...] = (
    (Objective, TOPICS),
    (Commitment, TOPICS),
    (Objective, COMPARISON),
    (Correspondence, WORDS),
    (SdgLink, BASIS),
)


class Item(TypedDict):
    """One thing of a list: its name, its form if it has one, and what is wrong with it."""

    label: str
    url: str
    detail: str


class Finding(TypedDict):
    """A list of what is not as it should be, which `state` says in a word: ten, or none.

    `items` are the first of `count`; the others are `rest`, or they are behind `list_url`.
    """

    title: str
    state: str
    count: int
    items: list[Item]
    rest: list[Item]
    list_url: str


class Draft(TypedDict):
    """An edition that is not public."""

    label: str
    title: str
    form_url: str
    preview_url: str


class Dashboard(TypedDict):
    """`drafts` is None for those who may not view editions."""

    findings: list[Finding]
    drafts: list[Draft] | None
    changes: list[LastChange]


def dashboard(user: User) -> Dashboard:
    return {
        "findings": [
            *_verification(user),
            *_unfinished(user),
            *_untranslated(user),
            *_links(user),
        ],
        "drafts": _drafts() if may_view(user, Edition) else None,
        "changes": last_changes(user),
    }


def _verification(user: User) -> Iterator[Finding]:
    """What `manage.py verify` says."""
    viewed = {
        model: may_view(user, model) for model in (Edition, Goal, Theme, Objective, Commitment)
    }
    if any(viewed.values()):
        found = [wording for wording in wordings() if viewed[type(wording.row)]]
        altered = [wording for wording in found if not wording.is_verbatim]
        yield _finding(
            _("Official wording"),
            _("%(verbatim)s of %(official)s are verbatim")
            % {"verbatim": len(found) - len(altered), "official": len(found)},
            (
                _item(wording.unit, form_url(wording.row), detail=wording.text)
                for wording in altered
            ),
        )
    # A sentence may name rows of any kind.
    if all(may_view(user, model) for model in content.MODELS):
        sentences = inconsistencies(untagged=False)
        yield _finding(_("Contradictions"), "", (_item(each, "") for each in sentences))


def _unfinished(user: User) -> Iterator[Finding]:
    for model, kind in UNFINISHED:
        if may_view(user, model):
            rows = kind.rows(model._default_manager.select_related(*UNITS[model].related))
            plural = capfirst(str(model._meta.verbose_name_plural))
            finding = _finding(
                f"{plural} {kind.name}",
                "",
                (_item(str(row), form_url(row)) for row in rows[:SHOWN]),
            )
            if finding["count"]:
                finding["count"] = rows.count()
                finding["state"] = str(finding["count"])
                finding["list_url"] = (
                    f"{list_url(model)}?{UnfinishedFilter.parameter_name}={kind.key}"
                )
            yield finding


def _untranslated(user: User) -> Iterator[Finding]:
    """What of our own stands in English on pages in other languages."""
    if may_view(user, EditorialTranslation):
        missing = translating.missing()
        for code, name in Language.choices:
            finding = _finding(
                _("Without a translation into %(language)s") % {"language": name},
                "",
                (_item(text.english, "") for text in missing[code]),
            )
            if finding["count"]:
                url = reverse("admin:goals_editorialtranslation_missing")
                # That page has them all, each with its form.
                finding |= {"items": [], "rest": [], "list_url": f"{url}#{code}"}
            yield finding


def _links(user: User) -> Iterator[Finding]:
    if not any(may_view(user, model) for model in content.MODELS):
        return
    asked = list(OutsideLink.objects.values_list("url", "checked_at", "error"))
    broken = {url: error for url, _at, error in asked if error}
    places = outside_links() if broken else {}
    finding = _finding(
        _("Broken outside links"),
        "",
        (
            _item(place.name, form_url(place.row) if place.row else "", detail=f"{url}: {error}")
            for url, error in broken.items()
            for place in places.get(url, ())
            if place.row is None or may_view(user, type(place.row))
        ),
    )
    if asked:
        finding["state"] = _("%(broken)s, on %(day)s") % {
            "broken": finding["state"],
            "day": formats.date_format(max(at for _url, at, _error in asked), "j F Y"),
        }
    else:
        finding["state"] = _("not asked yet; the command check_links does")
    yield finding


def _finding(title: str, state: str, items: Iterable[Item]) -> Finding:
    found = list(items)
    return {
        "title": title,
        "state": state or (str(len(found)) if found else _("none")),
        "count": len(found),
        "items": found[:SHOWN],
        "rest": found[SHOWN:],
        "list_url": "",
    }


def _item(label: str, url: str, *, detail: str = "") -> Item:
    shorter, short = Truncator(label), Truncator(detail)
    return {
        # A sentence that leads nowhere is all that there is.
        "label": shorter.chars(LETTERS) if url else label,
        "url": url,
        "detail": short.chars(LETTERS),
    }


def _drafts() -> list[Draft]:
    return [
        {
            "label": str(edition),
            "title": edition.title,
            "form_url": form_url(edition),
            "preview_url": reverse(
                "staff:preview", args=[edition.year, edition.get_absolute_url()]
            ),
        }
        for edition in Edition.objects.all()
        if not edition.is_public
    ]
