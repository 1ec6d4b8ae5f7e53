"""Time to an event with late entry and competing causes: Kaplan–Meier and Aalen–Johansen, with their intervals.

A company is at risk on a day if it entered before that day and did not leave before it, so one that enters on the day
of another's event is not at risk of it. Companies that enter on day 0 are at risk on day 0 too, so an event on day 0
counts. An event on the very day of a later entry is not seen, because nobody was watched then.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NORMAL = NormalDist().inv_cdf(0.975)
"""Half the width of a 95% interval, in standard errors."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Curves that change at `times` only; before the first time everybody survives and nothing has happened.

    `survival` is the share without any event (Kaplan–Meier of all causes), with Greenwood's `survival_variance`.
    `incidence` has a row a cause: the share to which it has happened (Aalen–Johansen), with `incidence_variance`. On
    every time survival and incidences add up to 1.
    """

    times: Ints
    at_risk: Ints
    events: Ints
    """A row a cause: how many at each time."""
    survival: Floats
    survival_variance: Floats
    incidence: Floats
    incidence_variance: Floats

    def at(self, time: int) -> int:
        """The position of the last time that is not later; -1 before the first."""
        return int(np.searchsorted(self.times, time, side="right")) - 1


def survival_curves(entry: Ints, leave: Ints, cause: Ints, causes: int) -> Survival:
    """The curves of companies that enter and leave at these times, by cause: 1 to `causes`, or 0 for still at risk.

    `entry` is not later than `leave`; times are whole days since the origin.
    """
    cause = np.where(watched(entry, leave), cause, 0)
    times = np.unique(leave[cause > 0])
    entered = np.searchsorted(np.sort(np.where(entry == 0, -1, entry)), times, side="left")
    left = np.searchsorted(np.sort(leave), times, side="left")
    at_risk = entered - left
    events = np.zeros((causes, len(times)), np.int64)
    for n in range(causes):
        mine, counts = np.unique(leave[cause == n + 1], return_counts=True)
        events[n, np.searchsorted(times, mine)] = counts
    every = events.sum(axis=0)
    survival = np.cumprod(1 - every / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * events / at_risk, axis=1)
    alive = at_risk > every
    steps = np.divide(every, at_risk * (at_risk - every), out=np.zeros(len(times)), where=alive)
    variance = survival**2 * np.cumsum(steps)
    return Survival(
        times, at_risk, events, survival, variance, incidence,
        _incidence_variance(events, at_risk, before, incidence, steps),
    )  # fmt: skip


def watched(entry: Ints, leave: Ints) -> npt.NDArray[np.bool_]:
    """Whether each company is watched at all: it left after it entered, or both were on day 0."""
    return np.asarray((entry < leave) | ((entry == 0) & (leave == 0)))


def _incidence_variance(events: Ints, at_risk: Ints, before: Floats, incidence: Floats, steps: Floats) -> Floats:
    """The variance of incidences by the delta method (Marubini and Valsecchi 1995), as running sums.

    Of a cause k at t it is the sum over u up to t of (F(t) - F(u))² d / (n (n - d)) + S² d_k (n - d_k) / n³
    - 2 (F(t) - F(u)) S d_k / n², where S is the survival just before u. After a day on which all that are at risk have
    an event F no longer changes, so there the first term is nothing.
    """
    own = before**2 * events * (at_risk - events) / at_risk**3.0
    cross = before * events / at_risk**2.0
    squares, linear, plain = (np.cumsum(incidence**power * steps, axis=1) for power in (2, 1, 0))
    found = incidence**2 * plain - 2 * incidence * linear + squares
    found = found + np.cumsum(own, axis=1)
    found = found - 2 * (incidence * np.cumsum(cross, axis=1) - np.cumsum(incidence * cross, axis=1))
    return np.asarray(np.maximum(found, 0.0))


def share_interval(share: float, variance: float, at_risk: int | None = None) -> tuple[float, float]:
    """The 95% interval of a share that survives or of an incidence, on the scale log(-log(share)).

    A share of 0 that so many at risk have shown is at most 1 - 0.025^(1/at_risk), as of a binomial share.
    """
    if share <= 0 and at_risk:
        return 0.0, 1 - 0.025 ** (1 / at_risk)
    if share <= 0 or share >= 1:
        return share, share
    width = NORMAL * np.sqrt(variance) / (share * abs(np.log(share)))
    ends = share ** np.exp(width), share ** np.exp(-width)
    return float(min(ends)), float(max(ends))
