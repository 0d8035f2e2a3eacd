"""Whole editions as files."""

from django.http import Http404, HttpRequest, HttpResponse

from goals.answers import data_answer, origin
from goals.models import Edition
from goals.views import render_or_404

from . import archive, formats
from . import guide as guides


def guide(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/data.html", guides.data_page())


def edition_file(request: HttpRequest, edition: Edition, extension: str) -> HttpResponse:
    found = formats.BY_EXTENSION.get(extension)
    if found is None:
        raise Http404
    body = formats.edition_file(extension, edition.year, origin(request))
    return data_answer(
        request,
        body,
        found.media_type,
        filename=formats.file_name(edition.year, extension),
        is_shown=extension in ("json", "pdf"),
    )


def edition_pdf(request: HttpRequest, edition: Edition) -> HttpResponse:
    return edition_file(request, edition, "pdf")


def all_editions(request: HttpRequest) -> HttpResponse:
    body = archive.archive(origin(request))
    return data_answer(request, body, "application/zip", filename=archive.NAME)
