"""Which rows of the history are public: of an edition, only what happened while it was public.

A history row is told by what it differs in from the one before; a row that differs in nothing is
left out. Rows of the type `content.FIRST_STATE` only stand before others.
"""

import datetime
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull

from goals.models import Edition, SdgTarget, Source

from .logged import LOGGED, Logged, fields_of
from .sources import public_sources

KINDS = {"+": "added", "~": "changed", "-": "removed"}


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


def everything() -> QuerySet[Any, Any]:
    """Every public change as `Found`, newest first: one query, whatever there is."""
    periods = _periods()
    first, *others = (
        _rows(logged, periods)
        .annotate(place=Value(place))
        .values_list("history_date", "history_id", "place", "previous")
        for place, logged in enumerate(LOGGED)
    )
    return first.union(*others, all=True).order_by("-history_date", "place", "-history_id")


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
