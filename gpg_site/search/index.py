"""What this process answers questions from, kept up to date with the content."""

import time
import uuid
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import NamedTuple

from django.urls import reverse

from goals.visibility import drafts
from gpg_site.models import ContentVersion, SearchAlias

from .engine import Alias, Engine, Record
from .quotations import Finding, Official, Quotations
from .records import forewords, places, records, wordings
from .references import Reference, references

# How long, in seconds, an engine answers before the content version is looked at again.
LOOK_AGAIN_AFTER = 1.0

# Among so many hits an official wording is looked for: SDGs and topics are none.
_NEAR = 10


class Library:
    """What questions are answered from: the engine, every unit by its code, and the official
    wordings to compare quotations with."""

    def __init__(
        self,
        units: list[Record],
        others: list[Record],
        aliases: list[Alias],
        wordings: Iterable[Official[Record]],
    ) -> None:
        self.engine = Engine(units, aliases)
        self.quotations = Quotations(wordings)
        self._by_code: dict[tuple[str, str], list[Record]] = {}
        for record in (*units, *others):
            self._by_code.setdefault((record.kind, record.code), []).append(record)

    def named(self, text: str) -> list[Record]:
        """The units that `text` names by their code, the current edition's first; else none."""
        return [record for reference in references(text) for record in self._units(reference)]

    def nearest(self, finding: Finding[Record]) -> Finding[Record]:
        """The finding with the official wording that a search for its words finds first, if it
        looks for no other words in their place."""
        answer = self.engine.search(finding.sentence, most=_NEAR)
        found = () if answer.corrections else answer.records
        official = [Official(one, one.text or one.title or one.name) for one in found if one.year]
        return replace(finding, official=next(iter(official), None), same=tuple(official[:1]))

    def _units(self, reference: Reference) -> list[Record]:
        found = self._by_code.get((reference.kind, reference.code), [])
        return [record for record in found if reference.year in (0, record.year)]


class Key(NamedTuple):
    """What a library is of: a language, the drafts that show, and where its addresses begin."""

    language: str
    drafts: frozenset[int]
    root: str


# The previews that are kept ready, besides the public libraries.
MOST_PREVIEWS = 2

_lock = Lock()
_built: dict[Key, tuple[uuid.UUID | None, Library]] = {}
_looked: dict[Key, float] = {}


def library(language: str = "en") -> Library:
    """The library of the content as it is, at most a second old; in a preview, of what that shows.

    While one thread builds it anew, the others go on with the one there is.
    """
    key = Key(language, drafts(), reverse("home"))
    built = _built.get(key)
    if built and time.monotonic() - _looked.get(key, 0.0) < LOOK_AGAIN_AFTER:
        return built[1]
    version = ContentVersion.current()
    if built and built[0] == version:
        _looked[key] = time.monotonic()
        return built[1]
    if built and not _lock.acquire(blocking=False):
        return built[1]
    if not built:
        _lock.acquire()
    try:
        built = _built.get(key)
        if not built or built[0] != version:
            _make_room(key)
            built = _built[key] = (version, _build(language))
        _looked[key] = time.monotonic()
        return built[1]
    finally:
        _lock.release()


def _build(language: str) -> Library:
    aliases = SearchAlias.objects.filter(language=language)
    units = records()
    return Library(
        units,
        places(),
        [Alias(row.words, row.lines) for row in aliases],
        [*wordings(units), *forewords()],
    )


def _make_room(key: Key) -> None:
    """Lets go of the oldest previews, so that no more than the most are kept with this one."""
    if not key.drafts:
        return
    others = [other for other in _built if other.drafts and other != key]
    for other in others[: len(others) + 1 - MOST_PREVIEWS]:
        del _built[other]
        _looked.pop(other, None)
