"""The words of the texts: which there are, how readers may spell them, what they may go on to.

This module knows no Django.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from tantivy import Document, Index, Query, SchemaBuilder

from .words import STOP_WORDS, stem, words

# Letters that a word must have to be corrected in one exchanged letter, and in two letters.
SHORT, LONG = 6, 8


class Vocabulary:
    """The plain words that stand in `texts`, and those of the `aliases` that lead to them."""

    def __init__(self, texts: Iterable[str], aliases: Iterable[str]) -> None:
        self._counts = Counter(word.plain for text in texts for word in words(text))
        self._sorted = sorted(self._counts)
        self._stems = {stem(word) for word in self._counts}
        self._of_aliases = {word.plain for alias in aliases for word in words(alias)}
        self._stems_of_aliases = {stem(word) for word in self._of_aliases}
        self._spelling = _spelling_index({*self._counts, *self._of_aliases})
        self._speller = self._spelling.searcher()

    def knows(self, word: str) -> bool:
        """Whether a word, or one of its family, stands in the texts."""
        return word in self._counts or stem(word) in self._stems

    def spelled(self, asked: list[str], corrections: dict[str, str]) -> list[str]:
        """The words that somebody asked for, each that nobody ever wrote as the nearest one that
        there is; `corrections` learns of those."""
        spelled = []
        for place, word in enumerate(asked):
            pairs = (asked[place - 1] + word if place else "", "".join(asked[place : place + 2]))
            is_known = (
                self.knows(word)
                or stem(word) in self._stems_of_aliases
                or word in STOP_WORDS
                or any(pair in self._counts for pair in pairs)
                or len(self._apart(word)) > 1
                or (place + 1 == len(asked) and len(word) > 2 and self.beginning_with(word, 1))
            )
            near = "" if is_known else self.corrected(word)
            if near:
                corrections[word] = near
            spelled.append(near or word)
        return spelled

    def joined(self, asked: list[str]) -> list[str]:
        """The words as the texts write them: “cyber crime” as one, “crossborder” as two."""
        joined: list[str] = []
        place = 0
        while place < len(asked):
            pair = "".join(asked[place : place + 2])
            if place + 1 < len(asked) and pair in self._counts and len(pair) > 4:
                joined.append(pair)
                place += 2
                continue
            joined += self._apart(asked[place])
            place += 1
        return joined

    def _apart(self, word: str) -> list[str]:
        if self.knows(word) or stem(word) in self._stems_of_aliases:
            return [word]
        for cut in range(len(word) - 2, 1, -1):
            first, second = word[:cut], word[cut:]
            if first in self._counts and self.knows(second) and len(word) > 5:
                return [first, second]
        return [word]

    def corrected(self, word: str) -> str:
        """The known word nearest to one that nobody wrote, or nothing.

        A long word may be wrong in two letters. In a short one no single letter is exchanged for
        another: “face” is not “fake”.
        """
        if len(word) < 4 or word.isdigit():
            return ""
        for distance in (1, 2) if len(word) >= LONG else (1,):
            for near in self._near(word, distance):
                exchanged = len(near) == len(word) and sorted(near) != sorted(word)
                if near not in STOP_WORDS and not (exchanged and len(word) < SHORT):
                    return near
        return ""

    def like(self, word: str, most: int = 3) -> list[str]:
        """Words of the texts that somebody may have meant by one that leads nowhere: they are
        spelled alike, if not so nearly that it may be corrected, or begin alike."""
        if len(word) < 4:
            return []
        alike = [*self._near(word, 2), *self.beginning_with(word[:4], most)]
        return [found for found in dict.fromkeys(alike) if found in self._counts][:most]

    def _near(self, word: str, distance: int) -> list[str]:
        """Known words that differ in so many letters. Of those as near, the ones with the same
        beginning come first, then those used most."""
        query = Query.fuzzy_term_query(self._spelling.schema, "word", word, distance)
        hits = self._speller.search(query, limit=60, count=False).hits
        near = [str(self._speller.doc(address)["word"][0]) for _score, address in hits]
        return sorted(
            near, key=lambda found: (-_common_beginning(found, word), -self._counts[found], found)
        )

    def beginning_with(self, letters: str, most: int = 12) -> list[str]:
        """Words of the texts that begin so, those used most first."""
        first = bisect_left(self._sorted, letters)
        found = []
        for word in self._sorted[first : first + 500]:
            if not word.startswith(letters):
                break
            found.append(word)
        return sorted(found, key=lambda word: -self._counts[word])[:most]


def _spelling_index(known: Iterable[str]) -> Index:
    """An index with a document for each word: its automaton finds the near ones at once."""
    builder = SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw")
    index = Index(builder.build())
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for word in sorted(known):
        if len(word) > 3 and not word.isdigit():
            writer.add_document(Document(word=word))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _common_beginning(one: str, other: str) -> int:
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length
