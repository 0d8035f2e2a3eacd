"""A portal of its own for each fault, and the table of what it lived through."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from goals.languages import ENGLISH, split
from tests.serving import ROOT, serving

from .load import asked, report

# In seconds: until all pages are made, or a fault is over.
PATIENCE = 240
PASSWORD = "a long and quiet password"
ADD = "/staff/gpg_site/searchalias/add/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "endurance" in item.path.parts:
            item.add_marker(pytest.mark.endurance)


@pytest.fixture(autouse=True)
def _reported(request) -> Iterator[None]:
    """Gives what readers got to whoever prints the end: that may be another process."""
    yield
    request.node.user_properties += [("load", load.row()) for load in report]
    report.clear()


class Portal:
    """A running portal whose parts can be taken away. `base` is its address."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self.base = ""
        self.log = folder / "log"

    @contextmanager
    def running(self) -> Iterator["Portal"]:
        with serving(self.environment, self.log) as self.base:
            yield self

    def workers(self) -> list[int]:
        """The processes that answer: those with our folder whose parent has it too."""
        own = f"GPG_VAR_DIR={self.folder}".encode()
        mine = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if own in (process / "environ").read_bytes().split(b"\0"):
                    stat = (process / "stat").read_text()
                    mine[int(process.name)] = int(stat.rpartition(")")[2].split()[1])
            except OSError:
                continue
        return sorted(pid for pid, parent in mine.items() if parent in mine)

    def master(self) -> int:
        stat = Path(f"/proc/{self.workers()[0]}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])

    def manage(self, *command: str, said: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> str:
        """What a process beside the portal prints, as an editor's elsewhere would."""
        return self.manage("shell", "--no-imports", "-c", code)

    def pages(self) -> dict[str, str]:
        """Every page of the sitemap in English, and the words that stand on it and on no other. The
        other languages are held and kept in the same way, after it."""
        status, body = asked(self.base, "/sitemap.xml")
        assert status == 200
        paths = re.findall(rf"<loc>{self.base}([^<]+)</loc>", body.decode())
        assert len(paths) > 200
        return {
            path: f'<link rel="canonical" href="{self.base}{path}">'
            for path in paths
            if "?" not in path and split(path)[0] == ENGLISH
        }

    def made_ready(self) -> None:
        """Waits until every page in English is held by every worker: then the file is written."""
        asked(self.base, "/")
        until(lambda: self._kept_is_new(), "the pages are kept")

    def _kept_is_new(self) -> bool:
        kept, changed = self.folder / "pages", self.folder / "changed"
        return (
            kept.exists()
            and kept.stat().st_size > 1_000_000
            and (not changed.exists() or kept.stat().st_mtime > changed.stat().st_mtime)
        )


@pytest.fixture
def portal(prepared, tmp_path) -> Iterator[Portal]:
    """A portal on SQLite, or on PostgreSQL where DATABASE_URL names one, with all pages ready."""
    folder = tmp_path / "portal"
    shutil.copytree(prepared, folder)
    environment = {
        **os.environ,
        "GPG_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
    }
    portal = Portal(environment, folder)
    if os.environ.get("DATABASE_URL"):
        portal.manage("migrate", "--verbosity", "0")
        portal.manage("seed", "--if-empty", "--verbosity", "0")
    with portal.running():
        portal.made_ready()
        yield portal


class Editor:
    """Somebody who signed in on the staff side, and saves search aliases there."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = build_opener(HTTPCookieProcessor())
        status, page = self.open("/staff/login/")
        assert status == 200
        form = {"login": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token(page)}
        status, page = self.open("/staff/login/", form)
        assert (status, "Log out" in page) == (200, True), page

    def alias(self, words: str, means: str) -> dict[str, str]:
        """The form of a new alias, filled in, and with what it will change in public confirmed."""
        status, page = self.open(ADD)
        assert status == 200
        form = {"language": "en", "words": words, "means": means, "change_reason": "tried"}
        form["csrfmiddlewaretoken"] = token(page)
        _status, page = self.open(ADD, form)
        confirmed = re.search(r'name="effects" value="(\w+)"', page)
        assert confirmed, page
        return {**form, "effects": confirmed[1]}

    def save(self, form: dict[str, str]) -> None:
        status, page = self.open(ADD, form)
        assert (status, "was added successfully" in page) == (200, True), page

    def open(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page at an address, to which a form is sent, if there is one."""
        data = urlencode(form).encode() if form else None
        address = f"{self.base}{path}"
        request = Request(address, data, headers={"Referer": address})
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as answer:
            return answer.code, answer.read().decode()


def token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page
    return found[1]


@pytest.fixture
def editor(portal) -> Editor:
    portal.environment |= {
        "DJANGO_SUPERUSER_USERNAME": "editor",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "DJANGO_SUPERUSER_EMAIL": "editor@example.org",
    }
    portal.manage("createsuperuser", "--no-input")
    return Editor(portal.base)


@pytest.fixture
def away(portal) -> Callable[[], "contextmanager[None]"]:
    """A way to take the database away, and bring it back."""
    control = shlex.split(os.environ.get("GPG_PG_CTL", ""))

    @contextmanager
    def database_away() -> Iterator[None]:
        if control:
            subprocess.run([*control, "stop", "--mode=fast"], check=True)
        else:
            moved(portal.folder, "gpg.sqlite3", "away.sqlite3")
        try:
            yield
        finally:
            if control:
                subprocess.run([*control, "start"], check=True)
            else:
                moved(portal.folder, "away.sqlite3", "gpg.sqlite3")

    return database_away


def moved(folder: Path, name: str, to: str) -> None:
    """Moves a database of SQLite, which is up to three files: two of them come and go with those
    who use it."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            (folder / f"{name}{ending}").rename(folder / f"{to}{ending}")


def until(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Waits until it is so; the seconds that it took."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(0.02)
    return time.monotonic() - began


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
