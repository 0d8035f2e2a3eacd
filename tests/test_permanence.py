"""Addresses are for good: a frozen copy of the manifest is replayed against the site.

`make permalinks` adds new addresses to the copy. None is ever taken out.
"""

import json
from pathlib import Path

import pytest
from django.test import Client

from gpg_site.manifest import public_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

FOR_MACHINES = {
    "/permalinks.json", "/openapi.json", "/changes.atom", "/sitemap.xml", "/llms.txt",
    "/robots.txt",
}  # fmt: skip
FROZEN = Path(__file__).with_name("permalinks.json")


def frozen():
    return json.loads(FROZEN.read_text(encoding="utf-8"))["permalinks"]


def answers_as_recorded(entry):
    """Whether an address answers as its entry says, by what answered there when it was frozen."""
    response = Client().get(entry["path"])
    if entry["state"] == "moved":
        return (response.status_code, response.headers["Location"]) == (301, entry["target"])
    noindex = b'name="robots" content="noindex"' in response.content
    return (
        response.status_code == 200
        and response.resolver_match.view_name == entry["view"]
        and noindex == (entry["state"] == "withdrawn")
    )


def test_no_address_is_lost():
    assert [entry["path"] for entry in frozen() if not answers_as_recorded(entry)] == []


def test_every_address_is_frozen():
    new = {entry["path"] for entry in public_addresses()} - {entry["path"] for entry in frozen()}

    assert new == set(), "Run `make permalinks` and commit tests/permalinks.json."


def test_the_manifest_lists_exactly_the_pages_and_files_that_there_are(site, linked_files):
    """The data of a page is at an address made of the page's, and needs no entry of its own."""
    whole_editions = {address for address in linked_files if address.startswith("/data/gpg-")}

    assert {entry["path"] for entry in public_addresses()} == {
        *site,
        *whole_editions,
        *FOR_MACHINES,
    }
