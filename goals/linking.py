"""The form of an SDG link: with the targets that it names and the objectives that it rests on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from .forms import ContentForm
from .models import Goal, Objective, SdgLink, SdgLinkObjective, SdgLinkTarget, SdgTarget
from .parts import Parts, PartsForm

BASIS_LABEL = _lazy("Rests on")
BASIS_HELP = _lazy("The objectives of this goal whose words it rests on.")


def _chooser(model: type[SdgLinkTarget] | type[SdgLinkObjective]) -> AutocompleteSelectMultiple:
    return AutocompleteSelectMultiple(model._meta.get_field("part"), admin.site)


class BasisOfGoal(forms.ModelMultipleChoiceField):
    """The objectives of one goal, to be ticked."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(
            goal.objectives.select_related("goal__edition"),
            label=BASIS_LABEL,
            required=False,
            help_text=BASIS_HELP,
            widget=forms.CheckboxSelectMultiple,
        )

    def label_from_instance(self, obj: Objective) -> str:
        return f"{obj.code} {Truncator(obj.text).words(9)}"


class SdgLinkRow(PartsForm):
    """An SDG link on the page of its goal."""

    named_targets = forms.ModelMultipleChoiceField(
        SdgTarget.objects.select_related("sdg"),
        label=_lazy("Targets"),
        required=False,
        help_text=_lazy("Of this SDG, such as 16.4."),
        widget=_chooser(SdgLinkTarget),
    )
    basis = forms.ModelMultipleChoiceField(
        Objective.objects.select_related("goal__edition"),
        label=BASIS_LABEL,
        required=False,
        help_text=BASIS_HELP,
        widget=_chooser(SdgLinkObjective),
    )
    parts = {
        "named_targets": Parts(SdgLinkTarget, "link", "part"),
        "basis": Parts(SdgLinkObjective, "link", "part"),
    }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_editorial = cleaned.get("evidence") == SdgLink.Evidence.EDITORIAL
        if targets := cleaned.get("named_targets"):
            strange = [target.code for target in targets if target.sdg != cleaned.get("sdg")]
            if strange:
                sentence = _("These belong to another SDG: %(codes)s. Take them out.")
                self.add_error("named_targets", sentence % {"codes": ", ".join(strange)})
        elif is_editorial and "named_targets" in cleaned:
            self.add_error(
                "named_targets", _("An editorial link names a target: add at least one.")
            )
        if basis := cleaned.get("basis"):
            strange = [item.full_code for item in basis if item.goal != cleaned.get("goal")]
            if strange:
                sentence = _("These belong to another goal: %(codes)s. Take them out.")
                self.add_error("basis", sentence % {"codes": ", ".join(strange)})
        elif is_editorial and "basis" in cleaned:
            self.add_error(
                "basis", _("An editorial link rests on objectives: choose at least one.")
            )
        return cleaned


class SdgLinkForm(SdgLinkRow, ContentForm):
    """An SDG link on its own page."""
