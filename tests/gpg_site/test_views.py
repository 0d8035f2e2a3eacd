import pytest

from goals.models import Edition, Goal, GoalTranslation, Objective, Permalink, Source
from tests.builders import make_source
from tests.html import read
from themes.models import Commitment

pytestmark = pytest.mark.django_db


def test_home_before_anything_is_published(client):
    page = read(client.get("/").text)

    assert page.headings == ["Global Policing Goals"]
    assert page.texts["lead"] == ["No edition has been published yet."]


@pytest.mark.parametrize(
    "address", ["/", "/sdgs/", "/topics/", "/about/", "/about/sources/", "/accessibility/"]
)
def test_every_page_of_no_edition_answers_on_an_empty_site(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert len(read(response.text).headings) == 1


def test_home_draws_a_curve_for_each_statement(client, world):
    page = client.get("/")

    (curve,) = page.context["curves"]
    assert (curve["goal"], curve["sdg"], curve["evidence"]) == (1, 16, "editorial")
    assert page.text.count('<path class="curve curve--editorial" data-goal="1" data-sdg="16"') == 1
    linked = {item["sdg"]["number"]: item["is_linked"] for item in page.context["sdgs"]}
    assert linked == {5: False, 16: True}


def test_home_says_the_same_relations_in_words(client, world):
    page = read(client.get("/").text)

    assert page.texts["goal-rows__links"] == ["SDG 16 SDG title 16 editorial", ""]


def test_home_counts_what_changed(client, world):
    change = client.get("/").context["change"]

    assert change == {
        "year": 2017,
        "url": "/2017/",
        "objectives": 3,
        "former": 1,
        # 2.1 has not been compared yet.
        "new": 1,
        "dropped": 0,
    }


def test_home_with_a_single_edition_counts_no_change(client, world):
    Edition.objects.filter(year=2017).update(published_on=None)

    assert client.get("/").context["change"] is None
    assert "What changed" not in client.get("/").text


def test_home_shows_the_current_edition(client, world):
    page = read(client.get("/").text)

    assert page.headings == ["Goals of 2023"]
    assert "/2023/goals/2/" in page.links
    assert [link for link in page.links if link.startswith("/2017/")] == ["/2017/"]
    assert not any(link.startswith("/2031/") for link in page.links)


def test_not_found_says_what_was_asked_for_and_leads_on(client, world):
    response = client.get("/2023/goals/9/")
    page = read(response.text)

    assert response.status_code == 404
    assert "You asked for /2023/goals/9/." in page.texts["lead"]
    assert page.canonical == ""
    assert "/2023/goals/" in page.links


def test_not_found_escapes_what_was_asked_for(client, world):
    response = client.get("/<script>alert(1)</script>/")

    assert "<script>" not in response.text
    assert "/&lt;script&gt;alert(1)&lt;/script&gt;/" in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/2023/goals/0/",
        "/2023/goals/01/",
        "/2023/goals/99999999999999999999/",
        "/2023/goals/1/objectives/-1/",
        "/2023/goals/%00/",
        "/2023/goals/1/objectives/٣/",
        "/sdgs/18/",
        "/topics/no-such-topic/",
        "/20233/",
        "/0000/",
        "/%ff%fe/",
        "/" + "a" * 5000 + "/",
    ],
)
def test_odd_addresses_are_not_found(client, world, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


def test_a_missing_last_slash_is_added(client, world):
    response = client.get("/2023/goals/1")

    assert (response.status_code, response.headers["Location"]) == (301, "/2023/goals/1/")


def test_a_moved_address_leads_on_for_good(client, world):
    Permalink.objects.create(path="/topics/frontiers/", state="moved", target="/topics/borders/")

    response = client.get("/topics/frontiers/")

    assert (response.status_code, response.headers["Location"]) == (301, "/topics/borders/")


def test_a_record_never_shadows_a_live_page(client, world):
    Permalink.objects.filter(path="/topics/borders/").update(state="moved", target="/topics/data/")

    assert read(client.get("/topics/borders/").text).headings == ["Borders"]


def test_sources_lists_documents_and_their_use(client, world):
    page = read(client.get("/about/sources/").text)

    assert {"doc-2017", "doc-2023"} <= set(page.ids)
    assert "/2023/" in page.links
    # That a draft is being made of a document is nobody's business yet.
    assert "/2031/" not in page.links


def test_sources_names_every_wording_taken_from_elsewhere(client, world):
    page = make_source(key="page", title="A page")
    Objective.objects.filter(text="Do 1.2 of 2023").update(wording_source=page)
    Commitment.objects.filter(text="Promise 1.1 of 2023").update(note="So it is printed [sic].")

    shown = client.get("/about/sources/").context

    uses = {
        use["source"]["key"]: [ref["code"] for ref in use["wordings"]] for use in shown["sources"]
    }
    assert uses["page"] == ["GPG2023-1.2"]
    (notes,) = shown["notes"]
    assert [noted["wordings"][0]["url"] for noted in notes["doubts"]] == [
        "/2023/themes/1/commitments/1/"
    ]


PRINTED = """\
# GOALS OF 2023

Foreword of 2023.

- Do 1.1 of 2023
- Do something else
"""


@pytest.fixture
def printed(world):
    """The document of 2023 as it was read: objective 1.2 is not in it."""
    Source.objects.filter(key="doc-2023").update(text=PRINTED)
    return world


def test_source_shows_its_text_and_where_it_is_quoted(client, printed):
    shown = client.get("/about/sources/doc-2023/")

    assert [
        (block["number"], block["kind"], block["text"], [unit["label"] for unit in block["units"]])
        for block in shown.context["blocks"]
    ] == [
        (1, "heading", "GOALS OF 2023", ["Title"]),
        (2, "paragraph", "Foreword of 2023.", ["Foreword, paragraph 1"]),
        (3, "bullet", "Do 1.1 of 2023", ["1.1"]),
        (4, "bullet", "Do something else", []),
    ]
    page = read(shown.text)
    assert {"b1", "b2", "b3", "b4"} <= set(page.ids)
    assert "/2023/goals/1/objectives/1/" in page.links
    assert "3 of 11 official wordings taken from it stand in it" in page.texts["key"][0]


def test_source_without_a_text_says_so(client, world):
    make_source(key="page", text="")

    assert "Its text is not stored here." in client.get("/about/sources/page/").text


@pytest.mark.parametrize("key", ["doc-2031", "no-such-document"])
def test_source_of_drafts_alone_or_of_nobody_is_not_found(client, world, key):
    assert client.get(f"/about/sources/{key}/").status_code == 404


def test_sources_of_drafts_alone_are_shown_once_something_public_rests_on_them(client, world):
    assert "doc-2031" not in client.get("/about/sources/").text

    Objective.objects.filter(text="Do 1.2 of 2023").update(wording_source=world.draft.source)

    assert "doc-2031" in read(client.get("/about/sources/").text).ids
    page = client.get("/about/sources/doc-2031/")
    assert (page.context["official"], page.context["verbatim"]) == (1, 0)


def test_source_in_another_language_says_so(client, world):
    source = make_source(key="page-fr", text="Lutter contre le terrorisme")
    goal = Goal.objects.get(edition=world.current, number=1)
    GoalTranslation.objects.create(
        of=goal, language="fr", text="Lutter", status="official", source=source
    )

    assert '<p class="official" lang="fr" dir="auto">' in client.get("/about/sources/page-fr/").text


def test_sources_tell_the_result_of_verification(client, printed):
    check = client.get("/about/sources/").context["check"]

    # Of 2017 four: title, foreword, goal and objective; of 2023 eleven, three of them found.
    assert (check["official"], check["verbatim"], len(check["altered"])) == (15, 3, 12)
    assert {"label": "GPG2023-1.2", "url": "/2023/goals/1/objectives/2/"} in check["altered"]
    assert check["inconsistencies"] == ["GPG2023-T2.1 has 0 topics, not one to five."]


def test_sources_part_completions_from_other_notes(client, world):
    Objective.objects.filter(text="Do 1.2 of 2023").update(
        text="Do 1.2 [of 2023]", note="The line is cut."
    )
    Goal.objects.filter(title="Reach goal 1 of 2017").update(note="So it is printed [sic].")

    notes = client.get("/about/sources/").context["notes"]

    assert [
        (
            edition["year"],
            [item["code"] for noted in edition["completed"] for item in noted["wordings"]],
            [noted["note"] for noted in edition["doubts"]],
        )
        for edition in notes
    ] == [(2023, ["GPG2023-1.2"], []), (2017, [], ["So it is printed [sic]."])]


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            "/2023/goals/1/objectives/1/",
            "Official wording, letter for letter as in A document: its place in the text.",
        ),
        (
            "/2023/goals/1/objectives/2/",
            "Official wording that differs from the stored text of A document.",
        ),
        ("/2023/", "Official wording, letter for letter as in A document: its place in the text."),
    ],
)
def test_a_page_says_whether_its_words_stand_in_their_source(client, printed, address, line):
    assert read(client.get(address).text).texts["source-line"] == [line]


