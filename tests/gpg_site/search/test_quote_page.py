import pytest

from goals.diff import Piece
from goals.models import NoCounterpart
from gpg_site.search.quote_page import address, alteration
from tests.builders import make_objective

pytestmark = pytest.mark.django_db


def test_a_short_text_is_led_on_to_its_address(client, world):
    response = client.post("/quote/", {"q": "Do 1.1 & more"})

    assert response.status_code == 303
    assert response.headers["Location"] == "/quote/?q=Do+1.1+%26+more"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_long_text_is_answered_at_once_and_kept_nowhere(client, world):
    response = client.post("/quote/", {"q": "Reach goal 1 of 2023. " * 100})

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies == {}
    assert "This text is too long for an address." in response.text
    assert "Only its beginning was read" not in response.text


def test_of_a_very_long_text_only_the_beginning_is_read_and_the_page_says_so(client, world):
    response = client.post("/quote/", {"q": "Reach goal 1 of 2023, they say. " * 1000})

    assert "Only its beginning was read: 200 sentences." in response.text


def test_more_than_is_accepted_is_refused_with_a_sentence(client, world, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5000
    for content in ({"q": "x" * 6000}, {str(number): "" for number in range(1200)}):
        response = client.post("/quote/", content)

        assert response.status_code == 413
        assert "Paste the text itself, up to 20,000 characters at a time." in response.text


def test_a_body_that_is_no_form_is_refused_with_a_sentence(client, world):
    response = client.post("/quote/", b"--nothing", content_type="multipart/form-data; boundary=")

    assert response.status_code == 413
    assert "Paste the text itself" in response.text


def test_an_older_wording_says_what_became_of_it(client, world):
    response = client.get("/quote/", {"q": "Do 1.1 of 2017"})

    assert "Not current" in response.text
    assert '<a href="/2017/goals/1/objectives/1/">GPG2017-1.1</a>' in response.text
    assert '2023 edition: kept, as\n<a href="/2023/goals/1/objectives/1/">1.1</a>' in (
        response.text
    )


def test_a_draft_is_no_wording(client, world):
    assert "Not found" in client.get("/quote/", {"q": "Do 1.1 of 2031"}).text


def test_an_address_holds_what_can_be_sent_on():
    assert address("/", "a b") == "/quote/?q=a+b"
    assert address("/", "x" * 1501) == ""
    assert address("/", "ع" * 1000) == ""


def test_only_what_alters_is_marked():
    pieces = alteration(
        "Applying a “follow the money” approach to INTERPOL's [own] work.",
        'APPLYING A "FOLLOW THE CASH" APPROACH TO INTERPOL\'S WORK',
    )

    assert [piece for piece in pieces if piece.kind != "same"] == [
        Piece("removed", "money"),
        Piece("added", "CASH"),
    ]


def test_what_was_not_carried_over_is_not_by_way_of_itself(client, world):
    gone = make_objective(goal=world.old.goals.get(), number=2)
    NoCounterpart.objects.create(objective=gone, edition=world.current, reason="Nothing does.")

    text = client.get("/quote/", {"q": gone.text}).text

    assert "2023 edition: not carried over." in " ".join(text.split())
    assert "by way of" not in text
