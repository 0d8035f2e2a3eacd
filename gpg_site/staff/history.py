"""Every save of a unit with all that belongs to it, and every save that deleted something.

They are read from the history rows that every write leaves. Those of one save are of one user, and
each was written within a moment of the one before.
"""

import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value

from ..content import FIRST_STATE, MODELS
from .family import OWNERS, WITH_HISTORY, Model, User, belongs_to, may

# Between two rows of one save lies less than this, between two saves of one person more.
PAUSE = datetime.timedelta(seconds=1)


class Trace(NamedTuple):
    """A history row in short. `place` is that of its model among those with a history."""

    at: datetime.datetime
    history_id: int
    place: int
    pk: int
    type: str
    user: int | None
    reason: str | None


Save = list[Trace]


def saves_of(model: Model, pk: int, user: User) -> list[Save]:
    """Every save that touched a unit or what ever belonged to it, newest first.

    Of what `user` may not view nothing is told.
    """
    families: dict[Model, Any] = {}
    queries = []
    for each in WITH_HISTORY:
        history = each.history.model.objects.order_by()  # type: ignore[attr-defined]
        ours = belongs_to(each, families) | (Q(id=pk) if each is model else Q(pk__in=[]))
        families[each] = history.filter(ours).values("id")
        if may(user, "view", each) and (each is model or OWNERS.get(each)):
            queries.append(_traces(each, Q(id__in=families[each])))
    return _saves(queries)


def deletions(user: User) -> list[Save]:
    """Every save that deleted what is still missing, newest first."""
    saves = _saves(
        [
            _traces(each, Q(history_type="-") & ~Q(id__in=each._default_manager.values("pk")))
            for each in MODELS
            if may(user, "view", each)
        ]
    )
    # Of what was deleted more than once, the last time counts.
    seen: set[tuple[int, int]] = set()
    found = []
    for save in saves:
        last = [trace for trace in save if (trace.place, trace.pk) not in seen]
        seen |= {(trace.place, trace.pk) for trace in last}
        found += [last] if last else []
    return found


def _traces(model: Model, which: Q) -> QuerySet[Any, Any]:
    history = model.history.model.objects.order_by()  # type: ignore[attr-defined]
    return (
        history.filter(which)
        .annotate(place=Value(WITH_HISTORY.index(model)))
        .values_list(
            "history_date",
            "history_id",
            "place",
            "id",
            "history_type",
            "history_user_id",
            "history_change_reason",
        )
    )


def _saves(queries: list[QuerySet[Any, Any]]) -> list[Save]:
    if not queries:
        return []
    first, *others = queries
    rows = first.union(*others, all=True).order_by("-history_date", "place", "-history_id")
    saves: list[Save] = []
    for row in rows:
        trace = Trace(*row)
        if saves and _is_one_save(saves[-1][-1], trace):
            saves[-1].append(trace)
        else:
            saves.append([trace])
    return saves


def _is_one_save(later: Trace, earlier: Trace) -> bool:
    return (
        later.user == earlier.user
        and (later.type == FIRST_STATE) == (earlier.type == FIRST_STATE)
        # What goes with its parent is deleted without a reason of its own.
        and (later.reason == earlier.reason or not later.reason or not earlier.reason)
        and later.at - earlier.at < PAUSE
    )
