"""What the running portal says of its work: JSON on standard error, one object a line.

Nothing in it tells who asked, or what for: no address of a reader, no browser, no question, no
name, no key of a preview. A line that was written while a request was answered has its id.
"""

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

requests = logging.getLogger("gpg_site.requests")

ID_HEADER = "X-Request-Id"
# An id that a proxy gave. Any other is replaced, so that nobody writes into the log what he likes.
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# No address of ours is as long; what somebody makes up is cut.
_MOST_OF_A_PATH = 200
# Whoever has this part of an address can read a draft.
_KEY = re.compile(r"(?<=/staff/preview/)[^/]+")

# The words of gunicorn before it names a reader's address or the whole address that was asked for.
_OF_GUNICORN = re.compile(r"Invalid request|Error handling request")
# The rows that PostgreSQL quotes when it refuses one, up to the end of the error.
_ROWS = re.compile(r"^DETAIL: .*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)

# What is being answered: id, method and path of the request.
_request: ContextVar[dict[str, Any] | None] = ContextVar("request", default=None)


class JsonFormatter(logging.Formatter):
    """A record as one line: time (UTC), level, logger, message, then what is known of the request
    (request_id, method, path, status, ms) and of the fault (trace)."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message(record),
            **(_request.get() or {}),
            **getattr(record, "answered", {}),
        }
        if record.exc_info and record.exc_info[1] and not is_refusal(record):
            trace = "".join(traceback.format_exception(record.exc_info[1]))
            said["trace"] = _ROWS.sub("DETAIL: left out", trace).rstrip()
        return json.dumps(said)


def message(record: logging.LogRecord) -> str:
    """The record's words, without those of others that tell of a reader."""
    if is_refusal(record):
        return f"Refused: {record.name.rpartition('.')[2]}"
    if record.name == "django.request":
        # The path is beside it, without the key of a preview.
        return str(record.args[0]) if isinstance(record.args, tuple) and record.args else "Failed"
    said = record.getMessage()
    if record.name.startswith("gunicorn") and (begins := _OF_GUNICORN.match(said)):
        return begins[0]
    return said


def is_refusal(record: logging.LogRecord) -> bool:
    """Whether Django refused a request. Its words repeat what was: a name, a header, a form."""
    return record.name.startswith("django.security")


class RequestMiddleware:
    """Gives every request an id, and says how it was answered.

    The id is the proxy's, or made here, and is sent back in X-Request-Id; not with what a shared
    cache may keep, which would give one reader's id to all others. Pages that are answered in front
    of Django come not so far: the proxy's own log has them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        given = request.headers.get(ID_HEADER, "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        here = {"request_id": request_id, "method": request.method, "path": shown(request.path)}
        token = _request.set(here)
        try:
            response = self.get_response(request)
            if "REMOTE_ADDR" in request.META:
                # Else nobody asked: the portal makes its pages ready.
                taken = round((time.perf_counter() - began) * 1000, 1)
                answered = {"status": response.status_code, "ms": taken}
                requests.info("Answered", extra={"answered": answered})
        finally:
            _request.reset(token)
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers[ID_HEADER] = request_id
        return response


def shown(path: str) -> str:
    """A path as it may stand in a log."""
    return _KEY.sub("…", path)[:_MOST_OF_A_PATH]


def configuration(*, readable: bool = False) -> dict[str, Any]:
    """The configuration of Python's logging, for LOGGING; `readable` by people at a terminal
    instead."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": f"{__name__}.JsonFormatter"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "plain" if readable else "json",
            }
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "gpg_site": {"level": "INFO"},
            # Django mails errors to ADMINS when DEBUG is off; a process under gunicorn says them
            # aloud.
            "django": {"level": "WARNING", "handlers": []},
            # What is not found or refused has its line already.
            "django.request": {"level": "ERROR"},
        },
    }
