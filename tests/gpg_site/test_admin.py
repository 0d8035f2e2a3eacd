"""The staff's form for search aliases; what holds for every form is in tests/themes."""

import pytest

from gpg_site.models import SearchAlias

from ..goals.test_admin import change_address, read_errors, save

pytestmark = pytest.mark.usefixtures("world")

ADD = "/staff/gpg_site/searchalias/add/"


def test_a_new_alias_answers_at_once(client, admin_client):
    assert client.get("/search/?q=frontiers").context["hits"] == []

    save(admin_client, ADD, {"words": "frontiers", "means": "borders", "change_reason": "Asked."})

    hits = client.get("/search/?q=frontiers").context["hits"]
    assert hits[0]["url"] == "/topics/borders/"
    assert SearchAlias.history.get().history_change_reason == "Asked."


def test_an_alias_that_is_changed_stands_in_the_log_with_its_reason(client, admin_client):
    row = SearchAlias.objects.create(words="frontiers", means="data")

    save(admin_client, change_address(row), {"means": "borders", "change_reason": "Nearer."})

    page = client.get("/changes/").text
    assert "Search for “frontiers”" in page
    assert "Nearer." in page


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"words": "?!", "means": "borders"}, "Write at least one word."),
        (
            {"words": "frontiers", "means": "borders\nof the"},
            "“of the” has no word to look for: name a word of the texts.",
        ),
        ({"words": "frontiers", "means": " \n "}, "This field is required."),
    ],
)
def test_the_form_refuses(admin_client, entered, sentence):
    response = save(admin_client, ADD, entered)

    assert read_errors(response) == [sentence]
    assert SearchAlias.objects.count() == 0
