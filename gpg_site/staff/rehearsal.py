"""What publishing an edition, or taking it back, will change in public: tried out, and undone."""

from collections.abc import Callable
from typing import NamedTuple, TypedDict

from django.db import transaction
from django.urls import reverse

from goals.addresses import Addresses
from goals.models import Edition

from .. import manifest, undated


class Turn(TypedDict):
    """An address without an edition, and where it leads before and after; empty: nowhere."""

    path: str
    before: str
    after: str


class Effects(TypedDict):
    """What an act changes in public: the year of the current edition, or None, and addresses."""

    current_before: int | None
    current_after: int | None
    appearing: list[str]
    vanishing: list[str]
    turns: list[Turn]


class _Seen(NamedTuple):
    current: int | None
    addresses: set[str]
    turns: dict[str, str]


def effects(edition: Edition, act: Callable[[Edition], None]) -> Effects:
    """What `act` on this edition will change. It is done and undone within one transaction, so
    that nothing is foretold but what happens. Raises what `act` raises."""
    with transaction.atomic():
        undated_paths = _undated_paths(edition)
        before = _look(undated_paths)
        act(Edition.objects.get(pk=edition.pk))
        after = _look(undated_paths)
        transaction.set_rollback(True)
    return {
        "current_before": before.current,
        "current_after": after.current,
        "appearing": sorted(after.addresses - before.addresses),
        "vanishing": sorted(before.addresses - after.addresses),
        "turns": [
            {"path": path, "before": before.turns[path], "after": after.turns[path]}
            for path in undated_paths
            if before.turns[path] != after.turns[path]
        ],
    }


def _look(undated_paths: list[str]) -> _Seen:
    current = Edition.objects.current()
    return _Seen(
        current.year if current else None,
        {entry["path"] for entry in manifest.public_addresses()},
        {path: undated.leads_to(path) for path in undated_paths},
    )


def _undated_paths(edition: Edition) -> list[str]:
    """The addresses without an edition of all that is in this edition or in a public one."""
    here = Addresses.here()
    paths = {f"{reverse('home')}goals/": None, f"{reverse('home')}themes/": None}
    for one in [edition, *Edition.objects.published().exclude(pk=edition.pk)]:
        _own, *below = one.addresses()
        paths |= {here.undated(address, one.year): None for address in below}
    return list(paths)
