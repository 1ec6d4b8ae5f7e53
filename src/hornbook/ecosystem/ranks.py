"""Ranks of groups, with bounds over what is undecided and with intervals for what is not yet known.

The bounds hold however the undecided turn out. The 95% interval is of the count and the rank as they will be known
later: an earlier day is asked twice, by what was known then and by what is known now, and the shares of companies whose
answer changed meanwhile are taken for the companies of the day asked about.
"""

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import Ints
from hornbook.ecosystem.transitions import as_later
from hornbook.standards.ask import rule
from hornbook.standards.judge import answered, assume_favourable
from hornbook.terms import Day

DRAWS, SEED = 4_000, 7
GAIN = 0.5 / 3
"""The prior of each of the three ways of being confirmed only later, in companies; together Jeffreys' half."""


class Changed(NamedTuple):
    """Of so many companies, how many are confirmed by what is known now."""

    confirmed: int
    of: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What became of the answers of an earlier day, by the answer of then, as it is known now."""

    day: Day
    yes: Changed
    undecided: Changed
    no: Changed
    outside: Changed
    """Companies confirmed now that were not in the book then, of all that were in it."""


def revision(question: EcosystemQuestion, day: Day) -> Revision:
    """How the answers of an earlier day changed by what was learnt until the knowledge of the question."""
    view = question.view
    first = replace(view, day=day, known=min(day, view.known), known_by_default=False)
    now = _answers(question, replace(view, day=day, known_by_default=False))
    old = as_later(_answers(question, first), now, view)
    pairs = old.rename_columns(["subject", "was"]).join(
        now.rename_columns(["subject", "now"]), "subject", join_type="left outer"
    )
    confirmed = pc.equal(pairs["now"], "yes").fill_null(False)

    def changed(was: str) -> Changed:
        mine = confirmed.filter(pc.equal(pairs["was"], was))
        return Changed(pc.sum(mine).as_py() or 0, len(mine))

    yes = now.filter(pc.equal(now["state"], "yes"))["subject"]
    new = len(yes) - (pc.sum(pc.is_in(yes, old["subject"])).as_py() or 0)
    return Revision(day, changed("yes"), changed("undecided"), changed("no"), Changed(new, old.num_rows))


def _answers(question: EcosystemQuestion, view: View) -> pa.Table:
    condition = rule(question.under, view.day).tier.condition
    asked = assume_favourable(condition) if question.on_facts else condition
    rows = answered(view, {"answer": asked}, where=question.where)
    state = ibis.cases((rows.answer, "yes"), (rows.answer.isnull(), "undecided"), else_="no")
    return view.engine.arrow(rows.select("subject", state=state))


class RankLimits(NamedTuple):
    """For each group the best and the worst rank; 1 is best, and equals share a rank."""

    best: Ints
    worst: Ints


def rank_bounds(low: Counts, high: Counts) -> RankLimits:
    """The best and the worst rank of each group where each count lies between two limits; both are reached."""
    n = len(low)
    best = 1 + n - np.searchsorted(np.sort(low), high, side="right")
    worst = 1 + n - np.searchsorted(np.sort(high), low, side="right") - (high > low)
    return RankLimits(best, worst)


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """For each group the 95% interval of its count and of its rank, as they will be known later."""

    low: Ints
    high: Ints
    ranks: RankLimits


def supports_intervals(yes: Counts, undecided: Counts, no: Counts, of: Revision) -> bool:
    """Whether a revision tells something of every kind of company that is there; if not, a prior alone would speak."""
    kinds = ((yes, of.yes), (undecided, of.undecided), (no, of.no))
    return of.outside.of > 0 and all(changed.of > 0 for companies, changed in kinds if companies.sum())


def later_counts(yes: Counts, undecided: Counts, no: Counts, of: Revision, draws: int = DRAWS) -> Ints:
    """Counts as they will be known later, a row a draw, a column a group, by a fixed seed; see `supports_intervals`.

    In each draw the shares of a revision are drawn, then each group's companies by them. The share of confirmed
    companies that stay has Jeffreys' prior. The three ways of being confirmed only later share one such prior: with
    half a company for each, groups would gain more than any revision showed.
    """
    chance = np.random.default_rng(SEED)
    counts = np.zeros((draws, len(yes)), np.int64)
    for companies, changed, prior in ((yes, of.yes, 0.5), (undecided, of.undecided, GAIN), (no, of.no, GAIN)):
        share = chance.beta(changed.confirmed + prior, changed.of - changed.confirmed + 0.5, draws)
        counts += chance.binomial(companies.astype(np.int64), share[:, None])
    rate = chance.gamma(of.outside.confirmed + GAIN, 1 / max(of.outside.of, 1), draws)
    counts += chance.poisson(rate[:, None] * (yes + undecided + no))
    return counts


def ranks_of(counts: Ints) -> Ints:
    """The rank of each group in each row of counts; equals share a rank."""
    ordered, groups = np.sort(counts, axis=1), counts.shape[1]
    return np.stack(
        [1 + groups - np.searchsorted(row, own, side="right") for row, own in zip(ordered, counts, strict=True)]
    )


def shortest_interval(values: Ints, level: float = 0.95) -> tuple[int, int]:
    """The shortest interval that holds at least this share of the values; of equally short ones that which holds most.

    Counts are whole, so it holds more than the share as a rule; cutting equal tails off would hold more still.
    """
    ordered = np.sort(values)
    inside = max(1, math.ceil(level * len(ordered) - 1e-9))
    starts = np.unique(ordered)
    starts = starts[np.searchsorted(ordered, starts) + inside <= len(ordered)]
    ends = ordered[np.searchsorted(ordered, starts) + inside - 1]
    held = np.searchsorted(ordered, ends, side="right") - np.searchsorted(ordered, starts)
    best = min(range(len(starts)), key=lambda n: (ends[n] - starts[n], -held[n], starts[n]))
    return int(starts[best]), int(ends[best])


def rank_intervals(yes: Counts, undecided: Counts, no: Counts, of: Revision, draws: int = DRAWS) -> RankIntervals:
    """For each group the shortest 95% intervals of its count and of its rank over `later_counts`."""
    counts = later_counts(yes, undecided, no, of, draws)
    low, high, best, worst = (
        np.array(ends, np.int64)
        for table in (counts, ranks_of(counts))
        for ends in zip(*(shortest_interval(column) for column in table.T), strict=True)
    )
    return RankIntervals(low, high, RankLimits(best, worst))
