"""CPU time of searches in a hundred times today's content. `make bench` prints it.

Each unit is there a hundred times, in editions of which there are ten times as many, a third of its
words in a variant that only some copies share, so that the vocabulary grows as well. The judged
questions are asked, and hostile ones.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from gpg_site.search import index
from gpg_site.search.engine import Record
from gpg_site.search.words import Text
from gpg_site.version import latest

from .gpg_site.search.judged import questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product", "_without_log")]

TIMES = 100
HOSTILE = [
    "the of and to in for with on by as at from into through under over " * 3,
    "crime police law enforcement international countries information organized threat "
    "support cooperation data activities global through communities exchange capacity "
    "intelligence technology protection criminal networks partnerships tackle",
    *"acdeiprst",
    "in",
    "co",
    "inter",
    "cr crim crime crimes criminal",
    "zxqvjk " * 24,
    " ".join(f"{letter * 3}qwrtzp{letter}" for letter in "abcdefghijklmnopqrstuvwx"),
    "a" * 500,
    "crimee polise enforcment internashional contries informashun organisd thret suport",
    '"law enforcement" "organized crime" "member countries" "global law enforcement community"',
    '"of the global law enforcement community and advocate for the necessary action"',
    '"' * 250,
    "fake passport ransomware wildlife child abuse material money laundering bribery weapons",
]


def many(records: list[Record]) -> list[Record]:
    chance = random.Random(16)
    return [
        replace(
            record,
            year=record.year and record.year - copy % 10,
            is_current=record.is_current and copy == 0,
            **{
                part: Text(varied(getattr(record, part).words, chance))
                for part in ("name", "title", "text")
            },
            about=tuple(Text(varied(text.words, chance)) for text in record.about),
        )
        for copy in range(TIMES)
        for record in records
    ]


def varied(text: str, chance: random.Random) -> str:
    return " ".join(
        f"{word.rstrip('.,')}{chance.choice('bdfgklmn')}{chance.choice('aeiou')}"
        if chance.random() < 1 / 3
        else word
        for word in text.split()
    )


def milliseconds(ask: Callable[[str], object], question: str) -> float:
    started = time.process_time()
    ask(question)
    return (time.process_time() - started) * 1000


def test_bench(client, monkeypatch):
    contents = index.library().contents
    started = time.process_time()
    library = index.Library(replace(contents, units=many(contents.units)))
    print(  # noqa: T201
        f"\n{len(contents.units)} units, {len(library.engine.records)} here, "
        f"built in {time.process_time() - started:.1f} s of CPU"
    )
    built = index.Built(str(latest.current()), library)
    monkeypatch.setitem(index._built, index._public(), built)
    engine = library.engine
    asked = [*(judged.question for judged in questions()), *HOSTILE]
    for name, ask in (
        ("search", engine.search),
        ("suggestions", lambda question: engine.search(question, typing=True, most=8)),
        ("whole page", lambda question: client.get("/search/", {"q": question})),
    ):
        for question in asked:
            ask(question)
        taken = sorted((milliseconds(ask, question), question) for question in asked)
        times = [time for time, _question in taken]
        worst, question = taken[-1]
        print(  # noqa: T201
            f"{name}: median {statistics.median(times):.1f} ms, worst {worst:.1f} ms "
            f"({question[:40]!r}) of CPU"
        )
