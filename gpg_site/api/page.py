"""The OpenAPI document read out for people: an overview, and a page for each group."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.languages import english
from goals.outline import Frame, Link, outline

from . import examples
from .document import Part, document
from .schemas import Schema
from .words import Section, sections


class ApiForm(TypedDict):
    """A resource in one form. What `leads_on` answers with an address of the current edition."""

    operation: str
    label: str
    path: str
    media_type: str
    leads_on: bool


class ApiParameter(TypedDict):
    """A parameter of an address or a question; `example` is empty where it can be left out."""

    name: str
    meaning: str
    kind: str
    example: str


class ApiExample(TypedDict):
    """A real request, and its answer or a part of it."""

    url: str
    answer: str
    is_cut: bool


class ApiResource(TypedDict):
    """What can be asked for; `record` is the record that its JSON is, besides `meta`, or empty."""

    name: str
    summary: str
    url: str
    forms: list[ApiForm]
    parameters: list[ApiParameter]
    record: str
    examples: list[ApiExample]


class ApiField(TypedDict):
    """A field of a record: its type in words, and the record that the type is of, or empty."""

    name: str
    kind: str
    record: str
    meaning: str
    is_official: bool


class ApiRecord(TypedDict):
    name: str
    meaning: str
    fields: list[ApiField]


class ApiGroup(TypedDict):
    name: str
    title: str
    url: str
    resources: list[ApiResource]


class ApiPage(TypedDict):
    """The overview: what holds for all operations, and which there are."""

    frame: Frame
    version: str
    document_url: str
    sections: list[Section]
    groups: list[ApiGroup]


class ApiGroupPage(TypedDict):
    """A group of operations, and the records that they answer with."""

    frame: Frame
    document_url: str
    group: ApiGroup
    records: list[ApiRecord]
    previous: Link | None
    next: Link | None


def api_page(origin: str) -> ApiPage:
    told = document(origin)
    return {
        "frame": outline().frame(_data_link()),
        "version": told["info"]["version"],
        "document_url": reverse("openapi"),
        "sections": sections(),
        "groups": [_group(told, tag) for tag in told["tags"]],
    }


def api_group_page(name: str, origin: str) -> ApiGroupPage | None:
    """The page of a group, or None where there is none of this name."""
    told = document(origin)
    names = [tag["name"] for tag in told["tags"]]
    if name not in names:
        return None
    place = names.index(name)
    links: list[Link] = [
        {"label": tag["description"], "url": _url(tag["name"])} for tag in told["tags"]
    ]
    group = _group(told, told["tags"][place])
    return {
        "frame": outline().frame(_data_link(), {"label": _("API"), "url": reverse("api")}),
        "document_url": reverse("openapi"),
        "group": group,
        "records": _records(told, [one["record"] for one in group["resources"]]),
        "previous": links[place - 1] if place else None,
        "next": links[place + 1] if place + 1 < len(links) else None,
    }


def words(schema: Schema) -> str:
    """A type in words, as the data dictionary has them: `list of GoalRef`, `number or null`."""
    if "$ref" in schema:
        return _name(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(words(part) for part in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(schema["enum"])
    match schema["type"], schema.get("format"):
        case "array", _format:
            return f"list of {words(schema['items'])}"
        case "object", _format:
            return f"{words(schema['additionalProperties'])} by name"
        case "string", "date":
            return "date"
        case "string", "date-time":
            return "time"
    return {"string": "text", "integer": "number", "boolean": "true or false", "null": "null"}[
        schema["type"]
    ]


def _data_link() -> Link:
    return {"label": _("Data"), "url": reverse("data")}


def _url(group: str) -> str:
    return reverse("api_group", args=[group])


def _group(told: Part, tag: Part) -> ApiGroup:
    operations = [
        (path, item["get"])
        for path, item in told["paths"].items()
        if tag["name"] in item["get"]["tags"]
    ]
    return {
        "name": tag["name"],
        "title": tag["description"],
        "url": _url(tag["name"]),
        "resources": [
            _resource(told, name, list(of_it), _url(tag["name"]))
            for name, of_it in groupby(operations, key=lambda one: one[1]["x-resource"])
        ],
    }


def _resource(told: Part, name: str, operations: list[tuple[str, Part]], page: str) -> ApiResource:
    forms: list[ApiForm] = []
    record = ""
    for path, operation in operations:
        answer = operation["responses"].get("200")
        media_type, content = next(iter(answer["content"].items())) if answer else ("", {})
        for part in content.get("schema", {}).get("allOf", [content.get("schema", {})]):
            record = _name(part.get("$ref", "")) or record
        forms.append(
            {
                "operation": operation["operationId"],
                "label": operation["summary"].rpartition("(")[2].rstrip(")"),
                "path": path,
                "media_type": media_type,
                "leads_on": not answer,
            }
        )
    ids = {form["operation"] for form in forms}
    return {
        "name": name,
        "summary": operations[0][1]["summary"].rpartition(" (")[0],
        "url": f"{page}#{name}",
        "forms": forms,
        "parameters": [
            {
                "name": one["name"],
                "meaning": one["description"],
                "kind": words(one["schema"]),
                "example": str(one.get("example", "")),
            }
            for one in operations[0][1]["parameters"]
            if "$ref" not in one
        ],
        "record": record,
        "examples": [
            _example(told, example) for example in examples.EXAMPLES if example.operation in ids
        ],
    }


def _example(told: Part, example: examples.Example) -> ApiExample:
    answer = examples.answers()[example.operation]
    if example.shows:
        answer = {example.shows: answer[example.shows]}
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2)
    origin = told["servers"][0]["url"]
    return {
        "url": example.address,
        "answer": text.replace(examples.ORIGIN, origin).strip(),
        "is_cut": bool(example.shows) or example.address.endswith(".csv"),
    }


def _records(told: Part, names: list[str]) -> list[ApiRecord]:
    """The records of these names, and all that stand in them, each once."""
    schemas = told["components"]["schemas"]
    found: dict[str, ApiRecord] = {}
    queue = [name for name in names if name]
    while queue:
        name = queue.pop(0)
        if name not in found:
            fields = list(_fields(schemas[name]))
            meaning = english(schemas[name].get("description", ""))
            found[name] = {"name": name, "meaning": meaning, "fields": fields}
            queue += [field["record"] for field in fields if field["record"]]
    return list(found.values())


def _fields(schema: Schema) -> Iterator[ApiField]:
    for name, field in schema["properties"].items():
        yield {
            "name": name,
            "kind": words(field),
            "record": next(map(_name, _references(field)), ""),
            "meaning": english(field["description"]),
            "is_official": field.get("x-official", False),
        }


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from [schema["$ref"]] if "$ref" in schema else []
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
