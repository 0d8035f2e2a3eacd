"""Keeps finished pages ready in a process: makes them after every change before anybody asks, and
keeps them in one file for a start without the database.

All of it happens in a thread of its own, which leaves readers at least half of a core. Of several
workers one makes the pages, and the others take them from its file.
"""

import contextlib
import fcntl
import hashlib
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from goals.answers import DATA, data_address
from goals.languages import ENGLISH, languages, prefix

from .asking import Asked
from .held import Held, replace_file
from .known import known_addresses
from .manifest import public_addresses
from .page_cache import NOWHERE, PageCache
from .search import index

logger = logging.getLogger(__name__)

# How long, in seconds, the content must have stayed as it is before all pages are made anew: who
# edits saves often.
QUIET = 1.0
# How often, in seconds, the thread looks around.
PACE = 0.25
# What the program is made of, as far as a page shows it.
_PROGRAM = ("goals", "themes", "gpg_site", "templates", "static", "locale", "requirements")


class Pages(msgspec.Struct, frozen=True):
    """What is in the file: the answers of one state of the content by address, the addresses that
    lead somewhere in it, and which program made them, since another might answer otherwise."""

    program: str
    version: str
    known: list[str]
    answers: dict[str, Held]


class Keeper:
    """Keeps the pages of a cache ready, with its file in `folder`."""

    def __init__(self, cache: PageCache, folder: Path) -> None:
        self.cache = cache
        self.file, self.contents = folder / "pages", folder / "search"
        self._lock_file = folder / "pages.lock"
        self._taken = 0
        # Of which state, for which origins all pages are here, and since when the content is as it
        # is.
        self._full: tuple[str, list[str]] = ("", [])
        self._changed: tuple[str, float] = ("", 0.0)

    def begin(self) -> None:
        """Takes what was kept, and goes on in a thread of its own."""
        self._take_searches()
        kept = self._read()
        if kept:
            self._take(kept)
            self.cache.version.suppose(kept.version)
        threading.Thread(target=self._run, name="keeper", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self.turn()
            except DatabaseError:
                # Until it is back, what is there has to do.
                time.sleep(QUIET)
            except Exception:
                logger.exception("The pages could not be made ready.")
                time.sleep(60)
            finally:
                close_old_connections()
            time.sleep(PACE)

    def turn(self) -> None:
        """Looks around once, and makes everything ready where the content has changed and is
        quiet."""
        version = self.cache.version.current()
        if not self.cache.version.is_sure:
            return
        if self.cache.known[0] != version:
            self.cache.known = (version, known_addresses())
        kept = self._read_if_new()
        if kept and kept.version == version:
            self._take(kept)
            self._take_searches()
        if self._changed[0] != version:
            self._changed = (version, time.monotonic())
        if self._full == (version, self._origins()):
            self._add_brotli()
        elif time.monotonic() - self._changed[1] >= QUIET:
            with self._alone() as is_alone:
                if is_alone:
                    self._fill(version)

    def _origins(self) -> list[str]:
        return [settings.ORIGIN] if settings.ORIGIN else sorted(self.cache.origins)

    def _fill(self, version: str) -> None:
        """Makes all pages of a state of the content, unless it changes meanwhile, and keeps them,
        language by language."""
        origins = self._origins()
        for language in languages():
            index.library(language)
            if not self._make(version, self._all(origins, language)):
                return
        self.cache.pages.keep_only(version)
        self.cache.answers.keep_only(version)
        self._full = (version, origins)

    def _make(self, version: str, pages: Iterable[Asked]) -> bool:
        """Makes pages of a state of the content, and keeps them in the file; False if it changes
        meanwhile. What another worker made is here already."""
        made = 0
        for wanted in pages:
            began = time.perf_counter()
            if self.cache.version.current() != version or not self.cache.version.is_sure:
                return False
            held = self.cache.pages.get(wanted.address)
            if held is None or held.version != version:
                held = self.cache.make(wanted, version, wanted.environ())
                close_old_connections()
                made += 1
            self._keep_with_brotli(wanted.address, held)
            time.sleep(time.perf_counter() - began)
        if made:
            self._write(version)
        return True

    def _all(self, origins: Iterable[str], language: str) -> Iterator[Asked]:
        """Every page in a language, and the data that pages in English link to. Files that cost up
        to a second each, and data in other languages, are made when somebody asks for them."""
        paths = [entry["path"] for entry in public_addresses() if entry["state"] != "moved"]
        pages = [path for path in paths if path.endswith("/")]
        others = [path for path in paths if path.endswith((".json", ".xml", ".atom", ".txt"))]
        for origin in origins:
            for path in (*pages, NOWHERE, *(others if language == ENGLISH else ())):
                yield Asked(origin, f"{prefix(language)}{path}", "")
            if language == ENGLISH:
                for path in pages:
                    yield from self._data(Asked(origin, path, ""))

    def _data(self, page: Asked) -> Iterator[Asked]:
        held = self.cache.pages.get(page.address)
        body = held.body("") if held else b""
        for form in DATA:
            path = data_address(page.path, form)
            if f'"{path}"'.encode() in body:
                yield page._replace(path=path)

    def _add_brotli(self) -> None:
        """Compresses strongly what readers asked for before it was made ready."""
        for address, held in self.cache.pages.items():
            if held.gzip and not held.br:
                self._keep_with_brotli(address, held)

    def _keep_with_brotli(self, address: str, held: Held) -> None:
        now = self.cache.pages.get(address)
        if now is held and held.gzip and not held.br:
            self.cache.pages.put(address, held.with_brotli())

    def _take_searches(self) -> None:
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            index.take(self.contents, program())

    def _take(self, kept: Pages) -> None:
        for address, held in kept.answers.items():
            self.cache.pages.put(address, held.with_shared_headers())
            self.cache.origins.add(address[: address.index("/", len("https://"))])
        if self.cache.known[0] != kept.version:
            self.cache.known = (kept.version, frozenset(kept.known))

    def _read_if_new(self) -> Pages | None:
        """What is in the file, where it is another than was last taken."""
        with contextlib.suppress(OSError):
            if self.file.stat().st_mtime_ns != self._taken:
                return self._read()
        return None

    def _read(self) -> Pages | None:
        """What is in the file; None where there is none, or it is of another program."""
        try:
            self._taken = self.file.stat().st_mtime_ns
            kept = msgspec.msgpack.decode(self.file.read_bytes(), type=Pages)
        except (OSError, msgspec.MsgspecError):
            return None
        return kept if kept.program == program() else None

    def _write(self, version: str) -> None:
        answers = {
            address: held for address, held in self.cache.pages.items() if held.version == version
        }
        kept = Pages(program(), version, sorted(self.cache.known[1]), answers)
        try:
            # First, since the others take both when the pages are new.
            index.keep(self.contents, program())
            replace_file(self.file, msgspec.msgpack.encode(kept))
            self._taken = self.file.stat().st_mtime_ns
        except OSError as error:
            # A full disk, or one that this process may not write: it goes on from memory.
            logger.warning("The pages could not be kept in a file: %s", error.strerror)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other worker makes the pages now."""
        try:
            lock = self._lock_file.open("a")
        except OSError:
            # There is no folder to share: each worker makes its own.
            yield True
            return
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True


@cache
def program() -> str:
    """What tells this program from any other: its files, and the settings that a page shows."""
    said = (settings.ORIGIN, settings.CONTACT, settings.PUBLIC_ONLY)
    digest = hashlib.sha256(repr(said).encode())
    for path in _files(settings.BASE_DIR / name for name in _PROGRAM):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
