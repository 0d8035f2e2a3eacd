import pytest

from goals.models import Edition, Goal, Objective
from tests.builders import make_commitment, make_goal, make_objective, make_theme

pytestmark = pytest.mark.django_db


def redirect(client, address):
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/goals/", "/2023/goals/"),
        ("/goals/1/", "/2023/goals/1/"),
        ("/goals/1/objectives/2/", "/2023/goals/1/objectives/2/"),
        ("/themes/", "/2023/themes/"),
        ("/themes/2/", "/2023/themes/2/"),
        ("/themes/1/commitments/1/", "/2023/themes/1/commitments/1/"),
        ("/1.2", "/2023/goals/1/objectives/2/"),
        ("/1.2/", "/2023/goals/1/objectives/2/"),
        ("/T1.1", "/2023/themes/1/commitments/1/"),
        ("/t1.1", "/2023/themes/1/commitments/1/"),
    ],
)
def test_an_address_without_an_edition_leads_to_the_current_one(client, world, address, target):
    assert redirect(client, address) == (302, target)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/2023/1.2", "/2023/goals/1/objectives/2/"),
        ("/2023/1.2/", "/2023/goals/1/objectives/2/"),
        ("/2017/1.1", "/2017/goals/1/objectives/1/"),
        ("/2023/T1.1", "/2023/themes/1/commitments/1/"),
        ("/2023/t1.1", "/2023/themes/1/commitments/1/"),
    ],
)
def test_a_code_in_an_edition_leads_to_its_page_for_good(client, world, address, target):
    assert redirect(client, address) == (301, target)


@pytest.mark.parametrize(
    "address",
    [
        "/goals/3/",
        "/goals/1/objectives/9/",
        "/goals/3/objectives/1/",
        "/themes/3/",
        "/themes/1/commitments/9/",
        "/1.9",
        "/T1.9",
        "/0.1",
        "/1.01",
        "/2023/1.9",
        "/2017/1.2",
        "/2017/T1.1",
        "/2031/1.1",
        "/2023/T9.1",
    ],
)
def test_what_no_public_edition_ever_had_is_not_found(client, world, address):
    response = client.get(address)

    assert response.status_code == 404
    assert address in response.text


def test_a_unit_gone_from_the_current_edition_leads_to_its_parent(client, world):
    old = Goal.objects.get(edition=world.old, number=1)
    make_objective(goal=old, number=7)
    make_objective(goal=make_goal(edition=world.old, number=5), number=1)
    gone = make_theme(edition=world.old, number=1)
    make_commitment(theme=gone, number=7)
    make_theme(edition=world.old, number=5)

    assert redirect(client, "/1.7") == (302, "/2023/goals/1/")
    assert redirect(client, "/goals/5/") == (302, "/2023/goals/")
    assert redirect(client, "/goals/5/objectives/1/") == (302, "/2023/goals/")
    assert redirect(client, "/T1.7") == (302, "/2023/themes/1/")
    assert redirect(client, "/themes/5/") == (302, "/2023/")


def test_themes_of_a_current_edition_without_themes_lead_to_the_edition(client, world):
    Edition.objects.filter(year=2023).update(published_on=None)

    assert redirect(client, "/themes/") == (302, "/2017/")


def test_a_newly_published_edition_takes_the_undated_addresses_over(client, world):
    Edition.objects.filter(year=2031).update(published_on="2031-01-01")

    assert redirect(client, "/1.1") == (302, "/2031/goals/1/objectives/1/")
    assert redirect(client, "/1.2") == (302, "/2031/goals/1/")
    assert redirect(client, "/2023/1.2") == (301, "/2023/goals/1/objectives/2/")


@pytest.mark.parametrize("address", ["/goals/", "/themes/", "/1.1"])
def test_nothing_published_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert Objective.objects.count() == 0
