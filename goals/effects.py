"""What a change of content changes in public: pages, addresses, statements and data.

A change is done, looked at and undone: two states of the content are compared, whatever made one
of the other.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from .models import Permalink, SdgLink
from .states import OWN, Row, State

# As many pages as are read at a glance; the others are counted.
SHOWN = 6


class Statement(NamedTuple):
    """A link between a goal and an SDG, and whether it is added, changed or removed."""

    name: str
    kind: str


@dataclass(frozen=True)
class Effects:
    """What changes in public; empty where nothing does."""

    pages: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    years: tuple[int, ...] = ()
    lists: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return any(astuple(self))

    @property
    def shown_pages(self) -> tuple[str, ...]:
        return self.pages[:SHOWN]

    @property
    def further_pages(self) -> int:
        return len(self.pages[SHOWN:])

    @property
    def shown_added(self) -> tuple[str, ...]:
        return self.added[:SHOWN]

    @property
    def further_added(self) -> int:
        return len(self.added[SHOWN:])

    @property
    def digest(self) -> str:
        """A short name of these effects and no others: who confirms it has seen them."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def effects(before: State, after: State) -> Effects:
    """What is another in public after a change than before it."""
    pages: dict[str, None] = {}
    statements: dict[str, str] = {}
    years: set[int] = set()
    lists: set[str] = set()
    for row, state, changed in _changed_rows(before, after):
        wide = not changed <= OWN
        pages |= dict.fromkeys(state.pages(row, wide=wide))
        years.update(state.years(row))
        if not state.years(row):
            lists.add(str(row.model._meta.verbose_name_plural))
            if wide:
                # Its words stand in the data of each edition that has a use for it.
                tied = filter(state.is_public, state.tied_to(row))
                years.update(year for other in tied for year in state.years(other))
        for each in state.reached(row):
            if each.model is SdgLink:
                statements[str(state.instance(each))] = _kind(each, before, after)
    old, new = before.register, after.register
    moved = {path: new[path][1] for path in new if new[path] != old.get(path) and new[path][1]}
    added = [path for path in new if path not in old and path not in (*moved, *moved.values())]
    gone = {*moved, *(path for path in old if path not in new)}
    return Effects(
        pages=tuple(page for page in pages if page not in added and page not in gone),
        added=tuple(added),
        moved=tuple(moved.items()),
        withdrawn=tuple(
            path for path in new if new[path] != old.get(path) and new[path][0] == "withdrawn"
        ),
        statements=tuple(Statement(*each) for each in statements.items()),
        years=tuple(sorted(years)),
        lists=tuple(sorted(lists)),
    )


def foresee(action: Callable[[], Any]) -> Effects:
    """What `action` would change in public: it is done, looked at and undone."""
    with transaction.atomic():
        before = State()
        try:
            with transaction.atomic():
                action()
        except (ProtectedError, RestrictedError, ValidationError):
            return Effects()
        found = effects(before, State())
        transaction.set_rollback(True)
    return found


def _changed_rows(before: State, after: State) -> Iterable[tuple[Row, State, set[str]]]:
    """Each row that differs, in the state that shows it, with the fields that differ."""
    for row in dict.fromkeys((*before.rows, *after.rows)):
        old, new = before.rows.get(row, {}), after.rows.get(row, {})
        if row.model is Permalink or old == new:
            continue
        changed = {name for name in {**old, **new} if old.get(name) != new.get(name)}
        if after.is_public(row):
            yield row, after, changed
        elif before.is_public(row):
            yield row, before, changed


def _kind(row: Row, before: State, after: State) -> str:
    if not before.is_public(row):
        return "added"
    return "changed" if after.is_public(row) else "removed"
