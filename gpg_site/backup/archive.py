"""The file of a backup: a zip of parts and a manifest. Nothing of it is ever unpacked to disk.

A part holds the rows of a table, one a line. The manifest counts and sums the parts, so that damage
is found before anything is changed. The sums protect from accidents, and not from somebody who
may write the file.
"""

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, TypedDict
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
MANIFEST = "manifest.json"
# Far more than any portal holds, and little enough to read without harm.
LARGEST = 1 << 32
LARGEST_MANIFEST = 1 << 20
LONGEST_LINE = 1 << 25


class BackupError(Exception):
    """Why there is no backup, or none restored, in a sentence. Nothing was changed."""


class Part(NamedTuple):
    """A part as the manifest has it."""

    name: str
    rows: int
    size: int
    sha256: str


class Manifest(TypedDict):
    """`migrations` are the names of those applied, by app; `content` are the sums of a dump."""

    format: int
    portal: str
    made_at: str
    migrations: dict[str, list[str]]
    parts: list[Part]
    content: dict[str, str]


class Writer:
    """A zip that is being written, and the parts that are in it by now."""

    def __init__(self, archive: ZipFile) -> None:
        self._zip = archive
        self.parts: list[Part] = []

    def add(self, name: str, lines: Iterable[bytes]) -> None:
        with self._zip.open(_info(name), "w", force_zip64=True) as part:
            self.parts.append(_measured(name, _written(part, lines)))

    def finish(self, manifest: Manifest) -> None:
        said = {**manifest, "parts": [part._asdict() for part in manifest["parts"]]}
        text = json.dumps(said, ensure_ascii=False, indent=1)
        self._zip.writestr(_info(MANIFEST), text.encode() + b"\n")


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A writer of what will stand at `path`, whole or not at all, for its owner's eyes alone."""
    if path.exists():
        raise BackupError(f"There is a file {path} already, and it stays: choose another name.")
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BackupError(f"{path} could not be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator["Reader"]:
    """A reader of the file at `path`. Raises BackupError where there is none, or another file."""
    with _damage(path):
        archive = ZipFile(path)
    with archive:
        with _damage(path):
            reader = Reader(path, archive)
        yield reader


class Reader:
    """A file found to be a backup, though not yet compared with its own sums.

    Raises BackupError at whatever is not as it was written.
    """

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self._path, self._zip = path, archive
        infos = archive.infolist()
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos) or MANIFEST not in self._infos:
            raise BackupError(f"{path} is no backup of this portal.")
        if self._infos[MANIFEST].file_size > LARGEST_MANIFEST:
            raise BackupError(f"{path} is no backup of this portal: its manifest is too long.")
        self.manifest = _manifest(path, archive.read(MANIFEST))

    def check(self, names: list[str]) -> None:
        """Refuses a file whose parts are not these, or not what the manifest says of them."""
        said = [part.name for part in self.manifest["parts"]]
        if not set(said) == set(names) == self._infos.keys() - {MANIFEST} or len(said) > len(names):
            raise BackupError(f"The parts of {self._path} are not those of a backup.")
        if sum(info.file_size for info in self._infos.values()) > LARGEST:
            raise BackupError(f"{self._path} would unpack to more than {LARGEST >> 20} MB.")
        for part in self.manifest["parts"]:
            if _measured(part.name, self.lines(part.name)) != part:
                raise BackupError(f"{self._path} is damaged: {part.name} is not as written.")

    def lines(self, name: str) -> Iterator[bytes]:
        with _damage(self._path), self._zip.open(name) as part:
            while line := part.readline(LONGEST_LINE):
                yield line


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except BadZipFile as error:
        raise BackupError(
            f"{path} is no backup of this portal, or it is damaged: {error}."
        ) from error
    except (OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        # In this order: a disk, a cut file, a broken one, a strange one, one with a password.
        raise BackupError(f"{path} can't be read: {error}.") from error


def sum_of(lines: Iterable[bytes]) -> str:
    return _measured("", lines).sha256


def _manifest(path: Path, text: bytes) -> Manifest:
    strange = BackupError(f"{path} is no backup of this portal: its manifest can't be read.")
    try:
        said: Any = json.loads(text)
        if said["format"] != FORMAT:
            raise BackupError(
                f"{path} has the format {said['format']!r}, and this program reads {FORMAT}: "
                "restore it with the version of the portal that made it."
            )
        parts = [
            Part(str(part["name"]), int(part["rows"]), int(part["size"]), str(part["sha256"]))
            for part in said["parts"]
        ]
        return {
            "format": FORMAT,
            "portal": str(said["portal"]),
            "made_at": str(said["made_at"]),
            "migrations": {
                str(app): list(map(str, names)) for app, names in said["migrations"].items()
            },
            "parts": parts,
            "content": {str(name): str(digest) for name, digest in said["content"].items()},
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise strange from error


def _info(name: str) -> ZipInfo:
    """With no date, so that equal rows are equal bytes."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _written(part: IO[bytes], lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        part.write(line)
        yield line


def _measured(name: str, lines: Iterable[bytes]) -> Part:
    rows = size = 0
    digest = hashlib.sha256()
    for line in lines:
        rows += 1
        size += len(line)
        digest.update(line)
    return Part(name, rows, size, digest.hexdigest())
