"""Two people at one form: what the first changed while the second was typing.

A form carries the number of the newest history row of each kind of row on its page. Where a newer
one is there when it comes back, somebody else has saved in between. Then the form is made anew
from three states of each row: as the second person found it, as the first left it, and as the
second typed it. What the second did not touch is taken from the first; all else stays as typed.
"""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from .parts import Parts, PartsForm

SEEN = "seen"
# More digits than any history has, and fewer than a database can't take.
_DIGITS = 18


class Rows(NamedTuple):
    """The rows of a model on a page, by the foreign key that leads to it, with their parts."""

    model: type[models.Model]
    owner: str
    parts: Sequence[Parts] = ()


class FieldChange(NamedTuple):
    name: str
    before: str
    after: str


class Change(NamedTuple):
    """What became of a row since the form was made. `kind` is added, changed or removed."""

    kind: str
    what: str
    name: str
    who: str
    at: datetime.datetime
    reason: str
    fields: Sequence[FieldChange]


class Watched:
    """A row and all rows on its page, with their history."""

    def __init__(self, row: models.Model, rows: Sequence[Rows], parts: Sequence[Parts]) -> None:
        self.row = row
        self.histories: list[tuple[type[models.Model], QuerySet[Any]]] = [
            (type(row), _history(type(row)).filter(id=row.pk))
        ]
        for each in (*(Rows(part.model, part.owner) for part in parts), *rows):
            history = _history(each.model).filter(**{each.owner: row.pk})
            self.histories.append((each.model, history))
            for part in each.parts:
                of_rows = {f"{part.owner}__in": history.values("id")}
                self.histories.append((part.model, _history(part.model).filter(**of_rows)))

    def seen(self) -> str:
        """What is there, for the form to carry: the newest history row of each kind."""
        newest = [history.aggregate(newest=models.Max("history_id"))["newest"] or 0
                  for _model, history in self.histories]  # fmt: skip
        return ".".join(map(str, newest))

    def read(self, seen: str) -> "Since":
        """`seen` as a form brought it; nonsense counts as having seen nothing."""
        found = seen.split(".")
        sound = all(part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in found)
        if not sound or len(found) != len(self.histories):
            return Since(self, None)
        return Since(self, [int(part) for part in found])


class Since:
    """What happened since a form was made."""

    def __init__(self, watched: Watched, seen: list[int] | None) -> None:
        self.watched, self.seen = watched, seen

    @property
    def is_unknown(self) -> bool:
        return self.seen is None

    def changes(self) -> list[Change]:
        """What others changed since, by row, in the order of their last changes."""
        found = []
        numbers = self.seen or [2**62] * len(self.watched.histories)
        for (model, history), number in zip(self.watched.histories, numbers, strict=True):
            newer = history.filter(history_id__gt=number).select_related("history_user")
            # Of each row the newest alone: what it came to is what counts.
            newest = {row.id: row for row in newer.order_by("history_id")}
            for row in newest.values():
                if change := _change(model, row, _state(model, row.id, number)):
                    found.append(change)
        return found

    def as_seen(self, instance: models.Model) -> models.Model | None:
        """A row as it was when the form was made; None where that is not known."""
        for place, (model, history) in enumerate(self.watched.histories):
            if self.seen and isinstance(instance, model) and history.filter(id=instance.pk):
                row = _state(model, instance.pk, self.seen[place])
                return row.instance if row else None
        return None

    def parts_as_seen(self, parts: Parts, owner: models.Model) -> list[Any] | None:
        """The keys of the parts that `owner` had when the form was made."""
        for place, (model, _all) in enumerate(self.watched.histories):
            if self.seen and model is parts.model:
                rows = _history(model).filter(
                    **{parts.owner: owner.pk}, history_id__lte=self.seen[place]
                )
                latest = {row.id: row for row in rows.order_by("history_id")}
                kept = [row for row in latest.values() if row.history_type != "-"]
                return [getattr(row, f"{parts.part}_id") for row in kept]
        return None


def merge(typed: QueryDict, found: forms.ModelForm, now: forms.ModelForm) -> None:
    """Puts into `typed` what stands in the form `now`, wherever nobody touched what was `found`.

    `found` is the form as it came back, with the row as it was when it was made.
    """
    for name in set(found.fields) - set(found.changed_data):
        typed.setlist(found.add_prefix(name), _values(now, name))


