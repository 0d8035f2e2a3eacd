"""Parts of an address, read once at the door: views receive editions, numbers and codes.

A part that names nothing public matches no address, so the answer is a 404.
"""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.urls import register_converter

from . import codes
from .models import Edition, Source
from .rows import Row, compiled

_OWN, _OF_SOURCE = (
    [field.attname for field in model._meta.concrete_fields] for model in (Edition, Source)
)


@compiled
def _edition(year: int) -> QuerySet[Edition, Row]:
    """The edition with its source."""
    columns = (*_OWN, *(f"source__{name}" for name in _OF_SOURCE))
    return Edition.objects.published().filter(year=year).values_list(*columns)


class EditionConverter:
    """A year of a published edition. Costs one query."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> Edition:
        rows = _edition(year=int(value))
        if not rows:
            raise ValueError
        own, of_source = rows[0][: len(_OWN)], rows[0][len(_OWN) :]
        source = Source.from_db(DEFAULT_DB_ALIAS, _OF_SOURCE, of_source)
        edition = Edition.from_db(DEFAULT_DB_ALIAS, _OWN, own)
        edition.source = source
        return edition

    def to_url(self, edition: Edition | int) -> str:
        return str(getattr(edition, "year", edition))


class NumberConverter:
    """A number as people write it: no leading zero, so that each unit has one address."""

    regex = "[1-9][0-9]?"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class CodeConverter:
    """A code such as 3.2 or T4.1, in either letter case."""

    regex = codes.CODE_PATTERN

    def to_python(self, value: str) -> codes.Code:
        return codes.parse(value)

    def to_url(self, value: codes.Code) -> str:
        return str(value)


register_converter(EditionConverter, "edition")
register_converter(NumberConverter, "number")
register_converter(CodeConverter, "code")
