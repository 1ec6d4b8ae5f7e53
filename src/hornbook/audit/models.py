"""Two small models with fixed seeds, trees and logistic regression, that score rows which they have not seen."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hornbook.audit.columns import CellColumn, Floats, Ints, Sort
from hornbook.audit.scores import logit
from hornbook.optional import scout_extra

FOLDS = 5
_TREES = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 12,
    "lambda_l2": 5.0,
    "feature_fraction": 0.8,
    "max_bin": 127,
    "seed": 5,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
_ROUNDS = 80
_WORDS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Features as numbers, shape (n, p), with NaN where a cell is empty; each column says of which feature it is."""

    x: Floats
    of: tuple[str, ...]

    def only(self, features: Sequence[str]) -> "Design":
        """The part that these features make."""
        kept = [at for at, name in enumerate(self.of) if name in set(features)]
        return Design(self.x[:, kept], tuple(self.of[at] for at in kept))


def design(columns: Mapping[str, CellColumn], features: Sequence[str], day: Floats | None) -> Design:
    """Numbers as they are, days as days before the row's own, the most frequent words as yes or no."""
    made: list[Floats] = []
    of: list[str] = []
    for name in features:
        each = columns[name]
        parts = _words(each) if each.sort is Sort.WORD else [_number(each, day)]
        made += parts
        of += [name] * len(parts)
    rows = next(iter(columns.values())).values.size
    return Design(np.column_stack(made) if made else np.zeros((rows, 0)), tuple(of))


def _number(each: CellColumn, day: Floats | None) -> Floats:
    return day - each.values if each.sort is Sort.DAY and day is not None else each.values


def _words(each: CellColumn) -> list[Floats]:
    there = each.values[~each.missing].astype(np.int64)
    counts = np.bincount(there, minlength=len(each.words))
    most = np.argsort(-counts, kind="stable")[:_WORDS]
    return [np.where(each.missing, np.nan, (each.values == code).astype(np.float64)) for code in most if counts[code]]


def folds(y: Floats, company: Ints) -> Ints:
    """A fold for each row, 0 to 4: companies stay whole, and those with a positive row are spread evenly."""
    names, codes = np.unique(company, return_inverse=True)
    positive = np.bincount(codes, y) > 0
    fold = np.empty(names.size, dtype=np.int64)
    random = np.random.default_rng(5)
    for group in (np.flatnonzero(positive), np.flatnonzero(~positive)):
        fold[group] = random.permutation(np.arange(group.size) % FOLDS)
    return fold[codes]


def crossed(d: Design, y: Floats, fold: Ints, *, trees: bool = True) -> dict[str, Floats]:
    """Log odds for each row by models that have seen no row of its company: `trees`, `line` and `both`, their mean."""
    names = (("trees", fit_trees), ("line", fit_line))
    found = {}
    for name, fit in names if trees else names[1:]:
        score = np.zeros(y.size)
        for out in range(FOLDS):
            test = fold == out
            if test.any():
                score[test] = fit(d.x[~test], y[~test], d.x[test])
        found[name] = score
    if trees:
        found["both"] = (found["trees"] + found["line"]) / 2
    return found


def fit_both(x: Floats, y: Floats, new: Floats) -> Floats:
    """Log odds of new rows, the mean of both models."""
    return (fit_trees(x, y, new) + fit_line(x, y, new)) / 2


def fit_trees(x: Floats, y: Floats, new: Floats) -> Floats:
    """Log odds of new rows by boosted trees; without features or with one outcome alone, a constant."""
    if not x.shape[1] or y.min() == y.max():
        return np.zeros(len(new))
    lightgbm = scout_extra("lightgbm")
    leaf = {"min_data_in_leaf": int(min(100, max(5, len(y) // 200)))}
    data = lightgbm.Dataset(x, y, params={"verbosity": -1, "max_bin": 127, **leaf})
    grown = lightgbm.train({**_TREES, **leaf}, data, num_boost_round=_ROUNDS)
    return np.asarray(grown.predict(new, raw_score=True), dtype=np.float64)


def fit_line(x: Floats, y: Floats, new: Floats) -> Floats:
    """Log odds of new rows by logistic regression on levelled features."""
    if not x.shape[1] or y.min() == y.max():
        return np.zeros(len(new))
    linear = scout_extra("sklearn.linear_model")
    level = Leveller(x)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that stops early is good enough for a yardstick
        fitted = linear.LogisticRegression(C=0.5, max_iter=200).fit(level(x), y)
    return np.asarray(logit(fitted.predict_proba(level(new))[:, 1]), dtype=np.float64)


class Leveller:
    """Long tails drawn in, empty cells set to the median, and every column brought to mean 0 and deviation 1."""

    def __init__(self, x: Floats) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a column may be empty here
            self.middle = np.nan_to_num(np.nanmedian(_drawn(x), axis=0))
        full = self._full(x)
        self.mean, self.spread = full.mean(axis=0), full.std(axis=0)
        self.spread[self.spread < 1e-12] = 1.0

    def _full(self, x: Floats) -> Floats:
        drawn = _drawn(x)
        return np.where(np.isnan(drawn), self.middle, drawn)

    def __call__(self, x: Floats) -> Floats:
        """Rows brought to the same measure."""
        return np.asarray(np.clip((self._full(x) - self.mean) / self.spread, -8, 8))


def _drawn(x: Floats) -> Floats:
    return np.asarray(np.sign(x) * np.log1p(np.abs(x)))
