"""One day of a backtest as answers hold it, and all days together."""

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.answers.scout_figures import CalibrationBin, Figures, calibration_bins
from hornbook.scout.backtest import Fold, Together
from hornbook.scout.baselines import BASELINES
from hornbook.scout.fairness import FairnessGroup
from hornbook.terms import Day
from hornbook.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFound:
    """Companies that have one thing in common: how many reached the target, were expected to, and were listed."""

    by: str
    value: str | None
    companies: int
    came: int
    expected: float | None
    listed: int
    """How many are among the first 1,000 of the list."""
    found: int
    """How many of those that reached the target are among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestDay:
    """One day judged."""

    day: Day
    reconstructed: bool
    seen: Day
    """By when what is seen of it was known: the day itself, or later where it is reconstructed."""
    known: Day
    companies: int
    came: int
    ended: int
    silent: int
    closed: bool
    latest_feature: Day
    latest_lesson: Day
    reconstructed_training: bool
    figures: Mapping[str, Figures]
    """Measures by ranking."""
    best_single: str
    best_single_name: Text
    over: Figures
    """What the model has over the best single indicator."""
    calibration: tuple[CalibrationBin, ...]
    calibration_error: float | None
    brier: float | None
    groups: tuple[GroupFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestTotal:
    """All days at once; a company is drawn on all of its days together, because their horizons overlap."""

    days: int
    best_single: str
    best_single_name: Text
    over: Figures


def backtest_day(fold: Fold) -> BacktestDay:
    """A day judged as answers hold it."""
    return BacktestDay(
        day=fold.day,
        reconstructed=fold.reconstructed,
        seen=fold.seen,
        known=fold.known,
        companies=fold.companies,
        came=fold.came,
        ended=fold.ended,
        silent=fold.silent,
        closed=fold.closed,
        latest_feature=fold.latest_feature,
        latest_lesson=fold.latest_lesson,
        reconstructed_training=fold.reconstructed_training,
        figures=fold.figures,
        best_single=fold.best_single,
        best_single_name=BASELINES[fold.best_single],
        over=fold.over,
        calibration=calibration_bins(fold.bins),
        calibration_error=fold.off,
        brier=fold.brier,
        groups=tuple(_group(group) for group in fold.groups),
    )


def backtest_total(found: Together) -> BacktestTotal:
    """All days together as answers hold them."""
    return BacktestTotal(
        days=found.days,
        best_single=found.best_single,
        best_single_name=BASELINES[found.best_single],
        over=found.over,
    )


def _group(group: FairnessGroup) -> GroupFound:
    return GroupFound(
        by=group.by,
        value=group.value,
        companies=group.companies,
        came=group.came,
        expected=group.said,
        listed=group.listed,
        found=group.found,
    )
