"""Which addresses lead somewhere, so that any other is answered without looking for it."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from goals.addresses import Addresses
from goals.answers import page_and_form
from goals.codes import Code
from goals.languages import split
from goals.units import parse

from .manifest import public_addresses

# Addresses of the program that the manifest has no page for.
_BESIDES = ("goals:compare_current", "suggest", "opensearch", "security", "alive", "ready")


def known_addresses() -> frozenset[str]:
    """Every address in English that leads to a page or on to one, without those that `is_known`
    derives."""
    paths = [entry["path"] for entry in public_addresses()]
    return frozenset(
        [
            *paths,
            *(reverse(name) for name in _BESIDES),
            *(f"{Addresses.here().root}{name}/" for name in ("goals", "themes")),
            *(address for path in paths for address in _others(path)),
        ]
    )


def is_known(path: str, addresses: Collection[str]) -> bool:
    """Whether `path` is one of the addresses in any language, such a one without its last slash, or
    a form that a page might have. Django may still answer that there is none."""
    _language, path = split(path)
    return path in addresses or f"{path}/" in addresses or page_and_form(path)[0] in addresses


def leading_to(path: str) -> Iterator[str]:
    """What leads to a unit's address: the same without its edition, and its code with and without.

    Those of older editions are among them: their units may be gone from the current one, and then
    their goal answers.
    """
    unit = parse(path)
    if unit is None or not unit.year or unit.kind in ("edition", "page"):
        return
    here = Addresses.here()
    yield here.undated(path, unit.year)
    if unit.parent and unit.number:
        code = Code(unit.kind == "commitment", unit.parent, unit.number)
        yield f"{here.root}{code}/"
        yield f"{here.edition(unit.year)}{code}/"


def _others(path: str) -> Iterator[str]:
    for address in leading_to(path):
        yield address
        # Codes are read in either letter case.
        yield address.replace("/T", "/t")
    match path.split("/"):
        case ["", "compare", earlier, later, *rest]:
            # The later edition first is turned round.
            yield "/".join(["", "compare", later, earlier, *rest])
