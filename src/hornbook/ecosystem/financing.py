"""Financing speed and step-ups: days between a company's equity rounds, and its post-money value beside the one before.

Rounds of one company on one day are one. A gap needs both of its rounds, so companies that wait for their next round
are in none: gaps of recent rounds are the short ones.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import NORMAL
from hornbook.kinds import Round, Valuation
from hornbook.population.verdicts import verdicts
from hornbook.terms import Basis, Bound, Instrument, Scope


@dataclass(frozen=True, slots=True)
class Financing:
    """What followed what in companies.

    `gaps` has a row a pair of successive rounds: `subject`, `valid` of the later one, its number `nth` (2 or more),
    `days` between them, and whether the company is of the `tier` today. `steps` has a row a pair of successive
    post-money valuations on days of rounds: the same without `nth`, with `ratio` of the later to the earlier.
    """

    gaps: pa.Table
    steps: pa.Table


def financing(question: EcosystemQuestion) -> Financing:
    """The successive rounds and post-money valuations of the companies of a question."""
    view = question.view
    rows = verdicts(view, under=question.under, where=question.where)
    counted = rows.on_facts if question.on_facts else rows.verdict
    companies = rows.select("subject", tier=counted.fill_null(False))
    rounds = view.facts(Round, ["subject", "valid", "instrument"])
    rounds = rounds.filter(rounds.instrument == Instrument.EQUITY.value).select("subject", "valid").distinct()
    gaps = _successive(rounds, ["valid"])
    gaps = gaps.filter(gaps.valid_before.notnull())
    valued = view.money(Valuation, ["subject", "valid", "basis", "bound", "scope"])
    valued = valued.filter(
        (valued.basis == Basis.POST_MONEY.value)
        & (valued.bound == Bound.EXACT.value)
        & (valued.scope == Scope.COMPANY.value)
        & (valued.usd > 0)
    )
    daily = valued.group_by("subject", "valid").agg(usd=valued.usd.cast("float64").max())
    steps = _successive(daily.semi_join(rounds, ["subject", "valid"]), ["valid", "usd"])
    steps = steps.filter(steps.valid_before.notnull()).mutate(ratio=lambda each: each.usd / each.usd_before)
    return Financing(_dated(question, gaps, companies), _dated(question, steps, companies))


def _successive(rows: ir.Table, columns: list[str]) -> ir.Table:
    """Rows of companies by day, each with its number and these columns of the row before as NAME_before."""
    window = ibis.window(group_by=rows.subject, order_by=rows.valid)
    before = {f"{name}_before": rows[name].lag().over(window) for name in columns}
    return rows.mutate(nth=ibis.row_number().over(window) + 1, **before)


def _dated(question: EcosystemQuestion, rows: ir.Table, companies: ir.Table) -> pa.Table:
    found = rows.inner_join(companies, "subject").order_by("subject", "valid")
    kept = ["subject", "valid", "valid_before", "nth", "tier", *(["ratio"] if "ratio" in rows.columns else [])]
    table = question.view.engine.arrow(found.select(kept))
    days = [np.asarray(table[name].cast(pa.int32()).to_numpy()) for name in ("valid", "valid_before")]
    return table.drop_columns("valid_before").append_column("days", pa.array(days[0] - days[1]))


@dataclass(frozen=True, slots=True)
class Quantiles:
    """The median of some values with its 95% interval, the quartiles, and how many values there are."""

    count: int
    median: float
    low: float
    high: float
    lower: float
    upper: float


def quantiles(values: Counts) -> Quantiles | None:
    """The quantiles of values; None of fewer than six, of which no interval of 95% exists.

    The interval is of order statistics, whatever the distribution: ranks n/2 -+ 1.96 sqrt(n)/2, outwards.
    """
    n = len(values)
    if n < 6:
        return None
    ordered = np.sort(values)
    half = NORMAL * n**0.5 / 2
    first, last = max(0, int(np.floor(n / 2 - half)) - 1), min(n - 1, int(np.ceil(n / 2 + half)))
    lower, median, upper = (float(each) for each in np.quantile(ordered, (0.25, 0.5, 0.75)))
    return Quantiles(n, median, float(ordered[first]), float(ordered[last]), lower, upper)
