"""Which of the topics that there are a provision may be about, each with a reason.

This module knows no Django.
"""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from . import related

Key = TypeVar("Key", bound=Hashable)

LIMIT = 4
# A word that is shorter says nothing of a topic.
SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+")


class TopicWords(NamedTuple, Generic[Key]):
    """A topic: its key, its name, and the words of ours on what it gathers."""

    key: Key
    name: str
    description: str


class Suggestion(NamedTuple, Generic[Key]):
    """A topic, and what speaks for it: a word of the text, or the code of a unit that has it,
    either a counterpart in another edition or one near it by the topics they share."""

    key: Key
    name: str
    word: str = ""
    counterpart: str = ""
    neighbour: str = ""


def suggest(
    text: str,
    given: Collection[Key],
    topics: Collection[TopicWords[Key]],
    counterparts: Iterable[tuple[str, Key]],
    memberships: Collection[tuple[str, Key]],
) -> list[Suggestion[Key]]:
    """Up to `LIMIT` topics beside those `given`, the best reason first.

    First those whose name stands in the text, then those of its counterparts in other editions,
    then those of the units that share most topics with it, then those whose description has a
    word of the text. `counterparts` and `memberships` are pairs of a unit's code and a topic.
    """
    names = {topic.key: topic.name for topic in topics}
    found: dict[Key, Suggestion[Key]] = {}
    for suggestion in (
        *_by_words(text, {topic.key: topic.name for topic in topics}, names),
        *(Suggestion(key, names.get(key, ""), counterpart=code) for code, key in counterparts),
        *_by_neighbours(given, names, memberships),
        *_by_words(text, {topic.key: topic.description for topic in topics}, names),
    ):
        if suggestion.key in names and suggestion.key not in given:
            found.setdefault(suggestion.key, suggestion)
    return list(found.values())[:LIMIT]


def _by_words(text: str, said: dict[Key, str], names: dict[Key, str]) -> Iterator[Suggestion[Key]]:
    """The topics of which a word stands in the text that is said of no other topic."""
    in_text = {_stem(word): word for word in _WORD.findall(text)}
    stems = {key: {_stem(word) for word in _WORD.findall(words)} for key, words in said.items()}
    how_many = Counter(stem for of_topic in stems.values() for stem in of_topic)
    for key, of_topic in stems.items():
        shared = [
            stem
            for stem in of_topic & set(in_text)
            if how_many[stem] == 1 and len(stem) >= SHORTEST
        ]
        if shared:
            # The longest says most; of two as long, always the same.
            yield Suggestion(key, names[key], word=in_text[max(shared, key=lambda s: (len(s), s))])


def _by_neighbours(
    given: Collection[Key], names: dict[Key, str], memberships: Collection[tuple[str, Key]]
) -> Iterator[Suggestion[Key]]:
    members = [topic for _unit, topic in memberships]
    for near in related.by_rarity(given, memberships, members=members)[:LIMIT]:
        for unit, topic in memberships:
            if unit == near.unit:
                yield Suggestion(topic, names.get(topic, ""), neighbour=unit)


def _stem(word: str) -> str:
    """A word less its plural: enough to find `border` in `borders`."""
    folded = word.casefold()
    if folded.endswith("ies"):
        return f"{folded[:-3]}y"
    return folded if folded.endswith("ss") else folded.removesuffix("s")
