"""The rules of the staff's forms that no single row can show to be broken."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from .models import Addressed, Correspondence, NoCounterpart, Permalink, Provision


class TextField(forms.CharField):
    """Text as it is kept: one character at the end of a line, where browsers send two."""

    def to_python(self, value: str | None) -> str:
        return str(super().to_python((value or "").replace("\r\n", "\n")))


class RowsFormSet(forms.BaseInlineFormSet):
    """Rows on the page of their parent, of which no two may hold the same value.

    A database that checks each row by itself can't save an exchange of values between rows. Such a
    save is refused with a sentence that says how to do it, and nothing typed is lost. So is the
    deletion of a row that is published.
    """

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        # In a table a field stands under the heading of its column, which does not label it.
        for field in form.fields.values():
            # Choices to tick have labels of their own.
            has_label = isinstance(field.widget, forms.RadioSelect)
            if field.label and not field.widget.is_hidden and not has_label:
                field.widget.attrs.setdefault("aria-label", str(field.label))

    @property
    def empty_form(self) -> Any:
        """The row that “add another” copies: it knows its parent, as all others do."""
        form = super().empty_form
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def clean(self) -> None:
        super().clean()
        deleted = [form.instance for form in self.initial_forms if form in self.deleted_forms]
        refusals = [unit.deletion_refusal() for unit in deleted if isinstance(unit, Addressed)]
        if any(refusals):
            raise ValidationError([sentence for sentence in refusals if sentence])
        self.refuse_exchanges()

    def refuse_exchanges(self) -> None:
        held = {self._unique_values(form.initial): form for form in self.initial_forms}
        for form in self.initial_forms:
            holder = held.get(self._unique_values(form.cleaned_data))
            if form.cleaned_data.get("DELETE") or holder in (None, form):
                continue
            form.add_error(
                None,
                _(
                    "Another row still holds this. Give that row another value or delete it, "
                    "save, and then change this one."
                ),
            )

    def _unique_values(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """What of a row must differ from every other row of the same parent."""
        return tuple(
            getattr(values.get(name), "pk", values.get(name))
            for constraint in self.fk.model._meta.total_unique_constraints
            for name in constraint.fields
            if name != self.fk.name
        )


class ProvisionFormSet(RowsFormSet):
    """Objectives or commitments in the form of their parent.

    The numbers of a draft's may change places; those that are published, or once were, stand in
    addresses.
    """

    def refuse_exchanges(self) -> None:
        # A new parent has no rows yet, and perhaps no edition.
        if self.initial_forms and self.instance.is_on_record:
            super().refuse_exchanges()

    def save(self, commit: bool = True) -> list[Provision]:
        if commit and not self.instance.is_on_record:
            self._put_numbers_aside()
        saved: list[Provision] = super().save(commit=commit)
        return saved

    def _put_numbers_aside(self) -> None:
        """Moves the rows that are about to be renumbered or deleted out of each other's way."""
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if "number" in form.changed_data or form.cleaned_data.get("DELETE")
        ]
        taken = {form.initial["number"] for form in self.initial_forms}
        taken |= {form.cleaned_data.get("number") for form in self.forms}
        free = (number for number in range(99, 0, -1) if number not in taken)
        for pk, number in zip(moving, free, strict=False):
            self.fk.model._default_manager.filter(pk=pk).update(number=number)


class ContentForm(forms.ModelForm):
    """A form whose change gives its reason to the public list of changes.

    `stops` are sentences for which the admin lets it come back, whatever was typed.
    """

    stops: Sequence[str] = ()

    change_reason = forms.CharField(
        label=_lazy("Reason for this change"),
        help_text=_lazy("Shown in the public list of changes."),
        required=False,
        # As long as the history keeps it.
        max_length=100,
        widget=AdminTextInputWidget,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for sentence in self.stops:
            self.add_error(None, sentence)
        return cleaned


class CorrespondenceRow(forms.ModelForm):
    """Refuses a pair that does not lead from an earlier edition to a later one."""

    class Meta:
        model = Correspondence
        fields = ["earlier", "later", "relation", "reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        earlier, later = cleaned.get("earlier"), cleaned.get("later")
        if earlier and later and earlier.edition.year >= later.edition.year:
            raise ValidationError(
                {"later": _("Choose an objective of a later edition than the first one's.")}
            )
        for one, other in ((earlier, later), (later, earlier)):
            if one and other and one.no_counterparts.filter(edition=other.edition).exists():
                raise ValidationError(
                    _("%(code)s is said to have no counterpart there: delete that first.")
                    % {"code": one.full_code}
                )
        return cleaned


class CorrespondenceForm(CorrespondenceRow, ContentForm):
    """A correspondence on its own page."""


class NoCounterpartRow(forms.ModelForm):
    """Refuses what contradicts itself, or a correspondence."""

    class Meta:
        model = NoCounterpart
        fields = ["objective", "edition", "reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        objective, edition = cleaned.get("objective"), cleaned.get("edition")
        if objective and edition and objective.edition == edition:
            raise ValidationError({"edition": _("Choose another edition than the objective's.")})
        if objective and edition and objective.corresponds_to(edition):
            raise ValidationError(
                {"edition": _("A correspondence with this edition exists: delete that one first.")}
            )
        return cleaned


class NoCounterpartForm(NoCounterpartRow, ContentForm):
    """An objective without a counterpart on its own page."""


# How the admin shows fields of these types, in place of Django's own choice.
FORM_FIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.TextField: {"form_class": TextField},
    # An address typed without its beginning is completed with https, as Django 6 does.
    models.URLField: {"assume_scheme": "https"},
}


class PermalinkForm(ContentForm):
    """Withdraws what answers at an address, or takes that back; the rest goes by itself."""

    class Meta:
        model = Permalink
        fields = ["state", "reason", "became"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            live, withdrawn = Permalink.State.LIVE, Permalink.State.WITHDRAWN
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                (state.value, state.label) for state in (live, withdrawn)
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        became = list(cleaned.get("became") or ())
        if became and cleaned.get("state") == Permalink.State.LIVE:
            raise ValidationError(
                {"became": _("What is live became nothing else: withdraw it, or leave this empty.")}
            )
        if self.instance in became:
            raise ValidationError({"became": _("Nothing becomes itself: choose another address.")})
        for other in became:
            if other.state == Permalink.State.MOVED:
                raise ValidationError(
                    {"became": _("%(old)s moved to %(new)s: choose that one.")
                     % {"old": other.path, "new": other.target}}
                )  # fmt: skip
            if other.state == Permalink.State.RETRACTED:
                raise ValidationError(
                    {"became": _("%(path)s is not public: choose another address.")
                     % {"path": other.path}}
                )  # fmt: skip
        return cleaned
