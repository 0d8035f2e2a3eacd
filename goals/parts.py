"""Rows between two things, chosen as one field: a provision's topics, what a link rests on.

Each row is written and deleted by itself, so that the history has it with the reason of the
change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models


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


class PartsForm(forms.ModelForm):
    """A form with fields of parts: who may change the owner may change what it has."""

    parts: dict[str, Parts] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, parts in self.parts.items():
            self.initial[name] = parts.chosen(self.instance)

    def _save_m2m(self) -> None:
        for name, parts in self.parts.items():
            if name in self.cleaned_data:
                parts.write(self.instance, self.cleaned_data[name])
