"""The tables of a backup, and their rows as lines.

All tables of our own apps, history with them, and the staff's accounts. Every row keeps its primary
key, since the history, which has no other, tells of rows by theirs. Only permissions go by their
names: each database numbers them itself.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core import serializers
from django.db import models

from ..models import ContentVersion, OutsideLink

Model = type[models.Model]

OWN_APPS = ("goals", "themes", "gpg_site")
# What a running site makes anew.
MADE_ANEW: tuple[Model, ...] = (ContentVersion, OutsideLink)
# A migration makes the groups: they are in every database, an empty one too.
ROLES: tuple[Model, ...] = (Group, Group.permissions.through)
ACCOUNTS: tuple[Model, ...] = (User, User.groups.through, User.user_permissions.through)
# Of django-allauth, where it is in use: second factors, and the addresses of accounts.
OF_OTHERS = ("account.emailaddress", "mfa.authenticator")


def tables() -> list[Model]:
    """Every table of a backup, in the order of its parts."""
    labels = {model._meta.label_lower: model for model in apps.get_models()}
    own = [
        model
        for app in OWN_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in MADE_ANEW
    ]
    return [
        *ROLES,
        *ACCOUNTS,
        *(labels[label] for label in OF_OTHERS if label in labels),
        *sorted(own, key=part_name),
    ]


def part_name(model: Model) -> str:
    """The name of a table's part in the file."""
    return f"{model._meta.label_lower}.jsonl"


def lines(model: Model) -> Iterator[bytes]:
    """The rows of a table in the order of their keys, one a line, the same on every database."""
    fields = model._meta.concrete_fields
    permissions = [field.name for field in fields if field.related_model is Permission]
    rows = model._base_manager.order_by("pk")
    for row in rows.select_related(*(f"{name}__content_type" for name in permissions)):
        (said,) = serializers.serialize("python", [row], fields=[field.name for field in fields])
        for name in permissions:
            said["fields"][name] = getattr(row, name).natural_key()
        # PostgreSQL keeps the keys of JSON in an order of its own.
        yield json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n"


def load(model: Model, line: bytes) -> None:
    """Writes one row as it was: no signal counts it as a change, and no history is made of it."""
    said = json.loads(line)
    if said["model"] != model._meta.label_lower:
        raise ValueError(f"it is a row of {said['model']}")
    (found,) = serializers.deserialize("python", [said])
    found.save(save_m2m=False, force_insert=True)


def leaning(on: list[Model]) -> list[Model]:
    """The tables that are not in a backup and name rows that are: they go with those."""
    found: list[Model] = []
    grown = True
    while grown:
        more = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model not in (*on, *found) and _names(model, (*on, *found))
        ]
        grown = bool(more)
        found += more
    return found


def _names(model: Model, others: tuple[Model, ...]) -> bool:
    related: list[Any] = [field.related_model for field in model._meta.concrete_fields]
    return any(other in others for other in related if other)
