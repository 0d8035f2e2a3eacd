"""Home, the pages about the portal, and the answer to an address that leads nowhere."""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from goals.models import Permalink
from goals.views import render_or_404

from . import data
from .search import page as search_pages
from .search.quote_page import quote_page


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", dict(data.home_page()))


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", dict(data.plain_page()))


def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "site/sources.html", dict(data.sources_page()))


def accessibility(request: HttpRequest) -> HttpResponse:
    page = {**data.plain_page(), "contact": settings.CONTACT}
    return render(request, "site/accessibility.html", page)


def search(request: HttpRequest) -> HttpResponse:
    """The units that answer a question; straight to the unit that is named by its code."""
    try:
        asked = search_pages.Asked.of(request.GET)
    except ValueError as error:
        raise Http404 from error
    if address := search_pages.straight_to(asked):
        return HttpResponseRedirect(address)
    return render_or_404(request, "site/search.html", search_pages.search_page(asked))


def suggest(request: HttpRequest) -> HttpResponse:
    """Units for what somebody types, in the form that browsers know from OpenSearch: what was
    typed, names, descriptions, addresses."""
    typed = request.GET.get("q", "")[: search_pages.LONGEST]
    hits = search_pages.suggestions(typed)
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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Sends a moved address on; for any other says what was not found and what there is."""
    moved = Permalink.objects.filter(path=request.path, state=Permalink.State.MOVED).first()
    if moved:
        return HttpResponsePermanentRedirect(moved.target)
    return render(request, "404.html", {**data.plain_page(), "asked": request.path}, status=404)
