"""What the staff's forms of all apps have in common.

Each keeps the two voices apart: what is official wording, and what is ours. Before a save changes
something public, its form comes back with a list of what will; so does the form of one who typed
while somebody else saved.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin import actions
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .codes import parse_with_edition
from .effects import Effects, effects, foresee
from .forms import FORM_FIELDS, ContentForm, ProvisionFormSet, RowsFormSet
from .models import Addressed, Edition
from .states import State
from .tagging import Corpus, TopicsForm
from .watched import WatchedAdmin, stops

OFFICIAL = _("Official wording")
OURS = _("Ours")
REASON = "change_reason"
# The field by which a form says that its effects were read.
CONFIRMED = "effects"
BUTTONS = ("_continue", "_addanother", "_save")


def public_address(edition: Edition, address: str) -> str | None:
    """For “view on site”: the address, or None for a draft, which the public can't see."""
    return address if edition.published_on else None


class NotConfirmedError(Exception):
    """A save that has effects in public which nobody has been shown."""

    def __init__(self, found: Effects) -> None:
        super().__init__()
        self.found = found


def prepare(form: Any) -> None:
    """Gives a class of forms, made for this page alone, what it suggests topics from."""
    if issubclass(form, TopicsForm):
        form.corpus = Corpus()


class ContentAdmin(WatchedAdmin):
    """What all our forms have in common.

    `fixed` names the fields that a row keeps for good: its place in the framework, on which its
    address rests and what others say of it.
    """

    form = ContentForm
    formfield_overrides = FORM_FIELDS
    actions = ["delete_selected"]
    change_form_template = "admin/desk_form.html"

    class Media:
        css = {"all": ["css/desk.css"]}
        js = ["js/desk.js"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.fixed if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fieldsets = [
            (name, {**options, "fields": [each for each in options["fields"] if each != REASON]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        return [*fieldsets, (_("In public"), {"fields": [REASON]})]

    def get_view_on_site_url(self, obj: Any = None) -> Any:
        try:
            return super().get_view_on_site_url(obj)
        except NoReverseMatch:
            # A number was typed that no address can have: the form says so.
            return None

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.stops = stops(request)
        prepare(form)
        return form

    # The history takes the reason from the row that is saved or deleted.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data[REASON]
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data[REASON]
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.check_whole(form.instance)
        before: State = request._desk_before  # type: ignore[attr-defined]
        found = effects(before, State())
        if found and request.POST.get(CONFIRMED) != found.digest:
            raise NotConfirmedError(found)

    def check_whole(self, obj: Any) -> None:
        """Raises ValidationError for what no form of the page could see by itself."""

    # Deletion: one row by its own page, and several by the action of the list.

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        # The question whether to delete is no form of Django's: no longer than the history keeps.
        obj._change_reason = request.POST.get(REASON, "")[:100]
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self.delete_model(request, row)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request: HttpRequest, queryset: Any) -> Any:
        """Django's own, with a reason and a list of what it changes in public."""
        response = actions.delete_selected(self, request, queryset)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["effects"] = foresee(queryset.delete)
        return response

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id)) if request.method == "GET" else None
        if obj is not None and self.has_delete_permission(request, obj):
            extra_context = {**(extra_context or {}), "effects": foresee(obj.delete)}
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names what is published among what would be deleted, and what to do instead."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        units = [unit for unit in objs if isinstance(unit, Addressed)]
        refusals = [sentence for unit in units if (sentence := unit.deletion_refusal())]
        return deleted, counts, lacking, [*protected, *refusals]

    # One form, judged before it is saved.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        context = {**(extra_context or {})}
        if request.method != "POST":
            if object_id is not None:
                self.look_back(request, object_id, form_url, context)
            return super().changeform_view(request, object_id, form_url, context)
        try:
            with transaction.atomic():
                if object_id is not None:
                    object_id, form_url = self.look_back(request, object_id, form_url, context)
                request._desk_before = State()  # type: ignore[attr-defined]
                return super().changeform_view(request, object_id, form_url, context)
        except NotConfirmedError as unconfirmed:
            context["effects"] = unconfirmed.found
            context["button"] = next(name for name in BUTTONS if name in (*request.POST, "_save"))
            stops(request).append(_now("Nothing is saved yet: see above what will change."))
        except ValidationError as refusal:
            # The forms could not foresee it: one row of this save moved what another one needs.
            stops(request).extend(refusal.messages)
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        # What only asks for a second look is no error of who typed.
        if len(context.get("errors") or ()) == 1 and (
            "effects" in context or "meanwhile" in context
        ):
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)


class ProvisionAdmin(ContentAdmin):
    """Objectives or commitments: a heir names the parent, and whether that is a theme."""

    parent: str
    of_themes = False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Those of a code, `3.2` or `2023-3.2`; else those that have the words."""
        try:
            year, code = parse_with_edition(search_term)
        except ValueError:
            return super().get_search_results(request, queryset, search_term)
        if code.of_theme != self.of_themes:
            return queryset.none(), False
        found = queryset.filter(**{f"{self.parent}__number": code.parent, "number": code.number})
        return found.filter(**{f"{self.parent}__edition__year": year}) if year else found, False


class DeskInline(admin.options.InlineModelAdmin):
    """Rows on the page of what they belong to."""

    formset = RowsFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0
    # The page of a draft's row does not answer; the page of the parent knows that, rows don't.
    view_on_site = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        prepare(formset.form)
        return formset


class RowsInline(DeskInline, admin.TabularInline):
    """Rows of a table."""


class PartInline(RowsInline):
    """Rows that are only part of their parent, as its topics are.

    Who may change the parent may take them off it; that deletes nothing that has a page.
    """

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        parent = self.parent_model._meta
        return request.user.has_perm(
            f"{parent.app_label}.{get_permission_codename('change', parent)}"
        )


class BlocksInline(DeskInline, admin.StackedInline):
    """Rows that are too long for a table."""


class ProvisionInline(BlocksInline):
    """Objectives or commitments on the page of their parent: an heir names the model."""

    formset = ProvisionFormSet
    fields = [("number", "wording_source"), "text", "topics", "suggested", "note"]
    autocomplete_fields = ["wording_source"]
    show_change_link = True


class TranslationInline(BlocksInline):
    """Other languages of a title or text: an heir names the model."""

    fields = [("language", "status"), "source", "text"]
    autocomplete_fields = ["source"]
