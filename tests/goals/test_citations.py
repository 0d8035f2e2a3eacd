"""Citations, read by the parsers that their formats' users have."""

import json
import warnings

import bibtexparser
import pytest
import rispy

from goals.citations import FORMS, Work, bibtex, csl, key, plain, ris

OBJECTIVE: Work = {
    "kind": "objective",
    "code": "GPG2023-3.2",
    "label": "Objective 3.2",
    "title": "Share “data” & 50% of $ #1_costs {safely} ~^\\ [in time].",
    "container": "Goals: of 2023",
    "author": "INTERPOL",
    "year": 2023,
    "date": "October 2023",
    "url": "https://example.org/2023/goals/3/objectives/2/",
    "portal": "Global Policing Goals portal (independent)",
    "language": "en",
}
EDITION: Work = {
    **OBJECTIVE,
    "kind": "edition",
    "code": "GPG2023",
    "label": "2023 edition",
    "title": "Goals: é",
    "container": "",
}


def test_in_words():
    assert plain({**OBJECTIVE, "title": "Share data."}) == (
        "INTERPOL. “Share data.” Objective 3.2 (GPG2023-3.2), in: Goals: of 2023, October 2023. "
        "Global Policing Goals portal (independent), https://example.org/2023/goals/3/objectives/2/"
    )
    assert plain({**EDITION, "date": ""}) == (
        "INTERPOL. Goals: é. 2023. Global Policing Goals portal (independent), "
        "https://example.org/2023/goals/3/objectives/2/"
    )


def test_bibtex_is_read_by_its_parser():
    library = bibtexparser.parse_string(bibtex(OBJECTIVE) + bibtex(EDITION))

    assert library.failed_blocks == []
    unit, edition = library.entries
    assert (unit.entry_type, unit.key) == ("incollection", "gpg2023-3-2")
    assert unit["url"] == OBJECTIVE["url"]
    assert unit["year"] == "2023"
    assert unit["booktitle"] == "{Goals: of 2023}"
    assert unit["title"] == (
        r"{Share “data” \& 50\% of \$ \#1\_costs \{safely\} \textasciitilde{}\textasciicircum{}"
        r"\textbackslash{} [in time].}"
    )
    assert (edition.entry_type, edition.key) == ("booklet", "gpg2023")
    assert "booktitle" not in edition


def test_ris_is_read_by_its_parser():
    (unit,) = rispy.loads(ris(OBJECTIVE))

    assert unit == {
        "type_of_reference": "CHAP",
        "id": "gpg2023-3-2",
        "authors": ["INTERPOL"],
        "title": OBJECTIVE["title"],
        "secondary_title": "Goals: of 2023",
        "year": "2023",
        "publisher": "INTERPOL",
        "notes": ["Objective 3.2 (GPG2023-3.2). Global Policing Goals portal (independent)"],
        "language": "en",
        "urls": [OBJECTIVE["url"]],
    }
    assert rispy.loads(ris(EDITION))[0]["type_of_reference"] == "RPRT"


def test_a_title_in_several_lines_is_one_record_of_ris():
    (unit,) = rispy.loads(ris({**OBJECTIVE, "title": "One\nTY  - BOOK\r\nER  - "}))

    assert unit["title"] == "One TY - BOOK ER -"


@pytest.mark.parametrize(("work", "kind"), [(OBJECTIVE, "chapter"), (EDITION, "report")])
def test_csl_is_read_by_its_processor(work, kind):
    with warnings.catch_warnings():
        # citeproc reads its own files by ways that Python gives up.
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        found = json.loads(csl(work))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(found), formatter.plain)
        bibliography.register(Citation([CitationItem(key(work))]))
        (entry,) = bibliography.bibliography()

    assert found[0]["type"] == kind
    assert str(entry).startswith("INTERPOL (2023) ")
    assert work["url"] in str(entry)


@pytest.mark.parametrize("form", [plain, *FORMS.values()])
def test_no_form_names_a_date_of_access(form):
    assert "accessed" not in form(OBJECTIVE).lower()
    assert "urldate" not in form(OBJECTIVE)
