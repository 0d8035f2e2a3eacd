"""Finished answers, ready to be sent: compressed once, with a strong ETag for each encoding."""

import hashlib
import os
import tempfile
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock

import brotli
import msgspec

Headers = tuple[tuple[str, str], ...]

# Of brotli: some 10 ms of a core for a page of 30 KB. Its strongest takes three times as long for
# two hundredths less, and every page is there in four languages.
STRENGTH = 10
# Worth compressing from this many bytes on: a shorter answer goes in one packet anyway.
_WORTHWHILE = 200
# What an answer takes in memory besides its bytes, in bytes, as tracemalloc counts it.
OVERHEAD = 950
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/n-triples",
    "application/x-",
    "application/vnd.citationstyles",
    "application/vnd.oai",
    "application/opensearchdescription+xml",
    "image/svg+xml",
)
_LASTING = ("200", "301", "302", "404", "410")
# Of no use to who keeps an answer: they are made anew for each.
_OWN = {"content-length", "etag", "vary", "connection", "date", "server", "x-request-id"}


class Held(msgspec.Struct, frozen=True):
    """An answer of one state of the content.

    `version` is the token of that state. `plain` has the body of what is not compressed, and else
    is empty; `br` is empty until there was time for it. `etag` is the ETag without its quotes and
    without the encoding that stands in it.
    """

    version: str
    status: str
    headers: Headers
    etag: str
    plain: bytes
    gzip: bytes
    br: bytes = b""

    @classmethod
    def of(
        cls, version: str, status: str, headers: Iterable[tuple[str, str]], body: bytes
    ) -> "Held":
        """The answer with gzip, which is quick; brotli follows with `with_brotli`."""
        kept = tuple((name, value) for name, value in headers if name.lower() not in _OWN)
        named = {name.lower(): value for name, value in kept}
        pays = len(body) >= _WORTHWHILE and named.get("content-type", "").startswith(_COMPRESSIBLE)
        return cls(
            version,
            status,
            _shared(kept),
            hashlib.sha256(body).hexdigest()[:32],
            b"" if pays else body,
            _gzip(body) if pays else b"",
        )

    def with_shared_headers(self) -> "Held":
        """The same after it was read from a file, where each answer has headers of its own."""
        return msgspec.structs.replace(self, headers=_shared(self.headers))

    def with_brotli(self) -> "Held":
        """The same with the compression that takes longest."""
        if self.br or not self.gzip:
            return self
        return msgspec.structs.replace(self, br=brotli.compress(self.body(""), quality=STRENGTH))

    @property
    def is_lasting(self) -> bool:
        """Whether it says the same to everybody until the content changes."""
        named = {name.lower(): value for name, value in self.headers}
        return (
            self.status[:3] in _LASTING
            and "public" in named.get("cache-control", "")
            and "set-cookie" not in named
        )

    @property
    def is_validated(self) -> bool:
        """Whether a reader who has it may ask if it is still the same."""
        return self.status.startswith("200")

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        return len(self.plain) + len(self.gzip) + len(self.br) + OVERHEAD

    def encoding(self, accepted: str) -> str:
        """The best of the encodings there are that a reader accepts; empty for the bare body."""
        if not self.gzip:
            return ""
        br, gzip = _accepts(accepted)
        return "br" if br and self.br else "gzip" if gzip else ""

    def body(self, encoding: str) -> bytes:
        """The body in one of those encodings."""
        if encoding:
            return self.br if encoding == "br" else self.gzip
        return zlib.decompress(self.gzip, wbits=31) if self.gzip else self.plain

    def tag(self, encoding: str) -> str:
        """The ETag of the body in that encoding, in quotes."""
        return f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'

    def is_what(self, given: str) -> bool:
        """Whether an If-None-Match names this answer, in whatever encoding the reader has it."""
        return given.strip() == "*" or any(
            tag.strip().removeprefix("W/").strip('"').partition("-")[0] == self.etag
            for tag in given.split(",")
        )


class Store:
    """Answers by their address, within a bound of bytes; the least recently used go first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str) -> Held | None:
        with self._lock:
            held = self._held.get(address)
            if held is not None:
                self._held.move_to_end(address)
            return held

    def put(self, address: str, held: Held) -> None:
        with self._lock:
            self._drop(address)
            self._held[address] = held
            self.bytes += held.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._held)))

    def keep_only(self, version: str) -> None:
        """Lets go of what is of another state of the content."""
        with self._lock:
            for address in [key for key, held in self._held.items() if held.version != version]:
                self._drop(address)

    def items(self) -> list[tuple[str, Held]]:
        """All answers, the least recently used first."""
        with self._lock:
            return list(self._held.items())

    def __len__(self) -> int:
        return len(self._held)

    def _drop(self, address: str) -> None:
        held = self._held.pop(address, None)
        if held is not None:
            self.bytes -= held.size


def replace_file(path: Path, content: bytes) -> None:
    """Puts a file in the place of another, whole or not at all. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@lru_cache(maxsize=1024)
def _shared(headers: Headers) -> Headers:
    """One copy of the headers that so many answers have in common."""
    return headers


@lru_cache(maxsize=256)
def _accepts(given: str) -> tuple[bool, bool]:
    """Whether an Accept-Encoding allows brotli, and gzip."""
    worth: dict[str, float] = {}
    for part in given.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        key, _equals, value = parameter.strip().partition("=")
        try:
            worth[name.strip()] = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            worth[name.strip()] = 0.0
    rest = worth.get("*", 0.0)
    return worth.get("br", rest) > 0, worth.get("gzip", rest) > 0


def _gzip(body: bytes) -> bytes:
    compressor = zlib.compressobj(level=6, wbits=31)
    return compressor.compress(body) + compressor.flush()
