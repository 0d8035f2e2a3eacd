"""The page of answers: hits, facets and their addresses, marks, codes, and how to go on."""

import pytest
from django.test import Client

from gpg_site.search.page import FILTERS, PAGE, Asked, straight_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]


def page(query):
    return Client().get(f"/search/?{query}").context


def urls(context):
    return [hit["url"] for hit in context["hits"]]


def facet(context, name):
    (found,) = [facet for facet in context["facets"] if facet["name"] == name]
    return {choice["label"]: choice for choice in found["choices"]}


def text(pieces, *, marked=False):
    return [piece["text"] for piece in pieces if piece["is_marked"] or not marked]


def test_facets_count_all_hits():
    context = page("q=terrorism")

    counts = {
        name: {label: choice["count"] for label, choice in facet(context, name).items()}
        for name in FILTERS
    }
    assert context["total"] == 13
    assert counts["edition"] == {"2023": 8, "2017": 3}
    assert counts["kind"] == {"Goals": 2, "Objectives": 9, "SDGs": 1, "Topics": 1}
    assert counts["topic"]["Terrorism"] == 9
    assert counts["goal"] == {"Goal 1": 10, "Goal 2": 1}


def test_the_address_of_a_choice_gives_just_what_it_counts():
    whole = page("q=terrorism")

    for name in FILTERS:
        for choice in facet(whole, name).values():
            chosen = page(choice["url"].partition("?")[2])
            assert chosen["total"] == choice["count"]
            assert set(urls(chosen)) <= set(urls(whole))


def test_a_choice_can_be_taken_back_or_exchanged():
    context = page("q=terrorism&edition=2017&kind=objective")

    editions = facet(context, "edition")
    assert [choice["is_chosen"] for choice in editions.values()] == [False, True]
    assert editions["2017"]["url"] == "/search/?q=terrorism&kind=objective"
    assert editions["2023"]["url"] == "/search/?q=terrorism&edition=2023&kind=objective"
    assert editions["2017"]["count"] == context["total"] == 2
    assert context["everything_url"] == "/search/?q=terrorism"


def test_a_choice_without_hits_can_be_taken_back():
    context = page("q=terrorism&goal=7")

    assert context["hits"] == []
    assert context["everything_url"] == "/search/?q=terrorism"
    assert facet(context, "goal")["Goal 7"]["url"] == "/search/?q=terrorism"


def test_the_same_address_gives_the_same_list():
    assert urls(page("q=crime&kind=objective")) == urls(page("q=crime&kind=objective"))


def test_pages_go_on_without_gap_or_repetition():
    context = page("q=crime")
    total, seen, pages = context["total"], urls(context), 1
    assert total > PAGE
    assert context["previous_url"] == ""
    while context["next_url"]:
        context = page(context["next_url"].partition("?")[2])
        seen += urls(context)
        pages += 1

    assert len(seen) == len(set(seen)) == total
    assert pages == -(-total // PAGE)
    assert Client().get(f"/search/?q=crime&page={pages + 1}").status_code == 404


def test_marked_are_the_words_that_were_found():
    (hit,) = [hit for hit in page("q=drug trafficker")["hits"] if hit["url"] == "/2023/goals/6/"]

    assert text(hit["name"], marked=True) == ["drug", "trafficking"]
    assert "".join(text(hit["name"])) == "Organized crime and drug trafficking"


def test_a_joined_word_is_marked_where_the_text_splits_it():
    html = Client().get("/search/?q=multiagency").text

    assert "<mark>multi</mark>-<mark>agency</mark>" in html


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("T4.1", "/2023/themes/4/commitments/1/"),
        ("theme IV", "/2023/themes/4/"),
        ("GPG2017-3.2", "/2017/goals/3/objectives/2/"),
        ("2023-3.2", "/2023/goals/3/objectives/2/"),
        ("SDG 16", "/sdgs/16/"),
        ("16.4", "/sdgs/16/#16.4"),
        ("2017", "/2017/"),
    ],
)
def test_a_code_of_one_unit_goes_straight_there(question, address):
    response = Client().get("/search/", {"q": question})

    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_a_code_of_several_units_shows_them_with_the_current_edition_first():
    context = page("q=3.2")

    assert [hit["url"] for hit in context["candidates"]] == [
        "/2023/goals/3/objectives/2/",
        "/2017/goals/3/objectives/2/",
    ]
    assert [hit["url"] for hit in page("q=goal 5")["candidates"]] == [
        *("/2023/goals/5/", "/2017/goals/5/", "/sdgs/5/"),
    ]


def test_a_chosen_edition_decides_between_units_of_one_code():
    response = Client().get("/search/?q=3.2&edition=2017")

    assert response.headers["Location"] == "/2017/goals/3/objectives/2/"


def test_words_name_no_unit():
    assert straight_to(Asked.of({"q": "terrorism"})) == ""


def test_a_question_without_answer_helps_onward():
    context = page("q=terrestrials")

    assert context["hits"] == []
    assert context["onward"]["spellings"] == [
        {"label": "terrorism", "url": "/search/?q=terrorism"},
        {"label": "terrorist", "url": "/search/?q=terrorist"},
    ]
    assert context["onward"]["topics"][0] == {"label": "Terrorism", "url": "/topics/terrorism/"}


def test_nothing_asked_offers_the_topics_with_most_units():
    assert [link["label"] for link in page("")["onward"]["topics"]][:3] == [
        "Disruption of crime",
        "Capacity building",
        "Information sharing",
    ]


def test_a_correction_is_told():
    context = page("q=terorism")

    assert context["corrections"] == [{"asked": "terorism", "found": "terrorism"}]
    assert context["hits"][0]["url"] == "/2023/goals/1/"


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "1.5", "²"])
def test_a_page_that_is_no_number_is_the_first(number):
    assert Asked.of({"q": "crime", "page": number}).page == 1
