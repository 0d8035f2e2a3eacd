"""Every page that may be indexed, and since when what it shows is as it is.

The day is known of the pages of units: it is the last on which the public log tells a change of
something that the page shows, as editors are told before they save. What stands near by on a page
(what is related to the unit, or beside it) is not of the page, and gives it no day. Of pages that
gather what many units say no day is known, and none is given. A page has the same day in every
language.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from goals.addresses import in_language
from goals.languages import languages
from goals.models import Edition
from goals.states import OWN, Row, State
from goals.units import parse
from gpg_site.changes import log_pages
from gpg_site.manifest import public_addresses
from gpg_site.public_history import changed_rows


class Listed(NamedTuple):
    path: str
    changed_on: datetime.date | None

    def in_languages(self) -> list[tuple[str, str]]:
        """The languages, and the path of the page in each, English first."""
        return [(code, in_language(self.path, code)) for code in languages()]


def sitemap() -> list[Listed]:
    """The pages in English by address, those of the log last. A fixed number of queries."""
    since, days = _editions_changed_on(), _changed_on()
    log, newest = log_pages()
    pages = [
        Listed(path, _latest(since, days.get(path)) if _is_of_a_unit(path) else None)
        for path in _indexed()
        if path not in log
    ]
    return [*pages, *(Listed(path, newest or since) for path in log)]


def _indexed() -> Iterator[str]:
    """A page's address ends with a slash; a withdrawn unit's page is there, but not to be found."""
    for entry in public_addresses():
        if entry["state"] == "live" and entry["path"].endswith("/"):
            yield entry["path"]


def _is_of_a_unit(path: str) -> bool:
    unit = parse(path)
    return unit is not None and unit.kind != "page"


def _changed_on() -> dict[str, datetime.date]:
    """The last day on which something changed that is shown at an address."""
    state = State()
    days: dict[str, datetime.date] = {}
    for change in changed_rows():
        for values in filter(None, (change.before, change.after)):
            row = Row(change.model, values["pk"])
            with state.holding(row, values):
                for path in state.pages(row, wide=not change.fields <= OWN):
                    days[path] = max(days.get(path, change.day), change.day)
    return days


def _editions_changed_on() -> datetime.date | None:
    """The last day on which an edition became public, or was taken back: every page says which
    editions there are."""
    days = list(Edition.objects.published().values_list("published_on", flat=True))
    was_public: dict[int, bool] = {}
    history = Edition.history.order_by("history_id")  # type: ignore[attr-defined]
    for pk, published_on, at in history.values_list("id", "published_on", "history_date"):
        if was_public.get(pk, bool(published_on)) != bool(published_on):
            days.append(at.date())
        was_public[pk] = bool(published_on)
    return _latest(*days)


def _latest(*days: datetime.date | None) -> datetime.date | None:
    return max(filter(None, days), default=None)
