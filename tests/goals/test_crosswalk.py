import pytest

from goals.models import ConsideredTarget, Goal, SdgLink
from tests.builders import make_goal, make_link, make_sdg, make_source
from tests.html import read, table

pytestmark = pytest.mark.django_db

ADDRESS = "/2023/sdgs/"
EDITORIAL = "Goal 1, SDG 16: editorial, direct or indirect: not known 16.4 16.a"


def state(world, *goals, scope="all", sdg=None, **fields):
    """INTERPOL states of each of `goals` of 2023 what it states, in the same words."""
    source = make_source(key="page", title="A page")
    for number in goals:
        goal = Goal.objects.get(edition=world.current, number=number)
        link = make_link(goal=goal, sdg=sdg or world.sdg, source=source)
        SdgLink.objects.filter(pk=link.pk).update(scope=scope, reason="INTERPOL: …", **fields)


def test_every_cell_says_what_is_known(client, world):
    assert table(client.get(ADDRESS).text) == [
        ["Goal", "SDG 5 SDG title 5", "SDG 16 SDG title 16", "Count"],
        ["1 Goal 1", "– not assessed", EDITORIAL, "1 editorial"],
        ["2 Goal 2", "– not assessed", "Goal 2: considered, not linked: (16.4)", "0"],
        ["Count", "0", "1 editorial", "1 editorial"],
    ]


def test_a_cell_leads_to_its_place(client, world):
    page = read(client.get(ADDRESS).text)

    assert "/2023/goals/1/#sdg-16-editorial" in page.links
    assert "sdg-16-editorial" in read(client.get("/2023/goals/1/").text).ids
    assert "#considered-2023-2-16.4" in page.links
    assert "considered-2023-2-16.4" in page.ids


def test_the_list_gives_targets_reasons_and_what_a_link_rests_on(client, world):
    page = read(client.get(ADDRESS).text)

    assert page.texts["statement__reason"] == ["Why goal 1 of 2023 bears on SDG 16."]
    assert page.texts["targets"] == ["16.4 Label of 16.4 16.a Label of 16.a"]
    assert page.texts["statement__basis"] == ["Rests on 1.1"]
    assert page.texts["target"] == ["2 Goal 2 16.4 It is about another matter."]
    assert page.texts["not-assessed"] == ["Not assessed, which is not a “no”: SDG 5 (SDG title 5)."]
    assert {"sdg-5", "sdg-16"} <= set(page.ids)


def test_what_is_stated_of_all_goals_is_one_cell(client, world):
    state(world, 1, 2)
    text = client.get(ADDRESS).text

    assert table(text) == [
        ["Goal", "SDG 5 SDG title 5", "SDG 16 SDG title 16", "Count"],
        [
            "1 Goal 1",
            "– not assessed",
            "Stated of all 2 goals, direct or indirect: not known 1 2",
            EDITORIAL,
            "1 stated 1 editorial",
        ],
        ["2 Goal 2", "– not assessed", "Goal 2: considered, not linked: (16.4)", "1 stated"],
        ["Count", "0", "1 stated 1 editorial", "1 stated 1 editorial"],
    ]
    assert text.count('rowspan="2"') == 1
    for number in (1, 2):
        assert f"/2023/goals/{number}/#sdg-16-stated" in read(text).links


def test_a_column_of_one_statement_has_no_other_cells(client, world):
    state(world, 1, 2, sdg=make_sdg(number=17))

    first, second = table(client.get(ADDRESS).text)[1:3]
    assert first[3] == "Stated of all 2 goals, direct or indirect: not known 1 2"
    assert second[3] == "1 stated"


def test_what_is_stated_of_the_set_is_not_said_of_each_goal(client, world):
    state(world, 1, 2, scope="set")

    cell = table(client.get(ADDRESS).text)[1][2]
    assert cell == "Stated of the set, not of each goal, direct or indirect: not known 1 2"


@pytest.mark.parametrize(("scope", "word"), [("all", "all"), ("set", "set"), ("goal", "goal")])
def test_what_is_stated_of_some_goals_stands_in_their_cells(client, world, scope, word):
    state(world, 2, scope=scope, directness="indirect")

    row = table(client.get(ADDRESS).text)[2]
    assert row == [
        "2 Goal 2",
        "– not assessed",
        f"Goal 2, SDG 16: stated by INTERPOL, indirect {word}"
        " Goal 2: considered, not linked: (16.4)",
        "1 stated",
    ]


def test_statements_that_differ_are_not_taken_for_one(client, world):
    state(world, 1, 2)
    SdgLink.objects.filter(goal__number=2, evidence="stated").update(directness="direct")

    assert "rowspan" not in client.get(ADDRESS).text


def test_a_statement_of_an_earlier_edition_says_so_wherever_it_is_shown(client, world):
    state(world, 1, 2, made_for=world.old)

    assert table(client.get(ADDRESS).text)[1][2] == (
        "Stated of all 2 goals, direct or indirect: not known carried over from 2017 1 2"
    )
    for address in (ADDRESS, "/2023/goals/1/", "/sdgs/16/"):
        evidence = read(client.get(address).text).texts["statement__evidence"]
        carried = [text for text in evidence if "carried over from the 2017 edition" in text]
        assert [text.split()[0] for text in carried] == ["Stated"], address
    assert client.get(ADDRESS).context["carried"] == [2017]
    assert "What is stated here is carried over from the 2017 edition" in client.get(ADDRESS).text


def test_what_was_made_for_its_own_edition_is_not_carried_over(client, world):
    make_link(goal=Goal.objects.get(edition=world.old), sdg=world.sdg, source=make_source())

    assert "carried over" not in client.get("/2017/sdgs/").text
    assert "The analysis was made for the 2017 edition." in client.get("/2017/sdgs/").text


def test_what_is_new_in_an_edition_takes_rows_alone(client, world):
    make_goal(edition=world.current, number=3)

    assert table(client.get(ADDRESS).text)[3] == ["3 Goal 3", *["– not assessed"] * 2, "0"]


def test_the_switcher_keeps_to_the_crosswalk(client, world):
    switcher = client.get(ADDRESS).context["frame"]["switcher"]

    assert [(item["url"], item["keeps"]) for item in switcher] == [
        ("/2023/sdgs/", "unit"),
        ("/2017/sdgs/", "unit"),
    ]


@pytest.mark.parametrize(
    "address", ["/2023/", "/2023/goals/1/", "/sdgs/", "/sdgs/16/"], ids=lambda address: address
)
def test_the_crosswalk_is_reached_from_what_it_is_about(client, world, address):
    assert ADDRESS in read(client.get(address).text).links


@pytest.mark.parametrize("address", ["/1999/sdgs/", "/1999/matrix/", "/2017/matrix/"])
def test_a_table_that_there_is_not_is_not_found(client, world, address):
    assert client.get(address).status_code == 404


def test_an_sdg_with_nothing_but_considered_targets_says_so(client, world):
    SdgLink.objects.all().delete()
    page = read(client.get("/sdgs/16/").text)

    assert "edition-2023" in page.ids
    assert page.texts["target"] == ["2 Goal 2 16.4 It is about another matter."]
    assert "has not been assessed" not in page.html


def test_a_target_considered_for_a_draft_is_hidden(client, world):
    goal = Goal.objects.get(edition=world.draft)
    ConsideredTarget.objects.create(goal=goal, sdg=world.sdg, item="5", reason="A secret.")

    for address in (ADDRESS, "/sdgs/16/"):
        assert "A secret." not in client.get(address).text
