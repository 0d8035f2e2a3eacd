"""All editions in all formats in one archive, with what each file is and its SHA-256 sum."""

import datetime
import hashlib
import io
import zipfile

from django.urls import get_script_prefix

from goals.models import Edition
from gpg_site.finished import finished

from .formats import FORMATS, edition_file, file_name

NAME = "gpg-all.zip"

README = """\
INTERPOL's Global Policing Goals: all editions as data
======================================================

From {origin}/, as of {day}.

{files}

The JSON and CSV files hold everything that the portal says of an edition, and can be read back into
it. In CSV files, a cell that begins with = + - @, a tab, a line break or an apostrophe has one more
apostrophe before it, so that no spreadsheet takes it for a formula: take one away to have the text.
What the fields and columns mean: {origin}/data/

SHA256SUMS lets you check the files: sha256sum --check SHA256SUMS

Terms
-----

The texts are INTERPOL's, quoted unaltered for information; words in [square brackets] complete what
the print cuts and are the portal's. Everything that the portal adds (codes, short titles, topics,
notes, correspondences, editorial links) is under the MIT licence. This is an independent,
non-official site. It is not affiliated with, endorsed by or approved by INTERPOL. The content of
this publication has not been approved by the United Nations and does not reflect the views of the
United Nations or its officials or Member States. {origin}/about/
"""


def archive(origin: str) -> bytes:
    """The archive; the same bytes for the same content."""
    return finished.file(f"{origin}{get_script_prefix()}data/{NAME}", lambda: _packed(origin))


def _packed(origin: str) -> bytes:
    editions = Edition.objects.published().order_by("-year").values_list("year", "published_on")
    days = [day for _year, day in editions if day]
    names = {
        file_name(year, each.extension): (each, year) for year, _day in editions for each in FORMATS
    }
    files = {
        name: edition_file(each.extension, year, origin) for name, (each, year) in names.items()
    }
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    told = [f"{name:14} the {year} edition as {each.label}" for name, (each, year) in names.items()]
    day = max(days, default=datetime.date(1980, 1, 1))
    files["README.txt"] = README.format(
        origin=origin, day=day.isoformat(), files="\n".join(sorted(told))
    ).encode()
    files["SHA256SUMS"] = "".join(sums).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in sorted(files):
            _add(file, name, files[name], day)
    return packed.getvalue()


def _add(file: zipfile.ZipFile, name: str, content: bytes, day: datetime.date) -> None:
    """Adds a file whose entry depends on nothing but the content, no clock and no machine."""
    entry = zipfile.ZipInfo(f"gpg-all/{name}", (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    file.writestr(entry, content, compresslevel=9)
