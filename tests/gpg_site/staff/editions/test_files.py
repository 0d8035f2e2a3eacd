"""Any bytes can be given for an edition file: what comes back is rows and sentences."""

import json

import pytest

from goals.models import Edition, Goal
from gpg_site.content import FIXTURES
from gpg_site.staff.editions import files

EDITION = {
    "year": 2031,
    "title": "Goals",
    "motto": "",
    "foreword": "Words.",
    "adopted": "Adopted.",
    "adopted_on": None,
    "published_on": None,
    "note": "",
    "source": ["doc"],
}
GOAL = {
    "edition": [2031],
    "number": 1,
    "title": "Reach it",
    "short_title": "It",
    "locator": "Heading",
    "note": "",
}


def row(model, fields):
    return json.dumps({"model": model, "fields": fields})


def file_of(*lines):
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def edition(**changes):
    return row("goals.edition", {**EDITION, **changes})


def goal(**changes):
    return row("goals.goal", {**GOAL, **changes})


def errors(data, name=""):
    """Line and sentence of each error."""
    return [(error.line, error.sentence) for error in files.read(data, name).errors]


def test_a_good_file_is_its_rows_with_their_lines():
    reading = files.read(file_of(edition(), goal(), goal(number=2)), "edition-2031.json")

    assert reading.errors == []
    assert reading.year == 2031
    assert [(each.line, each.model, each.key) for each in reading.rows] == [
        (2, Edition, (2031,)),
        (3, Goal, (2031, 1)),
        (4, Goal, (2031, 2)),
    ]


@pytest.mark.parametrize("year", [2017, 2023])
def test_the_shipped_files_have_no_error(year):
    path = FIXTURES / f"edition-{year}.json"
    reading = files.read(path.read_bytes(), path.name)

    assert reading.errors == []
    assert len(reading.rows) == len(path.read_text().splitlines()) - 2


def test_a_mark_of_three_bytes_before_the_text_says_nothing():
    data = file_of(edition())

    assert files.read(b"\xef\xbb\xbf" + data) == files.read(data)


def test_a_row_over_several_lines_stands_where_it_begins():
    rows = [
        {"model": "goals.edition", "fields": EDITION},
        {"model": "goals.goal", "fields": {**GOAL, "note": 1}},
    ]

    reading = files.read(json.dumps(rows, indent=2).encode())

    assert [each.line for each in reading.rows] == [2, 18]


UTF_8 = "The file is no text in UTF-8: save it in that encoding."
NO_FILE = "This is no edition file: it begins with [ and ends with ]."
NO_ROW = 'A row is {"model": …, "fields": {…}} and nothing else.'
COMMA = "Between two rows stands a comma, and ] after the last one."
NO_EDITION = "The file has no row of goals.edition, which says the year."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [(1, NO_FILE)], id="empty"),
        pytest.param(b"  \n ", [(1, NO_FILE)], id="blank"),
        pytest.param(b"\x00\x01\xff", [(None, UTF_8)], id="binary"),
        pytest.param(b"\x00\x00", [(1, NO_FILE)], id="NUL"),
        pytest.param("[é]".encode("latin-1"), [(None, UTF_8)], id="latin-1"),
        pytest.param("[]".encode("utf-16"), [(None, UTF_8)], id="UTF-16"),
        pytest.param(b"<!doctype html><p>[1]", [(1, NO_FILE)], id="HTML"),
        pytest.param(b"{}", [(1, "“edition” is missing from “file”.")], id="object"),
        pytest.param(b"[]", [(None, NO_EDITION)], id="no row"),
        pytest.param(b"[", [(1, "This is no JSON: Expecting value.")], id="open"),
        pytest.param(b"[null]", [(1, NO_ROW)], id="null"),
        pytest.param(b"[\n1, {}]", [(2, NO_ROW), (2, NO_ROW)], id="strange rows"),
        pytest.param(
            b"[" * 100_000, [(1, "This is nested too deeply for a row.")], id="deep nesting"
        ),
        pytest.param(
            b'[\n{"a":' * 50_000, [(2, "This is nested too deeply for a row.")], id="deep objects"
        ),
        pytest.param(
            b"[" + b"9" * 5000 + b"]", [(1, "This has a number that is too long.")], id="number"
        ),
        pytest.param(
            b" " * (files.MOST_BYTES + 1),
            [(None, "The file is larger than 1000 kB, which no edition is.")],
            id="too large",
        ),
    ],
)
def test_what_is_no_edition_file_is_told_in_a_sentence(data, expected):
    assert errors(data) == expected


