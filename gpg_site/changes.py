"""The public log of editorial changes: what changed, when, in which unit, and why; never by whom.

It is read from the history that every change leaves. Of an edition only what happened while it
was public is told. A history row is told by what it differs in from the one before; a row that
differs in nothing is left out. Rows of the type `content.FIRST_STATE` only stand before others.
"""

import datetime
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, NamedTuple, TypedDict
from uuid import UUID, uuid5

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext as _

from goals import wording
from goals.models import Edition, SdgTarget, Source
from goals.outline import Frame, Link, outline
from goals.visibility import showing

from .logged import LOGGED, OFFICIAL, UNITS, Logged, Row
from .sources import public_sources

PER_PAGE = 50
# What the names of changes are made in, for good.
NAMES = UUID("07a3b86a-6402-44e9-83f6-e8f1562992a2")
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


class Period(NamedTuple):
    """From when until when an edition was public; None: from the beginning, until now."""

    since: datetime.datetime | None
    until: datetime.datetime | None


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
    # The log is of what was published: a preview adds nothing to it.
    with showing():
        try:
            page = Paginator(_everything(), PER_PAGE).page(number)
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


def changed_on(edition: Edition) -> datetime.date | None:
    """The day of the last public change of an edition, or None where there was none."""
    periods = _periods()
    # Other kinds of content belong to no edition.
    first, *others = (
        _rows(logged, periods)
        .filter(reduce(or_, (Q(**{way: edition.pk}) for way in logged.ways)))
        .values_list("history_date", flat=True)
        for logged in LOGGED
        if logged.ways
    )
    newest = first.union(*others, all=True).order_by("-history_date").first()
    return newest.date() if newest else None


class ChangedRow(NamedTuple):
    """A public change of a row: what it was before and after, and the fields that differ. Both
    have the values by attribute name, and the row's key as `pk`."""

    day: datetime.date
    model: type[models.Model]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> set[str]:
        before, after = self.before or {}, self.after or {}
        return {name for name in {**before, **after} if before.get(name) != after.get(name)}


def changed_rows() -> Iterator[ChangedRow]:
    """Every public change: two queries for each model, whatever there is."""
    periods = _periods()
    for logged in LOGGED:
        history = logged.model.history.model  # type: ignore[attr-defined]
        public = _rows(logged, periods)
        either = Q(history_id__in=public.values("history_id")) | Q(
            history_id__in=public.values("previous")
        )
        names = [field.attname for field in logged.model._meta.concrete_fields]
        values = {
            row.pop("history_id"): {**row, "pk": row["id"]}
            for row in history.objects.filter(either).values("history_id", *names)
        }
        found = public.values_list("history_date", "history_type", "history_id", "previous")
        for at, kind, own, previous in found:
            gone = kind == "-"
            before = values.get(previous, values[own] if gone else None)
            yield ChangedRow(at.date(), logged.model, before, None if gone else values[own])


def log_pages() -> tuple[list[str], datetime.date | None]:
    """The addresses of all pages of the log, and the day of its newest change, if there is one."""
    here = reverse("changes")
    with showing():
        everything = _everything()
        pages = Paginator(everything, PER_PAGE).num_pages
        newest = everything.first()
    return [_page_url(here, number) for number in range(1, pages + 1)], newest and newest[0].date()


def _page_url(here: str, number: int) -> str:
    return "" if number < 1 else here if number == 1 else f"{here}?page={number}"


def _everything() -> QuerySet[Any, Any]:
    """Every public change as `Found`, newest first: one query, whatever there is."""
    periods = _periods()
    first, *others = (
        _rows(logged, periods)
        .annotate(place=Value(place))
        .values_list("history_date", "history_id", "place", "previous")
        for place, logged in enumerate(LOGGED)
    )
    return first.union(*others, all=True).order_by("-history_date", "place", "-history_id")


def _periods() -> dict[int, list[Period]]:
    """When each public edition was public here: more than once if it was taken back between."""
    periods: dict[int, list[Period]] = {
        pk: [] for pk in Edition.objects.published().values_list("pk", flat=True)
    }
    public: dict[int, datetime.datetime | None] = {}
    drafts = set()
    history = Edition.history.model.objects  # type: ignore[attr-defined]
    rows = history.filter(id__in=periods).order_by("history_id")
    for pk, published_on, at in rows.values_list("id", "published_on", "history_date"):
        if published_on is None:
            if pk in public:
                periods[pk].append(Period(public.pop(pk), at))
            drafts.add(pk)
        elif pk in drafts:
            drafts.remove(pk)
            public[pk] = at
        else:
            public.setdefault(pk, None)
    return {pk: [*ended, Period(public.get(pk), None)] for pk, ended in periods.items()}


def _rows(logged: Logged, periods: dict[int, list[Period]]) -> QuerySet[Any]:
    """The public history rows of a model that differ in something from the row before."""
    history = logged.model.history.model  # type: ignore[attr-defined]
    earlier = history.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    rows = history.objects.order_by().annotate(
        previous=Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    )
    same = Q(history_id=OuterRef("previous"))
    for field in fields_of(logged.model):
        equal = Q(**{field.attname: OuterRef(field.attname)})
        if field.null:
            both_empty = Q(
                IsNull(OuterRef(field.attname), True), **{f"{field.attname}__isnull": True}
            )
            equal |= both_empty
        same &= equal
    is_idle = Q(history_type="~") & Q(Exists(history.objects.filter(same)))
    return rows.filter(_is_public(logged, periods), history_type__in=KINDS).exclude(is_idle)


def _within(periods: list[Period], *, own: bool = False) -> Q:
    """That a change lies in one of the periods. An edition's own rows that begin and end one are
    its publication, the first thing told of it, and its being taken back."""
    within = Q()
    for since, until in periods:
        bounds = {"history_date__gte" if own else "history_date__gt": since}
        bounds |= {"history_date__lte" if own else "history_date__lt": until}
        given = {name: moment for name, moment in bounds.items() if moment}
        within |= Q(history_date__isnull=False, **given)
    return within


def _is_public(logged: Logged, periods: dict[int, list[Period]]) -> Q:
    public = Q()
    for way in logged.ways:
        of_an_edition = Q(pk__in=[])
        for pk, of_it in periods.items():
            of_an_edition |= Q(**{way: pk}) & _within(of_it, own=logged.model is Edition)
        public &= of_an_edition
    if logged.model is Source:
        public &= Q(id__in=public_sources().values("pk"))
        for pk, of_it in periods.items():
            its_document = Q(id__in=Edition.objects.filter(pk=pk).values("source"))
            public &= ~its_document | _within(of_it)
    if logged.model is SdgTarget:
        named = SdgTarget.objects.filter(links__goal__edition__in=list(periods))
        public &= Q(id__in=named.values("pk"))
    return public


def fields_of(model: type[models.Model]) -> list[models.Field]:
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
