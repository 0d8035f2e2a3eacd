"""The records and tables of the data dictionary as JSON Schema (draft 2020-12)."""

import datetime
import types
import typing
from typing import Any

from goals.tables import Table
from gpg_site.data_files.dictionary import fields_of, record_meaning, records, table_meaning

Schema = dict[str, Any]

_TYPES: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
    datetime.datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}
# An address, complete, or an empty text where there is none.
_ADDRESS = {"type": "string", "format": "uri-reference"}


def components() -> dict[str, Schema]:
    """Every record by name. All fields are always there; others may be added, and none forbids."""
    return {shape.__name__: _record(shape) for shape in records()}


def reference(record: str) -> Schema:
    return {"$ref": f"#/components/schemas/{record}"}


def table_schema(table: Table) -> Schema:
    """A CSV file, whose columns no schema can tell: they stand beside it."""
    return {
        "type": "string",
        "contentMediaType": "text/csv",
        "x-columns": [
            {
                "name": column["name"],
                "description": column["meaning"],
                "x-official": column["is_official"],
            }
            for column in table_meaning(table)["columns"]
        ],
    }


def _record(shape: type) -> Schema:
    hints, meaning = fields_of(shape), record_meaning(shape)
    described = {"description": " ".join(meaning["meaning"].split())} if meaning["meaning"] else {}
    return {
        "type": "object",
        **described,
        "properties": {
            field["name"]: {
                **_schema(hints[field["name"]], field["name"]),
                "description": field["meaning"],
                **({"x-official": True} if field["is_official"] else {}),
            }
            for field in meaning["fields"]
        },
        "required": list(hints),
    }


def _schema(hint: Any, name: str = "") -> Schema:
    if hint is str and name.endswith("url"):
        return _ADDRESS
    if hint in _TYPES:
        return _TYPES[hint]
    if typing.is_typeddict(hint):
        return reference(hint.__name__)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        return {"type": "array", "items": _schema(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    assert origin in (typing.Union, types.UnionType), hint
    return {"anyOf": [_schema(part, name) for part in parts]}
