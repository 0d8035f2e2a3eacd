"""Search and its suggestions as a browser meets them, asked well and oddly."""

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from goals.answers import CACHE_CONTROL
from tests.html import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

ODD = {
    "quotation mark": '"',
    "many quotation marks": '"' * 301,
    "operators": "crime AND (title:x OR -y) +z^2 ~3 [a TO b] *",
    "control characters": "cri\x00me\x1b[31m\r\nX: y",
    "right to left": "\u202eمكافحة الإرهاب\u202c",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=y>",
    "template": "{{ 7 }}{% now 'Y' %}%s%(x)s",
    "long": "crime " * 17_000,
    "one long word": "a" * 100_000,
    "combining": "e\u0301\u0327" * 100,
    "emoji": "👮🏽‍♀️ 🏳️‍🌈",
    "full width": "ＣＲＩＭＥ",  # noqa: RUF001
    "dots": "........",
    "number": "9" * 400,
    "replacement": "\ufffd\ud7ff",
}
odd = pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())


@odd
@pytest.mark.parametrize("name", ["q", "edition", "kind", "topic", "goal", "page"])
def test_odd_input_gets_an_ordinary_answer(client, name, question):
    response = client.get("/search/", {"q": "crime", name: question})

    # A page far beyond the last is not there, like that of any list.
    is_beyond = name == "page" and question.isdecimal()
    assert response.status_code == (404 if is_beyond else 200)
    page = read(response.text)
    assert page.inline == []
    assert "<script>alert" not in response.text
    assert "\x00" not in response.text
    assert len(response.text) < 100_000


@odd
def test_odd_input_gets_ordinary_suggestions(client, question):
    response = client.get("/search/suggest.json", {"q": question})

    assert response.status_code == 200
    assert len(response.json()) == 4


def test_bytes_that_are_no_text_get_an_ordinary_answer(client):
    assert client.get("/search/?q=%ff%fe%00&kind=%c3").status_code == 200


def test_suggestions_have_the_form_of_opensearch_and_are_cacheable(client):
    response = client.get("/search/suggest.json?q=terr")

    typed, names, kinds, urls = response.json()
    assert (typed, names[0], kinds[0], urls[0]) == (
        *("terr", "Terrorism", "Goal 1, 2023", "/2023/goals/1/"),
    )
    assert len(names) == len(kinds) == len(urls) == 8
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert response.headers["Content-Type"] == "application/json"
    assert response.cookies == {}


def test_suggestions_for_a_code_are_its_units(client):
    _typed, _names, kinds, urls = client.get("/search/suggest.json?q=3.2").json()

    assert urls == ["/2023/goals/3/objectives/2/", "/2017/goals/3/objectives/2/"]
    assert kinds == ["Objective 3.2, 2023", "Objective 3.2, 2017"]


def test_opensearch_tells_browsers_how_to_ask(client):
    response = client.get("/opensearch.xml")

    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    space = {"": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ElementTree.fromstring(response.text)
    templates = {one.get("type"): one.get("template") for one in root.findall("Url", space)}
    assert templates == {
        "text/html": "http://testserver/search/?q={searchTerms}",
        "application/x-suggestions+json": "http://testserver/search/suggest.json?q={searchTerms}",
    }
    assert len(root.findtext("ShortName", namespaces=space)) <= 16
    assert root.findtext("Language", namespaces=space) == "en"
    assert 'href="/opensearch.xml"' in client.get("/").text


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_a_browser_asks_in_the_language_of_the_page(client, language):
    space = {"": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ElementTree.fromstring(client.get(f"/{language}/opensearch.xml").text)

    assert root.findtext("Language", namespaces=space) == language
    assert {one.get("template") for one in root.findall("Url", space)} == {
        f"http://testserver/{language}/search/?q={{searchTerms}}",
        f"http://testserver/{language}/search/suggest.json?q={{searchTerms}}",
    }
    assert root.findtext("ShortName", namespaces=space) != "Policing Goals"
    assert len(root.findtext("ShortName", namespaces=space)) <= 16
    assert f'href="/{language}/opensearch.xml"' in client.get(f"/{language}/").text


def test_every_page_but_search_has_the_field(client):
    assert 'id="search-header"' in client.get("/about/").text
    assert client.get("/search/").text.count("<input") == 1


def test_only_answers_are_kept_out_of_search_engines(client):
    assert "noindex" not in client.get("/search/").text
    for query in ("q=crime", "q=xyzzyq", "kind=goal"):
        assert '<meta name="robots" content="noindex">' in client.get(f"/search/?{query}").text


def test_a_topic_leads_to_its_name_as_a_question(client):
    assert (
        f"/search/?{urlencode({'q': 'Terrorism'})}"
        in read(client.get("/topics/terrorism/").text).links
    )
