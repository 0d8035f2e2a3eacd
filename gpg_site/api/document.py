"""The API as an OpenAPI 3.1 document, made of the resources and of the data dictionary."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goals.answers import SCHEMA
from goals.languages import languages, prefix
from gpg_site.missing import MissingPage
from gpg_site.search.page import kind_names

from . import examples, words
from .resources import JSON, Form, Resource, groups
from .routes import in_every_language, parameters
from .schemas import Schema, components, reference, table_schema

# A part of the document, or the whole.
Part = dict[str, Any]

# Units that may get another number or name, and editions in the wrong order: these lead on.
MOVING = {"goal", "objective", "theme", "commitment", "sdg", "topic", "compare", "compare_goal"}
TEXT: Schema = {"type": "string"}
# What can't be told in a schema: bytes, XML, and graphs.
UNTOLD = ("application/pdf", "application/zip", "image/", "xml", "spreadsheet", "ld+json")


def document(origin: str) -> Part:
    """The document as it stands on the host of `origin`."""
    found: Part = json.loads(document_text(origin))
    return found


def document_text(origin: str) -> str:
    text = _text(settings.CONTACT, get_language())
    return text.replace(examples.ORIGIN, origin)


@cache
def _text(contact: str, language: str | None) -> str:
    return json.dumps(_document(contact), ensure_ascii=False, indent=1) + "\n"


def _document(contact: str) -> Part:
    said, everywhere = words.sections(), in_every_language()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Global Policing Goals portal (independent, non-official)"),
            "version": SCHEMA,
            "summary": _("INTERPOL's Global Policing Goals as data, without a key."),
            "description": "\n\n".join(
                text for one in said for text in (f"## {one['title']}", *one["paragraphs"])
            ),
            "termsOfService": f"{examples.ORIGIN}/about/#terms",
            **({"contact": {"email": contact}} if contact else {}),
            "license": {
                "name": _("INTERPOL's terms for its texts; MIT for what this portal adds"),
                "url": f"{examples.ORIGIN}/about/#terms",
            },
        },
        "externalDocs": {
            "description": _("The same for people"),
            "url": f"{examples.ORIGIN}/data/api/",
        },
        "servers": _servers(),
        "tags": [{"name": one.name, "description": str(one.title)} for one in groups()],
        "paths": {
            form.path: {"get": _operation(group.name, resource, form, everywhere)}
            for group in groups()
            for resource in group.resources
            for form in resource.forms
        },
        "components": {
            "schemas": {
                "WithMeta": {
                    "type": "object",
                    "description": _("All data of pages and editions."),
                    "properties": {"meta": reference("Meta")},
                    "required": ["meta"],
                },
                **components(),
            },
            "parameters": {"IfNoneMatch": _if_none_match()},
            "headers": _headers(),
            "responses": _responses(),
        },
    }


def _servers() -> list[Part]:
    """The portal in each language, English first."""
    names = dict(settings.LANGUAGES)
    return [
        {"url": f"{examples.ORIGIN}{prefix(code)}", "description": str(names[code])}
        for code in languages()
    ]


def _operation(tag: str, resource: Resource, form: Form, everywhere: set[str]) -> Part:
    """What is not `everywhere` has one address for all languages."""
    current = _("that of the current edition") if form.leads_on else ""
    label = f"{form.label}, {current}" if current else form.label
    return {
        "operationId": form.operation,
        "tags": [tag],
        "summary": f"{resource.summary} ({label})",
        "x-resource": resource.name,
        **({} if form.path in everywhere else {"servers": [{"url": examples.ORIGIN}]}),
        "parameters": [
            *_path_parameters(resource, form),
            *(_asked()[name] for name in resource.asked),
            *([] if form.leads_on else [{"$ref": "#/components/parameters/IfNoneMatch"}]),
        ],
        "responses": dict(sorted(_answers(resource, form))),
    }


def _path_parameters(resource: Resource, form: Form) -> Iterator[Part]:
    known = dict(zip(parameters(resource.forms[0].path), resource.values, strict=True))
    for name in parameters(form.path):
        schema, meaning = _in_path()[name]
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": meaning,
            "schema": schema,
            "example": known[name],
        }


def _in_path() -> dict[str, tuple[Schema, str]]:
    """What stands in addresses; the bounds are those of the converters."""
    year = {"type": "integer", "minimum": 1000, "maximum": 9999}
    number = {"type": "integer", "minimum": 1, "maximum": 99}
    slug = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    return {
        "edition": (year, _("The year of a published edition.")),
        "earlier": (year, _("The year of the earlier edition.")),
        "later": (year, _("The year of the later edition.")),
        "goal": (number, _("The number of the goal.")),
        "theme": (number, _("The number of the theme.")),
        "number": (number, _("The number of what is asked for.")),
        "slug": (slug, _("The topic's name in addresses.")),
        "key": (slug, _("The short name of the document.")),
        "group": (slug, _("The name of the group.")),
    }


def _asked() -> dict[str, Part]:
    """What stands in a question."""

    def asked(name: str, schema: Schema, meaning: str) -> Part:
        return {"name": name, "in": "query", "description": meaning, "schema": schema}

    count = {"type": "integer", "minimum": 1}
    return {
        "q": asked("q", TEXT, _("Words, a code such as 3.2, or half a sentence.")),
        "text": asked("q", TEXT, _("The text, up to what an address holds.")),
        "edition": asked("edition", {"type": "integer"}, _("Only of the edition of this year.")),
        "kind": asked("kind", {"enum": list(kind_names())}, _("Only of this kind.")),
        "topic": asked("topic", TEXT, _("Only on this topic, by its name in addresses.")),
        "goal": asked("goal", {"type": "integer"}, _("Only of the goal of this number.")),
        "page": asked("page", count, _("The page of answers; the first if it is left out.")),
        "log_page": asked("page", count, _("The page of the log; the first if it is left out.")),
    }


def _if_none_match() -> Part:
    return {
        "name": "If-None-Match",
        "in": "header",
        "description": _("The `ETag` of the answer that you have."),
        "schema": TEXT,
    }


def _answers(resource: Resource, form: Form) -> Iterator[tuple[str, Part]]:
    refer = "#/components/responses/"
    if form.leads_on:
        yield "302", {"$ref": f"{refer}LeadsOn"}
    else:
        yield "200", _found(resource, form)
        yield "304", {"$ref": f"{refer}NotModified"}
    if resource.name in MOVING and not form.leads_on:
        yield "301", {"$ref": f"{refer}Moved"}
    if resource.asked:
        yield "400", {"$ref": f"{refer}TooMany"}
    if resource.values or form.leads_on or resource.name in ("search", "changes", "security"):
        in_json = form.path.endswith(".json") and not form.path.endswith(".csl.json")
        yield "404", {"$ref": f"{refer}{'Missing' if in_json else 'MissingPage'}"}
    yield "405", {"$ref": f"{refer}OnlyRead"}


def _found(resource: Resource, form: Form) -> Part:
    content: Part = {}
    if not any(kind in form.media_type for kind in UNTOLD):
        content["schema"] = _schema(form)
    if form.operation in examples.answers():
        content["example"] = examples.answers()[form.operation]
    names = ["ETag", "Cache-Control", "Access-Control-Allow-Origin"]
    return {
        "description": str(resource.summary),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {form.media_type: content},
    }


def _schema(form: Form) -> Schema:
    match form.operation:
        case "permalinks":
            return reference(form.record)
        case "openapi":
            return {"type": "object"}
        case "suggest":
            names = {"type": "array", "items": TEXT}
            return {
                "type": "array",
                "items": {"anyOf": [TEXT, names]},
                "minItems": 4,
                "maxItems": 4,
                "description": _("What was typed, and the names, kinds and addresses of units."),
            }
    if form.record:
        return {"allOf": [reference("WithMeta"), reference(form.record)]}
    if form.table:
        return table_schema(form.table)
    return {"type": "array", "items": {"type": "object"}} if "csl+json" in form.media_type else TEXT


def _headers() -> Part:
    def header(schema: Schema, meaning: str) -> Part:
        return {"description": meaning, "required": True, "schema": schema}

    return {
        "ETag": header(
            {"type": "string", "pattern": '^(W/)?"[0-9a-f]{32}"$'},
            _("Names this state of the answer."),
        ),
        "Cache-Control": header(TEXT, _("For how long the answer may be used without asking.")),
        "Access-Control-Allow-Origin": header({"const": "*"}, _("Any site may read it.")),
        "Location": header({"type": "string", "format": "uri-reference"}, _("Where it leads.")),
        "Allow": header(TEXT, _("What the address answers.")),
    }


def _responses() -> Part:
    page = {"text/html": {"schema": TEXT}}

    def response(meaning: str, *headers: str, content: Part | None = None) -> Part:
        told = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
        return {
            "description": meaning,
            **({"headers": told} if told else {}),
            **({"content": content} if content else {}),
        }

    cors = "Access-Control-Allow-Origin"
    missing: Part = {
        "schema": {"allOf": [reference("WithMeta"), reference(MissingPage.__name__)]},
        "example": examples.answers()["missing"],
    }
    return {
        "LeadsOn": response(
            _("Leads on to the current edition; the target may be another one tomorrow."),
            *("Location", cors),
        ),
        "Moved": response(
            _("Leads on for good: the unit got another number or name, or the order is another."),
            *("Location", cors),
        ),
        "NotModified": response(_("It is what you have."), "ETag", "Cache-Control", cors),
        "Missing": response(
            _("There is no such thing, and what there is instead."),
            cors,
            content={JSON: missing},
        ),
        "MissingPage": response(_("There is no such thing; the answer is a page."), content=page),
        "TooMany": response(
            _("To a question of more than %(count)s parameters; the answer is a page.")
            % {"count": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS},
            content=page,
        ),
        "OnlyRead": response(
            _("To any request but GET, HEAD and OPTIONS."),
            "Allow",
            content={"text/plain": {"schema": TEXT}},
        ),
    }
