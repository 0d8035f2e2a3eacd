"""How a text is read for finding: into words, each with the form that a search compares.

A *word* is a run of letters and digits as written. Its *plain* form has no accents, ligatures or
capitals and follows one spelling, so that “organised” is “organized”. Its *stem* is what the
plain forms of one family share: “traffickers” and “trafficked” have one stem, and so have
“terrorist” and “terrorism”, which no stemmer joins. Plain forms and stems are for comparison
alone and never shown. This module knows no Django.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SNOWBALL = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()

# Words that say nothing about what a text is about.
STOP_WORDS = frozenset(
    word
    for line in (
        "a about all also an and any are as at be been being but by can could do does for from had",
        "has have how i if in into is it its may more most not of on or our shall should so such",
        "than that the their them then there these they this those through to under up use used",
        "using was we were what when where which while who whose will with within without would",
        "you your",
    )
    for word in line.split()
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
_FAMILY = {stem: family.split()[0] for family in _FAMILIES for stem in family.split()}


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands there, and its plain form."""

    start: int
    end: int
    plain: str

    @property
    def stem(self) -> str:
        return stem(self.plain)


def words(text: str) -> list[Word]:
    """The words of `text` in order. Accents that are characters of their own belong to a word
    only in composed text: pass `unicodedata.normalize("NFC", text)` for what people type."""
    return [Word(found.start(), found.end(), plain(found[0])) for found in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """The plain form of one word."""
    folded = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    folded = "".join(sign for sign in folded if not unicodedata.combining(sign))
    folded = folded.removesuffix("'s").replace("'", "")
    for pattern, american in _SPELLING:
        folded = pattern.sub(american, folded)
    return folded


@lru_cache(maxsize=20_000)
def stem(plain_word: str) -> str:
    """The stem of a plain form: the stemmer's, or that of the family which it belongs to."""
    found: str = next(iter(_SNOWBALL.analyze(plain_word)), plain_word)
    return _FAMILY.get(found, found)


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]
