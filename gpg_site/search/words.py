"""How a text is read for finding: into words, each with the form that a search compares.

A *word* is a run of letters and digits as written. Its *plain* form has no accents, ligatures or
capitals and follows one spelling, so that “organised” is “organized”. Its *stem* is what the
plain forms of one family share: “traffickers” and “trafficked” have one stem, and so have
“terrorist” and “terrorism”, which no stemmer joins. Plain forms and stems are for comparison
alone and never shown.

Each language is read by a `Tongue` of its own. Here is the one for English, which the documents
are in; the others are in `tongues.py`. This module knows no Django.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

# Vowel signs stand within Arabic words.
_LETTER = r"[^\W_][\u064b-\u065f\u0670]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’](?:{_LETTER})+)*")

# How many forms of words a tongue remembers.
_REMEMBERED = 20_000

_STOP_WORDS = (
    "a about all also an and any are as at be been being but by can could do does for from had",
    "has have how i if in into is it its may more most not of on or our shall should so such",
    "than that the their them then there these they this those through to under up use used",
    "using was we were what when where which while who whose will with within without would",
    "you your",
)

# British spelling is read as American, which the documents use. The same rule is applied to every
# text and every question, so that it may be coarse: “promise” and “promize” are one.
_SPELLING = (
    (re.compile(r"is(e|ed|er|ers|es|ing|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|er|ers|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|al|ally|able|hood|hoods)?$"), r"or\1"),
    (re.compile(r"(cent|met|theat|calib|fib)re(s|d)?$"), r"\1er\2"),
    (re.compile(r"(?<=[a-z]{4})ll(ed|er|ers|ing)$"), r"l\1"),
    (re.compile(r"mmes?$"), "m"),
    (re.compile(r"(def|off|lic|pret)ence(s)?$"), r"\1ense\2"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
)

# Families that the stemmer leaves apart, each by the stems of its members. The first stands for
# all of them.
_FAMILIES = (
    "crime crimin criminolog",
    "terror terrorist",
    "financ financi",
    "environ environment environmentalist",
    "analysi analyz analyt analyst",
    "fraud fraudul fraudster",
    "smuggl smuggler",
    "traffick traffic",
    "identif identifi",
    "child children",
    "woman women",
    "strategi strateg",
    "techniqu technic technician",
    "technolog tech",
    "law lawmak",
    "profession profes",
    "prosecut prosecutor",
    "perpetr perpetrator",
    "extrem extremist",
    "radic radicalist",
    "refuge refugee",
    "poach poacher",
    "launder launderett",
    "hack hacker",
    "migrat migrant",
    "survivor surviv",
    "coordin coordinator",
    "partner partnership",
    "leader leadership",
    "train trainer traine",
    "biodivers biodiversiti",
    "climat climact",
    "drug druggist",
    "traveler travel",
    "victim victimless revictim",
)


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands there, its plain form and its stem."""

    start: int
    end: int
    plain: str
    stem: str


@dataclass(frozen=True)
class Text:
    """Words and the language that they are in; where that is another, also the English ones that
    they stand for."""

    words: str = ""
    language: str = "en"
    english: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def in_english(self) -> str:
        return self.words if self.language == ENGLISH.language else self.english

    def readings(self) -> Iterable[tuple[str, str]]:
        """The words in each language that they are known in."""
        yield self.language, self.words
        if self.language != ENGLISH.language and self.english:
            yield ENGLISH.language, self.english


class Tongue:
    """How one language is read.

    `fold` turns a word without capitals or accents into its plain form; `prepared` turns a plain
    form into what the stemmer expects. `families` are rows of stems that belong together, the
    first of which stands for all of them; `stop_words` say nothing about what a text is about.
    """

    def __init__(
        self,
        language: str,
        stemmer: str,
        *,
        fold: Callable[[str], str],
        prepared: Callable[[str], str] = str,
        families: Iterable[str] = (),
        stop_words: Iterable[str] = (),
    ) -> None:
        self.language = language
        self._fold, self._prepared = fold, prepared
        self._stemmer = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(stemmer)).build()
        self.plain = lru_cache(maxsize=_REMEMBERED)(self._plain)
        self.stem = lru_cache(maxsize=_REMEMBERED)(self._stem)
        self._family = {stem: family.split()[0] for family in families for stem in family.split()}
        self.stop_words = frozenset(
            self.plain(word) for line in stop_words for word in line.split()
        )

    def words(self, text: str) -> list[Word]:
        """The words of `text` in order. Accents that are characters of their own belong to a word
        only in composed text: pass `unicodedata.normalize("NFC", text)` for what people type."""
        return [
            Word(found.start(), found.end(), plain, self.stem(plain))
            for found in _WORD.finditer(text)
            if (plain := self.plain(found[0]))
        ]

    def stems(self, text: str) -> list[str]:
        return [word.stem for word in self.words(text)]

    def _plain(self, word: str) -> str:
        """The plain form of one word."""
        folded = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
        return self._fold("".join(sign for sign in folded if not unicodedata.combining(sign)))

    def _stem(self, plain: str) -> str:
        """The stem of a plain form: the stemmer's, or that of the family which it belongs to."""
        found = self._snowball(plain)
        return self._family.get(found, found)

    def _snowball(self, plain: str) -> str:
        return next(iter(self._stemmer.analyze(self._prepared(plain))), plain)


def written(text: str) -> list[str]:
    """The words of `text` as they stand there, in any language."""
    return _WORD.findall(text)


def _as_american(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    for pattern, american in _SPELLING:
        word = pattern.sub(american, word)
    return word


ENGLISH = Tongue("en", "english", fold=_as_american, families=_FAMILIES, stop_words=_STOP_WORDS)
