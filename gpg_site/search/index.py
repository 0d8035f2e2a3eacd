"""What this process answers questions from, kept up to date with the content."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.db import DatabaseError
from django.urls import reverse

from goals import languages as spoken
from goals.languages import ENGLISH, languages, speaking
from goals.lineage import Lineage
from goals.visibility import drafts
from gpg_site.version import latest

from . import contents
from .contents import Contents
from .engine import Engine, Record
from .quotations import Finding, Official, Quotations
from .references import Reference, references

# Among so many hits an official wording is looked for: SDGs and topics are none.
_NEAR = 10


class Library:
    """What questions are answered from in one language: the engine, every unit by its code, the
    official wordings to compare quotations with, and what became of each objective."""

    def __init__(self, contents: Contents, language: str = "en") -> None:
        self.contents = contents
        self.language = language
        self.outline = contents.outline
        self.engine = Engine(contents.units, contents.aliases, language)
        self.quotations = Quotations(contents.wordings)
        self.lineage = Lineage(contents.pairs, contents.alone)
        self._by_code: dict[tuple[str, str], list[Record]] = {}
        for record in (*contents.units, *contents.places):
            self._by_code.setdefault((record.kind, record.code), []).append(record)

    def named(self, text: str) -> list[Record]:
        """The units that `text` names by their code, the current edition's first; else none."""
        found = references(text, self.language)
        return [record for reference in found for record in self._units(reference)]

    def nearest(self, finding: Finding[Record]) -> Finding[Record]:
        """The finding with the official wording that a search for its words finds first, if it
        looks for no other words in their place."""
        answer = self.engine.search(finding.sentence, most=_NEAR)
        found = () if answer.corrections else answer.records
        texts = [(one, one.text or one.title or one.name) for one in found if one.year]
        official = [Official(one, text.words, text.language) for one, text in texts]
        return replace(finding, official=next(iter(official), None), same=tuple(official[:1]))

    def _units(self, reference: Reference) -> list[Record]:
        found = self._by_code.get((reference.kind, reference.code), [])
        return [record for record in found if reference.year in (0, record.year)]


class Key(NamedTuple):
    """What a library is of: a language, the drafts that show, and where its addresses begin."""

    language: str
    drafts: frozenset[int]
    root: str


@dataclass(frozen=True)
class Built:
    """A library and the content version that it was built of."""

    version: str
    library: Library


# The previews that are kept ready, besides the public libraries.
MOST_PREVIEWS = 2

_lock = Lock()
_built: dict[Key, Built] = {}


def library(language: str = "") -> Library:
    """The library of the content as it is, in the language in use or another; in a preview, of
    what that shows.

    While one thread builds it, the others wait for it: an answer from an old one would be held for
    new. Only where the database doesn't answer, the old one does.
    """
    if language and language != spoken.language():
        with speaking(language):
            return library()
    key = Key(spoken.language(), drafts(), reverse("home"))
    version = latest.current()
    built = _built.get(key)
    if not built or built.version != version:
        with _lock:
            built = _built.get(key)
            if not built or built.version != version:
                built = _rebuilt(key, version, built)
    return built.library


def keep(path: Path, program: str) -> None:
    """Keeps the public libraries in a file, for a start without the database. Raises OSError."""
    found = {language: _built.get(_public(language)) for language in languages()}
    libraries = {
        language: (built.version, built.library.contents)
        for language, built in found.items()
        if built
    }
    if libraries:
        contents.keep(path, program, libraries)


def take(path: Path, program: str) -> None:
    """Takes the kept ones that are not here, where the same program wrote them. Raises OSError or
    MsgspecError."""
    for language, (version, kept) in contents.kept(path, program).items():
        key = _public(language)
        if key not in _built or _built[key].version != version:
            _built[key] = Built(version, Library(kept, language))


def _public(language: str = ENGLISH) -> Key:
    with speaking(language):
        return Key(language, frozenset(), reverse("home"))


def _rebuilt(key: Key, version: str, before: Built | None) -> Built:
    _make_room(key)
    try:
        built = Built(version, Library(contents.read(key.language), key.language))
    except DatabaseError:
        if before is None:
            raise
        latest.doubt()
        return before
    _built[key] = built
    return built


def _make_room(key: Key) -> None:
    """Lets go of the oldest previews, so that no more than the most are kept with this one."""
    if not key.drafts:
        return
    others = [other for other in _built if other.drafts and other != key]
    for other in others[: len(others) + 1 - MOST_PREVIEWS]:
        del _built[other]
