"""The public addresses as templates, `/{edition}/goals/{number}.json`, from the URL patterns."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> dict[str, str]:
    """Every public address by its template, with the name of its view, or nothing."""
    found = dict(_below(get_resolver(), "/", ""))
    return {
        path: view for path, view in found.items() if not path.startswith(settings.STAFF_PREFIX)
    }


def parameters(path: str) -> list[str]:
    """The names of the parameters in a template, in order."""
    return re.findall(r"{(\w+)}", path)


def _below(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        path = before + _PART.sub(r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield path, f"{namespace}{pattern.name}" if pattern.name else ""
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, path, inner)
