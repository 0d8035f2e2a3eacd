"""Which units answer a question, best first: tantivy over the stems of every unit.

The engine is built once from records and never changes. It knows no Django.

**The ranking rule.** A question is a row of *concepts*: mostly its words, each with everything
that may stand for it. Every concept scores a unit by the best of its readings, in BM25, where a
name counts 2.4 times a text, an official title 1.8 times and the topics of a text half. The
readings and their worth: the word in its own form 1.5, in another form of its family 1; an alias
0.9, half as much for each further line of it; the beginning of a word 0.6. A unit that has all
concepts gains twice its score, and more where they stand side by side. Official words of the
current edition count twice, those of an older one 1.65 times: so the current edition stands first
where scores are near, and what is INTERPOL's before our topics. Nothing is left out: what has one
concept of five stands after what has two.

**Two languages.** A unit is known by its words in the library's language and by the English ones,
which the documents are in. Each text is read by the tongue of its language and each word of a
question by both, as two of its readings. What an alias of another language stands for are
official words in English: a name that has the alias's own words counts 1.6 times then, not 2.4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from .tongues import TONGUES
from .vocabulary import Lexicon, Vocabulary
from .words import ENGLISH, Text, Tongue, written

# A question's words beyond this many are not looked at.
LONGEST_QUESTION = 24
# The best units of an answer. Facets count these.
MOST_HITS = 1000

_FIELDS = ("name", "title", "text", "topics")
_WORTH = {"name": 2.4, "title": 1.8, "text": 1.0, "topics": 0.5}
# An alias leads to a sentence as readily as to a name.
_LEVEL = {"name": 1.0, "title": 1.0, "text": 1.0, "topics": 0.5}
# In another language it translates, and that our names have its very words tells little.
_TRANSLATED = {"name": 1.6, "title": 1.8, "text": 1.0, "topics": 0.5}
_TOGETHER, _SIDE_BY_SIDE = 2.0, 0.4
_OWN_FORM, _ALIAS, _LATER_LINE, _BEGINNING = 1.5, 0.9, 0.5, 0.6
# tantivy multiplies a score by log2(2 + favour): by 2 for official words of the current edition,
# by 1.65 for those of an older one, by 1 for SDGs and topics, whose names would else always lead.
_CURRENT, _OLDER, _UNDATED = 2.0, 1.14, 0.0

NOTHING = Text()


@dataclass(frozen=True)
class Record:
    """A unit as a search knows it, in the language of the library.

    `name` is short (a goal's short title, an SDG's, a topic's), `title` and `text` are official
    words. `year` is that of its edition, 0 for an SDG or a topic, which belong to none. `topics`
    are the slugs and names of its topics; `goal` is the number of its goal, 0 where it has none.
    `about` is what else describes it.
    """

    kind: str
    code: str
    year: int
    is_current: bool
    url: str
    name: Text = NOTHING
    title: Text = NOTHING
    text: Text = NOTHING
    about: tuple[Text, ...] = ()
    topics: tuple[tuple[str, Text], ...] = ()
    goal: int = 0


@dataclass(frozen=True)
class Alias:
    """Words that readers use and the texts don't, and what to look for in their place: lines of
    English words of the texts, the nearest first. `language` is that of the reader's words."""

    words: str
    means: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True)
class Answer:
    """What a search found: records with the best first, the stems to mark in them, and for words
    that no unit has, what was looked for in their place."""

    records: list[Record]
    marked: frozenset[str]
    corrections: dict[str, Text]


@dataclass(frozen=True)
class _Concept:
    """A part of a question: the query for it, and the stems that it looks for."""

    query: Query
    stems: frozenset[str]


