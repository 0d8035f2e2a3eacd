"""The search on questions that people may ask. `make judge` prints the figures."""

import pytest

from gpg_site.search.index import library

from .judged import judge, name, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]


def test_questions_are_many_and_each_is_asked_once():
    asked = [judged.question for judged in questions()]

    assert len(asked) >= 60
    assert len(asked) == len(set(asked))


def test_every_wanted_unit_exists():
    known = {name(record) for record in library().engine.records}
    wanted = {unit for judged in questions() for unit in judged.wanted}

    assert wanted - known == set()


def test_a_wanted_unit_leads():
    judged = list(questions())
    judgement = judge(library().engine, judged)

    for question, rank, found in judgement.missed:
        print(f"{question}: first wanted unit at {rank}, found {', '.join(found)}")  # noqa: T201
    print(  # noqa: T201
        f"\n{len(judged)} questions: first-hit rate {judgement.first_hits:.3f}, "
        f"mean reciprocal rank {judgement.mean_reciprocal_rank:.3f}"
    )
    assert judgement.first_hits >= 0.95
    assert judgement.mean_reciprocal_rank >= 0.97
