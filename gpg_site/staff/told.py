"""Saves and deletions in words, as the staff's pages show them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import TypedDict
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.urls import reverse

from goals.data.wordings import Wordings, side_by_side

from ..changes import FieldChange, field_changes
from ..content import FIRST_STATE
from ..logged import Row
from ..public_history import KINDS
from .family import (
    BY_MODEL,
    OWNERS,
    WITH_HISTORY,
    Model,
    User,
    attach,
    may_restore,
    moment_text,
    name,
    owner_model,
)
from .history import Save, Trace

Key = tuple[Model, int]


class DeskField(TypedDict):
    """What a field said before and says after, with what differs marked."""

    name: str
    words: Wordings
    is_official: bool
    language: str


class RowChange(TypedDict):
    """What happened to a row. `kind` is first, added, changed or removed."""

    kind: str
    what: str
    label: str
    fields: list[DeskField]


class Entry(TypedDict):
    """A save: who, when, why, and every row that it changed. `first` says how many rows of each
    kind have their first state here. The address offers to restore what was there after it."""

    at: datetime.datetime
    user: str
    reason: str
    rows: list[RowChange]
    first: list[tuple[str, int]]
    restore_url: str


class Deleted(TypedDict):
    """A deleted row, and those that were deleted with it since they belonged to it."""

    what: str
    label: str
    said: list[str]
    below: list["Deleted"]
    restore_url: str


class Deletion(TypedDict):
    """A save that deleted something. Each row is offered as it was just before."""

    at: datetime.datetime
    user: str
    reason: str
    rows: list[Deleted]


def restore_url(model: Model, pk: int, moment: datetime.datetime) -> str:
    """Where the state of a unit at `moment` is shown, and can be restored."""
    query = urlencode({"to": moment_text(moment)})
    return f"{reverse('staff:restore', args=[model, pk])}?{query}"


def entries(saves: Iterable[Save], model: Model, pk: int) -> list[Entry]:
    """Saves in words: a few queries for each model that is among them."""
    saves = list(saves)
    states = _states(trace for save in saves for trace in save if trace.type != FIRST_STATE)
    attach(row for of_model in states.values() for rows in of_model.values() for row in rows)
    users = _user_names(saves)
    return [
        {
            "at": save[0].at,
            "user": users.get(save[0].user, ""),
            "reason": next((trace.reason for trace in save if trace.reason), ""),
            "rows": [
                told
                for trace in sorted(save, key=lambda trace: (trace.place, trace.history_id))
                if trace.type != FIRST_STATE and (told := _row_change(trace, states[trace.place]))
            ],
            "first": [
                (str(WITH_HISTORY[place]._meta.verbose_name_plural), len(list(rows)))
                for place, rows in groupby(
                    sorted(trace.place for trace in save if trace.type == FIRST_STATE)
                )
            ],
            "restore_url": restore_url(model, pk, save[0].at),
        }
        for save in saves
    ]


def _states(traces: Iterable[Trace]) -> dict[int, dict[int, list[Row]]]:
    """All history rows of what `traces` are about, by place and key, oldest first."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for trace in traces:
        wanted[trace.place].add(trace.pk)
    states: dict[int, dict[int, list[Row]]] = {}
    for place, pks in wanted.items():
        states[place] = defaultdict(list)
        history = WITH_HISTORY[place].history.model.objects  # type: ignore[attr-defined]
        for row in history.filter(id__in=pks).order_by("history_id"):
            states[place][row.id].append(row)
    return states


def _user_names(saves: Iterable[Save]) -> dict[int | None, str]:
    pks = {save[0].user for save in saves} - {None}
    users = get_user_model()._default_manager.in_bulk(pks)
    return {pk: user.get_full_name() or user.get_username() for pk, user in users.items()}