class Engine:
    """Search over `records`, with `aliases`. Built in milliseconds, kept in memory."""

    def __init__(
        self, records: Sequence[Record], aliases: Iterable[Alias] = (), language: str = "en"
    ) -> None:
        self.records = list(records)
        self._aliases = {
            (alias.language, tuple(TONGUES[alias.language].stems(alias.words))): alias
            for alias in aliases
        }
        self._longest_alias = max((len(stems) for _language, stems in self._aliases), default=0)
        tongues = dict.fromkeys((TONGUES[language], ENGLISH))
        self._vocabularies = {tongue.language: self._vocabulary(tongue) for tongue in tongues}
        self.lexicon = Lexicon(self._vocabularies.values())
        self._index = self._build()
        self._searcher = self._index.searcher()

    def search(self, question: str, *, typing: bool = False, most: int = MOST_HITS) -> Answer:
        """The units that answer `question`, at `most` so many. While somebody is `typing` it, its
        last word may be the beginning of one."""
        phrases, loose = _phrases(question)
        corrections: dict[str, Text] = {}
        concepts = list(self._concepts(loose, corrections, typing=typing))
        required = [self._phrase(phrase) for phrase in phrases]
        if not concepts and not required:
            return Answer([], frozenset(), corrections)
        query = self._ranked(concepts, required)
        hits = self._searcher.search(query, limit=most, count=False, weight_by_field="favour").hits
        order = self._searcher.fast_field_values("place", [address for _score, address in hits])
        return Answer(
            [self.records[int(place)] for place in order if place is not None],
            frozenset(found for concept in (*concepts, *required) for found in concept.stems),
            corrections,
        )

    def _vocabulary(self, tongue: Tongue) -> Vocabulary:
        texts = (
            text
            for record in self.records
            for readings in _texts(record).values()
            for language, text in readings.items()
            if language == tongue.language
        )
        aliases = (
            alias.words
            for (language, _stems), alias in self._aliases.items()
            if language == tongue.language
        )
        return Vocabulary(tongue, texts, aliases)

    def _build(self) -> Index:
        # White space divides: the words are stems already. A word counts once, however often a
        # unit has it: units are single sentences.
        builder = SchemaBuilder()
        for field in (_field(name, each) for name in _FIELDS for each in self._vocabularies):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
        for field in ("stems", "exact"):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
        builder.add_integer_field("place", fast=True)
        builder.add_float_field("favour", fast=True)
        index = Index(builder.build())
        writer = index.writer(heap_size=15_000_000, num_threads=1)
        for place, record in enumerate(self.records):
            read = {
                _field(name, language): self._read(TONGUES[language], text)
                for name, readings in _texts(record).items()
                for language, text in readings.items()
            }
            every = [form for forms in read.values() for form in forms]
            writer.add_document(
                Document(
                    **{name: " ".join(stem for _, stem in forms) for name, forms in read.items()},
                    stems=" ".join(stem for _plain, stem in every),
                    exact=" ".join(plain for plain, _stem in every),
                    place=place,
                    favour=_CURRENT if record.is_current else _OLDER if record.year else _UNDATED,
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index

    def _read(self, tongue: Tongue, text: str) -> list[tuple[str, str]]:
        """The plain form and the stem of each word of a text."""
        return [(plain, tongue.stem(plain)) for plain in self._plains(tongue, text)]

    def _plains(self, tongue: Tongue, text: str) -> list[str]:
        plains = [word.plain for word in tongue.words(text)]
        return self._vocabularies[tongue.language].joined(plains)

    def _ranked(self, concepts: list[_Concept], required: list[_Concept]) -> Query:
        every = [concept.query for concept in (*concepts, *required)]
        parts = [(Occur.Must, concept.query) for concept in required]
        parts += [(Occur.Should, query) for query in every]
        if len(every) > 1:
            together = Query.boolean_query([(Occur.Must, query) for query in every])
            parts.append((Occur.Should, Query.boost_query(together, _TOGETHER)))
        side_by_side = self._side_by_side(concepts)
        if side_by_side is not None:
            parts.append((Occur.Should, Query.boost_query(side_by_side, _SIDE_BY_SIDE)))
        return Query.boolean_query(parts)

    def _side_by_side(self, concepts: list[_Concept]) -> Query | None:
        pairs = [
            Query.phrase_query(self._index.schema, "stems", [first, second], 2)
            for one, other in pairwise(concepts)
            for first in sorted(one.stems)[:1]
            for second in sorted(other.stems)[:1]
        ]
        return Query.boolean_query([(Occur.Should, pair) for pair in pairs]) if pairs else None

    def _phrase(self, phrase: str) -> _Concept:
        """Words in quotation marks: these forms, side by side, in this order."""
        readings, stems = [], set()
        for vocabulary in self.lexicon.vocabularies:
            plains = self._plains(vocabulary.tongue, phrase)[:LONGEST_QUESTION]
            readings.append(self._side_by_side_forms(plains))
            stems |= {vocabulary.tongue.stem(plain) for plain in plains}
        return _Concept(_best(readings), frozenset(stems))

    def _side_by_side_forms(self, plains: list[str]) -> Query:
        if len(plains) == 1:
            return Query.term_query(self._index.schema, "exact", plains[0])
        terms: list[str | tuple[int, str]] = [*plains]
        return Query.phrase_query(self._index.schema, "exact", terms)

    def _concepts(
        self, question: str, corrections: dict[str, Text], *, typing: bool
    ) -> Iterator[_Concept]:
        spelled = self.lexicon.spelled(written(question)[:LONGEST_QUESTION], corrections)
        asked = self.lexicon.joined(spelled)
        telling = [word for word in asked if self.lexicon.is_telling(word)] or asked
        place = 0
        while place < len(asked):
            alias, length = self._alias_at(asked, place)
            word = asked[place]
            if alias:
                yield self._alias(alias, asked[place : place + length])
                place += length
                continue
            place += 1
            if word not in telling:
                continue
            concept = self._word(word, may_go_on=place == len(asked), typing=typing)
            if concept:
                yield concept

    def _alias_at(self, asked: list[str], place: int) -> tuple[Alias | None, int]:
        """The longest alias that begins at `place`, and its number of words."""
        for length in range(min(self._longest_alias, len(asked) - place), 0, -1):
            for language in self._vocabularies:
                stems = TONGUES[language].stems(" ".join(asked[place : place + length]))
                alias = self._aliases.get((language, tuple(stems)))
                if alias:
                    return alias, length
        return None, 0

    def _alias(self, alias: Alias, asked: list[str]) -> _Concept:
        level = _WORTH if alias.language == ENGLISH.language else _TRANSLATED
        own = [self._any_stem(word, level) for word in asked if self.lexicon.is_telling(word)]
        readings = [Query.boolean_query([(Occur.Must, query) for query in own])] if own else []
        looked_for = {stem for word in asked for stem in self.lexicon.stems(word)}
        worth = _ALIAS
        for line in alias.means:
            words = ENGLISH.words(line)
            found = [word.stem for word in words if word.plain not in ENGLISH.stop_words]
            if not found:
                continue
            together = Query.boolean_query(
                [(Occur.Must, self._stem_query(ENGLISH, one, worth=_LEVEL)) for one in found]
            )
            # Long lines must not outweigh short ones by the number of their words.
            readings.append(Query.boost_query(together, worth * min(1, 2 / len(found))))
            worth *= _LATER_LINE
            looked_for |= set(found)
        return _Concept(Query.disjunction_max_query(readings), frozenset(looked_for))

    def _any_stem(self, word: str, worth: Mapping[str, float]) -> Query:
        tongues = [vocabulary.tongue for vocabulary in self.lexicon.vocabularies]
        return _best(
            [self._stem_query(each, each.stem(each.plain(word)), worth=worth) for each in tongues]
        )

    def _word(self, word: str, *, may_go_on: bool, typing: bool) -> _Concept | None:
        stems: set[str] = set()
        readings: list[Query] = []
        for vocabulary in self.lexicon.vocabularies:
            tongue, plain = vocabulary.tongue, vocabulary.tongue.plain(word)
            if vocabulary.knows(plain):
                stem = tongue.stem(plain)
                own = Query.term_query(self._index.schema, "exact", plain)
                readings += [
                    self._stem_query(tongue, stem),
                    Query.boost_query(self._stem_query(tongue, stem, also=own), _OWN_FORM),
                ]
                stems.add(stem)
        if may_go_on and ((typing and len(word) > 1) or (not readings and len(word) > 2)):
            for tongue, longer in self._stems_beginning_with(word):
                readings.append(Query.boost_query(self._stem_query(tongue, longer), _BEGINNING))
                stems.add(longer)
        if not readings:
            return None
        return _Concept(Query.disjunction_max_query(readings), frozenset(stems))

    def _stems_beginning_with(self, letters: str) -> Iterator[tuple[Tongue, str]]:
        for vocabulary in self.lexicon.vocabularies:
            tongue = vocabulary.tongue
            for longer in vocabulary.beginning_with(tongue.plain(letters)):
                yield tongue, tongue.stem(longer)

    def _stem_query(
        self,
        tongue: Tongue,
        wanted: str,
        also: Query | None = None,
        worth: Mapping[str, float] = _WORTH,
    ) -> Query:
        """The stem in any field of its language, the best of them counting; `also` must hold, and
        counts not."""
        terms = (
            (name, Query.term_query(self._index.schema, _field(name, tongue.language), wanted))
            for name in _FIELDS
        )
        best = Query.disjunction_max_query(
            [Query.boost_query(term, worth[name]) for name, term in terms]
        )
        if also is None:
            return best
        return Query.boolean_query(
            [(Occur.Must, best), (Occur.Must, Query.const_score_query(also, 0.0))]
        )


def _field(name: str, language: str) -> str:
    return f"{name}_{language}"


def _best(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _texts(record: Record) -> dict[str, dict[str, str]]:
    """What of a record is searched, by field and language. A code is found by `references`, not
    here."""
    topics = [*record.about, *(name for _slug, name in record.topics)]
    fields = {"name": [record.name], "title": [record.title], "text": [record.text]}
    return {name: _by_language(texts) for name, texts in {**fields, "topics": topics}.items()}


def _by_language(texts: Iterable[Text]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for text in texts:
        for language, words in text.readings():
            found.setdefault(language, []).append(words)
    return {language: " · ".join(words) for language, words in found.items()}


_QUOTES = str.maketrans("“”„«»", '"""""')


def _phrases(question: str) -> tuple[list[str], str]:
    """What stands in pairs of double quotation marks, and the rest. A mark alone means nothing."""
    parts = question.translate(_QUOTES).split('"')
    if len(parts) % 2 == 0:
        parts = [*parts[:-2], " ".join(parts[-2:])]
    return [part for part in parts[1::2] if written(part)], " ".join(parts[::2])
