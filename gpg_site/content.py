"""The content as files: which models stand in which fixture, loading them and writing them back.

A fixture is Django's JSON format with natural keys only, one object a line, so that a change of
one sentence is one changed line. Editions are complete in one file each; the vocabularies that
they share come first.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.utils import timezone

from goals.models import (
    ConsideredTarget,
    Correspondence,
    Edition,
    EditorialTranslation,
    Goal,
    GoalTranslation,
    NoCounterpart,
    Objective,
    ObjectiveTopic,
    ObjectiveTranslation,
    Sdg,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    SdgTranslation,
    Source,
    Topic,
)
from goals.permanence import record_public
from themes.models import (
    Commitment,
    CommitmentTopic,
    CommitmentTranslation,
    Theme,
    ThemeTranslation,
)

from .models import ContentVersion, SearchAlias

FIXTURES = Path(settings.BASE_DIR) / "fixtures"

# Shared by all editions, in loading order: file name -> models.
VOCABULARIES: dict[str, tuple[type[models.Model], ...]] = {
    "sources.json": (Source,),
    "sdgs.json": (Sdg, SdgTarget, SdgTranslation),
    "topics.json": (Topic,),
    "aliases.json": (SearchAlias,),
    "translations.json": (EditorialTranslation,),
}


def without_counterpart(edition: Edition) -> Q:
    """The rows about this edition and an earlier one, on whichever side the objective stands."""
    return Q(edition=edition, objective__goal__edition__year__lt=edition.year) | Q(
        objective__goal__edition=edition, edition__year__lt=edition.year
    )


# The models of an edition's file in loading order, each with the way from it to its edition, or
# with what finds its rows.
EDITION_MODELS: tuple[tuple[type[models.Model], str | Callable[[Edition], Q]], ...] = (
    (Edition, "pk"),
    (Goal, "edition"),
    (Objective, "goal__edition"),
    (ObjectiveTopic, "content_object__goal__edition"),
    (GoalTranslation, "of__edition"),
    (ObjectiveTranslation, "of__goal__edition"),
    (Theme, "edition"),
    (Commitment, "theme__edition"),
    (CommitmentTopic, "content_object__theme__edition"),
    (ThemeTranslation, "of__edition"),
    (CommitmentTranslation, "of__theme__edition"),
    (SdgLink, "goal__edition"),
    (SdgLinkTarget, "link__goal__edition"),
    (SdgLinkObjective, "link__goal__edition"),
    (ConsideredTarget, "goal__edition"),
    # In the file of the later edition, so that a new edition touches no older file.
    (Correspondence, "later__goal__edition"),
    (NoCounterpart, without_counterpart),
)

# All content in loading order. Permalinks are not among it: what became of an address is the
# memory of one running site, which no fixture brings and no reseeding may take.
MODELS = [
    *(model for vocabulary in VOCABULARIES.values() for model in vocabulary),
    *(model for model, _where in EDITION_MODELS),
]

# The type of a history row that is no event: what a row said when it was seeded, without which the
# first change of it could not be told.
FIRST_STATE = "="


class ContentError(Exception):
    """A fixture that can't be loaded; the message names the file and says why."""


def edition_file(year: int) -> str:
    return f"edition-{year}.json"


def is_empty() -> bool:
    """Whether no row of content exists."""
    return not any(model._default_manager.exists() for model in MODELS)


def counts() -> dict[str, int]:
    """How many editions, goals, objectives, themes and commitments there are, by plural name."""
    return {
        str(model._meta.verbose_name_plural): model._default_manager.count()
        for model in (Edition, Goal, Objective, Theme, Commitment)
    }


@transaction.atomic
def load(directory: Path, *, replace: bool = False) -> int:
    """Loads every fixture of `directory`, all or nothing; the number of objects loaded.

    With `replace`, all content goes first, and its history. A load is no change: of each row the
    history has the first state only. Every public address is put on record. Raises ContentError,
    and then nothing has changed.
    """
    if replace:
        clear()
    loaded = sum(_load_file(path) for path in _files(directory))
    for model in MODELS:
        _keep_first_state(model)
    record_public()
    ContentVersion.renew()
    return loaded


def clear() -> None:
    """Deletes all content with its history, the published too, which its own managers refuse."""
    for model in reversed(MODELS):
        models.QuerySet(model).delete()
    for model in MODELS:
        model.history.all().delete()  # type: ignore[attr-defined]


def dump(directory: Path) -> list[Path]:
    """Writes every fixture into `directory`; the files written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in _contents():
        path = directory / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _keep_first_state(model: type[models.Model]) -> None:
    history = model.history.model  # type: ignore[attr-defined]
    names = [field.attname for field in history.tracked_fields]
    now = timezone.now()
    history.objects.bulk_create(
        history(history_type=FIRST_STATE, history_date=now, **dict(zip(names, values, strict=True)))
        for values in model._default_manager.order_by("pk").values_list(*names)
    )


def _load_file(path: Path) -> int:
    loaded = 0
    try:
        for found in serializers.deserialize("json", path.read_text(encoding="utf-8")):
            found.save()
            loaded += 1
    except (DeserializationError, DatabaseError, OSError, ValueError) as error:
        why = error.__cause__ or error
        raise ContentError(f"{path.name}, object {loaded + 1}: {why}") from error
    return loaded


def _files(directory: Path) -> list[Path]:
    # Editions in order of year: correspondences lead from a later edition to an earlier one.
    return [
        *(directory / name for name in VOCABULARIES),
        *sorted(directory.glob("edition-*.json")),
    ]


def _contents() -> Iterator[tuple[str, str]]:
    for name, vocabulary in VOCABULARIES.items():
        rows = [row for model in vocabulary for row in model._default_manager.all()]
        yield name, one_a_line(_objects(rows))
    for edition in Edition.objects.order_by("year"):
        yield edition_file(edition.year), edition_text(edition)


def rows_of(
    edition: Edition, model: type[models.Model], where: str | Callable[[Edition], Q]
) -> models.QuerySet[Any]:
    """The rows of one model that stand in the file of an edition; `where` is of EDITION_MODELS."""
    found = where(edition) if callable(where) else Q(**{where: edition.pk})
    return model._default_manager.filter(found)


def edition_text(edition: Edition) -> str:
    """The file of one edition as it is now."""
    rows = [row for model, where in EDITION_MODELS for row in rows_of(edition, model, where)]
    return one_a_line(_objects(rows))


def one_a_line(objects: Iterable[dict[str, Any]]) -> str:
    """The text of a fixture that holds these objects."""
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in objects)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _objects(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    objects: list[dict[str, Any]] = serializers.serialize(
        "python", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    return objects
