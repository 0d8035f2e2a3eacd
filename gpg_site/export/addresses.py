"""What a copy begins with: every address that is promised. The rest is what these lead to."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from goals.addresses import Addresses
from goals.codes import Code
from goals.models import Permalink
from goals.outline import outline
from goals.units import parse
from gpg_site.manifest import public_addresses


def addresses() -> list[str]:
    """Every address of the manifest, those that lead on to one of them, and where to report a
    fault, if that is said."""
    here = Addresses.here()
    entries = public_addresses()
    found = [entry["path"] for entry in entries]
    for entry in entries:
        # What stood at a moved address is known without its edition by where it is now.
        if entry["state"] != Permalink.State.MOVED:
            found += _leading_to(entry["path"])
    frame = outline().frame()
    if frame["current"]:
        found += [f"{here.root}goals/", f"{here.root}themes/"]
    if frame["compare_url"]:
        found.append(reverse("goals:compare_current"))
    if settings.CONTACT:
        found.append(reverse("security"))
    return list(dict.fromkeys(found))


def _leading_to(path: str) -> Iterator[str]:
    """The addresses of a unit without its edition, and by its code. Those of older editions are
    among them: their units may be gone from the current one, and then their goal answers."""
    unit = parse(path)
    if unit is None or not unit.year or unit.kind in ("edition", "page"):
        return
    here = Addresses.here()
    yield here.undated(path, unit.year)
    if unit.parent and unit.number:
        code = Code(unit.kind == "commitment", unit.parent, unit.number)
        yield f"{here.root}{code}/"
        yield f"{here.edition(unit.year)}{code}/"
