"""The forms that a whole edition is given out in: a new one is a line in FORMATS."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from goals.addresses import Addresses
from goals.answers import json_bytes, meta
from goals.visibility import drafts
from gpg_site.models import ContentVersion

from .edition import edition_document
from .edition_csv import edition_csv
from .workbook import workbook


class Format(NamedTuple):
    """A form of an edition. `make` gives the bytes of the edition of a year, in which addresses of
    this site begin with the origin that it is given; the same bytes for the same content."""

    extension: str
    media_type: str
    label: str
    make: Callable[[int, str], bytes]


def edition_json(year: int, origin: str) -> bytes:
    document = edition_document(year)
    about = meta(origin, document["edition"]["url"], data_address(year, "json"), edition=year)
    return json_bytes({"meta": about, **document}, origin)


FORMATS: tuple[Format, ...] = (
    Format("json", "application/json", "JSON", edition_json),
    Format("csv", "text/csv; charset=utf-8", "CSV", edition_csv),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel (XLSX)",
        workbook,
    ),
)
BY_EXTENSION = {each.extension: each for each in FORMATS}


def file_name(year: int, extension: str) -> str:
    return f"gpg-{year}.{extension}"


def data_address(year: int, extension: str) -> str:
    return f"{Addresses.here().root}data/{file_name(year, extension)}"


def edition_file(extension: str, year: int, origin: str) -> bytes:
    """The edition of `year` in one of the FORMATS, made once for each state of the content."""
    if drafts():
        # What only a preview shows is kept for nobody.
        return BY_EXTENSION[extension].make(year, origin)
    return _kept(ContentVersion.current(), extension, year, origin)


# Two editions in six formats, for two hosts. What is of an older version is never asked for again.
@lru_cache(maxsize=32)
def _kept(version: UUID | None, extension: str, year: int, origin: str) -> bytes:
    return BY_EXTENSION[extension].make(year, origin)
