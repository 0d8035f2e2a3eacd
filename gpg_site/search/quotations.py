"""Is a quotation official wording, of which unit, and unaltered?

A text that people paste comes from PDFs, mails and word processors: lines are broken anywhere,
words are hyphenated across them, letters are ligatures, quotation marks are curled or straight.
None of that alters a quotation, nor does letter case. Everything else does: a comma, a word, a
spelling. So a quotation is *verbatim* only when all its signs are the document's.

This module knows no Django.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, Literal, TypeVar

Unit = TypeVar("Unit")
Verdict = Literal["verbatim", "completed", "excerpt", "altered", "unknown"]

# Fewer words than this are too few to be told as a part of a sentence: “human rights” stands
# everywhere.
SHORTEST_EXCERPT = 4
# A text is read up to here; it is some ten pages.
LONGEST = 20_000
# How many sentences of the documents one of the text is compared with, those nearest by words.
_CANDIDATES = 8

# What a hyphen before a line break is turned into: it may be of the word, or of the break.
_BROKEN = "\ue000"
# Signs that mean the same, by their code points, since many look alike.
_SIGNS = str.maketrans(
    dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033], '"')
    | dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x60, 0xB4], "'")
    | dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
    # Soft hyphens and signs without width.
    | dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, ord(_BROKEN)], None)
)
_BULLET = re.compile(r"^[ \t]*(?:[•‣◦▪●■□–—*·]|-(?=\s)|\(?\d{1,2}[.)](?=\s))[ \t]*", re.MULTILINE)
_HYPHENATED = re.compile(r"(?<=\w)-[ \t]*\n[ \t]*(?=\w)")
_ENDS = " .,;:!?\"'()-\n\t"
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"')]*\s+(?=[\"'(]*[A-Z0-9])|(?<=\w\w[.!?;])\n")
_QUOTED = re.compile(r'"([^"]{12,})"')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Official(Generic[Unit]):
    """An official wording, and the unit that it is of."""

    unit: Unit
    text: str


@dataclass(frozen=True)
class Finding(Generic[Unit]):
    """What a sentence of the text is.

    *verbatim*: a whole official wording. *completed*: one with the words that the portal supplies
    in brackets where the print is cut. *excerpt*: a part of one, unaltered. *altered*: one in
    other words. *unknown*: none; then `official` is the nearest, if anything is near.
    `same` are all units whose wording it is.
    """

    sentence: str
    verdict: Verdict
    official: Official[Unit] | None = None
    same: tuple[Official[Unit], ...] = ()


def tidy(text: str) -> str:
    """The text as it was before it was set: signs of one kind, no ligatures, bullets gone, line
    breaks kept, and each hyphen at the end of a line as a sign of its own."""
    text = unicodedata.normalize("NFKC", text[:LONGEST].translate(_SIGNS)).translate(_SIGNS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign if sign == "\n" or sign.isprintable() else " " for sign in text)
    text = _BULLET.sub("\n\n", text)
    text = _HYPHENATED.sub(_BROKEN, text)
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n ?", "\n", text).strip()


class Quotations(Generic[Unit]):
    """The official wordings, ready to be compared with. Built once, never changed."""

    def __init__(self, officials: Iterable[Official[Unit]]) -> None:
        self.officials = list(officials)
        self._by_form: dict[str, list[Official[Unit]]] = defaultdict(list)
        self._completed: dict[str, list[Official[Unit]]] = defaultdict(list)
        self._words: list[list[str]] = []
        self._forms: list[str] = []
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for place, official in enumerate(self.officials):
            form = _form(re.sub(r"\s*\[[^\]]*\]", "", official.text))
            self._forms.append(form)
            self._by_form[form].append(official)
            if "[" in official.text and "…" not in official.text:
                self._completed[_form(re.sub(r"[\[\]]", "", official.text))].append(official)
            found = _WORD.findall(form)
            self._words.append(found)
            for word in set(found):
                self._with_word[word].append(place)
        known = [*self._by_form, *self._completed]
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for form in sorted(known, key=len, reverse=True):
            self._by_beginning[_beginning(form)].append(form)

    def findings(self, text: str) -> list[Finding[Unit]]:
        """What each sentence of `text` is, in order."""
        return [
            finding
            for block in re.split(r"\n{2,}", tidy(text))
            if block.strip(_ENDS)
            for finding in self._block(block)
        ]

    def _block(self, block: str) -> Iterator[Finding[Unit]]:
        """The findings of a paragraph: whole official wordings first, then what lies between."""
        low = _low(block)
        start = place = 0
        while place < len(low):
            found = self._whole_at(low, place)
            if not found:
                place += 1
                continue
            form, end = found
            if len(block[start:place].split()) > 2:
                # “He said:” before a quotation is no sentence to judge.
                yield from self._between(block[start:place])
            yield self._whole(block[place:end], form)
            start = place = end
        rest = block[start:]
        if start == 0 or len(rest.split()) > 2:
            yield from self._between(rest)

    def _whole_at(self, low: str, place: int) -> tuple[str, int] | None:
        """The longest official wording that stands whole at `place`, and where it ends. It must
        begin where a sentence or a quotation does, and end so."""
        if not low[place].isalnum() or not _opens(low, place):
            return None
        for form in self._by_beginning.get(_beginning(low[place : place + 60]), ()):
            end = _match(low, place, form)
            if end and _closes(low, end):
                return form, end
        return None

    def _whole(self, sentence: str, form: str) -> Finding[Unit]:
        verbatim = self._by_form.get(form)
        same = tuple(verbatim or self._completed[form])
        return Finding(_shown(sentence), "verbatim" if verbatim else "completed", same[0], same)

    def _between(self, text: str) -> Iterator[Finding[Unit]]:
        """The findings of text that has no whole official wording in it."""
        for passage in _SENTENCE_END.split(text):
            if not passage.strip(_ENDS):
                continue
            as_one = [self._judged(passage)]
            lines = [line for line in passage.split("\n") if line.strip(_ENDS)]
            if len(lines) > 1:
                # Each line a bullet of its own, or one sentence broken into lines: whatever is
                # nearer to the documents.
                as_many = [self._judged(line) for line in lines]
                if all(f.verdict != "unknown" for f in as_many) and as_one[0].verdict == "unknown":
                    as_one = as_many
            quoted = _QUOTED.findall(passage.replace("\n", " "))
            if quoted and as_one[0].verdict == "unknown":
                inner = [self._judged(part) for part in quoted]
                as_one = [f for f in inner if f.verdict != "unknown"] or as_one
            yield from as_one

    def _judged(self, sentence: str) -> Finding[Unit]:
        shown = _shown(sentence)
        form = _form(shown)
        found = _WORD.findall(form)
        candidates = self._candidates(found)
        if len(found) >= SHORTEST_EXCERPT:
            parts = [place for place in candidates if self._has_part(place, _low(sentence))]
            if parts:
                same = tuple(self.officials[place] for place in parts)
                return Finding(shown, "excerpt", same[0], same)
        best, nearness = None, 0.0
        for place in candidates:
            official = self._words[place]
            near = _nearness(found, official)
            if near > nearness:
                best, nearness = place, near
        if best is None:
            return Finding(shown, "unknown")
        is_altered = _is_altered(found, self._words[best])
        return Finding(shown, "altered" if is_altered else "unknown", self.officials[best])

    def _has_part(self, place: int, low: str) -> bool:
        wanted = re.escape(low.replace("\n", " ").strip(_ENDS)).replace(_BROKEN, "-?")
        return bool(re.search(rf"(?<!\w){wanted}(?!\w)", self._forms[place]))

    def _candidates(self, found: Sequence[str]) -> list[int]:
        """The wordings that share most with these words, rare words counting most."""
        rarest = sorted(
            (word for word in set(found) if word in self._with_word),
            key=lambda word: len(self._with_word[word]),
        )
        shared: Counter[int] = Counter()
        for word in rarest[:12]:
            holders = self._with_word[word]
            for place in holders[:400]:
                shared[place] += 1 / len(holders)  # type: ignore[assignment]
        return [place for place, _count in shared.most_common(_CANDIDATES)]


def _low(text: str) -> str:
    """In small letters, sign for sign, so that places stay the same."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _form(text: str) -> str:
    """What of a wording must be the same for it to be verbatim."""
    tidied = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(_low(tidied).split()).strip(_ENDS)


