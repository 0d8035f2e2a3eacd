"""PDF and pictures as answers: kept while the content stays, and the same for everyone."""

from collections.abc import Callable
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from goals.models import Edition

from .typeset import kept

Make = Callable[..., bytes | None]

# Any site may show a picture or load a document; what they say may be five minutes old.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def document(
    request: HttpRequest, edition: Edition, make: Make, **numbers: int
) -> HttpResponseBase:
    """A PDF of one of `paper`'s functions, which is named as its address when it is saved."""
    root = request.build_absolute_uri("/").removesuffix("/")
    response = _answer(request, lambda: make(edition, **numbers, root=root), "application/pdf")
    name = request.path.strip("/").removeprefix("data/gpg-").replace("/", "-")
    response.headers["Content-Disposition"] = f'inline; filename="gpg-{name}"'
    return response


def picture(request: HttpRequest, edition: Edition, make: Make, **numbers: int) -> HttpResponseBase:
    """A social card of one of `social`'s functions."""
    return _answer(request, lambda: make(edition, **numbers), "image/png")


def _answer(
    request: HttpRequest, make: Callable[[], bytes | None], content_type: str
) -> HttpResponseBase:
    # By its whole address, since that is printed in it: the same page of another host is another.
    made = kept.file(request.build_absolute_uri(request.path), make)
    if made is None:
        raise Http404
    whole = HttpResponse(made, content_type=content_type)
    etag = f'"{sha256(made).hexdigest()}"'
    response = get_conditional_response(request, etag, None, whole) or whole
    for name, value in {**HEADERS, "ETag": etag}.items():
        response.headers[name] = value
    return response
