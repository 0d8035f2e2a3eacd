"""Rows of queries that are put into SQL once."""

import datetime

import pytest

from goals.models import Edition, Objective
from goals.rows import compiled
from goals.visibility import showing

from ..builders import change, objective

pytestmark = pytest.mark.django_db

ASKED = []


@compiled
def texts(year, number):
    ASKED.append((year, number))
    return (
        Objective.objects.filter(goal__edition__year=year, goal__number=number)
        .order_by("number")
        .values_list("number", "text")
    )


@compiled
def published():
    return Edition.objects.published().order_by("year").values_list("year", "published_on")


def test_rows_are_those_of_the_queryset_for_what_is_given(world):
    assert texts(year=2023, number=1) == [(1, "Do 1.1 of 2023"), (2, "Do 1.2 of 2023")]
    assert texts(year=2023, number=2) == [(1, "Do 2.1 of 2023")]
    assert texts(year=2017, number=1) == [(1, "Do 1.1 of 2017")]
    assert texts(year=2017, number=2) == []


def test_rows_are_read_anew_each_time(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert texts(year=2017, number=1) == [(1, "Do 1.1 of 2017")]
        texts(year=2017, number=1)

    change(objective(2017, 1, 1), text="Do otherwise")

    assert texts(year=2017, number=1) == [(1, "Do otherwise")]


def test_a_queryset_is_built_once(world):
    texts(year=2023, number=1)
    ASKED.clear()

    texts(year=2017, number=1)

    assert ASKED == []


def test_values_are_python_ones(world):
    """SQLite keeps dates as text."""
    assert published() == [(2017, datetime.date(2017, 1, 1)), (2023, datetime.date(2023, 1, 1))]


def test_a_draft_shows_in_its_preview_alone(world):
    years = [year for year, _on in published()]

    with showing(2031):
        assert published() == [
            (2017, datetime.date(2017, 1, 1)),
            (2023, datetime.date(2023, 1, 1)),
            (2031, None),
        ]

    assert [year for year, _on in published()] == years == [2017, 2023]


def test_what_is_not_given_is_an_error(world):
    with pytest.raises(KeyError):
        texts(year=2023)
