"""The API's description, for programs and for people."""

from django.http import HttpRequest, HttpResponse

from goals.answers import MEDIA_TYPES, data_answer, origin
from goals.views import render_or_404

from . import page
from .document import document_text


def openapi(request: HttpRequest) -> HttpResponse:
    text = document_text(origin(request))
    return data_answer(request, text.encode(), MEDIA_TYPES["json"])


def api(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "site/api.html", page.api_page(origin(request)))


def api_group(request: HttpRequest, group: str) -> HttpResponse:
    return render_or_404(
        request, "site/api_group.html", page.api_group_page(group, origin(request))
    )
