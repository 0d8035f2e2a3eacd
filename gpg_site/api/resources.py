"""What stands at the public addresses, by group, in all its forms.

Only what nothing else says is said here. Which forms a page has is read from the addresses that
there are, and what it says from its typed dictionary.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from goals.answers import LABELS, MEDIA_TYPES
from goals.tables import Table
from gpg_site.data_files.dictionary import LISTS, page_shapes
from gpg_site.data_files.edition import EditionDocument
from gpg_site.data_files.edition_csv import EDITION
from gpg_site.data_files.formats import FORMATS
from gpg_site.manifest import Manifest

from .routes import routes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

JSON = MEDIA_TYPES["json"]
# What stands below a page: its label and its media type.
CARD_FORMS: dict[str, tuple["str | _StrPromise", str]] = {
    "card.png": ("PNG", "image/png"),
    "card.pdf": (_("PDF on one page"), MEDIA_TYPES["pdf"]),
}


class Form(NamedTuple):
    """One form of a resource. `operation` names it for programs.

    JSON of ours has a record, CSV a table. What `leads_on` answers with an address of the current
    edition alone.
    """

    operation: str
    path: str
    label: "str | _StrPromise"
    media_type: str
    record: str = ""
    table: Table | None = None
    leads_on: bool = False


class Resource(NamedTuple):
    """Something that can be asked for, in several forms.

    `values` are those of the parameters of its path, in order, with which it can be tried; `asked`
    names the parameters of the question that it answers.
    """

    name: str
    summary: "_StrPromise"
    forms: tuple[Form, ...]
    values: tuple[int | str, ...] = ()
    asked: tuple[str, ...] = ()


class Group(NamedTuple):
    name: str
    title: "_StrPromise"
    resources: tuple[Resource, ...]


def _page(
    view: str,
    summary: "_StrPromise",
    *values: int | str,
    asked: tuple[str, ...] = (),
    current: str = "",
) -> Resource:
    """A page by the name of its view, in every form that it is routed in.

    The path without an edition leads on to that of the current one; it is `current`, or else the
    page's own, where nothing else stands there.
    """
    known = routes()
    name = view.rpartition(":")[2]
    stem = next(path for path, of in known.items() if of == view)[:-1] or "/index"
    undated = stem.removeprefix("/{edition}")
    if not current and not known.get(f"{undated}/"):
        current = undated
    endings = [
        ending
        for ending in MEDIA_TYPES
        # Every page has an address for a table of it, and a list alone answers there.
        if f"{stem}.{ending}" in known and (ending != "csv" or view in LISTS)
    ]
    forms = [_form(view, name, stem, ending) for ending in endings]
    forms += [
        Form(f"{name}_{card.replace('.', '_')}", f"{stem}/{card}", *of_card)
        for card, of_card in CARD_FORMS.items()
        if f"{stem}/{card}" in known
    ]
    if current and current != stem:
        forms += [
            _form(view, f"current_{name}", current, ending)._replace(leads_on=True)
            for ending in endings
            if f"{current}.{ending}" in known
        ]
    return Resource(name, summary, tuple(forms), values, asked)


def _form(view: str, name: str, stem: str, ending: str) -> Form:
    return Form(
        f"{name}_{ending.replace('.', '_')}",
        f"{stem}.{ending}",
        LABELS[ending],
        MEDIA_TYPES[ending].partition(";")[0],
        record=page_shapes()[view].__name__ if ending == "json" else "",
        table=LISTS[view] if ending == "csv" else None,
    )


def _file(
    path: str, media_type: str, summary: "_StrPromise", record: str = "", *asked: str
) -> Resource:
    """What is no form of a page, by its path."""
    name, label = routes()[path], path.rpartition(".")[2].upper()
    return Resource(name, summary, (Form(name, path, label, media_type, record),), (), asked)


def _whole_editions() -> Resource:
    forms = tuple(
        Form(
            f"whole_edition_{each.extension}",
            f"/data/gpg-{{edition}}.{each.extension}",
            each.label,
            each.media_type.partition(";")[0],
            record=EditionDocument.__name__ if each.extension == "json" else "",
            table=EDITION if each.extension == "csv" else None,
        )
        for each in FORMATS
    )
    summary = _("A whole edition, with everything that this portal says of it")
    return Resource("whole_edition", summary, forms, (2023,))


@cache
def groups() -> tuple[Group, ...]:
    """Everything public that is no page to be read in a browser."""
    return (
        Group(
            "editions",
            _("Editions"),
            (
                _page("goals:edition", _("An edition: its words, its goals, its themes"), 2023),
                _whole_editions(),
                _file(
                    "/data/gpg-all.zip",
                    "application/zip",
                    _("All editions in all formats, with what each file is and its SHA-256 sum"),
                ),
            ),
        ),
        Group(
            "goals",
            _("Goals"),
            (
                _page("goals:goal_list", _("The goals of an edition with their objectives"), 2023),
                _page("goals:goal", _("A goal, its objectives, and what it bears on"), 2023, 3),
                _page(
                    "goals:objective",
                    _("An objective: its words, its topics, what it was and became"),
                    *(2023, 3, 2),
                ),
            ),
        ),
        Group(
            "themes",
            _("Themes"),
            (
                _page("themes:theme_list", _("The themes of an edition with commitments"), 2023),
                _page("themes:theme", _("A theme, its commitments, the goals near it"), 2023, 4),
                _page("themes:commitment", _("A commitment: its words, its topics"), 2023, 4, 1),
                _page("themes:matrix", _("The goals of an edition by its themes"), 2023),
            ),
        ),
        Group(
            "sdgs",
            _("SDGs"),
            (
                _page("goals:sdg_list", _("The SDGs, and the goals that bear on each")),
                _page("goals:sdg", _("An SDG, and what is stated or read of it and the goals"), 16),
                _page("goals:crosswalk", _("The goals of an edition by SDGs"), 2023),
            ),
        ),
        Group(
            "topics",
            _("Topics"),
            (
                _page("goals:topic_list", _("The topics")),
                _page("goals:topic", _("A topic, and all that is about it"), "terrorism"),
            ),
        ),
        Group(
            "comparisons",
            _("Comparisons"),
            (
                _page(
                    "goals:compare",
                    _("Two editions side by side, the earlier first"),
                    *(2017, 2023),
                    current="/compare",
                ),
                _page("goals:compare_goal", _("A goal in two editions"), 2017, 2023, 3),
            ),
        ),
        Group(
            "search",
            _("Search and quotations"),
            (
                _page(
                    "search",
                    _("Units that answer a question, the best first"),
                    asked=("q", "edition", "kind", "topic", "goal", "page"),
                ),
                _file(
                    "/search/suggest.json",
                    JSON,
                    _("Units for what somebody types, in the form of OpenSearch suggestions"),
                    "",
                    "q",
                ),
                _page("quote", _("What each sentence of a text is, and whose"), asked=("text",)),
            ),
        ),
        Group(
            "portal",
            _("This portal"),
            (
                _page("home", _("The current edition in short")),
                _page("sources", _("The documents that the content rests on")),
                _page("source", _("The stored text of a document, block by block"), "gpg-2023"),
                _page("changes", _("What was edited, the newest first"), asked=("log_page",)),
                _file("/changes.atom", "application/atom+xml", _("The newest changes as a feed")),
                _file(
                    "/permalinks.json",
                    JSON,
                    _("Every address ever published, and what became of it"),
                    Manifest.__name__,
                ),
                _page("data", _("What there is as data, and what its fields mean")),
                _page("api", _("The groups of this description")),
                _page("api_group", _("A group of this description"), "goals"),
                _file("/openapi.json", JSON, _("This description for programs (OpenAPI 3.1)")),
                _page("about", _("About this portal")),
                _page("accessibility", _("On accessibility, and whom to tell")),
                _file("/sitemap.xml", "application/xml", _("The pages, for search engines")),
                _file("/llms.txt", "text/plain", _("The contents, for language models")),
                _file("/robots.txt", "text/plain", _("What robots may read")),
                _file(
                    "/.well-known/security.txt",
                    "text/plain",
                    _("Whom to tell of a fault, where this portal names somebody"),
                ),
                _file(
                    "/opensearch.xml",
                    "application/opensearchdescription+xml",
                    _("What a browser needs to add the search to its own"),
                ),
            ),
        ),
    )
