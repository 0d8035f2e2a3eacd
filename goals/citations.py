"""How a unit is cited: in words, and in the formats that reference managers read.

Each form names the official words, the edition as its document is titled and dated, INTERPOL as
its author, and the address on this portal, which is pinned to the edition. None names a date of
access: that is the reader's, who opens the page, and no copy of it that a server kept. This module
knows no Django.
"""

import json
import re
from collections.abc import Callable
from typing import TypedDict


class Work(TypedDict):
    """What is cited.

    `kind` is edition, goal, objective, theme or commitment; `label` says in words which one, and
    `code` names it for good (`GPG2023-3.2`). `title` is official wording, [completions] included;
    `container` is the title of the edition's document, empty where that is the work itself. `year`
    is that of the edition, `date` what its document prints, or empty. `url` is the pinned address
    in English, in whatever language the page is: a unit has one citation, of the words that its
    document has.
    """

    kind: str
    code: str
    label: str
    title: str
    container: str
    author: str
    year: int
    date: str
    portal: str
    language: str
    url: str


def key(work: Work) -> str:
    """A name for bibliographies: `gpg2023-3-2`."""
    return re.sub(r"[^a-z0-9]+", "-", work["code"].lower()).strip("-")


def plain(work: Work) -> str:
    """In one paragraph of words."""
    title = work["title"].rstrip(". ")
    said = {**work, "title": title, "date": work["date"] or work["year"]}
    if not work["container"]:
        return "{author}. {title}. {date}. {portal}, {url}".format(**said)
    return (
        "{author}. “{title}.” {label} ({code}), in: {container}, {date}. {portal}, {url}"
    ).format(**said)


def _note(work: Work) -> str:
    return "{label} ({code}). {portal}".format(**work)


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
        "author": _braced(work["author"]),
        "title": _braced(work["title"]),
        "booktitle": _braced(work["container"]) if work["container"] else "",
        "year": str(work["year"]),
        "publisher": _braced(work["author"]),
        "note": _note(work).translate(_TEX),
        # An address is no text: nothing in it is escaped, and ours have no braces.
        "url": work["url"],
        "language": "english" if work["language"] == "en" else work["language"],
    }
    kind = "incollection" if work["container"] else "booklet"
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{key(work)},\n{lines}\n}}\n"


def _braced(text: str) -> str:
    return f"{{{' '.join(text.split()).translate(_TEX)}}}"


def ris(work: Work) -> str:
    """As a record of RIS, its lines ended as that format asks."""
    tags = [
        ("TY", "CHAP" if work["container"] else "RPRT"),
        ("ID", key(work)),
        ("AU", work["author"]),
        ("TI", work["title"]),
        ("T2", work["container"]),
        ("PY", str(work["year"])),
        ("PB", work["author"]),
        ("N1", _note(work)),
        ("LA", work["language"]),
        ("UR", work["url"]),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(work: Work) -> str:
    """As CSL-JSON, a list of one item."""
    item = {
        "id": key(work),
        "type": "chapter" if work["container"] else "report",
        "author": [{"literal": work["author"]}],
        "title": work["title"],
        "container-title": work["container"],
        "publisher": work["author"],
        "issued": {"date-parts": [[work["year"]]]},
        "note": _note(work),
        "language": work["language"],
        "URL": work["url"],
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=1) + "\n"


# By the endings of their addresses.
FORMS: dict[str, Callable[[Work], str]] = {"bib": bibtex, "ris": ris, "csl.json": csl}
