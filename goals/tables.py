"""A page as a table of rows: which columns it has, and how its dictionary becomes rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .languages import English

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

    def cells(self, page: Any) -> Iterable[list[object]]:
        """The rows of a page, in the order of the columns."""
        for row in self.rows(page):
            assert set(row) <= set(self.columns), set(row) - set(self.columns)
            told = {
                **row,
                IN_ENGLISH: [name for name in self.columns if _in_english(row.get(name))],
            }
            yield [told.get(name) for name in self.columns]


def _in_english(value: object) -> bool:
    return any(
        isinstance(part, English) for part in (value if isinstance(value, list) else [value])
    )
