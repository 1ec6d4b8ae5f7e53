"""Before anything is timed: is it the same answer?"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import feather

TOLERANCE = 1e-9

LINKED = "linked.arrow"
"""Records held to be one company with another: only Hornbook knows of that, so they are no proof."""


class Different(Exception):
    """A contestant gives another answer."""


def same(who: str, found: Path, right: Path, columns: Sequence[str], *, nothing_is_zero: bool = False) -> str:
    """Compare two answers company by company; Different says where they part.

    `nothing_is_zero`: the contestant says zero where Hornbook says unknown, as a sum of nothing does.
    """
    linked = right.parent / LINKED
    own, truth = _sorted(found, linked), _sorted(right, linked)
    if own.num_rows != truth.num_rows:
        raise Different(f"{who}: {own.num_rows} rows, and not {truth.num_rows}.")
    for name in [c for c in ("subject", "day") if c in truth.column_names] + list(columns):
        _column(who, name, own[name], truth[name], truth, nothing_is_zero=nothing_is_zero)
    return f"{who}: {truth.num_rows:,} rows, {len(columns)} columns, all equal"


def _sorted(path: Path, linked: Path) -> pa.Table:
    table = feather.read_table(path)
    if linked.exists():
        table = table.filter(
            pc.invert(pc.is_in(table["subject"].cast(pa.string()), feather.read_table(linked)["record"]))
        )
    keys = [(c, "ascending") for c in ("subject", "day") if c in table.column_names]
    return table.take(pc.sort_indices(table, sort_keys=keys))


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """One type for texts, one for days, one for numbers."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _plain(values.cast(kind.value_type))
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return values.cast(pa.string())
    if pa.types.is_timestamp(kind):
        return values.cast(pa.timestamp("us")).cast(pa.date32())
    if pa.types.is_decimal(kind):
        return values.cast(pa.decimal128(38, 2))
    return values.cast(pa.int64()) if pa.types.is_integer(kind) else values


def _column(
    who: str, name: str, own: pa.ChunkedArray, truth: pa.ChunkedArray, rows: pa.Table, *, nothing_is_zero: bool
) -> None:
    if pa.types.is_decimal(truth.type) and pa.types.is_integer(own.type):
        # a contestant that keeps money as whole cents
        truth = pc.round(pc.multiply(truth.cast(pa.float64()), 100)).cast(pa.int64())
    own, truth = _plain(own), _plain(truth)
    if nothing_is_zero and pa.types.is_decimal(truth.type) | pa.types.is_integer(truth.type):
        own, truth = own.fill_null(0), truth.fill_null(0)
    if pa.types.is_floating(own.type) and not pa.types.is_floating(truth.type):
        truth = truth.cast(pa.float64())
        own = pc.if_else(pc.is_nan(own), pa.scalar(None, pa.float64()), own)
    if pa.types.is_floating(truth.type):
        room = pc.multiply(TOLERANCE, pc.max_element_wise(pc.abs(truth), 1))
        near = pc.less_equal(pc.abs(pc.subtract(own, truth)), room)
    else:
        near = pc.equal(own.cast(truth.type), truth)
    good = pc.or_(pc.fill_null(near, False), pc.and_(pc.is_null(own), pc.is_null(truth)))
    wrong = pc.sum(pc.invert(good)).as_py()
    if wrong:
        at = pc.index(good, False).as_py()
        raise Different(
            f"{who}: {name} differs for {wrong} of {len(truth)}, first for {rows['subject'][at]}: "
            f"{own[at]} and not {truth[at]}."
        )
