"""What the public log of changes knows of each model: its way to an edition, its unit, its name."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from goals import codes
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
    Permalink,
    Sdg,
    SdgLink,
    SdgLinkObjective,
    SdgLinkTarget,
    SdgTarget,
    SdgTranslation,
    Source,
    Topic,
)
from themes.models import (
    Commitment,
    CommitmentTopic,
    CommitmentTranslation,
    Theme,
    ThemeTranslation,
)

from .models import SearchAlias

# A row of content or of its history: both have the same fields.
Row = Any


class Unit(NamedTuple):
    """How a unit is named in public, what that name is made of, and where the unit stands."""

    name: Callable[[Row], str]
    related: tuple[str, ...] = ()
    url: Callable[[Row], str] = lambda row: row.get_absolute_url()


class Logged(NamedTuple):
    """A model in the log. `ways` lead to editions, all of which must be public.

    A row that is part of a unit has it as `unit`; `follow` are other foreign keys to be named.
    """

    model: type[models.Model]
    ways: tuple[str, ...] = ()
    unit: str = ""
    follow: tuple[str, ...] = ()


def _goal(goal: Row) -> str:
    return _("Goal %(number)s (%(year)s)") % {"number": goal.number, "year": goal.edition.year}


def _theme(theme: Row) -> str:
    roman = codes.roman(theme.number)
    return _("Theme %(roman)s (%(year)s)") % {"roman": roman, "year": theme.edition.year}


def _sdg(sdg: Row) -> str:
    return _("SDG %(number)s") % {"number": sdg.number}


def _objective(row: Row) -> str:
    return codes.with_edition(row.goal.edition.year, f"{row.goal.number}.{row.number}")


def _commitment(row: Row) -> str:
    return codes.with_edition(row.theme.edition.year, f"T{row.theme.number}.{row.number}")


UNITS: dict[type[models.Model], Unit] = {
    Edition: Unit(lambda row: _("%(year)s edition") % {"year": row.year}),
    Goal: Unit(_goal, ("edition",)),
    Objective: Unit(_objective, ("goal__edition",)),
    Theme: Unit(_theme, ("edition",)),
    Commitment: Unit(_commitment, ("theme__edition",)),
    SdgLink: Unit(
        lambda row: f"{_goal(row.goal)} – {_sdg(row.sdg)}",
        ("goal__edition", "sdg"),
        lambda row: f"{row.goal.get_absolute_url()}#sdg-{row.sdg.number}-{row.evidence}",
    ),
    ConsideredTarget: Unit(
        lambda row: f"{_goal(row.goal)} – {row.sdg.number}.{row.item}",
        ("goal__edition", "sdg"),
        lambda row: row.goal.get_absolute_url(),
    ),
    Correspondence: Unit(
        lambda row: f"{_objective(row.earlier)} – {_objective(row.later)}",
        ("earlier__goal__edition", "later__goal__edition"),
        lambda row: row.later.get_absolute_url(),
    ),
    NoCounterpart: Unit(
        lambda row: f"{_objective(row.objective)} – {row.edition.year}",
        ("objective__goal__edition", "edition"),
        lambda row: row.objective.get_absolute_url(),
    ),
    Source: Unit(lambda row: row.title, url=lambda row: reverse("source", args=[row.key])),
    Sdg: Unit(_sdg),
    SdgTarget: Unit(lambda row: f"{row.sdg.number}.{row.item}", ("sdg",)),
    Topic: Unit(lambda row: row.name),
    # No content, and in no public log; its own history has it.
    Permalink: Unit(lambda row: row.path, url=lambda row: row.path),
    EditorialTranslation: Unit(
        lambda row: (
            _("“%(words)s” in %(language)s")
            % {"words": Truncator(row.english).chars(40), "language": row.get_language_display()}
        ),
        url=lambda row: f"{get_script_prefix()}{row.language}/",
    ),
    SearchAlias: Unit(lambda row: _("Search for “%(words)s”") % {"words": row.words}),
}

LOGGED = (
    Logged(Edition, ("id",), follow=("source",)),
    Logged(Goal, ("edition",)),
    Logged(GoalTranslation, ("of__edition",), "of", ("source",)),
    Logged(Objective, ("goal__edition",), follow=("wording_source",)),
    Logged(ObjectiveTopic, ("content_object__goal__edition",), "content_object", ("tag",)),
    Logged(ObjectiveTranslation, ("of__goal__edition",), "of", ("source",)),
    Logged(Theme, ("edition",)),
    Logged(ThemeTranslation, ("of__edition",), "of", ("source",)),
    Logged(Commitment, ("theme__edition",), follow=("wording_source",)),
    Logged(CommitmentTopic, ("content_object__theme__edition",), "content_object", ("tag",)),
    Logged(CommitmentTranslation, ("of__theme__edition",), "of", ("source",)),
    Logged(SdgLink, ("goal__edition",), follow=("source", "made_for")),
    Logged(SdgLinkTarget, ("link__goal__edition",), "link", ("part__sdg",)),
    Logged(SdgLinkObjective, ("link__goal__edition",), "link", ("part__goal__edition",)),
    Logged(ConsideredTarget, ("goal__edition",)),
    Logged(Correspondence, ("earlier__goal__edition", "later__goal__edition")),
    Logged(NoCounterpart, ("objective__goal__edition", "edition")),
    Logged(Source),
    Logged(Sdg),
    Logged(SdgTarget),
    Logged(SdgTranslation, (), "of", ("source",)),
    Logged(Topic),
    Logged(EditorialTranslation),
    Logged(SearchAlias),
)

# Fields that hold a document's own words; of a translation, when it is an official one.
OFFICIAL = {
    Edition: ("title", "motto", "foreword"),
    Goal: ("title",),
    Theme: ("title",),
    Objective: ("text",),
    Commitment: ("text",),
    Source: ("text",),
}


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """What a row says: all its fields but its key in this database."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]
