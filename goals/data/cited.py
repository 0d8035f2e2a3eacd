"""What a page's unit is cited as: rendered in several forms by `citations`."""

from django.utils.translation import gettext as _

from .. import codes
from ..addresses import Addresses
from ..citations import Work
from ..models import Edition


def edition_cited(edition: Edition, url: str) -> Work:
    """The edition: its document, as INTERPOL titles and dates it."""
    label = _("%(year)s edition") % {"year": edition.year}
    return {
        **_work(edition, "edition", label, edition.source.title, url),
        "code": f"GPG{edition.year}",
        "container": "",
    }


def unit_cited(edition: Edition, kind: str, label: str, code: str, words: str, url: str) -> Work:
    """A unit of the edition: its official words, within the edition's document.

    The wording of some units is taken from another document, which their pages name. What is cited
    is the unit of the edition all the same.
    """
    work = _work(edition, kind, label, words, url)
    return {**work, "code": codes.with_edition(edition.year, code)}


def _work(edition: Edition, kind: str, label: str, title: str, url: str) -> Work:
    return {
        "kind": kind,
        "code": "",
        "label": label,
        "title": title,
        "container": edition.source.title,
        "author": edition.source.publisher,
        "year": edition.year,
        "date": edition.source.date_printed,
        "portal": _("Global Policing Goals portal (independent, non-official)"),
        "language": "en",
        # One unit, one citation: whoever cites it in whatever language cites the same words, which
        # are English, at the address where they stand in English and which is on record for good.
        "url": Addresses.here().in_english(url),
    }
