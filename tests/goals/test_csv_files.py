import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals import csv_files

# Whatever a database column can hold: no NUL, no half of a surrogate pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
odd = st.text("=+-@\t\r\n',;\" a", max_size=8)


@given(st.lists(st.lists(texts | odd, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_text_comes_back(rows):
    # With a first line of our own, from which the sign between cells is told.
    written = csv_files.write([["a", "b"], *rows])

    assert [row for _line, row in csv_files.read(written)][1:] == rows


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_written_as_text(cell):
    written = csv_files.write([["a", "b"], [cell, ""]]).decode("utf-8-sig")

    (_head, (plain, _empty)) = csv.reader(io.StringIO(written, newline=""))
    assert plain == f"'{cell}"


def test_a_file_begins_with_a_mark_and_ends_its_lines_as_the_standard_has_it():
    written = csv_files.write([["a", "b"], ["é, “x”", None], [1, True], [["T1", "T2"], []]])

    assert written == '\ufeffa,b\r\n"é, “x”",\r\n1,yes\r\nT1; T2,\r\n'.encode()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_told_by_the_first_line(sign):
    data = f'record{sign}text\r\ngoal{sign}"a, b; c\td"\r\n'.encode()

    assert list(csv_files.read(data)) == [(1, ["record", "text"]), (2, ["goal", "a, b; c\td"])]


def test_rows_have_the_line_that_they_begin_in():
    data = b'a,b\r\n"one\ntwo",x\r\nlast,y\r\n'

    assert [line for line, _row in csv_files.read(data)] == [1, 2, 4]


def test_a_quotation_that_never_ends_is_told_with_its_line():
    with pytest.raises(csv_files.MalformedError) as caught:
        list(csv_files.read(b'a,b\r\nc,d\r\n"e,f\r\n'))

    assert caught.value.line == 3
