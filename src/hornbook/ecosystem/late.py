"""Late reporting: how many facts of recent quarters will be known two years from now, by how past quarters filled up.

A fact is counted in the quarter in which it became true, and is known with a delay. The count of a quarter that will be
known HORIZON quarters from now is predicted by the chain ladder: the product of the growth from each age to the next,
as seen in the newest STEPS quarters, so that a register that becomes slower or quicker is followed. The same is done on
past days with what was known then. The errors of those predictions set the width of the interval, and decide whether a
correction helps at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from hornbook.book.known import versions
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import Ints
from hornbook.kinds import Fact
from hornbook.standards.judge import input_table
from hornbook.terms import Day, shift

HORIZON = 8
"""Quarters from a day until the counts of that day are compared with what is known then."""
STEPS = 3
"""The growth from one age to the next is that of so many newest quarters."""
LEAST_SHARE = 0.02
"""A quarter of which less than this is known is not corrected."""
ERRORS = 12
"""The errors of so many newest replays set the width of an interval."""
STUDENT = 1.7958848
"""Half the width of a 90% interval in standard errors: Student's t with ERRORS - 1 degrees of freedom."""
REPLAYS, LEAST_REPLAYS, NEARER = 40, ERRORS, 0.75
"""At most and at least so many replays decide whether to correct: in at least this share of them it was nearer."""
DAYS_BACK = 100
"""Quarters on whose days counts are kept: enough for REPLAYS, the errors before them, and the ages before those."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The facts of a kind: the day on which each became true and the day on which it was first known, since 1970."""

    valid: Ints
    known: Ints
    day: Day
    """The day of knowledge; no fact was known later."""

    def by(self, day: Day) -> "Reported":
        """What of them was known by an earlier day."""
        mine = (self.known <= number(day)) & (self.valid <= number(day))
        return Reported(self.valid[mine], self.known[mine], day)


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
    return Reported(valid, np.maximum(known, valid), view.known)


def number(day: Day) -> int:
    """A day as a number since 1970."""
    return (day - Day(1970, 1, 1)) // timedelta(days=1)


