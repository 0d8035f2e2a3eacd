"""Home, the pages about the portal, and the answer to an address that leads nowhere."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from goals.addresses import Addresses
from goals.models import Permalink
from goals.units import in_edition, parse
from goals.views import render_or_404

from . import changes as log
from . import data, manifest
from . import sources as provenance
from .missing import ROOT, missing_page


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", dict(data.home_page()))


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", dict(data.plain_page()))


def sources(request: HttpRequest) -> HttpResponse:
    return render(request, "site/sources.html", dict(provenance.sources_page()))


def source(request: HttpRequest, key: str) -> HttpResponse:
    return render_or_404(request, "site/source.html", provenance.source_page(key))


def changes(request: HttpRequest) -> HttpResponse:
    page = log.changes_page(request.GET.get("page", "1"))
    return render_or_404(request, "site/changes.html", page)


def accessibility(request: HttpRequest) -> HttpResponse:
    page = {**data.plain_page(), "contact": settings.CONTACT}
    return render(request, "site/accessibility.html", page)


def permalinks(request: HttpRequest) -> HttpResponse:
    """The manifest, which any site may read."""
    return HttpResponse(
        manifest.one_a_line(manifest.public_addresses()),
        content_type="application/json",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Sends a moved address on; for any other says what was not found and what there is."""
    asked = request.path_info
    unit = parse(asked)
    paths = [asked]
    if unit and unit.year:
        # A code with its edition is for good as well: it moves with what it stands for.
        paths.append(in_edition(unit, unit.year, ROOT))
    moved = Permalink.objects.public().filter(path__in=paths, state=Permalink.State.MOVED).first()
    if moved:
        return HttpResponsePermanentRedirect(Addresses.here().at(moved.target))
    return render(request, "404.html", dict(missing_page(asked)), status=404)
