"""Finished files: made once for a state of the content, and not too many kept."""

import threading
import time

from goals.visibility import showing
from gpg_site.finished import Kept
from gpg_site.version import latest


def test_what_many_ask_for_at_once_is_made_once(monkeypatch):
    monkeypatch.setattr(latest, "current", lambda: "None")
    kept, made, gate = Kept(), [], threading.Barrier(8)

    def make():
        made.append(1)
        time.sleep(0.05)
        return b"x"

    def ask():
        gate.wait()
        answers.append(kept.file("a", make))

    answers: list[bytes] = []
    threads = [threading.Thread(target=ask) for _time in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (answers, len(made)) == ([b"x"] * 8, 1)


def test_what_was_asked_for_least_recently_goes_first(db):
    kept = Kept(most_files=2, most_bytes=10)
    made = []

    def make(name, content=b"1"):
        return kept.file(name, lambda: made.append(name) or content)

    for name in ("a", "b", "a", "c", "a", "b"):
        make(name)
    assert made == ["a", "b", "c", "b"]
    assert (len(kept), kept.bytes) == (2, 2)

    make("large", b"1" * 10)
    assert (len(kept), kept.bytes) == (1, 10)
    assert make("larger", b"1" * 11) == b"1" * 11
    assert (len(kept), kept.bytes) == (0, 0)


def test_what_there_is_not_is_not_kept(db):
    kept = Kept()

    assert kept.file("a", lambda: None) is None
    assert kept.file("a", lambda: b"now") == b"now"


def test_what_only_a_preview_shows_is_kept_for_nobody(db):
    kept = Kept()
    with showing(2031):
        assert kept.file("a", lambda: b"draft") == b"draft"

    assert len(kept) == 0
    assert kept.file("a", lambda: b"public") == b"public"


def test_a_file_made_of_others_asks_for_them_meanwhile(db):
    kept = Kept()

    assert kept.file("all", lambda: kept.file("one", lambda: b"1")) == b"1"
    assert len(kept) == 2
