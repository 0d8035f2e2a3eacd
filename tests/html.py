"""Reading a page as a test needs it: links, ids, headings, head, and what must not be there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
JSON_LD = {"type": "application/ld+json"}


@dataclass
class Page:
    """What a page holds. `json_ld` are its blocks of data for machines, `texts` the folded texts
    of elements by class name, `spoken` those of all pieces of text in the page's body, each with
    the language that it is marked to be in; `in_languages` has the address of the page by language.
    `headers` and `cookies` are those of the answer, where it was one."""

    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    description: str = ""
    canonical: str = ""
    resources: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    landmarks: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    spoken: list[tuple[str, str]] = field(default_factory=list)
    in_languages: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(html)
        self._open: list[tuple[str, list[str], list[str]]] = []
        self._languages: list[str] = [""]

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        page = self.page
        if tag == "a" and "href" in found:
            page.links.append(found["href"])
        if "id" in found:
            page.ids.append(found["id"])
        if tag == "meta" and found.get("name") == "description":
            page.description = found["content"]
        if tag == "link":
            if found["rel"] == "canonical":
                page.canonical = found["href"]
            elif "hreflang" in found:
                page.in_languages[found["hreflang"]] = found["href"]
            # What a browser may add to its own searches, other forms of the page, and what
            # describes it to programs, are loaded for no page.
            elif found["rel"] not in ("search", "alternate", "service-desc"):
                page.resources.append(found["href"])
        if "src" in found:
            page.resources.append(found["src"])
        if tag in {"header", "nav", "main", "footer", "aside"}:
            page.landmarks.append(tag)
        # Nothing inline: no style, no handler, no script or style with text of its own. Data of
        # exactly one type may be there, which a browser does not run.
        page.inline += [f"{tag} {name}" for name in found if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in found and found != JSON_LD):
            page.inline.append(tag)
        if tag not in VOID:
            self._open.append((tag, (found.get("class") or "").split(), []))
            self._languages.append(found.get("lang") or self._languages[-1])

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        opened, classes, parts = self._open.pop()
        self._languages.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        if tag == "script" and parts:
            self.page.json_ld.append("".join(parts))
        text = " ".join("".join(parts).split())
        if tag == "h1":
            self.page.headings.append(text)
        if tag == "title":
            self.page.title = text
        for name in classes:
            self.page.texts.setdefault(name, []).append(text)

    def handle_data(self, data):
        for _tag, _classes, parts in self._open:
            parts.append(data)
        tags = [tag for tag, _classes, _parts in self._open]
        if "body" in tags and tags[-1] != "script" and (text := " ".join(data.split())):
            self.page.spoken.append((self._languages[-1], text))


def read(html: str) -> Page:
    """The page that `html` is; AssertionError if an element is closed by another's tag."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    assert not reader._open, f"not closed: {[tag for tag, *_rest in reader._open]}"
    return reader.page


def table(html: str) -> list[list[str]]:
    """The folded texts of the cells of a page's one table, by row."""
    (inner,) = re.findall(r"<table\b.*?</table>", html, re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]*>", "", text).split())
            for _tag, text in re.findall(r"<(t[hd])\b[^>]*>(.*?)</\1>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", inner, re.DOTALL)
    ]
