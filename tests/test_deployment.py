"""docs/deployment.md and its files say what is so, as far as that is cheap to try."""

import os
import re
import shutil
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import get_commands

from gpg_site.settings import SECURE_CSP
from tests import nginx

ROOT = Path(__file__).resolve().parents[1]
DEPLOYMENT = nginx.DEPLOYMENT
PAGES = [*ROOT.glob("docs/*.md"), *DEPLOYMENT.iterdir(), ROOT / "README.md", ROOT / "Makefile"]
HOST = "gpg.example.org"


def all_that_is_said() -> str:
    return "\n".join(path.read_text() for path in PAGES)


def found(pattern: str) -> set[str]:
    return set(re.findall(pattern, all_that_is_said(), re.MULTILINE))


def test_every_variable_that_is_named_is_read():
    read = "\n".join(path.read_text() for path in (ROOT / "gpg_site").rglob("*.py"))
    read += (ROOT / "Makefile").read_text()

    named = found(r"\b(?:GPG_[A-Z_]+[A-Z]|DATABASE_URL)\b(?!-)")
    assert {"GPG_HTTPS", "GPG_VAR_DIR", "DATABASE_URL"} < named
    assert [name for name in sorted(named) if not re.search(rf"\b{name}\b", read)] == []


def test_every_command_of_the_portal_that_is_named_is_there():
    named = found(r"(?:^|[`/ ])(?:manage\.py|gpg-manage) +([a-z_]+)")

    assert {"migrate", "backup", "collectstatic", "seed"} < named
    assert named - set(get_commands()) == set()


def test_every_make_target_that_is_named_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    named = found(r"(?:^|`)make ([a-z]+)")
    assert {"run", "test", "export"} < named
    assert named - targets == set()


def test_every_file_that_is_named_is_there():
    page = (ROOT / "docs/deployment.md").read_text()
    named = set(re.findall(r"`((?:docs|gpg_site|tests)/[\w/.-]+)`", page))
    installed = re.findall(r"^(?:install|podman build) .*$", page, re.MULTILINE)
    shipped = {path.name for path in DEPLOYMENT.iterdir()}

    assert [name for name in named if not (ROOT / name).exists()] == []
    assert {name for name in shipped if not re.search(rf"\b{re.escape(name)}\b", page)} == set()
    assert any("gpg.service gpg.socket" in line for line in installed)


def test_scripts_can_be_run():
    for name in ("gpg-manage", "start"):
        assert os.access(DEPLOYMENT / name, os.X_OK), name
        subprocess.run(["sh", "-n", DEPLOYMENT / name], check=True)


def test_the_container_gets_what_there_is():
    copied = re.findall(
        r"^COPY (?!--)(\S+) ", (DEPLOYMENT / "Containerfile").read_text(), re.MULTILINE
    )

    assert {"gpg_site", "goals", "themes", "templates", "static", "fixtures"} < set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_files_have_the_policy_of_the_portal():
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in SECURE_CSP.items())

    assert f'Content-Security-Policy "{policy}" always' in (DEPLOYMENT / "files.conf").read_text()


