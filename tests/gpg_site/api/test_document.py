"""The OpenAPI document: valid, complete, and the same as what the rest of the portal says."""

import json
import re

import pytest
from django.test import Client
from django.utils.translation import override
from openapi_spec_validator import OpenAPIV31SpecValidator

from goals.answers import SCHEMA
from goals.converters import EditionConverter, NumberConverter
from gpg_site.api import words
from gpg_site.api.document import document
from gpg_site.api.page import words as in_words
from gpg_site.api.resources import groups
from gpg_site.api.routes import parameters, routes
from gpg_site.data_files import dictionary
from gpg_site.data_files.formats import FORMATS

HOST = "http://testserver"
METHODS = {"get"}


@pytest.fixture
def told():
    return document(HOST)


def operations(told):
    return [(path, item["get"]) for path, item in told["paths"].items()]


def test_it_is_valid(told):
    assert [str(error) for error in OpenAPIV31SpecValidator(told).iter_errors()] == []
    assert told["openapi"] == "3.1.0"


def test_every_public_address_but_pages_and_codes_is_in_it(told):
    """A page's address ends with a slash; a code leads to a page. What watches over the portal and
    the page for what is not there are no resources."""
    routed = {path for path in routes() if not path.endswith(("/", "{code}", ".csv"))}
    routed -= {"/data/gpg-{edition}.{extension}", "/404.html", "/healthz", "/readyz"}
    files = {f"/data/gpg-{{edition}}.{each.extension}" for each in FORMATS}

    assert {path for path in told["paths"] if not path.endswith(".csv")} | files == routed | files


def test_a_table_is_told_of_lists_and_of_nothing_else(told):
    lists = {path for path, view in routes().items() if view in dictionary.LISTS}
    tables = {f"{path[:-1]}.csv" for path in lists}
    # The same without an edition.
    tables |= {"/goals.csv", "/themes.csv", "/compare.csv", "/data/gpg-{edition}.csv"}

    assert {path for path in told["paths"] if path.endswith(".csv")} == tables


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/2023.csv", "/2023/goals/1.csv", "/index.csv", "/about.csv"])
def test_a_page_that_is_no_list_has_no_table(client, world, address):
    assert client.get(address).status_code == 404


def test_every_operation_has_a_name_and_a_summary_of_its_own(told):
    forms = [form for group in groups() for one in group.resources for form in one.forms]

    assert len(told["paths"]) == len(forms)
    assert all(item.keys() == METHODS for item in told["paths"].values())
    for name in ("operationId", "summary"):
        found = [operation[name] for _path, operation in operations(told)]
        assert all(found)
        assert sorted(found) == sorted(set(found))


def test_every_parameter_of_an_address_is_explained(told):
    for path, operation in operations(told):
        in_path = [one for one in operation["parameters"] if one.get("in") == "path"]
        assert [one["name"] for one in in_path] == parameters(path), path
        assert all(one["required"] and one["description"] for one in in_path), path


@pytest.mark.parametrize(
    ("name", "converter"), [("edition", EditionConverter), ("number", NumberConverter)]
)
def test_numbers_have_the_bounds_of_addresses(told, name, converter):
    (schema, *others) = [
        one["schema"]
        for _path, operation in operations(told)
        for one in operation["parameters"]
        if one.get("name") == name and one["in"] == "path"
    ]
    assert all(other == schema for other in others)
    fits = re.compile(converter.regex).fullmatch
    assert fits(str(schema["minimum"]))
    assert fits(str(schema["maximum"]))
    assert not fits(str(schema["minimum"] - 1))
    assert not fits(str(schema["maximum"] + 1))


def test_every_field_has_the_type_and_meaning_of_the_dictionary(told):
    for record in dictionary.data_dictionary()["records"]:
        schema = told["components"]["schemas"][record["name"]]
        assert schema["required"] == list(schema["properties"])
        found = [
            {
                "name": name,
                "kind": in_words(field),
                "meaning": field["description"],
                "is_official": field.get("x-official", False),
            }
            for name, field in schema["properties"].items()
        ]
        assert found == record["fields"], record["name"]


def test_a_whole_edition_has_all_its_formats(told):
    found = {
        path: list(operation["responses"]["200"]["content"])
        for path, operation in operations(told)
        if path.startswith("/data/gpg-{edition}.")
    }
    assert found == {
        f"/data/gpg-{{edition}}.{each.extension}": [each.media_type.partition(";")[0]]
        for each in FORMATS
    }


def test_it_says_what_is_promised_whose_it_is_and_under_which_terms(told):
    info = told["info"]

    assert info["version"] == SCHEMA
    for section in words.sections():
        assert f"## {section['title']}" in info["description"]
        for paragraph in section["paragraphs"]:
            assert paragraph in info["description"]
    assert "not affiliated with, endorsed by or approved by INTERPOL" in info["description"]
    assert "has not been approved by the United Nations" in info["description"]
    assert info["termsOfService"] == info["license"]["url"] == f"{HOST}/about/#terms"
    assert "MIT" in info["license"]["name"]


def test_it_stands_in_each_language_and_its_files_for_all_at_one_address(told):
    assert told["servers"] == [
        {"url": HOST, "description": "English"},
        {"url": f"{HOST}/ar", "description": "العربية"},
        {"url": f"{HOST}/es", "description": "Español"},
        {"url": f"{HOST}/fr", "description": "Français"},
    ]
    at_one = {path for path, operation in operations(told) if "servers" in operation}
    assert at_one == {
        *(f"/data/gpg-{{edition}}.{each.extension}" for each in FORMATS if each.extension != "pdf"),
        "/data/gpg-all.zip", "/permalinks.json", "/openapi.json", "/changes.atom", "/sitemap.xml",
        "/robots.txt", "/llms.txt", "/.well-known/security.txt",
    }  # fmt: skip
    for path, operation in operations(told):
        assert operation.get("servers", [{"url": HOST}]) == [{"url": HOST}], path


def test_addresses_are_the_same_whatever_language_asks_first():
    english = routes()

    with override("fr"):
        assert routes() == english
    assert "/{edition}/goals/{number}.json" in english


def test_addresses_of_a_next_version_are_free():
    assert not any(path.startswith("/v") for path in routes())


def test_a_contact_is_named_only_where_there_is_one(settings):
    assert "contact" not in document(HOST)["info"]
    settings.CONTACT = "editor@example.org"
    assert document(HOST)["info"]["contact"] == {"email": "editor@example.org"}


def test_every_reference_leads_somewhere(told):
    def references(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for part in value.values():
                yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    found = set(references(told))
    assert "#/components/schemas/Meta" in found
    for reference in found:
        _root, *steps = reference.split("/")
        part = told
        for step in steps:
            part = part[step]


@pytest.mark.django_db
def test_it_may_be_read_by_anybody_and_kept(client, world):
    response = client.get("/openapi.json")

    assert response.json() == document(HOST)
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}
    assert "2031" not in response.text
    tag = {"if-none-match": response.headers["ETag"]}
    assert client.get("/openapi.json", headers=tag).status_code == 304
    elsewhere = Client().get("/openapi.json", headers={"host": "localhost"})
    assert elsewhere.json()["servers"][0]["url"] == "http://localhost"
    assert HOST not in json.dumps(elsewhere.json())
