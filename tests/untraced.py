"""Coverage without the time that Python spends on telling it of lines of Ibis.

While lines are counted, Python looks for the line of every instruction, also in packages whose lines nobody counts; in
Ibis that took as long as the tests themselves. It calls nothing of Hornbook there, so nothing is missed.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from ibis.backends.duckdb import Backend
from ibis.backends.sql import SQLBackend
from ibis.common.bases import AbstractMeta
from ibis.common.graph import Node
from ibis.expr.types import Table, Value
from ibis.expr.types.groupby import GroupedTable

INNER: tuple[tuple[type, tuple[str, ...]], ...] = (
    (SQLBackend, ("compile", "_run_pre_execute_hooks")),
    (Backend, ("to_pyarrow", "to_pyarrow_batches", "read_parquet", "table")),
    (AbstractMeta, ("__call__",)),
    (Node, ("replace", "find")),
    (Table, ("select", "filter", "mutate", "drop", "bind", "aggregate", "union", "join", "left_join", "inner_join")),
    (Table, ("__getitem__", "__getattr__", "semi_join", "anti_join", "order_by")),
    (GroupedTable, ("aggregate",)),
    (Value, ("cases", "isin", "cast", "name", "fill_null", "coalesce", "between")),
)
"""Where most of the time of Ibis is spent; none is a generator."""


def leave_ibis_untraced() -> None:
    """Have Python trace nothing inside Ibis, where it traces at all."""
    if sys.gettrace() is not None:
        for owner, names in INNER:
            for name in names:
                setattr(owner, name, _untraced(getattr(owner, name)))


def _untraced(plain: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(plain)
    def call(*args: Any, **words: Any) -> Any:
        tracer = sys.gettrace()
        if tracer is None:
            return plain(*args, **words)
        sys.settrace(None)
        try:
            return plain(*args, **words)
        finally:
            sys.settrace(tracer)

    return call
