"""The columns of each kind of fact, as Arrow has them."""

from dataclasses import MISSING, fields
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from hornbook.kinds.dictionary import KINDS
from hornbook.kinds.fact import Fact
from hornbook.terms import Amount, Day

COMMON = pa.schema(
    [
        ("subject", pa.string()),
        ("valid", pa.date32()),
        ("known", pa.date32()),
        ("id", pa.int64()),
        ("source", pa.string()),
        ("place", pa.string()),
        ("grade", pa.string()),
        ("withdrawn", pa.bool_()),
    ]
)
"""Columns that every fact on disk has. `id` names the statement: all its versions share it."""


_ARROW: dict[Any, pa.DataType] = {
    Day: pa.date32(),
    Amount: pa.decimal128(18, 2),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    tuple[str, ...]: pa.list_(pa.string()),
}


def _arrow(hint: Any) -> pa.DataType:
    if get_origin(hint) in (Union, UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    return _ARROW.get(hint, pa.string())


def payload(kind: type[Fact]) -> pa.Schema:
    """The columns that are a kind's own, as Arrow."""
    return _shape(kind.__name__)[0]


def required(kind: type[Fact]) -> tuple[str, ...]:
    """The own columns that may not be empty, unless the fact withdraws another."""
    return _shape(kind.__name__)[1]


def telling_when_empty(kind: type[Fact]) -> frozenset[str]:
    """The own columns that say something where a source says nothing: that it has not ended, or is exact."""
    return _telling(kind.__name__)


@cache
def _telling(name: str) -> frozenset[str]:
    kind = KINDS[name]
    common = {field.name for field in fields(Fact)}
    silent: tuple[object, ...] = (MISSING, None, (), "unstated")
    own = {field.name: field.default for field in fields(kind) if field.name not in common}
    return frozenset(name for name, default in own.items() if name == "until" or default not in silent)


@cache
def _shape(name: str) -> tuple[pa.Schema, tuple[str, ...]]:
    """A kind's own columns, and which of them may not be empty."""
    kind = KINDS[name]
    common = {f.name for f in fields(Fact)}
    hints = get_type_hints(kind)
    own = pa.schema([(f.name, _arrow(hints[f.name])) for f in fields(kind) if f.name not in common])
    return own, tuple(name for name in own.names if type(None) not in get_args(hints[name]))


def schema(kind: type[Fact]) -> pa.Schema:
    """A kind's columns on disk: the common ones, then its own."""
    return pa.schema([*COMMON, *payload(kind)])
