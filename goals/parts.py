"""Rows between two things, chosen as one field: a provision's topics, what a link rests on.

Each row is written and deleted by itself, so that the history has it with the reason of the
change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Parts:
    """A model whose rows tie a `part` to what has it, the `owner`; both are its foreign keys."""

    model: type[models.Model]
    owner: str
    part: str

    def chosen(self, owner: models.Model) -> list[Any]:
        """The keys of the parts that `owner` has."""
        if owner.pk is None:
            return []
        rows = self.model._default_manager.filter(**{self.owner: owner.pk})
        return list(rows.values_list(f"{self.part}_id", flat=True))

    def write(self, owner: models.Model, parts: Iterable[models.Model]) -> None:
        """Lets `owner` have these parts and no others."""
        reason = getattr(owner, "_change_reason", None)
        wanted = {part.pk: part for part in parts}
        for row in self.model._default_manager.filter(**{self.owner: owner.pk}):
            if wanted.pop(getattr(row, f"{self.part}_id"), None) is None:
                row._change_reason = reason  # type: ignore[attr-defined]
                row.delete()
        for part in wanted.values():
            row = self.model(**{self.owner: owner, self.part: part})
            row._change_reason = reason  # type: ignore[attr-defined]
            row.save()

    def permission(self, action: str) -> str:
        codename = f"{action}_{self.model._meta.model_name}"
        return f"{self.model._meta.app_label}.{codename}"


class PartsForm(forms.ModelForm):
    """A form with fields of parts. `may` says whether who fills it in has a permission."""

    parts: dict[str, Parts] = {}
    may: Callable[[str], bool] = staticmethod(lambda permission: True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, parts in self.parts.items():
            self.initial[name] = parts.chosen(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, parts in self.parts.items():
            if name in cleaned:
                self._check_permission(name, parts, {part.pk for part in cleaned[name]})
        return cleaned

    def _check_permission(self, name: str, parts: Parts, chosen: set[Any]) -> None:
        before = set(self.initial[name])
        if before - chosen and not self.may(parts.permission("delete")):
            self.add_error(name, _("Your account may not take out what is here: choose it again."))
        if chosen - before and not self.may(parts.permission("add")):
            self.add_error(name, _("Your account may not add to what is here: take it out again."))

    def _save_m2m(self) -> None:
        for name, parts in self.parts.items():
            if name in self.cleaned_data:
                parts.write(self.instance, self.cleaned_data[name])
