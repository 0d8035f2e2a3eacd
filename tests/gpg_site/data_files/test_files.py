"""Whole editions as files, and all of them in one archive."""

import hashlib
import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.answers import CACHE_CONTROL
from goals.models import Edition, Objective
from goals.visibility import showing
from gpg_site.data_files import archive, edition_document, formats
from gpg_site.data_files.workbook import LONGEST, MORE, workbook
from gpg_site.finished import finished
from tests.builders import make_goal, make_objective

pytestmark = pytest.mark.django_db

ORIGIN = "https://example.org"


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.extension)
def test_a_file_is_the_same_to_the_byte_each_time(world, each):
    assert each.make(2023, ORIGIN) == each.make(2023, ORIGIN)


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.extension)
def test_a_file_is_given_to_any_site_and_kept(client, world, each):
    address = f"/data/gpg-2023.{each.extension}"
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == each.media_type
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == CACHE_CONTROL
    again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).headers["ETag"] == response.headers["ETag"]
    # What a browser can show itself is shown.
    way = "inline" if each.extension in ("json", "pdf") else "attachment"
    assert response.headers["Content-Disposition"] == f'{way}; filename="{address[6:]}"'


@pytest.mark.parametrize(
    "address",
    ["gpg-2031.json", "gpg-2031.csv", "gpg-2024.json", "gpg-2023.doc", "gpg-2023", "gpg-all.json"],
)
def test_what_is_not_published_or_no_format_is_a_404(client, world, address):
    assert client.get(f"/data/{address}").status_code == 404


def test_the_json_of_an_edition_has_the_same_meta_as_a_page(client, world):
    found = client.get("/data/gpg-2023.json").json()

    assert found["meta"]["data_url"] == "http://testserver/data/gpg-2023.json"
    assert found["meta"]["pinned_url"] == "http://testserver/2023/"
    assert list(found)[1:] == list(edition_document(2023))
    page = client.get("/2023.json").json()["meta"]
    assert {**found["meta"], "data_url": ""} == {**page, "data_url": ""}


def test_a_change_is_in_the_next_file(client, world):
    before = client.get("/data/gpg-2023.csv").content
    objective = Objective.objects.get(goal__edition=world.current, goal__number=1, number=1)
    objective.text = "Do it otherwise"
    objective.save()

    after = client.get("/data/gpg-2023.csv").content

    assert b"Do it otherwise" in after
    assert after != before


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.extension)
def test_a_larger_edition_takes_no_more_queries(world, each):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            each.make(2023, ORIGIN)
        return len(captured)

    # The day of the content is known from then on.
    queries()
    before = queries()
    for number in range(3, 23):
        make_objective(goal=world.link.goal, number=number, topics=(world.borders,))
    for number in range(3, 7):
        make_goal(edition=world.current, number=number)
    queries()

    assert queries() == before


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book}


def test_the_workbook_has_a_sheet_for_each_kind_with_a_fixed_head_and_filters(world):
    found = sheets(workbook(2023, ORIGIN))

    assert list(found) == [
        "edition", "goals", "objectives", "themes", "commitments", "SDG links",
        "considered targets", "topics", "correspondences", "translations",
    ]  # fmt: skip
    for sheet in found.values():
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1])
    head, first, *_rest = found["objectives"].iter_rows(values_only=True)
    assert dict(zip(head, first, strict=True)) == {
        "goal": 1,
        "code": "1.1",
        "full_code": "GPG2023-1.1",
        "text": "Do 1.1 of 2023",
        "note": None,
        "topics": "Borders; Data",
        "source": None,
        "url": f"{ORIGIN}/2023/goals/1/objectives/1/",
    }
    assert found["correspondences"].max_row == 3


def test_only_addresses_of_ours_are_links(world):
    Objective.objects.filter(goal__edition=world.current).update(text="https://evil.example/")

    links = [
        (name, link.target)
        for name, sheet in sheets(workbook(2023, ORIGIN)).items()
        for row in sheet.iter_rows()
        for cell in row
        if (link := cell.hyperlink)
    ]

    assert len(links) > 10
    assert [link for link in links if not link[1].startswith(f"{ORIGIN}/")] == []


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "{=1}", "1"])
def test_what_looks_like_a_formula_is_text_in_the_workbook(world, text):
    Objective.objects.filter(goal=world.link.goal, number=1).update(text=text)

    cell = sheets(workbook(2023, ORIGIN))["objectives"]["D2"]

    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_too_long_for_a_cell_says_that_it_is_cut(world):
    Objective.objects.filter(goal=world.link.goal, number=1).update(text="x" * (LONGEST + 1))
    Objective.objects.filter(goal=world.link.goal, number=2).update(text="y" * LONGEST)

    sheet = sheets(workbook(2023, ORIGIN))["objectives"]

    assert sheet["D2"].value.endswith(MORE)
    assert sheet["D3"].value == "y" * LONGEST


def test_the_archive_has_every_file_with_its_sum_and_no_draft(world):
    packed = archive.archive(ORIGIN)
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        entries = file.infolist()
        content = {entry.filename.removeprefix("gpg-all/"): file.read(entry) for entry in entries}

    names = [f"gpg-{year}.{each.extension}" for year in (2017, 2023) for each in formats.FORMATS]
    assert list(content) == sorted([*names, "README.txt", "SHA256SUMS"])
    assert {entry.date_time for entry in entries} == {(2023, 1, 1, 0, 0, 0)}
    sums = dict(line.split("  ")[::-1] for line in content["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(content[name]).hexdigest() for name in names}
    assert all(name in content["README.txt"].decode() for name in names)
    assert content["gpg-2023.json"] == formats.edition_json(2023, ORIGIN)


def test_the_archive_is_the_same_to_the_byte(world):
    first = archive.archive(ORIGIN)
    finished.forget()

    assert archive.archive(ORIGIN) == first


def test_the_archive_of_an_empty_site_has_its_readme(client):
    assert client.get("/data/gpg-all.zip").status_code == 200
    assert not Edition.objects.exists()


def test_a_preview_has_the_files_of_its_draft_and_leaves_them_to_nobody(world):
    with showing(2031):
        previewed = formats.edition_file("json", 2031, ORIGIN)
        assert b"gpg-2031.csv" in archive.archive(ORIGIN)
        assert b"Do 1.1 of 2031" in previewed

    assert b"gpg-2031" not in archive.archive(ORIGIN)
    with pytest.raises(Edition.DoesNotExist):
        formats.edition_file("json", 2031, ORIGIN)
