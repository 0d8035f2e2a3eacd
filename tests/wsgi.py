"""Asking a WSGI application as a server does."""

import zlib
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

import brotli


@dataclass(frozen=True)
class Answer:
    """What came back: `sent` is the body as it was sent, `body` without its compression. The names
    of headers are in small letters."""

    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def body(self) -> bytes:
        match self.headers.get("content-encoding"):
            case "gzip":
                return zlib.decompress(self.sent, wbits=31)
            case "br":
                return brotli.decompress(self.sent)
        return self.sent

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(application, address, method="GET", **more) -> Answer:
    """The answer to one request; `more` goes into its environment."""
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        **more,
    }
    setup_testing_defaults(environ)
    said = []

    def start_response(status, headers, exc_info=None):
        said[:] = int(status[:3]), headers

    body = application(environ, start_response)
    try:
        sent = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    status, headers = said
    names = [name.lower() for name, _value in headers]
    assert len(names) == len(set(names)), names
    return Answer(status, dict(zip(names, (value for _name, value in headers), strict=True)), sent)
