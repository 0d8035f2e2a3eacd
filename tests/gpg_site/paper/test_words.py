"""Words on paper know their languages."""

import pytest

from goals.languages import English, speaking
from gpg_site.paper.words import code, joined, phrase, plain, words

pytestmark = pytest.mark.django_db


def test_a_text_is_in_the_language_of_the_sheet_or_in_english():
    with speaking("fr"):
        assert words("Mots") == [{"text": "Mots", "lang": "fr"}]
        assert words(English("Words")) == [{"text": "Words", "lang": "en"}]
        assert words("") == []
    assert words("Words") == [{"text": "Words", "lang": "en"}]


def test_a_text_in_json_is_no_longer_of_the_type():
    with speaking("fr"):
        assert type(words(English("Words"))[0]["text"]) is str


def test_values_stand_in_a_message_in_their_own_languages():
    with speaking("fr"):
        said = phrase(
            "Objectif %(number)s (%(code)s) : %(title)s.",
            number=3,
            code=code("T3.2"),
            title=English("Borders"),
        )
    assert said == [
        {"text": "Objectif ", "lang": "fr"},
        {"text": "3", "lang": ""},
        {"text": " (", "lang": "fr"},
        {"text": "T3.2", "lang": ""},
        {"text": ") : ", "lang": "fr"},
        {"text": "Borders", "lang": "en"},
        {"text": ".", "lang": "fr"},
    ]


def test_a_value_may_look_like_a_place():
    assert plain(phrase("%(a)s, %(b)s", a="%(b)s", b="B")) == "%(b)s, B"


def test_parts_that_say_nothing_are_not_joined():
    parts = [words("A"), [], code("1"), words("")]
    assert plain(joined(parts, ", ")) == "A, 1"
    assert joined([], ", ") == []


def test_plain_text_isolates_what_runs_the_other_way():
    def title():
        return plain(phrase("%(code)s: %(title)s", code=code("T3.2"), title=English("Borders.")))

    with speaking("ar"):
        assert title() == "\u2066T3.2\u2069: \u2066Borders.\u2069"
    with speaking("fr"):
        assert title() == "T3.2: Borders."
