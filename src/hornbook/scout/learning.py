"""How a model learns: boosted trees for each event that a question learns from, on days whose future was known by then.

A training day is used for an event only where the months asked about had closed by the day judged, so nothing of the
model was learnt after it. Older days count less. Each event's trees are grown with several seeds and their margins
averaged; margins are brought to one scale on the day judged and averaged again, so that the score is a plain sum, and
what each feature contributes adds up to it.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.optional import scout_extra
from hornbook.scout.cohorts import ABOUT as COHORTS
from hornbook.scout.features import OWN
from hornbook.scout.frames import NAMES, Frame
from hornbook.scout.outcomes import Outcome
from hornbook.scout.question import Lesson, Question
from hornbook.terms import Day

Floats = NDArray[np.float64]

SEEDS = 8
ROWS = 1_000_000
"""Of more training rows, all that came true are kept and a sample of the others, weighed up again."""

_HALF_LIFE = 2.0
"""Years back from the day judged after which a training row counts half."""

_ROUNDS = 150
_SET = {
    "objective": "binary",
    "num_leaves": 7,
    "learning_rate": 0.05,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 63,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
}
_COMMON = {"min_data_in_leaf": 60, "lambda_l2": 20.0}
_RARE = {"min_data_in_leaf": 100, "lambda_l2": 50.0}
"""For an event of fewer than `_FEW` cases."""
_FEW = 1_000

_ORDER = {"objective": "lambdarank", "lambdarank_truncation_level": 100}
_HEAT = 5_000
"""LightGBM puts at most ten thousand rows in one order."""

_BESIDE = {"sectors", "investors"}
"""Left out: how much of a company a source has written down grows with its fame, and that is told afterwards."""

MONEY = tuple(name for name in (*OWN, *COHORTS) if not name.startswith("in_") and name not in _BESIDE)
"""What every event is learnt from."""


class TooFew(Exception):
    """An event has no cases, or nothing else, to learn from."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows of training: companies on days."""

    ranks: NDArray[np.float32]
    yes: NDArray[np.bool_]
    weight: Floats
    days: tuple[Day, ...]
    sizes: tuple[int, ...]
    """How many rows are of each day, in the order of the rows."""


@dataclass(frozen=True, slots=True)
class LearntEvent:
    """What was learnt of one event."""

    lesson: Lesson
    features: tuple[int, ...]
    """Positions among `NAMES`."""
    trees: tuple[str, ...]
    """LightGBM's own text, one a seed."""
    days: tuple[Day, ...]
    rows: int
    cases: int


