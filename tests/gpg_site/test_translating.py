"""What of the portal's own words is translated, and the staff's forms for it."""

import pytest
from django.apps import apps
from django.db import models

from goals.models import EditorialTranslation, Goal, Topic
from gpg_site.logged import OFFICIAL
from gpg_site.translating import EDITORIAL, missing, texts, unused

from ..goals.test_admin import read_errors, save

pytestmark = pytest.mark.usefixtures("world")

ADD = "/staff/goals/editorialtranslation/add/"
NOT_OURS = "No text of the portal's own reads so. Begin from the list of what is missing."
MISSING = "/staff/goals/editorialtranslation/missing/"

# Words that are neither official nor translated: names and addresses for programs, a document's own
# title, what the reader types, and what is a translation itself.
NEITHER = {
    "Edition": set(),
    "Goal": set(),
    "Objective": set(),
    "Theme": set(),
    "Commitment": set(),
    "Sdg": {"title", "colour", "url"},
    "SdgTarget": {"item", "url"},
    "SdgLink": {"evidence", "scope", "directness"},
    "ConsideredTarget": {"item"},
    "Correspondence": {"relation"},
    "NoCounterpart": set(),
    "Source": {"key", "title", "publisher", "date_printed", "url", "extent"},
    "Topic": {"slug"},
    "Permalink": {"path", "state", "target"},
    "SearchAlias": {"language", "words", "means"},
    "EditorialTranslation": {"language", "english", "text"},
}


def test_every_text_is_official_or_ours_or_neither():
    """A new field of text must be put into one of the three."""
    for app in ("goals", "themes", "gpg_site"):
        for model in apps.get_app_config(app).get_models():
            name = model.__name__
            if name not in NEITHER:
                continue
            fields = {
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
            }
            known = {*OFFICIAL.get(model, ()), *EDITORIAL.get(model, ()), *NEITHER[name]}
            assert fields == known, name
    assert {model.__name__ for model in EDITORIAL} <= set(NEITHER)


def test_no_official_word_is_among_our_texts():
    both = EDITORIAL.keys() & OFFICIAL.keys()

    assert not any(set(EDITORIAL[model]) & set(OFFICIAL[model]) for model in both)


def test_each_text_is_there_once_with_what_it_is_of():
    found = [text for text in texts() if text.english in ("Goal 1", "Label of 16.a")]

    assert [(text.english, text.what) for text in found] == [
        ("Goal 1", "goal: short title"),
        ("Label of 16.a", "SDG target: label"),
    ]


def test_what_is_translated_is_not_missing_in_that_language():
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")

    assert "Goal 1" not in [text.english for text in missing()["fr"]]
    assert "Goal 1" in [text.english for text in missing()["ar"]]


def test_a_translation_falls_away_with_the_words_that_it_is_of(client):
    row = EditorialTranslation.objects.create(language="fr", english="Goal 2", text="Objectif 2")
    assert "Objectif 2" in client.get("/fr/").text
    assert unused() == []

    Goal.objects.filter(number=2).update(short_title="Another goal")

    assert unused() == [row.pk]
    page = client.get("/fr/").text
    assert "Objectif 2" not in page
    assert '<bdi lang="en" dir="ltr">Another goal</bdi>' in page


def test_the_staff_see_what_is_missing_and_begin_from_there(admin_client):
    page = admin_client.get(MISSING)

    assert "Label of 16.a" in page.text
    assert f"{ADD}?language=ar&amp;english=Label%20of%2016.a" in page.text
    form = admin_client.get(f"{ADD}?language=ar&english=Label%20of%2016.a")
    assert form.context["adminform"].form.initial == {
        "language": "ar",
        "english": "Label of 16.a",
    }


def test_a_translation_is_public_at_once_and_in_the_log(client, admin_client):
    entered = {"language": "fr", "english": "Goal 1", "text": "Objectif 1", "change_reason": "New."}

    save(admin_client, ADD, entered)

    assert "Objectif 1" in client.get("/fr/2023/goals/1/").text
    log = client.get("/changes/").text
    assert "“Goal 1” in French" in log
    assert "New." in log


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"english": "Goal 9"}, NOT_OURS),
        # Official words.
        ({"english": "Reach goal 1 of 2023"}, NOT_OURS),
        ({"text": ""}, "This field is required."),
    ],
)
def test_the_form_refuses(admin_client, entered, sentence):
    given = {"language": "fr", "english": "Goal 1", "text": "Objectif 1"}

    response = save(admin_client, ADD, {**given, **entered})

    assert read_errors(response) == [sentence]
    assert EditorialTranslation.objects.count() == 0


def test_a_second_translation_into_a_language_is_refused(admin_client):
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")

    response = save(admin_client, ADD, {"language": "fr", "english": "Goal 1", "text": "But 1"})

    assert read_errors(response) == ["This text has a translation into that language already."]


def test_a_list_shows_what_belongs_to_no_text_any_more(admin_client):
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")
    EditorialTranslation.objects.create(language="fr", english="Gone", text="Parti")

    shown = admin_client.get("/staff/goals/editorialtranslation/?use=no").context["cl"].queryset

    assert [row.english for row in shown] == ["Gone"]


def test_only_who_may_see_translations_sees_what_is_missing(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))

    assert client.get(MISSING).status_code == 403


def test_a_topic_is_translated_wherever_it_stands(client):
    name = Topic.objects.get(slug="borders").name
    EditorialTranslation.objects.create(language="es", english=name, text="Fronteras")

    for address in ("/es/topics/", "/es/topics/borders/", "/es/2023/goals/1/"):
        assert "Fronteras" in client.get(address).text
