"""What a 404 says: what was looked for, where else there is the same, and what would hold it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.units import parse
from tests.builders import make_objective
from tests.html import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words", "label"),
    [
        ("/2017/", "the 2017 edition", "the 2017 edition"),
        ("/2017/goals/9/", "goal 9 in the 2017 edition", "goal 9 in the 2017 edition"),
        ("/goals/9/", "goal 9", "goal 9"),
        (
            "/2017/goals/3/objectives/9/",
            "objective 9 of goal 3 in the 2017 edition",
            "GPG2017-3.9",
        ),
        ("/2017/3.9", "objective 9 of goal 3 in the 2017 edition", "GPG2017-3.9"),
        ("/3.9/", "objective 9 of goal 3", "objective 9 of goal 3"),
        ("/2017/themes/4/", "theme IV of the 2017 edition", "theme IV of the 2017 edition"),
        ("/2017/themes/400/", "theme 400 of the 2017 edition", "theme 400 of the 2017 edition"),
        ("/2023/t4.9", "commitment 9 of theme IV in the 2023 edition", "GPG2023-T4.9"),
        ("/themes/4/commitments/9/", "commitment 9 of theme IV", "commitment 9 of theme IV"),
        ("/sdgs/18/", "SDG 18", "SDG 18"),
        ("/topics/human-rites/", "the topic “human rites”", "the topic “human rites”"),
        ("/2023/nothing/", "a page of the 2023 edition", "a page of the 2023 edition"),
    ],
)
def test_an_address_says_what_it_is_of(path, words, label):
    unit = parse(path)

    assert (unit.words, unit.label) == (words, label)


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/goals/x/", "/0999/", "/topics/a/b/", "/2023"[:3]]
)
def test_an_address_of_no_known_shape_is_of_nothing(path):
    assert parse(path) is None


@pytest.mark.parametrize(
    ("path", "elsewhere", "above"),
    [
        ("/2017/goals/1/objectives/2/", ["/2023/goals/1/objectives/2/"], "/2017/goals/1/"),
        ("/2017/1.2", ["/2023/goals/1/objectives/2/"], "/2017/goals/1/"),
        ("/2017/goals/2/", ["/2023/goals/2/"], "/2017/"),
        ("/2017/goals/2/objectives/1/", ["/2023/goals/2/objectives/1/"], "/2017/"),
        ("/2017/themes/2/", ["/2023/themes/2/"], "/2017/"),
        ("/2017/themes/1/commitments/1/", ["/2023/themes/1/commitments/1/"], "/2017/"),
        ("/2023/themes/1/commitments/9/", [], "/2023/themes/1/"),
        ("/2023/goals/01/", ["/2023/goals/1/", "/2017/goals/1/"], "/2023/"),
        ("/1999/goals/1/", ["/2023/goals/1/", "/2017/goals/1/"], None),
        ("/2031/goals/1/", ["/2023/goals/1/", "/2017/goals/1/"], None),
        ("/goals/9/", [], None),
        ("/nothing/", [], None),
    ],
)
def test_the_same_elsewhere_and_what_would_hold_it_are_offered(
    client, world, path, elsewhere, above
):
    response = client.get(path)

    assert response.status_code == 404
    assert [link["url"] for link in response.context["elsewhere"]] == elsewhere
    assert (response.context["above"] or {}).get("url") == above
    assert {*elsewhere, *([above] if above else [])} <= set(read(response.text).links)


def test_not_found_says_it_in_a_sentence(client, world):
    page = client.get("/2017/goals/1/objectives/9/").text

    assert (
        "That is the address of objective 9 of goal 1 in the 2017 edition, and there is no such"
        in page
    )


@pytest.mark.parametrize("path", ["/1999/", "/1999/goals/1/", "/2031/"])
def test_not_found_says_which_editions_there_are(client, world, path):
    page = " ".join(client.get(path).text.split())

    assert f"There is no edition of {path[1:5]}. Published here: 2023 and 2017." in page


def test_a_long_address_is_shown_cut(client, world):
    page = read(client.get("/" + "a" * 5000).text)

    assert page.texts["lead"] == [f"You asked for /{'a' * 199}…."]


def test_not_found_asks_the_database_a_few_times_however_large_it_is(client, world):
    for number in range(3, 40):
        make_objective(goal=world.current.goals.get(number=1), number=number)

    with CaptureQueriesContext(connection) as captured:
        client.get("/themes/30/commitments/30/")

    # Two of the view that looks for it in vain, two of the record, four of what there is.
    assert len(captured) <= 6
