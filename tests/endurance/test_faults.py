"""Parts fail while readers read: not one of them may notice."""

import os
import resource
import signal
import time

import pytest

from .conftest import ADD, alive, until
from .load import SECONDS, asked, readers

# In seconds: how late a change may be on any worker.
LATE = 2.0
# What is not in memory, and what only the database can do.
UNREADY = 503


def test_a_worker_is_killed(portal):
    times = 0
    with readers(portal.base, portal.pages(), "a worker killed (kill -9)") as load:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end or not times:
            victim = portal.workers()[0]
            os.kill(victim, signal.SIGKILL)
            times += 1
            until(lambda victim=victim: not alive(victim), "the worker is gone")
            until(lambda: len(portal.workers()) == 2, "another is there")
            time.sleep(0.5)
    load.times = times

    assert load.failures == []
    # At most the two requests that each killed worker was answering, and those that it had taken.
    assert load.cut_off <= 6 * times


def test_a_graceful_restart(portal):
    times = 0
    with readers(portal.base, portal.pages(), "a graceful restart (HUP)") as load:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end or not times:
            before = set(portal.workers())
            os.kill(portal.master(), signal.SIGHUP)
            times += 1
            until(
                lambda before=before: len(now := set(portal.workers())) == 2 and not now & before,
                "all workers are new",
            )
    load.times = times

    assert load.failures == []


def test_the_database_goes_and_comes_back(portal, away, editor):
    pages = portal.pages()
    with readers(portal.base, pages, "the database away, and back", times=2) as load:
        for _time in range(2):
            with away():
                until(lambda: asked(portal.base, "/readyz")[0] == UNREADY, "it is gone")
                assert asked(portal.base, "/healthz") == (200, b"ok\n")
                status, page = editor.open("/staff/gpg_site/searchalias/")
                assert (status, "The database does not answer." in page) == (UNREADY, True)
                for question in ("/search/?q=borders", "/quote/?q=Promote+border+security"):
                    assert asked(portal.base, question)[0] == 200
                time.sleep(SECONDS / 2)
            until(lambda: asked(portal.base, "/readyz")[0] == 200, "it is back")
    assert load.failures == []

    edit(portal, "Changed after the outage.")
    seen_everywhere(portal, "Changed after the outage.")
    editor.save(editor.alias("still signed in", "borders"))


def test_a_start_without_the_database(portal, away):
    pages = portal.pages()
    with away():
        before = set(portal.workers())
        os.kill(portal.master(), signal.SIGHUP)
        until(
            lambda: len(portal.workers()) == 2 and not set(portal.workers()) & before, "restarted"
        )
        with readers(portal.base, pages, "a start without the database") as load:
            time.sleep(SECONDS)
            for path, found in (
                ("/search/?q=borders", 200),
                ("/quote/?q=Promote+border+security", 200),
                ("/2023/goals/1.json", 200),
                ("/readyz", UNREADY),
            ):
                assert asked(portal.base, path)[0] == found, path
    assert load.failures == []


def test_editing_and_publishing_under_load(portal):
    with readers(
        portal.base, portal.pages(), "edits and a publication under load", times=3
    ) as load:
        edit(portal, "Changed once.")
        seen_everywhere(portal, "Changed once.")
        publish(portal)
        appears(portal, "/2031/", 200)
        retract(portal)
        appears(portal, "/2031/", 404)

    assert [failure for failure in load.failures if "/2031/" not in failure] == []


@pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="the disk of a server of its own is not ours"
)
def test_a_full_disk_loses_no_staff_change_and_writes_no_half_of_one(portal, editor):
    """No process of the portal may make any file longer: so a full disk looks to it."""
    editor.save(editor.alias("first words", "borders"))
    second = editor.alias("second words", "smuggling")
    before = rows(portal)
    with readers(portal.base, portal.pages(), "the disk full") as load:
        limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in portal.workers()}
        for pid, (_soft, hard) in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        status, page = editor.open(ADD, second)
        assert (status, "Nothing was lost." in page) == (503, True)
        assert rows(portal) == before
        time.sleep(SECONDS)
        for pid, limit in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)
        editor.save(second)
    assert load.failures == []
    assert rows(portal) == before + 1
    assert portal.manage("verify").count("0 inconsistencies") == 1


def edit(portal, text):
    """An editor elsewhere saves a text that stands on every page of the objective."""
    portal.run(
        "from goals.models import Objective\n"
        "one = Objective.objects.get_by_natural_key(2023, 1, 1)\n"
        f"one.note = {text!r}\n"
        "one.save()\n"
    )


def publish(portal):
    portal.run(
        "from goals.models import Edition, Source\n"
        "from goals.publishing import publish\n"
        "draft, _new = Edition.objects.get_or_create(year=2031, defaults={\n"
        "    'title': 'A draft', 'foreword': 'Words.',\n"
        "    'adopted': 'In 2031', 'source': Source.objects.first()})\n"
        "publish(draft, 'Tried.')\n"
    )


def retract(portal):
    portal.run(
        "from goals.models import Edition\n"
        "from goals.publishing import retract\n"
        "retract(Edition.objects.get(year=2031), 'Tried.')\n"
    )


def seen_everywhere(portal, text):
    """That a change is on every worker in time. Which worker answers is chance: so it is asked
    often, and none of the last answers may be old."""
    time.sleep(LATE)
    for _time in range(20):
        assert text.encode() in asked(portal.base, "/2023/goals/1/objectives/1/")[1]


def appears(portal, path, status):
    time.sleep(LATE)
    assert {asked(portal.base, path)[0] for _time in range(20)} == {status}


def rows(portal):
    code = (
        "from gpg_site.models import SearchAlias as S\nprint(S.objects.count(), S.history.count())"
    )
    aliases, states = map(int, portal.run(code).split())
    # Each alias has one state: neither without the other.
    assert aliases == states
    return aliases
