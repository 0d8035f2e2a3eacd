"""What a process knows of the state of the content."""

import os
import threading

import pytest
from django.db import OperationalError

from gpg_site import version
from gpg_site.models import ContentVersion
from gpg_site.version import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark(tmp_path, monkeypatch):
    """The file that changes touch, and no second that passes."""
    monkeypatch.setattr(version, "LOOK_AGAIN_AFTER", 3600.0)
    monkeypatch.setattr(version, "GLANCE_AGAIN_AFTER", 0.0)
    return tmp_path / "changed"


def away(monkeypatch):
    def current():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(ContentVersion, "current", current)


def test_it_is_looked_up_once_until_a_while_has_passed(
    mark, monkeypatch, django_assert_num_queries
):
    known = Version(mark)
    with django_assert_num_queries(1):
        assert known.current() == known.current() == "None"
    ContentVersion.renew()
    with django_assert_num_queries(0):
        assert known.current() == "None"

    monkeypatch.setattr(version, "LOOK_AGAIN_AFTER", 0.0)
    assert known.current() == str(ContentVersion.current())


def test_a_change_on_this_machine_is_seen_at_once(mark):
    one, other = Version(mark), Version(mark)
    assert one.current() == "None"
    ContentVersion.renew()

    other.touch()

    assert one.current() == str(ContentVersion.current())


def test_every_change_says_so_when_it_is_certain(
    mark, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(version.latest, "_mark", mark)
    with django_capture_on_commit_callbacks() as callbacks:
        ContentVersion.renew()
    assert not mark.exists()

    for callback in callbacks:
        callback()
    assert mark.exists()


def test_while_the_database_is_away_the_last_one_stands(mark, monkeypatch):
    ContentVersion.renew()
    known = Version(mark)
    token = known.current()
    assert known.is_sure
    away(monkeypatch)
    known.touch()

    assert known.current() == token
    assert not known.is_sure

    monkeypatch.undo()
    os.utime(mark, ns=(1, 1))
    assert known.current() == token
    assert known.is_sure


def test_where_none_was_ever_seen_that_is_an_error(mark, monkeypatch):
    away(monkeypatch)

    with pytest.raises(OperationalError):
        Version(mark).current()


def test_a_kept_one_stands_until_the_database_says_otherwise(mark, monkeypatch):
    ContentVersion.renew()
    token = str(ContentVersion.current())
    away(monkeypatch)
    known = Version(mark)
    known.suppose(token)
    assert known.current() == token
    assert not known.is_sure

    monkeypatch.undo()
    ContentVersion.renew()
    known.touch()
    assert known.current() == str(ContentVersion.current()) != token

    known.suppose(token)
    assert known.current() == str(ContentVersion.current())


def test_nobody_waits_for_who_asks_a_database_that_hangs(mark, monkeypatch):
    known = Version(mark)
    token = known.current()
    asked, answered = threading.Event(), threading.Event()

    def hang():
        asked.set()
        assert answered.wait(10)

    monkeypatch.setattr(ContentVersion, "current", hang)
    known.touch()
    asking = threading.Thread(target=known.current)
    asking.start()
    assert asked.wait(10)

    assert known.current() == token

    answered.set()
    asking.join()


def test_a_folder_that_may_not_be_written_is_no_error(tmp_path):
    Version(tmp_path / "missing" / "changed").touch()
