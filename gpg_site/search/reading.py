"""A pasted text, taken apart into sentences and each of them judged.

Where a text has whole official wordings, they are taken out first; what lies between is divided at
the ends of sentences, and where it has none, at lines. This module knows no Django.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .pasted import ENDS, blocks, is_label, low, openings, sentences, tidy
from .quotations import MOST_WORDS, Finding, Quotations

Unit = TypeVar("Unit")

# What judging a text may cost, in words that are compared: beyond it a text is not read, so that
# no text keeps a process busy. Whole official wordings cost nothing. `make bench` shows the time.
MOST_JUDGED = 1_100
# What a comparison costs besides its words.
_EACH = 8
# A sentence is broken into no more lines than this.
_MOST_LINES = 20

_QUOTED = re.compile(r'"([^"]{12,})"')


class _EnoughError(Exception):
    """The text has cost what it may."""


@dataclass
class Reading(Generic[Unit]):
    """What each sentence of a text is, in order; `is_whole` unless only its beginning was read."""

    known: Quotations[Unit]
    findings: list[Finding[Unit]] = field(default_factory=list)
    is_whole: bool = True
    _judged: dict[str, Finding[Unit]] = field(default_factory=dict)
    _cost: int = 0

    def read(self, text: str, most: int) -> None:
        tidied = tidy(text)
        try:
            for block in blocks(tidied):
                for finding in self._block(block):
                    if len(self.findings) == most:
                        raise _EnoughError
                    self.findings.append(finding)
            # A lone “3.2” is no sentence beside others; alone it is all that was asked.
            if not self.findings and tidied.strip(ENDS):
                self.findings.append(self._judge(tidied))
        except _EnoughError:
            self.is_whole = False

    def _block(self, block: str) -> Iterator[Finding[Unit]]:
        """The findings of a paragraph: whole official wordings first, then what lies between."""
        small = low(block)
        start = 0
        for opening in openings(small):
            place = opening
            while place >= start and (found := self.known.whole_at(small, place)):
                wording, end = found
                yield from self._between(block[start:place], after_quotation=start > 0)
                yield self.known.whole(block[place:end], wording)
                # Another may follow without a full stop.
                start, place = end, end + 1
        yield from self._between(block[start:], after_quotation=start > 0)

    def _between(self, text: str, *, after_quotation: bool) -> Iterator[Finding[Unit]]:
        """The findings of text that has no whole official wording in it.

        The words of somebody who leads into a quotation, or out of it, are no sentence to judge:
        `he wants to "strengthen …" by 2030`.
        """
        passages = [passage for passage in sentences(text) if not is_label(passage)]
        leads_in = text.rstrip().endswith(('"', ":"))
        leads_out = after_quotation and re.match(r"[.,]?[\"'][\s,]*(?![A-Z])\w", text)
        for place, passage in enumerate(passages):
            frames = (leads_in and place == len(passages) - 1) or (leads_out and place == 0)
            found = self._passage(passage)
            if not (frames and [one.verdict for one in found] == ["unknown"]):
                yield from found

    def _passage(self, passage: str) -> list[Finding[Unit]]:
        """The findings of what may be one sentence, a list without full stops, or a quotation."""
        found = self._by_lines([line for line in passage.split("\n") if not is_label(line)])
        quoted = [part for part in _QUOTED.findall(passage.replace("\n", " ")) if part != passage]
        if quoted and len(found) == 1 and found[0].verdict != "excerpt":
            inner = [self._judge(part) for part in quoted if len(part.split()) > 3]
            return [one for one in inner if one.verdict != "unknown"] or found
        return found

    def _by_lines(self, lines: Sequence[str]) -> list[Finding[Unit]]:
        """Lines are one sentence that was broken, unless two that begin with a capital are each
        nearer to a wording of their own than both together are to one."""
        groups: list[str] = []
        for line in lines:
            if groups and not self._divides(groups[-1], line):
                groups[-1] = f"{groups[-1]}\n{line}"
            else:
                groups.append(line)
        return [self._judge(group) for group in groups]

    def _divides(self, before: str, line: str) -> bool:
        """Whether another sentence begins with `line`."""
        if before.count(" ") > MOST_WORDS or before.count("\n") > _MOST_LINES:
            return True
        if not line.lstrip(ENDS)[:1].isupper():
            return False
        one, other = self._judge(before), self._judge(line)
        if one.verdict == other.verdict == "unknown":
            return False
        return self._judge(f"{before}\n{line}").kept < one.kept + other.kept

    def _judge(self, text: str) -> Finding[Unit]:
        if text not in self._judged:
            if self._cost > MOST_JUDGED:
                raise _EnoughError
            self._cost += _EACH + min(text.count(" ") + text.count("\n") + 1, MOST_WORDS)
            self._judged[text] = self.known.judged(text)
        return self._judged[text]


def read(known: Quotations[Unit], text: str, most: int = 200) -> Reading[Unit]:
    """What each sentence of `text` is, up to `most` sentences."""
    reading = Reading(known)
    reading.read(text, most)
    return reading
