"""What the staff's forms of all apps have in common.

Each keeps the two voices apart: what is official wording, and what is ours.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from .forms import FORM_FIELDS, ContentForm, ProvisionFormSet, RowsFormSet
from .models import Addressed, Edition

OFFICIAL = _("Official wording")
OURS = _("Ours")
REASON = "change_reason"


def public_address(edition: Edition, address: str) -> str | None:
    """For “view on site”: the address, or None for a draft, which the public can't see."""
    return address if edition.published_on else None


class ContentAdmin(admin.ModelAdmin):
    """What all our forms have in common.

    `fixed` names the fields that a row keeps for good: its place in the framework, on which its
    address rests and what others say of it.
    """

    form = ContentForm
    formfield_overrides = FORM_FIELDS
    fixed: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.fixed if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fieldsets = [
            (name, {**options, "fields": [each for each in options["fields"] if each != REASON]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        return [*fieldsets, (_("In public"), {"fields": [REASON]})]

    # The history takes the reason from the row that is saved or deleted.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data[REASON]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data[REASON]
        super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        # The question whether to delete is no form of Django's: no longer than the history keeps.
        obj._change_reason = request.POST.get(REASON, "")[:100]
        super().delete_model(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names what is published among what would be deleted, and what to do instead."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        units = [unit for unit in objs if isinstance(unit, Addressed)]
        refusals = [sentence for unit in units if (sentence := unit.deletion_refusal())]
        return deleted, counts, lacking, [*protected, *refusals]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:
            # The forms could not foresee it: one row of this save moved what another one needs.
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


class RowsInline(admin.TabularInline):
    """Rows of a table on the page of what they belong to."""

    formset = RowsFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0
    # The page of a draft's row does not answer; the page of the parent knows that, rows don't.
    view_on_site = False


class PartInline(RowsInline):
    """Rows that are only part of their parent, as its topics are.

    Who may change the parent may take them off it; that deletes nothing that has a page.
    """

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        parent = self.parent_model._meta
        return request.user.has_perm(
            f"{parent.app_label}.{get_permission_codename('change', parent)}"
        )


class ProvisionInline(admin.StackedInline):
    """Objectives or commitments on the page of their parent: an heir names the model."""

    formset = ProvisionFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0
    fields = [("number", "wording_source"), "text", "note"]
    autocomplete_fields = ["wording_source"]
    show_change_link = True
    view_on_site = False


class TranslationInline(RowsInline):
    """Other languages of a title or text: an heir names the model."""

    fields = ["language", "text", "status", "source"]
    autocomplete_fields = ["source"]