def _row_change(trace: Trace, states: dict[int, list[Row]]) -> RowChange | None:
    """What a history row says that the one before it does not; None if that is nothing."""
    rows = states[trace.pk]
    place = next(i for i, row in enumerate(rows) if row.history_id == trace.history_id)
    row, before = rows[place], rows[place - 1] if place else None
    fields = [_desk_field(field) for field in _fields(row, before)]
    if trace.type == "~" and before and not fields:
        return None
    model = WITH_HISTORY[trace.place]
    return {
        "kind": KINDS[trace.type],
        "what": str(model._meta.verbose_name),
        "label": name(row),
        "fields": fields,
    }


def _fields(row: Row, before: Row | None) -> Iterable[FieldChange]:
    logged = BY_MODEL[row.instance_type]
    if row.history_type == "-":
        yield from field_changes(logged, row, None)
    elif row.history_type == "+":
        yield from field_changes(logged, None, row)
    elif before:
        yield from field_changes(logged, before, row)
        yield from _many_to_many_changes(before, row)


def _many_to_many_changes(before: Row, row: Row) -> Iterable[FieldChange]:
    for field in row._history_m2m_fields:
        end = field.m2m_reverse_field_name()
        old, new = (
            sorted(str(getattr(pair, end)) for pair in getattr(state, field.name).all())
            for state in (before, row)
        )
        if old != new:
            yield {
                "name": str(field.verbose_name),
                "before": [each for each in old if each not in new],
                "after": [each for each in new if each not in old],
                "is_official": False,
                "language": "",
            }


def _desk_field(field: FieldChange) -> DeskField:
    return {
        "name": field["name"],
        "words": side_by_side("\n\n".join(field["before"]), "\n\n".join(field["after"])),
        "is_official": field["is_official"],
        "language": field["language"],
    }


def desk_fields(model: Model, before: Row | None, after: Row | None) -> list[DeskField]:
    """What differs between two states of a row, marked word by word."""
    return [_desk_field(field) for field in field_changes(BY_MODEL[model], before, after)]


def deletions_told(saves: Iterable[Save], user: User) -> list[Deletion]:
    """Deletions in words, each row below the one that it belonged to.

    Only what `user` may restore has an address for that.
    """
    saves = list(saves)
    users = _user_names(saves)
    rows: dict[Key, Row] = {}
    for place in {trace.place for save in saves for trace in save}:
        ids = [trace.history_id for save in saves for trace in save if trace.place == place]
        history = WITH_HISTORY[place].history.model.objects  # type: ignore[attr-defined]
        rows |= {(WITH_HISTORY[place], row.id): row for row in history.filter(history_id__in=ids)}
    attach(rows.values())
    return [
        {
            "at": save[0].at,
            "user": users.get(save[0].user, ""),
            "reason": next((trace.reason for trace in save if trace.reason), ""),
            "rows": _tree({(WITH_HISTORY[each.place], each.pk): each for each in save}, rows, user),
        }
        for save in saves
    ]


def _tree(save: dict[Key, Trace], rows: dict[Key, Row], user: User) -> list[Deleted]:
    before = min(trace.at for trace in save.values()) - datetime.timedelta(microseconds=1)
    told: dict[Key, Deleted] = {
        (model, pk): {
            "what": str(model._meta.verbose_name),
            "label": name(rows[model, pk]),
            "said": [
                part
                for field in field_changes(BY_MODEL[model], rows[model, pk], None)
                for part in field["before"]
            ],
            "below": [],
            "restore_url": restore_url(model, pk, before) if may_restore(user, model) else "",
        }
        for model, pk in save
    }
    tops: list[Deleted] = []
    for (model, pk), deleted in told.items():
        owners = [
            (owner_model(model, owner), getattr(rows[model, pk], f"{owner}_id"))
            for owner in OWNERS.get(model, ())
        ]
        parent = next((told[owner] for owner in owners if owner in told), None)
        (parent["below"] if parent else tops).append(deleted)
    return tops
