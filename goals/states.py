"""All content as it is at a moment, and which public pages show which row of it.

What a row shows where is read from its foreign keys, so that this module knows few models by name,
and those of other apps without importing them. A foreign key without a way back
(`related_name="+"`) only notes something down and leads to no page.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.functional import cached_property

from .addresses import Addresses
from .models import (
    Correspondence,
    Edition,
    Goal,
    NoCounterpart,
    Objective,
    Permalink,
    Sdg,
    Source,
    Topic,
    TopicItem,
)

# What only a unit's own page and its parent's show.
OWN = {"note", "locator", "foreword", "adopted", "adopted_on", "motto", "description", "reason"}


class Row(NamedTuple):
    model: type[models.Model]
    pk: Any


Values = dict[str, Any]


class State:
    """All content as it is at a moment, and what of it is public where."""

    def __init__(self) -> None:
        self.rows: dict[Row, Values] = {
            Row(model, values["pk"]): values
            for model in _tracked()
            for values in model._default_manager.order_by().values("pk", *_names(model))
        }
        self._instances: dict[Row, models.Model] = {}

    def reached(self, row: Row) -> Iterator[Row]:
        """The row and all that it belongs to, as far as foreign keys lead."""
        yield row
        for other in self._belongs_to(row):
            yield from self.reached(other)

    def is_public(self, row: Row) -> bool:
        """Whether it is there, and no draft has a part in it."""
        return row in self.rows and all(
            self.rows[each]["published_on"] for each in self.reached(row) if each.model is Edition
        )

    def years(self, row: Row) -> list[int]:
        """Of the editions that it belongs to."""
        return sorted({
            self.rows[each]["year"] for each in self.reached(row) if each.model is Edition
        })  # fmt: skip

    def instance(self, row: Row) -> Any:
        """The row as a model's instance, with what it belongs to: no query is needed."""
        if row not in self._instances:
            values = {name: value for name, value in self.rows[row].items() if name != "pk"}
            made = row.model(**values)
            for key in _foreign_keys(row.model):
                other = self._other(row, key)
                if other in self.rows:
                    setattr(made, key.name, self.instance(other))
            self._instances[row] = made
        return self._instances[row]

    def pages(self, row: Row, *, wide: bool) -> Iterator[str]:
        """The public pages that show the row, the nearest first; `wide`, those as well that show
        what is tied to it."""
        yield from self._nearest(row)
        # What holds a unit shows it with its topics.
        shown = self._belongs_to(row) if issubclass(row.model, TopicItem) else (row,)
        for unit in shown:
            if _has_page(unit.model):
                for other in self._belongs_to(unit):
                    yield from self._nearest(other)
        yield from self._overviews(row, wide)
        if wide:
            for other in self.tied_to(row):
                yield from self._nearest(other)

    def _nearest(self, row: Row) -> Iterator[str]:
        if not self.is_public(row):
            return
        if _has_page(row.model):
            yield self.instance(row).get_absolute_url().partition("#")[0]
            return
        for other in self._belongs_to(row):
            # Of an edition's own page only its goals and themes are a part.
            if other.model is not Edition:
                yield from self._nearest(other)

    def _overviews(self, row: Row, wide: bool) -> Iterator[str]:
        """The pages that gather what many rows say."""
        addresses = Addresses.here()
        reached = {each.model: each for each in self.reached(row)}
        years = self.years(row)
        # A document whose words are not kept has no page.
        if row.model is Source and self.rows[row]["text"]:
            yield addresses.source(self.rows[row]["key"])
        if Sdg in reached:
            yield from (addresses.crosswalk(year) for year in years)
        if Topic in reached:
            yield from (addresses.matrix(year) for year in years if year in self.with_themes)
        others = [
            values["year"]
            for other, values in self.rows.items()
            if other.model is Edition and values["published_on"] and values["year"] not in years
        ]
        if row.model in (Correspondence, NoCounterpart) and len(years) == 2:
            yield addresses.comparison(years[0], years[1], self.rows[reached[Goal]]["number"])
        elif wide and row.model in (Goal, Objective):
            number = self.rows[reached[Goal]]["number"]
            yield from (addresses.comparison(years[0], other, number) for other in others)

    def _belongs_to(self, row: Row) -> Iterator[Row]:
        for key in _foreign_keys(row.model):
            other = self._other(row, key)
            if other in self.rows:
                yield other

    def tied_to(self, row: Row) -> Iterable[Row]:
        return self._tied.get(row, {})

    @cached_property
    def _tied(self) -> dict[Row, dict[Row, None]]:
        """What belongs to each row."""
        tied: dict[Row, dict[Row, None]] = {}
        for other in self.rows:
            for key in _foreign_keys(other.model):
                tied.setdefault(self._other(other, key), {})[other] = None
        return tied

    @contextmanager
    def holding(self, row: Row, values: Values) -> Iterator[None]:
        """Within it the row is as it was at another time."""
        now = self.rows.get(row)
        self.rows[row] = values
        self._instances.clear()
        try:
            yield
        finally:
            self._instances.clear()
            if now is None:
                del self.rows[row]
            else:
                self.rows[row] = now

    def _other(self, row: Row, key: models.ForeignKey) -> Row:
        return Row(key.related_model, self.rows[row][key.attname])

    @cached_property
    def with_themes(self) -> set[int]:
        """The years of the editions that have themes, and so a matrix."""
        theme = Edition._meta.get_field("themes").related_model
        editions = {self.rows[row]["edition_id"] for row in self.rows if row.model is theme}
        return {
            values["year"]
            for row, values in self.rows.items()
            if row.model is Edition and row.pk in editions
        }

    @cached_property
    def register(self) -> dict[str, tuple[str, str]]:
        """What is on record of each address: its state, and where it went."""
        return {
            values["path"]: (values["state"], values["target"])
            for row, values in self.rows.items()
            if row.model is Permalink
        }


def _tracked() -> list[type[models.Model]]:
    """What staff change: all that has a history."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    ]


def _names(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _has_page(model: type[models.Model]) -> bool:
    return hasattr(model, "get_absolute_url")


def _foreign_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and not field.remote_field.hidden
        and hasattr(field.related_model._meta, "simple_history_manager_attribute")
    ]
