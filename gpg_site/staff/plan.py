"""What restoring an earlier state of a unit would do, and what it leaves as it is."""

import datetime
import hashlib
from collections.abc import Collection
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import Addressed, Edition

from ..content import FIRST_STATE, MODELS
from ..logged import Row
from .family import OWNERS, Model, User, attach, belongs_to, may, name, owner_model

Key = tuple[Model, int]


class Step(NamedTuple):
    """A row that differs: as it was and as it is, None where it was or is not there."""

    model: Model
    pk: int
    then: Row | None
    now: Row | None

    @property
    def action(self) -> str:
        return "add" if self.now is None else "delete" if self.then is None else "change"


class Plan(NamedTuple):
    """What a restore does, parents before what belongs to them, and what it leaves as it is."""

    steps: list[Step]
    kept: list[str]

    @property
    def token(self) -> str:
        """Names exactly this plan, so that no other one is done in its place."""
        told = [
            (step.model._meta.label, step.pk, _values(step.then), _values(step.now))
            for step in self.steps
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan(model: Model, pk: int, moment: datetime.datetime) -> Plan | None:
    """The way back to the state of a unit at `moment`; None if it did not exist then.

    To the unit belongs what belonged to it then or does so now. What has moved elsewhere
    since comes back, and what has come from elsewhere goes back there.
    """
    families: dict[Model, set[int]] = {}
    found: list[Step] = []
    leaving: set[Key] = set()
    for each in MODELS:
        past = each.history.as_of(moment)  # type: ignore[attr-defined]
        table = each._default_manager.all()
        ours = belongs_to(each, families)
        pks = {pk} if each is model else set()
        pks |= {*past.filter(ours).values_list("id", flat=True)}
        pks |= {*table.filter(ours).values_list("pk", flat=True)}
        families[each] = pks
        then = {row.pk: row for row in past.filter(id__in=pks)} if pks else {}
        now = table.in_bulk(pks) if pks else {}
        if each is model and pk not in then:
            return None
        newer = _newer(each, now.keys() - then.keys(), moment)
        # What no row of the history says to be newer may have been there all along: it stays,
        # unless what it belongs to goes.
        newer |= {key for key, row in now.items() if key not in then and _owners(row) & leaving}
        leaving |= {(each, key) for key in newer}
        told = [key for key in sorted(pks) if key in then or key in newer]
        found += [Step(each, key, then.get(key), now.get(key)) for key in told]
    attach(row for step in found for row in (step.then, step.now) if row)
    return _sorted_out(found)


def _newer(model: Model, pks: Collection[int], moment: datetime.datetime) -> set[int]:
    """Which rows came after `moment`, as the history knows: bulk writes leave nothing in it."""
    if not pks:
        return set()
    came = model.history.filter(  # type: ignore[attr-defined]
        id__in=pks, history_type__in=("+", FIRST_STATE), history_date__gt=moment
    )
    return {*came.values_list("id", flat=True)}


def _sorted_out(found: list[Step]) -> Plan:
    """Without rows that don't differ, and without what a restore leaves alone."""
    steps: list[Step] = []
    kept: list[str] = []
    staying: set[Key] = set()
    for step in found:
        if step.model is Edition and step.then and _keep_publication(step.then, step.now):
            kept.append(
                _("Whether the %(edition)s is public stays as it is now.")
                % {"edition": name(step.then)}
            )
        if step.now and not step.then:
            if isinstance(step.now, Addressed) and step.now.is_public:
                kept.append(
                    _(
                        "%(unit)s was added later and is published: it stays, with all that "
                        "belongs to it. Withdraw its address under Permalinks if it must go."
                    )
                    % {"unit": name(step.now)}
                )
                staying.add((step.model, step.pk))
            elif _owners(step.now) & staying:
                staying.add((step.model, step.pk))
        if (step.model, step.pk) not in staying and _values(step.then) != _values(step.now):
            steps.append(step)
    return Plan(steps, kept)


def _keep_publication(then: Row, now: Row | None) -> bool:
    """Publishing is an action of its own. True if that makes a difference."""
    differs = bool(then.published_on) != bool(now and now.published_on)
    then.published_on = now.published_on if now else None
    return differs


def _values(row: Row | None) -> list[Any] | None:
    return row and [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _owners(row: Row) -> set[Key]:
    model = type(row)
    return {
        (owner_model(model, owner), getattr(row, f"{owner}_id")) for owner in OWNERS.get(model, ())
    }


def lacking(plan: Plan, user: User) -> list[str]:
    """What `user` may not do of a plan, in sentences."""
    wanted = {(step.model, step.action) for step in plan.steps}
    wanted |= {(model, action) for model, _action in wanted for action in ("add", "change")}
    sentences = {
        "add": _("You may not add %(rows)s, which this would do."),
        "change": _("You may not change %(rows)s, which this would do."),
        "delete": _("You may not delete %(rows)s, which this would do: ask somebody who may."),
    }
    return sorted(
        {
            sentences[action] % {"rows": model._meta.verbose_name_plural}
            for model, action in wanted
            if not may(user, action, model)
        }
    )
