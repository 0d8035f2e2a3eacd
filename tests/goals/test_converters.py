"""Which addresses name something, and what views receive for their parts."""

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from goals.codes import Code
from goals.converters import CodeConverter


@pytest.mark.parametrize(
    ("path", "name", "numbers"),
    [
        ("/2023/", "edition", {}),
        ("/2023/goals/7/", "goal", {"number": 7}),
        ("/2023/goals/10/", "goal", {"number": 10}),
        ("/2023/goals/3/objectives/12/", "objective", {"goal": 3, "number": 12}),
        ("/2023/themes/39/", "theme", {"number": 39}),
        ("/2023/themes/4/commitments/99/", "commitment", {"theme": 4, "number": 99}),
    ],
)
def test_address_in_an_edition_gives_edition_and_numbers(path, name, numbers, world):
    match = resolve(path)

    assert match.url_name == name
    assert match.kwargs == {"edition": world.current, **numbers}


def test_year_of_an_older_edition_gives_that_edition(world):
    assert resolve("/2017/").kwargs == {"edition": world.old}


def test_edition_costs_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        edition = resolve("/2023/goals/1/").kwargs["edition"]

        assert edition.source.key == "doc-2023"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("/3.2", Code(of_theme=False, parent=3, number=2), id="objective"),
        pytest.param("/3.2/", Code(of_theme=False, parent=3, number=2), id="last slash"),
        pytest.param("/T4.1", Code(of_theme=True, parent=4, number=1), id="commitment"),
        pytest.param("/t4.1", Code(of_theme=True, parent=4, number=1), id="small t"),
        pytest.param("/T39.99/", Code(of_theme=True, parent=39, number=99), id="two digits"),
    ],
)
def test_code_alone_gives_the_code(path, code):
    assert resolve(path).kwargs == {"code": code}


@pytest.mark.parametrize("path", ["/2023/t4.1", "/2023/T4.1", "/2023/t4.1/"])
def test_code_after_a_year_gives_both(path, world):
    code = Code(of_theme=True, parent=4, number=1)

    assert resolve(path).kwargs == {"edition": world.current, "code": code}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/2031/", id="draft"),
        pytest.param("/2031/goals/1/", id="goal of a draft"),
        pytest.param("/2031/themes/1/commitments/1/", id="commitment of a draft"),
        pytest.param("/2031/1.1", id="code in a draft"),
        pytest.param("/2019/", id="year without an edition"),
        pytest.param("/02023/", id="year with a leading zero"),
        pytest.param("/20230/", id="year of five digits"),
        pytest.param("/٢٠٢٣/", id="year in Arabic-Indic digits"),
        pytest.param("/2023/goals/01/", id="goal with a leading zero"),
        pytest.param("/2023/goals/0/", id="goal zero"),
        pytest.param("/2023/goals/100/", id="goal of three digits"),
        pytest.param("/2023/goals/-1/", id="goal below zero"),
        pytest.param("/2023/goals/1/objectives/01/", id="objective with a leading zero"),
        pytest.param("/2023/goals/1/objectives/100/", id="objective of three digits"),
        pytest.param("/2023/themes/01/", id="theme with a leading zero"),
        pytest.param("/2023/themes/I/", id="theme by its numeral"),
        pytest.param("/2023/themes/1/commitments/01/", id="commitment with a leading zero"),
        pytest.param("/sdgs/016/", id="SDG with a leading zero"),
        pytest.param("/sdgs/100/", id="SDG of three digits"),
        pytest.param("/01.1", id="code with a leading zero before the point"),
        pytest.param("/1.01", id="code with a leading zero after the point"),
        pytest.param("/1.100", id="code of three digits"),
        pytest.param("/2023/t1.01", id="code in an edition with a leading zero"),
        pytest.param("/2023/x1.1", id="code with another letter"),
    ],
)
def test_address_that_names_nothing_public_matches_nothing(path, world):
    with pytest.raises(Resolver404):
        resolve(path)


def test_draft_is_not_found_until_it_is_published(world, client):
    assert client.get("/2031/1.1").status_code == 404

    world.draft.published_on = "2031-01-01"
    world.draft.save()

    answer = client.get("/2031/1.1")
    assert (answer.status_code, answer["Location"]) == (301, "/2031/goals/1/objectives/1/")


def test_address_is_made_from_an_edition_or_its_year(world):
    assert reverse("goals:goal", args=[world.current, 2]) == "/2023/goals/2/"
    assert reverse("goals:goal", args=[2023, 2]) == "/2023/goals/2/"


@pytest.mark.parametrize("number", [0, 100])
def test_no_address_is_made_that_would_not_match(number):
    with pytest.raises(NoReverseMatch):
        reverse("goals:goal", args=[2023, number])


def test_code_is_written_with_a_capital():
    assert CodeConverter().to_url(Code(of_theme=True, parent=4, number=1)) == "T4.1"
