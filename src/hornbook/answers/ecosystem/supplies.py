"""Known customers and suppliers of companies of the tier, and companies with investors in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    field_table,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.network import MOST_IN_ROUND
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.supplies import FeedingTies, feeding_ties
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Phrase, Text, message

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyTie:
    """A company that sells to another."""

    supplier: str
    customer: str
    what: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonInvestors:
    """Two companies of the tier, and how many investors both have."""

    a: str
    b: str
    investors: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SuppliesAnswer(StatisticAnswer):
    """The ties between companies of a tier and their customers, suppliers and investors."""

    supplies: tuple[SupplyTie, ...]
    common: tuple[CommonInvestors, ...]

    def parts(self) -> Sequence[Block]:
        """The ties of each sort that facts tell of."""
        blocks: list[Block] = []
        if self.supplies:
            blocks += [Heading(message("Who supplies whom")), _supplies(self)]
        if self.common:
            blocks += [Heading(message("Companies with investors in common")), _common(self)]
        return blocks

    def tables(self) -> tuple[Table, ...]:
        """The figures, the supplies and the companies with investors in common."""
        return (statistic_table(self.figures), _supplies(self), _common(self))


def ask_supplies(question: EcosystemQuestion) -> SuppliesAnswer:
    """The customers, the suppliers and the common investors of the tier's companies, as known on the day."""
    ties = feeding_ties(question)
    return SuppliesAnswer(
        asked=statistic_asked(question),
        statistic="supplies",
        title=message("Customers, suppliers and common investors"),
        figures=tuple(_figures(ties)),
        notes=tuple(_notes(ties)),
        supplies=tuple(SupplyTie(**row) for row in ties.supplies.to_pylist()),
        common=tuple(CommonInvestors(**row) for row in ties.common.to_pylist()),
    )


def _figures(of: FeedingTies) -> Iterator[StatisticFigure]:
    supplies = message("known supplies to or from companies of the tier")
    yield _count("supplies", supplies, of.told or None, "facts", of)
    common = message("pairs of companies of the tier with an investor in common")
    yield _count("common", common, of.paired, "pairs", of)


def _count(key: str, name: Phrase, value: int | None, unit: str, of: FeedingTies) -> StatisticFigure:
    """How many ties facts tell of: there may be any number more."""
    return StatisticFigure(
        id=key, name=name, value=value, low=value, interval=IntervalKind.NONE, unit=unit, behind=of.confirmed
    )


def _notes(of: FeedingTies) -> Iterator[Phrase]:
    if of.told:
        yield message("Only supplies that a source states are listed; there may be others.")
    else:
        yield message(
            "No source states a customer or a supplier of these companies, so who supplies whom is unknown."
            " `hornbook state COMPANY Supplies to=…` records one."
        )
    yield message(
        "An investor with more than {most} companies of the tier is left out of the pairs; investors are named as"
        " sources write them.",
        most=MOST_IN_ROUND,
    )
    for count, rows in ((of.told, of.supplies), (of.paired, of.common)):
        if (count or 0) > rows.num_rows:
            yield message("{n:,} more are not listed.", n=(count or 0) - rows.num_rows)


def _supplies(answer: SuppliesAnswer) -> Table:
    columns = (
        Column("supplier", message("supplier")),
        Column("customer", message("customer")),
        Column("what", message("what is supplied"), empty="–"),
    )
    return field_table("supplies", columns, answer.supplies, SHOWN)


def _common(answer: SuppliesAnswer) -> Table:
    columns = (
        Column("a", message("company")),
        Column("b", message("other company")),
        Column("investors", message("investors in common"), Kind.COUNT),
    )
    return field_table("common", columns, answer.common, SHOWN)


supplies = Statistic(
    Text(
        "Known customers and suppliers of companies of the tier, and companies with investors in common.",
        "企业之间的供需与资本联系：已有记录的客户、供应商及共同投资机构。",
    ),
    ask_supplies,
)
