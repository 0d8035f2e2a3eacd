"""gunicorn, by gpg_site/gunicorn.py, stops and restarts without losing a request.

The application is one that takes its time: what is tested is the server.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# As systemd hands a socket over: as the third file of a process that is told its own number.
HANDED_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""


def application(environ: dict[str, str], start: Callable[..., object]) -> Iterable[bytes]:
    """Answers after so many milliseconds as its address says, with the number of its process."""
    time.sleep(int(environ["PATH_INFO"].strip("/")) / 1000)
    body = str(os.getpid()).encode()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def stopped(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    return process.wait(timeout=60)


def asked(port: int, milliseconds: int) -> int:
    """The process that answers a request, on a connection of its own, as nginx asks."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/{milliseconds}")
    answer = connection.getresponse()
    assert answer.status == 200
    number = int(answer.read())
    connection.close()
    return number


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that somebody else holds, as systemd does."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as held:
        yield held


@pytest.fixture
def started(listening) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a server on that socket; whatever a test leaves running is ended after it."""
    processes: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [
            *(sys.executable, "-c", HANDED_OVER, str(listening.fileno())),
            *("tests.gpg_site.test_graceful:application", "--config", "gpg_site/gunicorn.py"),
        ]
        processes.append(
            subprocess.Popen(
                command, cwd=ROOT, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL
            )
        )
        assert asked(listening.getsockname()[1], 0)
        return processes[-1]

    yield start
    for process in processes:
        stopped(process)


@contextmanager
def readers(port: int, count: int = 6) -> Iterator[list[int]]:
    """So many readers who ask without a pause; the processes that answered them, in order. Any
    request that is lost fails at the end."""
    answered: list[int] = []
    enough = threading.Event()

    def read() -> None:
        while not enough.is_set():
            answered.append(asked(port, 20))

    with ThreadPoolExecutor(count) as pool:
        reading = [pool.submit(read) for _reader in range(count)]
        try:
            yield answered
        finally:
            enough.set()
        for reader in reading:
            reader.result()


def wait_for(answered: list[int], more: int) -> None:
    """Until so many more requests are answered."""
    wanted = len(answered) + more
    for _attempt in range(600):
        if len(answered) >= wanted:
            return
        time.sleep(0.05)
    raise TimeoutError(f"{len(answered)} of {wanted} requests were answered")


def test_what_is_begun_is_finished_before_a_stop(listening, started):
    port = listening.getsockname()[1]
    process = started()
    with ThreadPoolExecutor(4) as pool:
        begun = [pool.submit(asked, port, 1500) for _reader in range(4)]
        time.sleep(0.5)
        assert stopped(process) == 0
        assert len([request.result() for request in begun]) == 4


def test_a_reload_loses_no_request(listening, started):
    process = started()
    with readers(listening.getsockname()[1]) as answered:
        for _time in range(3):
            wait_for(answered, 50)
            process.send_signal(signal.SIGHUP)
        wait_for(answered, 200)
        before, after = set(answered[:50]), set(answered[-50:])
    assert stopped(process) == 0

    assert before & after == set()
    assert len(after) <= 2


def test_a_restart_loses_no_request_while_somebody_holds_the_socket(listening, started):
    process = started()
    with readers(listening.getsockname()[1]) as answered:
        wait_for(answered, 50)
        assert stopped(process) == 0
        process = started()
        wait_for(answered, 100)
    assert stopped(process) == 0

    assert set(answered[:50]) & set(answered[-50:]) == set()
