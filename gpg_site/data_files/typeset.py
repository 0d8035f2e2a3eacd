"""Paper and pictures set by typst: the same data gives the same bytes, on any machine.

The data goes in as JSON, so that nothing in it is markup. Fonts are those that typst brings and
those in `fonts/`, never the machine's own; the only date is that of the content.
"""

import datetime
import io
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from gpg_site.models import ContentVersion

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent

# Both editions of the framework come to some 350 files of 40 to 250 KB, 70 KB on average. This is
# room for all of them, and little enough for each process; what was asked for least recently goes
# first.
MOST_FILES = 400
MOST_BYTES = 32 * 1024 * 1024


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """`typst/<template>.typ` as tagged PDF/UA-1.

    The standard refuses letters that no font has, such as Chinese ones. Such a text still becomes
    a PDF with tags, in which those letters can be copied and searched but not seen.
    """
    import typst

    try:
        return _compile(template, data, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if not error.message.startswith("PDF/UA-1 error: the text "):
            raise
        return _compile(template, data, format="pdf")


def png(template: str, data: Mapping[str, Any]) -> bytes:
    """`typst/<template>.typ` as a picture in which a point is a pixel."""
    return _compile(template, data, format="png", ppi=72.0)


def qr(address: str) -> str:
    """A QR code of an address, as SVG."""
    # Imported only when a code is asked for, as typst is: neither is needed to serve pages.
    import segno

    written = io.BytesIO()
    # Level M stands a crease or a stain; the border is the quiet zone that readers need.
    segno.make_qr(address, error="m").save(
        written, kind="svg", border=4, dark="#16202b", light="#fff", xmldecl=False
    )
    return written.getvalue().decode()


class Kept:
    """Finished files of one state of the content, the least recently used out first."""

    def __init__(self, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        self.most_files, self.most_bytes = most_files, most_bytes
        self.bytes = 0
        self._files: OrderedDict[tuple[UUID | None, str], bytes] = OrderedDict()
        self._lock, self._making = Lock(), Lock()

    def file(self, address: str, make: Callable[[], bytes | None]) -> bytes | None:
        """What `make` makes for the address, made once for a state of the content.

        One at a time, so that nothing is made twice at once and a crowd takes one core at most.
        None, where there is no such thing, is not kept.
        """
        key = (ContentVersion.current(), address)
        made = self._look(key)
        if made is None:
            with self._making:
                made = self._look(key)
                if made is None and (made := make()) is not None:
                    self._keep(key, made)
        return made

    def __len__(self) -> int:
        return len(self._files)

    def _look(self, key: tuple[UUID | None, str]) -> bytes | None:
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def _keep(self, key: tuple[UUID | None, str], made: bytes) -> None:
        with self._lock:
            self._files[key] = made
            self.bytes += len(made)
            while len(self._files) > self.most_files or self.bytes > self.most_bytes:
                _key, gone = self._files.popitem(last=False)
                self.bytes -= len(gone)


kept = Kept()


@cache
def _compiler() -> "typst.Compiler":
    import typst

    return typst.Compiler(
        root=str(HERE), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True
    )


def _compile(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    date = datetime.date(*data["date"])
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    made = _compiler().compile(
        str(HERE / "typst" / f"{template}.typ"),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(midnight.timestamp()),
        **options,
    )
    assert isinstance(made, bytes)  # several pages of PNG would be a list
    return made
