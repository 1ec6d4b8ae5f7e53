"""How late facts become known, and recent counts corrected for it, and how well past days were corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    field_table,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.late import (
    Completeness,
    Replayed,
    Reported,
    completeness,
    corrected,
    dispersion,
    held,
    quarters,
    replay,
    reported,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Fact, Founded, Round
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Share, Text, message

KINDS_CORRECTED: tuple[type[Fact], ...] = (Founded, Round)
KIND_NAMES = {"Founded": message("foundings"), "Round": message("funding rounds")}
QUARTERS = 12
"""So many quarters are corrected."""
LEAST_FACTS, LEAST_DAYS = 100, 12
"""A kind of fewer facts, or known on fewer days, is not corrected: its delays say when files were imported."""
REPLAYS, SETTLED = 24, 4
"""So many past quarter-ends are replayed, none of the newest few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedQuarter:
    """A quarter: the facts known, the share that this is of all, and all of them with a 95% interval."""

    kind: str
    quarter_end: Day
    count: int
    share: float
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LateReportingAnswer(StatisticAnswer):
    """The completeness of recent counts by kind of fact, and the counts corrected."""

    quarters: tuple[CorrectedQuarter, ...]

    def parts(self) -> Sequence[Block]:
        """A chart of corrected counts for each kind."""
        return self.charts()

    def charts(self) -> tuple[Chart, ...]:
        """Corrected counts with their intervals, quarter by quarter."""
        kinds = dict.fromkeys(of.kind for of in self.quarters if of.value is not None)
        return tuple(_chart([of for of in self.quarters if of.kind == kind]) for kind in kinds)

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all quarters."""
        return (statistic_table(self.figures), _table(self.quarters, "quarters"))


def ask_late_reporting(question: EcosystemQuestion) -> LateReportingAnswer:
    """How complete recent counts of foundings and rounds are, and what they will be."""
    figures: list[StatisticFigure] = []
    rows: list[CorrectedQuarter] = []
    notes: list[Phrase] = [
        message("Facts are taken to become known as late as before; replays of past quarter-ends widen the intervals.")
    ]
    for kind in KINDS_CORRECTED:
        facts, name = reported(question, kind), KIND_NAMES[kind.__name__]
        if len(facts.valid) < LEAST_FACTS or len(np.unique(facts.known)) < LEAST_DAYS:
            notes.append(message("Too few {facts}, or known on too few days, to be corrected.", facts=name))
            continue
        replayed = replay(facts, [each.last for each in quarters(facts.day, REPLAYS + SETTLED + 1)[: -SETTLED - 1]])
        figures += _figures(kind.__name__, name, facts, completeness(facts), replayed)
        rows += _rows(kind.__name__, facts, dispersion(replayed))
    return LateReportingAnswer(
        asked=statistic_asked(question),
        statistic="late-reporting",
        title=message("Late reporting"),
        figures=tuple(figures),
        notes=tuple(notes),
        quarters=tuple(rows),
    )


def _figures(
    kind: str, name: Message, facts: Reported, curve: Completeness, replayed: Sequence[Replayed]
) -> Iterator[StatisticFigure]:
    behind = len(facts.valid)
    for months in (3, 12, 24):
        share, variance = curve.known(round(months * 30.4375))
        width = 1.96 * variance**0.5
        yield StatisticFigure(
            id=f"{kind}_{months}m",
            name=message("{facts}: share known within {months} months", facts=name, months=months),
            value=share, low=max(0.0, share - width), high=min(1.0, share + width),
            interval=IntervalKind.CONFIDENCE, unit="share", behind=behind,
        )  # fmt: skip
    half = len(replayed) // 2
    later = replayed[half:]
    if half and later:
        yield StatisticFigure(
            id=f"{kind}_held",
            name=message("{facts}: share of replayed 95% intervals that held", facts=name),
            value=held(later, dispersion(replayed[:half])) / len(later), unit="share", behind=len(later),
        )  # fmt: skip


def _rows(kind: str, facts: Reported, spread: float) -> Iterator[CorrectedQuarter]:
    for of in corrected(facts, spread, QUARTERS):
        yield CorrectedQuarter(
            kind=kind,
            quarter_end=Day(1970, 1, 1) + timedelta(days=of.quarter.last),
            count=of.count,
            share=of.share,
            value=of.value,
            low=of.low,
            high=of.high,
        )


def _table(rows: Sequence[CorrectedQuarter], key: str) -> Table:
    columns = (
        Column("kind", message("kind"), Kind.CODE, page=False),
        Column("quarter_end", message("quarter to"), Kind.DAY),
        Column("count", message("count known"), Kind.COUNT),
        Column("share", message("share known"), Kind.SHARE),
        Column("value", message("corrected"), Kind.NUMBER),
        Column("low", message("at least"), Kind.NUMBER),
        Column("high", message("at most"), Kind.NUMBER),
    )
    return field_table(key, columns, rows)


def _chart(rows: Sequence[CorrectedQuarter]) -> Chart:
    kind, last = rows[0].kind, rows[-1]
    name = KIND_NAMES[kind]
    return Chart(
        title=message("Corrected by quarter: {facts}", facts=name),
        form=ChartForm.BAND,
        table=_table(rows, f"quarters_{kind}"),
        x="quarter_end",
        series=("value",),
        limits=("low", "high"),
        alt=message(
            "{facts} of {n} quarters; of the last one {share} are known.",
            facts=name,
            n=len(rows),
            share=Share(last.share),
        ),
        unit=name,
    )


late_reporting = Statistic(
    Text(
        "How late facts become known, and recent counts of foundings and rounds corrected for it.",
        "信息入账的滞后程度，以及据此修正的近期新设企业数和融资笔数。",
    ),
    ask_late_reporting,
)
