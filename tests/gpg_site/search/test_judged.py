"""The search on questions that people may ask. `make judge` prints the figures."""

import pytest

from gpg_site.search.index import library

from .judged import QUESTIONS, judge, name, questions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("product"),
    pytest.mark.parametrize("language", QUESTIONS),
]


def test_questions_are_many_and_each_is_asked_once(language):
    asked = [judged.question for judged in questions(language)]

    assert len(asked) >= (60 if language == "en" else 40)
    assert len(asked) == len(set(asked))


def test_every_wanted_unit_exists(language):
    known = {name(record) for record in library(language).engine.records}
    wanted = {unit for judged in questions(language) for unit in judged.wanted}

    assert wanted - known == set()


def test_a_wanted_unit_leads(language):
    judged = list(questions(language))
    judgement = judge(library(language).engine, judged)

    for question, rank, found in judgement.missed:
        print(f"{question}: first wanted unit at {rank}, found {', '.join(found)}")  # noqa: T201
    print(  # noqa: T201
        f"\n{len(judged)} questions in {language}: first-hit rate {judgement.first_hits:.3f}, "
        f"mean reciprocal rank {judgement.mean_reciprocal_rank:.3f}"
    )
    assert judgement.first_hits >= 0.95
    assert judgement.mean_reciprocal_rank >= 0.97
