"""PDF and pictures over HTTP: kept while the content stays, and nothing where there is nothing."""

import pytest
from django.test import Client

from goals.answers import CACHE_CONTROL
from gpg_site.models import ContentVersion

from .reading import links, text_of

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "/2023/goals/1.pdf": "gpg-2023-goals-1.pdf",
    "/2023/goals/1/card.pdf": "gpg-2023-goals-1-card.pdf",
    "/2023/goals/1/objectives/2.pdf": "gpg-2023-goals-1-objectives-2.pdf",
    "/2023/themes/1.pdf": "gpg-2023-themes-1.pdf",
    "/2023/themes/1/commitments/1.pdf": "gpg-2023-themes-1-commitments-1.pdf",
    "/2023/card.png": "",
    "/2023/goals/1/card.png": "",
    "/2023/goals/1/objectives/2/card.png": "",
    "/2023/themes/1/card.png": "",
    "/2023/themes/1/commitments/1/card.png": "",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_and_what_is_asked_for_again(client, world, address):
    response = client.get(address, headers={"Accept-Encoding": "gzip"})

    kind = "application/pdf" if address.endswith(".pdf") else "image/png"
    start = b"%PDF-1.7" if address.endswith(".pdf") else b"\x89PNG"
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert response.cookies == {}
    assert response.headers["Content-Type"] == kind
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    assert "Vary" not in response.headers
    assert "Content-Encoding" not in response.headers
    if ADDRESSES[address]:
        name = f'inline; filename="{ADDRESSES[address]}"'
        assert response.headers["Content-Disposition"] == name
    etag = response.headers["ETag"]
    assert etag.startswith('"')

    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200

    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == etag
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/data/gpg-2031.pdf",
        "/data/gpg-1999.pdf",
        "/data/gpg-.pdf",
        "/2023.pdf",
        "/2023/goals/3.pdf",
        "/2023/goals/0.pdf",
        "/2023/goals/100.pdf",
        "/2023/goals/1.PDF",
        "/2023/goals/3/card.pdf",
        "/2023/goals/3/card.png",
        "/2023/goals/1/card.jpg",
        "/2023/goals/1/objectives/9.pdf",
        "/2023/goals/1/objectives/9/card.png",
        "/2023/themes/9.pdf",
        "/2023/themes/9/card.png",
        "/2023/themes/1/commitments/9.pdf",
        "/2023/themes/1/commitments/9/card.png",
        "/2017/themes/1.pdf",
        "/2031/card.png",
        "/2031/goals/1.pdf",
        "/2031/goals/1/card.png",
        "/2031/goals/1/objectives/1.pdf",
        "/2031/themes/1/commitments/1/card.png",
    ],
)
def test_nothing_where_there_is_nothing_public(client, world, address):
    assert client.get(address).status_code == 404


def test_a_change_of_content_changes_the_file(client, world):
    before = client.get("/2023/goals/1.pdf")
    goal = world.current.goals.get(number=1)
    goal.title = "Reach farther"
    goal.save()

    after = client.get("/2023/goals/1.pdf")

    assert "Reach farther" in text_of(after.content)
    assert "Reach farther" not in text_of(before.content)
    assert after.headers["ETag"] != before.headers["ETag"]


def test_a_file_names_the_host_that_was_asked(world, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in settings.ALLOWED_HOSTS:
        client = Client(headers={"Host": host})
        assert f"http://{host}/2023/goals/1/" in links(client.get("/2023/goals/1.pdf").content)
    secure = Client(headers={"Host": "one.example"}).get("/2023/goals/1.pdf", secure=True)
    assert "https://one.example/2023/goals/1/" in links(secure.content)


def test_the_date_is_that_of_the_content(client, world, monkeypatch):
    first = client.get("/2017/goals/1/card.pdf").content
    assert b"D:20170101" not in first  # the builders' rows are changes of today
    monkeypatch.setattr("gpg_site.paper.sheets.changed_on", lambda edition: None)
    ContentVersion.renew()

    assert "Content as of 1 January 2017." in text_of(client.get("/2017/goals/1/card.pdf").content)
