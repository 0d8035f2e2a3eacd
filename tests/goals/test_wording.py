"""What counts as the document's own words."""

import pytest

from goals import wording

SOURCE = """\
# GLOBAL **POLICING** GOALS

Security as a foundation
for sustainable development.

- Identify and arrest terrorist suspects
- Disrupt the illicit financial stream of
  this type of crime
- Share  information
"""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("one two", "one two", id="single spaces stay"),
        pytest.param(
            "  one \n\t two\u00a0 ", "one two", id="runs of any white space are one space"
        ),
        pytest.param(" \n ", "", id="white space alone is nothing"),
    ],
)
def test_fold(text, folded):
    assert wording.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "printed", "completions"),
    [
        pytest.param("Combat crime", "Combat crime", [], id="no brackets"),
        pytest.param("illicit [markets]", "illicit", ["[markets]"], id="at the end"),
        pytest.param("[Do] combat", "combat", ["[Do]"], id="at the start"),
        pytest.param("the [illicit] profit", "the profit", ["[illicit]"], id="in the middle"),
        pytest.param("illicit [markets].", "illicit.", ["[markets]"], id="no space left behind"),
        pytest.param("market[s] of crime", "market of crime", ["[s]"], id="within a word"),
        pytest.param("a [b] c [d …]", "a c", ["[b]", "[d …]"], id="each of several, in order"),
        pytest.param("drugs […]", "drugs", ["[…]"], id="dots for what is unknown"),
        pytest.param("a [b", "a [b", [], id="an open bracket is not a completion"),
        pytest.param("a (b)  c", "a (b) c", [], id="round brackets are the document's"),
    ],
)
def test_completions_are_taken_out(text, printed, completions):
    assert wording.without_brackets(text) == printed
    assert wording.completions(text) == completions


def texts(source):
    return tuple(block.text for block in wording.blocks(source))


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        pytest.param("", (), id="empty source"),
        pytest.param("\n \n\n", (), id="empty lines alone"),
        pytest.param("One.\n\nTwo.", ("One.", "Two."), id="empty line divides"),
        pytest.param("One.\n \t\nTwo.", ("One.", "Two."), id="line of white space divides"),
        pytest.param("One,  \n  two.", ("One, two.",), id="two lines are one paragraph"),
        pytest.param("# One\n\n### Two", ("One", "Two"), id="headings lose their marks"),
        pytest.param("One\n## Two", ("One", "Two"), id="heading begins a block"),
        pytest.param("- One\n- Two", ("One", "Two"), id="each bullet is a block"),
        pytest.param("One:\n- two", ("One:", "two"), id="bullet ends the paragraph above"),
        pytest.param("- One\n  two", ("One two",), id="bullet of two lines"),
        pytest.param("a **bold** word", ("a bold word",), id="bold words lose their marks"),
        pytest.param("**One\ntwo**", ("One two",), id="bold over two lines"),
        pytest.param("- **One** two", ("One two",), id="bold in a bullet"),
        pytest.param("-One\n#two", ("-One #two",), id="marks need a space after them"),
        pytest.param("One - two # three", ("One - two # three",), id="marks inside a line stay"),
        pytest.param("Same.\n\nSame.", ("Same.", "Same."), id="equal blocks stay two"),
    ],
)
def test_blocks(source, blocks):
    assert texts(source) == blocks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Identify and arrest terrorist suspects", id="a bullet"),
        pytest.param("GLOBAL POLICING GOALS", id="a heading"),
        pytest.param("Security as a foundation for sustainable development.", id="two lines"),
        pytest.param("Share\n   information ", id="white space is set aside"),
        pytest.param("Share information [with all]", id="brackets are set aside"),
        pytest.param("[Do] Share information", id="brackets before it too"),
    ],
)
def test_whole_block_is_verbatim(text):
    assert wording.is_verbatim(text, SOURCE) is True


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[Share information]", id="a completion alone"),
        pytest.param("Identify and arrest", id="beginning of a block"),
        pytest.param("arrest terrorist suspects", id="end of a block"),
        pytest.param("for sustainable development.", id="one line of two"),
        pytest.param("Identify and arrest [all] suspects", id="a word left out beside brackets"),
        pytest.param("Identify and arrest terrorist suspects.", id="a full stop more"),
        pytest.param("Share information Share information", id="a block twice"),
        pytest.param("# GLOBAL POLICING GOALS", id="a block with its mark"),
        pytest.param("share information", id="other letter case"),
        pytest.param("Global policing goals", id="other letter case in a heading"),
    ],
)
def test_anything_else_is_not_verbatim(text):
    assert wording.is_verbatim(text, SOURCE) is False


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        pytest.param("Global policing goals", True, id="small letters for capitals"),
        pytest.param("SHARE INFORMATION", True, id="capitals for small letters"),
        pytest.param("Global policing goals [of 2023]", True, id="brackets still set aside"),
        pytest.param("Global policing", False, id="a part is still a part"),
        pytest.param("Global policing aims", False, id="other words are other words"),
        pytest.param("", False, id="nothing is still nothing"),
    ],
)
def test_letter_case_is_set_aside_when_told(text, verbatim):
    assert wording.is_verbatim(text, SOURCE, ignore_case=True) is verbatim


def test_blocks_end_a_heading_with_its_line():
    assert texts("## Heading\nText below it") == ("Heading", "Text below it")


def test_blocks_know_an_indented_bullet():
    assert texts("- One\n  - Two\n  goes on") == ("One", "Two goes on")


def test_blocks_know_what_they_are():
    assert wording.blocks("# One\ntwo\n  - three\nfour\n\n**five**") == (
        ("heading", "One"),
        ("paragraph", "two"),
        ("bullet", "three four"),
        ("paragraph", "five"),
    )


@pytest.mark.parametrize(
    ("text", "ignore_case", "number"),
    [
        pytest.param("GLOBAL POLICING GOALS", False, 1, id="blocks are counted from one"),
        pytest.param("Share information [with all]", False, 5, id="brackets are set aside"),
        pytest.param("Share", False, None, id="a part has no place"),
        pytest.param("share information", False, None, id="nor have other letters"),
        pytest.param("share information", True, 5, id="unless their case is set aside"),
        pytest.param("[Share information]", True, None, id="nothing has no place"),
    ],
)
def test_place(text, ignore_case, number):
    assert wording.place(text, SOURCE, ignore_case=ignore_case) == number


def test_place_of_a_block_that_stands_twice_is_the_first():
    assert wording.place("Two.", "One.\n\nTwo.\n\nTwo.") == 2
