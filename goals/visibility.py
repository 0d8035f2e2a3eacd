"""Which editions the reader of this request may see: the published ones, in a preview a draft too.

Everything public asks `visible` or `is_visible`, and nothing else, whether an edition shows. So a
preview is the public site itself with one edition more, and no page has to know that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from .models import Edition

# The years of the drafts that this request may see as if they were published.
_drafts: ContextVar[frozenset[int]] = ContextVar("drafts", default=frozenset())


@contextmanager
def showing(*years: int) -> Iterator[None]:
    """Within it the drafts of these years show as if published, and no other draft."""
    token = _drafts.set(frozenset(years))
    try:
        yield
    finally:
        _drafts.reset(token)


def drafts() -> frozenset[int]:
    """The years of the drafts that show."""
    return _drafts.get()


def visible(way: str = "") -> Q:
    """That the edition shows to which `way` leads, such as `goal__edition__`.

    To be asked anew in each request: a query kept from one would show its drafts to the next.
    """
    published = Q(**{f"{way}published_on__isnull": False})
    return published | Q(**{f"{way}year__in": drafts()}) if drafts() else published


def is_visible(edition: "Edition") -> bool:
    """Whether this edition shows."""
    return edition.is_public or edition.year in drafts()