def test_the_number_of_rows_is_bounded():
    goals = [goal(number=number) for number in range(files.MOST_ROWS)]

    assert errors(file_of(*goals, edition())) == [
        (files.MOST_ROWS + 2, "The file has more than 1500 rows, which no edition has.")
    ]
    assert errors(file_of(*goals[1:], edition())) == []


def test_reading_goes_on_after_malformed_lines():
    lines = [edition(), '{"model": "goals.goal", "fields": {"number" 1}}', goal(),
             '{"model": "goals.goal", "fields', goal(number=2, text="")]  # fmt: skip

    assert errors(file_of(*lines)) == [
        (3, "This is no JSON: Expecting ':' delimiter."),
        (5, "This is no JSON: Invalid control character at."),
        (6, "It has no such fields: text."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"[{edition()}\n{goal()}]", [(2, COMMA)], id="no comma"),
        pytest.param(f"[{edition()},\n]", [(2, "This is no JSON: Expecting value.")], id="comma"),
        pytest.param(f"[{edition()}\n", [(2, COMMA)], id="no end"),
        pytest.param(
            f"[{edition()}]\nx", [(2, "Nothing may follow the ] that ends the file.")], id="more"
        ),
    ],
)
def test_the_list_is_a_list(text, expected):
    assert errors(text.encode()) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row("goals.source", {}), "“goals.source” is no model of an edition file."),
        (row("\ud800", {}), "“\\ud800” is no model of an edition file."),
        (row(["goals.goal"], {}), "“…” is no model of an edition file."),
        (row("goals.goal", []), "The fields of a row stand in {…}."),
        ('{"model": "goals.goal", "pk": 1, "fields": {}}', NO_ROW),
        (
            row("goals.goal", {"number": 1, "title": "x"}),
            "These fields are missing: edition, locator, note, short_title.",
        ),
        (goal(colour="red", id=3), "It has no such fields: colour, id."),
        (
            goal().replace('"note": ""', '"note": "", "note": "x"'),
            "“note” stands there twice.",
        ),
        (
            goal(note={"a": 1}),
            "note: a value is a text, a number, null, or a key in brackets.",
        ),
        (
            goal(edition=[[2031]]),
            "edition: a value is a text, a number, null, or a key in brackets.",
        ),
    ],
)
def test_a_row_of_another_form_is_refused(line, expected):
    reading = files.read(file_of(edition(), line))

    assert [(error.line, error.sentence) for error in reading.errors] == [(3, expected)]
    assert not reading.is_complete


def test_a_file_holds_one_edition():
    assert errors(file_of(edition(), edition(year=2032), goal())) == [
        (3, "A file holds one edition, and line 2 has one already.")
    ]


def test_a_row_stands_in_a_file_once():
    assert errors(file_of(edition(), goal(), goal(title="Otherwise"), edition())) == [
        (4, "The same row stands in line 3 already."),
        (5, "The same row stands in line 2 already."),
    ]


def test_a_row_belongs_to_the_year_of_its_file():
    objective = row("goals.objective", {"number": 1, "text": "Do", "wording_source": None,
                                        "note": "", "goal": [2023, 1]})  # fmt: skip

    assert errors(file_of(edition(), goal(edition=[2023]), objective)) == [
        (3, "It belongs to the edition of 2023, and this is the file of 2031."),
        (4, "It belongs to the edition of 2023, and this is the file of 2031."),
    ]


@pytest.mark.parametrize(
    ("objective", "other", "is_right"),
    [
        ([2031, 1, 1], [2023], True),
        ([2023, 1, 1], [2031], True),
        ([2031, 1, 1], [2031], False),
        ([2031, 1, 1], [2035], False),
        ([2017, 1, 1], [2023], False),
    ],
)
def test_what_has_no_counterpart_stands_in_the_file_of_the_later_edition(
    objective, other, is_right
):
    line = row("goals.nocounterpart", {"objective": objective, "edition": other, "reason": "x"})

    expected = [] if is_right else [
        (3, "One side is the edition of 2031, the other an earlier one.")
    ]  # fmt: skip
    assert errors(file_of(edition(), line)) == expected


@pytest.mark.parametrize("year", ["2031", None, 2031.0, True, [2031]])
def test_the_year_is_a_number(year):
    assert errors(file_of(edition(year=year))) == [(2, "The year is a whole number.")]


@pytest.mark.parametrize(
    ("name", "is_right"),
    [
        ("edition-2031.json", True),
        ("edition-2031 (1).json", True),
        ("mine.json", True),
        ("edition-2032.json", False),
    ],
)
def test_a_file_named_by_another_year_is_refused(name, is_right):
    sentence = "The file is named edition-2032.json, and this is another year: correct one of both."

    assert errors(file_of(edition()), name) == ([] if is_right else [(2, sentence)])
