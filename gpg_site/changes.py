"""The public log of editorial changes: what changed, when, in which unit, and why; never by whom.

It is read from the history that every change leaves. Of an edition only what happened since it
became public is told. A history row is told by what it differs in from the one before; a row that
differs in nothing is left out. Rows of the type `content.FIRST_STATE` only stand before others.
"""

import datetime
from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, NamedTuple, TypedDict

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import wording
from goals.models import Edition, SdgTarget, Source
from goals.outline import Frame, Link, outline

from .logged import LOGGED, OFFICIAL, UNITS, Logged, Row
from .sources import public_sources

PER_PAGE = 50
KINDS = {"+": "added", "~": "changed", "-": "removed"}


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

    `what` is the kind of row; the unit has an address while it is there.
    """

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
    """A page of the log, newest first. `since` is the day on which the current edition became
    public here, or empty."""

    frame: Frame
    since: str
    number: int
    pages: int
    days: list[Day]
    newer_url: str
    older_url: str


class Found(NamedTuple):
    """Where a change stands: its history row, and the one before it."""

    at: datetime.datetime
    history_id: int
    place: int
    before: int | None


def changes_page(number: str) -> ChangesPage | None:
    """The page of this number, or None where there is none."""
    if not (number.isascii() and number.isdigit()) or number.startswith("0"):
        return None
    try:
        page = Paginator(_everything(), PER_PAGE).page(number)
    except InvalidPage:
        return None
    whole = outline()
    changes = _changes([Found(*row) for row in page.object_list])
    here = reverse("changes")
    return {
        "frame": whole.frame({"label": _("About"), "url": reverse("about")}),
        "since": whole.current["published_on"] if whole.current else "",
        "number": page.number,
        "pages": page.paginator.num_pages,
        "days": [
            {"day": day, "changes": list(of_day)}
            for day, of_day in groupby(changes, key=lambda change: change["at"].date())
        ],
        "newer_url": _page_url(here, page.number - 1),
        "older_url": _page_url(here, page.number + 1) if page.has_next() else "",
    }


def changed_on(edition: Edition) -> datetime.date | None:
    """The day of the last public change of an edition, or None where there was none."""
    moments = _moments()
    # Other kinds of content belong to no edition.
    first, *others = (
        _rows(logged, moments)
        .filter(reduce(or_, (Q(**{way: edition.pk}) for way in logged.ways)))
        .values_list("history_date", flat=True)
        for logged in LOGGED
        if logged.ways
    )
    newest = first.union(*others, all=True).order_by("-history_date").first()
    return newest.date() if newest else None


def _page_url(here: str, number: int) -> str:
    return "" if number < 1 else here if number == 1 else f"{here}?page={number}"


def _everything() -> QuerySet[Any, Any]:
    """Every public change as `Found`, newest first: one query, whatever there is."""
    moments = _moments()
    first, *others = (
        _rows(logged, moments)
        .annotate(place=Value(place))
        .values_list("history_date", "history_id", "place", "previous")
        for place, logged in enumerate(LOGGED)
    )
    return first.union(*others, all=True).order_by("-history_date", "place", "-history_id")


def _moments() -> dict[int, datetime.datetime | None]:
    """When each public edition became public; None for one that was never a draft here."""
    moments: dict[int, datetime.datetime | None] = dict.fromkeys(
        Edition.objects.published().values_list("pk", flat=True)
    )
    drafts = set()
    history = Edition.history.model.objects  # type: ignore[attr-defined]
    rows = history.filter(id__in=moments).order_by("history_id")
    for pk, published_on, at in rows.values_list("id", "published_on", "history_date"):
        if published_on is None:
            drafts.add(pk)
        elif pk in drafts and moments[pk] is None:
            moments[pk] = at
    return moments


def _rows(logged: Logged, moments: dict[int, datetime.datetime | None]) -> QuerySet[Any]:
    """The public history rows of a model that differ in something from the row before."""
    history = logged.model.history.model  # type: ignore[attr-defined]
    earlier = history.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    rows = history.objects.order_by().annotate(
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    same = Q(history_id=OuterRef("previous"))
    for field in _fields(logged.model):
        equal = Q(**{field.attname: OuterRef(field.attname)})
        if field.null:
            both_empty = Q(
                IsNull(OuterRef(field.attname), True), **{f"{field.attname}__isnull": True}
            )
            equal |= both_empty
        same &= equal
    is_idle = Q(history_type="~") & Q(Exists(history.objects.filter(same)))
    return rows.filter(_is_public(logged, moments), history_type__in=KINDS).exclude(is_idle)


def _is_public(logged: Logged, moments: dict[int, datetime.datetime | None]) -> Q:
    public = Q()
    for way in logged.ways:
        of_an_edition = Q(pk__in=[])
        for pk, moment in moments.items():
            # An edition's own row of that moment is its publication, the first thing told of it.
            since = "history_date__gte" if logged.model is Edition else "history_date__gt"
            of_an_edition |= Q(**{way: pk}, **({since: moment} if moment else {}))
        public &= of_an_edition
    if logged.model is Source:
        public &= Q(id__in=public_sources().values("pk"))
        for pk, moment in moments.items():
            if moment:
                its_document = Edition.objects.filter(pk=pk).values("source")
                public &= ~Q(id__in=its_document, history_date__lte=moment)
    if logged.model is SdgTarget:
        named = SdgTarget.objects.filter(links__goal__edition__in=list(moments))
        public &= Q(id__in=named.values("pk"))
    return public


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


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
            told[item]["fields"] = list(_field_changes(logged, row, before))
    return told


def _publishes(logged: Logged, row: Row, before: Row | None) -> bool:
    if logged.model is not Edition or row.published_on is None:
        return False
    return row.history_type == "+" or (before is not None and before.published_on is None)


def _field_changes(logged: Logged, row: Row, before: Row | None) -> Iterable[FieldChange]:
    if row.history_type == "~" and before is None:
        # What it was before is known to nobody.
        return
    # What names the unit is not told again of a row that came or went, nor a whole document.
    named = {logged.unit, *(way.partition("__")[0] for way in logged.ways)}
    for field in _fields(logged.model):
        if row.history_type == "~":
            if getattr(row, field.attname) == getattr(before, field.attname):
                continue
            old, new = _said(before, field), _said(row, field)
        elif field.name in named or (logged.model is Source and field.name == "text"):
            continue
        else:
            said = _said(row, field)
            if not said:
                continue
            old, new = ([], said) if row.history_type == "+" else (said, [])
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
