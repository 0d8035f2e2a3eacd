from goals.suggestions import LIMIT, Suggestion, TopicWords, suggest

BORDERS = TopicWords("borders", "Border security", "Controls and those who cross.")
DATA = TopicWords("data", "Data", "Registers and databases.")
YOUTH = TopicWords("youth", "Youth", "Children and schools.")
TOPICS = (BORDERS, DATA, YOUTH)


def suggested(text="", given=(), counterparts=(), memberships=()):
    return suggest(text, given, TOPICS, counterparts, memberships)


def test_a_word_of_a_name_in_the_text_suggests_its_topic():
    assert suggested("Close the borders") == [
        Suggestion("borders", "Border security", word="borders")
    ]


def test_a_word_of_a_description_comes_after_all_else():
    found = suggested("Ask databases", counterparts=[("GPG2017-1.1", "youth")])

    assert found == [
        Suggestion("youth", "Youth", counterpart="GPG2017-1.1"),
        Suggestion("data", "Data", word="databases"),
    ]


def test_the_topics_of_the_nearest_unit_are_suggested():
    memberships = [
        ("GPG2023-1.1", "data"),
        ("GPG2023-1.1", "youth"),
        ("GPG2023-1.2", "borders"),
    ]

    found = suggested(given=["data"], memberships=memberships)

    assert found == [Suggestion("youth", "Youth", neighbour="GPG2023-1.1")]


def test_what_it_has_is_not_suggested():
    assert suggested("Close the borders", given=["borders"]) == []


def test_a_word_that_two_topics_have_or_that_is_short_suggests_none():
    topics = (TopicWords(1, "Organized crime", "x"), TopicWords(2, "Crime prevention", "and"))

    assert suggest("Fight crime and more", (), topics, (), ()) == []


def test_no_more_are_suggested_than_can_be_weighed():
    topics = [TopicWords(number, f"Topic{'abcdefgh'[number]}", "") for number in range(8)]
    text = " ".join(topic.name for topic in topics)

    assert len(suggest(text, (), topics, (), ())) == LIMIT
