"""What a search engine may read of a page: schema.org as JSON-LD, from the page's dictionary.

Every page below home tells its language and its breadcrumbs. A goal, objective, theme or commitment
is a term whose description is its official words, an edition the set of them, and both an edition
and the page about the data are a dataset with its files. This module knows no Django.

Source: https://schema.org/ on DefinedTerm, DefinedTermSet, Dataset, WebPage and BreadcrumbList. A
term has neither a language nor a source there: its page and its set have, and the document is about
it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
# The media type of a file, and its address from the root.
File = tuple[str, str]

# No text in it can end the element that it stands in.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Head:
    """What the head of a page says: the names of the site and of the page, its description and its
    language.

    `root` is the address of the home page, and `origin` goes before every address.
    """

    site: str
    title: str
    description: str
    language: str
    origin: str
    root: str
    address: str


def block(found: list[Node]) -> str:
    """The nodes as JSON-LD for the inside of a script element; nothing if there are none."""
    if not found:
        return ""
    whole = {"@context": "https://schema.org", "@graph": found}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def nodes(page: Mapping[str, Any], head: Head, edition_files: Iterable[File] = ()) -> list[Node]:
    """What the page is. `edition_files` are the files of an edition, on its own page."""
    found = _page(page["frame"]["trail"], head)
    match page:
        case {"cite": {"kind": "edition"}}:
            found += [_term_set(page, head), _edition_data(page, head, edition_files)]
        case {"cite": _}:
            found.append(_term(page, head))
        case {"archive_url": archive, "files": formats}:
            files = [
                (form["media_type"], edition["url"])
                for form in formats
                for edition in form["editions"]
            ]
            files.append(("application/zip", archive))
            found.append(_dataset(head.site, head, files))
    return found


def _page(trail: list[dict[str, str]], head: Head) -> list[Node]:
    """The page, and where it stands: the links above it, which it shows, and itself. Nothing of
    the first page."""
    if head.address == head.root:
        return []
    steps = [*trail, {"label": head.title, "url": head.address}]
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step["label"],
            "item": head.origin + step["url"],
        }
        for position, step in enumerate(steps, start=1)
    ]
    return [
        {
            "@type": "WebPage",
            "name": head.title,
            "url": head.origin + head.address,
            "inLanguage": head.language,
        },
        {"@type": "BreadcrumbList", "itemListElement": items},
    ]


def _term(page: Mapping[str, Any], head: Head) -> Node:
    work, frame, words = page["cite"], page["frame"], page["in_language"]
    # A goal has a short title, which is ours.
    short = page["goal"]["short_title"] if work["kind"] == "goal" else ""
    return {
        "@type": "DefinedTerm",
        "name": f"{work['label']}: {short}" if short else work["label"],
        "termCode": work["code"],
        "description": words["translation"] if words["status"] == "official" else work["title"],
        "url": head.origin + head.address,
        "inDefinedTermSet": head.origin + frame["edition"]["url"],
        "subjectOf": _document(page["source"], head),
    }


def _term_set(page: Mapping[str, Any], head: Head) -> Node:
    edition = page["edition"]
    return {
        "@type": "DefinedTermSet",
        "name": edition["title"],
        "alternateName": page["cite"]["code"],
        "description": head.description,
        "url": head.origin + edition["url"],
        "inLanguage": page["cite"]["language"],
        "isBasedOn": _document(edition["source"], head),
    }


def _document(source: Mapping[str, str], head: Head) -> Node:
    """A source document, by its place among the sources; with its own address if it has one."""
    return {
        "@type": "CreativeWork",
        "@id": f"{head.origin}{head.root}about/sources/#{source['key']}",
        "name": source["title"],
        "publisher": {"@type": "Organization", "name": source["publisher"]},
        **({"url": source["url"]} if source["url"] else {}),
    }


def _edition_data(page: Mapping[str, Any], head: Head, files: Iterable[File]) -> Node:
    edition = page["edition"]
    return {
        **_dataset(f"{head.site}, {page['cite']['label']}", head, files),
        **({"datePublished": edition["published_on"]} if edition["published_on"] else {}),
        "isBasedOn": {"@id": _document(edition["source"], head)["@id"]},
    }


def _dataset(name: str, head: Head, files: Iterable[File]) -> Node:
    return {
        "@type": "Dataset",
        "name": name,
        "description": head.description,
        "url": head.origin + head.address,
        "license": f"{head.origin}{head.root}data/#terms",
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": head.origin + address,
            }
            for media_type, address in files
        ],
    }
