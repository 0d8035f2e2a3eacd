"""The manifest of all addresses, its frozen copy, and the replay that finds what is lost."""

import json

import pytest
from django.core.management import call_command

from goals.models import Permalink

from ..test_permanence import answers_as_recorded

pytestmark = pytest.mark.django_db

GROUPS = [
    "comparisons", "editions", "goals", "portal", "sdgs", "search", "themes", "topics",
]  # fmt: skip


def recorded(path, state="live", view="goals:topic", **more):
    return {"path": path, "state": state, "view": view, **more}


def test_an_address_that_answers_otherwise_is_found(world):
    world.borders.slug = "frontiers"
    world.borders.save()
    Permalink.objects.filter(path="/topics/data/").update(state="withdrawn", reason="A mistake.")

    assert [
        answers_as_recorded(entry)
        for entry in (
            recorded("/topics/frontiers/"),
            recorded("/topics/borders/", "moved", target="/topics/frontiers/"),
            recorded("/topics/data/", "withdrawn"),
        )
    ] == [True, True, True]
    assert [
        answers_as_recorded(entry)
        for entry in (
            recorded("/topics/borders/"),
            recorded("/topics/gone/"),
            recorded("/topics/data/"),
            recorded("/topics/frontiers/", "withdrawn"),
            recorded("/topics/frontiers/", view="goals:sdg"),
            recorded("/topics/borders/", "moved", target="/topics/data/"),
        )
    ] == [False] * 6


def test_the_manifest_has_state_target_and_what_it_became(client, world):
    world.borders.slug = "frontiers"
    world.borders.save()
    row = Permalink.objects.get(path="/2023/goals/1/objectives/2/")
    row.state, row.reason = "withdrawn", "It was merged."
    row.save()
    row.became.add(Permalink.objects.get(path="/2023/goals/1/objectives/1/"))

    response = client.get("/permalinks.json")

    entries = {entry["path"]: entry for entry in response.json()["permalinks"]}
    assert list(entries) == sorted(entries)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert entries["/topics/borders/"] == {
        "path": "/topics/borders/",
        "state": "moved",
        "target": "/topics/frontiers/",
        "became": [],
        "reason": "",
    }
    assert entries["/2023/goals/1/objectives/2/"] == {
        "path": "/2023/goals/1/objectives/2/",
        "state": "withdrawn",
        "target": "",
        "became": ["/2023/goals/1/objectives/1/"],
        "reason": "It was merged.",
    }
    assert not any(path.startswith("/2031/") for path in entries)


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_what_becomes_of_an_address_becomes_of_it_in_every_language(client, world, language):
    world.borders.slug = "frontiers"
    world.borders.save()
    Permalink.objects.filter(path="/2023/goals/1/objectives/2/").update(
        state="withdrawn", reason="It was merged."
    )

    moved = client.get(f"/{language}/topics/borders/")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/{language}/topics/frontiers/")
    withdrawn = client.get(f"/{language}/2023/goals/1/objectives/2/")
    assert (withdrawn.status_code, withdrawn.headers["Content-Language"]) == (200, language)
    assert 'name="robots" content="noindex"' in withdrawn.text
    # The register has the one address of all.
    entries = client.get("/permalinks.json").json()["permalinks"]
    assert not any(entry["path"].startswith(f"/{language}/") for entry in entries)


def test_the_manifest_of_an_empty_site_has_the_pages_of_none(client):
    paths = [entry["path"] for entry in client.get("/permalinks.json").json()["permalinks"]]

    assert paths == [
        "/", "/about/", "/about/sources/", "/accessibility/", "/changes.atom", "/changes/",
        "/data/", "/data/api/", *(f"/data/api/{name}/" for name in GROUPS),
        "/data/gpg-all.zip", "/llms.txt", "/openapi.json", "/permalinks.json", "/quote/",
        "/robots.txt", "/sdgs/", "/search/", "/sitemap.xml", "/topics/",
    ]  # fmt: skip


def test_pages_answer_before_anything_is_on_record(client, world):
    Permalink.objects.all().delete()

    assert client.get("/2023/goals/1/").status_code == 200
    assert client.get("/2023/goals/9/").status_code == 404


def test_freezing_adds_what_is_new_and_drops_nothing(world, tmp_path):
    file = tmp_path / "permalinks.json"
    file.write_text(json.dumps({"permalinks": [recorded("/topics/lost/")]}))

    call_command("permalinks", file, verbosity=0)

    entries = {entry["path"]: entry for entry in json.loads(file.read_text())["permalinks"]}
    assert entries["/topics/lost/"] == recorded("/topics/lost/")
    assert entries["/2023/goals/1/"]["view"] == "goals:goal"
    once = file.read_text()
    call_command("permalinks", file, verbosity=0)
    assert file.read_text() == once
