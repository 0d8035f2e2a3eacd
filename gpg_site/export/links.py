"""How an address of the site becomes a file, and a link between two pages one between two files.

A link is written relative to the file that it stands in, and names the file that it leads to, with
its `index.html`: so it works in a folder without a server, and below any address with one. This
module knows no Django.
"""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

# What the site's own templates write: every value between double quotes, every < and > of a text
# as an entity.
_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK = re.compile(r'(?<=\s)(href|src|action|content)="([^"]*)"')
_ID = re.compile(r'(?<=\s)id="([^"]*)"')
_COPY = re.compile(r"(?<=\s)data-copy(?=[\s>])")
_HREF = re.compile(r'(?<=\s)href="([^"]*)"')


class Page(NamedTuple):
    """A page as a file: `links` are the addresses of this site that it leads to, with their
    fragments, and `ids` what can be led to in it."""

    html: str
    links: list[str]
    ids: frozenset[str]


def asked_for(link: str) -> str:
    """The address that answers at a link. Of a question only the number of a page is left: there is
    a file for each page of a list, and none for each question."""
    parts = urlsplit(link)
    number = parse_qs(parts.query).get("page", [""])[0]
    return f"{parts.path}?page={number}" if number.isdecimal() else parts.path


def file_of(link: str) -> str:
    """The file, below the folder of the copy, of what answers at a link."""
    path, _mark, query = asked_for(link).partition("?")
    stem, ending = (path, "/index.html") if path.endswith("/") else posixpath.splitext(path)
    number = f"/{query.replace('=', '-')}" if query else ""
    return f"{stem.rstrip('/')}{number}{ending}".lstrip("/")


def between_files(here: str, link: str) -> str:
    """What leads from the file of the page at `here` to that of `link`: its question, which a
    script there may answer, and its fragment stay."""
    parts = urlsplit(link)
    path = posixpath.relpath(file_of(link), posixpath.dirname(file_of(here)) or ".")
    query = "" if parts.query == urlsplit(asked_for(link)).query else parts.query
    return parts._replace(path=path, query=query).geturl()


def as_file(html: str, address: str, origin: str, href: Callable[[str], str] | None = None) -> Page:
    """The page at `address` with its links as `href` writes them, or else between files.

    Complete addresses stay: a canonical one, say, is that of the site. So does what is worth
    copying to send it on.
    """
    links: list[str] = []

    def lead(value: str) -> str:
        if not (own := _own(value, address, origin)):
            return value
        links.append(own)
        if value.startswith(("#", origin)):
            return value
        return href(own) if href else between_files(address, own)

    def attribute(found: re.Match[str]) -> str:
        name, value = found[1], unescape(found[2])
        if name == "content" and not value.startswith(f"{origin}/"):
            return found[0]
        return f'{name}="{escape(lead(value))}"'

    def tag(found: re.Match[str]) -> str:
        text = found[0]
        if _COPY.search(text) and (to := _HREF.search(text)):
            text = _COPY.sub(lambda _copy: f'data-copy="{origin}{to[1]}"', text)
        return _LINK.sub(attribute, text)

    ids = frozenset(unescape(name) for part in _TAG.findall(html) for name in _ID.findall(part))
    return Page(_TAG.sub(tag, html), links, ids)


def _own(value: str, address: str, origin: str) -> str:
    """The address on this site that a link at `address` leads to, or nothing."""
    whole = urljoin(f"{origin}{address}", value)
    return whole.removeprefix(origin) if whole.startswith(f"{origin}/") else ""
