"""Codes in every spelling: what each may name."""

import pytest

from gpg_site.search.references import references

OBJECTIVE, OBJECTIVE_2017 = "objective 3.2", "objective 3.2 of 2017"

SPELLINGS = {
    "3.2": [OBJECTIVE, "target 3.2"],
    " 3.2. ": [OBJECTIVE, "target 3.2"],
    "3,2": [OBJECTIVE, "target 3.2"],
    "§ 3.2": [OBJECTIVE, "target 3.2"],
    "(3.2)": [OBJECTIVE, "target 3.2"],
    "objective 3.2": [OBJECTIVE, "target 3.2"],
    "GPG 3.2": [OBJECTIVE],
    "gpg3.2": [OBJECTIVE],
    "GPG-3.2": [OBJECTIVE],
    "interpol gpg 3.2": [OBJECTIVE],
    "Global Policing Goal 3.2": [OBJECTIVE],
    "goal 3 objective 2": [OBJECTIVE],
    "Goal 3, Objective 2": [OBJECTIVE],
    "goal three objective two": [OBJECTIVE],
    "goal 3 objective 3.2": [OBJECTIVE],
    "objective 2 of goal 3": [OBJECTIVE],
    "objective 2, goal 3": [OBJECTIVE],
    "2017-3.2": [OBJECTIVE_2017],
    "2017–3.2": [OBJECTIVE_2017],
    "2017 3.2": [OBJECTIVE_2017],
    "3.2 (2017)": [OBJECTIVE_2017],
    "GPG2017-3.2": [OBJECTIVE_2017],
    "gpg 2017 3.2": [OBJECTIVE_2017],
    "GPG 2017-3.2": [OBJECTIVE_2017],
    "3.2 of the 2017 edition": [OBJECTIVE_2017],
    "T4.1": ["commitment T4.1"],
    "t 4.1": ["commitment T4.1"],
    "GPG2023-T4.1": ["commitment T4.1 of 2023"],
    "2023-T4.1": ["commitment T4.1 of 2023"],
    "commitment 4.1": ["commitment T4.1"],
    "theme 4.1": ["commitment T4.1"],
    "theme IV commitment 1": ["commitment T4.1"],
    "commitment 1 of theme 4": ["commitment T4.1"],
    "theme IV": ["theme T4"],
    "Theme four": ["theme T4"],
    "theme 4": ["theme T4"],
    "T4": ["theme T4"],
    "IV": ["theme T4"],
    "theme iv 2023": ["theme T4 of 2023"],
    "SDG 16": ["sdg SDG 16"],
    "sdg16": ["sdg SDG 16"],
    "SDGs 16": ["sdg SDG 16"],
    "Sustainable Development Goal 16": ["sdg SDG 16"],
    "UN goal 16": ["sdg SDG 16"],
    "16.4": ["objective 16.4", "target 16.4"],
    "SDG 16.4": ["target 16.4"],
    "target 16.4": ["target 16.4"],
    "SDG target 16.a": ["target 16.a"],
    "16.a": ["target 16.a"],
    "goal 3": ["goal 3", "sdg SDG 3"],
    "goal three": ["goal 3", "sdg SDG 3"],
    "GPG 3": ["goal 3"],
    "goal 3 2017": ["goal 3 of 2017"],
    "3": ["goal 3", "sdg SDG 3"],
    "2017": ["edition 2017 of 2017"],
    "GPG 2017": ["edition 2017 of 2017"],
    "the 2017 edition": ["edition 2017 of 2017"],
}


def named(text):
    return [
        f"{one.kind} {one.code}" + (f" of {one.year}" if one.year else "")
        for one in references(text)
    ]


@pytest.mark.parametrize("text", SPELLINGS)
def test_code_is_read_in_every_spelling(text):
    assert named(text) == SPELLINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gpg",
        "terrorism",
        "goal",
        "0.1",
        "3.0",
        "100.1",
        "3.2.1",
        "I-24/7",
        "UNSCR 1325 women",
        "3.2 3.3",
        "theme XL",
        "T",
        "goals of the police",
        "3.2" * 100,
        "٣.٢",
    ],
)
def test_what_is_no_code_names_nothing(text):
    assert named(text) == []
