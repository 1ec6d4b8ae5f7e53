"""Cases of many companies: those that no leaf and no input of an award tells apart are one case."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.lang import bound
from hornbook.support.completions import Key


def case_keys(
    rows: pa.Table, inputs: Sequence[bound.Input], leaves: Mapping[bound.Leaf, str], awards: Collection[Key]
) -> pa.Table:
    """What tells the cases of companies apart: answers of leaves, inputs of awards, inputs of leaves that are open."""
    columns: dict[str, Any] = {"every": pa.array(np.zeros(rows.num_rows, np.bool_))}
    columns |= {name: rows[name] for name in leaves.values()}
    readers: dict[Key, list[str]] = {}
    for leaf, name in leaves.items():
        for of in bound.inputs_of(leaf):
            readers.setdefault((of.low, of.high), []).append(name)
    for n, of in enumerate(inputs):
        key = (of.low, of.high)
        own = [name for name in (f"i{n}l", f"i{n}h") if name in rows.column_names]
        if key in awards:
            columns |= {name: rows[name] for name in own}
        elif key in readers:
            mask = some_open(rows, readers[key])
            columns |= {name: pc.if_else(mask, rows[name], pa.scalar(None, rows[name].type)) for name in own}
    return pa.table(columns)


def some_open(rows: pa.Table, names: Sequence[str]) -> pa.ChunkedArray:
    """Of which companies one of these answers is unknown."""
    mask = pc.is_null(rows[names[0]])
    for name in names[1:]:
        mask = pc.or_(mask, pc.is_null(rows[name]))
    return mask


def numbered_cases(keys: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The number of each row's case, and the first row of each case."""
    if keys.num_rows == 0:
        return pa.array([], pa.int64()), pa.array([], pa.int64())
    rows = keys.append_column("row", pa.array(range(keys.num_rows), pa.int64()))
    cases = rows.group_by(keys.column_names, use_threads=False).aggregate([("row", "list"), ("row", "min")])
    lists = cases["row_list"].combine_chunks()
    number = pc.list_parent_indices(lists)
    order = pc.sort_indices(pc.list_flatten(lists))
    return number.take(order).cast(pa.int64()), cases["row_min"].combine_chunks()
