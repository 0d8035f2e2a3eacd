"""Which addresses lead somewhere: Django itself is the judge."""

import json
import random
from pathlib import Path

import pytest
from django.test import Client

from gpg_site.known import is_known, known_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

FROZEN = Path(__file__).parents[1] / "permalinks.json"


@pytest.fixture(scope="module")
def addresses(product):
    return known_addresses()


def test_every_address_that_was_ever_public_is_known(addresses):
    frozen = [entry["path"] for entry in json.loads(FROZEN.read_text())["permalinks"]]

    assert [path for path in frozen if not is_known(path, addresses)] == []


def test_everything_that_a_page_leads_to_is_known(addresses, site, linked_files):
    found = [*site, *(path for path in linked_files if not path.startswith("/static/"))]

    paths = [address.partition("?")[0] for address in found]
    assert [path for path in paths if not is_known(path, addresses)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/goals/3/",
        "/goals/3.json",
        "/goals/3/objectives/2/",
        "/2023/goals/3",
        "/3.2",
        "/3.2/",
        "/t4.1",
        "/T4.1/",
        "/2023/3.2",
        "/2023/t4.1/",
        "/themes/",
        "/themes/4.bib",
        "/compare/",
        "/compare/2023/2017/",
        "/compare/2023/2017/goals/3/",
        "/opensearch.xml",
        "/search/suggest.json",
        "/healthz",
        "/readyz",
        "/2023/goals/3/card.pdf",
        "/data/gpg-2023.xlsx",
    ],
)
def test_what_answers_is_known(addresses, client, path):
    assert client.get(path).status_code in (200, 301, 302)
    assert is_known(path, addresses)


def test_what_is_not_known_answers_to_nobody(addresses):
    """Addresses that are made of those there are, with a sign or a part of another in them."""
    chance, client = random.Random(8), Client()
    paths = sorted(addresses)
    unknown = 0
    for _time in range(400):
        path = mutated(chance.choice(paths), paths, chance)
        if not is_known(path, addresses):
            unknown += 1
            assert client.get(path, follow=True).status_code == 404, path
    assert unknown > 150


def mutated(path, paths, chance):
    parts = path.split("/")
    place = chance.randrange(len(parts))
    match chance.randrange(5):
        case 0:
            parts[place] = chance.choice(chance.choice(paths).split("/"))
        case 1:
            parts.insert(place, str(chance.randrange(1, 12)))
        case 2:
            del parts[place]
        case 3:
            parts[place] = parts[place].swapcase()
        case 4:
            parts[place] += chance.choice([".json", ".pdf", "é", "%2f", "0", " ", "x"])
    return "/" + "/".join(parts).lstrip("/")