def _beginning(form: str) -> str:
    """The first letters: they find the wordings that may stand at a place. A hyphen that a line
    break may have brought ends them."""
    return re.split(rf"[^a-z0-9]|{_BROKEN}", form, maxsplit=1)[0][:3]


def _match(low: str, place: int, form: str) -> int:
    """Where `form` ends that stands in `low` at `place`; 0 if it does not."""
    for sign in form:
        if place < len(low) and low[place] == _BROKEN:
            place += 1
            if sign == "-":
                continue
        here = low[place] if place < len(low) else ""
        if sign != here and not (sign == " " and here == "\n"):
            return 0
        place += 1
    return place


def _opens(low: str, place: int) -> bool:
    before = low[:place].rstrip(" ")
    return not before or before[-1] in "\n\"'.!?:;("


def _closes(low: str, end: int) -> bool:
    after = low[end:].lstrip(" ")
    return not after or after[0] in "\n\"'.!?;)" or (after[0] == "," and after[1:2] in "\"'")


def _shown(sentence: str) -> str:
    """The sentence for people: on one line, a hyphen of a line break taken as such."""
    return " ".join(sentence.replace(_BROKEN, "").split()).strip(" \"'")


def _kept(found: Sequence[str], official: Sequence[str]) -> int:
    blocks = SequenceMatcher(None, found, official, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _nearness(found: Sequence[str], official: Sequence[str]) -> float:
    return 2 * _kept(found, official) / (len(found) + len(official))


def _is_altered(found: Sequence[str], official: Sequence[str]) -> bool:
    """Whether so many words are the document's, in its order, that the rest was changed.

    Most of the quotation must be, and a good part of the document's sentence; or nearly all of
    that sentence, with words put in.
    """
    kept = _kept(found, official)
    of_quotation, of_official = kept / len(found), kept / len(official)
    if len(official) <= 4:
        return of_official >= 0.66 and of_quotation >= 0.66
    return kept >= 4 and (
        (of_quotation >= 0.7 and of_official >= 0.35)
        or (len(official) >= 7 and of_official >= 0.85 and of_quotation >= 0.4)
        or (of_quotation >= 0.6 and of_official >= 0.6)
    )
