"""The last changes that anybody made of content, public or not: who, when, what and why."""

import datetime
from typing import Any, TypedDict

from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ..logged import LOGGED, UNITS, Logged, Row, Unit
from .rows import User, form_url, history_url, may_view

SHOWN = 10
# What is said of each type of history row. A row of another type is no change.
SAID = {
    "+": _lazy("%(what)s added"),
    "~": _lazy("%(what)s changed"),
    "-": _lazy("%(what)s removed"),
}


class LastChange(TypedDict):
    """What happened to a row of `unit`, and by whom: `who` is empty for a command.

    The addresses are empty where the unit is gone.
    """

    at: datetime.datetime
    who: str
    what: str
    unit: str
    reason: str
    form_url: str
    history_url: str


def last_changes(user: User) -> list[LastChange]:
    """The newest first. One query, and two at most for each model that is among them."""
    viewed = [item for item in enumerate(LOGGED) if may_view(user, item[1].model)]
    found = [(place, pk) for _at, place, pk in _newest(viewed)] if viewed else []
    told: dict[tuple[int, int], LastChange] = {}
    for place in {place for place, _pk in found}:
        for row, change in _told(LOGGED[place], [pk for of, pk in found if of == place]):
            told[place, row] = change
    return [told[each] for each in found]


def _newest(viewed: list[tuple[int, Logged]]) -> QuerySet[Any, Any]:
    first, *others = (
        _history(logged)
        .filter(history_type__in=SAID)
        .order_by()
        .annotate(place=Value(place))
        .values_list("history_date", "place", "history_id")
        for place, logged in viewed
    )
    return first.union(*others, all=True).order_by("-history_date", "-place", "-history_id")[:SHOWN]


def _history(logged: Logged) -> QuerySet[Any]:
    history: QuerySet[Any] = logged.model.history.model.objects.all()  # type: ignore[attr-defined]
    return history


def _told(logged: Logged, pks: list[int]) -> list[tuple[int, LastChange]]:
    """The changes with these numbers, each with its number."""
    part = logged.unit
    model: Any = logged.model._meta.get_field(part).related_model if part else logged.model
    unit = UNITS[model]
    related = () if part else unit.related
    rows = list(
        _history(logged).filter(history_id__in=pks).select_related("history_user", *related)
    )
    ids = [getattr(row, f"{part}_id") if part else row.id for row in rows]
    there = model._default_manager.select_related(*unit.related).in_bulk(ids)
    return [
        (
            row.history_id,
            {
                "at": row.history_date,
                "who": row.history_user.get_username() if row.history_user else "",
                "what": SAID[row.history_type] % {"what": logged.model._meta.verbose_name},
                "unit": _name(unit, there.get(pk, None if part else row)),
                "reason": row.history_change_reason or "",
                "form_url": form_url(there[pk]) if pk in there else "",
                "history_url": history_url(there[pk]) if pk in there else "",
            },
        )
        for row, pk in zip(rows, ids, strict=True)
    ]


def _name(unit: Unit, row: Row) -> str:
    try:
        return unit.name(row)
    except AttributeError:
        # What it belonged to is gone too.
        return _("no longer there")
