"""From a score to a probability: logistic regression of what came true on the score, with an interval over companies.

The scores that it learns from are those of companies that the trees had not seen, on days whose whole horizon had
closed by the day judged. Where nothing had come true by then, the probability is unknown.
"""

import zlib
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.optional import scout_extra

Floats = NDArray[np.float64]

FOLDS = 3
FEWEST = 10
"""Of fewer cases no probability is worked out."""
_DRAWS = 60
_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probability = 1 / (1 + exp(-(intercept + slope x score))); `drawn` are the same of other draws of companies."""

    intercept: float
    slope: float
    drawn: tuple[tuple[float, float], ...]
    cases: int
    rows: int


def fold_of(subjects: pa.Array) -> NDArray[np.int64]:
    """The fold of each company, by its name alone, so that a company stays in its fold on all days."""
    return np.array([zlib.crc32(each.encode()) % FOLDS for each in subjects.to_pylist()], dtype=np.int64)


def calibrate(scores: Floats, yes: NDArray[np.bool_], companies: NDArray[np.int64], seed: int) -> Calibration | None:
    """Fitted on scores of unseen companies; none where too few came true or all did."""
    cases = int(yes.sum())
    if cases < FEWEST or cases == len(yes):
        return None
    rng = np.random.default_rng(seed)
    kept = yes | (rng.random(len(yes)) < min(1.0, _ROWS / len(yes)))
    weight = np.where(yes, 1.0, max(1.0, len(yes) / _ROWS))[kept]
    score, came, of = scores[kept], yes[kept], companies[kept]
    number, of = np.unique(of, return_inverse=True)
    drawn = []
    for _ in range(_DRAWS):
        times = rng.multinomial(len(number), np.full(len(number), 1 / len(number)))[of].astype(np.float64) * weight
        if (times * came).sum() > 0:
            drawn.append(_fit(score, came, times))
    intercept, slope = _fit(score, came, weight)
    return Calibration(intercept, slope, tuple(drawn), cases, len(yes))


def _fit(score: Floats, yes: NDArray[np.bool_], weight: Floats) -> tuple[float, float]:
    model = scout_extra("sklearn.linear_model").LogisticRegression(C=1e6, tol=1e-6, max_iter=200)
    there = weight > 0
    model.fit(score[there, None], yes[there], sample_weight=weight[there])
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def probability(found: Calibration, score: Floats) -> tuple[Floats, Floats, Floats]:
    """The probability of each score, and between which two it lies in 95 of 100 draws of companies."""
    if not found.drawn:
        exact = _logistic(found.intercept + found.slope * score)
        return exact, exact, exact
    intercepts, slopes = (np.array(each)[:, None] for each in zip(*found.drawn, strict=True))
    low, high = np.quantile(_logistic(intercepts + slopes * score[None, :]), [0.025, 0.975], axis=0)
    return _logistic(found.intercept + found.slope * score), low, high


_FARTHEST = 709.0
"""exp(710) is no number any more; beyond this a probability is 0 to 300 digits."""


def _logistic(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(np.minimum(-x, _FARTHEST))), dtype=np.float64)
