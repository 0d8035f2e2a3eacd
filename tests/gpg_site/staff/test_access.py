"""Who reaches what, at every address of the admin: a new model is covered by itself."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import (
    Edition,
    EditorialTranslation,
)
from goals.permanence import record_public
from gpg_site.models import SearchAlias
from gpg_site.staff import roles
from gpg_site.staff.family import WITH_HISTORY

from ...builders import world
from .test_roles import sign_in

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
CONTENT = [model for model in REGISTERED if model in roles.MODELS]
# Each may do what those before it may. A nobody is of the staff, and has no role.
WHO = ("anonymous", "reader", "nobody", "Viewer", "Editor", "Publisher", "superuser")
PAGES = ("changelist", "add", "change", "delete", "history")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
LOGIN = "/staff/login/?next="


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """A browser for each of WHO, and at least one row of each model that stands in the admin.

    Made once for all tests of this module, since they are many; each gets a savepoint of its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        world()
        record_public()
        SearchAlias.objects.create(words="frontiers", means="borders")
        EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")
        somebody = User.objects.create(username="somebody")
        Authenticator.objects.create(user=somebody, type=Authenticator.Type.TOTP, data={})
        yield {who: sign_in(who) for who in WHO}
        transaction.set_rollback(True)


def address(model, page, row):
    arguments = [row.pk] if page in {"change", "delete", "history"} else []
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def ask(client, method, where, data=None):
    """The status of the answer, where it leads, and whether anything was written for it."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(client, method)(where, data)
    return response.status_code, response.headers.get("Location"), written([*queries])


def written(queries):
    """What was written and stays: the desk tries out what it shows, and takes that back."""
    stays = []
    for query in (query["sql"].strip() for query in queries):
        if query.startswith("ROLLBACK TO SAVEPOINT"):
            begun = query.removeprefix("ROLLBACK TO ")
            stays = stays[: len(stays) - 1 - stays[::-1].index(begun)]
        else:
            stays.append(query)
    return [query for query in stays if query.upper().startswith(WRITING)]


def lowest(model, page):
    """Who may see a page of the admin, and everyone after them; None where nobody may."""
    if model is Authenticator and page == "add":
        return None
    if model not in roles.MODELS:
        return "superuser"
    if page in {"add", "delete"} and model in roles.KEPT:
        return None
    return {"add": "Editor", "delete": "Publisher"}.get(page, "Viewer")


def may(who, lowest):
    return lowest is not None and WHO.index(who) >= WHO.index(lowest)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("who", WHO)
def test_who_sees_which_page(desk, who, model):
    row, client = model._default_manager.first(), desk[who]
    assert row is not None, f"the fixture has no {model._meta.label}"

    for page in PAGES:
        where = address(model, page, row)
        status, leads_to, written = ask(client, "get", where)

        if who == "anonymous":
            assert (status, leads_to) == (302, f"{LOGIN}{where}")
        else:
            assert status == (200 if may(who, lowest(model, page)) else 403), (who, where)
        assert written == []


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("who", WHO)
def test_who_may_send_which_form(desk, who, model):
    """Empty forms: who may send one is told what is missing, and nobody writes by it."""
    row, client = model._default_manager.first(), desk[who]
    lowest_sender = {
        "add": lowest(model, "add"),
        "change": (
            "Editor" if model in roles.MODELS else None if model is Authenticator else "superuser"
        ),
        # A history of ours takes no form; Django's own takes any.
        **({} if model in WITH_HISTORY else {"history": lowest(model, "history")}),
    }
    for page, sender in lowest_sender.items():
        where = address(model, page, row)
        status, leads_to, written = ask(client, "post", where, {"title": ""})

        if who == "anonymous":
            assert (status, leads_to) == (302, f"{LOGIN}{where}")
        else:
            assert status == (200 if may(who, sender) else 403), (who, where)
        assert written == []


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("who", WHO)
def test_who_may_delete(desk, who, model):
    row, client = model._default_manager.first(), desk[who]
    where = address(model, "delete", row)

    status, leads_to, written = ask(client, "post", where, {"post": "yes"})

    is_there = model._default_manager.filter(pk=row.pk).exists()
    if who == "anonymous":
        assert (status, leads_to) == (302, f"{LOGIN}{where}")
    elif may(who, lowest(model, "delete")):
        # What is published is refused with a sentence: the page shows it.
        assert status == (200 if is_there else 302)
        return
    else:
        assert status == 403
    assert written == []
    assert is_there


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("who", WHO)
def test_who_may_delete_many_at_once(desk, who, model):
    row, client = model._default_manager.first(), desk[who]
    where = address(model, "changelist", row)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    status, leads_to, written = ask(client, "post", where, chosen)

    is_there = model._default_manager.filter(pk=row.pk).exists()
    if who == "anonymous":
        assert (status, leads_to) == (302, f"{LOGIN}{where}")
    elif may(who, lowest(model, "delete")):
        assert status == (200 if is_there else 302)
        return
    else:
        # Who sees the list has no such action in it: the list again.
        assert status == (200 if may(who, lowest(model, "changelist")) else 403)
    assert written == []
    assert is_there


@pytest.mark.parametrize("who", WHO)
def test_who_completes_what(desk, who):
    """The words under a field that is filled by typing: whoever may see those rows."""
    client = desk[who]
    for model in CONTENT:
        for field in admin.site._registry[model].autocomplete_fields:
            where = reverse("admin:autocomplete", query={
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field,
            })  # fmt: skip
            status, leads_to, written = ask(client, "get", where)

            if who == "anonymous":
                assert status == 302
                assert leads_to.startswith(LOGIN)
            else:
                assert status == (200 if may(who, "Viewer") else 403), (who, where)
            assert written == []
            assert ask(client, "post", where)[0] in {302, 403, 405}


@pytest.mark.parametrize("who", WHO)
def test_who_reaches_what_belongs_to_no_model(desk, who):
    edition = Edition.objects.get(year=2023)
    kind = Permission.objects.get(codename="publish_edition").content_type_id
    whole = {
        "/staff/": 200,
        "/staff/jsi18n/": 200,
        # To the page of a row in public.
        f"/staff/r/{kind}/{edition.pk}/": 302,
        "/staff/no-such-page/": 404,
    }
    client = desk[who]

    for where, expected in whole.items():
        status, leads_to, written = ask(client, "get", where)
        if who == "anonymous":
            assert (status, leads_to) == (302, f"{LOGIN}{where}")
        else:
            assert status == (expected if may(who, "nobody") else 403), (who, where)
        assert written == []
    for app, lowest_reader in (("goals", "Viewer"), ("auth", "superuser"), ("mfa", "superuser")):
        status, _leads_to, _written = ask(client, "get", f"/staff/{app}/")
        expected = 200 if may(who, lowest_reader) else 404 if may(who, "nobody") else 403
        assert status == (302 if who == "anonymous" else expected), (who, app)
