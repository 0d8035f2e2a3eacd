"""The public log of editorial changes: what changed, when, in which unit, and why; never by whom.

It is read from the history that every change leaves, as far as that is public.
"""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import TypedDict
from uuid import UUID, uuid5

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import wording
from goals.models import Edition, Source
from goals.outline import Frame, Link, outline
from goals.visibility import showing

from .logged import LOGGED, OFFICIAL, UNITS, Logged, Row, fields_of
from .public_history import KINDS, Found, everything

PER_PAGE = 50
# What the names of changes are made in, for good.
NAMES = UUID("07a3b86a-6402-44e9-83f6-e8f1562992a2")


class FieldChange(TypedDict):
    """What a field said before and says now, in paragraphs; of a text only what differs.

    `language` is that of the words where it is not English, or empty.
    """

    name: str
    before: list[str]
    after: list[str]
    is_official: bool
    language: str


class Change(TypedDict):
    """A change of one row. `kind` is added, changed, removed or published (of an edition).

    `id` names it for good. `what` is the kind of row; the unit has an address while it is there.
    """

    id: str
    at: datetime.datetime
    kind: str
    what: str
    unit: Link
    fields: list[FieldChange]
    reason: str


class Day(TypedDict):
    day: datetime.date
    changes: list[Change]


class ChangesPage(TypedDict):
    """A page of the log, newest first. `since` is the day on which the newest published edition
    became public here, or empty."""

    frame: Frame
    since: str
    number: int
    pages: int
    url: str
    days: list[Day]
    newer_url: str
    older_url: str


def changes_page(number: str) -> ChangesPage | None:
    """The page of this number, or None where there is none."""
    if not (number.isascii() and number.isdigit()) or number.startswith("0"):
        return None
    # The log is of what was published: a preview adds nothing to it.
    with showing():
        try:
            page = Paginator(everything(), PER_PAGE).page(number)
        except InvalidPage:
            return None
        changes = _changes([Found(*row) for row in page.object_list])
    whole = outline()
    here = reverse("changes")
    return {
        "frame": whole.frame({"label": _("About"), "url": reverse("about")}),
        "since": next(filter(None, (edition["published_on"] for edition in whole.editions)), ""),
        "number": page.number,
        "pages": page.paginator.num_pages,
        "url": _page_url(here, page.number),
        "days": [
            {"day": day, "changes": list(of_day)}
            for day, of_day in groupby(changes, key=lambda change: change["at"].date())
        ],
        "newer_url": _page_url(here, page.number - 1),
        "older_url": _page_url(here, page.number + 1) if page.has_next() else "",
    }


def log_pages() -> tuple[list[str], datetime.date | None]:
    """The addresses of all pages of the log, and the day of its newest change, if there is one."""
    here = reverse("changes")
    with showing():
        found = everything()
        pages = Paginator(found, PER_PAGE).num_pages
        newest = found.first()
    return [_page_url(here, number) for number in range(1, pages + 1)], newest and newest[0].date()


def _page_url(here: str, number: int) -> str:
    return "" if number < 1 else here if number == 1 else f"{here}?page={number}"


def _changes(found: list[Found]) -> list[Change]:
    """What `found` says in words: two queries for each model that is among it."""
    told: dict[Found, Change] = {}
    for place, logged in enumerate(LOGGED):
        own = [item for item in found if item.place == place]
        if own:
            told |= _changes_of(logged, own)
    return [told[item] for item in found]


def _changes_of(logged: Logged, found: list[Found]) -> dict[Found, Change]:
    history = logged.model.history.model  # type: ignore[attr-defined]
    unit_model = (
        logged.model._meta.get_field(logged.unit).related_model if logged.unit else logged.model
    )
    unit = UNITS[unit_model]  # type: ignore[index]
    prefix = f"{logged.unit}__" if logged.unit else ""
    related = {*logged.follow, *(prefix + way for way in unit.related), logged.unit} - {""}
    wanted = {item.history_id for item in found} | {item.before for item in found}
    rows = history.objects.filter(history_id__in=wanted - {None}).select_related(*related)
    by_id = {row.history_id: row for row in rows}
    current = (
        {}
        if logged.unit
        else logged.model._default_manager.select_related(*unit.related).in_bulk(
            [row.id for row in by_id.values()]
        )
    )
    told: dict[Found, Change] = {}
    for item in found:
        row, before = by_id[item.history_id], by_id.get(item.before)
        its_unit = getattr(row, logged.unit) if logged.unit else current.get(row.id)
        told[item] = {
            "id": _name(logged, item),
            "at": item.at,
            "kind": "published" if _publishes(logged, row, before) else KINDS[row.history_type],
            "what": str(logged.model._meta.verbose_name),
            "unit": {
                "label": unit.name(its_unit or row),
                "url": unit.url(its_unit) if its_unit else "",
            },
            "fields": [],
            "reason": row.history_change_reason or "",
        }
        if told[item]["kind"] != "published":
            told[item]["fields"] = list(_told_fields(logged, row, before))
    return told


def _name(logged: Logged, found: Found) -> str:
    """The same wherever the portal moves: a backup keeps a history row's key and its moment. The
    moment tells it from the row of that key of any other portal."""
    name = f"{logged.model._meta.label_lower} {found.history_id} {found.at.isoformat()}"
    return uuid5(NAMES, name).urn


def _publishes(logged: Logged, row: Row, before: Row | None) -> bool:
    if logged.model is not Edition or row.published_on is None:
        return False
    return row.history_type == "+" or (before is not None and before.published_on is None)


def _told_fields(logged: Logged, row: Row, before: Row | None) -> Iterable[FieldChange]:
    if row.history_type == "+":
        return field_changes(logged, None, row)
    if row.history_type == "-":
        return field_changes(logged, row, None)
    # What it was before is known to nobody, where no state was kept.
    return field_changes(logged, before, row) if before else ()


def field_changes(logged: Logged, before: Row | None, after: Row | None) -> Iterable[FieldChange]:
    """What differs between two states of a row, of which one is None where it came or went."""
    # What names the unit is not told again of a row that came or went, nor a whole document.
    named = {logged.unit, *(way.partition("__")[0] for way in logged.ways)}
    row = after or before
    for field in fields_of(logged.model):
        if before and after:
            if getattr(before, field.attname) == getattr(after, field.attname):
                continue
        elif field.name in named or (logged.model is Source and field.name == "text"):
            continue
        old = _said(before, field) if before else []
        new = _said(after, field) if after else []
        if not (before and after) and not (old or new):
            continue
        yield {
            "name": str(field.verbose_name),
            "before": [part for part in old if part not in new],
            "after": [part for part in new if part not in old],
            "is_official": field.name in OFFICIAL.get(logged.model, ())
            or (field.name == "text" and getattr(row, "status", "") == "official"),
            "language": getattr(row, "language", "") if field.name == "text" else "",
        }


def _said(row: Row, field: models.Field) -> list[str]:
    """The value of a field in words, in paragraphs; nothing of an empty one."""
    if isinstance(field, models.ForeignKey):
        related = getattr(row, field.name)
        return [UNITS[type(related)].name(related)] if related else []
    value = getattr(row, field.attname)
    if value in (None, ""):
        return []
    if field.choices:
        return [getattr(row, f"get_{field.name}_display")()]
    if isinstance(field, models.TextField):
        return [block.text for block in wording.blocks(value)]
    return [str(value)]
