"""A folder that is replaced whole: a reader finds the old one or the new one, never half of it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# By this file a folder is known to be an earlier copy, which may be replaced.
MARKER = ".gpg-export"
_SAYS = (
    "Made by `manage.py export`, and replaced whole by the next one: keep nothing else in here.\n"
)


class FolderError(Exception):
    """A folder that must not be replaced, in a sentence that says what to do."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`, which takes its place at the end.

    Where anything fails before, `folder` stays as it was and nothing is left beside it.
    """
    folder = folder.absolute()
    must_be_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside it, so that it is on the same disk and takes its place by a change of name.
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new, old = beside / "new", beside / "old"
        # Unlike `beside`, which is its owner's alone: what serves the copy may be somebody else.
        new.mkdir()
        (new / MARKER).write_text(_SAYS)
        yield new
        _swap(folder, new, old)
    finally:
        shutil.rmtree(beside)


def must_be_replaceable(folder: Path) -> None:
    """Refuses what is there and is neither an earlier copy nor an empty folder."""
    if folder.is_symlink():
        raise FolderError(f"{folder} is a link: name the folder that it leads to.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file: name a folder.")
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise FolderError(
            f"{folder} is no earlier export, and would be lost: name another folder, or empty it."
        )


def put(folder: Path, name: str, content: bytes) -> None:
    """Writes a file of the copy, which must be within `folder`, and must not be there yet."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FolderError(f"{name} would be written outside of {folder}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)


def _swap(folder: Path, new: Path, old: Path) -> None:
    if not folder.exists():
        os.rename(new, folder)
        return
    # Python has no call that exchanges two names at once: between these two there is none.
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        os.rename(old, folder)
        raise
