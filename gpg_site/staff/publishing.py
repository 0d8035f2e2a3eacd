"""The pages on which an edition is published, and on which that is taken back."""

from collections.abc import Callable
from typing import TypedDict

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from goals import publishing
from goals.models import Edition, Objective
from themes.models import Commitment

from ..models import ContentVersion
from ..verification import inconsistencies, wordings
from .rehearsal import effects

may_publish = permission_required("goals.publish_edition", raise_exception=True)


class ReasonForm(forms.Form):
    """Why, and the state of the content that the summary above the form was made of."""

    reason = forms.CharField(
        label=_lazy("Reason"),
        # As long as the history keeps it.
        max_length=100,
        widget=AdminTextInputWidget,
        help_text=_lazy("Kept in the history, and shown in the public list of changes."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data["seen"] != str(ContentVersion.current()):
            raise ValidationError(
                _(
                    "Something was changed since this page was opened. Look through the summary "
                    "again: it is as of now."
                )
            )


class Findings(TypedDict):
    """What is not yet as it should be in a draft, by the codes and names of its units.

    `compared_with` is the year of the public edition before it, or None.
    """

    without_topic: list[str]
    compared_with: int | None
    without_correspondence: list[str]
    not_verbatim: list[str]
    unverified: list[str]
    inconsistencies: list[str]


@may_publish
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Shows what publishing a draft will change, and publishes it for a reason."""
    edition = get_object_or_404(Edition, year=year)
    if edition.is_public:
        return _done(request, edition, _("The %(year)s edition is public."))
    return _deliberate(
        request,
        edition,
        publishing.publish,
        _("The %(year)s edition is public."),
        {
            "template": "staff/publish.html",
            "title": _("Publish the %(year)s edition") % {"year": year},
            "findings": _findings(edition),
        },
    )


@may_publish
def take_back(request: HttpRequest, year: int) -> HttpResponse:
    """Shows what making a published edition a draft again will change, and does so for a reason."""
    edition = get_object_or_404(Edition, year=year)
    if not edition.is_public:
        return _done(request, edition, _("The %(year)s edition is a draft."))
    return _deliberate(
        request,
        edition,
        publishing.retract,
        _("The %(year)s edition is a draft again, and no longer public."),
        {
            "template": "staff/take_back.html",
            "title": _("Take back the %(year)s edition") % {"year": year},
        },
    )


def _deliberate(
    request: HttpRequest,
    edition: Edition,
    act: Callable[[Edition, str], None],
    done: str,
    page: dict[str, object],
) -> HttpResponse:
    """Asks before it acts, with a summary; nothing typed is lost where it can't act."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        # One transaction, so that what was seen is what is done.
        with transaction.atomic():
            if form.is_valid():
                try:
                    act(edition, form.cleaned_data["reason"])
                except ValidationError as refusal:
                    form.add_error(None, refusal)
                else:
                    model_admin = admin.site.get_model_admin(Edition)
                    model_admin.log_change(request, edition, done % {"year": edition.year})
                    return _done(request, edition, done)
    try:
        found, refusals = effects(edition, lambda one: act(one, "")), []
    except ValidationError as refusal:
        found, refusals = None, refusal.messages
    if form.is_bound:
        form.data = {**request.POST.dict(), "seen": str(ContentVersion.current())}
    else:
        form.initial["seen"] = ContentVersion.current()
    page |= {
        **admin.site.each_context(request),
        "edition": edition,
        "app_name": edition._meta.app_config.verbose_name,
        "change_url": _change_page(edition),
        "effects": found,
        "refusals": refusals,
        "form": form,
    }
    return render(request, str(page.pop("template")), page)


def _done(request: HttpRequest, edition: Edition, sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"year": edition.year})
    return HttpResponseRedirect(_change_page(edition))


def _change_page(edition: Edition) -> str:
    return reverse("admin:goals_edition_change", args=[edition.pk])


def _findings(edition: Edition) -> Findings:
    before = Edition.objects.published().filter(year__lt=edition.year).order_by("-year").first()
    objectives = Objective.objects.in_edition(edition).select_related("goal__edition")
    commitments = Commitment.objects.in_edition(edition).select_related("theme__edition")
    own = [item for item in wordings() if item.edition == edition and not item.is_verbatim]
    return {
        "without_topic": [
            item.code
            for items in (objectives, commitments)
            for item in items.filter(topic_items=None)
        ],
        "compared_with": before.year if before else None,
        "without_correspondence": [
            item.code
            for item in objectives.exclude(earlier_links__earlier__goal__edition=before).exclude(
                no_counterparts__edition=before
            )
        ]
        if before
        else [],
        "not_verbatim": [item.name for item in own if item.source.text],
        "unverified": [item.name for item in own if not item.source.text],
        "inconsistencies": list(inconsistencies(of=edition)),
    }
