"""Files that cost too much to make for each reader: PDF, pictures, workbooks, archives."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from typing import TypeVar

from goals.visibility import drafts

from .version import latest

Made = TypeVar("Made", bytes, bytes | None)

# Both editions of the framework come to some 350 files of 40 to 250 KB, 70 KB on average, in each
# language. This is room for all of one language, and little enough for each process; what was asked
# for least recently goes first.
MOST_FILES = 400
MOST_BYTES = 32 * 1024 * 1024


class Kept:
    """Finished files of one state of the content, the least recently used out first."""

    def __init__(self, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        self.most_files, self.most_bytes = most_files, most_bytes
        self.bytes = 0
        self._files: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock, self._making = Lock(), RLock()

    def file(self, address: str, make: Callable[[], Made]) -> Made:
        """What `make` makes for the address, made once for a state of the content.

        One at a time, so that nothing is made twice at once and a crowd takes one core at most; a
        file that is made of others asks for them meanwhile. None, where there is no such thing, is
        not kept, and nothing that only a preview shows.
        """
        if drafts():
            return make()
        key = (latest.current(), address)
        if (kept := self._look(key)) is not None:
            return kept
        with self._making:
            if (kept := self._look(key)) is not None:
                return kept
            made = make()
            if made is not None:
                self._keep(key, made)
            return made

    def forget(self) -> None:
        """Keeps nothing any more."""
        with self._lock:
            self._files.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._files)

    def _look(self, key: tuple[str, str]) -> bytes | None:
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def _keep(self, key: tuple[str, str], made: bytes) -> None:
        with self._lock:
            self._files[key] = made
            self.bytes += len(made)
            while len(self._files) > self.most_files or self.bytes > self.most_bytes:
                _key, gone = self._files.popitem(last=False)
                self.bytes -= len(gone)


finished = Kept()
