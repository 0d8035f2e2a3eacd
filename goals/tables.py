"""A page as a table of rows: which columns it has, and how its dictionary becomes rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """`rows` makes rows of a page's dictionary; what a row lacks stays empty in its column."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[dict[str, object]]]
