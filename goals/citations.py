"""How a unit is cited: in words, and in the formats that reference managers read.

Each form names the official words, the edition as its document is titled and dated, INTERPOL as
its author, and the address on this portal, which is pinned to the edition. None names a date of
access: that is the reader's, who opens the page, and no copy of it that a server kept. This module
knows no Django.
"""

import json
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """What is cited. `title` is official wording, [completions] included; `container` is the
    title of the edition's document, empty where that is the work itself. `label` says in words
    which unit it is, `code` names it for good (`GPG2023-3.2`). `year` and `date` are those that
    the document prints, else the year of the edition. `url` is the whole pinned address.
    """

    kind: str
    code: str
    label: str
    title: str
    container: str
    author: str
    year: int
    date: str
    url: str
    portal: str
    language: str = "en"

    @property
    def key(self) -> str:
        """A name for bibliographies: `gpg2023-3-2`."""
        return re.sub(r"[^a-z0-9]+", "-", self.code.lower()).strip("-")


def plain(work: Work) -> str:
    """In one paragraph of words."""
    title = work.title.rstrip(". ")
    if not work.container:
        return f"{work.author}. {title}. {work.date or work.year}. {work.portal}, {work.url}"
    return (
        f"{work.author}. “{title}.” {work.label} ({work.code}), in: {work.container}, "
        f"{work.date or work.year}. {work.portal}, {work.url}"
    )


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex(work: Work) -> str:
    """As an entry of BibTeX. Braces keep the letter case of official words."""
    fields = {
        "author": _braced(work.author),
        "title": _braced(work.title),
        "booktitle": _braced(work.container) if work.container else "",
        "year": str(work.year),
        "publisher": _braced(work.author),
        "note": f"{work.label} ({work.code}). {work.portal}".translate(_TEX),
        # An address is no text: nothing in it is escaped, and ours have no braces.
        "url": work.url,
        "language": "english" if work.language == "en" else work.language,
    }
    kind = "incollection" if work.container else "booklet"
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{work.key},\n{lines}\n}}\n"


def _braced(text: str) -> str:
    return f"{{{' '.join(text.split()).translate(_TEX)}}}"


def ris(work: Work) -> str:
    """As a record of RIS, its lines ended as that format asks."""
    tags = [
        ("TY", "CHAP" if work.container else "RPRT"),
        ("ID", work.key),
        ("AU", work.author),
        ("TI", work.title),
        ("T2", work.container),
        ("PY", str(work.year)),
        ("PB", work.author),
        ("N1", f"{work.label} ({work.code}). {work.portal}"),
        ("LA", work.language),
        ("UR", work.url),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(work: Work) -> str:
    """As CSL-JSON, a list of one item."""
    item = {
        "id": work.key,
        "type": "chapter" if work.container else "report",
        "author": [{"literal": work.author}],
        "title": work.title,
        "container-title": work.container,
        "publisher": work.author,
        "issued": {"date-parts": [[work.year]]},
        "note": f"{work.label} ({work.code}). {work.portal}",
        "language": work.language,
        "URL": work.url,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=1) + "\n"
