"""What an import found and would do: errors by row, and the difference row by row."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from goals import diff
from goals.models import Edition
from gpg_site.content import EDITION_MODELS
from gpg_site.logged import LOGGED, UNITS, fields_of

# To mark the words of longer texts would take longer than anybody reads.
LONGEST_MARKED = 10_000

_LOGGED = {logged.model: logged for logged in LOGGED}


class RowError(NamedTuple):
    """What is wrong with a row, in a sentence. No line: it is not in the file."""

    line: int | None
    model: str
    key: str
    sentence: str


class FieldDifference(NamedTuple):
    """What a field says before and after; `pieces` where marks within the words help."""

    name: str
    before: str
    after: str
    pieces: tuple[diff.Piece, ...] = ()


class Difference(NamedTuple):
    """A row that is added, changed or removed. Of one that comes or goes, all that it says."""

    kind: str
    model: type[models.Model]
    label: str
    fields: list[FieldDifference]

    @property
    def model_name(self) -> str:
        return str(self.model._meta.verbose_name_plural)


class Tally(NamedTuple):
    """How many rows of a model are added, changed, removed and unchanged."""

    name: str
    model: str
    added: int
    changed: int
    removed: int
    unchanged: int

    @property
    def counts(self) -> str:
        """Those of them that are not 0, in words."""
        counts = (
            (self.added, _("%(count)s added")),
            (self.changed, _("%(count)s changed")),
            (self.removed, _("%(count)s removed")),
            (self.unchanged, _("%(count)s unchanged")),
        )
        return ", ".join(words % {"count": count} for count, words in counts if count)


@dataclass
class Report:
    """What came of reading a file and trying it out; `is_written` says whether it stayed.

    `version` names the content that it was compared with. `notes` hinder nothing: they are what
    `manage.py verify` would say of the content afterwards and did not say before.
    """

    year: int | None
    edition: Edition | None = None
    is_new: bool = False
    is_public: bool = False
    dated: str = ""
    version: uuid.UUID | None = None
    errors: list[RowError] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    unchanged: Counter[type[models.Model]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    is_written: bool = False

    def of_kind(self, kind: str) -> list[Difference]:
        return [each for each in self.differences if each.kind == kind]

    @property
    def added(self) -> list[Difference]:
        return self.of_kind("added")

    @property
    def changed(self) -> list[Difference]:
        return self.of_kind("changed")

    @property
    def removed(self) -> list[Difference]:
        return self.of_kind("removed")

    @property
    def tallies(self) -> list[Tally]:
        """For each model that has any row, in the order of the file."""
        counts = Counter((each.model, each.kind) for each in self.differences)
        tallies = [
            Tally(
                name=str(model._meta.verbose_name_plural),
                model=model._meta.label_lower,
                added=counts[model, "added"],
                changed=counts[model, "changed"],
                removed=counts[model, "removed"],
                unchanged=self.unchanged[model],
            )
            for model, _where in EDITION_MODELS
        ]
        return [tally for tally in tallies if any(tally[2:])]

    @property
    def permissions(self) -> set[str]:
        """What writing this asks of a user, by Django's names.

        To add or change rows, the permission to add or change rows of their model. What a draft
        loses by an import is a change of that draft, no deletion: editors, who delete nothing,
        may send its file again without a row. What is published loses nothing by an import.
        """
        needed = {
            f"{each.model._meta.app_label}.{verb}_{each.model._meta.model_name}"
            for kind, verb in (("added", "add"), ("changed", "change"))
            for each in self.of_kind(kind)
        }
        return needed | ({"goals.change_edition"} if self.removed else set())


def key_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that tell a row from every other: those of its natural key."""
    if model is Edition:
        return ("year",)
    (constraint,) = model._meta.total_unique_constraints
    return tuple(constraint.fields)


def label(row: models.Model) -> str:
    """A row as the public log of changes names it, and what it says of its unit."""
    inner = _LOGGED[type(row)].unit
    unit = getattr(row, inner) if inner else row
    name = UNITS[type(unit)].name(unit)
    if not inner:
        return name
    key = set(key_fields(type(row))) - {inner}
    others = [said(row, field) for field in fields_of(type(row)) if field.name in key]
    return f"{name}: {', '.join(others)}"


def said(row: models.Model, field: models.Field) -> str:
    """The value of a field in words."""
    if isinstance(field, models.ForeignKey):
        related = getattr(row, field.name)
        return UNITS[type(related)].name(related) if related else ""
    value = getattr(row, field.attname)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def what_it_says(row: models.Model) -> list[tuple[str, str]]:
    """The fields of a row that say something, but for those that its label tells already."""
    return [
        (str(field.verbose_name), text)
        for field in fields_of(type(row))
        if field.name not in key_fields(type(row)) and (text := said(row, field))
    ]


def changed_field(name: str, before: str, after: str) -> FieldDifference:
    if max(len(before), len(after)) > LONGEST_MARKED:
        return FieldDifference(name, before, after)
    pieces = diff.difference(before, after)
    is_helpful = diff.is_worth_marking(diff.word_count(pieces))
    return FieldDifference(name, before, after, tuple(pieces) if is_helpful else ())


def shown_key(parts: Iterable[object]) -> str:
    """A natural key as it stands in the file, but no longer than a line."""
    text = ", ".join(str(part) for part in parts).encode(errors="backslashreplace").decode()
    return text if len(text) <= 80 else f"{text[:79]}…"
