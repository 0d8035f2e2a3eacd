"""The shipped content: the sitemap and the contents lead to what there is."""

import re

import pytest
from django.test import Client

from goals.languages import ENGLISH, languages, prefix, split
from goals.models import Edition, Permalink

from .test_sitemap import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]


def test_every_page_that_may_be_indexed_is_in_the_sitemap_and_no_other(client, site):
    pages = {address for address, page in site.items() if "noindex" not in page.html}

    assert set(read(client)) == {
        f"http://testserver{prefix(language)}{address}"
        for address in pages
        for language in languages()
    }


def test_addresses_are_those_of_the_host_that_was_asked(client):
    found = read(client, headers={"host": "localhost"})

    assert len(found) > 200
    assert all(address.startswith("http://localhost/") for address in found)


def test_every_page_of_a_unit_has_the_day_of_its_publication(client):
    days = {
        address: day
        for address, day in read(client).items()
        if split(address.removeprefix("http://testserver"))[0] == ENGLISH
    }

    units = Permalink.objects.filter(state="live").values_list("path", flat=True)
    published = Edition.objects.get(year=2023).published_on.isoformat()
    assert {days.pop(f"http://testserver{path}") for path in units} == {published}
    assert days.pop("http://testserver/changes/") == published
    assert set(days.values()) == {None}


def test_every_address_in_the_contents_answers():
    client = Client()
    text = client.get("/llms.txt").text

    addresses = re.findall(r"\(http://testserver(/.*?)\)", text)
    assert len(addresses) > 30
    assert [each for each in addresses if client.get(each).status_code != 200] == []
