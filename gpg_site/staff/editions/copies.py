"""An edition's own file as the file of a new edition."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from goals.models import Correspondence, Edition, NoCounterpart, SdgLink
from gpg_site.content import EDITION_MODELS, edition_file, edition_text, one_a_line

from .files import Reading, read

_MODELS = {model._meta.label_lower: model for model, _where in EDITION_MODELS}


def copy_of(edition: Edition, year: int, *, correspond: bool) -> Reading:
    """The file of a draft of `year` that says what `edition` says, with the sources it has.

    What is said of `edition` and older ones is not copied. With `correspond`, each objective of
    the copy is said to be unchanged, so that both editions can be compared from the first day.
    """
    rows = json.loads(edition_text(edition))
    copied = [
        {"model": row["model"], "fields": _of_year(year, edition.year, row)}
        for row in rows
        if _MODELS[row["model"]] not in (Correspondence, NoCounterpart)
    ]
    pairs = _unchanged(rows, year) if correspond else ()
    return read(one_a_line([*copied, *pairs]).encode(), edition_file(year))


def _of_year(year: int, copied: int, row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a copied row: every key that begins with the copied edition's year is ours."""
    model, fields = _MODELS[row["model"]], row["fields"]
    changed: dict[str, Any] = {
        name: [year, *value[1:]]
        for name, value in fields.items()
        if model._meta.get_field(name).related_model in _MODELS.values() and value
    }
    if model is Edition:
        changed = {"year": year, "published_on": None}
    if model is SdgLink:
        # Whatever INTERPOL stated, it stated for the edition that is copied or an older one.
        is_stated = fields["evidence"] == SdgLink.Evidence.STATED
        changed["made_for"] = fields["made_for"] or ([copied] if is_stated else None)
    return {**fields, **changed}


def _unchanged(rows: list[dict[str, Any]], year: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["model"] == "goals.objective":
            (copied, goal), number = row["fields"]["goal"], row["fields"]["number"]
            yield {
                "model": Correspondence._meta.label_lower,
                "fields": {
                    "earlier": [copied, goal, number],
                    "later": [year, goal, number],
                    "relation": Correspondence.Relation.UNCHANGED,
                    "reason": _("Copied from the %(year)s edition and not yet reviewed.")
                    % {"year": copied},
                },
            }
