"""The staff's forms for themes, and what the staff side promises of every model of all apps."""

from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib import admin

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    NoCounterpart,
    Objective,
    Permalink,
    PreviewKey,
    Sdg,
    SdgLink,
    SdgTarget,
    Source,
    Topic,
)
from gpg_site.models import ContentVersion, OutsideLink, SearchAlias
from themes.models import Commitment, Theme

from ..goals.test_admin import (
    change_address,
    read_errors,
    read_fields,
    read_view_on_site,
    save,
    taken,
)
from ..html import read

pytestmark = [pytest.mark.usefixtures("rows")]

MODELS = [
    model
    for app in ("goals", "themes", "gpg_site")
    for model in apps.get_app_config(app).get_models()
    # The content version and the keys of previews write themselves, and nobody reads them; what
    # outside links answered is on the first page.
    if not model.__name__.startswith("Historical")
    and model not in (ContentVersion, OutsideLink, PreviewKey)
]
REGISTERED = [model for model in MODELS if admin.site.is_registered(model)]
# The register of permalinks writes itself.
ADDED = [model for model in REGISTERED if model is not Permalink]
PAGES = [
    (model, page)
    for page in ("list", "add", "change")
    for model in (ADDED if page == "add" else REGISTERED)
]

# Edited on the form of what they belong to, as rows or as a field, and nowhere else.
NOT_REGISTERED = {
    "CommitmentTopic",
    "CommitmentTranslation",
    "GoalTranslation",
    "ObjectiveTopic",
    "ObjectiveTranslation",
    "SdgLinkObjective",
    "SdgLinkTarget",
    "SdgTranslation",
    "ThemeTranslation",
}

# One row of each model, by words that a search finds it by.
ROWS = {
    Source: {"key": "doc-2023"},
    Edition: {"title": "Goals of 2023"},
    Goal: {"title": "Reach goal 2 of 2023"},
    Objective: {"text": "Do 1.2 of 2023"},
    Sdg: {"title": "SDG title 16"},
    SdgTarget: {"label": "Label of 16.a"},
    SdgLink: {"reason": "Why goal 1 of 2023 bears on SDG 16."},
    Correspondence: {"reason": "Both do the same."},
    NoCounterpart: {"reason": "Nothing did the same in 2017."},
    ConsideredTarget: {"reason": "It is about another matter."},
    Topic: {"slug": "borders"},
    Permalink: {"path": "/topics/data/"},
    SearchAlias: {"words": "false frontier"},
    EditorialTranslation: {"english": "Goal 1"},
    Theme: {"title": "Carry 2 of 2023"},
    Commitment: {"text": "Promise 1.1 of 2023"},
}

every_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
every_page = pytest.mark.parametrize(
    ("model", "page"), PAGES, ids=lambda value: getattr(value, "__name__", value)
)


@pytest.fixture
def rows(world):
    """The small world, and of what it has none: a moved permalink and two search aliases."""
    SearchAlias.objects.create(words="false frontier", means="borders")
    SearchAlias.objects.create(words="statistics", means="data\nknown")
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")
    EditorialTranslation.objects.create(language="ar", english="Goal 2", text="الهدف 2")
    Permalink.objects.create(path="/topics/frontiers/", state="moved", target="/topics/borders/")


def get_row(model):
    return model.objects.get(**ROWS[model])


def page_address(model, page="list"):
    if page == "change":
        return change_address(get_row(model))
    return f"/staff/{model._meta.app_label}/{model._meta.model_name}/" + (
        "add/" if page == "add" else ""
    )


def listed(response, model):
    """The rows that a list shows: those whose forms it links to."""
    links = {urlsplit(link).path for link in read(response.text).links}
    return {row for row in model.objects.all() if change_address(row) in links}


def form_fields(model):
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def assert_runs_nothing_of_its_own(response):
    """That all scripts and styles are our files, and that the policy allows no others."""
    header = response.headers["Content-Security-Policy"]
    policy = dict(directive.split(" ", 1) for directive in header.split("; "))
    page = read(response.text)
    assert [policy[name] for name in ("default-src", "script-src", "style-src")] == [
        "'none'",
        "'self'",
        "'self'",
    ]
    assert page.inline == []
    assert "/static/admin/css/base.css" in page.resources
    ours = ("/static/", "/staff/jsi18n/")
    assert [link for link in page.resources if not link.startswith(ours)] == []


def test_every_model_is_registered_or_edited_on_the_form_of_another():
    unregistered = {model.__name__ for model in MODELS if not admin.site.is_registered(model)}
    admins = [admin.site.get_model_admin(model) for model in REGISTERED]
    inlines = [inline for each in admins for inline in each.inlines]
    parts = {
        part.model.__name__
        for each in (*admins, *inlines)
        for part in getattr(each.form, "parts", {}).values()
    }

    assert unregistered == NOT_REGISTERED
    assert {inline.model.__name__ for inline in inlines} | parts >= NOT_REGISTERED


@every_page
def test_page_leads_anonymous_visitors_to_the_sign_in(client, model, page):
    address = page_address(model, page)

    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/staff/login/?next={address}",
    )


