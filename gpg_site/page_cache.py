"""Finished public pages in front of Django: a WSGI layer that answers most requests by itself.

It holds what Django marks `public`, by its address and for one state of the content, and sends it
compressed. The reasons are in docs/adr/0020-finished-pages-stand-in-front-of-django.md.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from goals.languages import prefix, split

from .asking import Asked, Environ, asked
from .held import Held, Store
from .known import is_known
from .version import Version

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# In bytes. Both editions with all their forms come to some 8 MB, and their files to as much again
# several times. Answers to questions have a place of their own, so that no flood of them pushes a
# page out.
MOST_OF_PAGES = 64 * 1024 * 1024
MOST_OF_ANSWERS = 4 * 1024 * 1024
# A portal without GPG_ORIGIN is asked by several names, and holds its pages for each of them.
MOST_ORIGINS = 4
# How many addresses that lead nowhere are looked into in a second, for what they may have meant.
HELPED_IN_A_SECOND = 10
# The page for all others, in English.
NOWHERE = "/404.html"
# What watches over the portal asks here, often by the number of the machine and no name of ours.
HEALTH = ("/healthz", "/readyz")
# The time of asking is what these are about.
UNHELD = (*HEALTH, "/.well-known/security.txt")


class PageCache:
    """`inner`, with what it answered before in front of it.

    `known` has a state of the content and the addresses that lead somewhere in it. `begin` is
    called once in each process, before its first answer.
    """

    def __init__(
        self,
        inner: Application,
        version: Version,
        begin: Callable[["PageCache"], None] = lambda _cache: None,
    ) -> None:
        self.inner, self.version = inner, version
        self.pages, self.answers = Store(MOST_OF_PAGES), Store(MOST_OF_ANSWERS)
        self.known: tuple[str, frozenset[str]] = ("", frozenset())
        self.origins: set[str] = set()
        self._begin, self._began_in = begin, 0
        self._ration = Ration(HELPED_IN_A_SECOND)

    def start(self) -> None:
        """Begins in this process, which may be a copy of one that began."""
        if self._began_in != os.getpid():
            self._began_in = os.getpid()
            self._begin(self)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.start()
        wanted = asked(environ)
        if wanted is None or wanted.path in UNHELD or not self._is_of_ours(wanted.origin):
            return self.inner(_by_our_name(environ), start_response)
        try:
            version = self.version.current()
        except DatabaseError:
            return self.inner(environ, start_response)
        held = self.store(wanted).get(wanted.address)
        if held is None or held.version != version:
            held = self._for_nowhere(wanted, version) or self.make(wanted, version, environ, held)
        return _sent(held, environ, start_response)

    def store(self, wanted: Asked) -> Store:
        """Where the answer to it is held."""
        return self.answers if wanted.is_question else self.pages

    def make(
        self, wanted: Asked, version: str, environ: Environ, before: Held | None = None
    ) -> Held:
        """Django's answer, held if it may be; the one from `before` where Django fails."""
        status, headers, body = _answered(self.inner, wanted.environ(environ))
        if before and status.startswith("5"):
            return before
        held = Held.of(version, status, headers, body)
        # While the database is away, an answer may be older than its version says.
        if held.is_lasting and self.version.is_sure and self._leads_somewhere(wanted, version):
            self.store(wanted).put(wanted.address, held)
        return held

    def _for_nowhere(self, wanted: Asked, version: str) -> Held | None:
        """The one answer to all addresses that lead nowhere, once the ration of better ones is
        used up, or while the database is away."""
        if self._leads_somewhere(wanted, version):
            return None
        if self.version.is_sure and self._ration.take():
            return None
        language, _path = split(wanted.path)
        return self.pages.get(f"{wanted.origin}{prefix(language)}{NOWHERE}")

    def _leads_somewhere(self, wanted: Asked, version: str) -> bool:
        """Whether it may; of a state whose addresses were not read yet, any may."""
        of, addresses = self.known
        return of != version or wanted.path.endswith(NOWHERE) or is_known(wanted.path, addresses)

    def _is_of_ours(self, origin: str) -> bool:
        """Whether answers are held for this origin."""
        if origin not in self.origins and len(self.origins) < MOST_ORIGINS:
            self.origins.add(origin)
        return origin in self.origins


class Ration:
    """So many a second, and no more."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._second, self._taken = 0, 0

    def take(self) -> bool:
        """Whether there was one left."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._taken = second, 0
        self._taken += 1
        return self._taken <= self.most


def _by_our_name(environ: Environ) -> Environ:
    """The environment of a request, which for a question about health has a name of ours."""
    if environ.get("PATH_INFO") not in HEALTH:
        return environ
    return {**environ, "HTTP_HOST": settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"}


def _answered(inner: Application, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        said[:] = status, headers

    answer = inner(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return said[0], said[1], body


def _sent(held: Held, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    headers = list(held.headers)
    encoding = held.encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if held.gzip:
        headers.append(("Vary", "Accept-Encoding"))
    if held.is_validated:
        headers.append(("ETag", held.tag(encoding)))
        given = environ.get("HTTP_IF_NONE_MATCH")
        if given and held.is_what(given):
            start_response("304 Not Modified", [each for each in headers if _is_kept(each[0])])
            return []
    if encoding:
        headers.append(("Content-Encoding", encoding))
    body = held.body(encoding)
    headers.append(("Content-Length", str(len(body))))
    start_response(held.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _is_kept(name: str) -> bool:
    return not name.startswith("Content-") or name == "Content-Security-Policy"
