"""What every statistic of the ecosystem answers: figures with their intervals, and what these rest on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hornbook.answers.answer import Answer, Asked, asked_of, foot, head
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, Sheet, Table
from hornbook.standards.ask import rule
from hornbook.text import Message, Money, Phrase, Share, Text, Value, listing, message


class IntervalKind(StrEnum):
    """What the interval of a figure means."""

    EXACT = "exact"
    """The figure follows from the book without doubt."""
    BOUNDS = "bounds"
    """The figure lies between both, however the undecided companies turn out."""
    CONFIDENCE = "95%"
    """A 95% confidence or prediction interval: chance alone, not what is undecided."""
    NONE = "none"
    """Nothing limits the figure, because what is not known may have any size."""


INTERVALS = {
    IntervalKind.EXACT: message("exact"),
    IntervalKind.BOUNDS: message("bounds"),
    IntervalKind.CONFIDENCE: message("95% interval"),
    IntervalKind.NONE: message("none"),
}
"""The kinds of intervals in words."""

UNITS: dict[str, Phrase] = {
    "companies": message("companies"),
    "companies_a_day": message("companies a day"),
    "facts": message("facts"),
    "groups": message("groups"),
    "index": message("index, 0 to 1"),
    "investors": message("investors"),
    "months": message("months"),
    "nats": message("nats"),
    "pairs": message("pairs"),
    "parts": message("parts"),
    "ratio": message("ratio"),
    "share": message("share"),
    "years": message("years"),
    "USD": message("US dollars"),
}
"""The units of figures in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticFigure:
    """One figure: its value, its interval, its unit, and how many companies or facts it rests on.

    An empty value is unknown: nothing is there from which it could follow.
    """

    id: str
    name: Phrase
    value: float | None
    low: float | None = None
    high: float | None = None
    interval: IntervalKind = IntervalKind.EXACT
    unit: str
    """A key of UNITS."""
    behind: int
    """How many companies, or facts where the unit of the statistic is a fact, it rests on."""

    def __post_init__(self) -> None:
        """An unknown figure is never called exact."""
        if self.value is None and self.interval is IntervalKind.EXACT:
            object.__setattr__(self, "interval", IntervalKind.NONE)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StatisticAnswer(Answer):
    """A statistic of the ecosystem: its figures, and notes without which they mislead. Derived classes add rows."""

    statistic: str
    title: Message
    figures: tuple[StatisticFigure, ...]
    notes: tuple[Phrase, ...]

    def sheet(self) -> Sheet:
        """The page: the figures, what a reader must mind, and the rows."""
        blocks: list[Block] = [Heading(self.title, 1), *head(self.asked), EmptyLine()]
        if self.figures:
            blocks.append(statistic_table(self.figures))
        blocks += [Line(note) for note in self.notes]
        blocks += [*self.parts(), *foot(self.asked)]
        return Sheet(self.title, tuple(blocks))

    def parts(self) -> Sequence[Block]:
        """The further blocks of the page: groups, days, charts."""
        return ()


def statistic_asked(question: EcosystemQuestion) -> Asked:
    """What a statistic follows from."""
    asked = rule(question.under, question.view.day)
    return asked_of(question.view, asked, where=question.where, on_facts=question.on_facts)


def statistic_table(figures: Sequence[StatisticFigure]) -> Table:
    """One row a figure: words on a page, plain numbers in a file."""
    columns = (
        Column("id", message("figure"), Kind.CODE, page=False),
        Column("name", message("figure"), pair=True),
        Column("value_words", message("value"), Kind.NUMBER, file=False),
        Column("low_words", message("at least"), Kind.NUMBER, file=False, empty="–"),
        Column("high_words", message("at most"), Kind.NUMBER, file=False, empty="–"),
        Column("value", message("value"), Kind.NUMBER, page=False),
        Column("low", message("at least"), Kind.NUMBER, page=False),
        Column("high", message("at most"), Kind.NUMBER, page=False),
        Column("interval", message("kind of interval"), Kind.CODE, page=False),
        Column("interval_words", message("kind of interval"), file=False, wide=True),
        Column("unit", message("unit"), Kind.CODE, page=False),
        Column("unit_words", message("unit"), file=False, wide=True),
        Column("behind", message("rests on"), Kind.COUNT),
    )
    rows = tuple(
        {
            **{"id": of.id, "name": of.name, "value": of.value, "low": of.low, "high": of.high, "unit": of.unit},
            "value_words": figure_phrase(of.value, of.unit),
            "low_words": figure_phrase(of.low, of.unit),
            "high_words": figure_phrase(of.high, of.unit),
            "interval": of.interval.value,
            "interval_words": INTERVALS[of.interval],
            "unit_words": UNITS[of.unit],
            "behind": of.behind,
        }
        for of in figures
    )
    return Table("figures", columns, rows)


def field_table(key: str, columns: tuple[Column, ...], rows: Sequence[object], shown: int | None = None) -> Table:
    """One row a value, whose fields are named as the columns' keys."""
    cells = tuple({column.key: getattr(row, column.key) for column in columns} for row in rows)
    return Table(key, columns, cells, shown=shown)


def figure_phrase(value: float | None, unit: str) -> Phrase | None:
    """A value as a page writes it: shares as percent, money short, an index with three decimals."""
    if value is None:
        return None
    shown: Value = value
    if unit == "share":
        shown = Share(value, 1 if value == 0 or abs(value) >= 0.001 else 4)
    elif unit == "USD":
        shown = Money(Decimal(round(value)))
    elif unit in ("index", "nats"):
        return f"{value:.3f}"
    return listing([shown])


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic that `hornbook ecosystem` knows: what it says, and who answers; its name is its file's."""

    about: Text
    ask: Callable[[EcosystemQuestion], StatisticAnswer]
    takes_definition: bool = False
    """Whether the asker may say what counts, by a rule of their own."""
    takes_population: bool = False
    """Whether the asker may give inhabitants of places, by a file of their own."""
