"""The preview of a draft: the public site below an address of its own, with one edition more.

Nothing public is built twice for it. The request is led on to the view that will answer once the
draft is published: what it may see is in `goals.visibility`, and where its links lead is Django's
script prefix.
"""

import copy
import re
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import (
    get_script_prefix,
    is_valid_path,
    resolve,
    reverse,
    set_script_prefix,
)
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from goals.languages import speaking, split
from goals.models import Edition
from goals.visibility import showing

from .. import data
from ..middleware import refused
from ..views import not_found
from . import links


class Preview(NamedTuple):
    """What the banner says: of which edition this is, until when, and where the way out leads."""

    year: int
    until: datetime | None
    leave_url: str


# It only reads, and the quote finder's form, which works in here too, carries no token.
@csrf_exempt
def preview(request: HttpRequest, draft: str, address: str) -> HttpResponse:
    """The page at a public address as it will be: of a year for staff, of a link for anybody."""
    response = refused(request.method, address) or _answer(request, draft, address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, draft: str, address: str) -> HttpResponse:
    if re.fullmatch("[0-9]{4}", draft):
        return _for_staff(request, draft, address)
    link = links.read(draft)
    if link is None:
        why = _("It is incomplete, or was altered on its way to you.")
        return _ended(request, why, status=404)
    if link.ended and not link.edition.is_public:
        return _ended(request, link.ended, status=410)
    shown = Preview(link.edition.year, link.until, reverse("home"))
    return _page(request, draft, address, link.edition, shown)


def _for_staff(request: HttpRequest, draft: str, address: str) -> HttpResponse:
    if not admin.site.has_permission(request):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not request.user.has_perm("goals.view_edition"):
        raise PermissionDenied
    edition = Edition.objects.filter(year=int(draft)).first()
    if edition is None:
        raise Http404
    leave_url = reverse("admin:goals_edition_change", args=[edition.pk])
    return _page(request, draft, address, edition, Preview(edition.year, None, leave_url))


def _ended(request: HttpRequest, why: str, status: int) -> HttpResponse:
    page = {**data.plain_page(), "why": why}
    return render(request, "site/preview_ended.html", page, status=status)


def _page(
    request: HttpRequest, draft: str, address: str, edition: Edition, shown: Preview
) -> HttpResponse:
    prefix = reverse("staff:preview", args=[draft, "/"])
    if not address:
        return HttpResponseRedirect(prefix)
    if edition.is_public:
        # What follows the prefix, which is made of nothing that is written otherwise in addresses.
        public = request.get_full_path()[len(prefix) - 1 :]
        return HttpResponseRedirect(escape_leading_slashes(public))
    inner = copy.copy(request)
    inner.path_info = address
    inner.preview = shown  # type: ignore[attr-defined]
    outside = get_script_prefix()
    set_script_prefix(prefix)
    try:
        language, _path = split(address)
        with showing(edition.year), speaking(language):
            return _public_page(inner)
    finally:
        set_script_prefix(outside)


def _public_page(request: HttpRequest) -> HttpResponse:
    """What the public address `request.path_info` answers."""
    path = request.path_info
    try:
        if path.startswith(settings.STAFF_PREFIX):
            raise Http404
        request.resolver_match = resolve(path)
        view, args, kwargs = request.resolver_match
        response: HttpResponse = view(request, *args, **kwargs)
    except Http404 as missing:
        # As Django does for public addresses.
        if not path.endswith("/") and is_valid_path(f"{path}/"):
            return HttpResponseRedirect(request.get_full_path(force_append_slash=True))
        response = not_found(request, missing)
    return response
