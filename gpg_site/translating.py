"""The portal's own texts, and which of them are not translated.

Official words are not among them: those have a translation of their own, with its source, or none.
"""

from typing import NamedTuple

from django.db import models

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    Language,
    NoCounterpart,
    Objective,
    Permalink,
    SdgLink,
    SdgTarget,
    Source,
    Topic,
)
from themes.models import Commitment, Theme

# Where the portal's own words stand, by the reader's way: what is read first comes first.
EDITORIAL: dict[type[models.Model], tuple[str, ...]] = {
    Goal: ("short_title", "note", "locator"),
    Topic: ("name", "description"),
    SdgTarget: ("label",),
    SdgLink: ("reason",),
    ConsideredTarget: ("reason",),
    Correspondence: ("reason",),
    NoCounterpart: ("reason",),
    Objective: ("note",),
    Theme: ("note", "locator"),
    Commitment: ("note",),
    Edition: ("adopted", "note"),
    Source: ("note",),
    Permalink: ("reason",),
}


class Text(NamedTuple):
    """A text of the portal's own, and what it is of: `goal: short title`."""

    english: str
    what: str


def texts() -> list[Text]:
    """Every text of the portal's own once, of drafts too. A query for each kind of row."""
    found: dict[str, Text] = {}
    for model, fields in EDITORIAL.items():
        names = [_name(model, field) for field in fields]
        for row in model._default_manager.values_list(*fields):
            for english, what in zip(row, names, strict=True):
                if english:
                    found.setdefault(english, Text(english, what))
    return list(found.values())


def missing() -> dict[str, list[Text]]:
    """Those that have no translation, by language."""
    translated = set(EditorialTranslation.objects.values_list("language", "english"))
    every = texts()
    return {
        language: [text for text in every if (language, text.english) not in translated]
        for language in Language.values
    }


def unused() -> list[int]:
    """The keys of the translations of what no longer stands anywhere."""
    english = {text.english for text in texts()}
    rows = EditorialTranslation.objects.values_list("pk", "english")
    return [pk for pk, words in rows if words not in english]


def _name(model: type[models.Model], field: str) -> str:
    found = model._meta.get_field(field)
    assert isinstance(found, models.Field)
    return f"{model._meta.verbose_name}: {found.verbose_name}"
