"""Which addresses lead somewhere, so that any other is answered without looking for it."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from goals.addresses import Addresses
from goals.answers import page_and_form
from goals.units import Unit, parse

from .manifest import public_addresses

# Addresses of one edition or none, where addresses begin that are read, not linked.
_ROOT = Addresses("/")
# Addresses of the program that the manifest has no page for.
_BESIDES = ("goals:compare_current", "suggest", "opensearch", "security", "alive", "ready")


def known_addresses() -> frozenset[str]:
    """Every address that leads to a page or on to one, without those that `is_known` derives."""
    paths = [entry["path"] for entry in public_addresses()]
    return frozenset(
        [
            *paths,
            *(reverse(name) for name in _BESIDES),
            _ROOT.root + "goals/",
            _ROOT.root + "themes/",
            *(address for path in paths for address in _others(path)),
        ]
    )


def is_known(path: str, addresses: Collection[str]) -> bool:
    """Whether `path` is one of the addresses, such a one without its last slash, or a form that a
    page might have. Django may still answer that there is none."""
    return path in addresses or f"{path}/" in addresses or page_and_form(path)[0] in addresses


def _others(path: str) -> Iterator[str]:
    """What else leads to the address: without its edition, by its code, or the other way round."""
    match path.split("/"):
        case ["", "compare", earlier, later, *rest]:
            yield "/".join(["", "compare", later, earlier, *rest])
    unit = parse(path)
    if unit is None or unit.year is None or unit.kind == "page":
        return
    yield _ROOT.undated(path, unit.year)
    for code in _codes(unit):
        for place in (f"/{code}", f"/{unit.year}/{code}"):
            yield from (place, f"{place}/")


def _codes(unit: Unit) -> tuple[str, ...]:
    place = f"{unit.parent}.{unit.number}"
    return {"objective": (place,), "commitment": (f"T{place}", f"t{place}")}.get(unit.kind, ())
