"""What a library is built from, all read at once, so that it can be kept in a file."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from goals.data.counterparts import read_lineage
from goals.lineage import Alone, Pair
from goals.outline import Outline, outline
from gpg_site.held import replace_file
from gpg_site.models import SearchAlias

from .engine import Alias, Record
from .quotations import Official
from .records import forewords, places, records, wordings


@dataclass(frozen=True)
class Contents:
    """The public content as the search and the quote finder know it.

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


class _File(msgspec.Struct, frozen=True):
    program: str
    version: str
    contents: Contents


def read(language: str) -> Contents:
    """The content as it is, in a fixed number of queries."""
    units = records()
    lineage, _texts = read_lineage()
    return Contents(
        outline(),
        units,
        places(),
        [Alias(row.words, row.lines) for row in SearchAlias.objects.filter(language=language)],
        [*wordings(units), *forewords()],
        lineage.pairs,
        lineage.alone,
    )


def keep(path: Path, program: str, version: str, contents: Contents) -> None:
    """Writes the contents of a state into a file. Raises OSError."""
    replace_file(path, msgspec.msgpack.encode(_File(program, version, contents)))


def kept(path: Path, program: str) -> tuple[str, Contents] | None:
    """The state and the contents that a file keeps; None where another program wrote it. Raises
    OSError, or msgspec.MsgspecError for what is no such file."""
    file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
    return (file.version, file.contents) if file.program == program else None
