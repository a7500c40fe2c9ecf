"""Rows found by the keys of a slice, in one statement: an index gives the keys, and only these rows are read whole."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


class _AnyOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()


def among(rows: QuerySet[Any]) -> Func:
    """`filter(among(rows))`: the rows with the keys of these rows of the same table, say of a slice.

    As an array, which PostgreSQL computes once. Told as a subquery, the planner reads every row that could be in it.
    """
    return _AnyOf(F("pk"), ArraySubquery(rows.values("pk")))
