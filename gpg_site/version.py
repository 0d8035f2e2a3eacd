"""The content version as this process knows it: looked up once a second, and at once where a
process on the same machine has changed something."""

import contextlib
import time
from pathlib import Path
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from .models import ContentVersion

# How long, in seconds, a version is taken for the newest before the database is asked again.
LOOK_AGAIN_AFTER = 1.0


class Version:
    """The newest version that this process has seen.

    `is_sure` says that the database answered when it was last asked. `mark` is a file that every
    change touches: looking at it costs a millionth of a second, so that staff see what they saved
    on whichever worker answers them next.
    """

    def __init__(self, mark: Path) -> None:
        self.is_sure = False
        self._mark = mark
        self._lock = Lock()
        self._token: UUID | None = None
        self._is_known = False
        self._looked = float("-inf")
        self._marked = 0

    def current(self) -> UUID | None:
        """The token of the content, None before anything was ever written.

        While the database is away, and while somebody else is asking it, the one last seen. Raises
        DatabaseError where none ever was.
        """
        if self._is_due() and self._lock.acquire(blocking=not self._is_known):
            try:
                if self._is_due():
                    self._look()
            finally:
                self._lock.release()
        return self._token

    def suppose(self, token: UUID | None) -> None:
        """Takes a kept version for the newest until the database says otherwise."""
        with self._lock:
            if not self._is_known:
                self._token, self._is_known = token, True

    def doubt(self) -> None:
        """The database did not answer somebody else."""
        self.is_sure = False

    def touch(self) -> None:
        """Tells every process on this machine to look. One that may not write waits its second."""
        with contextlib.suppress(OSError):
            self._mark.touch()

    def _is_due(self) -> bool:
        return (
            time.monotonic() - self._looked >= LOOK_AGAIN_AFTER or self._touched() != self._marked
        )

    def _look(self) -> None:
        # Taken before the database is asked: a change in between is looked for again.
        self._looked, self._marked = time.monotonic(), self._touched()
        try:
            self._token, self._is_known = ContentVersion.current(), True
            self.is_sure = True
        except DatabaseError:
            self.is_sure = False
            if not self._is_known:
                raise
        finally:
            # Nobody else closes it where no request of Django's is being answered.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

    def _touched(self) -> int:
        try:
            return self._mark.stat().st_mtime_ns
        except OSError:
            return 0


latest = Version(Path(settings.VAR_DIR) / "changed")
