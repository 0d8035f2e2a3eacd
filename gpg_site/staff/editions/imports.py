"""Trying out and writing an edition file: the same steps, of which a dry run keeps nothing.

Rows are matched by their natural keys, judged by the rules that hold for every other change, and
saved through their models only where they differ. A draft becomes what its file says: what the
file lacks is removed. Of what is published nothing is removed and no address changes. A file
publishes nothing and takes nothing back: its `published_on` is not read.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from goals.models import Addressed, Edition
from gpg_site.content import EDITION_MODELS, rows_of
from gpg_site.logged import fields_of
from gpg_site.models import ContentVersion
from gpg_site.verification import inconsistencies

from .files import FileRow, Reading
from .report import (
    Difference,
    FieldDifference,
    Report,
    RowError,
    changed_field,
    key_fields,
    label,
    said,
    shown_key,
    what_it_says,
)
from .rules import broken
from .values import is_key, plain

_OF_AN_EDITION = {model for model, _where in EDITION_MODELS}

Allows = Callable[[str], bool]


def anybody(_permission: str) -> bool:
    """The rights of who may run commands on the machine."""
    return True


def dry_run(reading: Reading, *, may: Allows = anybody) -> Report:
    """What writing the file would do, in a transaction that is rolled back."""
    with transaction.atomic():
        report = _Import(reading, may).run()
        transaction.set_rollback(True)
    return report


def write(
    reading: Reading,
    *,
    reason: str,
    user: AbstractBaseUser | None = None,
    may: Allows = anybody,
    version: str | None = None,
) -> Report:
    """Writes the file, all or nothing: nothing where the report has an error.

    With `version`, nothing is written unless the content is still that of a dry run's report.
    """
    with transaction.atomic():
        # Where a database has row locks, nobody's change comes between the look and the writing.
        ContentVersion.objects.select_for_update().first()
        report = _Import(reading, may, reason, user).run()
        is_shown = version in (None, str(report.version))
        report.is_written = bool(is_shown and report.differences and not report.errors)
        if not report.is_written:
            transaction.set_rollback(True)
    return report


class _NotSavedError(Exception):
    """A row refers to one of the same file that could not be saved, of which an error tells."""


class _MissingError(ValueError):
    """A row refers to one that its file should have, and has not."""


class _Import:
    """One pass over a file, within the transaction of its caller."""

    def __init__(
        self,
        reading: Reading,
        may: Allows,
        reason: str = "",
        user: AbstractBaseUser | None = None,
    ) -> None:
        self.reading, self.may, self.reason, self.user = reading, may, reason, user
        self.report = Report(
            reading.year, version=ContentVersion.current(), errors=list(reading.errors)
        )
        # Whether every row's key says which row it is, and whether it could at least be read.
        self.is_complete = self.is_legible = reading.is_complete
        # By model and natural key: rows that are there, and those of the file that are not saved.
        self.found: dict[tuple[Any, ...], models.Model] = {}
        self.unsaved: set[tuple[Any, ...]] = set()
        self.stored: dict[type[models.Model], dict[tuple[Any, ...], models.Model]] = {}
        self.kept: list[tuple[FileRow, models.Model]] = []
        # What the check of the content said before the first row was written.
        self.before: set[str] | None = None

    def run(self) -> Report:
        report = self.report
        if report.year is not None:
            self._look_up(report.year)
            for model, _where in EDITION_MODELS:
                for file_row in self.reading.rows:
                    if file_row.model is model:
                        self._row(file_row)
            if self.is_complete:
                self._remove_the_rest()
            for file_row, row in self.kept:
                if sentence := broken(row):
                    report.errors.append(file_row.error(sentence))
            for permission in sorted(report.permissions):
                if not self.may(permission):
                    sentence = _("This needs the permission %(name)s, which you don't have.")
                    report.errors.append(RowError(None, "", "", sentence % {"name": permission}))
            if not report.errors:
                report.edition = Edition.objects.get(year=report.year)
                if report.differences:
                    report.notes = [
                        one for one in inconsistencies() if one not in (self.before or ())
                    ]
        report.errors.sort(key=lambda error: (error.line is None, error.line or 0))
        return report

    def _look_up(self, year: int) -> None:
        """What the database has of this edition, by the values that the natural key is made of."""
        edition = Edition.objects.filter(year=year).first()
        self.report.is_new = edition is None
        self.report.is_public = edition is not None and edition.is_public
        for model, where in EDITION_MODELS:
            rows = rows_of(edition, model, where) if edition else ()
            self.stored[model] = {_key(row): row for row in rows}

    def _row(self, file_row: FileRow) -> None:
        model = file_row.model
        values, lacking = self._values(file_row)
        if not lacking.intersection(key_fields(model)):
            key = tuple(getattr(values[name], "pk", values[name]) for name in key_fields(model))
            stored = self.stored[model].pop(key, None)
        else:
            # Which of the stored rows it is can't be told, nor what the file lacks.
            stored, self.is_complete = None, False
        row = stored or model()
        changes = [
            field
            for field in fields_of(model)
            if field.name in values
            and getattr(row, field.attname) != getattr(values[field.name], "pk", values[field.name])
        ]
        before = {field.name: said(row, field) for field in changes} if stored else {}
        for name, value in values.items():
            setattr(row, name, value)
        is_saved = not lacking
        if changes or not stored or lacking:
            is_saved = self._save(file_row, row, lacking)
        if not is_saved:
            self.unsaved.add((model, *file_row.key))
            return
        self.found[(model, *file_row.key)] = row
        self.kept.append((file_row, row))
        if not stored:
            told = [FieldDifference(name, "", text) for name, text in what_it_says(row)]
            self.report.differences.append(Difference("added", model, label(row), told))
        elif changes:
            told = [
                changed_field(str(field.verbose_name), before[field.name], said(row, field))
                for field in changes
            ]
            self.report.differences.append(Difference("changed", model, label(row), told))
        else:
            self.report.unchanged[model] += 1

    def _values(self, file_row: FileRow) -> tuple[dict[str, Any], set[str]]:
        """The fields' values by name, and the names of the fields that can have none."""
        values: dict[str, Any] = {}
        lacking: set[str] = set()
        for field in fields_of(file_row.model):
            raw = file_row.fields[field.name]
            if field.name == "published_on":
                # An import publishes nothing and takes nothing back.
                self.report.dated = shown_key([raw]) if raw else ""
                continue
            try:
                values[field.name] = self._value(field, raw)
            except _NotSavedError:
                lacking.add(field.name)
            except ValueError as error:
                lacking.add(field.name)
                if field.name in key_fields(file_row.model):
                    self.is_legible &= isinstance(error, _MissingError)
                self.report.errors.append(file_row.error(f"{field.name}: {error}"))
        return values, lacking

    def _value(self, field: models.Field, raw: Any) -> Any:
        if raw is None and field.null:
            return None
        if isinstance(field, models.ForeignKey):
            return self._target(field.related_model, raw)
        return plain(field, raw)

    def _target(self, model: Any, raw: Any) -> models.Model:
        """The row that a natural key names."""
        if not is_key(raw):
            raise ValueError(_("write a key in brackets, such as [2023, 1]."))
        key = (model, *raw)
        if key in self.unsaved:
            raise _NotSavedError
        if key not in self.found:
            if model in _OF_AN_EDITION and raw[0] == self.report.year:
                self._miss(model, raw)
            sentence = _("there is no %(what)s %(key)s. Write one that is there, or add it first.")
            missing = sentence % {"what": model._meta.verbose_name, "key": str(raw)[:80]}
            try:
                row = model._default_manager.get_by_natural_key(*raw)
            except (ObjectDoesNotExist, TypeError, ValueError) as error:
                raise ValueError(missing) from error
            # Managers are generous: "2023" is a year to them, and to no file of ours.
            if list(row.natural_key()) != raw:
                raise ValueError(missing)
            self.found[key] = row
        return self.found[key]

    def _miss(self, model: Any, raw: list[Any]) -> None:
        """What is of this edition stands in its file, whatever the database has."""
        if not self.is_legible:
            # Perhaps it does, in a row that could not be read.
            raise _NotSavedError
        sentence = _("the file has no %(what)s %(key)s.")
        raise _MissingError(sentence % {"what": model._meta.verbose_name, "key": str(raw)[:80]})

    def _save(self, file_row: FileRow, row: Any, lacking: set[str]) -> bool:
        """Whether the row is valid and stands; what is wrong with it becomes errors."""
        try:
            row.full_clean(exclude=lacking)
            if lacking:
                return False
            self._sign(row)
            with transaction.atomic():
                row.save()
        except ValidationError as refusal:
            for name, messages in refusal.message_dict.items():
                prefix = "" if name == NON_FIELD_ERRORS else f"{name}: "
                self.report.errors += [file_row.error(f"{prefix}{each}") for each in messages]
            return False
        except DatabaseError as refusal:
            sentence = _("The database refuses it: %(why)s") % {"why": refusal}
            self.report.errors.append(file_row.error(sentence))
            return False
        return True

    def _sign(self, row: Any) -> None:
        """The history takes the reason, and who it was, from the row that is about to change."""
        if self.before is None:
            self.before = set(inconsistencies())
        row._change_reason = self.reason
        if self.user:
            row._history_user = self.user

    def _remove_the_rest(self) -> None:
        """Removes what the file lacks, parts before what they belong to."""
        for model, _where in reversed(EDITION_MODELS):
            for row in self.stored[model].values():
                if sentence := self._removal_refusal(row) or self._remove(row):
                    error = RowError(None, model._meta.label_lower, label(row), sentence)
                    self.report.errors.append(error)

    def _removal_refusal(self, row: models.Model) -> str:
        if not self.report.is_public:
            return ""
        if isinstance(row, Addressed):
            return _("The file lacks it. %(why)s") % {"why": row.deletion_refusal()}
        return _(
            "The file lacks it, and the edition is published: an import removes nothing from it. "
            "Add the row to the file, or delete it here first."
        )

    def _remove(self, row: Any) -> str:
        told = [FieldDifference(name, text, "") for name, text in what_it_says(row)]
        difference = Difference("removed", type(row), label(row), told)
        self._sign(row)
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError as refusal:
            others = ", ".join(sorted(str(each) for each in refusal.protected_objects))
            return _("The file lacks it, and others rest on it: %(rows)s.") % {"rows": others}
        self.report.differences.append(difference)
        return ""


def _key(row: models.Model) -> tuple[Any, ...]:
    values = (getattr(row, name) for name in key_fields(type(row)))
    return tuple(getattr(value, "pk", value) for value in values)
