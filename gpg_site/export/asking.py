"""Asking the portal within this process, as a reader would by the web."""

from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse


class Request(WSGIRequest):
    """A reader's request whose answer becomes a file.

    Templates ask for `as_files` where a file can't do what a server does.
    """

    as_files = True

    def get_host(self) -> str:
        # Whoever makes the copy says where it is to be found: no name is to be refused.
        return str(self.META["HTTP_HOST"])


def request(address: str, origin: str) -> Request:
    site, asked = urlsplit(origin), urlsplit(address)
    return Request(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": asked.path,
            "QUERY_STRING": asked.query,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )


def answer(address: str, origin: str) -> HttpResponse:
    """What the site answers at an address, as if it stood at `origin`. No exception passes: where
    a view fails the answer has the status 500."""
    found = _handler().get_response(request(address, origin))
    assert isinstance(found, HttpResponse), address
    return found


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
