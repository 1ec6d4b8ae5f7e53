"""How fast companies raise their next round, and by how much their post-money value rises from one to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    field_table,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.financing import Financing, quantiles
from hornbook.ecosystem.financing import financing as companies_financing
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Phrase, Text, message

MONTH = 30.4375
"""Days of a month, on average."""
ROUNDS = 8
"""Gaps before the second to this round have a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundGap:
    """Months before the nth equity round since the one before: median with its 95% interval, and quartiles."""

    nth: int
    pairs: int
    median: float
    low: float
    high: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FinancingAnswer(StatisticAnswer):
    """The speed of financing and the steps of value of the companies of a question."""

    gaps: tuple[RoundGap, ...]

    def parts(self) -> Sequence[Block]:
        """The gaps, round by round."""
        return [Heading(message("Months since the round before")), _table(self)] if self.gaps else []

    def tables(self) -> tuple[Table, ...]:
        """The figures and the gaps."""
        return (statistic_table(self.figures), _table(self))


def ask_financing(question: EcosystemQuestion) -> FinancingAnswer:
    """How fast companies raise their next round, and how their value steps up."""
    found = companies_financing(question)
    return FinancingAnswer(
        asked=statistic_asked(question),
        statistic="financing",
        title=message("Financing speed and step-ups"),
        figures=tuple(_figures(found)),
        notes=tuple(_notes()),
        gaps=tuple(_gaps(found)),
    )


def _figures(of: Financing) -> Iterator[StatisticFigure]:
    everybody, tier = (
        message("median months between two rounds"),
        message("median months between two rounds, companies of the tier"),
    )
    yield from _median("gap", everybody, _numbers(of.gaps, "days") / MONTH, "months")
    yield from _median("tier_gap", tier, _numbers(of.gaps, "days", tier=True) / MONTH, "months")
    ratios, own = _numbers(of.steps, "ratio"), _numbers(of.steps, "ratio", tier=True)
    yield from _median("step", message("median step of post-money value between rounds"), ratios, "ratio")
    yield from _median(
        "tier_step", message("median step of post-money value between rounds, companies of the tier"), own, "ratio"
    )
    if len(ratios):
        yield StatisticFigure(
            id="down_rounds",
            name=message("share of rounds at a lower value than the one before"),
            value=float((ratios < 1).mean()), interval=IntervalKind.EXACT, unit="share", behind=len(ratios),
        )  # fmt: skip


def _numbers(table: pa.Table, column: str, *, tier: bool = False) -> Counts:
    rows = table.filter(table["tier"]) if tier else table
    return np.asarray(rows[column].cast(pa.float64()).to_numpy(zero_copy_only=False))


def _median(key: str, name: Phrase, values: Counts, unit: str) -> Iterator[StatisticFigure]:
    found = quantiles(values)
    yield StatisticFigure(
        id=key,
        name=name,
        value=found.median if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        interval=IntervalKind.CONFIDENCE if found else IntervalKind.NONE, unit=unit, behind=len(values),
    )  # fmt: skip


def _notes() -> Iterator[Phrase]:
    yield message(
        "Equity rounds; several of one company on one day are one. A company that still waits for its next round is in"
        " no pair, so recent gaps are the short ones."
    )
    yield message("Steps need an exact post-money valuation on the day of both rounds; they include the new money.")


def _gaps(of: Financing) -> Iterator[RoundGap]:
    nth, months = _numbers(of.gaps, "nth"), _numbers(of.gaps, "days") / MONTH
    for number in range(2, ROUNDS + 1):
        found = quantiles(months[nth == number])
        if found:
            yield RoundGap(
                nth=number,
                pairs=found.count,
                median=found.median,
                low=found.low,
                high=found.high,
                lower=found.lower,
                upper=found.upper,
            )


def _table(answer: FinancingAnswer) -> Table:
    columns = (
        Column("nth", message("round"), Kind.COUNT),
        Column("pairs", message("pairs"), Kind.COUNT),
        Column("median", message("median"), Kind.NUMBER),
        Column("low", message("at least"), Kind.NUMBER),
        Column("high", message("at most"), Kind.NUMBER),
        Column("lower", message("lower quartile"), Kind.NUMBER),
        Column("upper", message("upper quartile"), Kind.NUMBER),
    )
    return field_table("gaps", columns, answer.gaps)


financing_speed = Statistic(
    Text(
        "How fast companies raise their next round, and by how much their value rises between rounds.",
        "企业融资间隔，以及相邻两轮之间估值的变化。",
    ),
    ask_financing,
)
