"""What a language model is told of the portal: each edition's structure, and where its data is.

The form is that of llmstxt.org: a title, a summary, and lists of links.
"""

from typing import TypedDict

from django.urls import reverse

from goals.answers import data_address
from goals.outline import Link, Outline, outline
from gpg_site.data_files.formats import FORMATS
from gpg_site.data_files.formats import data_address as edition_address
from themes.models import Theme, printed_title


class Noted(Link):
    """A link to data, and what is to be said of it."""

    note: str


class EditionContents(TypedDict):
    """An edition's parts as JSON, and the whole in each format."""

    year: int
    is_current: bool
    parts: list[Noted]
    files: list[Noted]


class Contents(TypedDict):
    editions: list[EditionContents]
    archive_url: str


def contents() -> Contents:
    whole = outline()
    themes = _themes(whole)
    return {
        "editions": [
            {
                "year": edition["year"],
                "is_current": edition["is_current"],
                "parts": [
                    *(
                        _noted(
                            f"{goal['number']}. {goal['title']}",
                            data_address(goal["url"], "json"),
                            goal["short_title"],
                        )
                        for goal in edition["goals"]
                    ),
                    *themes.get(edition["year"], []),
                ],
                "files": [
                    _noted(
                        each.label, edition_address(edition["year"], each.extension), str(each.use)
                    )
                    for each in FORMATS
                ],
            }
            for edition in whole.editions
        ],
        "archive_url": reverse("all_editions"),
    }


def _themes(whole: Outline) -> dict[int, list[Noted]]:
    """The themes of each public edition, by its year."""
    found: dict[int, list[Noted]] = {}
    rows = Theme.objects.public().order_by("edition__year", "number")
    for year, number, title in rows.values_list("edition__year", "number", "title"):
        address = data_address(whole.addresses.theme(year, number), "json")
        found.setdefault(year, []).append(_noted(printed_title(number, title), address, ""))
    return found


def _noted(label: str, url: str, note: str) -> Noted:
    # A bracket of ours within official words would end the text of the link.
    label = " ".join(label.replace("[", r"\[").replace("]", r"\]").split())
    return {"label": label, "url": url, "note": note}
