"""Is a wording the document's own? Comparison of what we show with the stored source text.

A source text is kept as it was read, with the few marks of its plain-text form: `#` before a
heading, `-` before a bullet, `**` around bold words. A *block* is one paragraph, heading or
bullet without those marks and with its white space folded. A wording is verbatim when it equals
one whole block, once editorial completions in [square brackets] are taken out; being a part of a
block is not enough, so a cut sentence can't pass for a whole one by accident.

This module knows no Django.
"""

import re
from functools import lru_cache

_BRACKETED = re.compile(r"\s*\[[^\]]*\]")
_MARKER = re.compile(r"^(?:#+|\s*-)\s+")
_HEADING = re.compile(r"^#+\s")


def fold(text: str) -> str:
    """`text` with every run of white space as one space and none at its ends."""
    return " ".join(text.split())


def without_brackets(text: str) -> str:
    """`text` less its [editorial completions], white space folded."""
    return fold(_BRACKETED.sub("", text))


def completions(text: str) -> list[str]:
    """The editorial completions of `text`, with their brackets, in order."""
    return [match.strip() for match in _BRACKETED.findall(text)]


@lru_cache(maxsize=32)
def blocks(source_text: str) -> tuple[str, ...]:
    """The blocks of a source text in their order."""
    found: list[list[str]] = [[]]
    for line in source_text.splitlines():
        if not line.strip() or _MARKER.match(line):
            found.append([])
        found[-1].append(_MARKER.sub("", line).replace("**", ""))
        if _HEADING.match(line):
            found.append([])
    return tuple(block for lines in found if (block := fold(" ".join(lines))))


def is_verbatim(wording: str, source_text: str, *, ignore_case: bool = False) -> bool:
    """Whether `wording`, brackets aside, equals one whole block of `source_text`.

    `ignore_case` is for titles only: the 2023 document prints them in capitals.
    """
    wanted = without_brackets(wording)
    if not wanted:
        return False
    if ignore_case:
        return wanted.casefold() in {block.casefold() for block in blocks(source_text)}
    return wanted in blocks(source_text)
