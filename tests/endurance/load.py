"""Readers who ask without a pause while something breaks, and what they got."""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

# How many seconds each fault lasts, and how many strange requests are sent. `make endurance` asks
# for more.
LONG = os.environ.get("GPG_ENDURANCE") == "long"
SECONDS = 20.0 if LONG else 3.0
STRANGE = 20_000 if LONG else 2_000


@dataclass
class Load:
    """What readers got while a fault was injected so many times: answers by status, `failures` in
    words, and how many requests were cut off with their worker and answered when asked again."""

    fault: str
    times: int = 1
    answers: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    cut_off: int = 0
    slowest: float = 0.0

    @property
    def sent(self) -> int:
        return sum(self.answers.values()) + self.cut_off

    def row(self) -> list[str]:
        """What is printed of it."""
        counts = (self.sent, self.times, len(self.failures), self.cut_off)
        return [self.fault, *map(str, counts), f"{self.slowest * 1000:.0f} ms"]


HEAD = ["fault", "requests", "times", "failures", "cut off", "slowest"]
# What readers got in the test that runs.
report: list[Load] = []


def asked(base: str, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """Status and body of one request on a connection of its own, as nginx asks."""
    host = urlsplit(base)
    connection = HTTPConnection(host.hostname or "", host.port, timeout=30)
    try:
        connection.request(method, path, headers={"Connection": "close", **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@contextmanager
def readers(
    base: str, pages: dict[str, str], fault: str, *, times: int = 1, count: int = 3
) -> Iterator[Load]:
    """So many readers of `pages`, each with the words that must stand on it, while the block runs.
    A request that finds its connection cut is sent once more: so does every browser."""
    load, over, lock = Load(fault, times), threading.Event(), threading.Lock()

    def read(seed: int) -> None:
        chance, paths = random.Random(seed), list(pages)
        while not over.is_set():
            path, began, cut = chance.choice(paths), time.monotonic(), 0
            try:
                try:
                    status, body = asked(base, path)
                except (OSError, HTTPException):
                    cut = 1
                    status, body = asked(base, path)
            except (OSError, HTTPException) as error:
                status, body = 0, repr(error).encode()
            with lock:
                load.answers[status] += 1
                load.cut_off += cut
                load.slowest = max(load.slowest, time.monotonic() - began)
                if status != 200 or pages[path].encode() not in body:
                    load.failures.append(f"{path}: {status} {body[:80]!r}")

    threads = [threading.Thread(target=read, args=[seed]) for seed in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        over.set()
        for thread in threads:
            thread.join()
    report.append(load)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints what portals lived through, also where other processes ran the tests."""
    rows = [
        value
        for reports in terminalreporter.stats.values()
        for one in reports
        if getattr(one, "when", "") == "teardown"
        for name, value in one.user_properties
        if name == "load"
    ]
    if rows:
        terminalreporter.section("endurance")
        for row in [HEAD, *rows]:
            terminalreporter.write_line("{:44} {:>8} {:>7} {:>8} {:>8} {:>10}".format(*row))
