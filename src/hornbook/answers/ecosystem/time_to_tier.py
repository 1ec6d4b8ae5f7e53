"""How long companies take from founding to a tier, with exits as competing causes, by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    field_table,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import Survival, share_interval, survival_curves
from hornbook.ecosystem.tier_time import CAUSES, TierTimes, tier_times
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Heading, Kind, Table
from hornbook.terms import Day
from hornbook.text import Phrase, Share, Text, message, message_plural

YEAR = 365.25
"""Days of a year, on average."""
AFTER = (1, 3, 5, 7, 10)
"""The shares after so many years are given."""
CURVE_YEARS = 15
LEAST = 30
"""A group of fewer companies has no curve of its own."""
GROUPS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTimePoint:
    """The shares so many years after founding: still waiting, reached, listed, sold, closed; they add up to 1."""

    years: float
    at_risk: int
    waiting: float
    reached: float
    reached_low: float
    reached_high: float
    listed: float
    acquired: float
    closed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTimeGroup:
    """A group: its companies, how many reached the tier while watched, and the share after some years."""

    keys: Mapping[str, str | int | None]
    companies: int
    reached: int
    years: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TimeToTierAnswer(StatisticAnswer):
    """From founding to a tier: curves of all companies, and the share that reached it in each group."""

    first_day: Day
    asked_days: int
    by: tuple[str, ...]
    curve: tuple[TierTimePoint, ...]
    rows: tuple[TierTimeGroup, ...]
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The curve, then the groups."""
        groups: list[Block] = [Heading(message("By group")), _group_table(self)] if self.rows else []
        return [*self.charts(), *groups]

    def charts(self) -> tuple[Chart, ...]:
        """What has become of the companies, by years since founding."""
        return (_chart(self),) if self.curve else ()

    def tables(self) -> tuple[Table, ...]:
        """The figures, the curve, the groups."""
        groups = (_group_table(self),) if self.rows else ()
        return (statistic_table(self.figures), _curve_table(self), *groups)


def ask_time_to_tier(question: EcosystemQuestion) -> TimeToTierAnswer:
    """How long the companies of a question take from founding to its tier."""
    times = tier_times(question)
    curves = survival_curves(times.entry, times.leave, times.cause, len(CAUSES))
    return TimeToTierAnswer(
        asked=statistic_asked(question),
        statistic="time-to-tier",
        title=message("Time from founding to the tier"),
        figures=tuple(_figures(times, curves)),
        notes=tuple(_notes(times)),
        first_day=times.days[0],
        asked_days=len(times.days),
        by=times.keys,
        curve=tuple(_points(curves)),
        rows=tuple(_groups(times)),
        places=place_names(times.placed) if times.placed else None,
    )


def _figures(times: TierTimes, curves: Survival) -> Iterator[StatisticFigure]:
    everybody, chance = len(times.entry), IntervalKind.CONFIDENCE
    for years in AFTER:
        share, low, high = _reached(curves, years)
        if share is not None:
            yield StatisticFigure(
                id=f"reached_{years}y",
                name=message_plural(
                    "share that reached the tier within a year of founding",
                    "share that reached the tier within {n} years of founding",
                    years,
                ),
                value=share, low=low, high=high, interval=chance, unit="share", behind=everybody,
            )  # fmt: skip
    counts = [int((times.cause == n + 1).sum()) for n in range(len(CAUSES))]
    names = (
        message("companies that reached the tier while watched"),
        message("companies that were listed before"),
        message("companies that were sold before"),
        message("companies that closed before"),
    )
    for cause, name, count in zip(CAUSES, names, counts, strict=True):
        reached = (
            cause == CAUSES[0]
        )  # an undecided company may have reached the tier, and so have left for no other cause
        yield StatisticFigure(
            id=cause, name=name, value=count, low=count if reached else None,
            interval=IntervalKind.BOUNDS if reached else IntervalKind.NONE, unit="companies", behind=everybody,
        )  # fmt: skip
    waited = times.leave[times.cause == 1] / YEAR
    if len(waited):
        median = float(np.median(waited))
        yield StatisticFigure(
            id="median_years",
            name=message("median time of those that reached it"),
            value=median, interval=IntervalKind.NONE, unit="years", behind=len(waited),
        )  # fmt: skip
        yield StatisticFigure(
            id="under_3_years",
            name=message("of those that reached it, in under three years"),
            value=float((waited < 3).mean()), interval=IntervalKind.NONE, unit="share", behind=len(waited),
        )  # fmt: skip


def _reached(curves: Survival, years: int) -> tuple[float | None, float | None, float | None]:
    """The share that reached the tier within so many years, with its interval; nothing if nobody is watched so long."""
    at = curves.at(int(years * YEAR))
    if at < 0 or curves.times[-1] < years * YEAR:
        return None, None, None
    share = float(curves.incidence[0, at])
    return share, *share_interval(share, float(curves.incidence_variance[0, at]), int(curves.at_risk[at]))


