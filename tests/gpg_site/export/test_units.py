"""What the search of a copy knows."""

import json

import pytest

from goals.languages import speaking
from goals.models import EditorialTranslation
from gpg_site.export import units
from gpg_site.models import SearchAlias


@pytest.fixture
def search(world):
    SearchAlias.objects.create(language="en", words="fake passport", means="borders\ndata")
    SearchAlias.objects.create(language="fr", words="faux", means="borders")
    begin, end = '"use strict";\n\nconst SEARCH = ', ";\n"
    text = units.script().decode()
    assert text.startswith(begin)
    assert text.endswith(end)
    return json.loads(text[len(begin) : -len(end)])


def test_every_public_unit_is_there_by_its_file(search):
    found = {unit["url"]: unit["kind"] for unit in search["units"]}

    assert found["../2023/goals/1/objectives/2/index.html"] == "Objective 1.2, 2023"
    assert found["../2017/goals/1/index.html"] == "Goal 1, 2017"
    assert found["../2023/themes/2/index.html"] == "Theme II, 2023"
    assert found["../sdgs/16/index.html#16.a"] == "SDG target 16.a"
    assert not any("2031" in url for url in found)
    assert len(search["units"]) == len(found)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("Objective 1.2, 2023", ["1.2", "gpg20231.2", "objective1.2"]),
        ("Goal 2, 2023", ["2", "goal2", "gpg20232"]),
        ("Theme II, 2023", ["gpg2023t2", "t2", "theme2", "themeii"]),
        ("Commitment T1.1, 2023", ["commitment1.1", "commitmentt1.1", "gpg2023t1.1", "t1.1"]),
        ("SDG 16", ["16", "sdg16"]),
        ("SDG target 16.4", ["16.4", "sdg16.4", "sdgtarget16.4"]),
    ],
)
def test_a_unit_is_known_by_its_code_in_every_spelling(search, kind, keys):
    (unit,) = [unit for unit in search["units"] if unit["kind"] == kind]

    assert unit["keys"] == keys


def test_the_current_edition_is_favoured_and_official_words_are_said_to_be(search):
    found = {unit["kind"]: unit for unit in search["units"]}

    assert [found[kind]["favour"] for kind in ("Goal 1, 2023", "Goal 1, 2017", "SDG 16")] == [
        2.0,
        1.65,
        1.0,
    ]
    assert found["Goal 1, 2023"]["words"] == "Reach goal 1 of 2023"
    assert found["Goal 1, 2023"]["is_official"]
    assert not found["SDG 16"]["is_official"]


def test_the_script_of_another_language_says_what_it_has_in_english(world):
    EditorialTranslation.objects.create(language="fr", english="Borders", text="Frontières")
    SearchAlias.objects.create(language="fr", words="l'identité", means="data")
    with speaking("fr"):
        search = json.loads(units.script().decode().partition("SEARCH = ")[2].rstrip(";\n"))

    found = {unit["url"]: unit for unit in search["units"]}
    topic = found["../topics/borders/index.html"]
    goal = found["../2023/goals/1/index.html"]
    assert (topic["name"], topic["also"], topic["in_english"]) == (
        "Frontières",
        "Borders",
        ["words"],
    )
    assert (goal["words"], goal["in_english"]) == ("Reach goal 1 of 2023", ["name", "words"])
    assert goal["kind"] == "Objectif 1, 2023"
    assert search["stems"]["frontieres"] == "frontier"
    assert search["stems"]["borders"] == "border"
    assert search["stems"]["identite"] == search["stems"]["l'identite"] == "ident"
    assert search["aliases"] == [["l'identité", ["data"]]]


def test_words_are_read_as_the_search_of_the_portal_reads_them(search):
    assert search["aliases"] == [["fake passport", ["borders", "data"]]]
    assert search["stems"]["borders"] == "border"
    assert "faux" not in search["stems"]
