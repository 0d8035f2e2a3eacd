"""Finished pages beside what else could serve them: `make bench-serving`.

One page, `/2023/goals/1/`, compressed with gzip on all sides. Each contestant has one worker on one
core and is asked from the other, all in turns; ratios are of the same turn. What is asserted stands
in TARGETS.
"""

import getpass
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .machine import Answer, Load, Server, counted, missing, tool

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PAGE = "/2023/goals/1/"
ROUNDS = 5
# How long, in seconds, a portal that has just started may still be busy with its kept pages.
SETTLES = 6
# As gunicorn.py has it: all that gunicorn serves is served by so many.
THREADS = 2


class Target(NamedTuple):
    """That one contestant answers at least so many times as much as another."""

    one: str
    other: str
    at_least: float


TARGETS = (
    Target("cached page", "bare WSGI function", 0.9),
    Target("304", "cached page", 0.9),
    Target("cached page", "Django's per-site cache", 2),
    Target("cached page", "Wagtail", 40),
    Target("under granian", "nginx, a file", 0.35),
    Target("under granian", "Wagtail", 300),
    Target("nginx, caching", "nginx, a file", 0.7),
)

FLOOD = """
math.randomseed(os.time())
function request()
  local address = "/"
  for _ = 1, 12 do address = address .. string.char(math.random(97, 122)) end
  if math.random(2) == 1 then address = "/2023/goals/1/?" .. address:sub(2) .. "=1" end
  return wrk.format("GET", address)
end
"""


def gunicorn(name: str, application: str, *more: str, **environment: str) -> Server:
    command = [
        *(sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread"),
        *("--workers", "1", "--threads", str(THREADS), "--no-control-socket"),
        *("--bind", "127.0.0.1:{port}", "--chdir", str(ROOT), *more),
    ]
    return Server(name, command, PAGE, environment)


def portal(name: str, folder: Path, threads: int = THREADS) -> Server:
    more = ("--config", "gpg_site/gunicorn.py", "--workers", "1", "--threads", str(threads))
    return gunicorn(name, "gpg_site.wsgi", *more, GPG_VAR_DIR=str(folder / "var"))


def under_granian(folder: Path) -> Server:
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "gpg_site.wsgi:application"),
        *("--host", "127.0.0.1", "--port", "{port}", "--workers", "1", "--no-ws"),
        *("--blocking-threads", "1"),
        *("--working-dir", str(ROOT), "--log-level", "warning"),
    ]
    return Server("under granian", command, PAGE, {"GPG_VAR_DIR": str(folder / "var")})


def nginx(name: str, folder: Path, location: str) -> Server:
    """A port of its own is in its configuration, so it is chosen here."""
    server = Server(name, [], PAGE)
    server.choose_port()
    values = {
        "folder": folder,
        "port": server.port,
        "location": location,
        "user": getpass.getuser(),
    }
    config = folder / f"nginx-{server.port}.conf"
    config.write_text((HERE / "contestants" / "nginx.conf").read_text() % values)
    server.command = [tool("nginx"), "-p", str(folder), "-c", str(config)]
    return server


def prepared(folder: Path) -> Answer:
    """The portal with its content and all its pages kept, and the page itself."""
    environment = {**os.environ, "GPG_VAR_DIR": str(folder / "var")}
    for command in ("migrate", "seed", "collectstatic --no-input"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split(), "--verbosity", "0"],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    with portal("the portal", folder).running(folder / "log") as server:
        while not (folder / "var" / "pages").exists():
            time.sleep(0.5)
        page = server.ask()
        (folder / "page.json").write_bytes(server.ask(path=f"{PAGE[:-1]}.json", encoding="").body)
        (folder / "page.html").write_bytes(server.ask(encoding="").body)
    (folder / "page.html.gz").write_bytes(page.body)
    own = ("connection", "date", "server", "transfer-encoding", "x-request-id")
    headers = {name: value for name, value in page.headers.items() if name.lower() not in own}
    (folder / "headers.json").write_text(json.dumps(headers))
    at = folder / "files" / PAGE[1:]
    at.mkdir(parents=True)
    (at / "index.html.gz").write_bytes(page.body)
    (at / "index.html").write_bytes((folder / "page.html").read_bytes())
    return page


def contestants(folder: Path) -> dict[str, Server]:
    page = {"PAGE": str(folder / "page.html.gz"), "HEADERS": str(folder / "headers.json")}
    cached = portal("cached page", folder)
    cached.choose_port()
    headers = json.loads((folder / "headers.json").read_text())
    said = "".join(
        f"add_header {name} '{value.replace(chr(39), chr(92) + chr(39))}'; "
        for name, value in headers.items()
        if name not in ("Content-Length", "Content-Type", "Content-Encoding", "ETag", "Vary")
    )
    per_site = "tests.bench.contestants.per_site_cache"
    found = [
        nginx("nginx, a file", folder, f"root {folder}/files; gzip_static always; {said}"),
        nginx(
            "nginx, caching",
            folder,
            f"location / {{ proxy_pass http://127.0.0.1:{cached.port}; proxy_cache pages; "
            "proxy_set_header Host $host; proxy_http_version 1.1; }",
        ),
        under_granian(folder),
        gunicorn("bare WSGI function", "tests.bench.contestants.bare", **page),
        cached,
        gunicorn("Django's per-site cache", per_site, ORDER="documented", **page),
        gunicorn("the same, first of all middleware", per_site, ORDER="first", **page),
        gunicorn("Wagtail", "tests.bench.contestants.wagtail_goals.wsgi", FOLDER=str(folder)),
    ]
    return {server.name: server for server in found}


