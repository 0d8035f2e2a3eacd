"""The copy: from page to page, each address asked once, until no link leads to anything new."""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from goals.languages import languages, prefix, speaking, split
from gpg_site import data
from gpg_site.page_cache import NOWHERE
from gpg_site.views import nowhere

from . import asking, folder, links, units
from .addresses import addresses

_SCRIPT = Path(__file__).with_name("search.js")


class ExportError(Exception):
    """A page that is promised and does not answer."""


class Broken(NamedTuple):
    """A link that leads nowhere, and the page that it stands on."""

    page: str
    link: str


@dataclass
class Copy:
    """What has been copied. `pages` has every page by its address, `others` all other
    addresses; `size` is that of all files in bytes. `languages` are those that are copied: links to
    the other ones lead to the site."""

    origin: str
    into: Path
    languages: Collection[str]
    pages: dict[str, links.Page] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    size: int = 0

    @property
    def files(self) -> int:
        return len(self.pages) + len(self.others)

    def broken(self) -> list[Broken]:
        """The links that lead to what is not there, or to no place in it."""
        return [
            Broken(address, link)
            for address, page in self.pages.items()
            for link in dict.fromkeys(page.links)
            if not self._has(link)
        ]

    def put(self, address: str, content: bytes) -> None:
        folder.put(self.into, links.file_of(address), content)
        self.size += len(content)

    def put_page(
        self, address: str, html: str, href: Callable[[str], str] | None = None
    ) -> list[str]:
        """Writes a page with its links as `links.as_file` does; gives the addresses that it leads
        to."""

        def lead(own: str) -> str:
            if not self._speaks(own):
                return f"{self.origin}{own}"
            return href(own) if href else links.between_files(address, own)

        page = links.as_file(html, address, self.origin, lead)
        page = page._replace(links=[link for link in page.links if self._speaks(link)])
        self.put(address, page.html.encode())
        self.pages[address] = page
        return [links.asked_for(link) for link in page.links]

    def _speaks(self, link: str) -> bool:
        return split(links.asked_for(link))[0] in self.languages

    def _has(self, link: str) -> bool:
        address, fragment = urldefrag(link)
        address = links.asked_for(address)
        if address in self.pages:
            return not fragment or fragment in self.pages[address].ids
        return address in self.others


def export(origin: str, into: Path, spoken: Collection[str]) -> Copy:
    """Replaces the folder `into` by a copy of the site, as it is at `origin`: scheme and host.

    It is in the languages that are `spoken`, English among them.
    """
    with folder.replaced(into) as new:
        copy = Copy(origin, new, spoken)
        promised = addresses(spoken)
        made = [address for address in MADE if split(address)[0] in spoken]
        waiting = deque(dict.fromkeys([*promised, *made]))
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            for link in _copied(copy, address, is_promised=address in promised):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)
        return copy


def _copied(copy: Copy, address: str, *, is_promised: bool) -> list[str]:
    """Copies what is at an address; gives the addresses that it leads to."""
    if address.startswith(settings.STATIC_URL):
        found = _static(address)
    else:
        found = MADE.get(address, asking.answer)(address, copy.origin)
    if found.status_code in (301, 302):
        return _led_on(copy, address, found.headers["Location"])
    if found.status_code != (404 if _is_nowhere(address) else 200):
        if is_promised:
            raise ExportError(f"{address} is a public address, and answers {found.status_code}.")
        return []
    if not found.headers["Content-Type"].startswith("text/html"):
        copy.put(address, found.content)
        copy.others.add(address)
        return []
    return copy.put_page(address, found.text, _anywhere(copy, address))


def _led_on(copy: Copy, address: str, target: str) -> list[str]:
    """A file can't redirect: a small page leads on. Data has its own address alone."""
    if not address.endswith("/"):
        return []
    where = {
        "origin": copy.origin,
        "target": target,
        "file": links.between_files(address, target),
    }
    with speaking(split(address)[0]):
        page = render_to_string("site/leads_on.html", where)
    return copy.put_page(address, page)


def _is_nowhere(address: str) -> bool:
    """Whether it is the page for all addresses that lead nowhere, in whatever language."""
    return split(address)[1] == NOWHERE


def _anywhere(copy: Copy, address: str) -> Callable[[str], str] | None:
    """A server shows one page for whatever it does not find, however deep: only complete addresses
    lead on from there, and static files are at the root of the host or not at all."""
    if not _is_nowhere(address):
        return None
    return lambda own: own if own.startswith(settings.STATIC_URL) else f"{copy.origin}{own}"


def _static(address: str) -> HttpResponse:
    path = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)
    if not path.is_file():
        return HttpResponse(status=404)
    return HttpResponse(path.read_bytes(), content_type="application/octet-stream")


def _nowhere(address: str, origin: str) -> HttpResponse:
    # Not by way of the portal, which would note that somebody missed a page.
    with speaking(split(address)[0]):
        return nowhere(asking.request(address, origin))


def _staff(address: str, origin: str) -> HttpResponse:
    return render(asking.request(address, origin), "site/staff_elsewhere.html", data.plain_page())


def _units(address: str, origin: str) -> HttpResponse:
    with speaking(split(address)[0]):
        return HttpResponse(units.script(), content_type="text/javascript")


def _search(address: str, origin: str) -> HttpResponse:
    return HttpResponse(_SCRIPT.read_bytes(), content_type="text/javascript")


# What a copy has of its own, by address.
MADE: dict[str, Callable[[str, str], HttpResponse]] = {
    **{f"{prefix(language)}{NOWHERE}": _nowhere for language in languages()},
    settings.STAFF_PREFIX: _staff,
    **{f"{prefix(language)}/search/units.js": _units for language in languages()},
    **{f"{prefix(language)}/search/search.js": _search for language in languages()},
}
