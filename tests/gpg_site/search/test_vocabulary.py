"""Which words there are, how readers may spell them, and what they may go on to."""

import pytest

from gpg_site.search.vocabulary import Lexicon, Vocabulary
from gpg_site.search.words import ENGLISH, Text


@pytest.fixture(scope="module")
def vocabulary():
    texts = [
        "Counter cybercrime and terrorism across borders",
        "Cross-border crime: border, border checks",
        "Exchange of intelligence on terrorism",
    ]
    return Vocabulary(ENGLISH, texts, ["ransomware"])


@pytest.fixture(scope="module")
def lexicon(vocabulary):
    return Lexicon([vocabulary])


@pytest.mark.parametrize(
    ("word", "corrected"),
    [
        ("terorism", "terrorism"),
        ("inteligence", "intelligence"),
        ("intelligance", "intelligence"),
        ("bordre", "border"),
        ("ransomwear", "ransomware"),
        ("zzzzzz", ""),
        ("bor", ""),
        ("2047", ""),
    ],
)
def test_a_word_is_corrected_to_the_nearest(lexicon, word, corrected):
    found = lexicon.corrected(word)

    assert found == (Text(corrected) if corrected else None)


@pytest.mark.parametrize(
    ("asked", "joined"),
    [
        ("cyber crime", "cybercrime"),
        ("cybercrime", "cybercrime"),
        ("crossborder", "cross border"),
        ("cross border", "cross border"),
        ("border crime", "border crime"),
    ],
)
def test_split_and_joined_words_are_read_as_the_texts_write_them(
    vocabulary, lexicon, asked, joined
):
    assert vocabulary.joined(asked.split()) == joined.split()
    assert lexicon.joined(asked.split()) == joined.split()


def test_only_words_that_nobody_wrote_are_corrected(lexicon):
    corrections = {}

    spelled = lexicon.spelled(["the", "terorist", "cyber", "crime", "ransomware"], corrections)

    assert spelled == ["the", "terrorism", "cyber", "crime", "ransomware"]
    assert corrections == {"terorist": Text("terrorism")}


def test_a_last_word_that_may_go_on_is_not_corrected(lexicon):
    corrections = {}

    assert lexicon.spelled(["intell"], corrections) == ["intell"]
    assert corrections == {}


def test_words_that_begin_so_stand_by_use(vocabulary):
    assert vocabulary.beginning_with("b") == ["border", "borders"]
    assert vocabulary.beginning_with("bo", most=1) == ["border"]
    assert vocabulary.beginning_with("q") == []


def test_words_like_one_that_leads_nowhere(vocabulary):
    assert vocabulary.like("bords") == ["border", "borders"]
    assert vocabulary.like("exchequer") == ["exchange"]
    assert vocabulary.like("ran") == []
    assert vocabulary.like("zzzzzz") == []
