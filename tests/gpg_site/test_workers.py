"""Several workers, an editor, a clock and a database that comes and goes, in any order: no reader
ever gets a page that is out of date for more than two seconds, nor one of another address.

The clock is the test's own. What is edited "elsewhere" touches no file on this machine.
"""

import json
import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from goals.models import Edition, Objective
from gpg_site import held, keeping, version
from gpg_site.keeping import Keeper
from gpg_site.models import ContentVersion
from gpg_site.page_cache import PageCache
from gpg_site.search import index
from gpg_site.version import Version
from tests.wsgi import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

ORIGIN = "http://testserver"
WORKERS = st.sampled_from([0, 1])
ENCODINGS = st.sampled_from(["", "gzip", "gzip, br"])
# The text that is edited stands on these, beside what is theirs alone.
PAGES = st.sampled_from(
    [
        "/2023/goals/1/",
        "/2023/goals/1.json",
        "/2023/goals/1/objectives/1/",
        "/2023/goals/1/objectives/1.json",
        "/2017/goals/1/",
        "/fr/2023/goals/1/",
        "/search/?q=marvel",
    ]
)
# In seconds: what the design allows.
LATE = 2.0
_EDITED = re.compile(r"Marvel(?:</mark>)? (\d+)")


class Portal(RuleBasedStateMachine):
    """`texts` are the numbers that the text had, each with the time from which it had it."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now, self.is_lost, self.lost_until = 1000.0, False, 0.0
        self.texts: list[tuple[float, int]] = []
        self.draft: list[tuple[float, bool]] = []
        self.patches = [
            patch.object(version.time, "monotonic", lambda: self.now),
            patch.object(CursorWrapper, "execute", self._execute(CursorWrapper.execute)),
            patch.object(version, "LOOK_AGAIN_AFTER", 1.0),
            patch.object(version, "latest", Version(self.file("changed"))),
            patch.object(index, "latest", Version(self.file("changed"))),
            patch.object(index, "_built", {}),
            # Each language takes as long as the other.
            patch.object(keeping, "languages", lambda: ["en", "fr"]),
            patch.object(keeping, "QUIET", 0.0),
            patch.object(keeping, "program", lambda: "this program"),
            patch.object(keeping.time, "sleep", lambda _seconds: None),
            patch.object(held, "STRENGTH", 1),
            override_settings(ORIGIN=ORIGIN),
        ]
        for each in self.patches:
            each.__enter__()
        self.workers = [self._worker(), self._worker()]

    def teardown(self):
        self.is_lost = False
        for each in reversed(self.patches):
            each.__exit__(None, None, None)
        Edition.objects.filter(year=2031).update(published_on=None)
        self.folder.cleanup()

    def file(self, name):
        return Path(self.folder.name) / name

    @initialize()
    def begin(self):
        self.edit(touches=True)
        self.publish(is_public=False)

    @precondition(lambda self: not self.is_lost)
    @rule(touches=st.booleans())
    def edit(self, touches):
        number = len(self.texts) + 1
        Objective.objects.filter(goal__edition__year=2023, goal__number=1, number=1).update(
            text=f"Marvel {number}"
        )
        self.texts.append((self.now, number))
        self._changed(touches)

    @precondition(lambda self: not self.is_lost)
    @rule(is_public=st.booleans())
    def publish(self, is_public):
        Edition.objects.filter(year=2031).update(published_on="2031-01-01" if is_public else None)
        self.draft.append((self.now, is_public))
        self._changed(touches=False)

    @rule(seconds=st.sampled_from([0.3, 1.1, 2.1]))
    def wait(self, seconds):
        self.now += seconds
        if self.is_lost:
            self.lost_until = self.now

    @rule()
    def lose(self):
        self.is_lost, self.lost_until = True, self.now

    @rule()
    def find(self):
        self.is_lost = False

    @rule(worker=WORKERS)
    def make_ready(self, worker):
        try:
            self.workers[worker].keeper.turn()
        except OperationalError:
            assert self.is_lost

    @rule(worker=WORKERS)
    def restart(self, worker):
        self.workers[worker] = self._worker()

    @rule(worker=WORKERS, page=PAGES, encoding=ENCODINGS)
    def read(self, worker, page, encoding):
        answer = ask(self.workers[worker].cache, page, HTTP_ACCEPT_ENCODING=encoding)
        if self.is_lost and answer.status == 503:
            return
        assert answer.status == 200
        assert answer.headers.get("content-encoding", "") in encoding
        self._is_of(page, answer)
        shown = {int(number) for number in _EDITED.findall(answer.text)}
        if "2023" in page or "search" in page:
            assert shown
            assert shown <= self._allowed(self.texts), (shown, self.texts, self.now)
        else:
            assert not shown

    @precondition(lambda self: not self.is_lost)
    @rule(page=PAGES, encoding=ENCODINGS, touches=st.booleans())
    def edit_between_two_readings(self, page, encoding, touches):
        """A page that both have, a change, and just time enough: the rest finds it by luck."""
        for worker in (0, 1):
            self.read(worker, page, encoding)
        self.edit(touches)
        self.wait(LATE + 0.1)
        for worker in (0, 1):
            self.read(worker, page, encoding)

    @rule(worker=WORKERS)
    def read_draft(self, worker):
        status = ask(self.workers[worker].cache, "/2031/").status
        if not (self.is_lost and status == 503):
            assert (status == 200) in self._allowed(self.draft), (status, self.draft, self.now)

    def _is_of(self, page, answer):
        """That it is the page of this address, and nobody else's."""
        path = page.partition("?")[0]
        if path.endswith(".json"):
            assert json.loads(answer.text)["meta"]["data_url"] == f"{ORIGIN}{path}"
        elif path == "/search/":
            assert "<title>Search: marvel" in answer.text
        else:
            assert f'<link rel="canonical" href="{ORIGIN}{path}"' in answer.text

    def _allowed(self, states):
        """The states that a reader may see now: those of the last two seconds. While the database
        is away any that there was; and once it is back, for two seconds those from before."""
        if self.is_lost or self.now - self.lost_until <= LATE:
            return {state for _since, state in states}
        untils = [since for since, _state in states[1:]] + [float("inf")]
        return {
            state
            for (_since, state), until in zip(states, untils, strict=True)
            if until >= self.now - LATE
        }

    def _changed(self, touches):
        ContentVersion.renew()
        if touches:
            # Two changes within one tick of the clock of files are told by the second that passes.
            self.file("changed").touch()
            time.sleep(0.005)

    def _worker(self):
        return Worker(Path(self.folder.name))

    def _execute(self, execute):
        def when_there(*given, **named):
            if self.is_lost:
                raise OperationalError("unable to open database file")
            return execute(*given, **named)

        return when_there


class Worker:
    """A process: what it holds, and what keeps that ready, one turn at a time."""

    def __init__(self, folder):
        self.cache = PageCache(get_wsgi_application(), Version(folder / "changed"))
        self.keeper = Keeper(self.cache, folder)
        with patch.object(keeping.threading.Thread, "start"):
            self.keeper.begin()


def test_no_reader_gets_an_old_page_or_another_one(world):
    run_state_machine_as_test(
        Portal,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
