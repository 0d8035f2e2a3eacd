"""Paper and pictures set by typst: the same data gives the same bytes, on any machine.

The data goes in as JSON, so that nothing in it is markup. Fonts are those that typst brings and
those in `fonts/`, never the machine's own; the only date is that of the content.
"""

import datetime
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent


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
