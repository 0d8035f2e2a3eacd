"""What a request asks for, read from its WSGI environment before Django sees it."""

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http.request import split_domain_port, validate_host

from goals.answers import page_path
from goals.languages import split

Environ = dict[str, Any]

# The parameters that a page reads, in the order of their canonical address. No other page reads
# any, and no page any other: what else stands in a query changes nothing.
PARAMETERS = {
    "/search/": ("q", "edition", "kind", "topic", "goal", "page"),
    "/search/suggest.json": ("q",),
    "/quote/": ("q",),
    "/changes/": ("page",),
}
# So many characters of host, path and query are remembered with what they ask for.
REMEMBERED = 500
# Django is asked for the whole page, whatever part or form of it a reader wants, and whoever wants
# it.
_OF_THE_READER = (
    "CONTENT_LENGTH",
    "CONTENT_TYPE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_COOKIE",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)
# Answers to questions, of which there are as many as readers can think of.
QUESTIONS = ("/search/", "/search/suggest.json", "/quote/")


class Asked(NamedTuple):
    """An address by its parts. `query` has the parameters that the page reads, in their order."""

    origin: str
    path: str
    query: str

    @property
    def address(self) -> str:
        """The whole address, the same for all that ask for the same."""
        return f"{self.origin}{self.path}?{self.query}" if self.query else self.origin + self.path

    @property
    def is_question(self) -> bool:
        return bool(self.query) and page_of(self.path) in QUESTIONS

    def environ(self, given: Environ | None = None) -> Environ:
        """The environment of a request for it: that of a reader's without what is the reader's, or
        one of our own."""
        environ = {**given} if given else {}
        for name in _OF_THE_READER:
            environ.pop(name, None)
        if not given:
            setup_testing_defaults(environ)
        scheme, _colon, host = self.origin.partition("://")
        return environ | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "HTTP_HOST": host,
            "wsgi.url_scheme": scheme,
        }


def asked(environ: Environ) -> Asked | None:
    """What is asked for; None where only Django may answer.

    That is anything but GET and HEAD, the staff's side, static files, a host that is not ours, and
    http where readers come by https.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    given = (
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
    )
    # Most readers ask for what others asked for; what is longer than any address of ours is not
    # remembered, so that nobody fills the memory with it.
    read = _read if sum(map(len, given)) < REMEMBERED else _read.__wrapped__
    return read(is_secure(environ), *given)


@lru_cache(maxsize=4096)
def _read(secure: bool, host: str, path: str, given: str) -> Asked | None:
    if settings.SECURE_SSL_REDIRECT and not secure:
        return None
    if path.startswith((settings.STAFF_PREFIX, settings.STATIC_URL)):
        return None
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return None
    origin = settings.ORIGIN or f"{'https' if secure else 'http'}://{host.lower()}"
    return Asked(origin, path, query(path, given))


@receiver(setting_changed)
def _forget(**_said: object) -> None:
    """Settings change in tests."""
    _read.cache_clear()


def query(path: str, given: str) -> str:
    """The query string in its one form: what the page reads of it, the last of each, in order."""
    names = PARAMETERS.get(page_of(path), ()) if given else ()
    if not names:
        return ""
    try:
        values = dict(parse_qsl(given, max_num_fields=100, errors="replace"))
    except ValueError:
        # More fields than anybody means.
        return ""
    return urlencode([(name, values[name]) for name in names if values.get(name)])


def page_of(path: str) -> str:
    """The page that a path is of, which may be its own, in whatever language."""
    _language, page = split(path)
    return page if page in PARAMETERS else page_path(page)


def is_secure(environ: Environ) -> bool:
    """Whether the reader came by https, to us or to the proxy in front."""
    header, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    said = environ.get(header) if header else None
    if said is not None:
        return str(said).partition(",")[0].strip() == value
    return bool(environ.get("wsgi.url_scheme") == "https")
