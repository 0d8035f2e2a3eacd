"""The words of the texts in one language: which there are, how readers may spell them, what they
may go on to.

This module knows no Django.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable

from tantivy import Document, Index, Query, SchemaBuilder

from .words import ENGLISH, Text, Tongue, Word

# Letters that a word must have to be corrected in one exchanged letter, and in two letters.
SHORT, LONG = 6, 8


class Vocabulary:
    """The words that stand in `texts`, and those of the `aliases` that lead to them, as `tongue`
    reads them. It is asked for plain forms, and answers with such."""

    def __init__(self, tongue: Tongue, texts: Iterable[str], aliases: Iterable[str]) -> None:
        self.tongue = tongue
        self._counts: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        for text in texts:
            for word in tongue.words(text):
                self._counts[word.plain] += 1
                self._write_down(word, text)
        self._sorted = sorted(self._counts)
        self._stems = {tongue.stem(word) for word in self._counts}
        self._of_aliases: set[str] = set()
        for alias in aliases:
            for word in tongue.words(alias):
                self._of_aliases.add(word.plain)
                self._write_down(word, alias)
        self._stems_of_aliases = {tongue.stem(word) for word in self._of_aliases}
        self._spelling = _spelling_index({*self._counts, *self._of_aliases})
        self._speller = self._spelling.searcher()

    def _write_down(self, word: Word, text: str) -> None:
        """Remembers how a word is written: as shortly as it is anywhere, without what clings."""
        written = text[word.start : word.end].lower()
        before = self._written.get(word.plain, written)
        self._written[word.plain] = min(before, written, key=len)

    def shown(self, word: str) -> str:
        """A plain form as readers may see it: English has it so, others as it was written."""
        return word if self.tongue is ENGLISH else self._written.get(word, word)

    def has(self, word: str) -> bool:
        """Whether this very form stands in the texts."""
        return word in self._counts

    def knows(self, word: str) -> bool:
        """Whether a word, or one of its family, stands in the texts."""
        return word in self._counts or self.tongue.stem(word) in self._stems

    def leads_on(self, word: str) -> bool:
        """Whether it, or one of its family, is a word of an alias."""
        return self.tongue.stem(word) in self._stems_of_aliases

    def joined(self, words: list[str]) -> list[str]:
        """The words as the texts write them: “cyber crime” as one, “crossborder” as two."""
        return _joined(words, self.has_joined, self.apart)

    def has_joined(self, pair: str) -> bool:
        """Whether the texts write as one what somebody wrote as two."""
        return pair in self._counts and len(pair) > 4

    def apart(self, word: str) -> list[str]:
        """The two words that the texts have for what somebody wrote as one, or the one."""
        if self.knows(word) or self.leads_on(word):
            return [word]
        for cut in range(len(word) - 2, 1, -1):
            first, second = word[:cut], word[cut:]
            if first in self._counts and self.knows(second) and len(word) > 5:
                return [first, second]
        return [word]

    def corrected(self, word: str, distance: int) -> str:
        """The known word nearest to one that nobody wrote, in so many letters, or nothing.

        A long word may be wrong in two letters. In a short one no single letter is exchanged for
        another: “face” is not “fake”.
        """
        if len(word) < (4 if distance == 1 else LONG) or word.isdigit():
            return ""
        for near in self._near(word, distance):
            exchanged = len(near) == len(word) and sorted(near) != sorted(word)
            if near not in self.tongue.stop_words and not (exchanged and len(word) < SHORT):
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


class Lexicon:
    """The vocabularies of a library, that of the reader's language first. It is asked for words as
    somebody wrote them, which every tongue reads in its own way."""

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self.vocabularies = list(vocabularies)

    def knows(self, word: str) -> bool:
        return any(each.knows(each.tongue.plain(word)) for each in self.vocabularies)

    def is_telling(self, word: str) -> bool:
        """Whether it says in every language what a text is about."""
        tongues = [each.tongue for each in self.vocabularies]
        return all(tongue.plain(word) not in tongue.stop_words for tongue in tongues)

    def stems(self, word: str) -> list[str]:
        """The stems that it may have, each once."""
        tongues = [each.tongue for each in self.vocabularies]
        return list(dict.fromkeys(tongue.stem(tongue.plain(word)) for tongue in tongues))

    def spelled(self, asked: list[str], corrections: dict[str, Text]) -> list[str]:
        """The words that somebody asked for, each that nobody ever wrote as the nearest one that
        there is; `corrections` learns of those."""
        spelled = []
        for place, word in enumerate(asked):
            pairs = (asked[place - 1] + word if place else "", "".join(asked[place : place + 2]))
            is_last = place + 1 == len(asked)
            is_known = not self.is_telling(word) or any(
                _is_known(each, word, pairs, is_last=is_last) for each in self.vocabularies
            )
            near = None if is_known else self.corrected(word)
            if near:
                corrections[word] = near
            spelled.append(near.words if near else word)
        return spelled

    def corrected(self, word: str) -> Text | None:
        """The known word nearest to one that nobody wrote; of those as near, the reader's own."""
        for distance in (1, 2):
            for each in self.vocabularies:
                if near := each.corrected(each.tongue.plain(word), distance):
                    return Text(each.shown(near), each.tongue.language)
        return None

    def joined(self, asked: list[str]) -> list[str]:
        """The words as the texts of any language write them."""
        return _joined(asked, self._has_joined, self._apart)

    def _has_joined(self, pair: str) -> bool:
        return any(each.has_joined(each.tongue.plain(pair)) for each in self.vocabularies)

    def _apart(self, word: str) -> list[str]:
        read = [(each, each.tongue.plain(word)) for each in self.vocabularies]
        if any(each.knows(plain) or each.leads_on(plain) for each, plain in read):
            return [word]
        parted = (each.apart(plain) for each, plain in read)
        return next((parts for parts in parted if len(parts) > 1), [word])

    def like(self, word: str) -> list[Text]:
        """Words of the texts that somebody may have meant by one that leads nowhere."""
        return [
            Text(each.shown(found), each.tongue.language)
            for each in self.vocabularies
            for found in each.like(each.tongue.plain(word))
        ]


def _is_known(known: Vocabulary, word: str, pairs: Iterable[str], *, is_last: bool) -> bool:
    """Whether a word leads somewhere as it is, `pairs` being it with the one before or after."""
    plain = known.tongue.plain(word)
    return (
        known.knows(plain)
        or known.leads_on(plain)
        or any(known.has(known.tongue.plain(pair)) for pair in pairs)
        or len(known.apart(plain)) > 1
        or (is_last and len(plain) > 2 and bool(known.beginning_with(plain, 1)))
    )


def _joined(
    words: list[str], has_joined: Callable[[str], bool], apart: Callable[[str], list[str]]
) -> list[str]:
    """The words with pairs of them as one, where they have that, and others as two."""
    joined: list[str] = []
    place = 0
    while place < len(words):
        pair = "".join(words[place : place + 2])
        if place + 1 < len(words) and has_joined(pair):
            joined.append(pair)
            place += 2
            continue
        joined += apart(words[place])
        place += 1
    return joined


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
