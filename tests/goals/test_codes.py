"""Codes of provisions and numerals of themes."""

import re

import pytest

from goals import codes
from goals.codes import Code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("3.2", Code(of_theme=False, parent=3, number=2), id="objective"),
        pytest.param("T4.1", Code(of_theme=True, parent=4, number=1), id="commitment"),
        pytest.param("t4.1", Code(of_theme=True, parent=4, number=1), id="small t as capital"),
        pytest.param("1.10", Code(of_theme=False, parent=1, number=10), id="ten is not one"),
        pytest.param("99.99", Code(of_theme=False, parent=99, number=99), id="largest"),
    ],
)
def test_parse(text, code):
    assert codes.parse(text) == code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("3", id="a goal alone"),
        pytest.param("3.", id="no number"),
        pytest.param(".2", id="no goal"),
        pytest.param("3-2", id="hyphen for a point"),
        pytest.param("3.2.1", id="three parts"),
        pytest.param("0.2", id="goal zero"),
        pytest.param("3.0", id="number zero"),
        pytest.param("03.2", id="leading zero before the point"),
        pytest.param("3.02", id="leading zero after the point"),
        pytest.param("100.2", id="three digits before the point"),
        pytest.param("3.100", id="three digits after the point"),
        pytest.param("G3.2", id="another letter"),
        pytest.param("TT4.1", id="two letters"),
        pytest.param("T 4.1", id="space within"),
        pytest.param(" 3.2", id="space before"),
        pytest.param("3.2\n", id="line end after"),
        pytest.param("٣.٢", id="Arabic-Indic digits"),
        pytest.param("GPG2023-3.2", id="code with its edition"),
    ],
)
def test_parse_refuses(text):
    with pytest.raises(ValueError, match=f"^{re.escape(repr(text))} is not a code such as"):
        codes.parse(text)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("3.2", True),
        ("T4.1", True),
        ("t4.1", True),
        ("99.99", True),
        ("03.2", False),
        ("3.100", False),
        ("T0.1", False),
        ("3", False),
    ],
)
def test_pattern_for_addresses_matches_what_parse_reads(text, matches):
    assert bool(re.fullmatch(codes.CODE_PATTERN, text)) is matches


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (Code(of_theme=False, parent=3, number=2), "3.2"),
        (Code(of_theme=True, parent=4, number=10), "T4.10"),
    ],
)
def test_code_is_written_with_a_capital(code, text):
    assert str(code) == text


def test_objective_and_commitment_of_equal_numbers_differ():
    assert codes.parse("4.1") != codes.parse("T4.1")


@pytest.mark.parametrize(
    ("year", "code", "text"), [(2023, "3.2", "GPG2023-3.2"), (2017, "T4.1", "GPG2017-T4.1")]
)
def test_with_edition(year, code, text):
    assert codes.with_edition(year, code) == text


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "I"),
        (2, "II"),
        (3, "III"),
        (4, "IV"),
        (5, "V"),
        (6, "VI"),
        (8, "VIII"),
        (9, "IX"),
        (10, "X"),
        (14, "XIV"),
        (19, "XIX"),
        (20, "XX"),
        (34, "XXXIV"),
        (39, "XXXIX"),
    ],
)
def test_roman(number, numeral):
    assert codes.roman(number) == numeral


@pytest.mark.parametrize("number", [-1, 0, 40])
def test_roman_refuses_what_no_theme_has(number):
    with pytest.raises(ValueError, match=f"^{number} has no numeral here"):
        codes.roman(number)


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("3.2", None, "3.2"),
        (" t4.1 ", None, "T4.1"),
        ("2023-3.2", 2023, "3.2"),
        ("GPG2023-T4.1", 2023, "T4.1"),
        ("gpg2017-3.2", 2017, "3.2"),
        ("2023/3.2", 2023, "3.2"),
    ],
)
def test_a_code_may_name_its_edition(text, year, code):
    found_year, found = codes.parse_with_edition(text)

    assert (found_year, str(found)) == (year, code)


@pytest.mark.parametrize("text", ["", " ", "2023", "GPG-3.2", "2023-", "20233.2", "2023-3.2.1"])
def test_what_is_no_code_with_an_edition_is_refused(text):
    with pytest.raises(ValueError, match="is not a code"):
        codes.parse_with_edition(text)
