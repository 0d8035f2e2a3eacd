"""Pages of editions and their comparison, goals, objectives, SDGs and topics: shape or 404."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from . import answers, citations, data
from .addresses import Addresses
from .data import tables
from .models import Edition
from .outline import outline
from .tables import Table


def render_or_404(
    request: HttpRequest,
    template: str,
    page: Mapping[str, Any] | None,
    table: Table | None = None,
    address: str = "",
) -> HttpResponse:
    """The page rendered, or as data where its address ends so; a page that is a list has a table.

    `address` is that of a page that answers a question, with the question. Where the page's shape
    says that there is no such thing, a 404.
    """
    if page is None:
        raise Http404
    address = address or answers.page_address(request.path)
    match answers.ending(request.path):
        case "json":
            return answers.json_answer(request, page, address)
        case "csv" if table:
            return answers.csv_answer(request, table, page)
        case form if form in citations.FORMS and "cite" in page:
            return answers.citation_answer(request, page["cite"], form)
        case form if form:
            raise Http404
    alternates = answers.alternates(address, table)
    return render(request, template, {**page, "address": address, "formats": alternates})


def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render_or_404(request, "goals/edition.html", data.edition_page(edition))


def goal_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = data.goal_list_page(edition)
    return render_or_404(request, "goals/goal_list.html", page, tables.GOAL_LIST)


def goal(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    return render_or_404(request, "goals/goal.html", data.goal_page(edition, number))


def objective(request: HttpRequest, edition: Edition, goal: int, number: int) -> HttpResponse:
    page = data.objective_page(edition, goal, number)
    return render_or_404(request, "goals/objective.html", page)


def crosswalk(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = data.crosswalk_page(edition)
    return render_or_404(request, "goals/crosswalk.html", page, tables.CROSSWALK)


def compare_current(request: HttpRequest) -> HttpResponse:
    """Leads to the current edition compared with the one before it; 404 while there is only one."""
    url = outline().frame()["compare_url"]
    if not url:
        raise Http404
    return redirect(url)


def compare(request: HttpRequest, earlier: Edition, later: Edition) -> HttpResponse:
    if earlier.year > later.year:
        url = Addresses.here().comparison(earlier.year, later.year)
        return HttpResponsePermanentRedirect(url)
    page = data.comparison_page(earlier, later)
    return render_or_404(request, "goals/compare.html", page, tables.COMPARE)


def compare_goal(
    request: HttpRequest, earlier: Edition, later: Edition, number: int
) -> HttpResponse:
    if earlier.year > later.year:
        url = Addresses.here().comparison(earlier.year, later.year, number)
        return HttpResponsePermanentRedirect(url)
    page = data.goal_comparison_page(earlier, later, number)
    return render_or_404(request, "goals/compare_goal.html", page, tables.COMPARE_GOAL)


def sdg_list(request: HttpRequest) -> HttpResponse:
    return render_or_404(request, "goals/sdg_list.html", data.sdg_list_page(), tables.SDG_LIST)


def sdg(request: HttpRequest, number: int) -> HttpResponse:
    return render_or_404(request, "goals/sdg.html", data.sdg_page(number), tables.SDG)


def topic_list(request: HttpRequest) -> HttpResponse:
    page = data.topic_list_page()
    return render_or_404(request, "goals/topic_list.html", page, tables.TOPIC_LIST)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return render_or_404(request, "goals/topic.html", data.topic_page(slug), tables.TOPIC)
