"""Each table holds what the list below it holds, on the shipped content and as the pages say it."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]


def halves(page):
    """The table of a page, and what follows it."""
    before, end, after = page.html.partition("</table>")
    assert end
    return before[before.index("<table") :], after


def statements(html, year):
    """Each statement as (goal, SDG, evidence), each considered target as (goal, target)."""
    linked = re.findall(rf'href="/{year}/goals/(\d+)/#sdg-(\d+)-(stated|editorial)"', html)
    near = re.findall(rf'(?:href="#|id=")considered-{year}-(\d+)-([\w.]+)"', html)
    found = [*linked, *near]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(("year", "count"), [(2023, 30 + 18), (2017, 28 + 16)])
def test_the_crosswalk_is_the_same_as_table_and_as_list(site, year, count):
    as_table, as_list = (statements(half, year) for half in halves(site[f"/{year}/sdgs/"]))

    assert as_table == as_list
    assert len(as_table) == count


@pytest.mark.parametrize("year", [2023, 2017])
def test_what_holds_for_all_goals_is_one_cell(site, year):
    as_table, _as_list = halves(site[f"/{year}/sdgs/"])
    cells = re.findall(r'rowspan="7">(.*?)</td>', as_table, re.DOTALL)

    assert [sorted(statements(cell, year)) for cell in cells] == [
        [(str(goal), sdg, "stated") for goal in range(1, 8)] for sdg in ("5", "16", "17")
    ]
    assert ["of all 7 goals" in cell for cell in cells] == [True, False, True]


def test_the_matrix_is_the_same_as_table_and_as_list(site):
    as_table, as_list = halves(site["/2023/matrix/"])
    rows = re.findall(r"<tr>(.*?)</tr>", as_table, re.DOTALL)[1:-1]
    goals = re.split(r"<h3>", as_list)[1:]

    assert len(rows) == len(goals) == 7
    for row, goal in zip(rows, goals, strict=True):
        cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)[:-1]
        themes = re.split(r"<p><a ", goal)[1:]
        assert [shared(cell) for cell in cells] == [shared(theme) for theme in themes]
        assert all(shared(cell) for cell in cells)


def shared(html):
    """The topics of a cell, each with its provisions, as addresses in order."""
    return re.findall(r'href="(/topics/[^"]*|/2023/(?:goals|themes)/\d+/[a-z]+/\d+/)"', html)
