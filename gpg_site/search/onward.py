"""Where a question that has no answer may go on: words spelled alike, and topics near by."""

from collections import Counter
from typing import TypedDict
from urllib.parse import urlencode

from django.urls import reverse

from goals.languages import ENGLISH, english
from goals.outline import Link

from .engine import LONGEST_QUESTION, Engine
from .words import Text, written

MOST = 6


class Onward(TypedDict):
    """`topics` are the nearest ones; where none is near, those with most units."""

    spellings: list[Link]
    topics: list[Link]


def onward(question: str, engine: Engine) -> Onward:
    asked = written(question)[:LONGEST_QUESTION]
    alike = list(dict.fromkeys(found for word in asked for found in engine.lexicon.like(word)))
    alike = alike[:MOST]
    near = [
        record
        for record in (
            engine.search(" ".join(word.words for word in alike)).records if alike else []
        )
        if record.kind == "topic"
    ]
    used = Counter(slug for record in engine.records for slug, _name in record.topics)
    topics = [record for record in engine.records if record.kind == "topic"]
    most_used = sorted(
        topics, key=lambda record: (-used[_slug(record.url)], record.name.in_english)
    )
    return {
        "spellings": [
            {"label": said(word), "url": f"{reverse('search')}?{urlencode({'q': word.words})}"}
            for word in alike
        ],
        "topics": [
            {"label": said(record.name), "url": record.url} for record in (near or most_used)[:MOST]
        ],
    }


def said(text: Text) -> str:
    """The words, which know on a page in another language that they are in English."""
    return english(text.words) if text.language == ENGLISH else text.words


def _slug(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
