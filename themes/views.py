"""Pages of themes and commitments: get the shape, or 404, and render it."""

from django.http import HttpRequest, HttpResponse

from goals.models import Edition
from goals.views import render_or_404

from . import data
from .data import tables


def matrix(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = data.matrix_page(edition)
    return render_or_404(request, "themes/matrix.html", page, tables.MATRIX)


def theme_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = data.theme_list_page(edition)
    return render_or_404(request, "themes/theme_list.html", page, tables.THEME_LIST)


def theme(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    return render_or_404(request, "themes/theme.html", data.theme_page(edition, number))


def commitment(request: HttpRequest, edition: Edition, theme: int, number: int) -> HttpResponse:
    page = data.commitment_page(edition, theme, number)
    return render_or_404(request, "themes/commitment.html", page)
