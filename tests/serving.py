"""Running portals: gunicorn with the shipped content and hashed static files."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], None]], Path]:
    """Makes a folder of a name once for all workers: the first one makes it, the others wait."""
    together = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        together = together.parent

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        made, ready = together / name, together / f"{name}-is-ready"
        try:
            made.mkdir()
        except FileExistsError:
            for _attempt in range(6000):
                if ready.exists():
                    return made
                time.sleep(0.1)
            raise TimeoutError(f"{made} was not made ready") from None
        make(made)
        ready.touch()
        return made

    return folder


@pytest.fixture(scope="session")
def prepared(once) -> Path:
    """A folder with the database and the static files of a portal."""
    return once("portal", _prepare)


def _prepare(folder: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "GPG_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
    }
    for command in (["migrate"], ["seed"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )


@pytest.fixture(scope="session")
def server_environment(prepared, tmp_path_factory) -> dict[str, str]:
    """The environment of the running portal, whose files are in a folder of its own."""
    var = tmp_path_factory.mktemp("var") / "portal"
    shutil.copytree(prepared, var)
    return {
        **os.environ,
        "DATABASE_URL": "",
        "GPG_VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
    }


@pytest.fixture(scope="session")
def server(server_environment) -> Iterator[str]:
    """The address of a running portal with the shipped content."""
    with serving(server_environment) as address:
        yield address


@contextmanager
def serving(environment: dict[str, str], log: Path = Path(os.devnull)) -> Iterator[str]:
    """The address of a portal that runs with this environment, and logs into that file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "gpg_site.wsgi"),
                *("--config", "gpg_site/gunicorn.py", "--bind", f"127.0.0.1:{port}"),
            ],
            cwd=ROOT,
            env=environment,
            stderr=stderr,
        )
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(address: str) -> str:
    """`address`, as soon as something answers there, whatever it says."""
    for _attempt in range(600):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return address
        except HTTPError:
            return address
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} doesn't answer")
