"""Late reporting: how complete recent counts of facts are, and what they will be once all is known.

A fact is counted in the quarter in which it became true. It is known with a delay, and of a recent quarter only the
facts with short delays are known. The distribution of delays is estimated from all facts with that in mind (the
product limit in reversed time, for delays that are seen only if they are shorter than the fact's age).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from hornbook.book.known import versions
from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import NORMAL, Ints
from hornbook.kinds import Fact
from hornbook.standards.judge import input_table
from hornbook.terms import Day

WEEK = 7
MOST = 520
"""Delays of more weeks than these ten years are taken for complete."""
LEAST_SHARE = 0.02
"""A quarter of which less than this is known is not corrected."""
REPLAYED = 8
"""So many of the newest quarters are corrected on each day that is replayed."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The facts of a kind: the day on which each became true and the day on which it was first known, since 1970."""

    valid: Ints
    known: Ints
    day: int
    """The day of knowledge; no fact was known later."""

    def by(self, day: int) -> "Reported":
        """What of them was known by an earlier day."""
        mine = (self.known <= day) & (self.valid <= day)
        return Reported(self.valid[mine], self.known[mine], day)

    def counted(self, first: int, last: int) -> int:
        """How many became true between two days, both included."""
        return int(((self.valid >= first) & (self.valid <= last)).sum())


def reported(question: EcosystemQuestion, kind: type[Fact]) -> Reported:
    """The facts of a kind that count, of companies within the filter, with the day on which each was first known."""
    view = question.view
    facts = view.facts(kind, ["id", "subject", "valid"])
    if question.where is not None:
        table, _ = input_table(view, (), (), question.where)
        facts = facts.semi_join(table, "subject")
    told = versions(view.book, kind, view.known, ["id", "known"])
    first = told.group_by("id").agg(first=told.known.min())
    both = facts.inner_join(first, "id")
    rows = view.engine.arrow(both.select("valid", "first"))
    valid, known = (np.asarray(rows[name].cast(pa.int32()).to_numpy()).astype(np.int64) for name in ("valid", "first"))
    return Reported(valid, np.maximum(known, valid), number(view.known))


def number(day: Day) -> int:
    """A day as a number since 1970."""
    return (day - Day(1970, 1, 1)) // timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of facts that is known within so many weeks, and its variance; the last share is 1."""

    share: Counts
    variance: Counts

    def known(self, age: int) -> tuple[float, float]:
        """The share that is known of facts of so many days, with its variance; between weeks on a straight line."""
        week = min(age / WEEK, len(self.share) - 1)
        weeks = np.arange(len(self.share))
        return float(np.interp(week, weeks, self.share)), float(np.interp(week, weeks, self.variance))


def completeness(facts: Reported) -> Completeness:
    """The distribution of delays, from facts of all ages.

    For each week u those facts that are older than u weeks and were known by its end are asked whether they became
    known in it. `share[w]` is the share known within w weeks.
    """
    delay = np.minimum((facts.known - facts.valid) // WEEK, MOST - 1)
    age = np.minimum((facts.day - facts.valid) // WEEK, MOST)
    whole = age > delay
    table = np.zeros((MOST, MOST + 1), np.int64)
    np.add.at(table, (delay[whole], age[whole]), 1)
    older = table[:, ::-1].cumsum(axis=1)[:, ::-1]  # [delay, age]: as old or older
    at_risk = np.array([older[: week + 1, week + 1].sum() for week in range(MOST)])
    events = np.array([older[week, week + 1] for week in range(MOST)])
    some = at_risk > 0
    hazard = np.divide(events, at_risk, out=np.zeros(MOST), where=some)
    steps = np.divide(events, at_risk * (at_risk - events), out=np.zeros(MOST), where=at_risk > events)
    share = np.concatenate([[0.0], np.cumprod((1 - hazard)[::-1])[::-1][1:], [1.0]])
    variance = np.concatenate([[0.0], np.cumsum(steps[::-1])[::-1][1:], [0.0]]) * share**2
    return Completeness(share, variance)


class Quarter(NamedTuple):
    """A quarter by its first and last day since 1970; the last one may not have ended."""

    first: int
    last: int


def quarters(day: int, count: int) -> list[Quarter]:
    """The newest quarters of a day, the oldest first; the newest ends on the day."""
    found, last = [], day
    for _ in range(count):
        end = Day(1970, 1, 1) + timedelta(days=last)
        first = number(Day(end.year, (end.month - 1) // 3 * 3 + 1, 1))
        found.append(Quarter(first, last))
        last = first - 1
    return found[::-1]


@dataclass(frozen=True, slots=True)
class CorrectedCount:
    """A quarter: how many facts are known, the share that this is of all, and all of them with a 95% interval."""

    quarter: Quarter
    count: int
    share: float
    value: float | None
    low: float | None
    high: float | None


def corrected(facts: Reported, spread: float, count: int) -> Iterator[CorrectedCount]:
    """The newest quarters, corrected; `spread` widens the variance that chance alone would give."""
    curve = completeness(facts)
    for quarter in quarters(facts.day, count):
        n = facts.counted(*quarter)
        share, variance = _known_share(curve, quarter, facts.day)
        if share < LEAST_SHARE:
            yield CorrectedCount(quarter, n, share, None, None, None)
            continue
        width = NORMAL * (spread * _variance(n, share, variance)) ** 0.5
        yield CorrectedCount(quarter, n, share, n / share, max(float(n), n / share - width), n / share + width)


def _known_share(curve: Completeness, quarter: Quarter, day: int) -> tuple[float, float]:
    """The mean over the days of a quarter of the share that is known on a day, with its variance."""
    ages = [curve.known(day - each) for each in range(quarter.first, quarter.last + 1)]
    shares, variances = zip(*ages, strict=True)
    return float(np.mean(shares)), float(np.mean(variances))


def _variance(n: int, share: float, variance: float) -> float:
    """The variance of n / share: of the unknown rest (negative binomial), and of the share itself."""
    return (n + 1) * (1 - share) / share**2 + (n / share**2) ** 2 * variance


class Replayed(NamedTuple):
    """A quarter as it was corrected on a past day, for what is known today."""

    day: int
    predicted: float
    variance: float
    came: int


def replay(facts: Reported, days: Sequence[int]) -> list[Replayed]:
    """Correct the newest quarters on past days by what was known then, and see what was known in the end."""
    found = []
    for day in days:
        then = facts.by(day)
        if not len(then.valid):
            continue
        curve = completeness(then)
        for quarter in quarters(day, REPLAYED):
            n = then.counted(*quarter)
            share, variance = _known_share(curve, quarter, day)
            later, _ = _known_share(curve, quarter, facts.day)
            part = min(1.0, share / later) if later else 0.0
            if part >= LEAST_SHARE:
                own = _variance(n, part, variance / max(later, share) ** 2)
                found.append(Replayed(day, n / part, own, facts.counted(*quarter)))
    return found


def dispersion(of: Sequence[Replayed]) -> float:
    """By how much the replayed errors exceed what chance alone gives; at least 1."""
    ratios = [(each.came - each.predicted) ** 2 / each.variance for each in of if each.variance > 0]
    return max(1.0, float(np.mean(ratios))) if ratios else 1.0


def held(of: Sequence[Replayed], spread: float) -> int:
    """How many of the replayed 95% intervals hold what came."""
    return sum(abs(each.came - each.predicted) <= NORMAL * (spread * each.variance) ** 0.5 + 0.5 for each in of)
