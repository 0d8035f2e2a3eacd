"""The shipped editions as files: a copy of 2023 as 2027, and each file once more."""

import json
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from goals.models import Correspondence, Edition, Objective, SdgLink
from gpg_site import content
from gpg_site.manifest import public_addresses
from gpg_site.staff.editions import files, imports
from gpg_site.staff.editions.copies import copy_of

from .conftest import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

YEAR = 2027
ITS_PAGES = [
    "/2027/",
    "/2027/goals/3/",
    "/2027/goals/3/objectives/2/",
    "/2027/themes/4/",
    "/2027/sdgs/",
    "/2027/matrix/",
    "/compare/2023/2027/",
    "/compare/2023/2027/goals/3/",
    "/2027/3.2",
]


@pytest.fixture(scope="module")
def copied(product, django_db_blocker):
    """2027, a copy of 2023, written; with what was public before."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = [entry["path"] for entry in public_addresses()]
        reading = copy_of(Edition.objects.get(year=2023), YEAR, correspond=True)
        report = imports.write(reading, reason="Copied from the 2023 edition.")
        assert (report.errors, report.notes, report.is_written) == ([], [], True)
        yield reading, report, before
        transaction.set_rollback(True)


def kinds(text):
    return Counter(row["model"] for row in json.loads(text))


def test_a_copy_has_as_many_rows_of_each_kind(copied):
    reading, report, _before = copied
    original = kinds(content.edition_text(Edition.objects.get(year=2023)))
    objectives = original["goals.objective"]
    del original["goals.nocounterpart"]

    assert kinds(reading.text) == {**original, "goals.correspondence": objectives}
    assert len(report.added) == len(report.differences) == kinds(reading.text).total()


def test_the_copy_s_dump_is_the_file_and_imports_without_a_change(copied):
    reading, _report, _before = copied
    assert content.edition_text(Edition.objects.get(year=YEAR)) == reading.text
    before = everything()

    again = imports.write(files.read(reading.text.encode(), "edition-2027.json"), reason="Again")

    assert (again.errors, again.differences, again.is_written) == ([], [], False)
    assert everything() == before


def test_the_copy_is_a_draft_that_says_the_same_with_the_same_sources(copied):
    edition, original = (Edition.objects.get(year=year) for year in (YEAR, 2023))

    assert edition.published_on is None
    assert (edition.title, edition.source) == (original.title, original.source)
    texts = [
        list(Objective.objects.in_edition(each).values_list("goal__number", "number", "text"))
        for each in (edition, original)
    ]
    assert texts[0] == texts[1]


def test_each_objective_is_paired_with_the_one_it_was_copied_from(copied):
    rows = Correspondence.objects.filter(later__goal__edition__year=YEAR).select_related(
        "earlier__goal__edition", "later__goal__edition"
    )

    assert {(row.earlier.full_code, row.relation, row.reason) for row in rows} == {
        (
            row.later.full_code.replace("2027", "2023"),
            "unchanged",
            "Copied from the 2023 edition and not yet reviewed.",
        )
        for row in rows
    }


def test_a_copied_statement_says_for_which_edition_it_was_made(copied):
    links = SdgLink.objects.filter(goal__edition__year=YEAR)

    made_for = links.values_list("evidence", "made_for__year").order_by()
    assert set(made_for) == {("stated", 2017), ("editorial", None)}


def test_the_draft_appears_nowhere_public(copied):
    _reading, _report, before = copied
    client = Client()

    assert {address: client.get(address).status_code for address in ITS_PAGES} == dict.fromkeys(
        ITS_PAGES, 404
    )
    assert [entry["path"] for entry in public_addresses()] == before
    assert client.get("/goals/3/").headers["Location"] == "/2023/goals/3/"
    for address in ("/", "/search/?q=terrorism", "/changes/", "/topics/terrorism/", "/sdgs/16/"):
        assert "2027" not in client.get(address).text


def test_what_was_stated_for_the_copied_edition_was_made_for_it():
    reading = copy_of(Edition.objects.get(year=2017), 2020, correspond=False)

    stated = [row for row in json.loads(reading.text) if row["fields"].get("evidence") == "stated"]
    assert {tuple(row["fields"]["made_for"]) for row in stated} == {(2017,)}
    assert "goals.correspondence" not in kinds(reading.text)


@pytest.mark.parametrize("year", [2017, 2023])
def test_the_shipped_file_changes_nothing(year):
    path = content.FIXTURES / f"edition-{year}.json"
    before = everything()

    report = imports.write(files.read(path.read_bytes(), path.name), reason="Once more")

    assert (report.errors, report.differences, report.notes) == ([], [], [])
    assert everything() == before


def test_dump_import_dump_is_byte_equal(tmp_path):
    """A dump with a changed sentence, imported where that sentence was lost, is dumped again."""
    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    objective.note = "Ours – ملاحظة"
    objective.save()
    call_command("dump", tmp_path, verbosity=0)
    dumped = (tmp_path / "edition-2023.json").read_bytes()
    objective.note = ""
    objective.save()

    report = imports.write(files.read(dumped, "edition-2023.json"), reason="Back")

    assert [(each.kind, each.label) for each in report.differences] == [("changed", "GPG2023-1.1")]
    call_command("dump", tmp_path, verbosity=0)
    assert (tmp_path / "edition-2023.json").read_bytes() == dumped
