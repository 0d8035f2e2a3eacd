"""Home, the pages about the portal, and the answer to an address that leads nowhere."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from goals import answers
from goals.addresses import Addresses
from goals.languages import ENGLISH, split
from goals.models import Permalink
from goals.units import in_edition, parse
from goals.views import render_or_404

from . import changes as log
from . import data, manifest, tables
from . import sources as provenance
from .missing import ROOT, missing_page


def home(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/home.html", data.home_page())


def about(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/about.html", data.plain_page())


def sources(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/sources.html", provenance.sources_page(), tables.SOURCES)


def source(request: HttpRequest, key: str) -> HttpResponse:
    return render_or_404(request, "site/source.html", provenance.source_page(key))


def changes(request: HttpRequest) -> HttpResponse:
    page = log.changes_page(request.GET.get("page", "1"))
    address = page["url"] if page else ""
    return render_or_404(request, "site/changes.html", page, tables.CHANGES, address)


def accessibility(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/accessibility.html", data.accessibility_page())


def permalinks(request: HttpRequest) -> HttpResponse:
    """The manifest, which any site may read."""
    text = manifest.one_a_line(manifest.public_addresses())
    return answers.data_answer(request, text.encode(), "application/json")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Sends a moved address on; for any other says what was not found and what there is.

    What is asked for as JSON is answered in JSON, found or not.
    """
    _language, path = split(request.path_info)
    if request.path_info.split("/")[1:2] == [ENGLISH]:
        # English has no prefix, and people try one.
        address = Addresses.here().at(escape_uri_path(path))
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    asked, form = answers.page_and_form(path)
    unit = parse(asked)
    # PostgreSQL refuses a question with this character in it, and no address of ours has it.
    paths = [] if "\0" in asked else [asked]
    if unit and unit.year:
        # A code with its edition is for good as well: it moves with what it stands for.
        paths.append(in_edition(unit, unit.year, ROOT))
    moved = Permalink.objects.public().filter(path__in=paths, state=Permalink.State.MOVED).first()
    if moved:
        target = answers.in_form(Addresses.here().at(moved.target), form)
        response = HttpResponsePermanentRedirect(target)
        return answers.open_to_all(response) if form else response
    page = missing_page(request.path_info, asked)
    if form == ".json":
        # What is asked for and is not there may be anything.
        address = escape_uri_path(answers.page_address(request.path))
        return answers.json_answer(request, page, address, status=404)
    return render(request, "404.html", dict(page), status=404)


def nowhere(request: HttpRequest) -> HttpResponse:
    """The answer to any address that leads nowhere, for whoever has to give it without asking."""
    return render(request, "404.html", dict(missing_page("", "")), status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Says that the page could not be made: 503 where the database doesn't answer, else 500."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "10"})
    return HttpResponseServerError(render_to_string("500.html"))
