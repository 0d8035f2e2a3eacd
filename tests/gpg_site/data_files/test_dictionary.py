"""Every field and column has a meaning, and no field of the published JSON is lost unnoticed."""

import json
from collections import Counter
from pathlib import Path

import pytest

from gpg_site.data_files import columns, dictionary, edition_csv, glossary, workbook

FROZEN = Path(__file__).with_name("fields.json")


def own_or_common(meanings, named):
    """The entries that explain these names: their owner's, else the common one; None if neither."""
    return {
        (owner, name): f"{owner}.{name}" if f"{owner}.{name}" in meanings else name
        if name in meanings else None
        for owner, names in named
        for name in names
    }  # fmt: skip


@pytest.fixture(scope="module")
def fields():
    return [(shape.__name__, dictionary.fields_of(shape)) for shape in dictionary.records()]


@pytest.fixture(scope="module")
def tables():
    return [
        *((table.name, table.columns) for table in dictionary.LISTS.values()),
        ("edition", edition_csv.EDITION.columns),
        *((f"sheet {sheet.name}", sheet.columns) for sheet in workbook.SHEETS),
    ]


def test_no_two_records_have_one_name(fields):
    assert [name for name, count in Counter(name for name, _f in fields).items() if count > 1] == []


def test_every_field_has_a_meaning_and_no_meaning_is_left_over(fields):
    used = own_or_common(glossary.FIELDS, fields)

    assert [where for where, entry in used.items() if entry is None] == []
    assert set(glossary.FIELDS) - set(used.values()) == set()


def test_every_column_has_a_meaning_and_no_meaning_is_left_over(tables):
    used = own_or_common(columns.COLUMNS, tables)

    assert [where for where, entry in used.items() if entry is None] == []
    assert set(columns.COLUMNS) - set(used.values()) == set()


def test_what_is_said_to_be_official_is_there(fields):
    assert {f"{owner}.{name}" for owner, names in fields for name in names} >= glossary.OFFICIAL


def test_the_dictionary_tells_types_in_words():
    found = dictionary.data_dictionary()

    goal = next(record for record in found["records"] if record["name"] == "GoalPage")
    kinds = {field["name"]: field["kind"] for field in goal["fields"]}
    assert (kinds["goal"], kinds["objectives"]) == ("GoalData", "list of ProvisionData")
    assert kinds["previous"] == "GoalRef or null"
    assert "frame" not in kinds
    text = next(
        field
        for record in found["records"]
        if record["name"] == "ProvisionData"
        for field in record["fields"]
        if field["name"] == "text"
    )
    assert text["is_official"]
    assert text["meaning"].startswith("Official wording")


def test_no_field_is_lost_and_none_is_added_unnoticed(fields):
    now = {
        owner: {name: dictionary.kind(hint) for name, hint in names.items()}
        for owner, names in sorted(fields)
    }
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))

    gone = [
        f"{owner}.{name}: {kind}"
        for owner, names in frozen.items()
        for name, kind in names.items()
        if now.get(owner, {}).get(name) != kind
    ]
    assert gone == [], "Programs rely on these fields: keep them, or raise goals.answers.SCHEMA."
    text = json.dumps(now, indent=1, ensure_ascii=False) + "\n"
    if now != frozen:
        FROZEN.with_suffix(".new.json").write_text(text, encoding="utf-8")
    assert now == frozen, "Fields were added: put tests/…/fields.new.json in place of fields.json."
