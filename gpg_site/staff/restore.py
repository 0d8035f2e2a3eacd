"""Restoring an earlier state of a unit with all that belongs to it.

`plan` compares the state then with the state now, `try_out` says what would come of it, and
`carry_out` does it, all or nothing. A restore is itself a change with a history: it can be undone
by another one.
"""

from copy import copy
from functools import reduce
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ManyToOneRel
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import Addressed, Source

from ..content import MODELS
from ..logged import UNITS, Row, fields_of
from ..sources import public_sources
from .family import BY_MODEL, attach, named
from .plan import Key, Plan, Step


class Outcome(NamedTuple):
    """What a restore would come to: why it can't be done, and which public addresses it touches."""

    problems: list[str]
    pages: list[str]
    moves: list[tuple[str, str]]


class RestoreError(Exception):
    """A restore that can't be done. Its sentences say why; nothing was written."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def try_out(plan: Plan) -> Outcome:
    """Does what a plan says and takes it back: nobody else ever sees it."""
    keys = [(step.model, step.pk) for step in plan.steps]
    before: dict[Key, str] = {}
    after: dict[Key, str] = {}
    problems: list[str] = []
    with transaction.atomic():
        before = _public_addresses(keys)
        try:
            carry_out(plan, user=None, reason="")
            after = _public_addresses(keys)
        except RestoreError as error:
            problems = error.sentences
        transaction.set_rollback(True)
    moves = {
        (before[key], after[key])
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    }
    moved = {address for move in moves for address in move}
    return Outcome(problems, sorted({*before.values(), *after.values()} - moved), sorted(moves))


def _public_addresses(keys: list[Key]) -> dict[Key, str]:
    """Where the public sees each of the rows that are there."""
    rows = [
        row
        for model in MODELS
        for row in model._default_manager.filter(pk__in=[pk for each, pk in keys if each is model])
    ]
    attach(rows)
    sources = set(public_sources().values_list("pk", flat=True))
    found: dict[Key, str] = {}
    for row in rows:
        logged = BY_MODEL[type(row)]
        editions: list[Row] = [row if way == "id" else _follow(row, way) for way in logged.ways]
        shown = not isinstance(row, Source) or row.pk in sources
        if shown and all(edition.published_on for edition in editions):
            unit = getattr(row, logged.unit) if logged.unit else row
            found[type(row), row.pk] = UNITS[type(unit)].url(unit).partition("#")[0]
    return found


def _follow(row: Row, way: str) -> Row:
    return reduce(getattr, way.split("__"), row)


@transaction.atomic
def carry_out(plan: Plan, *, user: Any, reason: str) -> None:
    """Does what a plan says, and puts it in the history as one save. Raises RestoreError."""
    stamp = {"_history_date": timezone.now(), "_history_user": user, "_change_reason": reason}
    if problems := _missing(plan):
        raise RestoreError(problems)
    parked = _park(plan)
    for step in plan.steps:
        if step.then:
            problems += _bring_back(step, (step.model, step.pk) in parked, stamp)
    for step in reversed(plan.steps):
        if step.then is None:
            problems += _remove(step, stamp)
    if problems:
        raise RestoreError(problems)
    try:
        # What the end of the transaction would check, while there is a sentence to say about it.
        connection.check_constraints()
    except IntegrityError as error:
        raise RestoreError(
            [_("The database refuses this state, which is not whole: %(why)s") % {"why": error}]
        ) from error


def _missing(plan: Plan) -> list[str]:
    """What rows to be brought back or changed rest on, and what is no longer there."""
    back = {(step.model, step.pk) for step in plan.steps if step.then}
    gone = {(step.model, step.pk) for step in plan.steps if not step.then}
    sentences = []
    for step in plan.steps:
        for field in fields_of(step.model) if step.then else ():
            pk = getattr(step.then, field.attname)
            model = field.related_model
            if not isinstance(model, type) or pk is None or (model, pk) in back:
                continue
            if (model, pk) in gone or not model._default_manager.filter(pk=pk).exists():
                needed = getattr(step.then, field.name)
                sentences.append(
                    _("%(row)s needs %(needed)s, which is deleted: restore that first.")
                    % {
                        "row": named(step.then),
                        "needed": named(needed) if needed else field.verbose_name,
                    }
                )
    return sentences


def _park(plan: Plan) -> set[Key]:
    """Moves rows out of each other's way, so that they can exchange what only one may hold.

    Until the end of the transaction nobody asks where a foreign key leads: a row may be taken out
    and put back under its key. What is public must stay, lest its addresses be forgotten; its
    address it can't exchange anyway, and other values are put aside.
    """
    parked: set[Key] = set()
    for step in plan.steps:
        if step.now is None or not (changed := _changed_unique_fields(step)):
            continue
        row: models.QuerySet[Any] = models.QuerySet(step.model).filter(pk=step.pk)
        if not isinstance(step.now, Addressed) or not step.now.is_public:
            row._raw_delete(row.db)
            parked.add((step.model, step.pk))
            continue
        for field in changed:
            if isinstance(field, models.CharField) and field.name != step.now.address_field:
                # A value that no form has, short enough for a colour.
                row.update(**{field.name: f"#-{step.pk:05}"})
    return parked


def _changed_unique_fields(step: Step) -> list[models.Field]:
    """The fields of which, alone or together, no two rows may hold the same, and that differ."""
    together = {name for each in step.model._meta.total_unique_constraints for name in each.fields}
    return [
        field
        for field in fields_of(step.model)
        if (field.unique or field.name in together)
        and (
            step.then is None
            or getattr(step.then, field.attname) != getattr(step.now, field.attname)
        )
    ]


def _bring_back(step: Step, is_parked: bool, stamp: dict[str, Any]) -> list[str]:
    """Saves a row as it was then; why it can't be, in sentences."""
    # A copy, whose foreign keys lead to what is there now.
    names = [field.attname for field in step.model._meta.concrete_fields]
    values = {name: getattr(step.then, name) for name in names}
    row: Any = step.model(**values)
    row._state.adding = step.now is None or is_parked
    vars(row).update(stamp)
    if step.now and is_parked:
        # The history would take it for a new row.
        row.skip_history_when_saving = True
    try:
        row.validate_unique()
        row.validate_constraints()
        row.save(force_insert=row._state.adding)
    except ValidationError as error:
        return [f"{named(step.then)}: {sentence}" for sentence in error.messages]
    if step.now and is_parked:
        step.model.history.bulk_history_create(  # type: ignore[attr-defined]
            [row],
            update=True,
            default_user=stamp["_history_user"],
            default_change_reason=stamp["_change_reason"],
            default_date=stamp["_history_date"],
        )
    return []


def _remove(step: Step, stamp: dict[str, Any]) -> list[str]:
    """Deletes a row that was not there then; why it can't be, in a sentence."""
    if others := _referring(step):
        attach(others)
        return [
            _("%(row)s can't be removed, since this refers to it: %(others)s.")
            % {"row": named(step.now), "others": ", ".join(sorted(map(named, others)))}
        ]
    # A copy: a deleted row has lost its key, which the plan still needs.
    row: Any = copy(step.now)
    vars(row).update(stamp)
    row.delete()
    return []


def _referring(step: Step) -> list[Row]:
    """The rows that forbid to delete this one. Asked here, since Django doesn't see all of them
    while rows are parked: it orders rows by what they refer to."""
    others: list[Row] = []
    for relation in step.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is models.PROTECT:
            rows: models.QuerySet[Any] = models.QuerySet(relation.related_model)
            others += rows.filter(**{relation.field.attname: step.pk}).order_by()
    return others
