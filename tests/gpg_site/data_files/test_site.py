"""The shipped content: each page of it as data, and every official word in every form."""

import csv
import datetime
import io
import json
import types
import typing

import openpyxl
import pytest
from django.test import Client
from django.urls import resolve
from rdflib import SKOS, Graph, Literal
from rdflib.compare import isomorphic

from goals import answers, csv_files
from goals.answers import CACHE_CONTROL, MEDIA_TYPES, Meta, data_address, ending, page_address
from goals.models import Edition, SdgTranslation
from gpg_site.content import FIXTURES, edition_file
from gpg_site.data_files import dictionary, rdf
from gpg_site.data_files.edition import BREAK, EditionDocument
from gpg_site.data_files.reading import rows_of
from gpg_site.sources import TRANSLATIONS
from gpg_site.staff.editions import imports
from gpg_site.staff.editions.files import read
from gpg_site.verification import wordings
from tests.gpg_site.paper.reading import text_of

from .graphs import ORIGIN, SHAPES, dangling, refusals

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("product"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

CITED = {
    "goals:edition", "goals:goal", "goals:objective", "themes:theme", "themes:commitment",
}  # fmt: skip


@pytest.fixture(scope="module")
def data(files):
    """The data of pages by its address."""
    return {address: found for address, found in files.items() if ending(address) in answers.CITED}


def pages_of(files):
    return {
        address: found
        for address, found in files.items()
        if not address.startswith(("/data/gpg-", "/permalinks.", "/openapi."))
    }


def conforms(value, hint):
    """Whether a value out of JSON is of a type, to the last field."""
    if typing.is_typeddict(hint):
        fields = dictionary.fields_of(hint)
        return (
            value is not None
            and set(value) == set(fields)
            and all(conforms(value[name], each) for name, each in fields.items())
        )
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return type(value) is list and all(conforms(each, parts[0]) for each in value)
    if origin is dict:
        return all(conforms(each, parts[1]) for each in value.values())
    if origin in (typing.Union, types.UnionType):
        return any(conforms(value, part) for part in parts)
    if hint in (datetime.date, datetime.datetime):
        return bool(hint.fromisoformat(value))
    return type(value) is hint


def test_every_page_is_there_as_json_and_every_list_as_csv(site, files):
    for address in site:
        view = resolve(address).view_name
        forms = {"json", *(["csv"] if view in dictionary.LISTS else [])}
        forms |= set(answers.CITED) - {"csv"} if view in CITED else set()
        assert {form for form in answers.CITED if data_address(address, form) in files} == forms, (
            address
        )


def test_every_unit_is_there_on_paper(site, linked_files):
    units = {
        data_address(address, "pdf")
        for address in site
        if resolve(address).view_name in CITED - {"goals:edition"}
    }
    cards = {f"{address}card.pdf" for address in site if resolve(address).view_name == "goals:goal"}
    found = {address for address in linked_files if address.endswith(".pdf")}

    assert found == units | cards | {"/data/gpg-2017.pdf", "/data/gpg-2023.pdf"}


def test_each_answers_with_the_right_headers(data):
    for address, found in data.items():
        assert found.status_code == 200
        assert found.headers["Content-Type"] == MEDIA_TYPES[ending(address)], address
        assert found.headers["Access-Control-Allow-Origin"] == "*", address
        assert found.headers["Cross-Origin-Resource-Policy"] == "cross-origin", address
        assert found.headers["Cache-Control"] == CACHE_CONTROL, address
        assert found.headers["X-Content-Type-Options"] == "nosniff", address
        assert "Content-Security-Policy" in found.headers, address
        assert found.cookies == {}, address


# One address of each view: the rest answers by the same code.
def test_each_kind_answers_304_and_head(data):
    kinds = {(resolve(page_address(address)).view_name, ending(address)): address for address in
             pages_of(data)}  # fmt: skip
    client = Client()
    for address in kinds.values():
        tag = data[address].headers["ETag"]
        assert tag.startswith('"')
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304, address
        head = client.head(address)
        assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", tag), address


def test_each_page_of_data_is_of_the_declared_type(data):
    shapes = dictionary.page_shapes()
    for address, found in pages_of(data).items():
        if ending(address) == "json":
            meta, content = _parts(found)
            assert conforms(meta, Meta), address
            assert conforms(content, shapes[resolve(page_address(address)).view_name]), address


def _parts(found):
    content = found.json()
    return content.pop("meta"), content


def test_each_table_has_its_declared_columns(data):
    declared = {table.columns for table in dictionary.LISTS.values()}
    for address, found in pages_of(data).items():
        if ending(address) == "csv":
            head, *rows = csv.reader(io.StringIO(found.content.decode("utf-8-sig"), newline=""))
            assert tuple(head) in declared, address
            assert all(len(row) == len(head) for row in rows), address


def test_no_address_of_data_is_cut_off_from_the_site(data):
    """Every address in JSON is complete, and those of ours lead to pages that there are."""
    for address, found in data.items():
        if ending(address) == "json":
            assert [url for url in _urls(found.json()) if url[:1] == "/"] == [], address


def _urls(value):
    if isinstance(value, dict):
        for name, part in value.items():
            if name.endswith("url") and isinstance(part, str):
                yield part
            yield from _urls(part)
    if isinstance(value, list):
        for part in value:
            yield from _urls(part)


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_whole_edition_is_of_the_declared_type(files, year):
    _meta, content = _parts(files[f"/data/gpg-{year}.json"])

    assert conforms(content, EditionDocument)


def parsed(files, year, form):
    formats = {"ttl": "turtle", "jsonld": "json-ld"}
    return Graph().parse(data=files[f"/data/gpg-{year}.{form}"].content, format=formats[form])


@pytest.mark.parametrize("year", [2017, 2023])
def test_turtle_and_json_ld_tell_the_same(files, year):
    one, other = (parsed(files, year, form) for form in ("ttl", "jsonld"))

    assert len(one) > 900
    assert isomorphic(one, other)


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_graph_has_its_shapes_and_no_address_that_leads_nowhere(site, year):
    graph = rdf.edition_graph(year, ORIGIN)

    assert refusals(graph, Graph().parse(SHAPES)) == set()
    assert dangling(graph, site.get) == []


def test_the_preferred_labels_are_exactly_the_official_words(files):
    rows = [
        row
        for model in TRANSLATIONS
        for row in model._default_manager.filter(status="official")
        if model is not SdgTranslation
    ]
    official = {
        (item.url, item.text, "en") for item in wordings(drafts=False) if item.row != item.edition
    }
    official |= {(row.get_absolute_url(), row.title, "en") for row in Edition.objects.all()}
    official |= {(row.of.get_absolute_url(), row.text, row.language) for row in rows}

    labels = {
        (one.removeprefix("http://testserver"), str(words), words.language)
        for year in (2017, 2023)
        for one, words in parsed(files, year, "ttl").subject_objects(SKOS.prefLabel)
    }
    assert len(rows) == 8
    assert labels == official


def test_every_official_wording_is_the_same_in_every_form(site, files):
    found = list(wordings(drafts=False))
    assert len(found) == 142
    for edition in Edition.objects.all():
        own = [item for item in found if item.edition == edition]
        in_json = set(_texts(files[f"/data/gpg-{edition.year}.json"].json()))
        rows = csv_files.read(files[f"/data/gpg-{edition.year}.csv"].content)
        in_csv = {part for _line, row in rows for cell in row for part in cell.split(BREAK)}
        book = openpyxl.load_workbook(
            io.BytesIO(files[f"/data/gpg-{edition.year}.xlsx"].content), read_only=True
        )
        in_book = {
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        }
        on_paper = text_of(files[f"/data/gpg-{edition.year}.pdf"].content)
        in_turtle, in_json_ld = (
            {
                part
                for words in parsed(files, edition.year, form).objects()
                if isinstance(words, Literal) and words.language == "en"
                for part in words.split(BREAK)
            }
            for form in ("ttl", "jsonld")
        )
        for item in own:
            assert item.text in in_json, item.name
            assert item.text in in_turtle, item.name
            assert item.text in in_json_ld, item.name
            assert item.text in in_csv, item.name
            assert item.text in in_book, item.name
            assert " ".join(item.text.split()) in on_paper, item.name
            page = files[data_address(item.url, "json")].json()
            assert item.text in set(_texts(page)), item.name
            words = " ".join(item.text.split())
            assert any(words in text for text in site[item.url].texts["official"]), item.name


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("year", [2017, 2023])
def test_a_file_holds_exactly_what_the_fixture_holds(files, form, year):
    stored = json.loads((FIXTURES / edition_file(year)).read_text(encoding="utf-8"))
    name = f"gpg-{year}.{form}"

    rows = rows_of(files[f"/data/{name}"].content, name)

    # As text: fields in the same order too.
    assert [json.dumps(row) for row in rows] == [json.dumps(row) for row in stored]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_editors_import_finds_nothing_to_change_in_a_file(files, form):
    for year in (2017, 2023):
        name = f"gpg-{year}.{form}"
        reading = read(files[f"/data/{name}"].content, name)
        report = imports.dry_run(reading)
        assert (reading.errors, report.errors, report.differences) == ([], [], [])
        assert report.unchanged.total() == len(reading.rows)
