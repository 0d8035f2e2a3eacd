"""Debian's nginx with a configuration of the documents, as this user, on a port of this machine."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MISSING = "nginx is missing: apt-get install nginx-light"
DEPLOYMENT = Path(__file__).resolve().parents[1] / "docs" / "deployment"


def program() -> str:
    """Where nginx is. Absent, its tests fail in CI, and elsewhere are skipped with a word."""
    path = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shipped(name: str, changed: dict[str, str]) -> str:
    """A configuration of docs/deployment/ with words of it exchanged, which must be there."""
    text = (DEPLOYMENT / name).read_text()
    for words, others in changed.items():
        assert words in text, words
        text = text.replace(words, others)
    return text


def command(config: str, folder: Path) -> list[str]:
    """nginx with `config` as what its http block holds; all that it writes is in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # The account that Debian's nginx changes to from root can't read what a test writes.
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}pid {folder}/pid;\nerror_log stderr;\ndaemon off;\nworker_processes 1;\n"
        "events { }\nhttp {\naccess_log off;\ninclude /etc/nginx/mime.types;\n"
        f"{temporary}{config}\n}}\n"
    )
    return [program(), "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


@contextmanager
def running(config: str, folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """nginx, from when it listens at `port` on."""
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(command(config, folder), stderr=log)
    try:
        for _attempt in range(100):
            assert process.poll() is None, (folder.parent / f"{folder.name}.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
