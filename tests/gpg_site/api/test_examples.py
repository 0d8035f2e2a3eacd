"""The examples of the API's description are asked for again, and validated by its schemas."""

import json
from pathlib import Path

import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator

from gpg_site.api import examples
from gpg_site.api.document import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

NEW = Path(__file__).with_name("examples.new.json")
HOST = "http://testserver"


def answer_of(address):
    """What an example's file holds of the answer."""
    response = Client().get(address)
    if "Location" in response.headers:
        return response.headers["Location"]
    text = response.content.decode("utf-8-sig").replace(HOST, examples.ORIGIN)
    if response.headers["Content-Type"].startswith("application/json"):
        return examples.shortened(json.loads(text))
    return "".join(text.splitlines(keepends=True)[:2]) if address.endswith(".csv") else text


def test_every_example_is_what_is_answered():
    found = {one.operation: answer_of(one.address) for one in examples.EXAMPLES}

    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    kept = examples.FILE.read_text(encoding="utf-8")
    if text != kept:
        NEW.write_text(text, encoding="utf-8")
    assert text == kept, "Put tests/…/examples.new.json in place of gpg_site/api/examples.json."


def test_what_is_shown_of_an_example_is_in_it():
    for one in examples.EXAMPLES:
        assert not one.shows or one.shows in examples.answers()[one.operation], one


def test_every_example_is_of_the_schema_that_it_stands_beside():
    told = document(HOST)
    answers = [
        item["get"]["responses"].get("200", {"content": {}})["content"]
        for item in told["paths"].values()
    ]
    answers.append(told["components"]["responses"]["Missing"]["content"])
    checked = 0
    for content in answers:
        for part in content.values():
            if "example" in part:
                schema = {**part["schema"], "components": told["components"]}
                OAS31Validator(schema).validate(part["example"])
                checked += 1

    # All but what leads on, which has no content.
    assert checked == len(examples.EXAMPLES) - 1


def test_a_list_is_cut_after_its_first_item_within_what_has_it():
    assert examples.shortened({"a": [{"b": [1, 2]}, {}], "c": "d"}) == {"a": [{"b": [1]}], "c": "d"}
    assert examples.shortened(["a", [1, 2]]) == ["a", [1, 2]]
