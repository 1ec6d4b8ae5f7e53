"""The parts of an explanation: what adds up to a score, comparable companies, and what would move a rank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hornbook.answers.scout_figures import feature_value_text, record_title
from hornbook.answers.wording.features import feature_text
from hornbook.link.decide import SourceRecord
from hornbook.scout.explain import Explanation
from hornbook.terms import Day
from hornbook.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePart:
    """What one feature adds to the score, its value, and the share of the day's companies that have no more."""

    feature: str
    name: Text
    value: float | None
    value_text: Text
    above: float | None
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparableCompany:
    """A company that was like this one on an earlier day, and what became of it within the horizon."""

    company: str
    name: str
    day: Day
    reconstructed: bool
    distance: float
    came: bool
    silent: bool
    """Counted as no, because no source says either way."""
    ended: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankMove:
    """The rank that the company would have if one feature alone were another."""

    feature: str
    name: Text
    now: float | None
    now_text: Text
    then: float
    then_text: Text
    rank: int
    score: float


def score_parts(found: Explanation) -> Iterator[ScorePart]:
    """What adds up to the score, the largest first."""
    for share in found.shares:
        yield ScorePart(
            feature=share.feature,
            name=feature_text(share.feature),
            value=share.value,
            value_text=feature_value_text(share.feature, share.value),
            above=share.above,
            adds=share.adds,
        )


def comparable_companies(found: Explanation, names: Mapping[str, SourceRecord]) -> Iterator[ComparableCompany]:
    """The nearest companies, by their names."""
    for each in found.comparables:
        yield ComparableCompany(
            company=each.company,
            name=record_title(names, each.company),
            day=each.day,
            reconstructed=each.reconstructed,
            distance=each.distance,
            came=each.came,
            silent=each.silent,
            ended=each.ended,
        )


def rank_moves(found: Explanation) -> Iterator[RankMove]:
    """What would move the rank, the farthest first."""
    for move in found.moves:
        yield RankMove(
            feature=move.feature,
            name=feature_text(move.feature),
            now=move.now,
            now_text=feature_value_text(move.feature, move.now),
            then=move.then,
            then_text=feature_value_text(move.feature, move.then),
            rank=move.rank,
            score=move.score,
        )
