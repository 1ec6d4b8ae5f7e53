"""Why a company stands where it does: what adds up to its score, who was like it and what became of those, and what
would move it most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import QuestionError
from hornbook.scout.frames import NAMES, Frame
from hornbook.scout.learning import margins, weighted_score
from hornbook.scout.outcomes import EXITS
from hornbook.scout.ranking import Ranking, score_contributions
from hornbook.terms import Day
from hornbook.text import message

NEAREST = 10
_SAMPLE = 2_000
_LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
FIXED = ("age", "age_at_first", "years_since_first", "first_raised")
"""What a company can do nothing about any more; where it is based and how its sector fares are left out as well."""
_NOT_ITS_OWN = ("in_", "sector_", "region_", "country_")


@dataclass(frozen=True, slots=True)
class FeatureShare:
    """What one feature adds to the score. `value`: none where it is unknown; `above`: the share of companies below."""

    feature: str
    value: float | None
    above: float | None
    adds: float


@dataclass(frozen=True, slots=True)
class Comparable:
    """A company that was like this one on an earlier day, and what became of it within the horizon."""

    company: str
    day: Day
    reconstructed: bool
    distance: float
    came: bool
    silent: bool
    ended: str | None
    """listed, acquired or closed before the target came true."""


@dataclass(frozen=True, slots=True)
class FeatureMove:
    """Where the company would stand if one feature alone were another."""

    feature: str
    now: float | None
    then: float
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """One company of a ranking."""

    company: str
    rank: int
    of: int
    score: float
    probability: float | None
    low: float | None
    high: float | None
    start: float
    """The part of the score that is the same for all."""
    shares: tuple[FeatureShare, ...]
    """By size; with `start` they add up to the score."""
    comparables: tuple[Comparable, ...]
    """The nearest first, from the last day whose horizon had closed; empty where none had."""
    moves: tuple[FeatureMove, ...]
    """The farthest first, one for each feature."""


def explain(of: Ranking, company: str) -> Explanation:
    """What a ranking says of one company by its subject; QuestionError when it is not in the list."""
    subjects = of.frame.subjects.to_pylist()
    if company not in subjects:
        raise QuestionError(
            message(
                "{company} is not on the list of '{question}' on {day}: it does not surely belong to the "
                "population, has left it, or had the target already. `hornbook judge` and `hornbook profile` "
                "tell more.",
                company=company,
                question=of.model.question.id,
                day=of.day,
            )
        )
    at = subjects.index(company)
    told = score_contributions(of, np.array([at]))[0]
    mine, ranks = of.frame.values[at], of.frame.ranks[at]
    shares = [
        FeatureShare(name, _known(mine[n]), _known(ranks[n]), float(told[n])) for n, name in enumerate(NAMES) if told[n]
    ]
    said, low, high = (None if each is None else float(each[at]) for each in (of.probability, of.low, of.high))
    return Explanation(
        company,
        int(np.flatnonzero(of.order == at)[0]) + 1,
        len(subjects),
        float(of.score[at]),
        said,
        low,
        high,
        start=float(told[-1]),
        shares=tuple(sorted(shares, key=lambda share: (-abs(share.adds), share.feature))),
        comparables=comparables(of, at),
        moves=moves(of, at),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def comparables(of: Ranking, at: int, nearest: int = NEAREST) -> tuple[Comparable, ...]:
    """Companies of the last closed day whose features, weighed by what they move, stood nearest to this one's now."""
    question, learnt = of.model.question, of.model.past
    closed = [day for day in learnt.frames if question.closes(day) <= of.day]
    if not closed:
        return ()
    day = max(closed)
    frame, outcome = learnt.frames[day], learnt.outcomes[day][question.target.id]
    apart = _distance(of.frame.ranks[at], frame, _weights(of))
    apart[[subject == of.frame.subjects[at].as_py() for subject in frame.subjects.to_pylist()]] = np.inf
    return tuple(
        Comparable(
            frame.subjects[int(n)].as_py(),
            day,
            frame.reconstructed,
            float(apart[n]),
            bool(outcome.yes[n]),
            bool(outcome.silent[n]),
            EXITS[outcome.ended[n]] if outcome.ended[n] >= 0 else None,
        )
        for n in np.argsort(apart, kind="stable")[:nearest]
        if np.isfinite(apart[n])
    )


def _weights(of: Ranking) -> NDArray[np.float64]:
    """How much each feature moves scores, on the mean of some companies; they add up to 1."""
    some = of.order[np.linspace(0, len(of.order) - 1, min(_SAMPLE, len(of.order))).astype(np.int64)]
    moved = np.abs(score_contributions(of, some)[:, :-1]).mean(axis=0)
    found: NDArray[np.float64] = moved / moved.sum()
    return found


def _distance(ranks: NDArray[np.float32], frame: Frame, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted mean distance of ranks: half where one of two is not known, none where both are not."""
    gone, mine = np.isnan(frame.ranks), np.isnan(ranks)
    apart = np.where(gone | mine, np.where(gone & mine, 0.0, 0.5), np.abs(frame.ranks - ranks))
    found: NDArray[np.float64] = apart.astype(np.float64) @ weights
    return found


def moves(of: Ranking, at: int) -> tuple[FeatureMove, ...]:
    """Where each feature, set alone to another level among the day's companies, would take the company."""
    learnt = {n for part in of.model.parts for n in part.features}
    tried = [(n, level) for n in sorted(learnt) if _movable(NAMES[n]) for level in _levels(of.frame, n)]
    if not tried:
        return ()
    rows = np.repeat(of.frame.ranks[at : at + 1], len(tried), axis=0)
    for row, (n, (rank, _)) in enumerate(tried):
        rows[row, n] = rank
    weights = [part.lesson.weight for part in of.model.parts]
    scores = weighted_score([margins(part, rows) for part in of.model.parts], of.model.scale, weights)
    others = np.sort(np.delete(of.score, at))
    now = _place(others, float(of.score[at]))
    best: dict[int, FeatureMove] = {}
    for (n, (_, value)), found in zip(tried, scores, strict=True):
        move = FeatureMove(NAMES[n], _known(of.frame.values[at, n]), value, _place(others, float(found)), float(found))
        if move.rank != now and (n not in best or _far(move, now) > _far(best[n], now)):
            best[n] = move
    return tuple(sorted(best.values(), key=lambda move: (-_far(move, now), move.feature)))


def _movable(name: str) -> bool:
    return name not in FIXED and not name.startswith(_NOT_ITS_OWN)


def _levels(frame: Frame, n: int) -> list[tuple[float, float]]:
    """Ranks and values of a feature at some shares of those companies of which it is known."""
    there = np.flatnonzero(~np.isnan(frame.values[:, n]))
    if len(there) < len(_LEVELS):
        return []
    by = there[np.argsort(frame.values[there, n], kind="stable")]
    picked = by[[round(level * (len(by) - 1)) for level in _LEVELS]]
    return sorted({(float(frame.ranks[each, n]), float(frame.values[each, n])) for each in picked})


def _place(others: NDArray[np.float64], score: float) -> int:
    """The rank of a score among others."""
    return 1 + len(others) - int(np.searchsorted(others, score, side="right"))


def _far(move: FeatureMove, now: int) -> float:
    return abs(float(np.log(move.rank / now)))
