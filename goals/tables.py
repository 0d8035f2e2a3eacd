"""A page as a table of rows: which columns it has, and how its dictionary becomes rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# The column of a page's table that names those which fall back to English in the row.
IN_ENGLISH = "in_english"


@dataclass(frozen=True)
class Table:
    """`rows` makes rows of a page's dictionary; what a row lacks stays empty in its column.

    A page's table has IN_ENGLISH as its last column: pages are in a language.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[dict[str, object]]]