def quarter_start(day: Day) -> Day:
    """The first day of the quarter of a day."""
    return Day(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def days_apart(day: Day, count: int) -> tuple[Day, ...]:
    """A day and the same days of the quarters before it, the oldest first; a month's last day stays a last day."""
    first = day.replace(day=1)
    at_end = shift(first, 1) - timedelta(days=1) == day
    found = []
    for quarters in range(count):
        month = shift(first, -3 * quarters)
        end = shift(month, 1) - timedelta(days=1)
        found.append(end if at_end else month.replace(day=min(day.day, end.day)))
    return tuple(found[::-1])


def share_known_within(facts: Reported, months: int) -> tuple[float, int] | None:
    """Of the facts of the twelve months that ended two years ago: the share known so many months after, and how many.

    Facts that became known more than two years after they became true are left out. None where no fact is left.
    """
    old = shift(facts.day, -3 * HORIZON)
    mine = (facts.valid > number(shift(old, -12))) & (facts.valid <= number(old))
    delay = (facts.known - facts.valid)[mine]
    delay = delay[delay <= round(3 * HORIZON * 30.4375)]
    return (float((delay <= round(months * 30.4375)).mean()), len(delay)) if len(delay) else None


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """Facts by the quarter in which they became true, as known on days that are a quarter apart, the oldest first.

    `whole[q, d]` counts the quarter of day q as known on day d. `begun[q, d]` leaves out facts after day q itself, so
    that a quarter that has just begun is compared with earlier ones at the same point.
    """

    days: tuple[Day, ...]
    whole: Ints
    begun: Ints

    def known(self, age: int, at: int, later: int) -> int:
        """Facts of the quarter that is `age` quarters before that of day `at`, known by day `later`."""
        return int((self.whole if age else self.begun)[at - age, later])


def count_quarters(facts: Reported) -> QuarterCounts:
    """The counts of facts on the day of knowledge and on the days of the quarters before it."""
    days = days_apart(facts.day, DAYS_BACK)
    starts, ends = (np.array([number(day) for day in each]) for each in (map(quarter_start, days), days))
    quarter = np.searchsorted(starts, facts.valid, side="right") - 1
    day = np.searchsorted(ends, facts.known)
    mine = (quarter >= 0) & (day < len(days))
    quarter, day, valid = quarter[mine], day[mine], facts.valid[mine]
    tables = []
    for some in (np.ones(len(valid), bool), valid <= ends[quarter]):
        table = np.zeros((len(days), len(days)), np.int64)
        np.add.at(table, (quarter[some], day[some]), 1)
        tables.append(table.cumsum(axis=1))
    return QuarterCounts(days, *tables)


class KnownShare(NamedTuple):
    """The share that is known of what will be known HORIZON quarters on, and the variance of this estimate."""

    share: float
    variance: float


def known_share(counts: QuarterCounts, age: int, at: int) -> KnownShare | None:
    """The share known on day `at` of the quarter of an age, by what was known on that day; None where none follows."""
    table, share, relative = counts.whole if age else counts.begun, 1.0, 0.0
    for step in range(HORIZON):
        before = np.arange(max(at - STEPS, age + step), at)
        quarter = before - age - step
        then, after = int(table[quarter, before].sum()), int(table[quarter, before + 1].sum())
        if not then:
            return None
        share *= then / after
        relative += (after - then) / (then * after)
    return KnownShare(share, share**2 * relative) if share >= LEAST_SHARE else None


@dataclass(frozen=True, slots=True)
class Replay:
    """A quarter on a past day: the count then, the prediction with its variance by chance alone, and what came."""

    at: int
    count: int
    predicted: float
    variance: float
    came: int

    @property
    def nearer(self) -> bool:
        """Whether the prediction was nearer to what came than the count known then."""
        return abs(self.predicted - self.came) < abs(self.count - self.came)


def replayed(at: int, count: int, known: KnownShare, came: int) -> Replay:
    """A prediction beside what came.

    By chance alone, the unknown rest has the variance of a negative binomial; the share has its own.
    """
    share, variance = known
    rest = (count + 1) * (1 - share) / share**2
    return Replay(at, count, count / share, rest + (count / share**2) ** 2 * variance, came)


def replays(counts: QuarterCounts, age: int) -> list[Replay]:
    """The quarter of an age, predicted on all days that lie at least HORIZON quarters back, by what was known then."""
    found = []
    for at in range(age, len(counts.days) - HORIZON):
        known = known_share(counts, age, at)
        if known is not None:
            found.append(replayed(at, counts.known(age, at, at), known, counts.known(age, at, at + HORIZON)))
    return found


def dispersion(of: Sequence[Replay]) -> float:
    """The mean squared error of replays in units of what chance alone gives (quasi-binomial); at least 1."""
    ratios = [(each.came - each.predicted) ** 2 / max(each.variance, 1.0) for each in of]
    return max(1.0, float(np.mean(ratios)))


@dataclass(frozen=True, slots=True)
class CorrectedCount:
    """A quarter on a day: the count known, and what will be known HORIZON quarters on, with a 90% interval.

    `share`, `value`, `low` and `high` are empty where the replays do not show that a correction helps.
    """

    count: int
    replays: int
    nearer: int
    """In how many replays the corrected count was nearer than the one known."""
    share: float | None = None
    value: float | None = None
    low: int | None = None
    high: int | None = None

    def holds(self, came: int) -> bool | None:
        """Whether what came lies within the interval; None where there is no interval."""
        return None if self.low is None or self.high is None else self.low <= came <= self.high


def corrected(counts: QuarterCounts, age: int, at: int, past: Sequence[Replay]) -> CorrectedCount:
    """The quarter of an age as corrected on a day, by those replays whose outcome was known by that day."""
    decided = [each for each in past if each.at <= at - HORIZON][-REPLAYS:]
    count, nearer = counts.known(age, at, at), sum(each.nearer for each in decided)
    known = known_share(counts, age, at)
    if known is None or len(decided) < LEAST_REPLAYS or nearer < NEARER * len(decided):
        return CorrectedCount(count, len(decided), nearer)
    now = replayed(at, count, known, 0)
    low, high = limits(now, dispersion(decided[-ERRORS:]))
    return CorrectedCount(count, len(decided), nearer, known.share, now.predicted, low, high)


def limits(of: Replay, spread: float) -> tuple[int, int]:
    """A 90% interval, in whole facts and never below the count that is known."""
    width = STUDENT * (spread * max(of.variance, 1.0)) ** 0.5
    return max(of.count, floor(of.predicted - width)), ceil(of.predicted + width)
