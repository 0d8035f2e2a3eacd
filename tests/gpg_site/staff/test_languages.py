"""The desk in the language of its reader's browser: its own words alone."""

import pytest
from django.contrib import admin

from goals.languages import OF_DESK
from goals.models import Goal, Permalink, Topic
from gpg_site.models import ContentVersion

from ...goals.test_admin import change_address, save

pytestmark = pytest.mark.usefixtures("world")

FRENCH = {"HTTP_ACCEPT_LANGUAGE": "fr-CH, fr;q=0.9, en;q=0.8"}


def test_the_desk_speaks_as_its_reader_does(admin_client):
    page = admin_client.get("/staff/", **FRENCH)

    assert '<html lang="fr-fr" dir="ltr"' in page.text
    assert "À faire" in page.text
    assert "Accept-Language" in page.headers["Vary"]
    assert "À faire" not in admin_client.get("/staff/").text


def test_content_and_addresses_are_those_in_english(admin_client):
    goal = Goal.objects.get_by_natural_key(2023, 1)

    page = admin_client.get(change_address(goal), **FRENCH)

    assert page.context["adminform"].form.initial["short_title"] == "Goal 1"
    assert 'href="/2023/goals/1/"' in page.text
    assert "/fr/2023/" not in page.text


def test_what_is_saved_is_on_record_by_its_english_address(admin_client):
    ContentVersion.renew()
    topic = Topic.objects.get(slug="borders")

    admin_client.defaults |= FRENCH

    save(admin_client, change_address(topic), {"slug": "frontiers", "change_reason": "Renamed."})

    (moved,) = Permalink.objects.filter(state=Permalink.State.MOVED)
    assert (moved.path, moved.target) == ("/topics/borders/", "/topics/frontiers/")
    assert not Permalink.objects.filter(path__startswith="/fr/").exists()


def test_what_the_desk_renders_is_shown_to_no_reader(client, admin_client):
    """Parts of a page that are rendered once are kept by both languages."""
    missing = admin_client.get("/staff/preview/2031/no-such-page/", **FRENCH).text
    assert 'lang="en"' in missing

    page = client.get("/fr/2023/goals/1/").text
    assert 'action="/fr/search/"' in page
    assert 'action="/search/"' not in page


@pytest.mark.parametrize("language", ["ar", "es", "fr"])
def test_every_page_of_the_desk_is_there_in_every_language(admin_client, language):
    addresses = ["/staff/", "/staff/goals/editorialtranslation/missing/", "/staff/editions/new/"]
    for model in admin.site._registry:
        root = f"/staff/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._default_manager.first()
        addresses += [root, *([f"{root}{row.pk}/change/"] if row else [])]

    for address in addresses:
        page = admin_client.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200, address
        assert f'<html lang="{OF_DESK[language]}"' in page.text, address
