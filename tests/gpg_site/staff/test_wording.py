"""The address that the forms ask whether a wording is the source's own."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

ADDRESS = "/staff/wording/"


@pytest.fixture
def source(world):
    source = world.current.source
    source.text = "# IN CAPITALS\n\n- Do 1.1 of 2023\n\nIV. Share"
    source.save()
    return source


def ask(client, about, **changes):
    asked = {"kind": "text", "source": about.pk, "text": "Do 1.1 of 2023"}
    return client.post(ADDRESS, {**asked, **changes})


@pytest.mark.parametrize(
    ("changes", "verbatim"),
    [
        ({}, True),
        ({"text": "Do 1.1 [whatever] of 2023"}, True),
        ({"text": "In capitals", "kind": "title"}, True),
        ({"text": "Share", "kind": "numbered", "number": "4"}, True),
        ({"text": "Share", "kind": "numbered", "number": "5"}, False),
        ({"text": "Share", "kind": "numbered", "number": "-4"}, False),
        ({"text": ""}, False),
        ({"text": "<script>\x00" * 1000}, False),
    ],
)
def test_a_wording_is_judged(admin_client, source, changes, verbatim):
    response = ask(admin_client, source, **changes)

    assert (response.status_code, response.json()["verbatim"]) == (200, verbatim)
    assert "no-store" in response.headers["Cache-Control"]


def test_what_differs_is_told_in_pieces(admin_client, source):
    source.text = "- Seize what is smuggled across borders"
    source.save()

    answer = ask(admin_client, source, text="Seize what is hidden across borders").json()

    assert answer == {
        "verbatim": False,
        "verdict": "differs",
        "sentence": "Differs from the source text:",
        "nearest": "Seize what is smuggled across borders",
        "pieces": [
            {"kind": "same", "text": "Seize what is "},
            {"kind": "removed", "text": "smuggled"},
            {"kind": "added", "text": "hidden"},
            {"kind": "same", "text": " across borders"},
        ],
    }


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"source": ""}, 404),
        ({"source": "0"}, 404),
        ({"source": "9" * 40}, 404),
        ({"source": "²"}, 404),
        ({"kind": "poem"}, 400),
        ({"kind": ""}, 400),
    ],
)
def test_nonsense_is_refused_with_a_sentence(admin_client, source, changes, status):
    response = ask(admin_client, source, **changes)

    assert response.status_code == status
    assert response.json()["error"].endswith(".")


def test_it_can_only_be_asked_by_post(admin_client, source):
    assert admin_client.get(ADDRESS).status_code == 405


@pytest.mark.parametrize("who", ["nobody", "no staff", "may not see sources"])
def test_it_answers_only_those_who_may_see_sources(client, source, who):
    if who != "nobody":
        client.force_login(User.objects.create_user("u", is_staff=who != "no staff"))

    assert ask(client, source).status_code == 403


def test_it_answers_who_may_see_sources(client, source):
    user = User.objects.create_user("u", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(user)

    assert ask(client, source).json()["verbatim"] is True


def test_it_needs_the_token_of_a_form(source, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    assert ask(client, source).status_code == 403
