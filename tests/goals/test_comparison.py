"""Pages that compare editions, and what objectives say of each other, in the small world."""

import datetime

import pytest

from goals.models import Correspondence, Edition, Goal, NoCounterpart, Objective
from tests.builders import make_goal, make_objective
from tests.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(world):
    """The draft of 2031 made public: its 1.1 is 2023's 1.1, broadened, and 2023's 1.2 is gone."""
    Edition.objects.filter(pk=world.draft.pk).update(published_on=datetime.date(2031, 1, 1))
    Correspondence.objects.create(
        earlier=Objective.objects.get_by_natural_key(2023, 1, 1),
        later=Objective.objects.get_by_natural_key(2031, 1, 1),
        relation="broadened",
        reason="It does more.",
    )
    NoCounterpart.objects.create(
        objective=Objective.objects.get_by_natural_key(2023, 1, 2),
        edition=world.draft,
        reason="Nothing does the same in 2031.",
    )


def fate_lines(client, address):
    return [
        line.removeprefix("Editorial ") for line in read(client.get(address).text).texts["fate"]
    ]


def test_the_comparison_has_every_objective_in_its_place(client, world):
    first, second = client.get("/compare/2017/2023/").context["goals"]

    assert [(pair["anchor"], pair["crosses"], pair["is_first"]) for pair in first["pairs"]] == [
        ("1.1-1.1", False, True)
    ]
    assert [(item["anchor"], item["end"]["reason"]) for item in first["new"]] == [
        ("2023-1.2", "Nothing did the same in 2017.")
    ]
    assert (first["dropped"], first["open"]) == ([], [])
    assert [(item["anchor"], item["end"]) for item in second["open"]] == [("2023-2.1", None)]


def test_the_comparison_counts(client, world):
    counts = client.get("/compare/2017/2023/").context["counts"]

    relations = counts.pop("relations")
    assert [(item["relation"], item["count"]) for item in relations if item["count"]] == [
        ("reworded", 1)
    ]
    assert [item["relation"] for item in relations] == Correspondence.Relation.values
    assert counts == {
        "pairs": 1,
        "by_way": 0,
        "earlier": 1,
        "later": 3,
        "new": 1,
        "dropped": 0,
        "open": 1,
    }


def test_a_pair_marks_changed_words_also_for_those_who_hear_them(client, world):
    Objective.objects.filter(goal__edition=world.old).update(text="Protect victims of arson")
    Objective.objects.filter(text="Do 1.1 of 2023").update(text="Protect victims of theft")

    text = client.get("/compare/2017/2023/goals/1/").text

    assert 'victims of <del><span class="visually-hidden"> removed: </span>arson</del>' in text
    assert 'victims of <ins><span class="visually-hidden"> added: </span>theft</ins>' in text
    assert read(text).texts["pair__why"][0] == (
        "reworded The 2023 edition says it in other words. 3 words kept, 1 taken out, 1 added. "
        "Both do the same."
    )


def test_texts_that_share_too_few_words_stand_unmarked(client, world):
    Objective.objects.filter(goal__edition=world.old).update(text="Keep watch <b>")

    page = client.get("/compare/2017/2023/goals/1/")

    (pair,) = page.context["goal"]["pairs"]
    assert pair["wordings"]["earlier"] == [{"kind": "same", "text": "Keep watch <b>"}]
    assert "Keep watch &lt;b&gt;" in page.text
    assert "Too few words in common to mark." in page.text


def test_a_pair_across_goals_is_in_both_and_has_one_fragment(client, world):
    Correspondence.objects.create(
        earlier=Objective.objects.get_by_natural_key(2017, 1, 1),
        later=Objective.objects.get_by_natural_key(2023, 2, 1),
        relation="split",
        reason="A part of it.",
    )

    assert read(client.get("/compare/2017/2023/").text).ids.count("1.1-2.1") == 1
    for number in (1, 2):
        page = read(client.get(f"/compare/2017/2023/goals/{number}/").text)
        assert page.ids.count("1.1-2.1") == 1
        assert (
            "split The 2023 edition divides it, and this is one part. Too few words in common to "
            "mark. A part of it. It crosses from goal to goal: 1.1 became 2.1."
        ) in page.texts["pair__why"]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/compare/2023/2017/", "/compare/2017/2023/"),
        ("/compare/2023/2017/goals/1/", "/compare/2017/2023/goals/1/"),
    ],
)
def test_the_earlier_edition_comes_first_for_good(client, world, address, target):
    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (301, target)


@pytest.mark.parametrize(
    "address",
    [
        "/compare/2023/2023/",
        "/compare/2023/2023/goals/1/",
        "/compare/2017/2023/goals/3/",
        "/compare/2023/2031/",
        "/compare/2023/2031/goals/1/",
        "/compare/2017/1999/",
    ],
)
def test_what_cannot_be_compared_is_not_found(client, world, address):
    assert client.get(address).status_code == 404


