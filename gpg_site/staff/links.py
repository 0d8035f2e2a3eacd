"""Links that open the preview of a draft to a reviewer without an account, for some days."""

import datetime
from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from goals.models import Edition, PreviewKey

SALT = "gpg_site.staff.preview"
DAYS = (2, 7, 14, 30)


class Link(NamedTuple):
    """What a link opens, until when, and why it does so no more: empty while it works."""

    edition: Edition
    until: datetime.datetime
    ended: str


def make(edition: Edition, days: int) -> str:
    """A token that opens the preview of this draft for so many days."""
    key, _created = PreviewKey.objects.get_or_create(edition=edition)
    until = timezone.now() + datetime.timedelta(days=days)
    return signing.dumps([edition.year, int(until.timestamp()), key.key], salt=SALT)


def read(token: str) -> Link | None:
    """What a token opens; None for one that is none of ours, or of an edition that is gone."""
    try:
        year, until, key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    edition = Edition.objects.filter(year=year).first()
    if edition is None:
        return None
    moment = datetime.datetime.fromtimestamp(until, tz=datetime.UTC)
    ended = ""
    if moment <= timezone.now():
        ended = _("It worked until %(day)s.") % {"day": f"{moment:%Y-%m-%d, %H:%M} UTC"}
    elif not PreviewKey.objects.filter(edition=edition, key=key).exists():
        ended = _("It was ended by the editors.")
    return Link(edition, moment, ended)


def end_all(edition: Edition) -> None:
    """Ends every link made to the preview of this edition so far."""
    PreviewKey.objects.filter(edition=edition).delete()


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_lazy("It works for"), coerce=int, initial=14, choices=lambda: _choices()
    )


def _choices() -> list[tuple[int, str]]:
    return [(days, ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in DAYS]


@permission_required("goals.change_edition", raise_exception=True)
def preview_links(request: HttpRequest, year: int) -> HttpResponse:
    """Makes a link for a reviewer, shown this once, and ends all that were made."""
    edition = get_object_or_404(Edition, year=year)
    change_page = reverse("admin:goals_edition_change", args=[edition.pk])
    if edition.is_public:
        messages.info(request, _("%(unit)s is public: it needs no preview.") % {"unit": edition})
        return HttpResponseRedirect(change_page)
    if "end" in request.POST:
        end_all(edition)
        messages.success(request, _("All links to this preview have ended."))
        return HttpResponseRedirect(request.path)
    form = LinkForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        token = make(edition, form.cleaned_data["days"])
        address = reverse("staff:preview", args=[token, edition.get_absolute_url()])
        link = request.build_absolute_uri(address)
        said = _("Made a link to the preview that works for %(n)s days.")
        admin.site.get_model_admin(Edition).log_change(
            request, edition, said % {"n": form.cleaned_data["days"]}
        )
    page = {
        **admin.site.each_context(request),
        "title": _("Preview of the %(year)s edition for reviewers") % {"year": year},
        "edition": edition,
        "app_name": edition._meta.app_config.verbose_name,
        "change_url": change_page,
        "form": form,
        "link": link,
        "has_links": PreviewKey.objects.filter(edition=edition).exists(),
    }
    return render(request, "staff/preview_links.html", page)
