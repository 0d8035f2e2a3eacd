"""Which words a page has in its language, and which fall back to English."""

import pytest
from django.template import Context, Template
from django.utils.translation import get_language, override

from goals import languages
from goals.languages import (
    English,
    Rendered,
    commitment_text,
    english,
    goal_title,
    in_language,
    original,
    ours,
    prefix,
    sdg_title,
    speaking,
    split,
    theme_title,
)
from goals.models import EditorialTranslation, Goal, GoalTranslation, Sdg, SdgTranslation
from goals.outline import outline
from tests import builders
from themes.models import Commitment, CommitmentTranslation, Theme, ThemeTranslation


def translated(model, of, *, status="official", text="Atteindre l'objectif"):
    source = builders.make_source(key=f"fr-{model.__name__}", title="Un document")
    return model.objects.create(
        of=of,
        language="fr",
        text=text,
        status=status,
        source=source if status == "official" else None,
    )


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("/fr/2023/goals/3/", "fr", "/2023/goals/3/"),
        ("/ar/", "ar", "/"),
        ("/es", "es", "/"),
        ("/en/2023/", "en", "/2023/"),
        ("/2023/", "en", "/2023/"),
        ("/frontier/", "en", "/frontier/"),
        ("/de/2023/", "en", "/de/2023/"),
        ("/FR/2023/", "en", "/FR/2023/"),
        ("/", "en", "/"),
        ("", "en", ""),
    ],
)
def test_an_address_says_its_language(path, language, rest):
    assert split(path) == (language, rest)


def test_english_has_no_prefix():
    assert [prefix(code) for code in languages.languages()] == ["", "/ar", "/es", "/fr"]


def test_words_of_ours_are_translated_by_their_english(db):
    EditorialTranslation.objects.create(language="fr", english="Terrorism", text="Terrorisme")

    with speaking("fr"):
        assert ours("Terrorism") == "Terrorisme"
        assert not isinstance(ours("Terrorism"), English)
        assert isinstance(ours("Borders"), English)
        assert ours("Borders") == "Borders"
        assert ours("") == ""
    with speaking("es"):
        assert isinstance(ours("Terrorism"), English)


def test_on_a_page_in_english_nothing_is_marked_and_nothing_is_read(db, django_assert_num_queries):
    with speaking("en"), django_assert_num_queries(0):
        for text in (ours("Terrorism"), english("Foreword"), goal_title(2023, 1, "Reach it")):
            assert type(text) is str


def test_what_is_translated_is_read_once_for_a_page(world, django_assert_num_queries):
    with speaking("fr"), django_assert_num_queries(2):
        for number in range(1, 9):
            ours(f"Goal {number}")
            goal_title(2023, number, "Reach it")


def test_without_a_page_each_text_is_looked_up_by_itself(db):
    EditorialTranslation.objects.create(language="ar", english="Terrorism", text="الإرهاب")

    with override("ar"):
        assert ours("Terrorism") == "الإرهاب"


def test_a_page_leaves_the_language_as_it_was(db):
    with override("es"):
        with speaking("fr"):
            assert get_language() == "fr"
        assert get_language() == "es"


def test_an_official_title_takes_the_place_of_the_english_one(world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    translated(GoalTranslation, goal)

    with speaking("fr"):
        title = goal_title(2023, 1, goal.title)
        assert title == "Atteindre l'objectif"
        assert isinstance(title, Rendered)
        assert original(title) == goal.title
        # Only in the edition that it is of.
        assert isinstance(goal_title(2017, 1, "Reach goal 1 of 2017"), English)


def test_an_unofficial_title_never_does(world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    translated(GoalTranslation, goal, status="unofficial")

    with speaking("fr"):
        assert isinstance(goal_title(2023, 1, goal.title), English)
        assert goal_title(2023, 1, goal.title) == goal.title
        assert in_language(GoalTranslation, (2023, 1), goal.title) == {
            "language": "fr",
            "status": "unofficial",
            "english": goal.title,
            "translation": "Atteindre l'objectif",
            "source_key": "",
            "source_title": "",
        }


def test_how_a_title_stands_on_a_page(world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    translated(GoalTranslation, goal)

    with speaking("fr"):
        found = in_language(GoalTranslation, (2023, 1), goal.title)
    assert found["status"] == "official"
    assert (found["source_key"], found["source_title"]) == ("fr-GoalTranslation", "Un document")
    with speaking("es"):
        assert in_language(GoalTranslation, (2023, 1), goal.title)["status"] == "none"
    with speaking("en"):
        assert in_language(GoalTranslation, (2023, 1), goal.title)["status"] == "original"


def test_themes_and_commitments_are_translated_without_an_import_of_theirs(world):
    translated(ThemeTranslation, Theme.objects.get_by_natural_key(2023, 1), text="Thème")
    commitment = Commitment.objects.get_by_natural_key(2023, 1, 1)
    translated(CommitmentTranslation, commitment, text="Engagement")

    with speaking("fr"):
        assert theme_title(2023, 1, "Carry") == "Thème"
        assert commitment_text(2023, 1, 1, "Promise") == "Engagement"


def test_the_title_of_an_sdg_is_in_the_language_official_or_not(world):
    sdg = Sdg.objects.get(number=16)
    translated(SdgTranslation, sdg, status="unofficial", text="Paix")

    with speaking("fr"):
        assert sdg_title(16, sdg.title) == "Paix"
        assert isinstance(sdg_title(5, "SDG title 5"), English)


def test_a_template_marks_what_is_in_english():
    page = Template("<p>{{ text }}</p>")

    assert page.render(Context({"text": English("A <b> & c")})) == (
        '<p><bdi lang="en" dir="ltr">A &lt;b&gt; &amp; c</bdi></p>'
    )


def test_every_page_has_the_goals_in_its_language(world):
    goal = Goal.objects.get_by_natural_key(2023, 1)
    translated(GoalTranslation, goal)
    EditorialTranslation.objects.create(language="fr", english="Goal 1", text="Objectif 1")

    with speaking("fr"):
        found = outline().goal(2023, 1)
    assert (found["title"], found["short_title"]) == ("Atteindre l'objectif", "Objectif 1")
    assert found["url"] == "/fr/2023/goals/1/"


def test_a_list_says_which_titles_are_unofficial(world, client):
    translated(SdgTranslation, Sdg.objects.get(number=5), text="Égalité")
    unofficial = SdgTranslation(of=Sdg.objects.get(number=16), language="fr", text="Paix")
    unofficial.status = "unofficial"
    unofficial.save()

    page = client.get("/fr/sdgs/")

    assert page.context["unofficial"] == [16]
    assert "Un de ces titres : aucun document de l’ONU" in page.text
    assert client.get("/sdgs/").context["unofficial"] == []
