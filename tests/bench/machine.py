"""Servers on one core, load on the other, and what a load makes of a server."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

# All servers are asked for by one name, so that the portal holds its pages for one origin.
HOST = "localhost"
SERVERS_CORE, LOAD_CORE = "0", "1"
CONNECTIONS, SECONDS = 16, 2
INSTALL = {"wrk": "wrk", "nginx": "nginx-light", "taskset": "util-linux"}


def missing() -> str:
    """How to install what is not there; empty if all is."""
    packages = [package for name, package in INSTALL.items() if not tool(name)]
    return f"apt-get install {' '.join(packages)}" if packages else ""


def tool(name: str) -> str:
    """Where a program is, also one that only root has in reach."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or ""


class Answer(NamedTuple):
    headers: dict[str, str]
    body: bytes


class Load(NamedTuple):
    """Requests a second, and the time in milliseconds within which 99 of 100 were answered.

    `cost` is the server's own CPU time for a request, in microseconds. Whatever else the machine
    has to do changes it least.
    """

    rate: float
    p99: float
    cost: float = 0.0


@dataclass
class Server:
    """A server of one page. `{port}` in its command is the port that it is to listen on."""

    name: str
    command: list[str]
    path: str
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    @contextmanager
    def running(self, log: Path) -> Iterator["Server"]:
        """Runs it on the servers' core; at the end, also after an error, it is gone."""
        if not self.port:
            self.choose_port()
        command = [part.replace("{port}", str(self.port)) for part in self.command]
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [tool("taskset"), "--cpu-list", SERVERS_CORE, *command],
                env={**os.environ, **self.environment},
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        try:
            self._wait(log)
            yield self
        finally:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def choose_port(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]

    def ask(self, path: str = "", encoding: str = "gzip") -> Answer:
        """Its page, or another of its addresses, in that encoding."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path or self.path}",
            headers={"Host": HOST, "Accept-Encoding": encoding},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Answer(dict(answer.headers), answer.read())

    def load(
        self, *, connections: int = CONNECTIONS, script: Path | None = None, **headers: str
    ) -> Load:
        """What so many connections make of it, each asking as soon as it has its answer."""
        before = self._worked()
        found = read(self.start_load(connections=connections, script=script, **headers))
        return found._replace(cost=(self._worked() - before) * 1e6 / (found.rate * SECONDS))

    def start_load(
        self, *, connections: int = CONNECTIONS, script: Path | None = None, **headers: str
    ) -> subprocess.Popen[str]:
        named = {"Host": HOST, "Accept-Encoding": "gzip", **headers}
        return subprocess.Popen(
            [
                *(tool("taskset"), "--cpu-list", LOAD_CORE, tool("wrk"), "--latency"),
                *("--threads", "1", "--connections", str(connections), "--duration", str(SECONDS)),
                *(["--script", str(script)] if script else []),
                *(
                    part
                    for name, value in named.items()
                    for part in ("--header", f"{name.replace('_', '-')}: {value}")
                ),
                self.address,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )

    def memory(self) -> float:
        """Resident MB of its last process, the worker; memory shared with others counts in part."""
        rollup = Path(f"/proc/{max(self._processes())}/smaps_rollup").read_text()
        return int(re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)[1]) / 1024

    def _processes(self) -> list[int]:
        assert self.process is not None
        found = subprocess.run(
            ["ps", "-o", "pid=", "-s", str(self.process.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [int(each) for each in found.stdout.split()]

    def _worked(self) -> float:
        """The CPU seconds of its processes so far."""
        stats = (Path(f"/proc/{each}/stat").read_text() for each in self._processes())
        # User and system time, after the name in parentheses, which may have spaces in it.
        ticks = (stat.rpartition(")")[2].split()[11:13] for stat in stats)
        return sum(int(each) for both in ticks for each in both) / os.sysconf("SC_CLK_TCK")

    def _wait(self, log: Path) -> None:
        for _turn in range(3000):
            try:
                self.ask()
            except OSError as error:
                if getattr(error, "code", 0) or self.process.poll() is not None:
                    raise SystemExit(f"{self.name}: {error}\n{log.read_text()}") from error
                time.sleep(0.01)
            else:
                return
        raise SystemExit(f"{self.name} does not answer.\n{log.read_text()}")


def read(load: subprocess.Popen[str]) -> Load:
    """What wrk says at its end. No answer but 2xx and 3xx counts: there must be none."""
    said, _error = load.communicate()
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said, said
    return counted(said)


def counted(said: str) -> Load:
    rate = re.search(r"Requests/sec: +([\d.]+)", said)
    p99 = re.search(r"99% +([\d.]+)(us|ms|s)", said)
    unit = {"us": 0.001, "ms": 1, "s": 1000}
    return Load(float(rate[1]), float(p99[1]) * unit[p99[2]])
