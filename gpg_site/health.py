"""What a machine asks of the portal: does it live, and can it do all of its work?"""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .models import ContentVersion

TEXT = "text/plain; charset=utf-8"


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Without its database it still serves every public page."""
    return _answer("ok")


def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too; else 503."""
    try:
        ContentVersion.current()
    except DatabaseError:
        return _answer("The database does not answer.", status=503)
    return _answer("ok")


def _answer(said: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(f"{said}\n", status=status, content_type=TEXT)
    answer.headers["Cache-Control"] = "no-store"
    return answer
