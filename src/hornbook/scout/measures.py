"""How good a ranking is, and how sure one may be of that: average precision, precision and recall at a depth, lift,
calibration, each with an interval by bootstrap over companies.

Everything is computed on one order of the companies, best first, ties broken by their number, so that the same
scores always give the same figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DEPTHS = (100, 1000)
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class MeasureInterval:
    """A figure, and where it lies in 95 of 100 draws of the companies."""

    value: float
    low: float
    high: float


def order(scores: Floats) -> NDArray[np.int64]:
    """Positions from the best score to the worst; a tie goes to the earlier company, an empty score goes last."""
    return np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")


def average_precision(yes: Bools, weight: Floats | None = None) -> float:
    """Mean precision at each company that came true, of answers in the order of a ranking; 0 where none did."""
    weighed = yes.astype(np.float64) if weight is None else weight * yes
    seen = np.arange(1, len(yes) + 1, dtype=np.float64) if weight is None else np.cumsum(weight)
    hits = np.cumsum(weighed)
    precision = np.divide(hits, seen, out=np.zeros_like(hits), where=seen > 0)
    return float((precision * weighed).sum() / hits[-1]) if len(yes) and hits[-1] else 0.0


def at_depth(yes: Bools, depth: int, weight: Floats | None = None) -> tuple[float, float]:
    """Precision and recall among the first `depth` of a ranking."""
    own = np.ones(len(yes)) if weight is None else weight
    counted = np.minimum(np.cumsum(own), depth) - np.minimum(np.cumsum(own) - own, depth)
    hits, every = float((counted * yes).sum()), float((own * yes).sum())
    return hits / max(1.0, min(float(depth), float(own.sum()))), hits / every if every else 0.0


def ranking_figures(yes: Bools, weight: Floats | None = None) -> dict[str, float]:
    """All figures of answers in the order of a ranking: ap, precision@K, recall@K, lift@K."""
    found = {"ap": average_precision(yes, weight)}
    own = np.ones(len(yes)) if weight is None else weight
    base = float((own * yes).sum() / own.sum()) if len(yes) else 0.0
    for depth in DEPTHS:
        precision, recall = at_depth(yes, depth, weight)
        found[f"precision@{depth}"], found[f"recall@{depth}"] = precision, recall
        found[f"lift@{depth}"] = precision / base if base else 0.0
    return found


def compare_rankings(
    yes: Bools, scores: Mapping[str, Floats], against: str | None = None, *, seed: int = 0, draws: int = DRAWS
) -> tuple[dict[str, dict[str, MeasureInterval]], dict[str, dict[str, MeasureInterval]]]:
    """Figures of each ranking with their intervals, and what each has over the ranking `against`, drawn together."""
    rng = np.random.default_rng(seed)
    orders = {name: order(values) for name, values in scores.items()}
    exact = {name: ranking_figures(yes[found]) for name, found in orders.items()}
    drawn: dict[str, dict[str, list[float]]] = {name: {key: [] for key in exact[name]} for name in scores}
    for _ in range(draws if len(yes) else 0):
        weight = rng.multinomial(len(yes), np.full(len(yes), 1 / len(yes))).astype(np.float64)
        for name, found in orders.items():
            for key, value in ranking_figures(yes[found], weight[found]).items():
                drawn[name][key].append(value)
    own = {
        name: {key: _interval(exact[name][key], np.array(drawn[name][key])) for key in exact[name]} for name in scores
    }
    if against is None:
        return own, {}
    over = {
        name: {
            key: _interval(
                exact[name][key] - exact[against][key], np.array(drawn[name][key]) - np.array(drawn[against][key])
            )
            for key in exact[name]
        }
        for name in scores
        if name != against
    }
    return own, over


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """One day's companies with what came true of them, and the scores of two rankings."""

    companies: list[str]
    yes: Bools
    ours: Floats
    theirs: Floats


def paired_gains(days: Sequence[JudgedDay], *, seed: int = 0, draws: int = DRAWS) -> dict[str, MeasureInterval]:
    """What one ranking has over another on the mean of several days; a company is drawn on all of its days at once."""
    rng = np.random.default_rng(seed)
    number: dict[str, int] = {}
    at = [np.array([number.setdefault(each, len(number)) for each in day.companies], dtype=np.int64) for day in days]
    orders = [(order(day.ours), order(day.theirs)) for day in days]

    def means(weight: Floats | None) -> dict[str, float]:
        total: dict[str, float] = {}
        for day, mine, (a, b) in zip(days, at, orders, strict=True):
            own = None if weight is None else weight[mine]
            one, other = (ranking_figures(day.yes[o], None if own is None else own[o]) for o in (a, b))
            for key in one:
                total[key] = total.get(key, 0.0) + (one[key] - other[key]) / len(days)
        return total

    exact = means(None)
    size = len(number)
    drawn = [means(rng.multinomial(size, np.full(size, 1 / size)).astype(np.float64)) for _ in range(draws)]
    return {key: _interval(exact[key], np.array([each[key] for each in drawn])) for key in exact}


def _interval(value: float, drawn: Floats) -> MeasureInterval:
    if not len(drawn):
        return MeasureInterval(value, float("nan"), float("nan"))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return MeasureInterval(value, float(low), float(high))


@dataclass(frozen=True, slots=True)
class Bin:
    """Companies of like probability: how many, what was said of them on average, what share came true."""

    companies: int
    said: float
    came: float


def calibration(yes: Bools, probability: Floats, bins: int = 10) -> tuple[Bin, ...]:
    """Bins with about as many expected yeses each, from the least likely companies to the likeliest."""
    if not len(yes):
        return ()
    found = np.argsort(probability, kind="stable")
    mass = np.cumsum(probability[found])
    edges = np.searchsorted(mass, np.linspace(0, mass[-1], bins + 1)[1:-1], side="left")
    return tuple(
        Bin(len(part), float(probability[part].mean()), float(yes[part].mean()))
        for part in np.split(found, np.unique(edges))
        if len(part)
    )


def brier(yes: Bools, probability: Floats) -> float:
    """Mean squared error of probabilities."""
    return float(np.mean((probability - yes) ** 2)) if len(yes) else 0.0


def calibration_error(yes: Bools, probability: Floats) -> float:
    """Mean distance between what was said and what came, by bin, weighed by companies."""
    parts = calibration(yes, probability)
    return float(sum(p.companies * abs(p.said - p.came) for p in parts) / max(1, len(yes)))
