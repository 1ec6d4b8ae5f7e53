"""The network of investors who invested together: how many, how connected, and who has most partners."""

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
from hornbook.ecosystem.network import MOST_IN_ROUND, CoInvestment, co_investment
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Message, Phrase, Text, message, message_plural

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkInvestor:
    """An investor: those it invested with, companies shared with them, its companies, and its place in the network.

    `pagerank` is the weight that a walk along the ties gives it, 0 to 1; all of them make 1.
    """

    investor: str
    partners: int
    ties: int
    companies: int
    count: int
    pagerank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorPair:
    """Two investors whom rounds name together: the companies, and how many of them are of the tier."""

    a: str
    b: str
    companies: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CoInvestmentAnswer(StatisticAnswer):
    """The network of co-investment of a question's companies."""

    rows: tuple[NetworkInvestor, ...]
    pairs: tuple[InvestorPair, ...]

    def parts(self) -> Sequence[Block]:
        """The investors with most partners, and the closest pairs."""
        if not self.pairs:
            return ()
        return [
            Heading(message("Investors with most partners")),
            _investors(self),
            Heading(message("Investors most often together")),
            _pairs(self),
        ]

    def tables(self) -> tuple[Table, ...]:
        """The figures, the investors and the pairs."""
        return (statistic_table(self.figures), _investors(self), _pairs(self))


def ask_co_investment(question: EcosystemQuestion) -> CoInvestmentAnswer:
    """The investors that a round of the question's companies names together, as known on the day."""
    network = co_investment(question)
    return CoInvestmentAnswer(
        asked=statistic_asked(question),
        statistic="co-investment",
        title=message("Network of co-investment"),
        figures=tuple(_figures(network)),
        notes=tuple(_notes(network)),
        rows=tuple(NetworkInvestor(**row) for row in network.ranked.to_pylist()),
        pairs=tuple(InvestorPair(**row) for row in network.closest.to_pylist()),
    )


def _figures(of: CoInvestment) -> Iterator[StatisticFigure]:
    n = of.investors
    connected = n - of.alone
    possible = n * (n - 1) // 2
    yield _figure("investors", message("investors named in a known round"), n, "investors", n)
    yield _figure("pairs", message("pairs that invested together"), of.pairs, "pairs", n)
    yield _figure("connected", message("share of investors with a partner"), connected / n if n else None, "share", n)
    yield _figure("parts", message("connected parts of two or more investors"), of.components, "parts", connected)
    largest = of.largest / connected if connected else None
    in_largest = message("share of investors with a partner in the largest part")
    yield _figure("largest", in_largest, largest, "share", connected)
    density = of.pairs / possible if possible else None
    yield _figure("density", message("density: pairs in all possible pairs"), density, "share", n)
    closed = message("closed triples: how often two partners of an investor are partners")
    yield _figure("transitivity", closed, of.transitivity, "share", connected)


def _figure(key: str, name: Message, value: float | None, unit: str, behind: int) -> StatisticFigure:
    return StatisticFigure(
        id=key, name=name, value=value, low=value, high=value, interval=IntervalKind.EXACT, unit=unit, behind=behind
    )


def _notes(of: CoInvestment) -> Iterator[Phrase]:
    yield message(
        "Two investors are partners if one known round of a company names both. Rounds that no source states are"
        " missing."
    )
    yield message("Investors are named as their sources write them; one may stand under several spellings.")
    if of.crowds:
        yield message_plural(
            "{n:,} round names more than {most} investors and is left out.",
            "{n:,} rounds name more than {most} investors and are left out.",
            of.crowds,
            most=MOST_IN_ROUND,
        )
    if of.investors > of.ranked.num_rows:
        yield message("{n:,} investors more are not named.", n=of.investors - of.ranked.num_rows)


def _investors(answer: CoInvestmentAnswer) -> Table:
    columns = (
        Column("investor", message("investor")),
        Column("partners", message("partners"), Kind.COUNT),
        Column("ties", message("shared companies, summed over partners"), Kind.COUNT),
        Column("companies", message("companies"), Kind.COUNT),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("pagerank", message("PageRank"), Kind.NUMBER, page=False),
    )
    return field_table("investors", columns, answer.rows, SHOWN)


def _pairs(answer: CoInvestmentAnswer) -> Table:
    columns = (
        Column("a", message("investor")),
        Column("b", message("partner")),
        Column("companies", message("companies"), Kind.COUNT),
        Column("count", message("confirmed"), Kind.COUNT),
    )
    return field_table("pairs", columns, answer.pairs, SHOWN)


co_investment_network = Statistic(
    Text(
        "Which investors invested together, as known on the day: pairs, connected parts, and who has most partners.",
        "谁与谁共同投资：以当日所知为准的投资机构合作网络，及其核心与分布。",
    ),
    ask_co_investment,
)
