"""PDF and pictures as answers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from goals.answers import MEDIA_TYPES, data_answer, origin
from goals.models import Edition
from gpg_site.finished import finished

Make = Callable[..., bytes | None]


def document(request: HttpRequest, edition: Edition, make: Make, **numbers: int) -> HttpResponse:
    """A PDF of one of `documents`' functions, which is named as its address when it is saved."""
    body = _made(request, lambda: make(edition, **numbers, root=origin(request)))
    name = f"gpg-{request.path.strip('/').replace('/', '-')}"
    return data_answer(request, body, MEDIA_TYPES["pdf"], filename=name, is_shown=True)


def picture(request: HttpRequest, edition: Edition, make: Make, **numbers: int) -> HttpResponse:
    """A social card of one of `social`'s functions."""
    return data_answer(request, _made(request, lambda: make(edition, **numbers)), "image/png")


def _made(request: HttpRequest, make: Callable[[], bytes | None]) -> bytes:
    # By its whole address, since that is printed in it: the same page of another host is another.
    made = finished.file(request.build_absolute_uri(request.path), make)
    if made is None:
        raise Http404
    return made
