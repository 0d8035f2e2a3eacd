"""The rules by which a quotation is judged, on three wordings."""

import pytest

from gpg_site.search.pasted import sentences
from gpg_site.search.quotations import Official, Quotations
from gpg_site.search.reading import read

ROPES = "Strengthen long ropes, with care, for all multi-national crews."
NETS = "Mend the nets of old boats [and sails]"
SHORT = "Keep watch"
TWO = "Keep the harbour lights burning at night. They lead every boat home to its place."

KNOWN = Quotations(
    [
        Official("ropes", ROPES),
        Official("nets", NETS),
        Official("short", SHORT),
        Official("other short", SHORT),
        *(Official("two", text) for text in (TWO, *sentences(TWO))),
    ]
)


def judged(text):
    return [(one.verdict, sorted({o.unit for o in one.same})) for one in read(KNOWN, text).findings]


VERBATIM = {
    "as it is": ROPES,
    "no full stop": ROPES.rstrip("."),
    "capitals": ROPES.upper(),
    "broken into lines": "Strengthen long\nropes, with care, for\nall multi-national crews",
    "hyphenated": "Strength-\nen long ropes, with care, for all multi-national crews",
    "broken at its own hyphen": "Strengthen long ropes, with care, for all multi-\nnational crews",
    "broken over a page": "Strengthen long ropes, with care,\n\nfor all multi-national crews.",
    "after a code": f"GPG2023-4.1: {ROPES}",
    "after a numeral": f"IV. {ROPES}",
    "after a bullet": f"\uf0b7 {ROPES}",
    "with a footnote": f"{ROPES}¹",
    "in quotation marks": f"„{ROPES}“",
    "quoted by somebody": f"She told them all that we must “{ROPES.rstrip('.')},” by noon.",
    "marked in bold": f"**{ROPES}**",
}


@pytest.mark.parametrize("text", VERBATIM.values(), ids=VERBATIM.keys())
def test_what_alters_nothing(text):
    assert judged(text) == [("verbatim", ["ropes"])]


ALTERED = {
    "another word": ROPES.replace("long", "short"),
    "another sign": ROPES.replace("care,", "care;"),
    "a sign less": ROPES.replace("ropes,", "ropes"),
    "a hyphen less": ROPES.replace("multi-national", "multinational"),
    "another order": ROPES.replace("long ropes", "ropes long"),
    "a question": ROPES.replace(".", "?"),
    "a word at the end": ROPES.replace(".", " everywhere."),
}


@pytest.mark.parametrize("text", ALTERED.values(), ids=ALTERED.keys())
def test_what_alters_a_wording(text):
    assert judged(text) == [("altered", ["ropes"])]


def test_a_wording_that_stands_twice_names_both_units():
    assert judged(SHORT) == [("verbatim", ["other short", "short"])]


def test_a_short_wording_within_a_sentence_is_none():
    assert judged("We keep watch at night.")[0][0] == "unknown"
    assert judged("We said: keep watch; and left.")[0][0] == "unknown"


def test_a_printed_wording_is_verbatim_and_with_our_words_completed():
    assert judged("Mend the nets of old boats") == [("verbatim", ["nets"])]
    assert judged("Mend the nets of old boats and sails") == [("completed", ["nets"])]
    assert judged(NETS) == [("completed", ["nets"])]


def test_a_sentence_of_a_longer_wording_is_verbatim():
    assert judged(TWO) == [("verbatim", ["two"])]
    assert judged("They lead every boat home to its place.") == [("verbatim", ["two"])]


def test_four_words_are_a_part_and_three_are_not():
    assert judged("long ropes, with care") == [("excerpt", ["ropes"])]
    assert judged("ropes, with care")[0][0] == "unknown"


def test_a_long_run_within_other_words_is_marked():
    around = "The mayor, who had come late, told us at length why the town must ever"
    text = f"{around} hold, since they lead every boat home to its place and feed its people."

    (found,) = read(KNOWN, text).findings

    assert found.verdict == "excerpt"
    assert found.sentence[slice(*found.part)] == "they lead every boat home to its place"


def test_two_wordings_without_a_sign_between_are_two():
    text = f"{ROPES.rstrip('.')} Mend the nets of old boats"

    assert judged(text) == [("verbatim", ["ropes"]), ("verbatim", ["nets"])]


def test_lines_are_sentences_where_each_is_nearer_to_one():
    text = "Strengthen short ropes, with care, for all multi-national crews\nMend the nets of boats"

    assert judged(text) == [("altered", ["ropes"]), ("altered", ["nets"])]


def test_what_leads_into_a_quotation_is_not_judged_and_what_follows_is():
    assert judged(f"He said: “{ROPES}” Nobody laughed.") == [
        ("verbatim", ["ropes"]),
        ("unknown", []),
    ]


def test_a_text_without_words_has_no_findings():
    assert judged(' . "" \n\u00ad\u200b ') == []
    assert judged("") == []


def test_no_more_findings_than_asked_for():
    reading = read(KNOWN, "Nobody knows.\n\n" * 500, 7)

    assert (len(reading.findings), reading.is_whole) == (7, False)


def test_a_text_costs_no_more_than_it_may():
    text = " ".join(f"Nobody knew what word {number} was for." for number in range(400))

    reading = read(KNOWN, text, 400)

    assert not reading.is_whole
    assert 50 < len(reading.findings) < 100
