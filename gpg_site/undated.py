"""Addresses for speech and print: without an edition (302 to the current one), and codes.

What is asked for may be gone from the current edition; then its goal or theme there answers. What
no public edition ever had is a 404.
"""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http import HttpResponseRedirect as Found
from django.urls import resolve

from goals.addresses import Addresses
from goals.codes import Code
from goals.models import Edition, Goal, Objective
from themes.models import Commitment, Theme


def leads_to(path: str) -> str:
    """Where an address without an edition leads, or nothing where it leads nowhere."""
    try:
        view, args, kwargs = resolve(path)
        return str(view(HttpRequest(), *args, **kwargs).headers["Location"])
    except Http404:
        return ""


def goal_list(request: HttpRequest) -> HttpResponse:
    return Found(Addresses.here().goals(_current_year()))


def goal(request: HttpRequest, number: int) -> HttpResponse:
    return Found(_goal(number))


def objective(request: HttpRequest, goal: int, number: int) -> HttpResponse:
    return Found(_objective(goal, number))


def theme_list(request: HttpRequest) -> HttpResponse:
    year = _current_year()
    has_themes = Theme.objects.filter(edition__year=year).exists()
    return Found(Addresses.here().themes(year) if has_themes else Addresses.here().edition(year))


def theme(request: HttpRequest, number: int) -> HttpResponse:
    return Found(_theme(number))


def commitment(request: HttpRequest, theme: int, number: int) -> HttpResponse:
    return Found(_commitment(theme, number))


def code(request: HttpRequest, code: Code) -> HttpResponse:
    """`/3.2` and `/T4.1`."""
    find = _commitment if code.of_theme else _objective
    return Found(find(code.parent, code.number))


def code_in_edition(request: HttpRequest, edition: Edition, code: Code) -> HttpResponse:
    """`/2023/3.2` and `/2023/T4.1`: for good, since both addresses are of one edition."""
    here = Addresses.here()
    if code.of_theme:
        found = Commitment.objects.in_edition(edition).filter(
            theme__number=code.parent, number=code.number
        )
        address = here.commitment(edition.year, code.parent, code.number)
    else:
        found = Objective.objects.in_edition(edition).filter(
            goal__number=code.parent, number=code.number
        )
        address = here.objective(edition.year, code.parent, code.number)
    if not found.exists():
        raise Http404
    return HttpResponsePermanentRedirect(address)


def _goal(number: int) -> str:
    years = Goal.objects.public().filter(number=number).values_list("edition__year", flat=True)
    year = _current_year(years)
    here = Addresses.here()
    return here.goal(year, number) if year in years else here.goals(year)


def _objective(goal: int, number: int) -> str:
    years = (
        Objective.objects.public()
        .filter(goal__number=goal, number=number)
        .values_list("goal__edition__year", flat=True)
    )
    year = _current_year(years)
    return Addresses.here().objective(year, goal, number) if year in years else _goal(goal)


def _theme(number: int) -> str:
    years = Theme.objects.public().filter(number=number).values_list("edition__year", flat=True)
    year = _current_year(years)
    here = Addresses.here()
    return here.theme(year, number) if year in years else here.edition(year)


def _commitment(theme: int, number: int) -> str:
    years = (
        Commitment.objects.public()
        .filter(theme__number=theme, number=number)
        .values_list("theme__edition__year", flat=True)
    )
    year = _current_year(years)
    return Addresses.here().commitment(year, theme, number) if year in years else _theme(theme)


def _current_year(had_it: Collection[int] | None = None) -> int:
    """The year of the current edition; 404 if there is none, or none of `had_it` had the unit."""
    current = Edition.objects.current()
    if current is None or (had_it is not None and not had_it):
        raise Http404
    return current.year
