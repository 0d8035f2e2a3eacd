"""Which rows belong to which, and how each is named, also when what it belongs to is gone."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    Permalink,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    SdgTranslation,
)
from themes.models import (
    Commitment,
    CommitmentTopic,
    CommitmentTranslation,
    Theme,
    ThemeTranslation,
)

from ..content import MODELS
from ..logged import LOGGED, UNITS, Logged, Row

Model = type[models.Model]
User = AbstractBaseUser | AnonymousUser

# The foreign keys by which a row belongs to a unit: it comes back with that one.
OWNERS: dict[Model, tuple[str, ...]] = {
    Goal: ("edition",),
    GoalTranslation: ("of",),
    Objective: ("goal",),
    ObjectiveTopic: ("content_object",),
    ObjectiveTranslation: ("of",),
    Theme: ("edition",),
    ThemeTranslation: ("of",),
    Commitment: ("theme",),
    CommitmentTopic: ("content_object",),
    CommitmentTranslation: ("of",),
    SdgLink: ("goal",),
    SdgLinkTarget: ("link",),
    SdgLinkObjective: ("link",),
    ConsideredTarget: ("goal",),
    Correspondence: ("earlier", "later"),
    NoCounterpart: ("objective", "edition"),
    SdgTarget: ("sdg",),
    SdgTranslation: ("of",),
}

# What has a history page. The register of permalinks writes itself, and is restored by nobody.
WITH_HISTORY: tuple[Model, ...] = (*MODELS, Permalink)
BY_MODEL: dict[Model, Logged] = {logged.model: logged for logged in (*LOGGED, Logged(Permalink))}


def model_of(row: Row) -> Model:
    """The model of a row, also of one from the history."""
    model: Model = getattr(row, "instance_type", type(row))
    return model


def owner_model(model: Model, owner: str) -> Model:
    found: Model = model._meta.get_field(owner).related_model  # type: ignore[assignment]
    return found


def belongs_to(model: Model, families: Mapping[Model, Any]) -> Q:
    """The rows of `model` whose owner is among `families`, given as keys or as a query of them."""
    ours = Q(pk__in=[])
    for owner in OWNERS.get(model, ()):
        ours |= Q(**{f"{owner}__in": families[owner_model(model, owner)]})
    return ours


def attach(*rows: Iterable[Row]) -> None:
    """Puts at the foreign keys of `rows` what they lead to, to the last link, in few queries.

    What is gone is taken from its last state in the history; what not even that has is None.
    """
    known: dict[tuple[Model, int], Row] = {}
    pending = list(chain.from_iterable(rows))
    while pending:
        wanted: dict[Model, set[int]] = defaultdict(set)
        links = [
            (row, field, getattr(row, field.attname)) for row in pending for field in _links(row)
        ]
        for _row, field, pk in links:
            if (field.related_model, pk) not in known:
                wanted[field.related_model].add(pk)
        pending = []
        for model, pks in wanted.items():
            found = model._default_manager.in_bulk(pks)
            for pk in pks:
                known[model, pk] = found.get(pk) or _last_state(model, pk)
                pending += [known[model, pk]] if known[model, pk] else []
        for row, field, pk in links:
            field.set_cached_value(row, known[field.related_model, pk])


def _links(row: Row) -> list[Any]:
    return [
        field
        for field in row._meta.concrete_fields
        if field.related_model in MODELS and getattr(row, field.attname) is not None
    ]


def _last_state(model: Model, pk: int) -> Row | None:
    last = model.history.filter(id=pk).first()  # type: ignore[attr-defined]
    return last.instance if last else None


def name(row: Row) -> str:
    """The name of a row's unit. It asks nothing of the database where `attach` went before."""
    logged = BY_MODEL[model_of(row)]
    try:
        unit = getattr(row, logged.unit) if logged.unit else row
        return UNITS[model_of(unit)].name(unit)
    except AttributeError:
        # What it belongs to left no trace.
        return f"{logged.model._meta.verbose_name} {row.id}"


def named(row: Row) -> str:
    """The kind of a row and its name, where the name doesn't say the kind: for sentences."""
    kind, label = str(model_of(row)._meta.verbose_name), name(row)
    return label if kind.casefold() in label.casefold() else f"{capfirst(kind)} {label}"


def may(user: User, action: str, model: Model) -> bool:
    """Whether `user` may view, add, change or delete rows of `model`. Who may change may view."""
    actions = (action, "change") if action == "view" else (action,)
    meta = model._meta
    return any(
        user.has_perm(f"{meta.app_label}.{each}_{meta.model_name}")  # type: ignore[union-attr]
        for each in actions
    )


def may_restore(user: User, model: Model) -> bool:
    """Whether `user` may restore rows of `model`, where none of them is deleted by it."""
    return may(user, "add", model) and may(user, "change", model)


def moment_text(moment: datetime.datetime) -> str:
    """A moment as an address has it: in UTC, to the microsecond."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_read(text: str) -> datetime.datetime | None:
    """The moment that `moment_text` wrote, or None."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(
            tzinfo=datetime.UTC
        )
    except ValueError:
        return None


def moment_said(moment: datetime.datetime) -> str:
    """A moment for people."""
    return date_format(moment.astimezone(datetime.UTC), "j F Y, H:i:s")
