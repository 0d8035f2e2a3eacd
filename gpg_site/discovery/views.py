"""Text for machines, each at its one address in any language."""

import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from goals.addresses import in_language
from goals.answers import data_address, data_answer, origin
from goals.languages import languages
from gpg_site.changes import changes_page
from gpg_site.finished import finished

from .feed import feed
from .llms import contents
from .sitemap import sitemap as sitemap_of

TEXT = "text/plain; charset=utf-8"
XML = "application/xml"
ATOM = "application/atom+xml"
# For how long what the file says may be relied on; RFC 9116 asks for less than a year.
SECURITY_HOLDS = datetime.timedelta(days=180)


def changes_feed(request: HttpRequest) -> HttpResponse:
    newest = changes_page("1")
    assert newest is not None  # an empty log has a first page too
    return data_answer(request, feed(newest, origin(request)).encode(), ATOM)


def sitemap(request: HttpRequest) -> HttpResponse:
    body = finished.file(
        request.build_absolute_uri(request.path),
        lambda: _rendered(request, "sitemap.xml", pages=sitemap_of()),
    )
    assert body is not None
    return data_answer(request, body, XML)


def robots(request: HttpRequest) -> HttpResponse:
    """All may be read but the staff's side and answers, of which there are as many as questions."""
    asked = [reverse("search"), reverse("quote")]
    answers = [*asked, *(data_address(each, "json") for each in asked), reverse("suggest")]
    body = _rendered(
        request,
        "robots.txt",
        answers=[
            f"{in_language(address, language)}?q="
            for language in languages()
            for address in answers
        ],
    )
    return data_answer(request, body, TEXT)


def llms(request: HttpRequest) -> HttpResponse:
    return data_answer(request, _rendered(request, "llms.txt", **contents()), TEXT)


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a fault, where anybody is named: without a contact the file may not be."""
    if not settings.CONTACT:
        raise Http404
    until = timezone.now().date() + SECURITY_HOLDS
    body = _rendered(request, "security.txt", contact=settings.CONTACT, until=until)
    return data_answer(request, body, TEXT)


def _rendered(request: HttpRequest, template: str, **context: Any) -> bytes:
    """A template of text; `origin` goes before each address in it."""
    given = {"origin": origin(request), "path": request.path, **context}
    return f"{render_to_string(f'site/{template}', given).strip()}\n".encode()
