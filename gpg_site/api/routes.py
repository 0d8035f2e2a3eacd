"""The public addresses as templates, `/{edition}/goals/{number}.json`, from the URL patterns."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

from goals.languages import ENGLISH, speaking

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> dict[str, str]:
    """Every public address in English by its template, with the name of its view, or nothing."""
    return {
        path: view
        for path, view in _below(get_resolver())
        if not path.startswith(settings.STAFF_PREFIX)
    }


def in_every_language() -> set[str]:
    """The templates of the addresses that stand below the prefix of each language too."""
    resolver = next(
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and isinstance(each.pattern, LocalePrefixPattern)
    )
    return {path for path, _view in _below(resolver)}


def parameters(path: str) -> list[str]:
    """The names of the parameters in a template, in order."""
    return re.findall(r"{(\w+)}", path)


def _below(
    resolver: URLResolver, before: str = "/", namespace: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        path = before + _PART.sub(r"{\1}", _route(pattern))
        if isinstance(pattern, URLPattern):
            yield path, f"{namespace}{pattern.name}" if pattern.name else ""
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, path, inner)


def _route(pattern: URLPattern | URLResolver) -> str:
    # Its text is that of whatever language is in use.
    with speaking(ENGLISH):
        return str(pattern.pattern)
