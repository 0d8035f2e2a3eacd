"""Which units answer a question, and which of them stands first."""

import pytest

from gpg_site.search.engine import Alias, Engine, Record
from gpg_site.search.words import Text


def record(code, text, *, year=2023, **more):
    return Record(
        kind=more.pop("kind", "objective"),
        code=code,
        year=year,
        is_current=year == 2023,
        url=f"/{year}/{code}/",
        text=Text(text),
        **more,
    )


RECORDS = [
    record("1.1", "Counter terrorism and its support"),
    record("1.1", "Counter terrorist threats", year=2017),
    record("1.2", "Arrest traffickers who cross borders"),
    record("2.1", "Tackle document and identity fraud"),
    record("2.2", "Fight fraud"),
    record("3.1", "Respect the human rights of people", topics=(("law", Text("Rule of law")),)),
    record("3.2", "Every human has data, and rights are many"),
    record("4.1", "Investigate cybercrime across-border"),
    record(
        "6",
        "",
        kind="goal",
        name=Text("Organized crime"),
        title=Text("Counter serious organized crime"),
    ),
    record("", "", kind="topic", year=0, name=Text("Data"), about=(Text("Facts and figures"),)),
]
ALIASES = [
    Alias("fake passport", ("document fraud", "arrest")),
    Alias("ransomware", ("cybercrime",)),
    Alias("of the", ("the",)),
]


@pytest.fixture(scope="module")
def engine():
    return Engine(RECORDS, ALIASES)


def found(engine, question, **more):
    return [f"{r.year}-{r.code}" for r in engine.search(question, **more).records]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("trafficked", ["2023-1.2"]),
        ("terrorist", ["2017-1.1", "2023-1.1"]),
        ("terrorism", ["2023-1.1", "2017-1.1"]),
        ("organised criminality", ["2023-6"]),
        ("Cyber Crime", ["2023-4.1"]),
        ("ORGANISÉD", ["2023-6"]),
        ("human rights", ["2023-3.1", "2023-3.2"]),
        ('"human rights"', ["2023-3.1"]),
        ("“human rights”", ["2023-3.1"]),
        ('"rights human"', []),
        ('"data" human', ["2023-3.2", "0-"]),
        ('human "', ["2023-3.1", "2023-3.2"]),
        ("fake passport", ["2023-2.1", "2023-1.2"]),
        ("fake passports", ["2023-2.1", "2023-1.2"]),
        ("ransomware", ["2023-4.1"]),
        ("fraud", ["2023-2.2", "2023-2.1"]),
        ("rule of law", ["2023-3.1"]),
        ("figures", ["0-"]),
        ("data", ["2023-3.2", "0-"]),
        ("zebra", []),
        ("", []),
        ('"', []),
        ('""', []),
        ("text:fraud^9 +(", ["2023-2.2", "2023-2.1"]),
    ],
)
def test_question_is_answered_by(engine, question, expected):
    assert found(engine, question)[: len(expected) or None] == expected


def test_a_word_that_nobody_wrote_is_read_as_the_nearest(engine):
    answer = engine.search("terorism")

    assert answer.records[0] is RECORDS[0]
    assert answer.corrections == {"terorism": Text("terrorism")}


def test_units_with_all_words_stand_before_those_with_some(engine):
    assert found(engine, "counter fraud identity borders")[0] == "2023-2.1"
    assert set(found(engine, "counter fraud identity borders")) >= {"2023-1.2", "2023-2.2"}


def test_the_last_word_may_go_on_while_it_is_typed(engine):
    assert found(engine, "human ri", typing=True)[0] == "2023-3.1"
    assert found(engine, "fra", typing=True) == ["2023-2.2", "2023-2.1"]
    assert found(engine, "f", typing=True) == []


def test_no_more_units_are_given_than_wanted(engine):
    assert len(found(engine, "counter", most=2)) == 2


def test_marked_are_the_stems_that_were_looked_for(engine):
    assert engine.search("trafficked borders").marked == {"traffick", "border"}
    assert engine.search("ransomware").marked >= {"cybercrim"}


def test_words_beyond_the_longest_question_are_not_looked_at(engine):
    assert found(engine, "fraud " + "counter " * 500)[0] in {"2023-1.1", "2017-1.1", "2023-2.2"}
    assert "2023-1.2" not in found(engine, "the " * 24 + "borders")


def test_an_engine_without_units_answers_nothing():
    assert found(Engine([]), "crime") == []
