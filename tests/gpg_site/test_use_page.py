"""The block that says in which other forms a page can be had, and the links in its head."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_names_its_other_forms(client, world):
    page = client.get("/2023/goals/").text

    for form in ("json", "csv"):
        assert f'<link rel="alternate" href="/2023/goals.{form}"' in page
        assert f'<a href="/2023/goals.{form}">' in page
        assert f'<a href="/data/gpg-2023.{form}">' in page
    assert "/2023/goals/1.csv" not in client.get("/2023/goals/1/").text


def test_a_page_of_no_edition_names_no_edition(client, world):
    page = client.get("/sdgs/").text

    assert '<a href="/sdgs.csv">' in page
    assert "/data/gpg-2023" not in page
    assert '<a href="/data/gpg-all.zip">' in page


def test_the_question_is_carried_along_and_nothing_else(client, world):
    page = client.get("/search/?q=borders&junk=1").text

    link = '<link rel="alternate" href="/search.json?q=borders" type="application/json">'
    assert link in page
    assert "junk" not in page.partition("</head>")[0].replace("canonical", "")


def test_what_was_not_found_has_no_other_form(client, world):
    page = client.get("/2023/goals/9/")

    assert page.status_code == 404
    assert "use-page" not in page.text
