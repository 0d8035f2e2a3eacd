"""What every answer of a running portal carries, in the demo and in production, whatever it is."""

import http.client
import re
import shutil
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.serving import serving

from ..environments import PRODUCTION

EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
        "manifest-src 'self'; script-src 'self'; style-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Server": "gunicorn",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Of the portal itself, and what other sites may read too.
OWN, OPEN = "same-origin", "cross-origin"
HSTS = "max-age=31536000; includeSubDomains; preload"

KINDS = {
    "page": ("GET", "/2023/goals/1/", 200, OWN),
    "head of a page": ("HEAD", "/2023/goals/1/", 200, OWN),
    "search": ("GET", "/search/?q=drugs", 200, OWN),
    "data": ("GET", "/2023/goals/1.json", 200, OPEN),
    "table": ("GET", "/2023/goals.csv", 200, OPEN),
    "document": ("GET", "/2023/goals/1.pdf", 200, OPEN),
    "picture": ("GET", "/2023/goals/1/card.png", 200, OPEN),
    "feed": ("GET", "/changes.atom", 200, OPEN),
    "whole edition": ("GET", "/data/gpg-2023.xlsx", 200, OPEN),
    "not found": ("GET", "/no-such-page/", 404, OWN),
    "no utf-8": ("GET", "/%ff%fe/", 404, OWN),
    "not found as data": ("GET", "/2023/goals/9.json", 404, OPEN),
    "not found among static files": ("GET", "/static/css/none.css", 404, OWN),
    "redirect": ("GET", "/goals/1/", 302, OWN),
    "moved": ("GET", "/2023", 301, OWN),
    "refused method": ("POST", "/2023/goals/1/", 405, OWN),
    "question about methods": ("OPTIONS", "/", 204, OWN),
    "too many fields in a question": ("POST", "/quote/", 413, OWN),
    "is it alive": ("GET", "/healthz", 200, OWN),
    "is it ready": ("GET", "/readyz", 200, OWN),
    "sign-in": ("GET", "/staff/login/", 200, OWN),
    "staff's first page": ("GET", "/staff/", 302, OWN),
    "wrong form": ("POST", "/staff/login/", 403, OWN),
}


class Answer(NamedTuple):
    status: int
    headers: Message
    body: str


class Portal(NamedTuple):
    """A running portal, and the headers of a reader of it, as a proxy in front passes them on."""

    address: str
    reader: dict[str, str]
    hsts: str | None

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {**self.reader, **given})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return Answer(answer.status, answer.headers, text)


@pytest.fixture(scope="module", params=["demo", "production"])
def portal(request, server, server_environment):
    if request.param == "demo":
        yield Portal(server, {}, None)
    else:
        with serving({**server_environment, **PRODUCTION}) as address:
            reader = {"Host": "gpg.example.org", "X-Forwarded-Proto": "https"}
            yield Portal(address, reader, HSTS)


def protected(answer: Answer, portal: Portal, resource_policy: str = OWN) -> None:
    """Holds if the answer carries all that every answer carries, once, and shows nothing inside."""
    expected = {**EVERYWHERE, "Cross-Origin-Resource-Policy": resource_policy}
    assert {name: answer.headers.get_all(name) for name in expected} == {
        name: [value] for name, value in expected.items()
    }
    assert answer.headers.get("Strict-Transport-Security") == portal.hsts
    for inside in ("Traceback", "site-packages", "django", "/gpg_site/", "OperationalError"):
        assert inside not in answer.body


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_protected(portal, kind):
    method, path, status, resource_policy = KINDS[kind]
    fields = "&".join(f"a{n}=b" for n in range(2000))
    body = fields if kind.startswith("too many") else None
    form = {"Content_Type": "application/x-www-form-urlencoded"} if body else {}

    answer = portal.ask(method, path, body, **form)

    assert answer.status == status
    protected(answer, portal, resource_policy)
    if not path.startswith("/staff/"):
        assert answer.headers.get_all("Set-Cookie") is None


def test_a_static_file_is_protected(portal):
    path = re.search(r'href="(/static/css/base\.[^"]+)"', portal.ask("GET", "/").body)[1]

    answer = portal.ask("GET", path)

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    protected(answer, portal)
    unchanged = portal.ask("GET", path, If_Modified_Since=answer.headers["Last-Modified"])
    assert (unchanged.status, unchanged.body) == (304, "")
    protected(unchanged, portal)


@pytest.mark.parametrize(
    ("path", "resource_policy"), [("/2023/goals/1/", OWN), ("/2023/goals/1.json", OPEN)]
)
def test_what_a_reader_has_already_is_protected(portal, path, resource_policy):
    tag = portal.ask("GET", path).headers["ETag"]

    unchanged = portal.ask("GET", path, If_None_Match=tag)

    assert (unchanged.status, unchanged.body) == (304, "")
    protected(unchanged, portal, resource_policy)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:443", "a b", "127.0.0.1.evil"])
@pytest.mark.parametrize("path", ["/", "/staff/login/", "/no-such-page/"])
def test_a_name_that_is_not_the_portal_s_is_refused(portal, host, path):
    answer = portal.ask("GET", path, Host=host)

    assert answer.status == 400
    assert "This request is not one that the portal can answer" in answer.body
    assert host not in answer.body
    protected(answer, portal)


def test_cookies_are_the_staff_s_alone(portal):
    (cookie,) = portal.ask("GET", "/staff/login/").headers.get_all("Set-Cookie")

    parts = cookie.split("; ")
    assert parts[0].startswith("csrftoken=")
    assert {"HttpOnly", "Path=/staff/", "SameSite=Strict"} < set(parts)
    assert ("Secure" in parts) is bool(portal.hsts)


def test_in_production_who_comes_by_http_is_sent_to_https(server_environment):
    with serving({**server_environment, **PRODUCTION}) as address:
        portal = Portal(address, {"Host": "gpg.example.org", "X-Forwarded-Proto": "http"}, None)
        sent = portal.ask("GET", "/2023/goals/1/?q=a")
        alive = portal.ask("GET", "/healthz")

    assert sent.status == 301
    assert sent.headers["Location"] == "https://gpg.example.org/2023/goals/1/?q=a"
    protected(sent, portal)
    assert (alive.status, alive.body) == (200, "ok\n")


@pytest.mark.parametrize(
    ("spoilt", "status", "says"),
    [
        ("away", 503, "This part is not available for the moment"),
        ("damaged", 500, "Something went wrong on our side"),
    ],
)
def test_a_fault_is_a_page_that_shows_nothing_inside(
    server_environment, tmp_path, spoilt, status, says
):
    static = Path(server_environment["GPG_VAR_DIR"]) / "static"
    shutil.copytree(static, tmp_path / "static")
    if spoilt == "away":
        (tmp_path / "gpg.sqlite3").mkdir()
    else:
        (tmp_path / "gpg.sqlite3").write_text("This is no database. " * 100)
    with serving({**server_environment, "GPG_VAR_DIR": str(tmp_path)}) as address:
        portal = Portal(address, {}, None)
        for path in ("/2023/goals/1/", "/goals/1/", "/no-such-page/", "/staff/goals/goal/"):
            answer = portal.ask("GET", path, Cookie="sessionid=" + "a" * 32)

            assert (path, answer.status) == (path, status)
            assert says in answer.body
            protected(answer, portal)