def _notes(times: TierTimes) -> Iterator[Phrase]:
    yield message(
        "The rule is asked on {n:,} days from {first} on; a company reaches the tier on the first on which it is"
        " confirmed.",
        n=len(times.days),
        first=times.days[0],
    )
    yield message(
        "Left out: {before:,} confirmed on the first day already, {undated:,} of unknown founding, {unseen:,} that left"
        " before they were watched.",
        before=times.reached_before,
        undated=times.undated,
        unseen=times.unseen,
    )
    yield message("A company that could never be decided counts as one that has not reached the tier.")


# ---- the curve


def _points(curves: Survival) -> Iterator[TierTimePoint]:
    """A point each quarter of a year, as far as companies are watched."""
    if not len(curves.times):
        return
    for quarter in range(4 * CURVE_YEARS + 1):
        day = int(quarter * YEAR / 4)
        if day > curves.times[-1]:
            return
        at = curves.at(day)
        shares = curves.incidence[:, at] if at >= 0 else np.zeros(len(CAUSES))
        variance = float(curves.incidence_variance[0, at]) if at >= 0 else 0.0
        low, high = share_interval(float(shares[0]), variance, int(curves.at_risk[max(at, 0)]))
        yield TierTimePoint(
            years=quarter / 4,
            at_risk=int(curves.at_risk[max(at, 0)]),
            waiting=float(curves.survival[at]) if at >= 0 else 1.0,
            reached=float(shares[0]), reached_low=low, reached_high=high,
            listed=float(shares[1]), acquired=float(shares[2]), closed=float(shares[3]),
        )  # fmt: skip


def _curve_table(answer: TimeToTierAnswer) -> Table:
    columns = (
        Column("years", message("years since founding"), Kind.NUMBER),
        Column("at_risk", message("watched"), Kind.COUNT),
        Column("waiting", message("waiting"), Kind.SHARE),
        Column("reached", message("reached the tier"), Kind.SHARE),
        Column("reached_low", message("at least"), Kind.SHARE),
        Column("reached_high", message("at most"), Kind.SHARE),
        Column("listed", message("listed"), Kind.SHARE),
        Column("acquired", message("sold"), Kind.SHARE),
        Column("closed", message("closed"), Kind.SHARE),
    )
    return field_table("curve", columns, answer.curve, 12)


def _chart(answer: TimeToTierAnswer) -> Chart:
    last = answer.curve[-1]
    return Chart(
        title=message("Share of companies that reached the tier, by years since founding"),
        form=ChartForm.BAND,
        table=_curve_table(answer),
        x="years",
        series=("reached",),
        limits=("reached_low", "reached_high"),
        alt=message(
            "{reached} have reached the tier {years} years after founding, with the 95% interval around it.",
            reached=Share(last.reached),
            years=last.years,
        ),
        unit=message("share"),
    )


# ---- groups


def _groups(times: TierTimes) -> Iterator[TierTimeGroup]:
    """Each group of enough companies, by those that reached the tier."""
    if not times.keys:
        return
    columns = [f"by_{key}" for key in times.keys]
    rows = times.groups.append_column("row", pa.array(np.arange(times.groups.num_rows)))
    found = rows.group_by(columns).aggregate([("row", "list")]).to_pylist()
    made = []
    for group in found:
        at = np.array(group["row_list"])
        if len(at) < LEAST:
            continue
        cause, years = times.cause[at], AFTER[2]
        share, low, high = _reached(survival_curves(times.entry[at], times.leave[at], cause, len(CAUSES)), years)
        keys, n = {key: group[f"by_{key}"] for key in times.keys}, int((cause == 1).sum())
        made.append(
            TierTimeGroup(
                keys=keys,
                companies=len(at),
                reached=n,
                years=years,
                share=share,
                low=low,
                high=high,
            )
        )
    yield from sorted(made, key=lambda of: (-of.reached, -of.companies, str(of.keys)))


def _group_table(answer: TimeToTierAnswer) -> Table:
    columns = (
        *(column for key in answer.by for column in key_columns(key)),
        Column("companies", message("companies"), Kind.COUNT),
        Column("reached", message("reached the tier"), Kind.COUNT),
        Column("years", message("within years"), Kind.COUNT, page=False),
        Column("share", message("share within 5 years"), Kind.SHARE),
        Column("low", message("at least"), Kind.SHARE),
        Column("high", message("at most"), Kind.SHARE),
    )
    own = [column.key for column in columns[-6:]]
    rows = tuple({**key_cells(of.keys, answer.places), **{key: getattr(of, key) for key in own}} for of in answer.rows)
    return Table("groups", columns, rows, shown=GROUPS_SHOWN)


time_to_tier = Statistic(
    Text(
        "How long companies take from founding to the tier, beside those that are listed, sold or closed before.",
        "企业从成立到达到该层级所需时间，并计入此前上市、被收购或关闭的企业。",
    ),
    ask_time_to_tier,
)
