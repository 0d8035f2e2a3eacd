"""The lists of this app as tables."""

from collections.abc import Iterator

from goals.data.tables import PROVISION_COLUMNS, Row, provision_row
from goals.tables import IN_ENGLISH, Table

from .matrix import MatrixPage
from .pages import ThemeListPage


def _theme_list(page: ThemeListPage) -> Iterator[Row]:
    for each in page["themes"]:
        theme: Row = {
            "year": each["theme"]["year"],
            "theme": each["theme"]["number"],
            "theme_title": each["theme"]["title"],
        }
        if not each["commitments"]:
            yield {**theme, "url": each["theme"]["url"]}
        for commitment in each["commitments"]:
            yield {**theme, **provision_row(commitment)}


THEME_LIST = Table("themes", ("year", "theme", "theme_title", *PROVISION_COLUMNS), _theme_list)


def _matrix(page: MatrixPage) -> Iterator[Row]:
    """A row for each topic that a goal and a theme share."""
    for row in page["rows"]:
        for cell in row["cells"]:
            for shared in cell["topics"]:
                yield {
                    "year": row["goal"]["year"],
                    "goal": row["goal"]["number"],
                    "short_title": row["goal"]["short_title"],
                    "theme": cell["theme"]["number"],
                    "theme_title": cell["theme"]["title"],
                    "topic": shared["topic"]["name"],
                    "objectives": [ref["code"] for ref in shared["objectives"]],
                    "commitments": [ref["code"] for ref in shared["commitments"]],
                }


MATRIX = Table(
    "matrix",
    (
        "year",
        "goal",
        "short_title",
        "theme",
        "theme_title",
        "topic",
        "objectives",
        "commitments",
        IN_ENGLISH,
    ),
    _matrix,
)
