"""Search, its suggestions, and the quote finder."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from goals.views import render_or_404

from . import page
from .quote_page import quote_page


def search(request: HttpRequest) -> HttpResponse:
    """The units that answer a question; straight to the unit that is named by its code."""
    asked = page.Asked.of(request.GET)
    if address := page.straight_to(asked):
        return HttpResponseRedirect(address)
    return render_or_404(request, "site/search.html", page.search_page(asked))


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
    return JsonResponse(answer, safe=False, headers={"Cache-Control": "public, max-age=300"})


def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to add this search to its own."""
    addresses = {
        "search_url": request.build_absolute_uri(reverse("search")),
        "suggest_url": request.build_absolute_uri(reverse("suggest")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "site/opensearch.xml", addresses, content_type=kind)


# A form without a cookie can't be forged in anybody's name: nobody is signed in to it.
@csrf_exempt
def quote(request: HttpRequest) -> HttpResponse:
    """What each sentence of a text is. A text too long for an address comes by POST, and goes."""
    text = (request.POST if request.method == "POST" else request.GET).get("q", "")
    return render(request, "site/quote.html", dict(quote_page(text)))
