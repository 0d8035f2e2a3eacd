"""What the portal says of its work: one JSON object a line, and nothing of who asked for what."""

import io
import json
import logging
import os
import re
import socket
import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gpg_site.logs import JsonFormatter, RequestMiddleware, shown
from tests.serving import serving

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ID = "0123-the-proxy-s-id"


@pytest.fixture
def said():
    """All that is logged, as lines that are read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def record(name, message, *arguments, fault=None):
    information = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, information)


def line(*given, **also):
    text = JsonFormatter().format(record(*given, **also))
    assert "\n" not in text
    return json.loads(text)


def test_a_line_says_when_how_grave_who_and_what():
    found = line("gpg_site.keeping", "The pages could not be kept: %s", "disk\nfull")

    assert MOMENT.fullmatch(found.pop("time"))
    assert found == {
        "level": "error",
        "logger": "gpg_site.keeping",
        "message": "The pages could not be kept: disk\nfull",
    }


def test_a_fault_is_told_with_its_trace_and_without_the_rows_that_broke_a_rule():
    words = "duplicate key\nDETAIL:  Key (username)=(j.doe) already exists.\n"
    try:
        raise IntegrityError(words)
    except IntegrityError as error:
        try:
            raise RuntimeError("not saved") from error
        except RuntimeError as outer:
            trace = line("django.request", "%s: %s", "Failed", "/", fault=outer)["trace"]

    assert "IntegrityError: duplicate key\nDETAIL: left out\n" in trace
    assert trace.endswith("RuntimeError: not saved")
    assert "test_logs.py" in trace
    assert "j.doe" not in trace


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        (
            "django.security.DisallowedHost",
            "Invalid HTTP_HOST header: 'evil.example'.",
            "Refused: DisallowedHost",
        ),
        ("gunicorn.error", "Invalid request from ip=192.0.2.7: 'GET /?q=a'", "Invalid request"),
        ("gunicorn.error", "Error handling request GET /?q=a", "Error handling request"),
        ("gunicorn.error", "Booting worker with pid: 7", "Booting worker with pid: 7"),
    ],
)
def test_words_of_others_are_cut_where_they_tell_of_a_reader(name, words, message):
    found = line(name, words, fault=ValueError(words) if "security" in name else None)

    assert found["message"] == message
    assert "trace" not in found


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/2023/goals/1/", "/2023/goals/1/"),
        ("/staff/preview/2031:1tAbCd:key/goals/1/", "/staff/preview/…/goals/1/"),
        ("/staff/preview/2031:1tAbCd:key", "/staff/preview/…"),
        ("/" + "a" * 500, "/" + "a" * 199),
    ],
)
def test_a_path_is_logged_without_keys_and_bounded(path, logged):
    assert shown(path) == logged


@pytest.mark.django_db
def test_a_request_has_one_line_with_how_it_was_answered(client, world, said):
    client.get("/2023/goals/9/?q=secret", headers={"X-Request-Id": ID, "User-Agent": "Lynx"})

    (found,) = said()
    assert MOMENT.fullmatch(found.pop("time"))
    assert 0 < found.pop("ms") < 60_000
    assert found == {
        "level": "info",
        "logger": "gpg_site.requests",
        "message": "Answered",
        "request_id": ID,
        "method": "GET",
        "path": "/2023/goals/9/",
        "status": 404,
    }


@pytest.mark.django_db
def test_a_fault_has_the_id_of_its_request(world, said, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("gpg_site.data.home_page", fail)
    answer = Client(raise_request_exception=False).get("/?q=secret", headers={"X-Request-Id": ID})

    fault, answered = said()
    assert (fault["message"], fault["path"], fault["request_id"]) == (
        "Internal Server Error",
        "/",
        ID,
    )
    assert fault["trace"].endswith("RuntimeError: broken")
    assert (answered["status"], answered["request_id"]) == (500, ID)
    assert answer.headers["X-Request-Id"] == ID


def answer(given, cache_control):
    def view(request):
        return HttpResponse(headers={"Cache-Control": cache_control})

    headers = {} if given is None else {"X-Request-Id": given}
    return RequestMiddleware(view)(RequestFactory().get("/", headers=headers)).headers


@pytest.mark.parametrize(
    "given", [None, "short", "a" * 65, "a b c d e f", "id\nwith a line", "é" * 9]
)
def test_an_id_that_is_none_is_replaced(given):
    first, second = (answer(given, "no-store")["X-Request-Id"] for _time in range(2))

    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first not in (second, given)


def test_what_a_shared_cache_keeps_has_no_id():
    assert "X-Request-Id" not in answer(ID, "public, max-age=0")
    assert answer(ID, "no-store")["X-Request-Id"] == ID


def test_pages_that_are_made_ready_are_no_requests(said):
    request = RequestFactory().get("/")
    del request.META["REMOTE_ADDR"]

    RequestMiddleware(lambda request: HttpResponse())(request)

    assert said() == []


def ask(address, **headers):
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers={"User-Agent": "Somebody's browser", **given})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except HTTPError as answer:
        return answer.code


def test_a_running_portal_says_all_in_this_form_and_nothing_of_readers(tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gpg_site.settings",
        "GPG_VAR_DIR": str(tmp_path / "var"),
    }
    with serving(environment, tmp_path / "log") as portal:
        # Without a database, so that every page is a fault.
        assert ask(f"{portal}/2023/goals/1/?q=a+question", X_Request_Id=ID) == 503
        assert ask(f"{portal}/staff/preview/2031:the-key/?q=a+question") == 503
        assert ask(f"{portal}/", Host="evil.example") == 400
        with socket.create_connection(("127.0.0.1", urlsplit(portal).port)) as raw:
            raw.sendall(b"G\x01T /?q=a+question HTTP/1.1\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 400 ")

    text = (tmp_path / "log").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(MOMENT.fullmatch(line["time"]) for line in lines)
    of_one = [line for line in lines if line.get("request_id") == ID]
    assert [(line["logger"], line.get("status")) for line in of_one] == [
        ("django.request", None),
        ("gpg_site.requests", 503),
    ]
    assert "OperationalError: unable to open database file" in of_one[0]["trace"]
    words = {line["message"] for line in lines}
    assert {"Refused: DisallowedHost", "Invalid request", "Shutting down: Master"} <= words
    for private in ("question", "the-key", "Somebody", "evil.example", "ip="):
        assert private not in text
