"""An edition as the portal gives it out is an edition file too: it is read back as it went out."""

import json

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from goals import publishing
from goals.models import Edition, Permalink
from goals.visibility import showing
from gpg_site import content
from gpg_site.data_files.formats import BY_EXTENSION
from gpg_site.staff.editions import files, imports

pytestmark = pytest.mark.django_db

ORIGIN = "https://example.org"
FORMS = ("json", "csv")


def given_out(year, form):
    return BY_EXTENSION[form].make(year, ORIGIN)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("year", [2017, 2023])
def test_what_went_out_changes_nothing_where_it_comes_from(world, stored, year, form):
    before = stored()

    reading = files.read(given_out(year, form), f"gpg-{year}.{form}")
    report = imports.write(reading, reason="As it went out")

    assert (reading.errors, reading.year) == ([], year)
    assert (report.errors, report.differences, report.is_written) == ([], [], False)
    assert stored() == before


@pytest.mark.parametrize("form", FORMS)
def test_an_edition_that_is_lost_comes_back_to_the_byte(world, form):
    """Both editions leave as files and one of them is taken away, goals, links and all."""
    published_on = world.current.published_on
    out = {each: given_out(2023, each) for each in FORMS}
    Permalink.objects.filter(path__startswith="/2023/").delete()
    for model, where in reversed(content.EDITION_MODELS):
        # Past the managers, which keep what was published.
        QuerySet(model).filter(
            pk__in=content.rows_of(world.current, model, where).values("pk")
        ).delete()
    assert not Edition.objects.filter(year=2023).exists()

    reading = files.read(out[form], f"gpg-2023.{form}")
    report = imports.write(reading, reason="It was lost")
    assert report.errors == []
    assert report.is_written

    # An import publishes nothing.
    assert Edition.objects.get(year=2023).published_on is None
    publishing.publish(Edition.objects.get(year=2023), reason="Back again")
    Edition.objects.filter(year=2023).update(published_on=published_on)
    assert {each: given_out(2023, each) for each in FORMS} == out


def test_a_changed_word_is_the_difference(world):
    data = given_out(2023, "csv").replace(b"Do 1.2 of 2023", b"Do 1.2 otherwise")

    report = imports.dry_run(files.read(data, "gpg-2023.csv"))

    (difference,) = report.differences
    (field,) = difference.fields
    assert (field.name, field.before, field.after) == (
        "official text", "Do 1.2 of 2023", "Do 1.2 otherwise",
    )  # fmt: skip


def test_what_can_not_be_read_is_told_with_its_line(world):
    document = json.loads(given_out(2023, "json"))
    document["goals"][0]["number"] = "one"
    data = json.dumps(document, indent=1).encode()
    line = data[: data.index(b'"one"')].count(b"\n") + 1

    (error,) = files.read(data, "gpg-2023.json").errors

    assert "number" in error.sentence
    assert abs(error.line - line) <= 2


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"{}", "gpg-2023.json"), (b"a,b\r\n1,2\r\n", "gpg-2023.csv"), (b"", "x.csv")],
)
def test_what_is_no_edition_is_told_in_a_sentence(db, data, name):
    reading = files.read(data, name)

    assert not reading.is_complete
    assert [bool(error.sentence) for error in reading.errors] == [True]


def test_its_rows_are_as_many_as_any_file_s_at_most(world, monkeypatch):
    data = given_out(2023, "csv")
    monkeypatch.setattr(files, "MOST_ROWS", 3)

    (error,) = files.read(data, "gpg-2023.csv").errors

    assert error.sentence == "The file has more than 3 rows, which no edition has."


@pytest.mark.parametrize("form", FORMS)
def test_the_command_reads_them(world, tmp_path, capsys, form):
    file = tmp_path / f"gpg-2023.{form}"
    file.write_bytes(given_out(2023, form))

    call_command("import_edition", file)

    assert "The database says all that already" in capsys.readouterr().out


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_leaves_and_returns_the_same_way(world, form):
    with showing(2031):
        data = given_out(2031, form)

    report = imports.dry_run(files.read(data, f"gpg-2031.{form}"))

    assert (report.errors, report.differences) == ([], [])
