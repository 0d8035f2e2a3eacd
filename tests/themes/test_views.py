import pytest

from goals.models import Goal
from tests.builders import make_commitment, make_theme
from tests.html import read
from themes.models import Commitment

pytestmark = pytest.mark.django_db


def context(client, address):
    """The typed dictionary that the page at `address` was rendered from."""
    return client.get(address).context


def test_theme_list_shows_every_commitment_with_its_fragment(client, world):
    page = read(client.get("/2023/themes/").text)

    assert page.texts["provision__code"] == ["T1.1", "T2.1"]
    assert {"T1.1", "T2.1"} <= set(page.ids)
    assert "Promise 2.1 of 2023" in page.texts["official"]


def test_theme_shows_its_numeral_title_and_commitments(client, world):
    page = read(client.get("/2023/themes/2/").text)

    assert page.headings == ["Carry 2 of 2023"]
    assert page.texts["unit-head__numeral"] == ["II"]
    assert page.texts["provision__code"] == ["T2.1"]


def test_theme_leads_to_goals_strongest_first(client, world):
    commitment = Commitment.objects.get(theme__edition=world.current, theme__number=2)
    commitment.topics.add(world.borders)
    commitment.topics.add(world.data)

    goals = context(client, "/2023/themes/2/")["goals"]

    assert [
        (near["goal"]["number"], [topic["name"] for topic in near["shared"]]) for near in goals
    ] == [(1, ["Borders", "Data"]), (2, ["Borders"])]


def test_theme_that_shares_no_topic_leads_to_no_goal(client, world):
    assert context(client, "/2023/themes/2/")["goals"] == []


def test_theme_steps_to_its_neighbours(client, world):
    first, second = (context(client, f"/2023/themes/{number}/") for number in (1, 2))

    assert (first["previous"], first["next"]["url"]) == (None, "/2023/themes/2/")
    assert (second["previous"]["url"], second["next"]) == ("/2023/themes/1/", None)


def test_theme_switcher_leads_to_the_edition_where_there_is_no_such_theme(client, world):
    frame = context(client, "/2023/themes/1/")["frame"]

    assert [(item["year"], item["url"], item["keeps"]) for item in frame["switcher"]] == [
        (2023, "/2023/themes/1/", "unit"),
        (2017, "/2017/", ""),
    ]


def test_theme_switcher_keeps_the_theme_where_there_is_one(client, world):
    make_theme(edition=world.old)

    frame = context(client, "/2023/themes/1/")["frame"]

    assert frame["switcher"][1]["url"] == "/2017/themes/1/"


def test_commitment_shows_its_words_and_its_context(client, world):
    page = read(client.get("/2023/themes/1/commitments/1/").text)

    assert page.headings == ["Promise 1.1 of 2023"]
    assert "/2023/themes/1/#T1.1" in page.links
    assert "/topics/data/#edition-2023" in page.links
    assert "/about/sources/#doc-2023" in page.links


def test_commitment_leads_to_related_objectives_and_goals(client, world):
    page = context(client, "/2023/themes/1/commitments/1/")

    assert [item["code"] for item in page["related_objectives"]] == ["1.1", "1.2"]
    assert page["related_commitments"] == []
    assert [near["goal"]["number"] for near in page["goals"]] == [1]


def test_commitments_of_the_same_theme_can_be_related(client, world):
    theme = Commitment.objects.get(theme__edition=world.current, theme__number=1).theme
    make_commitment(theme=theme, number=2, topics=(world.data,))

    page = context(client, "/2023/themes/1/commitments/1/")

    assert [item["code"] for item in page["related_commitments"]] == ["T1.2"]


def test_commitment_steps_go_on_across_themes(client, world):
    first = context(client, "/2023/themes/1/commitments/1/")

    assert first["previous"] is None
    assert first["next"] == {"code": "T2.1", "url": "/2023/themes/2/commitments/1/"}


@pytest.mark.parametrize(
    "address",
    ["/2023/themes/3/", "/2023/themes/1/commitments/2/", "/2017/themes/1/", "/2031/themes/1/"],
)
def test_unknown_themes_and_commitments_are_not_found(client, world, address):
    response = client.get(address)

    assert response.status_code == 404
    assert f"You asked for {address}." in read(response.text).texts["lead"]
    assert Goal.objects.filter(edition=world.draft).exists()
