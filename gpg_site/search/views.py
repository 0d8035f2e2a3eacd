"""Search, its suggestions, and the quote finder."""

import json

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from goals.answers import MEDIA_TYPES, data_answer, ending
from goals.views import render_or_404

from . import page
from .quote_page import address, quote_page


def search(request: HttpRequest) -> HttpResponse:
    """The units that answer a question; straight to the unit that is named by its code.

    A program gets the answer that it asked for, with that unit among the candidates.
    """
    asked = page.Asked.of(request.GET)
    if not ending(request.path) and (unit := page.straight_to(asked)):
        return HttpResponseRedirect(unit)
    is_asked = asked.question or asked.filters
    address = asked.address(reverse("home"), page=asked.page) if is_asked else ""
    return render_or_404(request, "site/search.html", page.search_page(asked), address=address)


def suggest(request: HttpRequest) -> HttpResponse:
    """Units for what somebody types, in the form that browsers know from OpenSearch: what was
    typed, names, descriptions, addresses."""
    typed = request.GET.get("q", "")[: page.LONGEST]
    hits = page.suggestions(typed)
    answer = [
        typed,
        [hit["label"] for hit in hits],
        [hit["kind"] for hit in hits],
        [hit["url"] for hit in hits],
    ]
    return data_answer(request, json.dumps(answer).encode(), MEDIA_TYPES["json"])


def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to add this search to its own."""
    addresses = {
        "search_url": request.build_absolute_uri(reverse("search")),
        "suggest_url": request.build_absolute_uri(reverse("suggest")),
    }
    text = render_to_string("site/opensearch.xml", {**addresses, "request": request})
    return data_answer(request, text.encode(), "application/opensearchdescription+xml")


# A form without a cookie can't be forged in anybody's name: nobody is signed in to it.
@csrf_exempt
def quote(request: HttpRequest) -> HttpResponse:
    """What each sentence of a text is.

    The form posts. A text that fits into an address is led on to it, where anybody can link to the
    result; a longer one is answered at once, and gone.
    """
    if request.method != "POST":
        found = quote_page(request.GET.get("q", ""))
        where = found["url"] if found["text"] else ""
        return render_or_404(request, "site/quote.html", found, address=where)
    text = _posted(request)
    if text and (where := address(reverse("home"), text)):
        response: HttpResponse = HttpResponseRedirect(where, status=303)
    else:
        page = {**quote_page(text or ""), "is_refused": text is None}
        response = render(request, "site/quote.html", page, status=413 if text is None else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _posted(request: HttpRequest) -> str | None:
    """The text that a form sends, unless it sends more than is read of anybody."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    try:
        return request.POST.get("q", "")
    except (BadRequest, MultiPartParserError, SuspiciousOperation):
        # Too many fields, or no form at all.
        return None
