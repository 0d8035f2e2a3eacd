"""Is a quotation official wording, of which unit, and unaltered?

How a pasted text is tidied, and what counts as the same, is in `pasted.py`; how it is taken apart
into sentences, in `reading.py`. This module knows no Django.

**The rules.** A sentence is

- *verbatim* when it is a whole official wording, or a whole sentence of one, sign by sign.
  It must begin where a sentence, a line or a quotation does, and end so;
- *completed* when it is one with the words that the portal supplies in brackets;
- an *excerpt* when all of it, or `LONG_RUN` words of it in a row, stand unaltered in one;
- *altered* when so many of its words are those of one, in its order and in runs of two or more,
  that the rest was changed: see `_is_altered`;
- *unknown* otherwise, with the nearest wording if it shares anything that tells.

The strictest comes first, so that only identity is ever called verbatim.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Generic, Literal, TypeVar

from .pasted import (
    BROKEN,
    ENDS,
    closes,
    form,
    is_label,
    low,
    one_line,
)

Unit = TypeVar("Unit")
Verdict = Literal["verbatim", "completed", "excerpt", "altered", "unknown"]

# Fewer words than this are too few to be told as a part of a sentence: “human rights” stands
# everywhere.
SHORTEST_EXCERPT = 4
# So many words in a row are no accident, whatever stands around them.
LONG_RUN = 8
# A wording of fewer words must stand alone on its line: “Global Policing Goals” is in many texts.
_SHORTEST_WITHIN = 4
# A sentence is compared up to this many words; the longest official paragraph has some 160.
MOST_WORDS = 200
# How many sentences of the documents one of the text is compared with, those nearest by words, and
# how many holders of a word are looked at to find them.
_CANDIDATES, _RAREST, _HOLDERS = 6, 7, 170
# The letters that find the wordings that may begin at a place.
_BEGINNING = 14
# The signs by which most places are seen to begin none.
_START = 4

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_COMPLETION = re.compile(r"\s*\[[^\]]*\]")


@dataclass(frozen=True)
class Official(Generic[Unit]):
    """An official wording, or a sentence of one, and the unit that it is of.

    Of a sentence, `whole` is the wording that it stands in. `source` are the key and the title of
    the document that has a wording in another language than English.
    """

    unit: Unit
    text: str
    language: str = "en"
    whole: str = ""
    source: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Finding(Generic[Unit]):
    """What a sentence of the text is.

    `official` is the wording it is of, or the nearest to an unknown sentence, and `same` are all
    units with that wording. Of an excerpt, `part` says where in `sentence` the unaltered words
    stand. `kept` counts the words in common: what it is decided by, nothing to show.
    """

    sentence: str
    verdict: Verdict
    official: Official[Unit] | None = None
    same: tuple[Official[Unit], ...] = ()
    part: tuple[int, int] = (0, 0)
    kept: int = 0


class Quotations(Generic[Unit]):
    """The official wordings, ready to be compared with. Built once, never changed."""

    def __init__(self, officials: Iterable[Official[Unit]]) -> None:
        self.officials = list(officials)
        self._forms: list[str] = []
        self._words: list[list[str]] = []
        self._by_form: dict[str, list[Official[Unit]]] = defaultdict(list)
        self._completed: dict[str, list[Official[Unit]]] = defaultdict(list)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        self._hyphenated: set[str] = set()
        for place, official in enumerate(self.officials):
            printed = form(_COMPLETION.sub("", official.text))
            self._forms.append(printed)
            self._by_form[printed].append(official)
            if printed != form(official.text):
                for words in (official.text, re.sub(r"[\[\]]", "", official.text)):
                    self._completed[form(words)].append(official)
            self._words.append(_WORD.findall(printed))
            self._hyphenated.update(re.findall(r"\w+(?:-\w+)+", printed))
            for word in set(self._words[-1]):
                self._with_word[word].append(place)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        self._starts: set[str] = set()
        for known in sorted({*self._by_form, *self._completed}, key=len, reverse=True):
            self._by_beginning[_beginning(known)].append(known)
            self._starts.add(known[:_START])
        self._sizes = sorted({len(key) for key in self._by_beginning}, reverse=True)

    def whole_at(self, small: str, place: int, *, run_on: bool = True) -> tuple[str, int] | None:
        """The longest official wording that stands whole at `place`, and where it ends. With
        `run_on` another may follow it without a sign between."""
        start = small[place : place + _START]
        if start not in self._starts and not set(start) & {"\n", BROKEN}:
            return None
        ahead = _beginning(small[place : place + 4 * _BEGINNING])
        for size in self._sizes:
            for known in self._by_beginning.get(ahead[:size], ()) if len(ahead) >= size else ():
                end = _match(small, place, known)
                closed = end and closes(small, end)
                if not closed and not (
                    end and run_on and self.whole_at(small, end + 1, run_on=False)
                ):
                    continue
                if known.count(" ") + 1 >= _SHORTEST_WITHIN or _is_alone(small, place, end):
                    return known, end
        return None

    def whole(self, sentence: str, known: str) -> Finding[Unit]:
        verbatim = self._by_form.get(known)
        same = tuple(verbatim or self._completed[known])
        verdict: Verdict = "verbatim" if verbatim else "completed"
        return Finding(self._shown(sentence), verdict, same[0], same)

    def judged(self, text: str) -> Finding[Unit]:
        """What a sentence is that is no whole wording."""
        shown = self._shown(text)
        words = _WORD.findall(low(shown))[:MOST_WORDS]
        parts = self._places_of(form(shown).strip(ENDS)) if len(words) >= SHORTEST_EXCERPT else []
        if parts:
            same = self._units(parts)
            return Finding(shown, "excerpt", same[0], same, (0, len(shown)), len(words))
        kept, best = 0, -1
        nearness = 0.0
        for place in self._candidates(words):
            official = self._words[place]
            in_common = _kept(words, official)
            if 2 * in_common / (len(words) + len(official)) > nearness:
                nearness = 2 * in_common / (len(words) + len(official))
                kept, best = in_common, place
        if best < 0:
            return Finding(shown, "unknown")
        same = self._units([p for p in (best,) for p in self._places_with(p)])
        nearest = Finding(shown, "unknown", same[0], same, kept=kept)
        if _is_altered(kept, len(words), len(self._words[best])):
            return replace(nearest, verdict="altered")
        part = self._long_run(shown, best)
        return replace(nearest, verdict="excerpt", part=part) if part else nearest

    def _places_with(self, place: int) -> list[int]:
        """The places of all wordings that are the one at `place`."""
        holders = self._with_word[min(self._words[place], key=lambda w: len(self._with_word[w]))]
        return [other for other in holders if self._forms[other] == self._forms[place]]

    def _places_of(self, part: str) -> list[int]:
        """The places of the wordings that `part` stands in, as whole words."""
        rarest = min(
            (self._with_word.get(word, []) for word in _WORD.findall(part)), key=len, default=[]
        )
        found = []
        for place in rarest:
            at = self._forms[place].find(part)
            if at >= 0 and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", self._forms[place]):
                found.append(place)
        return found

    def _units(self, places: Iterable[int]) -> tuple[Official[Unit], ...]:
        """The wordings at `places`, of each unit the shortest."""
        by_unit: dict[Unit, Official[Unit]] = {}
        for place in places:
            official = self.officials[place]
            other = by_unit.setdefault(official.unit, official)
            if len(official.text) < len(other.text):
                by_unit[official.unit] = official
        return tuple(by_unit.values())

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """The wordings that share most with these words, rare words counting most."""
        rarest = sorted(
            (word for word in dict.fromkeys(words) if word in self._with_word),
            key=lambda word: len(self._with_word[word]),
        )
        shared: dict[int, float] = defaultdict(float)
        for word in rarest[:_RAREST]:
            holders = self._with_word[word]
            for place in holders[:_HOLDERS]:
                shared[place] += 1 / len(holders)
        return nlargest(_CANDIDATES, shared, key=shared.__getitem__)

    def _long_run(self, shown: str, place: int) -> tuple[int, int] | None:
        """Where in the sentence words and signs of a wording stand in a row, if they are many."""
        found = list(_TOKEN.finditer(low(shown)))[: 2 * MOST_WORDS]
        official = _TOKEN.findall(self._forms[place])
        matcher = SequenceMatcher(None, [token[0] for token in found], official, autojunk=False)
        run = matcher.find_longest_match()
        tokens = found[run.a : run.a + run.size]
        if sum(token[0][0].isalnum() for token in tokens) < LONG_RUN:
            return None
        return tokens[0].start(), tokens[-1].end()

    def _shown(self, text: str) -> str:
        """The sentence for people: on one line, without the hyphens that line breaks brought."""
        return one_line(text, self._hyphenated)


def _beginning(text: str) -> str:
    return "".join(_LETTERS.findall(text))[:_BEGINNING]


def _match(small: str, place: int, known: str) -> int:
    """Where `known` ends that stands in `small` at `place`; 0 if it does not."""
    end = place + len(known)
    ahead = small[place:end]
    if BROKEN not in ahead:
        return end if ahead.replace("\n", " ") == known else 0
    for sign in known:
        if place < len(small) and small[place] == BROKEN:
            place += 1
            if sign == "-":
                continue
        here = small[place] if place < len(small) else ""
        if sign != here and not (sign == " " and here == "\n"):
            return 0
        place += 1
    return place


_CLOSED_ALONE = re.compile(r"[ ]*[.\"')]*[ ]*(?:$|\n)")


def _is_alone(small: str, place: int, end: int) -> bool:
    before = small[max(0, small.rfind("\n", 0, place)) : place]
    return is_label(before) and bool(_CLOSED_ALONE.match(small, end))


def _kept(words: Sequence[str], official: Sequence[str]) -> int:
    """How many words both have in runs of two or more: single words meet by accident."""
    found = SequenceMatcher(None, words, official, autojunk=False).get_matching_blocks()
    return sum(block.size for block in found if block.size > 1)


def _is_altered(kept: int, quotation: int, official: int) -> bool:
    """Whether most of a quotation of so many words is kept from a wording of so many.

    Of a short one nearly all must be, since police prose shares its phrases with everybody's.
    """
    of_quotation, of_official = kept / quotation, kept / official
    if kept < 3:
        return False
    if kept < 6:
        return (of_quotation >= 0.6 and of_official >= 0.6) or (
            of_quotation >= 0.55 and of_official >= 0.75
        )
    return (
        (of_quotation >= 0.65 and of_official >= 0.3)
        or (of_quotation >= 0.6 and of_official >= (0.5 if official > 12 else 0.7))
        or (of_quotation >= 0.35 and of_official >= 0.8)
    )
