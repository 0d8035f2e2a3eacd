"""The pictures of all shipped pages, and what other sites read of a page where it is linked."""

import re
from html import unescape

import pytest
from django.test import Client

from goals.models import Edition, Goal, Objective
from gpg_site.paper import sheets, social
from themes.models import Commitment, Theme

from .reading import size_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

HOST = "http://testserver"
UNITS = (Edition, Goal, Objective, Theme, Commitment)


def properties(html: str) -> dict[str, str]:
    """The metadata for other sites, each of which a page has once."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html)
    assert len({name for name, _value in found}) == len(found)
    return {name: unescape(value) for name, value in found}


@pytest.mark.parametrize("model", UNITS)
def test_each_unit_has_its_picture(client, model, monkeypatch):
    made = []
    drawn = social.png
    monkeypatch.setattr(
        social, "png", lambda template, data: made.append(data) or drawn(template, data)
    )
    units = list(model.objects.all())

    for unit in units:
        response = client.get(f"{unit.get_absolute_url()}card.png")
        assert response.status_code == 200, unit
        assert size_of(response.content) == (1200, 630), unit
    words = ["".join(data["tokens"]) for data in made]
    assert words == [getattr(unit, "text", "") or unit.title for unit in units]


def test_a_goal_has_its_colour_and_numeral(monkeypatch):
    made = []
    monkeypatch.setattr(social, "png", lambda _template, data: made.append(data) or b"")
    edition = Edition.objects.get(year=2023)
    social.goal(edition, 3)
    social.objective(edition, 3, 2)
    social.theme(edition, 4)
    social.commitment(edition, 4, 1)

    assert [(data["lead"], data["colour"]) for data in made] == [
        ("3", "#7b3fa0"),
        ("3.2", "#7b3fa0"),
        ("IV", "#566270"),
        ("T4.1", "#566270"),
    ]


def test_colours_are_those_of_the_site(settings):
    css = (settings.BASE_DIR / "static/css/base.css").read_text()
    light = re.findall(r'\[data-goal="\d"\] \{ --goal: light-dark\((#\w+),', css)

    assert list(sheets.GOAL_COLOURS) == light
    for colour in (sheets.THEME_COLOUR, sheets.INK):
        assert f"light-dark({colour}," in css


def test_pictures_are_the_same_to_the_byte():
    edition = Edition.objects.get(year=2023)

    assert social.goal(edition, 7) == social.goal(edition, 7)


def test_every_page_says_what_it_is_and_has_a_picture(site):
    pictures = set()
    for address, page in site.items():
        found = properties(page.html)
        title = unescape(re.search("<title>(.*) – Global Policing Goals</title>", page.html)[1])
        assert found.pop("og:image").startswith(f"{HOST}/"), address
        pictures.add(properties(page.html)["og:image"])
        assert found == {
            "og:title": title,
            "og:description": page.description,
            "og:url": f"{HOST}{address}",
            "og:type": "website",
            "og:site_name": "Global Policing Goals",
            "og:locale": "en_GB",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": title,
            "twitter:card": "summary_large_image",
        }, address
    units = [unit.get_absolute_url() for model in UNITS for unit in model.objects.all()]
    assert pictures == {f"{HOST}{url}card.png" for url in units}


def test_a_unit_has_its_own_picture_and_other_pages_that_of_the_edition(site):
    def picture(address):
        return properties(site[address].html)["og:image"]

    assert picture("/2017/goals/3/") == f"{HOST}/2017/goals/3/card.png"
    commitment = "/2023/themes/4/commitments/1/"
    assert picture(commitment) == f"{HOST}{commitment}card.png"
    assert picture("/2017/sdgs/") == f"{HOST}/2017/card.png"
    assert picture("/") == picture("/about/") == f"{HOST}/2023/card.png"


def test_what_is_not_there_has_nothing_to_show():
    html = Client().get("/2023/goals/9/").text

    assert "og:image" not in properties(html)