def rebuild(typed: QueryDict, formset: forms.BaseInlineFormSet, since: Since, prefix: str) -> None:
    """Makes the rows of a formset in `typed` those that are there, and those that are typed.

    `formset` holds the rows as they are now. A row that is gone comes back as a new one if it was
    edited here, and stays away if it wasn't.
    """
    pk_name = formset.fk.model._meta.pk.name
    total, initial = (_count(typed, f"{prefix}-{name}_FORMS") for name in ("TOTAL", "INITIAL"))
    posted = {
        typed.get(f"{prefix}-{index}-{pk_name}", ""): index for index in range(min(total, initial))
    }
    new: list[dict[str, list[str]]] = []
    there = {str(form.instance.pk): form for form in formset.initial_forms}
    for form in formset.initial_forms:
        index = posted.get(str(form.instance.pk))
        if index is None:
            row = {name: _values(form, name) for name in form.fields if name != "DELETE"}
        else:
            if found := _found(typed, formset, since, form.instance, f"{prefix}-{index}"):
                merge(typed, found, form)
            row = _take(typed, f"{prefix}-{index}-")
        new.append(row)
    for pk, index in posted.items():
        if pk not in there and pk.isascii() and pk.isdigit() and len(pk) <= _DIGITS:
            gone = formset.fk.model(pk=int(pk))
            found = _found(typed, formset, since, gone, f"{prefix}-{index}")
            row = _take(typed, f"{prefix}-{index}-")
            if "DELETE" not in row and (found is None or found.changed_data):
                new.append({**row, pk_name: [""]})
    new += [_take(typed, f"{prefix}-{index}-") for index in range(initial, total)]
    for index in range(total):
        for name in _take(typed, f"{prefix}-{index}-"):
            del typed[f"{prefix}-{index}-{name}"]
    owner = "" if formset.instance.pk is None else str(formset.instance.pk)
    typed[f"{prefix}-TOTAL_FORMS"] = str(len(new))
    typed[f"{prefix}-INITIAL_FORMS"] = str(len(there))
    for index, row in enumerate(new):
        for name, values in {**row, formset.fk.name: [owner]}.items():
            typed.setlist(f"{prefix}-{index}-{name}", values)


def base_parts(form: forms.ModelForm, since: Since, row: models.Model) -> None:
    """Gives a form of a row as it was seen the parts that it had then."""
    if isinstance(form, PartsForm):
        for name, parts in form.parts.items():
            if (chosen := since.parts_as_seen(parts, row)) is not None:
                form.initial[name] = chosen


def _found(
    typed: QueryDict,
    formset: forms.BaseInlineFormSet,
    since: Since,
    row: models.Model,
    prefix: str,
) -> forms.ModelForm | None:
    """The form of a row as it came back, with the row as it was when the form was made."""
    base = since.as_seen(row)
    if base is None:
        return None
    form: forms.ModelForm = formset.form(typed, prefix=prefix, instance=base)
    base_parts(form, since, base)
    return form


def _values(form: forms.ModelForm, name: str) -> list[str]:
    """What a browser would send of a field that nobody touched."""
    bound = form[name]
    value = bound.field.widget.format_value(bound.value())
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]


def _take(typed: QueryDict, prefix: str) -> dict[str, list[str]]:
    return {
        name.removeprefix(prefix): typed.getlist(name) for name in typed if name.startswith(prefix)
    }


def _count(typed: QueryDict, name: str) -> int:
    value = typed.get(name, "")
    return min(int(value), 1000) if value.isascii() and value.isdigit() and len(value) < 5 else 0


def _history(model: type[models.Model]) -> QuerySet[Any]:
    return model.history.model.objects.order_by()  # type: ignore[attr-defined]


def _state(model: type[models.Model], pk: Any, number: int) -> Any:
    """The history row that says what a row was at a moment; None where it wasn't there."""
    rows = _history(model).filter(id=pk, history_id__lte=number)
    row = rows.order_by("-history_id").first()
    return None if row is None or row.history_type == "-" else row


def _change(model: type[models.Model], row: Any, before: Any) -> Change | None:
    kind = "removed" if row.history_type == "-" else "changed" if before else "added"
    if kind == "removed" and before is None:
        # It came and went in between.
        return None
    fields = list(_fields(model, before, row)) if kind == "changed" else []
    if kind == "changed" and not fields:
        return None
    return Change(
        kind=kind,
        what=str(model._meta.verbose_name),
        name=_name(row),
        who=str(row.history_user or _("somebody")),
        at=row.history_date,
        reason=row.history_change_reason or "",
        fields=fields,
    )


def _fields(model: type[models.Model], before: Any, after: Any) -> Iterator[FieldChange]:
    for field in model._meta.concrete_fields:
        if getattr(before, field.attname) != getattr(after, field.attname):
            yield FieldChange(str(field.verbose_name), _said(before, field), _said(after, field))


def _said(row: Any, field: models.Field) -> str:
    try:
        if isinstance(field, models.ForeignKey):
            value = getattr(row, field.name)
        elif field.choices:
            value = getattr(row, f"get_{field.name}_display")()
        else:
            value = getattr(row, field.attname)
    except ObjectDoesNotExist:
        return _("something that is gone")
    return "" if value is None else str(value)


def _name(row: Any) -> str:
    """A row by what it says; of one between two things, by both."""
    keys = [field for field in row.instance_type._meta.concrete_fields if field.is_relation]
    try:
        if len(keys) == 2 and len(row.instance_type._meta.concrete_fields) == 3:
            return " – ".join(_said(row, key) for key in keys)
        return str(row.instance)
    except ObjectDoesNotExist:
        return ""
