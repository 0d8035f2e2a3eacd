"""Which words there are, how readers may spell them, and what they may go on to."""

import pytest

from gpg_site.search.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary():
    texts = [
        "Counter cybercrime and terrorism across borders",
        "Cross-border crime: border, border checks",
        "Exchange of intelligence on terrorism",
    ]
    return Vocabulary(texts, ["ransomware"])


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
def test_a_word_is_corrected_to_the_nearest(vocabulary, word, corrected):
    assert vocabulary.corrected(word) == corrected


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
def test_split_and_joined_words_are_read_as_the_texts_write_them(vocabulary, asked, joined):
    assert vocabulary.joined(asked.split()) == joined.split()


def test_only_words_that_nobody_wrote_are_corrected(vocabulary):
    corrections = {}

    spelled = vocabulary.spelled(["the", "terorist", "cyber", "crime", "ransomware"], corrections)

    assert spelled == ["the", "terrorism", "cyber", "crime", "ransomware"]
    assert corrections == {"terorist": "terrorism"}


def test_a_last_word_that_may_go_on_is_not_corrected(vocabulary):
    corrections = {}

    assert vocabulary.spelled(["intell"], corrections) == ["intell"]
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
