"""Every public address of the site: the register of permalinks, and the pages of no unit."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypedDict

from django.urls import reverse

from goals.models import Permalink
from goals.outline import Outline, outline

from .data_files.formats import FORMATS, data_address
from .sources import public_sources


class Entry(TypedDict):
    """An address and its state; `target` is where it moved, `became` what took its place."""

    path: str
    state: str
    target: str
    became: list[str]
    reason: str


class Manifest(TypedDict):
    """Every address ever published, in order, as it is in English. The same page stands after the
    prefix of each language, `/ar`, `/es` and `/fr`, and what becomes of the one becomes of all."""

    permalinks: list[Entry]


def public_addresses() -> list[Entry]:
    """Every public address, in order."""
    rows = Permalink.objects.public().prefetch_related("became")
    whole = outline()
    here = whole.addresses
    entries: list[Entry] = [
        {
            "path": here.at(row.path),
            "state": row.state,
            "target": here.at(row.target) if row.target else "",
            "became": [here.at(other.path) for other in row.became.all()],
            "reason": row.reason,
        }
        for row in rows
    ]
    entries += [
        {"path": path, "state": "live", "target": "", "became": [], "reason": ""}
        for path in _pages(whole)
    ]
    return sorted(entries, key=lambda entry: entry["path"])


def one_a_line(entries: Iterable[Mapping[str, object]]) -> str:
    """The manifest as JSON in which a new address is one new line."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"permalinks": [\n{lines}\n]}}\n'


def _pages(whole: Outline) -> Iterator[str]:
    """The pages that the program gives a site and each edition: a new type is a line here."""
    from .api.resources import groups  # among which is this module's own

    for name in (
        "home",
        "about",
        "sources",
        "changes",
        "accessibility",
        "data",
        "api",
        "openapi",
        "changes_feed",
        "sitemap",
        "llms",
        "robots",
        "permalinks",
        "search",
        "quote",
        "all_editions",
    ):
        yield reverse(name)
    for group in groups():
        yield reverse("api_group", args=[group.name])
    for key in public_sources().exclude(text="").values_list("key", flat=True):
        yield whole.addresses.source(key)
    for name in ("goals:sdg_list", "goals:topic_list"):
        yield reverse(name)
    for edition in whole.editions:
        for each in FORMATS:
            yield data_address(edition["year"], each.extension)
        yield edition["goals_url"]
        yield whole.addresses.crosswalk(edition["year"])
        if edition["themes_url"]:
            yield edition["themes_url"]
            yield whole.addresses.matrix(edition["year"])
    for later, earlier in combinations(whole.editions, 2):
        numbers = {goal["number"] for goal in (*earlier["goals"], *later["goals"])}
        for number in (None, *sorted(numbers)):
            yield whole.addresses.comparison(earlier["year"], later["year"], number)
