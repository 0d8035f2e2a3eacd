"""What robots, language models and finders of faults are told."""

import datetime
import re
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone

from goals.answers import CACHE_CONTROL
from gpg_site.data_files.formats import FORMATS

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/changes.atom", "/sitemap.xml", "/robots.txt", "/llms.txt", "/.well-known/security.txt",
]  # fmt: skip


@pytest.fixture
def contact(settings):
    settings.CONTACT = "editor@example.org"


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_may_be_read_by_anybody_and_kept(client, world, contact, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    tag = response.headers["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", tag)
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_draft_is_named(client, world, contact, address):
    assert "2031" not in client.get(address).text


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_answers_on_an_empty_site(client, contact, address):
    assert client.get(address).status_code == 200


def test_robots_may_read_all_but_answers_and_the_staffs_side(client, world):
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())

    for address in ("/", "/2023/goals/1/", "/2023/goals/1.json", "/search/", "/quote/", "/data/"):
        assert rules.can_fetch("*", f"http://testserver{address}"), address
    asked = ("/search/?q=a", "/quote/?q=a", "/search/suggest.json?q=a", "/search.json?q=a",
             "/quote.json?q=a")  # fmt: skip
    for prefix in ("", "/ar", "/es", "/fr"):
        assert rules.can_fetch("*", f"http://testserver{prefix}/search/")
        for address in asked:
            assert not rules.can_fetch("*", f"http://testserver{prefix}{address}"), address
    for address in ("/staff/", "/staff/preview/2031/"):
        assert not rules.can_fetch("*", f"http://testserver{address}"), address
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]


def fields(text):
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_without_a_contact_there_is_nobody_to_tell_of_a_fault(client, world):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_whom_to_tell_of_a_fault(client, world, contact):
    text = client.get("/.well-known/security.txt").text

    until = timezone.now().date() + datetime.timedelta(days=180)
    assert fields(text) == {
        "Contact": "mailto:editor@example.org",
        "Expires": f"{until}T00:00:00Z",
        "Preferred-Languages": "en",
    }
    assert text.endswith("en\n")


def test_where_the_file_stands_is_said_by_https_alone(client, world, contact):
    """RFC 9116 allows no other addresses in it."""
    text = client.get("/.well-known/security.txt", secure=True).text

    assert fields(text)["Canonical"] == "https://testserver/.well-known/security.txt"


def test_the_contents_have_the_form_of_llms_txt(client, world):
    text = client.get("/llms.txt").text

    lines = [line for line in text.splitlines() if line]
    assert lines[0] == "# Global Policing Goals"
    assert lines[1].startswith("> ")
    assert "independent, non-official site" in lines[2]
    below = text[text.index("\n## ") :].splitlines()
    assert [
        line
        for line in below
        if line and not re.fullmatch(r"## .+|- \[.+\]\(http.+\)(: .+)?", line)
    ] == []


def test_the_contents_have_each_editions_parts_and_files(client, world):
    text = client.get("/llms.txt").text

    assert (
        "## 2023 edition (current)\n\n"
        "- [1. Reach goal 1 of 2023](http://testserver/2023/goals/1.json): Goal 1\n"
        "- [2. Reach goal 2 of 2023](http://testserver/2023/goals/2.json): Goal 2\n"
        "- [I. Carry 1 of 2023](http://testserver/2023/themes/1.json)\n"
        "- [II. Carry 2 of 2023](http://testserver/2023/themes/2.json)\n"
    ) in text
    assert "## 2017 edition\n" in text
    for each in FORMATS:
        for year in (2017, 2023):
            line = f"- [{each.label}](http://testserver/data/gpg-{year}.{each.extension}): "
            assert f"{line}{each.use}\n" in text


def test_the_contents_say_that_there_are_other_languages(client, world):
    assert "in Arabic, Spanish and French too" in client.get("/llms.txt").text


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_has_one_address_for_all_languages(client, world, contact, address):
    assert client.get(address).headers["Content-Language"] == "en"
    assert client.get(f"/fr{address}").status_code == 404


def test_brackets_of_ours_do_not_end_a_link(client, world):
    goal = world.link.goal
    goal.title = "Reach [the] goal"
    goal.save()

    assert r"- [1. Reach \[the\] goal](http://testserver/2023/goals/1.json)" in (
        client.get("/llms.txt").text
    )
