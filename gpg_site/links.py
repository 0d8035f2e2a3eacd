"""The addresses outside this portal that its pages lead to: where they stand, and what they answer.

`manage.py check_links` asks. No request to the portal ever does.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from . import content
from .logged import LOGGED, OFFICIAL, UNITS
from .models import OutsideLink

USER_AGENT = "GlobalPolicingGoals-check_links"
TIMEOUT = 10.0
_IN_TEXT = re.compile(r"https?://[^\s<>\"“”’\[\]]+")
_IN_TEMPLATE = re.compile(r'href="(https?://[^"{}]+)"')
# Of these answers to HEAD, nothing else would come of asking in the longer way.
_PLAIN_ANSWERS = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class Place(NamedTuple):
    """Where an address stands: a row of content by its public name, or a template."""

    name: str
    row: models.Model | None = None


class Answer(NamedTuple):
    """The status of the last answer, if there was one, and what is wrong with it, or nothing."""

    status: int | None
    error: str


def outside_links() -> dict[str, list[Place]]:
    """Every address outside that the content and the templates name, and where each stands."""
    found: dict[str, list[Place]] = {}
    for url, place in (*_in_content(), *_in_templates()):
        if place not in found.setdefault(url, []):
            found[url].append(place)
    return found


def in_text(text: str) -> list[str]:
    """The web addresses in a text, without the punctuation that follows them."""
    return [_trimmed(found[0]) for found in _IN_TEXT.finditer(text)]


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:!?'*")
    # A bracket that the address opened is its own, such as in a page of an encyclopedia.
    return _trimmed(url[:-1]) if url.endswith(")") and url.count(")") > url.count("(") else url


def _in_content() -> Iterator[tuple[str, Place]]:
    parts = {logged.model: logged.unit for logged in LOGGED if logged.unit}
    for model in content.MODELS:
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            # What a document says is quoted, and is no link of ours.
            and field.name not in OFFICIAL.get(model, ())
        ]
        if not fields:
            continue
        part = parts.get(model)
        unit_model: Any = model._meta.get_field(part).related_model if part else model
        unit = UNITS[unit_model]
        related = [part, *(f"{part}__{way}" for way in unit.related)] if part else unit.related
        for row in model._default_manager.select_related(*related):
            its_unit = getattr(row, part) if part else row
            place = Place(unit.name(its_unit), its_unit)
            for field in fields:
                value = getattr(row, field.attname)
                for url in [value] if isinstance(field, models.URLField) else in_text(value):
                    if url:
                        yield url, place


def _in_templates() -> Iterator[tuple[str, Place]]:
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.glob("**/*.html")):
        for url in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            yield url, Place(str(path.relative_to(folder)))


def check() -> Iterator[OutsideLink]:
    """Asks every address once and keeps what it answered; what stands nowhere now is forgotten."""
    urls = list(outside_links())
    OutsideLink.objects.exclude(url__in=urls).delete()
    for url in urls:
        answer = ask(url)
        # Kept at once: nobody waits in a transaction for an answer from far away.
        with transaction.atomic():
            link, _is_new = OutsideLink.objects.update_or_create(
                url=url,
                defaults={
                    "checked_at": timezone.now(),
                    "status": answer.status,
                    "error": answer.error[:200],
                },
            )
        yield link


def ask(url: str, timeout: float = TIMEOUT) -> Answer:
    """What the web has at `url`: by HEAD, and by GET where HEAD is refused."""
    if not url.startswith(("http://", "https://")):
        return Answer(None, _("This is no address of the web: begin it with https://"))
    answer = _ask("HEAD", url, timeout)
    if answer.status is None or not answer.error or answer.status in _PLAIN_ANSWERS:
        return answer
    return _ask("GET", url, timeout)


def _ask(method: str, url: str, timeout: float) -> Answer:
    try:
        request = Request(iri_to_uri(url), method=method, headers={"User-Agent": USER_AGENT})
        with _opener().open(request, timeout=timeout) as response:
            return Answer(response.status, "")
    except HTTPError as error:
        error.close()
        return Answer(error.code, " ".join(f"{error.code} {error.reason}".split()))
    except URLError as error:
        return Answer(None, _("No answer: %(reason)s") % {"reason": error.reason})
    except TimeoutError:
        return Answer(None, _("No answer in time."))
    except (OSError, HTTPException, ValueError) as error:
        return Answer(None, _("No answer: %(reason)s") % {"reason": error or type(error).__name__})


def _opener() -> OpenerDirector:
    """Follows redirects on the web, and opens no file or other thing that an address may name."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPRedirectHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