@every_model
def test_list_shows_every_row(admin_client, model):
    response = admin_client.get(page_address(model))

    assert listed(response, model) == set(model.objects.all())


@every_model
@pytest.mark.parametrize("nonsense", ["", "zyxw"], ids=["with the row's words", "with nonsense"])
def test_search_finds_only_the_row_that_has_the_words(admin_client, model, nonsense):
    (words,) = ROWS[model].values()

    response = admin_client.get(page_address(model), {"q": f'"{words}" {nonsense}'})

    assert listed(response, model) == (set() if nonsense else {get_row(model)})


@pytest.mark.parametrize("model", ADDED, ids=lambda model: model.__name__)
def test_add_page_has_every_field_empty_or_at_its_default(admin_client, model):
    response = admin_client.get(page_address(model, "add"))

    fields = read_fields(response)
    defaults = {
        field.name: str(field.get_default() or "")
        for field in form_fields(model)
        if field.name != "published_on"
    }
    assert {name: "".join(fields[name]) for name in defaults} == defaults


@every_model
def test_change_page_shows_the_values_of_the_row(admin_client, model):
    row = get_row(model)

    fields = read_fields(admin_client.get(change_address(row)))

    # An edition is published on a page of its own.
    fixed = (*admin.site.get_model_admin(model).fixed, "published_on")
    values = {
        field.name: field.value_from_object(row)
        for field in form_fields(model)
        if field.name not in fixed
    }
    assert not set(fixed) & set(fields)
    assert {name: "".join(fields[name]) for name in values} == {
        name: "" if value is None else str(value) for name, value in values.items()
    }


@every_page
def test_page_has_no_inline_script_or_style(admin_client, model, page):
    assert_runs_nothing_of_its_own(admin_client.get(page_address(model, page)))


def test_index_has_no_inline_script_or_style(admin_client):
    response = admin_client.get("/staff/")

    assert_runs_nothing_of_its_own(response)
    assert {page_address(model) for model in REGISTERED} <= set(read(response.text).links)


def test_sign_in_has_no_inline_script_or_style(client):
    response = client.get("/staff/login/")

    assert_runs_nothing_of_its_own(response)
    assert {"login", "password"} <= set(read_fields(response))


def test_theme_form_changes_a_commitment_in_public_at_once(client, admin_client):
    theme = Theme.objects.get_by_natural_key(2023, 1)
    assert "Promise 1.1 of 2023" in client.get("/2023/themes/1/").text

    save(admin_client, change_address(theme), {"commitments-0-text": "Share what is known"})

    page = client.get("/2023/themes/1/").text
    assert "Share what is known" in page
    assert "Promise 1.1 of 2023" not in page
    assert theme.commitments.get().text == "Share what is known"


def test_theme_form_leaves_who_changed_what_in_the_history(admin_client, admin_user):
    theme = Theme.objects.get_by_natural_key(2023, 1)

    save(admin_client, change_address(theme), {"commitments-0-text": "Share what is known"})

    history = theme.commitments.get().history
    assert list(history.values_list("history_type", "history_user", "text")) == [
        ("~", admin_user.pk, "Share what is known"),
        ("+", None, "Promise 1.1 of 2023"),
    ]


def test_theme_form_refuses_a_number_that_its_edition_has(admin_client, world):
    entered = {"edition": world.current.pk, "number": 2, "title": "T", "locator": "L"}

    response = save(admin_client, "/staff/themes/theme/add/", entered)

    assert read_errors(response) == [taken("/2023/themes/2/")]
    assert sorted(world.current.themes.values_list("number", flat=True)) == [1, 2]


def test_commitment_form_adds_a_topic_in_public_at_once(client, admin_client, world):
    commitment = Commitment.objects.get_by_natural_key(2023, 2, 1)
    address = "/2023/themes/2/commitments/1/"
    assert address not in read(client.get("/topics/borders/").text).links

    save(admin_client, change_address(commitment), {"topics": [world.borders.pk]})

    assert list(commitment.topics.all()) == [world.borders]
    assert address in read(client.get("/topics/borders/").text).links


@pytest.mark.parametrize(
    ("model", "key", "address"),
    [
        (Theme, (2023, 1), "/2023/themes/1/"),
        (Commitment, (2023, 1, 1), "/2023/themes/1/commitments/1/"),
    ],
)
def test_view_on_site_leads_to_the_public_page(client, admin_client, model, key, address):
    form = admin_client.get(change_address(model.objects.get_by_natural_key(*key)))

    (link,) = read_view_on_site(form)
    response = admin_client.get(link, follow=True)

    assert response.request["PATH_INFO"] == address
    assert response.text == client.get(address).text


@pytest.mark.parametrize(("model", "key"), [(Theme, (2031, 1)), (Commitment, (2031, 1, 1))])
def test_view_on_site_is_not_offered_for_a_draft(admin_client, model, key):
    draft = admin_client.get(change_address(model.objects.get_by_natural_key(*key)))

    assert read_view_on_site(draft) == []
    assert "2031" in draft.text


def test_view_on_site_is_not_offered_for_the_commitments_of_a_draft(admin_client):
    draft = admin_client.get(change_address(Theme.objects.get_by_natural_key(2031, 1)))

    assert "View on site" not in draft.text
