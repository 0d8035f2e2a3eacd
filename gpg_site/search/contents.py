"""What a library is built from, all read at once, so that it can be kept in a file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from goals.data.counterparts import read_lineage
from goals.languages import ENGLISH, English, speaking
from goals.lineage import Alone, Pair
from goals.outline import Outline, outline
from gpg_site.held import replace_file
from gpg_site.models import SearchAlias

from .engine import Alias, Record
from .quotations import Official
from .records import forewords, places, records, wordings


@dataclass(frozen=True)
class Contents:
    """The public content as the search and the quote finder know it, in one language.

    `units` answer questions, `places` are what a code may name besides; `pairs` and `alone` say
    what became of each objective.
    """

    outline: Outline
    units: list[Record]
    places: list[Record]
    aliases: list[Alias]
    wordings: list[Official[Record]]
    pairs: list[Pair]
    alone: list[Alone]


class Kept(msgspec.Struct, frozen=True):
    """The contents of one state. `english` are the texts of the outline that fall back to English,
    which a file can't tell from others."""

    version: str
    contents: Contents
    english: list[str]


class _File(msgspec.Struct, frozen=True):
    program: str
    kept: dict[str, Kept]


def read(language: str) -> Contents:
    """The content as it is, in a fixed number of queries."""
    with speaking(language):
        whole = outline()
        units = records(whole)
        lineage, _texts = read_lineage()
        return Contents(
            whole,
            units,
            places(whole),
            [
                Alias(row.words, row.lines, row.language)
                for row in SearchAlias.objects.filter(language__in={language, ENGLISH})
            ],
            [*wordings(units), *forewords(whole)],
            lineage.pairs,
            lineage.alone,
        )


def keep(path: Path, program: str, libraries: dict[str, tuple[str, Contents]]) -> None:
    """Writes the contents of a state in every language into a file. Raises OSError."""
    kept = {
        language: Kept(version, contents, sorted(set(_english_in(_shown(contents.outline)))))
        for language, (version, contents) in libraries.items()
    }
    replace_file(path, msgspec.msgpack.encode(_File(program, kept), enc_hook=_plain))


def kept(path: Path, program: str) -> dict[str, tuple[str, Contents]]:
    """The states and the contents that a file keeps, by language; none where another program wrote
    it. Raises OSError, or msgspec.MsgspecError for what is no such file."""
    file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
    if file.program != program:
        return {}
    return {
        language: (
            one.version,
            replace(one.contents, outline=_marked(one.contents.outline, one.english)),
        )
        for language, one in file.kept.items()
    }


def _plain(text: Any) -> str:
    """A text that knows its language as one that doesn't."""
    assert isinstance(text, str), text
    return str(text)


def _shown(whole: Outline) -> list[Any]:
    return [whole.editions, whole.withdrawn]


def _english_in(thing: Any) -> Iterator[str]:
    """Every text within that falls back to English."""
    if isinstance(thing, English):
        yield str(thing)
    elif isinstance(thing, dict):
        yield from _english_in(list(thing.values()))
    elif isinstance(thing, list):
        for each in thing:
            yield from _english_in(each)


def _marked(whole: Outline, english: list[str]) -> Outline:
    """The outline with its texts that are `english` known as such."""
    texts = frozenset(english)

    def marked(thing: Any) -> Any:
        if isinstance(thing, str):
            return English(thing) if thing in texts else thing
        if isinstance(thing, dict):
            return {name: marked(value) for name, value in thing.items()}
        return [marked(each) for each in thing] if isinstance(thing, list) else thing

    editions, withdrawn = marked(_shown(whole))
    return replace(whole, editions=editions, withdrawn=withdrawn)
