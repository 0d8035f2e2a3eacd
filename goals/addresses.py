"""Addresses as ready strings, for pages that link to a hundred units.

Each is what the model's `get_absolute_url` answers (a test holds the two together); here one
reversal serves all pages.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from .languages import language, prefix


@dataclass(frozen=True)
class Addresses:
    """The public addresses below `root`, which ends with a slash."""

    root: str

    @classmethod
    def here(cls) -> "Addresses":
        """Below the home page of the language in use."""
        return _below(language(), get_script_prefix())

    def at(self, path: str) -> str:
        """The address here of what the register of permalinks knows as `path`."""
        return f"{self.root}{path[1:]}"

    def in_english(self, address: str) -> str:
        """The same address in English."""
        return f"{get_script_prefix()}{address.removeprefix(self.root)}"

    def edition(self, year: int) -> str:
        return f"{self.root}{year}/"

    def undated(self, address: str, year: int) -> str:
        """The same address without its edition: it leads to whatever is current."""
        return address.replace(self.edition(year), self.root, 1)

    def goals(self, year: int) -> str:
        return f"{self.root}{year}/goals/"

    def goal(self, year: int, number: int) -> str:
        return f"{self.root}{year}/goals/{number}/"

    def crosswalk(self, year: int) -> str:
        return f"{self.root}{year}/sdgs/"

    def objective(self, year: int, goal: int, number: int) -> str:
        return f"{self.root}{year}/goals/{goal}/objectives/{number}/"

    def themes(self, year: int) -> str:
        return f"{self.root}{year}/themes/"

    def matrix(self, year: int) -> str:
        return f"{self.root}{year}/matrix/"

    def theme(self, year: int, number: int) -> str:
        return f"{self.root}{year}/themes/{number}/"

    def commitment(self, year: int, theme: int, number: int) -> str:
        return f"{self.root}{year}/themes/{theme}/commitments/{number}/"

    def sdg(self, number: int, year: int | None = None) -> str:
        """An SDG's page; with a year, that edition's part of it."""
        return f"{self.root}sdgs/{number}/" + (f"#edition-{year}" if year else "")

    def comparison(self, one: int, other: int, goal: int | None = None) -> str:
        """Two editions side by side, the earlier first; with a number, that goal of both."""
        root = f"{self.root}compare/{min(one, other)}/{max(one, other)}/"
        return f"{root}goals/{goal}/" if goal else root

    def source(self, key: str, block: int | None = None) -> str:
        """A source's stored text; with a number, that block of it."""
        return f"{self.root}about/sources/{key}/" + (f"#b{block}" if block else "")

    def topic(self, slug: str, year: int | None = None) -> str:
        """A topic's page; with a year, that edition's part of it."""
        return f"{self.root}topics/{slug}/" + (f"#edition-{year}" if year else "")


def in_language(address: str, language: str) -> str:
    """An address in English, in another language."""
    mount = get_script_prefix()
    return f"{mount[:-1]}{prefix(language)}/{address.removeprefix(mount)}"


# A page asks some twenty times.
@lru_cache(maxsize=32)
def _below(language: str, mount: str) -> Addresses:
    return Addresses(reverse("home"))