def test_systemd_understands_the_units(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is missing: apt-get install systemd")
    (tmp_path / "gpg.service.d").mkdir()
    shutil.copy(DEPLOYMENT / "public-only.conf", tmp_path / "gpg.service.d")
    shutil.copy(DEPLOYMENT / "gpg.socket", tmp_path)
    unit = (DEPLOYMENT / "gpg.service").read_text()
    # It looks whether there is such a program.
    (tmp_path / "gpg.service").write_text(unit.replace("/srv/gpg/.venv/bin/gunicorn", "/bin/true"))

    checked = subprocess.run(
        [program, "verify", tmp_path / "gpg.service", tmp_path / "gpg.socket"],
        capture_output=True,
        text=True,
    )

    assert [line for line in checked.stderr.splitlines() if "gpg" in line] == []
    assert checked.returncode == 0


class Portal(BaseHTTPRequestHandler):
    """What nginx asks: it counts, and says what it was asked."""

    asked: Counter[str]
    headers_of: dict[str, dict[str, str]]

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        self.headers_of[self.path] = dict(self.headers)
        if self.path == "/slow/":
            time.sleep(0.5)
        self.send_response(200)
        kept = {
            "/old/": "max-age=1",
            "/renewed/": "max-age=0, s-maxage=1, stale-while-revalidate=60",
        }.get(self.path, "max-age=300")
        self.send_header("Cache-Control", f"public, {kept}")
        if self.path == "/cookie/":
            self.send_header("Set-Cookie", "a=b")
        self.end_headers()
        self.wfile.write(f"{self.path} {self.asked[self.path]}".encode())

    def log_message(self, *args: object) -> None:
        pass


class Front:
    """nginx as it is shipped, in front of such a portal, which may go away."""

    def __init__(self, port: int, plain: int, portal: ThreadingHTTPServer) -> None:
        self.port, self.plain, self.portal = port, plain, portal

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of what nginx answers by https."""
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        asked = HTTPSConnection("127.0.0.1", self.port, context=unchecked, timeout=20)
        asked.request("GET", path, headers={"Host": HOST, **(headers or {})})
        answer = asked.getresponse()
        found = answer.status, answer.read().decode()
        asked.close()
        return found

    def stop_portal(self) -> None:
        self.portal.shutdown()
        self.portal.server_close()


@pytest.fixture
def front(tmp_path) -> Iterator[Front]:
    program = shutil.which("openssl")
    assert program, "openssl is missing: apt-get install openssl"
    subprocess.run(
        [
            *(program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", f"/CN={HOST}"),
            *("-keyout", tmp_path / "key.pem", "-out", tmp_path / "chain.pem"),
        ],
        check=True,
        capture_output=True,
    )
    handler = type("Fresh", (Portal,), {"asked": Counter(), "headers_of": {}})
    portal = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    port, plain = nginx.free_port(), nginx.free_port()
    config = nginx.shipped(
        "nginx.conf",
        {
            "/var/cache/nginx/gpg": f"{tmp_path}/kept",
            "unix:/run/gpg/gunicorn.sock": f"127.0.0.1:{portal.server_port}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "/etc/ssl/gpg/fullchain.pem": f"{tmp_path}/chain.pem",
            "/etc/ssl/gpg/privkey.pem": f"{tmp_path}/key.pem",
        },
    )
    with nginx.running(config, tmp_path / "nginx", port):
        yield Front(port, plain, portal)
    portal.shutdown()
    portal.server_close()


def test_a_page_is_asked_for_once_and_kept_while_the_portal_is_away(front):
    assert [front.get("/kept/") for _time in range(3)] == [(200, "/kept/ 1")] * 3
    assert front.get("/old/") == (200, "/old/ 1")

    front.stop_portal()
    # Until what it has is too old.
    time.sleep(2.1)

    assert front.get("/old/") == (200, "/old/ 1")
    assert front.get("/kept/") == (200, "/kept/ 1")
    assert front.get("/never-asked-for/")[0] == 502


def test_an_old_page_is_renewed_behind_the_readers_back(front):
    front.get("/renewed/")
    time.sleep(2.1)

    assert front.get("/renewed/") == (200, "/renewed/ 1")
    for _attempt in range(100):
        if front.portal.RequestHandlerClass.asked["/renewed/"] > 1:
            break
        time.sleep(0.05)
    time.sleep(0.2)
    assert front.get("/renewed/")[1] != "/renewed/ 1"


def test_a_page_that_is_too_old_is_asked_for_first(front):
    front.get("/old/")
    time.sleep(2.1)

    assert front.get("/old/") == (200, "/old/ 2")


def test_many_who_wait_for_a_page_are_one_request(front):
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(front.get, ["/slow/"] * 8))

    assert found == [(200, "/slow/ 1")] * 8


def test_questions_are_kept_apart(front):
    assert front.get("/search/?q=a") == (200, "/search/?q=a 1")
    assert front.get("/search/?q=b") == (200, "/search/?q=b 1")


@pytest.mark.parametrize("path", ["/cookie/", "/staff/", "/readyz", "/healthz"])
def test_what_is_nobody_elses_is_never_kept(front, path):
    assert [front.get(path)[1] for _time in range(2)] == [f"{path} 1", f"{path} 2"]


def test_the_portal_learns_who_asks_and_nobody_can_say_it_is_another(front):
    front.get("/who/", {"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "http"})

    told = front.portal.RequestHandlerClass.headers_of["/who/"]
    assert told["Host"] == HOST
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "https"
    assert re.fullmatch("[0-9a-f]{32}", told["X-Request-ID"])


def test_who_comes_by_http_is_sent_to_https(front):
    asked = HTTPConnection("127.0.0.1", front.plain, timeout=20)
    asked.request("GET", "/2023/?a=b", headers={"Host": HOST})
    answer = asked.getresponse()

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/2023/?a=b"
    assert answer.headers["Server"] == "nginx"
    asked.close()
