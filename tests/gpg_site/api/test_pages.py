"""The pages of the API, which are the document read out."""

from itertools import pairwise

import pytest

from gpg_site.api import examples
from gpg_site.api.document import document
from gpg_site.templatetags.gpg import coded
from tests.html import read

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


@pytest.fixture
def told():
    return document(HOST)


@pytest.fixture
def groups(client, told):
    """The dictionary of each group's page, by its name."""
    return {tag["name"]: client.get(f"/data/api/{tag['name']}/").context for tag in told["tags"]}


def test_every_operation_stands_on_the_page_of_its_group(told, groups):
    found = {
        (form["path"], form["operation"]): name
        for name, page in groups.items()
        for one in page["group"]["resources"]
        for form in one["forms"]
    }

    assert found == {
        (path, item["get"]["operationId"]): item["get"]["tags"][0]
        for path, item in told["paths"].items()
    }


def test_the_overview_leads_to_every_resource(client, groups):
    overview = read(client.get("/data/api/").text)

    for name, page in groups.items():
        assert f"/data/api/{name}/" in overview.links
        ids = read(client.get(f"/data/api/{name}/").text).ids
        for one in page["group"]["resources"]:
            assert one["url"] == f"/data/api/{name}/#{one['name']}"
            assert one["url"] in overview.links
            assert one["name"] in ids


def test_the_overview_says_what_the_document_says(client, told):
    page = client.get("/data/api/")

    assert page.context["version"] == told["info"]["version"]
    for section in page.context["sections"]:
        assert "\n\n".join(section["paragraphs"]) in told["info"]["description"]
        for paragraph in section["paragraphs"]:
            assert coded(paragraph) in page.text
    assert '<link rel="service-desc" href="/openapi.json" type="application/json">' in page.text


def test_a_parameter_is_explained_with_a_value_to_try(client):
    page = client.get("/data/api/goals/").text

    assert "<dt><code>edition</code></dt>" in page
    assert "The year of a published edition. Such as <code>2023</code>." in page


def test_every_record_that_is_named_is_on_the_page_once(groups, client):
    for name, page in groups.items():
        ids = read(client.get(f"/data/api/{name}/").text).ids
        named = {one["record"] for one in page["group"]["resources"]}
        named |= {field["record"] for record in page["records"] for field in record["fields"]}
        assert sorted(record["name"] for record in page["records"]) == sorted(named - {""})
        assert named - {""} <= set(ids)


def test_every_example_is_shown_where_its_operation_is(groups):
    shown = [
        example["url"]
        for page in groups.values()
        for one in page["group"]["resources"]
        for example in one["examples"]
    ]

    # What is not found stands in the document, beside every operation that can miss.
    assert sorted(shown) == sorted(
        one.address for one in examples.EXAMPLES if one.operation != "missing"
    )


def test_an_example_is_the_request_and_the_part_of_the_answer_that_matters(client):
    page = client.get("/data/api/goals/").text

    assert f'<code>curl "{HOST}/2023/goals/3.json"</code>' in page
    answer = examples.answers()["goal_json"]["goal"]
    assert f"&quot;title&quot;: &quot;{answer['title']}&quot;" in page
    assert f"&quot;url&quot;: &quot;{HOST}/2023/goals/3/&quot;" in page
    assert "A part of the answer." in page


def test_what_is_code_in_the_meaning_of_a_record_is_marked(client):
    assert "<code>published_on</code> is an ISO date" in client.get("/data/api/goals/").text


def test_groups_lead_to_their_neighbours(groups):
    names = list(groups)

    assert groups[names[0]]["previous"] is groups[names[-1]]["next"] is None
    for before, after in pairwise(names):
        assert groups[before]["next"]["url"] == f"/data/api/{after}/"
        assert groups[after]["previous"]["url"] == f"/data/api/{before}/"


@pytest.mark.parametrize("address", ["/data/api/nothing/", "/data/api/nothing.json"])
def test_there_are_no_other_groups(client, address):
    assert client.get(address).status_code == 404


def test_code_in_a_sentence_is_marked_and_the_rest_escaped():
    assert coded("Ask for `<a>` & more") == "Ask for <code>&lt;a&gt;</code> &amp; more"
