"""The pages on what was: the history of a unit, restoring a state of it, and what was deleted."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from goals.forms import ContentForm

from .family import (
    MODELS,
    WITH_HISTORY,
    Model,
    User,
    attach,
    may,
    may_restore,
    moment_read,
    moment_said,
    name,
    named,
)
from .history import deletions, saves_of
from .plan import Plan, lacking, plan
from .restore import carry_out, try_out
from .told import deletions_told, desk_fields, entries

PER_PAGE = 20


class ContentConverter:
    """A model with a history, as the addresses of the admin name it: goals/goal."""

    regex = "[a-z_]+/[a-z]+"

    def to_python(self, value: str) -> Model:
        for model in WITH_HISTORY:
            if self.to_url(model) == value:
                return model
        raise ValueError(value)

    def to_url(self, model: Model) -> str:
        return model._meta.label_lower.replace(".", "/")


class RestoreForm(forms.Form):
    """Asks why, and knows which preview it stands on."""

    change_reason = forms.CharField(
        label=_lazy("Reason for this change"),
        help_text=ContentForm.base_fields["change_reason"].help_text,
        # As long as the history keeps it.
        max_length=100,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    token = forms.CharField(widget=forms.HiddenInput)


@require_safe
def history(request: HttpRequest, model: Model, pk: int) -> HttpResponse:
    if not may(request.user, "view", model):
        raise PermissionDenied
    unit = _unit(model, pk)
    page = Paginator(saves_of(model, pk, request.user), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "entries": entries(page.object_list, model, pk),
        "may_restore": model in MODELS and may_restore(request.user, model),
    }
    return _page(request, "history", _("History: %(unit)s") % {"unit": name(unit)}, unit, context)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, model: Model, pk: int) -> HttpResponse:
    moment = moment_read(request.GET.get("to", ""))
    if moment is None or model not in MODELS:
        raise Http404
    if not may(request.user, "view", model):
        raise PermissionDenied
    unit = _unit(model, pk)
    # Nobody writes between the look and the deed.
    with transaction.atomic():
        found = plan(model, pk, moment)
        form = RestoreForm(request.POST or None)
        refusals = lacking(found, request.user) if found else []
        outcome = try_out(found) if found else None
        may_go = bool(found and found.steps and outcome and not outcome.problems and not refusals)
        if may_go and found and form.is_valid():
            if form.cleaned_data["token"] == found.token:
                carry_out(found, user=request.user, reason=form.cleaned_data["change_reason"])
                done = _("%(unit)s is again as it was on %(moment)s.")
                said = {"unit": name(unit), "moment": moment_said(moment)}
                messages.success(request, done % said)
                return HttpResponseRedirect(reverse("staff:history", args=[model, pk]))
            form.add_error(None, _("Somebody changed this meanwhile: look again what will change."))
    context = {
        "moment": moment_said(moment),
        "found": found,
        "changes": _told(found, request.user) if found else [],
        "outcome": outcome,
        "refusals": refusals,
        "may_go": may_go,
        "form": form,
        "token": found.token if found else "",
    }
    title = _("Restore: %(unit)s") % {"unit": name(unit)}
    status = 404 if found is None else 403 if refusals and request.method == "POST" else 200
    return _page(request, "restore", title, unit, context, status)


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    page = Paginator(deletions(request.user), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "deletions": deletions_told(page.object_list, request.user),
    }
    return _page(request, "deleted", _("Deleted"), None, context)


def _unit(model: Model, pk: int) -> Any:
    """The row, or its last state where it is gone, with all that names it."""
    history = model.history.filter(id=pk)  # type: ignore[attr-defined]
    row = model._default_manager.filter(pk=pk).first() or history.first()
    if row is None:
        raise Http404
    attach([row])
    return row


def _told(found: Plan, user: User) -> list[dict[str, Any]]:
    """The steps of a plan in words, as far as `user` may view them."""
    kinds = {"add": _("comes back"), "change": _("changes"), "delete": _("is removed")}
    return [
        {
            "action": step.action,
            "what": step.model._meta.verbose_name,
            "label": name(step.now or step.then),
            "kind": kinds[step.action],
            "fields": desk_fields(step.model, step.now, step.then),
        }
        for step in found.steps
        if may(user, "view", step.model)
    ]


def _page(
    request: HttpRequest,
    template: str,
    title: str,
    unit: Any,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page of the admin, with the way down to the unit that it is about."""
    whole = {**admin.site.each_context(request), "title": title, **context}
    if unit is not None:
        model = getattr(unit, "instance_type", type(unit))
        whole |= {
            "unit": named(unit),
            "opts": model._meta,
            "is_registered": admin.site.is_registered(model),
            "is_there": isinstance(unit, model),
            "pk": unit.id,
            "history_url": reverse("staff:history", args=[model, unit.id]),
        }
    return render(request, f"staff/{template}.html", whole, status=status)
