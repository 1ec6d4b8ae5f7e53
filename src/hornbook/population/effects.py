"""Which clause of a rule leaves most companies undecided, and what were if it did not matter."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir


class ClauseEffect(NamedTuple):
    """A clause, how many companies it leaves undecided, and how many would be a yes if it did not matter."""

    clause: str
    undecided: int
    without: int


def effect_sums(rows: ir.Table, parts: int, counted: str) -> dict[str, ir.Value]:
    """For each part of a tier how many it leaves undecided, and how many fulfil all the others."""
    sums: dict[str, ir.Value] = {}
    for n in range(parts):
        others = [rows[f"eased{m}"].fill_null(False) for m in range(parts) if m != n]
        rest = ibis.ifelse(reduce(lambda one, other: one & other, others), 1, 0).sum() if others else rows.count()
        sums[f"open{n}"] = (rows[counted].isnull() & rows[f"eased{n}"].isnull()).sum().fill_null(0)
        sums[f"without{n}"] = rest.fill_null(0)
    return sums


def greatest_effect(names: Sequence[str], sums: Mapping[str, Any]) -> ClauseEffect | None:
    """The clause that leaves most undecided; none where no clause leaves any."""
    found = [ClauseEffect(name, int(sums[f"open{n}"]), int(sums[f"without{n}"])) for n, name in enumerate(names)]
    most = max(found, key=lambda of: of.undecided, default=None)
    return most if most and most.undecided else None
