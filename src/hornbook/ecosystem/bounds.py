"""Least and most of a measure of concentration where each group's count is only known to lie between two numbers.

`low` and `high` are whole counts of the groups, in the same order; at least one company is taken to be there. The
bounds hold for every way in which the undecided companies may turn out. Proofs stand beside each function.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Counts: TypeAlias = npt.NDArray[np.float64]
Measure: TypeAlias = Callable[[Counts], float]


def share_of_first(counts: Counts, first: int) -> float:
    """The share of the `first` largest groups in all companies, between 0 and 1."""
    return float(np.sort(counts)[::-1][:first].sum() / counts.sum())


def herfindahl(counts: Counts) -> float:
    """The Herfindahl–Hirschman index: the sum of the squared shares, between 1/groups and 1."""
    return float((counts**2).sum() / counts.sum() ** 2)


def shannon(counts: Counts) -> float:
    """The Shannon entropy of the shares in nats; its exponential is the effective number of groups."""
    total = counts.sum()
    return float(np.log(total) - _times_log(counts).sum() / total)


def _times_log(counts: Counts) -> Counts:
    return counts * np.log(np.maximum(counts, 1.0))


def evenest(low: Counts, high: Counts, measure: Measure, level: Callable[[Counts], float] | None = None) -> float:
    """The least that a measure of concentration can be.

    The measure is a convex function of the counts over their sum, so it is least where all counts lie as near to one
    level as their limits allow. Between two limits the ratio of the largest groups to all is monotone in the level, so
    only limits need be tried; for smooth measures `level` gives the level at which nothing is gained by moving.
    """
    tried = [np.clip(at, low, high) for at in np.unique(np.concatenate([low, high])) if at > 0]
    if level is not None:
        tried.append(_balanced(low, high, level))
    return min(measure(counts) for counts in tried if counts.sum() > 0)


def _balanced(low: Counts, high: Counts, level: Callable[[Counts], float]) -> Counts:
    """The counts that lie as near as they can to their own level, by halving."""
    least, most = 0.0, float(high.max())
    for _ in range(80):
        middle = (least + most) / 2
        counts = np.clip(middle, low, high)
        if counts.sum() > 0 and middle >= level(counts):
            most = middle
        else:
            least = middle
    return np.asarray(np.clip(most, low, high))


def first_share_bounds(low: Counts, high: Counts, first: int) -> tuple[float, float]:
    """The least and the most of `share_of_first`; both are reached.

    The most: some groups are at their upper and all others at their lower limit; for a share t those with the largest
    high + t/(1 - t) low are best, and t rises until it stays (Dinkelbach).
    """
    least = evenest(low, high, lambda counts: share_of_first(counts, first))
    if low.sum() == 0 or len(low) <= first:
        return least, 1.0
    odds = 0.0
    while True:
        chosen = np.argsort(-(high + odds * low), kind="stable")[:first]
        rest = low.sum() - low[chosen].sum()
        if rest == 0:
            return least, 1.0
        found = high[chosen].sum() / rest
        if found <= odds * (1 + 1e-15):
            return least, float(odds / (1 + odds))
        odds = float(found)


def herfindahl_bounds(low: Counts, high: Counts) -> tuple[float, float]:
    """The least and the most of `herfindahl`; the most may not quite be reached (see `_chords`)."""
    least = evenest(low, high, herfindahl, lambda counts: float((counts**2).sum() / counts.sum()))
    most = max(_worst(sums, lambda s, n: s / n**2, lambda a, b: -2 * b / a) for sums in [_chords(low, high, np.square)])
    return least, min(1.0, most)


def shannon_bounds(low: Counts, high: Counts) -> tuple[float, float]:
    """The least and the most of `shannon`; the least may not quite be reached (see `_chords`)."""
    most = -evenest(low, high, lambda n: -shannon(n), lambda n: float(np.exp(_times_log(n).sum() / n.sum())))
    least = -_worst(_chords(low, high, _times_log), lambda s, n: s / n - np.log(n), lambda a, b: -b)
    return max(0.0, least), most


def _chords(low: Counts, high: Counts, convex: Callable[[Counts], Counts]) -> tuple[Counts, Counts]:
    """The most that the sum of a convex function can be for each sum of the counts, as the corners of a line.

    A convex function lies below its chord between the two limits of a count, and of chords the steepest are taken
    first. The line is reached at its corners; between them one group at most stands between its limits.
    """
    wide = high > low
    slopes = (convex(high[wide]) - convex(low[wide])) / (high[wide] - low[wide])
    steepest = np.argsort(-slopes, kind="stable")
    steps = (high[wide] - low[wide])[steepest]
    totals = low.sum() + np.concatenate([[0.0], np.cumsum(steps)])
    sums = convex(low).sum() + np.concatenate([[0.0], np.cumsum(steps * slopes[steepest])])
    return totals, sums


def _worst(
    line: tuple[Counts, Counts],
    measure: Callable[[float, float], float],
    turn: Callable[[float, float], float],
) -> float:
    """The most of a measure along a line of `_chords`; `turn`: where it turns on a piece of slope a and height b."""
    totals, sums = line
    found = [measure(s, n) for n, s in zip(totals, sums, strict=True) if n > 0]
    for n in range(len(totals) - 1):
        slope = (sums[n + 1] - sums[n]) / (totals[n + 1] - totals[n])
        height = sums[n] - slope * totals[n]
        at = turn(slope, height) if slope else 0.0
        at = max(at, 1.0)
        if totals[n] < at < totals[n + 1]:
            found.append(measure(slope * at + height, at))
    return max(found)


def quotient_bounds(low: Counts, high: Counts, companies: Counts) -> tuple[Counts, Counts]:
    """The least and the most of each group's location quotient, both reached.

    The location quotient is the group's share of the tier over its share of all companies. It is greatest where the
    group is at its upper and all others are at their lower limit. A quotient of nothing is not a number.
    """
    share = companies / companies.sum()
    others_low, others_high = low.sum() - low, high.sum() - high
    with np.errstate(invalid="ignore", divide="ignore"):
        least = np.where(low + others_high > 0, low / (low + others_high), np.nan) / share
        most = np.where(high > 0, high / (high + others_low), 0.0) / share
    return least, most
