"""What the search of a copy knows, as a script: a browser fetches no data from a file.

The ranking is a short form of the engine's (`gpg_site/search/engine.py`). Words are read as there:
every word of the texts and of the aliases comes with its stem.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from goals import codes
from goals.languages import language
from gpg_site.search.contents import Contents, read
from gpg_site.search.engine import Record
from gpg_site.search.page import described
from gpg_site.search.tongues import TONGUES
from gpg_site.search.words import ENGLISH, Text, Tongue

from .links import between_files

_NO_CODE = re.compile(r"[^a-z0-9.]")
_CURRENT, _OLDER, _UNDATED = 2.0, 1.65, 1.0


class Unit(TypedDict):
    """A unit as the script shows and finds it.

    `keys` are its codes in every spelling, folded; `words` count `worth` times a plain text, and
    are official where `is_official`. `favour` is what its score is multiplied by; `goal` is a
    goal's number, for its colour.
    """

    kind: str
    keys: list[str]
    url: str
    name: str
    words: str
    worth: float
    is_official: bool
    topics: str
    favour: float
    goal: str


def script() -> bytes:
    """The script, which gives one constant."""
    found = records()
    aliases = list(
        SearchAlias.objects.filter(language="en").order_by("words").values_list("words", "means")
    )
    texts = [text for record in found for text in _texts(record)]
    texts += [text for alias in aliases for text in alias]
    search = {
        "said": _said(),
        "stop": sorted(STOP_WORDS),
        "stems": dict(sorted(_stems(texts))),
        "aliases": [[text, means.splitlines()] for text, means in aliases],
        # What only a code finds comes last, and scores nothing.
        "units": [_unit(record) for record in (*found, *places())],
    }
    text = json.dumps(search, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\n\nconst SEARCH = {text};\n'.encode()


def _said() -> dict[str, str]:
    """What the script says. What it puts in stands in braces."""
    asked, total = {"question": "{question}"}, {"total": "{total}"}
    return {
        "title": _("Search: %(question)s") % asked,
        "named": _("“%(question)s” is the code of what is first here") % asked,
        "none": _("No unit has “%(question)s”") % asked,
        "one": _("1 unit"),
        "many": _("%(total)s units") % total,
    }


def _unit(record: Record) -> Unit:
    title = record.title or (record.name if record.kind == "theme" else "")
    return {
        "kind": described(record),
        "keys": sorted(set(map(_key, _spellings(record)))),
        "url": between_files(reverse("search"), record.url),
        "name": "" if record.kind == "theme" else record.name,
        "words": title or record.text or record.about,
        "worth": 1.8 if title else 1.0 if record.text else 0.5,
        "is_official": bool(record.year),
        "topics": " · ".join(name for _slug, name in record.topics),
        "favour": _CURRENT if record.is_current else _OLDER if record.year else _UNDATED,
        "goal": record.code if record.kind == "goal" else "",
    }


def _spellings(record: Record) -> Iterator[str]:
    """How readers write the code of a unit."""
    if not record.code:
        return
    yield record.code
    yield described(record).partition(",")[0]
    if record.kind in ("sdg", "target"):
        number = record.code.removeprefix("SDG ")
        yield from (number, f"SDG {number}")
    elif record.kind != "edition":
        yield codes.with_edition(record.year, record.code)
        yield f"{record.kind} {record.code.removeprefix('T')}"


def _key(spelling: str) -> str:
    """As the script folds a question, before it looks for a code."""
    return _NO_CODE.sub("", spelling.lower())


def _texts(record: Record) -> tuple[str, ...]:
    topics = (name for _slug, name in record.topics)
    return (record.name, record.title, record.text, record.about, *topics)


def _stems(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Each word of the texts as the script folds it, with its stem."""
    found = ((text[word.start : word.end], word.plain) for text in texts for word in words(text))
    return {(_folded(written), stem(plain)) for written, plain in found}


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.replace("’", "'")).lower()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
