"""`.ci/postgresql`: a server for one command, and nothing left of it however that ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

MISSING = 69
# Prints where the server is, and that it answers.
ASK = """
import os, psycopg
print(os.environ["DATABASE_URL"])
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT 6 * 7").fetchone()[0], flush=True)
"""


def with_server(program: str) -> "subprocess.Popen[str]":
    """The script, at work on a program in Python, in a process group of its own."""
    return subprocess.Popen(
        [f"{settings.BASE_DIR}/.ci/postgresql", sys.executable, "-c", ASK + program],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def answered(process: "subprocess.Popen[str]") -> Path:
    """The folder of a server that answers. Without PostgreSQL the test fails in CI alone."""
    assert process.stdout
    address, answer = (process.stdout.readline().strip() for _line in range(2))
    if not answer and process.wait(60) == MISSING and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is missing: apt-get install postgresql")
    assert answer == "42"
    return Path(parse_qs(urlsplit(address).query)["host"][0])


def test_the_command_s_code_is_passed_on_and_the_server_is_gone():
    process = with_server("raise SystemExit(3)")
    folder = answered(process)
    process.communicate(timeout=60)

    assert process.returncode == 3
    assert not folder.exists()


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_leaves_nothing(way):
    process = with_server("import time; time.sleep(600)")
    folder = answered(process)
    assert (folder / "data").is_dir()
    os.killpg(process.pid, way)
    process.communicate(timeout=60)

    assert process.returncode == 128 + way
    assert not folder.exists()
