"""The forms that a whole edition is given out in: a new one is a line in FORMATS."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _

from goals.addresses import Addresses
from goals.answers import MEDIA_TYPES, json_bytes, meta
from gpg_site.finished import finished
from gpg_site.paper import documents

from . import rdf
from .edition import edition_document
from .edition_csv import edition_csv
from .workbook import workbook

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Format(NamedTuple):
    """A form of an edition, and what it is for. `make` gives the bytes of the edition of a year, in
    which addresses of this site begin with the origin that it is given; the same bytes for the same
    content."""

    extension: str
    media_type: str
    label: str
    use: "_StrPromise"
    make: Callable[[int, str], bytes]


def edition_json(year: int, origin: str) -> bytes:
    document = edition_document(year)
    about = meta(origin, document["edition"]["url"], data_address(year, "json"), edition=year)
    return json_bytes({"meta": about, **document}, origin)


FORMATS: tuple[Format, ...] = (
    Format(
        "json",
        MEDIA_TYPES["json"],
        "JSON",
        _("For programs: everything, each thing within the one that it belongs to."),
        edition_json,
    ),
    Format(
        "csv",
        MEDIA_TYPES["csv"],
        "CSV",
        _("For statistics: everything in one table, a row for each record."),
        edition_csv,
    ),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel (XLSX)",
        _("For spreadsheets: a sheet for each kind of record, with filters and links."),
        workbook,
    ),
    Format(
        "pdf",
        MEDIA_TYPES["pdf"],
        "PDF",
        _("To read, print and file: tagged, with bookmarks and addresses."),
        documents.edition,
    ),
    Format(
        "ttl",
        "text/turtle; charset=utf-8",
        "Turtle",
        _("For linked data, in RDF: a graph of concepts (SKOS), and who says what (PROV)."),
        rdf.turtle,
    ),
    Format(
        "jsonld",
        "application/ld+json",
        "JSON-LD",
        _("The same graph as JSON, its context within."),
        rdf.json_ld,
    ),
)
BY_EXTENSION = {each.extension: each for each in FORMATS}


def file_name(year: int, extension: str) -> str:
    return f"gpg-{year}.{extension}"


def data_address(year: int, extension: str) -> str:
    # Paper is in the reader's language; data has all languages in it.
    root = Addresses.here().root if extension == "pdf" else get_script_prefix()
    return f"{root}data/{file_name(year, extension)}"


def edition_file(extension: str, year: int, origin: str) -> bytes:
    """The edition of `year` in one of the FORMATS, made once for each state of the content."""
    return finished.file(
        f"{origin}{data_address(year, extension)}",
        lambda: BY_EXTENSION[extension].make(year, origin),
    )
