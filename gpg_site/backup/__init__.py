"""One file with all that this portal could not make again, and the way back from it.

`tables` says what is in it and what a row looks like, `archive` what the file looks like and when
it is refused, `rescue` writes one and restores it.
"""

from .archive import BackupError
from .rescue import Restored, backup, restore

__all__ = ["BackupError", "Restored", "backup", "restore"]
