"""What a support costs over a population: takers, the least and the most, the pool, and the share of each clause.

Least: every company that is entitled for certain takes its least. Most: every company that is not ruled out takes its
most. Nobody knows who will apply, so take-up is not guessed; what was applied for and paid comes from facts alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.support.population import PopulationAwards
from hornbook.support.support import Pool

MOST_CLAUSES = 8
"""So many clauses share a cost exactly; every set of them is reckoned."""


@dataclass(frozen=True, slots=True)
class CostFigures:
    """Companies and money, in hundredths of the currency."""

    entitled: int
    may_be: int
    least: int
    most: int | None
    """None where an award has no limit."""


@dataclass(frozen=True, slots=True)
class PoolUse:
    """How far a pool reaches."""

    pool: Pool
    least: int
    most: int
    """What is paid out of it at least and at most."""
    exhausted: bool | None
    """Whether it is used up; None where that depends on what is not known."""
    paid_companies: tuple[int, int] | None
    """How many of the entitled are paid in full at least and at most, where they ask for more than there is.

    By day of filing or by score the order decides, and no order is known: the dearest first pays the fewest.
    """


def cost_figures(of: pa.Table) -> CostFigures:
    """The figures of rows of `PopulationAwards`."""
    certain = of.filter(of["answer"].fill_null(False))
    most = of["most"]
    return CostFigures(
        certain.num_rows,
        of.num_rows - certain.num_rows,
        int(pc.sum(certain["least"]).as_py() or 0),
        None if most.null_count else int(pc.sum(most).as_py() or 0),
    )


def cost_by(of: PopulationAwards, keys: Sequence[str]) -> dict[tuple[object, ...], CostFigures]:
    """The figures by group, the dearest first."""
    columns = [f"by_{key}" for key in keys]
    rows = of.rows.append_column("sure", of.rows["answer"].fill_null(False))
    low = pc.if_else(rows["sure"], rows["least"], 0)
    rows = rows.append_column("low", low).append_column("open", pc.is_null(rows["most"]))
    sums = rows.group_by(columns).aggregate(
        [("sure", "sum"), ("sure", "count"), ("low", "sum"), ("most", "sum"), ("open", "any")]
    )
    found = {
        tuple(row[name] for name in columns): CostFigures(
            row["sure_sum"],
            row["sure_count"] - row["sure_sum"],
            row["low_sum"],
            None if row["open_any"] else row["most_sum"] or 0,
        )
        for row in sums.to_pylist()
    }
    return dict(sorted(found.items(), key=lambda item: (-(item[1].most or 0), tuple(map(str, item[0])))))


def pool_use(of: PopulationAwards, pool: Pool) -> PoolUse:
    """How far the pool reaches for one period."""
    figures = cost_figures(of.rows)
    most = pool.amount if figures.most is None else min(pool.amount, figures.most)
    exhausted = True if figures.least >= pool.amount else None
    if figures.most is not None and figures.most < pool.amount:
        exhausted = False
    paid = None
    if figures.least > pool.amount and pool.rationing != "pro_rata":
        sure = sorted(of.rows.filter(of.rows["answer"].fill_null(False))["least"].to_pylist())
        paid = _filled(reversed(sure), pool.amount), _filled(sure, pool.amount)
    return PoolUse(pool, min(pool.amount, figures.least), most, exhausted, paid)


def _filled(amounts: Iterable[int], pool: int) -> int:
    """How many amounts are paid in full, one after another."""
    n = 0
    for amount in amounts:
        if amount > pool:
            break
        pool, n = pool - amount, n + 1
    return n


@dataclass(frozen=True, slots=True)
class ClauseCost:
    """What one clause saves, in hundredths: alone, as the last of all, and on average over every order (Shapley)."""

    clause: str
    first_in: int
    last_in: int
    shapley: Fraction


ClauseSums = Mapping[tuple[bool | None, ...], int]
"""What companies with these answers of the clauses would be paid if no clause stood, in hundredths."""


def clause_costs(names: Sequence[str], sums: ClauseSums) -> tuple[ClauseCost, ...]:
    """What each clause saves of the most; the Shapley values make the saving of all clauses together, exactly."""
    numbers = range(len(names))
    saved = {
        frozenset(some): sum(money for answers, money in sums.items() if any(answers[n] is False for n in some))
        for size in range(len(names) + 1)
        for some in combinations(numbers, size)
    }
    every = frozenset(numbers)
    found = []
    for n in numbers:
        share = Fraction(0)
        for some, before in saved.items():
            if n not in some:
                size = len(some)
                weight = Fraction(factorial(size) * factorial(len(names) - size - 1), factorial(len(names)))
                share += weight * (saved[some | {n}] - before)
        found.append(ClauseCost(names[n], saved[frozenset({n})], saved[every] - saved[every - {n}], share))
    return tuple(found)
