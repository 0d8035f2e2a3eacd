"""The page on data: what there is, where it is, and what its fields mean."""

import re

import pytest

from gpg_site.data_files import dictionary
from gpg_site.data_files.formats import FORMATS, data_address
from tests.html import read

pytestmark = pytest.mark.django_db


def test_every_file_of_every_public_edition_is_named(client, world):
    page = read(client.get("/data/").text)

    files = {link for link in page.links if link.startswith("/data/gpg-")}
    assert files == {
        data_address(year, each.extension) for year in (2017, 2023) for each in FORMATS
    } | {"/data/gpg-all.zip"}
    assert "2031" not in page.html
    assert all(client.get(link).status_code == 200 for link in files)


def test_an_example_is_there_to_be_followed(client, world):
    links = read(client.get("/data/").text).links

    for address in ("/2023/goals/1.json", "/2023/goals/1.pdf", "/2023/goals/1.bib"):
        assert address in links
        assert client.get(address).status_code == 200


def test_a_site_without_an_edition_has_no_example(client):
    page = client.get("/data/")

    assert page.status_code == 200
    assert page.context["example_url"] == ""
    assert "For instance" not in page.text


def test_the_words_of_the_dictionary_are_on_the_page(client, world):
    """Every column of an edition, and every record that its JSON is made of, to the last field."""
    page = client.get("/data/").text
    found = client.get("/data.json").json()

    meanings = dictionary.data_dictionary()
    assert found["edition_csv"] == meanings["edition_csv"]
    names = {record["name"] for record in found["records"]}
    assert {"EditionDocument", "WholeGoal", "Statement", "TopicRef"} < names
    shown = re.findall(r"<dt><code>(\w+)</code>", page)
    assert shown == [
        field["name"]
        for fields in (
            found["edition_csv"]["columns"],
            *(sheet["columns"] for sheet in found["sheets"]),
            found["envelope"]["fields"],
            *(record["fields"] for record in found["records"]),
            found["terms"],
            *(table["columns"] for table in found["lists"]),
        )
        for field in fields
    ]
    assert "<dt><code>text</code> <span" in page
