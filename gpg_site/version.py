"""The content version as this process knows it: looked up once a second, and at once where a
process on the same machine has changed something."""

import contextlib
import os
import time
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection

from .models import ContentVersion

# How long, in seconds, a version is taken for the newest before the database is asked again, and
# before the file is looked at again that tells of a change.
LOOK_AGAIN_AFTER = 1.0
GLANCE_AGAIN_AFTER = 0.02


class Version:
    """The newest version that this process has seen.

    `is_sure` says that the database answered when it was last asked. `mark` is a file that every
    change touches: looking at it costs next to nothing, so that staff see what they saved on
    whichever worker answers them next.
    """

    def __init__(self, mark: Path) -> None:
        self.is_sure = False
        self._mark = mark
        self._lock = Lock()
        self._token = ""
        self._looked = self._glanced = float("-inf")
        self._marked = 0

    def current(self) -> str:
        """The token of the content, "None" before anything was ever written.

        While the database is away, and while somebody else is asking it, the one last seen. Raises
        DatabaseError where none ever was.
        """
        if self._is_due() and self._lock.acquire(blocking=not self._token):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._token

    def suppose(self, token: str) -> None:
        """Takes a kept version for the newest until the database says otherwise."""
        with self._lock:
            self._token = self._token or token

    def doubt(self) -> None:
        """The database did not answer somebody else."""
        self.is_sure = False

    def touch(self) -> None:
        """Tells every process on this machine to look. One that may not write waits its second."""
        with contextlib.suppress(OSError):
            self._mark.touch()

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self._looked >= LOOK_AGAIN_AFTER:
            return True
        if now - self._glanced < GLANCE_AGAIN_AFTER:
            return False
        self._glanced = now
        return self._touched() != self._marked

    def _look(self) -> None:
        # Taken before the database is asked: a change in between is looked for again.
        self._looked, self._marked = time.monotonic(), self._touched()
        try:
            self._token = str(ContentVersion.current())
            self.is_sure = True
        except DatabaseError:
            self.is_sure = False
            if not self._token:
                raise
        finally:
            # Nobody else closes it where no request of Django's is being answered.
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

    def _touched(self) -> int:
        try:
            return os.stat(self._mark).st_mtime_ns
        except OSError:
            return 0


latest = Version(Path(settings.VAR_DIR) / "changed")
