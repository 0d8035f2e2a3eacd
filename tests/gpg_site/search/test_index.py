"""What questions are answered from is as new as the content."""

import threading

import pytest
from django.db import OperationalError

from goals.models import Objective
from gpg_site import version
from gpg_site.models import ContentVersion, SearchAlias
from gpg_site.search import contents, index
from tests.builders import make_goal, make_objective

pytestmark = pytest.mark.django_db


def found(question):
    return [record.url for record in index.library().engine.search(question).records]


def test_a_changed_text_is_found_at_once(world):
    assert found("zebras") == []

    objective = Objective.objects.get_by_natural_key(2023, 1, 1)
    objective.text = "Protect zebras"
    objective.save()

    assert found("zebras") == ["/2023/goals/1/objectives/1/"]


def test_a_draft_is_found_when_it_is_published(world):
    goal = make_goal(edition=world.draft, number=2)
    make_objective(goal=goal, number=1).__class__.objects.filter(goal=goal).update(text="Zebras")
    ContentVersion.renew()
    assert found("zebras") == []
    assert all("2031" not in record.url for record in index.library().engine.records)

    world.draft.published_on = "2031-01-01"
    world.draft.save()

    assert found("zebras") == ["/2031/goals/2/objectives/1/"]


def test_a_new_alias_answers_at_once(world):
    SearchAlias.objects.create(words="frontiers", means="borders")

    assert found("frontiers")[0] == "/topics/borders/"


def test_nothing_is_built_anew_while_the_content_stays(world):
    assert index.library() is index.library()


def test_the_version_is_looked_at_again_after_a_while_only(
    world, monkeypatch, django_assert_num_queries
):
    library = index.library()
    monkeypatch.setattr(version, "LOOK_AGAIN_AFTER", 3600.0)
    ContentVersion.renew()

    with django_assert_num_queries(0):
        assert index.library() is library


def test_while_the_database_is_away_the_old_one_answers_and_is_doubted(world, monkeypatch):
    library = index.library()
    ContentVersion.renew()
    monkeypatch.setattr(contents, "read", _away)

    assert index.library() is library
    assert not version.latest.is_sure

    monkeypatch.undo()
    assert index.library() is not library
    assert version.latest.is_sure


def test_without_an_old_one_there_is_no_answer_while_the_database_is_away(world, monkeypatch):
    monkeypatch.setattr(index, "_built", {})
    monkeypatch.setattr(contents, "read", _away)

    with pytest.raises(OperationalError):
        index.library()


def test_a_kept_library_answers_as_the_one_it_was(world, monkeypatch, tmp_path):
    kept = index.library()
    index.keep(tmp_path / "search", "this program")
    monkeypatch.setattr(index, "_built", {})
    index.take(tmp_path / "search", "another program")
    assert index._built == {}

    index.take(tmp_path / "search", "this program")
    monkeypatch.setattr(contents, "read", _away)

    taken = index.library()
    assert taken.contents == kept.contents
    assert found("borders") == [record.url for record in kept.engine.search("borders").records]


def _away(_language):
    raise OperationalError("unable to open database file")


def test_the_number_of_queries_does_not_depend_on_the_content(world, django_assert_num_queries):
    ContentVersion.renew()
    with django_assert_num_queries(BUILD):
        index.library()
    goal = make_goal(edition=world.current, number=7)
    for number in range(1, 9):
        make_objective(goal=goal, number=number)
    with django_assert_num_queries(BUILD):
        index.library()


# One looks at the version, the others read.
BUILD = 17


def test_a_library_can_be_asked_by_many_threads(world):
    engine = index.library().engine
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(len(engine.search("borders").records)))
        for _number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8
    assert len(set(answers)) == 1
