"""Whoever asks slowly, too much or for nonsense gets a clear answer, and no reader suffers."""

import contextlib
import random
import socket
import string
import subprocess
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlsplit

from tests import nginx

from .load import SECONDS, STRANGE, Load, asked, readers, report

METHODS = ["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"]
PARTS = [
    "..", ".", "%2e%2e", "%00", "%ff", "%F0%9F%A6%93", "🦓", "<script>", "' OR 1=1 --", "{{7*7}}",
    "9999999999", "-1", "0", "\u0661", "a" * 3000, ".json", ".csv", "card.png", "?", "#", "%", "//",
    "staff", "static", "admin", ".git", "wp-login.php", "\\", " ", "+", "~",
]  # fmt: skip
NAMES = ["q", "page", "edition", "goal", "kind", "topic", "utm_source", "lang", "", "q[]", "🦓"]
HEADERS = [
    "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Cookie",
    "Content-Length", "Content-Type", "If-Match", "If-Modified-Since", "If-None-Match", "Origin",
    "Range", "Referer", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
    "X-Request-Id", "X-HTTP-Method-Override", "Upgrade", "Expect-CT", "Forwarded",
]  # fmt: skip
VALUES = [
    "", "*", "gzip;q=x", "bytes=0-", "bytes=9-1", "a=b; sessionid=x", '"x"', "W/", "🦓", "-5",
    "https", "evil.example", "multipart/form-data", "multipart/form-data; boundary=x", "999999999",
    "Thu, 01 Jan 1970 00:00:00 GMT", "x" * 5000, "text/html,*/*;q=0.8", "br;q=0, *",
]  # fmt: skip


def test_random_and_mutated_requests(portal):
    """No answer but a documented one, and never a word about the inside of the portal."""
    chance, load = random.Random(8), Load("random and mutated requests", STRANGE)
    paths = [*portal.pages(), "/search/", "/quote/", "/changes.json", "/3.2", "/goals/3/"]
    for _time in range(STRANGE):
        request = strange(chance, paths)
        began = time.monotonic()
        try:
            status, body = sent(portal.base, *request)
        except (OSError, HTTPException) as error:
            # gunicorn hangs up on what is no HTTP.
            status, body = 400, repr(error).encode()
        load.slowest = max(load.slowest, time.monotonic() - began)
        load.answers[status] += 1
        if status >= 500 or b"Traceback" in body or b"django" in body.lower():
            load.failures.append(f"{request}: {status}")
    report.append(load)

    assert load.failures == []
    assert {200, 404, 405} <= set(load.answers)
    log = portal.log.read_text()
    assert '"trace"' not in log, log[log.index('"trace"') - 500 :][:2000]
    assert len(portal.workers()) == 2


def test_requests_that_are_too_large(portal):
    """More than anybody means is refused, or answered for what it means, at once."""
    large = "x" * 200_000
    with readers(portal.base, portal.pages(), "oversized requests", times=6) as load:
        assert asked(portal.base, f"/search/?q={large}")[0] == 200
        assert asked(portal.base, f"/{large}")[0] == 404
        assert asked(portal.base, "/", **{"X-Large": large})[0] == 431
        assert asked(portal.base, "/", **{f"X-{n}": "1" for n in range(200)})[0] == 431
        assert posted(portal.base, "/quote/", b"q=" + b"x" * 50_000_000) == 413
        assert posted(portal.base, "/staff/login/", b"login=" + b"x" * 50_000_000) in (
            400,
            403,
            413,
        )
        time.sleep(SECONDS)
    assert load.failures == []


def test_slow_clients(portal, tmp_path):
    """They wait at nginx, which the deployment puts in front, and hold no thread of the portal."""
    port, plain, host = nginx.free_port(), nginx.free_port(), urlsplit(portal.base).netloc
    config = nginx.shipped(
        "nginx.conf",
        {
            "/var/cache/nginx/gpg": f"{tmp_path}/kept",
            "/etc/ssl/gpg/fullchain.pem": f"{tmp_path}/certificate.pem",
            "/etc/ssl/gpg/privkey.pem": f"{tmp_path}/key.pem",
            "server unix:/run/gpg/gunicorn.sock": f"server {host}",
            "proxy_set_header Host $host;": f"proxy_set_header Host {host};",
            "listen 443 ssl http2": f"listen 127.0.0.1:{port}",
            "listen 80;": f"listen 127.0.0.1:{plain};",
        },
    )
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=gpg.example.org", "-keyout", tmp_path / "key.pem"),
            *("-out", tmp_path / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    pages = portal.pages()
    front = f"http://127.0.0.1:{port}"
    with nginx.running(config, tmp_path / "nginx", port):
        slow = [drip(port, place) for place in range(200)]
        with readers(front, pages, "200 slow clients at nginx", times=len(slow)) as load:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                # nginx hangs up after a while: then another comes.
                slow = [client if sends(client) else renewed(client, port) for client in slow]
                time.sleep(0.5)
        for client in slow:
            client.close()
    assert load.failures == []
    assert load.slowest < 5


def strange(chance, paths):
    """Method, path, query and headers of a request that nobody means."""
    path = chance.choice(paths)
    for _time in range(chance.randrange(3)):
        parts = path.split("/")
        place = chance.randrange(len(parts))
        parts[place] = chance.choice(
            [
                chance.choice(PARTS),
                parts[place] + chance.choice(PARTS),
                "".join(chance.choices(string.printable.strip(), k=chance.randrange(12))),
                chance.choice(chance.choice(paths).split("/")),
            ]
        )
        path = "/".join(parts)
    path = quote(path if path.startswith("/") else f"/{path}", safe="/%.~+\\-")
    pairs = [
        f"{quote(chance.choice(NAMES))}={quote(chance.choice([*PARTS, *VALUES]), safe='%')}"
        for _time in range(chance.randrange(4))
    ]
    headers = {
        chance.choice(HEADERS): chance.choice(VALUES).encode("utf-8")
        for _time in range(chance.randrange(3))
    }
    return chance.choice(METHODS), path, "&".join(pairs), headers


def sent(base, method, path, query, headers):
    host = urlsplit(base)
    connection = HTTPConnection(host.hostname, host.port, timeout=30)
    try:
        connection.putrequest(method, f"{path}?{query}" if query else path)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Connection", "close")
        connection.endheaders()
        if "Content-Length" in headers:
            # Less than was said: the client hangs up.
            connection.sock.shutdown(socket.SHUT_WR)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def posted(base, path, body):
    """The status of the answer to a body that the portal need not read to its end."""
    host = urlsplit(base)
    with socket.create_connection((host.hostname, host.port), timeout=60) as client:
        client.sendall(
            f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        with contextlib.suppress(OSError):
            client.sendall(body)
        return int(client.recv(64).split()[1])


def drip(port, place):
    """A client that never comes to the end of its request."""
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(f"GET /2023/?{place} HTTP/1.1\r\nHost: gpg.example.org\r\nX-Slow: ".encode())
    return client


def sends(client):
    """Sends one byte more; whether anybody listens."""
    try:
        client.send(b"x")
    except OSError:
        return False
    return True


def renewed(client, port):
    client.close()
    return drip(port, 0)
