"""Pages made before anybody asks, and kept for a start without the database."""

import errno
import fcntl

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.test import override_settings

from goals.languages import languages
from goals.models import Objective
from gpg_site import held, keeping
from gpg_site.keeping import Keeper
from gpg_site.known import known_addresses
from gpg_site.models import ContentVersion
from gpg_site.page_cache import PageCache
from gpg_site.search import index
from gpg_site.version import Version
from tests.wsgi import ask

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"
PROGRAM = keeping.program


@pytest.fixture(autouse=True)
def _at_once(world, monkeypatch):
    """No waiting for quiet or for readers, quick compression, one program for all, one origin."""
    monkeypatch.setattr(held, "STRENGTH", 1)
    # Two of the languages, since each takes as long as the other: one test asks for all.
    monkeypatch.setattr(keeping, "languages", lambda: ["en", "fr"])
    monkeypatch.setattr(keeping, "QUIET", 0.0)
    monkeypatch.setattr(keeping.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(keeping, "program", lambda: "this program")
    monkeypatch.setattr(index, "_built", {})
    with override_settings(ORIGIN=ORIGIN):
        yield


class Worker:
    """A cache and its keeper, as each process has them."""

    def __init__(self, folder):
        self.cache = PageCache(get_wsgi_application(), Version(folder / "changed"))
        self.keeper = Keeper(self.cache, folder)

    def held(self, path):
        return self.cache.pages.get(f"{ORIGIN}{path}")


@pytest.fixture
def worker(tmp_path):
    return Worker(tmp_path)


@pytest.fixture
def lost(monkeypatch):
    """A way to lose the database, which is back after the test."""

    def lose():
        def refuse(*_given, **_named):
            raise OperationalError("unable to open database file")

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)

    return lose


def test_every_page_and_its_data_is_made_before_anybody_asks(worker, monkeypatch):
    worker.keeper.turn()

    for path in ("/", "/2023/", "/2023/goals/1/", "/sdgs/16/", "/search/", "/404.html"):
        assert worker.held(path).br, path
        assert worker.held(f"/fr{path}").br, path
    for path in ("/2023/goals/1.json", "/2023/goals.csv", "/sitemap.xml", "/changes.atom"):
        assert worker.held(path).status == "200 OK", path
    # No such form, and forms that cost too much to be made ahead.
    for path in ("/fr/2023/goals/1.json", "/fr/sitemap.xml"):
        assert worker.held(path) is None, path
    for path in ("/about.csv", "/2023/goals/1.pdf", "/2023/goals/1.bib"):
        assert worker.held(path) is None, path
    assert worker.cache.known == (str(ContentVersion.current()), known_addresses())


def test_pages_are_made_in_every_language_english_first(worker, monkeypatch):
    monkeypatch.setattr(keeping, "languages", languages)
    entries = [{"path": path, "state": "live"} for path in ("/", "/sitemap.xml", "/2023/")]
    monkeypatch.setattr(keeping, "public_addresses", lambda: entries)

    asked = [
        wanted.path
        for language in keeping.languages()
        for wanted in worker.keeper._all([ORIGIN], language)
    ]

    assert asked == [
        *("/", "/2023/", "/404.html", "/sitemap.xml"),
        *("/ar/", "/ar/2023/", "/ar/404.html"),
        *("/es/", "/es/2023/", "/es/404.html"),
        *("/fr/", "/fr/2023/", "/fr/404.html"),
    ]


def test_after_a_change_pages_are_made_anew_and_old_ones_let_go(worker, tmp_path):
    worker.keeper.turn()
    ask(worker.cache, "/search/?q=borders")
    Objective.objects.filter(goal__number=1, number=1).update(text="Protect zebras")
    ContentVersion.renew()
    worker.cache.version.touch()

    worker.keeper.turn()

    assert "Protect zebras" in worker.held("/2023/goals/1/").body("").decode()
    assert {one.version for _address, one in worker.cache.pages.items()} == {
        str(ContentVersion.current())
    }
    assert len(worker.cache.answers) == 0


def test_who_edits_on_is_not_disturbed(worker, monkeypatch):
    monkeypatch.setattr(keeping, "QUIET", 3600.0)
    worker.keeper.turn()

    assert len(worker.cache.pages) == 0
    # But what leads somewhere is known at once.
    assert worker.cache.known[0] == str(ContentVersion.current())


def test_a_change_meanwhile_begins_it_again(worker, monkeypatch, tmp_path):
    made = worker.cache.make

    def make(*given):
        worker.cache.make = made
        ContentVersion.renew()
        worker.cache.version.touch()
        return made(*given)

    worker.cache.make = make
    worker.keeper.turn()
    assert not (tmp_path / "pages").exists()

    worker.keeper.turn()
    assert (tmp_path / "pages").exists()


