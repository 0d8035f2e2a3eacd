"""What many tests begin with, made once and brought back as rows: making it costs hundreds of
queries, since every row is saved with its history and its address."""

import pickle
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

Made = TypeVar("Made")

_rows: dict[str, list[tuple[type[models.Model], list[models.Model]]]] = {}
_made: dict[str, bytes] = {}


def once(make: Callable[[], Made]) -> Made:
    """What `make` returns, with the rows that it writes into a database without content.

    It is called once in a process; from then on its rows are written as they were, each with its
    primary key and its history, and its result is a copy.
    """
    name = make.__qualname__
    if name in _rows:
        for model, rows in _rows[name]:
            model._base_manager.bulk_create(rows)
        _count_on(model for model, _rows_of in _rows[name])
        return pickle.loads(_made[name])
    result = make()
    _made[name] = pickle.dumps(result)
    _rows[name] = [(model, rows) for model in _models() if (rows := [*model._base_manager.all()])]
    return result


def _count_on(written: Iterable[type[models.Model]]) -> None:
    """Lets the database count on from the primary keys that were written: PostgreSQL counts apart
    from its tables, and no rollback takes back where a restore has set it."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)


def _models() -> list[type[models.Model]]:
    return [
        model
        for app in ("goals", "themes", "gpg_site")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
