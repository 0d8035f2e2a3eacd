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
from gpg_site.search.engine import NOTHING, Record
from gpg_site.search.hits import described
from gpg_site.search.tongues import TONGUES
from gpg_site.search.words import ENGLISH, Text, Tongue

from .links import between_files

_NO_CODE = re.compile(r"[^a-z0-9.]")
# What stands before a word and is written as one with it; the script takes it away as well.
_BEFORE = re.compile(r"^(?:(?:[cdjlmnst]|qu)'|[وف]?[بك]?ال|[وف]?لل|[ول])(?=.{3})")
_ARABIC_ENDS = str.maketrans("ةى", "هي")
_CURRENT, _OLDER, _UNDATED = 2.0, 1.65, 1.0


class Unit(TypedDict):
    """A unit as the script shows and finds it.

    `keys` are its codes in every spelling, folded; `words` count `worth` times a plain text, and
    are official where `is_official`. `also` are the English words of what is shown in another
    language, and `in_english` names the fields that are not. `favour` is what its score is
    multiplied by; `goal` is a goal's number, for its colour.
    """

    kind: str
    keys: list[str]
    url: str
    name: str
    words: str
    worth: float
    is_official: bool
    topics: str
    also: str
    in_english: list[str]
    favour: float
    goal: str


def script() -> bytes:
    """The script in the language in use, which gives one constant."""
    contents = read(language())
    tongues = list(dict.fromkeys((TONGUES[language()], ENGLISH)))
    aliases = sorted((alias.words, alias.means) for alias in contents.aliases)
    search = {
        "said": _said(),
        "stop": sorted({word for tongue in tongues for word in tongue.stop_words}),
        "stems": dict(sorted(_stems(tongues, contents).items())),
        "aliases": aliases,
        # What only a code finds comes last, and scores nothing.
        "units": [_unit(record) for record in (*contents.units, *contents.places)],
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
    title = record.title or (record.name if record.kind == "theme" else NOTHING)
    shown = {
        "name": () if record.kind == "theme" else (record.name,),
        "words": (title or record.text,) if title or record.text else record.about,
        "topics": tuple(name for _slug, name in record.topics),
    }
    return {
        "kind": described(record),
        "keys": sorted(set(map(_key, _spellings(record)))),
        "url": between_files(reverse("search"), record.url),
        "name": _joined(shown["name"]),
        "words": _joined(shown["words"]),
        "worth": 1.8 if title else 1.0 if record.text else 0.5,
        "is_official": bool(record.year),
        "topics": _joined(shown["topics"]),
        "also": " · ".join(text.english for text in _texts(record) if text.english),
        "in_english": [name for name, texts in shown.items() if _is_in_english(texts)],
        "favour": _CURRENT if record.is_current else _OLDER if record.year else _UNDATED,
        "goal": record.code if record.kind == "goal" else "",
    }


def _joined(texts: Iterable[Text]) -> str:
    return " · ".join(text.words for text in texts)


def _is_in_english(texts: Iterable[Text]) -> bool:
    """Whether any of it is, on a page in another language."""
    here = language()
    return any(text and text.language != here for text in texts)


def _spellings(record: Record) -> Iterator[str]:
    """How readers write the code of a unit."""
    if not record.code:
        return
    yield record.code
    yield re.split("[,،]", described(record))[0]
    if record.kind in ("sdg", "target"):
        number = record.code.removeprefix("SDG ")
        yield from (number, f"SDG {number}")
    elif record.kind != "edition":
        yield codes.with_edition(record.year, record.code)
        yield f"{record.kind} {record.code.removeprefix('T')}"


def _key(spelling: str) -> str:
    """As the script folds a question, before it looks for a code."""
    return _NO_CODE.sub("", spelling.lower())


def _texts(record: Record) -> tuple[Text, ...]:
    topics = (name for _slug, name in record.topics)
    return (record.name, record.title, record.text, *record.about, *topics)


def _stems(tongues: Iterable[Tongue], contents: Contents) -> dict[str, str]:
    """Each word of the texts and aliases as the script folds it, with its stem.

    The script knows no languages. So what a word that stands in texts of two has as stems, is one
    stem to it: nearly always it is the same word.
    """
    found = {tongue.language: dict[str, str]() for tongue in tongues}
    for spoken, text in _in_languages(contents):
        tongue = TONGUES[spoken]
        for word in tongue.words(text):
            written = _folded(text[word.start : word.end])
            for form in (written, _BEFORE.sub("", written)):
                found[spoken].setdefault(form, word.stem)
    own, english = found[next(iter(found))], found[ENGLISH.language]
    same = {own[word]: stem for word, stem in english.items() if word in own}
    return {word: same.get(stem, stem) for word, stem in {**english, **own}.items()}


def _in_languages(contents: Contents) -> Iterator[tuple[str, str]]:
    """Every text with the language that it is in."""
    for record in contents.units:
        for text in _texts(record):
            yield from text.readings()
    for alias in contents.aliases:
        yield alias.language, alias.words
        yield from ((ENGLISH.language, line) for line in alias.means)


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.replace("’", "'")).lower()
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(
        _ARABIC_ENDS
    )