def text(html: bytes) -> str:
    """What stands in the page's main part."""
    main = re.search(rb"<main\b.*</main>", html, re.DOTALL)
    return " ".join(re.sub(rb"<[^>]*>", b" ", main[0]).decode().split()) if main else ""


def rounds(servers: dict[str, Server], etag: str) -> dict[str, list[Load]]:
    """What each contestant answers in each turn; the 304 is the cached page's."""
    loads: dict[str, list[Load]] = {name: [] for name in servers} | {"304": []}
    for server in servers.values():
        server.load()
    for _round in range(ROUNDS):
        for name, server in servers.items():
            loads[name].append(server.load())
        loads["304"].append(servers["cached page"].load(If_None_Match=etag))
    return loads


def by_threads(folder: Path) -> dict[int, list[Load]]:
    servers = {threads: portal(f"{threads} threads", folder, threads) for threads in (1, 2, 4)}
    loads: dict[int, list[Load]] = {threads: [] for threads in servers}
    with ExitStack() as stack:
        for server in servers.values():
            stack.enter_context(server.running(folder / "log"))
        time.sleep(SETTLES)
        for _round in range(ROUNDS):
            for threads, server in servers.items():
                loads[threads].append(server.load())
    return loads


def flooded(server: Server, folder: Path) -> tuple[float, float]:
    """Readers' p99 in milliseconds, alone and while one client asks for random addresses."""
    script = folder / "flood.lua"
    script.write_text(FLOOD)
    alone, beside = [], []
    for _round in range(ROUNDS):
        alone.append(server.load(connections=4).p99)
        flood = server.start_load(connections=4, script=script)
        beside.append(server.load(connections=4).p99)
        counted(flood.communicate()[0])
    return statistics.median(alone), statistics.median(beside)


def started(server: Server, folder: Path) -> tuple[float, float]:
    """Seconds from the start to the first answer, and then the worker's memory in MB."""
    began = time.perf_counter()
    with server.running(folder / "log"):
        taken = time.perf_counter() - began
        time.sleep(SETTLES)
        server.load()
        return taken, server.memory()


def say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


COLUMNS = ("requests a second", "p99, ms", "CPU time of one, µs")


def figures(loads: list[Load]) -> list[str]:
    """The medians of all turns."""
    rate, p99, cost = map(statistics.median, zip(*loads, strict=True))
    return [f"{rate:,.0f}", f"{p99:.1f}", f"{cost:.0f}"]


def table(head: list[str], rows: list[list[str]]) -> str:
    """In Markdown, as it stands in docs/performance.md."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def machine() -> str:
    (model,) = set(re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()))
    nginx_said = subprocess.run([tool("nginx"), "-v"], capture_output=True, text=True, check=True)
    packages = ("Django", "gunicorn", "granian", "wagtail")
    return ", ".join([
        f"{model}, {os.cpu_count()} cores",
        f"Linux {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in packages),
        nginx_said.stderr.strip().partition(": ")[2].replace("/", " "),
    ])  # fmt: skip


def main() -> None:
    if missing():
        raise SystemExit(f"The bench needs programs that are not here: {missing()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = prepared(folder)
        fill = (HERE / "contestants" / "wagtail_goals" / "fill.py").relative_to(ROOT)
        subprocess.run(
            [sys.executable, "-m", str(fill.with_suffix("")).replace("/", "."),
             str(folder / "page.json"), str(folder / "page.html")],
            cwd=ROOT, env={**os.environ, "FOLDER": str(folder)}, check=True,
        )  # fmt: skip
        say(machine(), "", f"{PAGE}, {len(page.body)} bytes with gzip; {ROUNDS} rounds.", "")
        servers = contestants(folder)
        with ExitStack() as stack:
            # What nginx asks must be there first.
            for server in sorted(servers.values(), key=lambda server: "nginx" in server.name):
                stack.enter_context(server.running(folder / "log"))
            time.sleep(SETTLES)
            plain = (folder / "page.html").read_bytes()
            assert text(servers["Wagtail"].ask(encoding="").body) == text(plain)
            for server in servers.values():
                size = len(server.ask().body)
                assert server.name == "Wagtail" or size == len(page.body), (server.name, size)
            loads = rounds(servers, page.headers["ETag"])
            alone, beside = flooded(servers["cached page"], folder)
        say(
            table(
                ["", *COLUMNS],
                [[name, *figures(found)] for name, found in loads.items()],
            ),
            "",
        )
        ratios = {
            target: statistics.median(
                one.rate / other.rate
                for one, other in zip(loads[target.one], loads[target.other], strict=True)
            )
            for target in TARGETS
        }
        say(
            table(
                ["ratio", "at least", "measured"],
                [
                    [f"{target.one} / {target.other}", f"{target.at_least:g}", f"{ratio:.2f}"]
                    for target, ratio in ratios.items()
                ],
            ),
            "",
        )
        threads = by_threads(folder)
        say(
            table(
                ["gunicorn's threads", *COLUMNS],
                [[str(count), *figures(found)] for count, found in threads.items()],
            ),
            "",
            f"Readers' p99: {alone:.1f} ms; beside a flood of random addresses {beside:.1f} ms.",
        )
        for server in (portal("gunicorn", folder), under_granian(folder)):
            seconds, megabytes = started(server, folder)
            say(f"{server.name}: first answer after {seconds:.2f} s, worker {megabytes:.0f} MB.")
    missed = [target for target, ratio in ratios.items() if ratio < target.at_least]
    if missed:
        raise SystemExit(f"Missed: {missed}")


if __name__ == "__main__":
    main()
