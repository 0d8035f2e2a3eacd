"""The data dictionary: every field and column of our data, made from the typed dictionaries."""

import datetime
import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, TypedDict

from goals import answers
from goals import data as goals_data
from goals.data import tables as goals_tables
from goals.languages import english
from goals.outline import Frame
from goals.tables import Table
from gpg_site import changes, sources
from gpg_site import data as site_data
from gpg_site import tables as site_tables
from gpg_site.manifest import Manifest
from gpg_site.missing import MissingPage
from gpg_site.search import page as search
from gpg_site.search import quote_page
from themes import data as themes_data
from themes.data import tables as themes_tables

from . import columns, edition_csv, glossary, workbook
from .edition import EditionDocument


class FieldMeaning(TypedDict):
    """A field or column: its type in words, what it means, and whether it is INTERPOL's words."""

    name: str
    kind: str
    meaning: str
    is_official: bool


class RecordMeaning(TypedDict):
    """A kind of object in JSON."""

    name: str
    meaning: str
    fields: list[FieldMeaning]


class TableMeaning(TypedDict):
    """A CSV file, or a sheet of a workbook."""

    name: str
    columns: list[FieldMeaning]


class PageMeaning(TypedDict):
    """A page as JSON: the name of its view, and the record that it is besides `meta`."""

    view: str
    record: str


class DataDictionary(TypedDict):
    """All of it; `edition` names the record of a whole edition, besides `meta`."""

    pages: list[PageMeaning]
    edition: str
    records: list[RecordMeaning]
    lists: list[TableMeaning]
    edition_csv: TableMeaning
    sheets: list[TableMeaning]


# What makes the dictionary of each page, by the name of its view.
PAGES: dict[str, Callable[..., Any]] = {
    "home": site_data.home_page,
    "about": site_data.plain_page,
    "accessibility": site_data.accessibility_page,
    "sources": sources.sources_page,
    "source": sources.source_page,
    "changes": changes.changes_page,
    "search": search.search_page,
    "quote": quote_page.quote_page,
    "goals:edition": goals_data.edition_page,
    "goals:goal_list": goals_data.goal_list_page,
    "goals:goal": goals_data.goal_page,
    "goals:objective": goals_data.objective_page,
    "goals:crosswalk": goals_data.crosswalk_page,
    "goals:compare": goals_data.comparison_page,
    "goals:compare_goal": goals_data.goal_comparison_page,
    "goals:sdg_list": goals_data.sdg_list_page,
    "goals:sdg": goals_data.sdg_page,
    "goals:topic_list": goals_data.topic_list_page,
    "goals:topic": goals_data.topic_page,
    "themes:theme_list": themes_data.theme_list_page,
    "themes:theme": themes_data.theme_page,
    "themes:commitment": themes_data.commitment_page,
    "themes:matrix": themes_data.matrix_page,
}
# The tables of pages that are lists, by the name of the view.
LISTS: dict[str, Table] = {
    "goals:goal_list": goals_tables.GOAL_LIST,
    "themes:theme_list": themes_tables.THEME_LIST,
    "goals:crosswalk": goals_tables.CROSSWALK,
    "themes:matrix": themes_tables.MATRIX,
    "goals:sdg_list": goals_tables.SDG_LIST,
    "goals:sdg": goals_tables.SDG,
    "goals:topic_list": goals_tables.TOPIC_LIST,
    "goals:topic": goals_tables.TOPIC,
    "goals:compare": goals_tables.COMPARE,
    "goals:compare_goal": goals_tables.COMPARE_GOAL,
    "sources": site_tables.SOURCES,
    "changes": site_tables.CHANGES,
}
_KINDS: dict[object, str] = {
    str: "text",
    int: "number",
    bool: "true or false",
    datetime.date: "date",
    datetime.datetime: "time",
    type(None): "null",
}


def data_dictionary() -> DataDictionary:
    """Every record and table with all fields and columns; KeyError where one has no meaning yet."""
    shapes = page_shapes()
    return {
        "pages": [{"view": view, "record": shape.__name__} for view, shape in shapes.items()],
        "edition": EditionDocument.__name__,
        "records": [record_meaning(shape) for shape in records()],
        "lists": [table_meaning(table) for table in LISTS.values()],
        "edition_csv": table_meaning(edition_csv.EDITION),
        "sheets": [table_meaning(sheet, f"sheet {sheet.name}") for sheet in workbook.SHEETS],
    }


def page_shapes() -> dict[str, type]:
    """The typed dictionary of each page, by the name of its view."""
    # Which are made of this module's.
    from gpg_site.api.page import api_group_page, api_page

    from .guide import data_page

    about_it = {"data": data_page, "api": api_page, "api_group": api_group_page}
    return {
        view: next(shape for shape in _shapes(typing.get_type_hints(make)["return"]))
        for view, make in {**PAGES, **about_it}.items()
    }


def records() -> list[type]:
    """Every typed dictionary that stands in our JSON, those of pages first, then by name."""
    return shapes_of(*page_shapes().values(), EditionDocument, MissingPage, Manifest, answers.Meta)


def shapes_of(*outer: type) -> list[type]:
    """These typed dictionaries, then all that stand in them, by name."""
    found: dict[type, None] = dict.fromkeys(outer)
    queue = list(found)
    while queue:
        for hint in fields_of(queue.pop()).values():
            new = [shape for shape in _shapes(hint) if shape not in found]
            found |= dict.fromkeys(new)
            queue += new
    inner = [shape for shape in found if shape not in outer]
    return [*outer, *sorted(inner, key=lambda shape: shape.__name__)]


def fields_of(shape: type) -> dict[str, Any]:
    """The fields of a typed dictionary as JSON has them, each with its type: without its frame."""
    hints = typing.get_type_hints(shape)
    return {name: hint for name, hint in hints.items() if hint is not Frame}


def kind(hint: Any) -> str:
    """A type in words: `list of GoalRef`, `number or null`."""
    if hint in _KINDS:
        return _KINDS[hint]
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return f"list of {kind(parts[0])}"
    if origin is dict:
        return f"{kind(parts[1])} by name"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(kind(part) for part in parts)
    name: str = hint.__name__
    return name


def _shapes(hint: Any) -> list[type]:
    """The typed dictionaries that a type is made of."""
    if typing.is_typeddict(hint):
        return [hint]
    return [shape for part in typing.get_args(hint) for shape in _shapes(part)]


def record_meaning(shape: type) -> RecordMeaning:
    """What a typed dictionary and its fields mean; KeyError where one has no meaning yet."""
    return {
        "name": shape.__name__,
        # A typed dictionary without words of its own has those of `dict`.
        "meaning": "" if shape.__doc__ is None else english(inspect.cleandoc(shape.__doc__)),
        "fields": [
            {
                "name": name,
                "kind": kind(hint),
                "meaning": _meaning(glossary.FIELDS, shape.__name__, name),
                "is_official": f"{shape.__name__}.{name}" in glossary.OFFICIAL,
            }
            for name, hint in fields_of(shape).items()
        ],
    }


def table_meaning(table: Table, name: str = "") -> TableMeaning:
    """What the columns of a table mean, which is explained by `name`, or else by its own."""
    return {
        "name": table.name,
        "columns": [
            {
                "name": column,
                "kind": "text",
                "meaning": _meaning(columns.COLUMNS, name or table.name, column),
                "is_official": column in columns.OFFICIAL_COLUMNS,
            }
            for column in table.columns
        ],
    }


def _meaning(meanings: dict[str, str], owner: str, name: str) -> str:
    return english(meanings.get(f"{owner}.{name}") or meanings[name])
