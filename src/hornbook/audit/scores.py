"""How well a score ranks outcomes, with intervals that resample whole companies.

The interval of an AUC is DeLong's, summed by company before it is squared, so rows of one company count as one; that
of average precision is a bootstrap of companies, with a seed.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hornbook.audit.columns import Floats, Ints

Z95 = 1.959964
_DRAWS = 200


class ScoreInterval(NamedTuple):
    """A value and the 95% interval around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Auc:
    """The share of pairs of a positive and a negative row in which the positive one scores higher; ties count half."""

    value: float
    low: float
    high: float
    pull: Floats
    """How much each row moves it, shape (n,)."""


def auc(y: Floats, score: Floats, company: Ints) -> Auc:
    """The AUC of a score over rows with outcomes 1 and 0, both of which must be there; all of shape (n,)."""
    yes = y == 1
    a, b = score[yes], score[~yes]
    ours, theirs = np.sort(a), np.sort(b)
    beats = (np.searchsorted(theirs, a, "left") + np.searchsorted(theirs, a, "right")) / (2 * b.size)
    loses = 1 - (np.searchsorted(ours, b, "left") + np.searchsorted(ours, b, "right")) / (2 * a.size)
    value = float(beats.mean())
    pull = np.empty(y.size)
    pull[yes], pull[~yes] = (beats - value) / a.size, (loses - value) / b.size
    inside = min(max(value, 0.5 / a.size), 1 - 0.5 / a.size)
    spread = Z95 * max(error(pull, company), 1e-9) / (inside * (1 - inside))
    middle = np.log(inside / (1 - inside))
    low, high = (1 / (1 + np.exp(-middle - way * spread)) for way in (-1, 1))
    return Auc(value, min(float(low), value), max(float(high), value), pull)


def error(pull: Floats, company: Ints) -> float:
    """The standard error of a sum of pulls, companies being drawn as a whole."""
    sums = np.bincount(company, pull)
    drawn = max(2, int(np.unique(company).size))
    return float(np.sqrt((sums**2).sum() * drawn / (drawn - 1)))


def between(a: Auc, b: Auc, company: Ints) -> ScoreInterval:
    """By how much one AUC exceeds another on the same rows."""
    value, spread = a.value - b.value, Z95 * error(a.pull - b.pull, company)
    return ScoreInterval(value, value - spread, value + spread)


def score_precision(y: Floats, score: Floats, company: Ints) -> ScoreInterval:
    """Average precision over distinct scores, with a bootstrap interval over companies."""
    order = np.argsort(-score, kind="stable")
    y, score = y[order], score[order]
    ends = np.flatnonzero(np.append(np.diff(score) != 0, True))
    codes = np.unique(company[order], return_inverse=True)[1]
    random = np.random.default_rng(5)
    draws = [_precision(y, ends, np.ones(y.size))]
    for _ in range(_DRAWS):
        draws.append(_precision(y, ends, random.poisson(1.0, int(codes.max()) + 1).astype(np.float64)[codes]))
    low, high = np.nanquantile(draws[1:], [0.025, 0.975])
    return ScoreInterval(draws[0], float(low), float(high))


def _precision(y: Floats, ends: Ints, weight: Floats) -> float:
    hits, all_ = np.cumsum(weight * y)[ends], np.cumsum(weight)[ends]
    if hits[-1] == 0:
        return float("nan")
    return float((np.diff(hits, prepend=0.0) / hits[-1] * (hits / np.maximum(all_, 1e-12))).sum())


class Slopes(NamedTuple):
    """Coefficients of a logistic regression with their standard errors, companies drawn as a whole; shape (k,)."""

    value: Floats
    error: Floats


def logistic(y: Floats, x: Floats, company: Ints) -> Slopes:
    """Logistic regression with a constant, hardly penalised, of outcomes (n,) on columns (n, k)."""
    x = np.column_stack([x, np.ones(y.size)])
    beta = np.zeros(x.shape[1])
    penalty = np.diag([1e-3] * (x.shape[1] - 1) + [0.0])
    for _ in range(50):
        p = _share(x @ beta)
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, x.T @ (y - p) - penalty @ beta)
        beta += np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    p = _share(x @ beta)
    bread = np.linalg.inv((x.T * (p * (1 - p))) @ x + penalty)
    parts = x * (y - p)[:, None]
    sums = np.column_stack([np.bincount(company, each) for each in parts.T])
    cover = bread @ (sums.T @ sums) @ bread
    return Slopes(beta[:-1], np.sqrt(np.diag(cover))[:-1])


def _share(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def logit(p: Floats) -> Floats:
    """The logarithm of odds."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1 - p)))


def earlier_than(a: Floats, b: Floats) -> float:
    """The share of pairs of which the first is strictly greater than the second; either may be of any length."""
    if not a.size or not b.size:
        return 0.0
    return float((np.searchsorted(np.sort(b), a, "left") / b.size).mean())
