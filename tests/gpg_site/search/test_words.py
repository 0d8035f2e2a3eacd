"""How a text is read: which words are one."""

import pytest

from gpg_site.search.words import ENGLISH, Word

plain, stem = ENGLISH.plain, ENGLISH.stem


@pytest.mark.parametrize(
    "family",
    [
        "traffickers trafficked trafficking traffic",
        "terrorist terrorism terrorists",
        "criminal crime crimes criminals",
        "police policing",
        "financial finance finances",
        "environment environmental",
        "child children",
        "organised organized organising",
        "radicalisation radicalization radicalising",
        "analyse analyze analysis analyst",
        "centre center centres",
        "programme program programmes",
        "defence defense",
        "travelling traveling traveller traveler",
        "behaviour behavior",
        "dialogue dialog",
        "Créé cree",
        "cliché cliche",
        "INTERPOL's interpol’s Interpol",
    ],
)
def test_words_of_a_family_have_one_stem(family):
    assert len({stem(plain(word)) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["police policy", "border board", "organ organize", "arms army"])
def test_words_of_two_families_have_two_stems(pair):
    assert len({stem(plain(word)) for word in pair.split()}) == 2


def test_a_word_knows_where_it_stands():
    assert ENGLISH.words("I-24/7, the ﬁrst crimes") == [
        Word(0, 1, "i", "i"),
        Word(2, 4, "24", "24"),
        Word(5, 6, "7", "7"),
        Word(8, 11, "the", "the"),
        Word(12, 16, "first", "first"),
        Word(17, 23, "crimes", "crime"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), ("… – “” ?!", []), ("snake_case", ["snake", "case"]), ("عدل", ["عدل"])],
)
def test_odd_texts_have_these_stems(text, expected):
    assert ENGLISH.stems(text) == expected
