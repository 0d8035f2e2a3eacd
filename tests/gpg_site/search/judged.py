"""Questions with the units that answer them, and how well the search does on them.

The measures are the rate of questions whose first hit is a wanted unit, and the mean reciprocal
rank: one over the place of the first wanted unit, 0 where there is none, on average.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from gpg_site.search.engine import Engine, Record

QUESTIONS = {
    "en": Path(__file__).with_name("judged.txt"),
    **{code: Path(__file__).with_name(f"judged-{code}.txt") for code in ("ar", "es", "fr")},
}


class Judged(NamedTuple):
    question: str
    wanted: frozenset[str]


class Judgement(NamedTuple):
    """`missed` says of each question that a unit not wanted leads: where the first wanted one is
    (0 for nowhere), and what leads."""

    first_hits: float
    mean_reciprocal_rank: float
    missed: list[tuple[str, int, list[str]]]


def questions(language: str = "en") -> Iterator[Judged]:
    for line in QUESTIONS[language].read_text(encoding="utf-8").splitlines():
        question, arrow, wanted = line.partition(" -> ")
        if arrow and not line.startswith("#"):
            yield Judged(question, frozenset(name.strip() for name in wanted.split(",")))


def name(record: Record) -> str:
    """How a unit is called in the list of questions."""
    if record.kind == "topic":
        return record.url.strip("/").rpartition("/")[2]
    if record.kind == "goal":
        return f"{record.year}-G{record.code}"
    return f"{record.year}-{record.code}" if record.year else record.code


def judge(engine: Engine, judged: Iterable[Judged]) -> Judgement:
    ranks, missed = [], []
    for question, wanted in judged:
        found = [name(record) for record in engine.search(question).records]
        rank = next((place for place, one in enumerate(found, 1) if one in wanted), 0)
        ranks.append(rank)
        if rank != 1:
            missed.append((question, rank, found[:3]))
    return Judgement(
        ranks.count(1) / len(ranks),
        sum(1 / rank for rank in ranks if rank) / len(ranks),
        missed,
    )
