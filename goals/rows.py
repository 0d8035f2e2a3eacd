"""Plain rows of queries that every page repeats with other numbers in them.

For the few rows of a page, Django takes longer to put a query into SQL than the database takes to
answer it. So that is done once in a process.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from inspect import signature
from typing import Any

from django.db import connection
from django.db.models import Expression, IntegerField, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from .visibility import drafts

Row = tuple[Any, ...]


class Given(Expression):
    """A whole number that is known only when the query runs: the one of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=IntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", (self,)


def compiled(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Row]]:
    """The rows of the `values_list` that `build` makes; its arguments are whole numbers.

    `build` is called with what stands for them, so it can look at none, nor at anything else that
    differs from one call to the next. What shows in a preview is the exception.
    """
    names = list(signature(build).parameters)

    @lru_cache(maxsize=8)
    def statement(vendor: str, drafts: frozenset[int]) -> tuple[Query, list[Any], str, Row]:
        query = build(**{name: Given(name) for name in names}).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        return query, columns, sql, tuple(params)

    @wraps(build)
    def rows(**given: int) -> list[Row]:
        query, columns, sql, params = statement(connection.vendor, drafts())
        with connection.cursor() as cursor:
            cursor.execute(
                sql,
                [given[each.name] if isinstance(each, Given) else each for each in params],
            )
            found = cursor.fetchall()
        compiler = query.get_compiler(connection=connection)
        if converters := compiler.get_converters(columns):
            return [tuple(row) for row in compiler.apply_converters(found, converters)]
        return found

    return rows