def true_within(outcome: Outcome, question: Question, months: int) -> NDArray[np.bool_]:
    """Whether the event came true within so many months."""
    found: NDArray[np.bool_] = outcome.yes & (outcome.when < months // question.every)
    return found


def training_rows(
    question: Question,
    lesson: Lesson,
    frames: Mapping[Day, Frame],
    outcomes: Mapping[Day, Mapping[str, Outcome]],
    judged: Day,
    *,
    without: Mapping[Day, NDArray[np.bool_]] | None = None,
    seed: int = 0,
    limit: int = ROWS,
) -> Examples:
    """Rows of every day whose months had closed by `judged`; `without` leaves rows of a day out."""
    used = tuple(day for day in sorted(frames) if question.closed(day, lesson.within) <= judged)
    ranks, yes, weight = [], [], []
    total = sum(len(frames[day].subjects) for day in used)
    share = min(1.0, limit / max(total, 1))
    for n, day in enumerate(used):
        came = true_within(outcomes[day][lesson.event], question, lesson.within)
        taken = np.ones(len(came), dtype=bool) if without is None else ~without[day]
        scale = np.ones(len(came))
        if share < 1:
            drawn = np.random.default_rng([seed, n]).random(len(came)) < share
            taken &= came | drawn
            scale[~came] = 1 / share
        aged = 0.5 ** ((judged - day).days / 365 / _HALF_LIFE)
        ranks.append(frames[day].ranks[taken])
        yes.append(came[taken])
        weight.append((scale * aged)[taken])
    if not used:
        return Examples(np.zeros((0, len(NAMES)), np.float32), np.zeros(0, bool), np.zeros(0), (), ())
    sizes = tuple(len(each) for each in yes)
    return Examples(np.concatenate(ranks), np.concatenate(yes), np.concatenate(weight), used, sizes)


def learn(lesson: Lesson, rows: Examples, *, seeds: int = SEEDS, seed: int = 0) -> LearntEvent:
    """Trees of one event; TooFew where it never or always came true."""
    cases = int(rows.yes.sum())
    if cases in (0, len(rows.yes)):
        raise TooFew(lesson.event)
    features = tuple(NAMES.index(name) for name in (*MONEY, *lesson.also))
    lightgbm = scout_extra("lightgbm")
    own = {**_SET, **(_RARE if cases < _FEW else _COMMON), "num_threads": 1}
    own |= _ORDER if lesson.by == "order" else {}
    data = lightgbm.Dataset(
        rows.ranks[:, features],
        rows.yes.astype(np.float32),
        weight=rows.weight,
        group=_heats(rows.sizes) if lesson.by == "order" else None,
        feature_name=[NAMES[n] for n in features],
        params=own,
        free_raw_data=False,
    )
    data.construct()
    lock = Lock()

    def grow(n: int) -> str:
        with lock:  # a booster hands its parameters to the rows that all share; and each thread has a log of its own
            booster = lightgbm.Booster({**own, "seed": seed * 1_000 + n}, data)
        for _ in range(_ROUNDS):
            booster.update()
        return str(booster.model_to_string())

    trees = tuple(_each(grow, range(seeds)))
    return LearntEvent(lesson, features, trees, rows.days, len(rows.yes), cases)


def _each(work: Callable[[Any], Any], over: Sequence[Any]) -> list[Any]:
    """A thread for each seed: LightGBM's own threads wait for each other at every split, long on a busy one."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, over))


def _heats(sizes: Sequence[int]) -> list[int]:
    """Each day's rows in groups of at most `_HEAT`, among which they are put in order."""
    return [len(part) for size in sizes if size for part in np.array_split(np.arange(size), -(-size // _HEAT))]


def margins(part: LearntEvent, ranks: NDArray[np.float32]) -> Floats:
    """The mean margin of a part's trees, by company."""
    some = ranks[:, part.features]
    found: Floats = np.mean(_each(lambda tree: tree.predict(some, raw_score=True, num_threads=1), _grown(part)), axis=0)
    return found


def contributions(part: LearntEvent, ranks: NDArray[np.float32]) -> Floats:
    """Companies x (`NAMES` and a last column that is the same for all); rows add up to the margin."""
    found = np.zeros((len(ranks), len(NAMES) + 1))
    some = ranks[:, part.features]
    told = np.mean(_each(lambda tree: tree.predict(some, pred_contrib=True, num_threads=1), _grown(part)), axis=0)
    found[:, [*part.features, len(NAMES)]] = told
    return found


def _grown(part: LearntEvent) -> list[Any]:
    lightgbm = scout_extra("lightgbm")
    return [lightgbm.Booster(model_str=text) for text in part.trees]


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and spread of each part's margins on the day judged."""

    mean: tuple[float, ...]
    spread: tuple[float, ...]


def scale(each: Sequence[Floats]) -> Scale:
    """Of margins of each part, over one day's companies."""
    return Scale(tuple(float(m.mean()) for m in each), tuple(float(m.std()) or 1.0 for m in each))


def weighted_score(each: Sequence[Floats], by: Scale, weights: Sequence[float]) -> Floats:
    """The weighted mean of the parts on one scale: 0 is the typical company of the day."""
    total = sum(weights)
    found = np.zeros(len(each[0]))
    for margin, mean, spread, weight in zip(each, by.mean, by.spread, weights, strict=True):
        found += weight / total * (margin - mean) / spread
    return found