def test_a_start_without_the_database_serves_what_was_kept(worker, tmp_path, lost):
    worker.keeper.turn()
    pages = {
        path: ask(worker.cache, path)
        for path in ("/", "/2023/goals/1/", "/2023/goals/1.json", "/sitemap.xml")
    }
    found = ask(worker.cache, "/search/?q=borders")
    index._built.clear()
    lost()

    again = started(tmp_path)

    assert {path: ask(again.cache, path) for path in pages} == pages
    assert ask(again.cache, "/search/?q=borders") == found
    assert ask(again.cache, "/no-such-page/").status in (404, 503)
    assert ask(again.cache, "/quote/?q=Goal+1+in+2023").status == 200
    # Held by nobody: it may be older than its version says.
    assert len(again.cache.answers) == 0


def test_a_start_with_the_database_trusts_it_alone(worker, tmp_path):
    worker.keeper.turn()
    Objective.objects.filter(goal__number=1, number=1).update(text="Protect zebras")
    ContentVersion.renew()

    assert "Protect zebras" in ask(started(tmp_path).cache, "/2023/goals/1/").text


@pytest.mark.parametrize("content", [b"", b"no such file", b"\x84"])
def test_a_file_that_is_no_such_file_is_left_alone(worker, tmp_path, content):
    for name in ("pages", "search"):
        (tmp_path / name).write_bytes(content)

    again = started(tmp_path)

    assert len(again.cache.pages) == 0
    assert ask(again.cache, "/about/").status == 200


def test_what_another_program_kept_is_not_taken(worker, tmp_path, monkeypatch):
    worker.keeper.turn()
    monkeypatch.setattr(keeping, "program", lambda: "the next program")
    index._built.clear()

    assert len(started(tmp_path).cache.pages) == 0
    assert index._built == {}


def test_the_other_workers_take_what_one_has_made(worker, tmp_path):
    other = Worker(tmp_path)
    worker.keeper.turn()
    made = []
    other.cache.make = lambda *given: made.append(given)

    other.keeper.turn()
    other.keeper.turn()

    assert made == []
    assert dict(other.cache.pages.items()) == dict(worker.cache.pages.items())


def test_while_one_makes_pages_the_others_wait(worker, tmp_path):
    with (tmp_path / "pages.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        worker.keeper.turn()
        assert len(worker.cache.pages) == 0

    worker.keeper.turn()
    assert worker.held("/2023/")


def test_a_full_disk_leaves_the_file_and_the_pages_as_they_are(
    worker, tmp_path, monkeypatch, caplog
):
    worker.keeper.turn()
    before = (tmp_path / "pages").read_bytes()
    ContentVersion.renew()
    worker.cache.version.touch()

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(held.os, "fsync", full)
    worker.keeper.turn()

    assert (tmp_path / "pages").read_bytes() == before
    assert worker.held("/2023/").version == str(ContentVersion.current())
    assert caplog.messages[-1] == ("The pages could not be kept in a file: No space left on device")


def test_a_folder_that_may_not_be_written_is_no_hindrance(tmp_path):
    worker = Worker(tmp_path / "missing")
    worker.keeper.turn()

    assert worker.held("/2023/")


def test_a_page_that_was_asked_for_first_gets_its_strong_compression_too(worker):
    worker.keeper.turn()
    ask(worker.cache, "/2023/goals/1.bib")
    assert worker.held("/2023/goals/1.bib").br == b""

    worker.keeper.turn()
    assert worker.held("/2023/goals/1.bib").br


def test_without_an_origin_each_name_that_was_asked_for_is_made_ready(worker):
    with override_settings(ORIGIN=""):
        worker.keeper.turn()
        assert len(worker.cache.pages) == 0

        ask(worker.cache, "/about/")
        worker.keeper.turn()
        assert worker.held("/2023/goals/1/")


def test_a_worker_that_nobody_asked_yet_takes_what_another_made(worker, tmp_path):
    with override_settings(ORIGIN=""):
        other = Worker(tmp_path)
        other.keeper.turn()
        ask(worker.cache, "/about/")
        worker.keeper.turn()

        other.keeper.turn()
        assert other.held("/2023/goals/1/")


def test_the_thread_outlives_the_database(worker, monkeypatch):
    """One turn after another, until the test ends it."""
    turns = []

    class EndError(BaseException):
        pass

    def turn():
        turns.append(1)
        if len(turns) == 1:
            raise OperationalError
        if len(turns) == 2:
            raise ZeroDivisionError
        raise EndError

    monkeypatch.setattr(worker.keeper, "turn", turn)
    with pytest.raises(EndError):
        worker.keeper._run()


def test_the_program_is_told_by_its_files_and_by_what_pages_show(tmp_path):
    (tmp_path / "goals").mkdir()
    page = tmp_path / "goals" / "views.py"
    told = set()
    for text, contact in (("1", ""), ("2", ""), ("2", "portal@example.org")):
        page.write_text(text)
        with override_settings(BASE_DIR=tmp_path, CONTACT=contact):
            told |= {PROGRAM.__wrapped__() for _time in range(2)}

    assert len(told) == 3


def started(folder):
    """A worker that has just begun, whose thread has not."""
    worker = Worker(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeping.threading.Thread, "start", lambda _thread: None)
        worker.keeper.begin()
    return worker
