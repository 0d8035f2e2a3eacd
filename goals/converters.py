"""Parts of an address, read once at the door: views receive editions, numbers and codes.

A part that names nothing public matches no address, so the answer is a 404.
"""

from django.urls import register_converter

from . import codes
from .models import Edition


class EditionConverter:
    """A year of a published edition. Costs one query."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> Edition:
        edition: Edition | None = (
            Edition.objects.published().select_related("source").filter(year=int(value)).first()
        )
        if edition is None:
            raise ValueError
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