def test_a_goal_that_one_edition_lacks_says_so(client, world):
    page = read(client.get("/compare/2017/2023/goals/2/").text)

    assert page.texts["pair__texts"] == ["2017 has no goal 2 2023 Reach goal 2 of 2023"]
    assert page.texts["official"][-1] == "Do 2.1 of 2023"


def test_compare_leads_to_the_last_two_editions(client, world):
    response = client.get("/compare/")
    assert (response.status_code, response.headers["Location"]) == (302, "/compare/2017/2023/")

    Edition.objects.filter(year=2017).update(published_on=None)
    assert client.get("/compare/").status_code == 404
    assert not any("/compare/" in link for link in read(client.get("/2023/").text).links)


def test_navigation_compares_the_edition_of_the_page_with_the_current_one(client, third):
    for address, target in [
        ("/", "/compare/2023/2031/"),
        ("/2031/", "/compare/2023/2031/"),
        ("/2023/", "/compare/2023/2031/"),
        ("/2017/", "/compare/2017/2031/"),
    ]:
        assert client.get(address).context["frame"]["compare_url"] == target
        assert target in read(client.get(address).text).links


def test_a_goal_leads_to_its_comparison(client, world):
    assert "/compare/2017/2023/goals/1/" in read(client.get("/2017/goals/1/").text).links


def test_themes_are_what_the_later_edition_added(client, third):
    added = read(client.get("/compare/2017/2023/").text)
    assert "Themes: what 2023 added" in added.html
    assert {"/2023/themes/1/", "/2023/themes/2/"} <= set(added.links)

    both = client.get("/compare/2023/2031/")
    assert "what 2031 added" not in both.text
    assert [len(both.context[name]) for name in ("earlier_themes", "later_themes")] == [2, 1]


def test_editions_are_compared_by_way_of_the_one_between(client, third):
    page = client.get("/compare/2017/2031/")

    assert page.context["counts"]["by_way"] == 1
    (pair,) = page.context["goals"][0]["pairs"]
    assert [(step["relation"], step["unit"]["url"]) for step in pair["steps"]] == [
        ("reworded", "/2023/goals/1/objectives/1/"),
        ("broadened", "/2031/goals/1/objectives/1/"),
    ]
    assert read(client.get("/compare/2017/2031/goals/1/").text).texts["pair__why"] == [
        "reworded as 1.1 of 2023. Both do the same.",
        "broadened as 1.1 of 2031. It does more.",
    ]


def test_an_objective_says_what_it_is_in_every_other_edition(client, third):
    assert fate_lines(client, "/2017/goals/1/objectives/1/") == [
        "2031 edition: kept, as 1.1, reworded, then broadened, by way of 2023 1.1. "
        "Compare with 2031",
        "2023 edition: kept, as 1.1, reworded. Compare with 2023",
    ]
    assert fate_lines(client, "/2023/goals/1/objectives/2/") == [
        "2031 edition: not carried over. Compare with 2031",
        "New in 2023. Compare with 2017",
    ]
    assert fate_lines(client, "/2031/goals/1/objectives/1/") == [
        "From 2023: 1.1, broadened. Compare with 2023",
        "From 2017: 1.1, reworded, then broadened, by way of 2023 1.1. Compare with 2017",
    ]


def test_an_objective_that_was_lost_on_the_way_says_where(client, third, world):
    Correspondence.objects.filter(later__goal__edition=world.draft).delete()
    NoCounterpart.objects.create(
        objective=Objective.objects.get_by_natural_key(2023, 1, 1),
        edition=world.draft,
        reason="Nothing does the same in 2031.",
    )

    assert fate_lines(client, "/2017/goals/1/objectives/1/")[0] == (
        "2031 edition: not carried over, by way of 2023 1.1. Compare with 2031"
    )
    (item,) = client.get("/compare/2017/2031/").context["goals"][0]["dropped"]
    assert (item["anchor"], item["end"]["unit"]["code"]) == ("2017-1.1", "1.1")


def test_an_objective_in_no_row_is_not_compared_yet(client, world):
    make_objective(goal=Goal.objects.get(edition=world.old), number=2)

    assert fate_lines(client, "/2017/goals/1/objectives/2/") == [
        "2023 edition: not compared yet. Compare with 2023"
    ]


def test_an_objective_without_counterpart_gives_the_reason(client, world):
    page = client.get("/2023/goals/1/objectives/2/")

    assert [end["reason"] for end in page.context["new"]] == ["Nothing did the same in 2017."]
    assert (
        "Nothing in the 2017 edition corresponds to it. Nothing did the same in 2017."
        in read(page.text).texts["related__why"]
    )


def test_what_an_objective_links_to_is_there(client, world):
    make_goal(edition=world.old, number=2)
    for address in ("/2017/goals/1/objectives/1/", "/2023/goals/2/objectives/1/"):
        (link,) = [x for x in read(client.get(address).text).links if "/compare/" in x and "#" in x]
        target, anchor = link.split("#")
        assert anchor in read(client.get(target).text).ids
