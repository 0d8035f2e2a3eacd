"""Headers on every answer, and the promise that the public side can't write."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from goals.languages import ENGLISH, OF_DESK, speaking, split

GetResponse = Callable[[HttpRequest], HttpResponse]

PAGE = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=604800"
# What was found, what moved, and that there is no such thing.
_LASTING = (200, 301, 302, 304, 404, 410)

READING_METHODS = ("GET", "HEAD", "OPTIONS")
# A text to look up that is too long for an address. It is read like an address, and not kept.
QUESTIONS_BY_POST = ("/quote/",)

# Nothing here asks for a sensor, a camera or a payment, so no embedded page may either.
_PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


class LanguageMiddleware:
    """Answers in the language of the address, whatever a browser prefers: a link says the same to
    everybody.

    Django's own would let public answers vary by `Accept-Language`, of which none depends. The desk
    has its own words as its reader's browser prefers them; what it shows of the content, saves, and
    leads to, is in English.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, _path = split(request.path_info)
        with speaking(language):
            if not request.path_info.startswith(settings.STAFF_PREFIX):
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", language)
                return response
            preferred = translation.get_language_from_request(request)
            with translation.override(OF_DESK.get(preferred, ENGLISH)):
                response = self.get_response(request)
            patch_vary_headers(response, ["Accept-Language"])
            return response


class SecurityHeadersMiddleware:
    """The policy in SECURE_CSP, and headers that Django 5.2 has no setting for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": "; ".join(
                f"{directive} {' '.join(sources)}"
                for directive, sources in settings.SECURE_CSP.items()
            ),
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": _PERMISSIONS_POLICY,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class CacheControlMiddleware:
    """Says of every answer whether it may be kept: what is public by all, for a moment.

    A browser asks each time, and mostly learns that it has the page already; a cache in front of us
    asks once a minute, and goes on with what it has while we can't answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_public = (
            request.method in ("GET", "HEAD")
            and response.status_code in _LASTING
            and not request.path.startswith(settings.STAFF_PREFIX)
        )
        response.headers.setdefault("Cache-Control", PAGE if is_public else "no-store")
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses what is for one reader alone."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        # What is public is compressed where it is held, in front of Django.
        if "public" in response.headers.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)


def refused(method: str | None, path: str) -> HttpResponse | None:
    """The answer to a request of a public address that is no question; None for one that is.

    The one exception asks a question by POST, because the question is long.
    """
    may_post = split(path)[1] in QUESTIONS_BY_POST
    if method in ("GET", "HEAD") or (may_post and method == "POST"):
        return None
    allow = {"Allow": ", ".join((*READING_METHODS, *(("POST",) if may_post else ())))}
    if method == "OPTIONS":
        return HttpResponse(status=204, headers=allow)
    sentence = _("This address can only be read: use GET, HEAD or OPTIONS.")
    return HttpResponse(
        f"{sentence}\n", status=405, headers=allow, content_type="text/plain; charset=utf-8"
    )


class ReadOnlyMiddleware:
    """Answers nothing but GET, HEAD and OPTIONS outside the staff's addresses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STAFF_PREFIX):
            return self.get_response(request)
        return refused(request.method, request.path) or self.get_response(request)
