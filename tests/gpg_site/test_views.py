import pytest

from goals.models import Edition, Objective, Permalink
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
        "new": 2,
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
    Permalink.objects.create(path="/topics/borders/", state="moved", target="/topics/data/")

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
    assert [noted["url"] for noted in notes["doubts"]] == ["/2023/themes/1/commitments/1/"]


def test_accessibility_shows_the_contact_when_there_is_one(client, settings):
    assert "mailto:" not in client.get("/accessibility/").text
    settings.CONTACT = "desk@example.org"

    assert "mailto:desk@example.org" in read(client.get("/accessibility/").text).links