def test_letter_case_of_a_title_is_told(client, printed):
    Source.objects.filter(key="doc-2023").update(
        text="# REACH GOAL 1 OF 2023\n\nI. Carry 1 of 2023"
    )

    assert [
        read(client.get(address).text).texts["source-line"]
        for address in ("/2023/goals/1/", "/2023/themes/1/")
    ] == [
        ["Title, letter case aside, as in A document: its place in the text. Heading 1."],
        ["Title, letter for letter as in A document: its place in the text. Heading 1."],
    ]


def test_a_wording_whose_source_has_no_text_is_not_judged(client, world):
    bare = make_source(key="page", title="A page", text="")
    Objective.objects.filter(text="Do 1.2 of 2023").update(wording_source=bare)

    page = read(client.get("/2023/goals/1/objectives/2/").text)

    assert page.texts["source-line"] == ["Official wording from A page."]


def test_provisions_lead_to_their_place_in_their_source(client, printed):
    page = read(client.get("/2023/goals/1/").text)

    assert page.texts["provision__source"] == ["Source of 1.1"]
    assert "/about/sources/doc-2023/#b3" in page.links


def test_accessibility_shows_the_contact_when_there_is_one(client, settings):
    assert "mailto:" not in client.get("/accessibility/").text
    settings.CONTACT = "desk@example.org"

    assert "mailto:desk@example.org" in read(client.get("/accessibility/").text).links
