"""Investors' record as known on the day: in how many companies each invested, and how many are of the tier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.investors import InvestorRecords, investor_records
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Phrase, Share, Text, message

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRow:
    """An investor: its companies, those of the tier and undecided, and the share of the tier with its bounds."""

    investor: str
    companies: int
    count: int
    undecided: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class InvestorsAnswer(StatisticAnswer):
    """The investors of a question's companies, those with most companies of the tier first."""

    rows: tuple[InvestorRow, ...]

    def parts(self) -> Sequence[Block]:
        """The investors."""
        return [Heading(message("Investors")), _table(self)] if self.rows else []

    def tables(self) -> tuple[Table, ...]:
        """The figures and the investors."""
        return (statistic_table(self.figures), _table(self))


def ask_investors(question: EcosystemQuestion) -> InvestorsAnswer:
    """The record of the investors of a question's companies, by what was known on the day."""
    found = investor_records(question)
    return InvestorsAnswer(
        asked=statistic_asked(question),
        statistic="investors",
        title=message("Investors' record"),
        figures=tuple(_figures(found)),
        notes=tuple(_notes(found)),
        rows=tuple(_rows(found)),
    )


def _figures(of: InvestorRecords) -> Iterator[StatisticFigure]:
    yield _share(
        "successful", message("share of investors with a company of the tier"), of.successful, of.hopeful, of.investors
    )
    yield _share(
        "base_rate",
        message("share of companies with a named investor that are of the tier"),
        of.funded_count,
        of.funded_count + of.funded_undecided,
        of.funded,
    )


def _share(key: str, name: Phrase, count: int, most: int, of: int) -> StatisticFigure:
    """A share by what is confirmed, and if all undecided were of the tier."""
    value, high = (count / of, most / of) if of else (None, None)
    return StatisticFigure(
        id=key, name=name, value=value, low=value, high=high, interval=IntervalKind.BOUNDS, unit="share", behind=of
    )


def _notes(of: InvestorRecords) -> Iterator[Phrase]:
    yield message("Investors are named as their sources write them; one may stand under several spellings.")
    yield message("A company counts whether the investor came before or after it reached the tier.")
    if of.investors > of.rows.num_rows:
        yield message("{n:,} investors more are not named.", n=of.investors - of.rows.num_rows)


def _rows(of: InvestorRecords) -> Iterator[InvestorRow]:
    for row in of.rows.to_pylist():
        companies, count, undecided = row["companies"], row["count"], row["undecided"]
        yield InvestorRow(
            investor=row["investor"],
            companies=companies,
            count=count,
            undecided=undecided,
            low=count / companies,
            high=(count + undecided) / companies,
        )


def _table(answer: InvestorsAnswer) -> Table:
    columns = (
        Column("investor", message("investor")),
        Column("companies", message("companies"), Kind.COUNT),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT),
        Column("share", message("share"), Kind.SHARE, file=False),
        Column("low", message("share, at least"), Kind.SHARE, page=False),
        Column("high", message("share, at most"), Kind.SHARE, page=False),
    )
    own = [column.key for column in columns if column.file]
    rows = tuple(
        {
            **{key: getattr(of, key) for key in own},
            "share": message("{low} to {high}", low=Share(of.low), high=Share(of.high)),
        }
        for of in answer.rows
    )
    return Table("investors", columns, rows, shown=SHOWN)


investors_record = Statistic(
    Text(
        "Investors' record as known on the day: their companies, and how many of these are of the tier.",
        "以当日所知为准的投资机构业绩：所投企业数及其中达到该层级的企业数。",
    ),
    ask_investors,
)
