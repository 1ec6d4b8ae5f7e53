"""How companies moved between the tiers of a standard, and the stock of each that is expected ahead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
from hornbook.ecosystem.transitions import (
    BELOW,
    LEFT,
    OUTSIDE,
    UNDECIDED,
    Transitions,
    expected_stock,
    transitions,
    wilson_interval,
)
from hornbook.errors import QuestionError
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message

STATES = {
    UNDECIDED: message("undecided"),
    BELOW: message("below"),
    LEFT: message("exited"),
    OUTSIDE: message("outside"),
}
"""The states beside the tiers, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """How many companies went from one state to another, and their share of all that were in the first.

    `low` and `high` are its 95% interval by Wilson's score: chance alone.
    """

    before: str
    after: str
    companies: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StateStock:
    """A state: its stock on both days, who entered and left it between them, and the stock expected one span ahead."""

    state: str
    name: Phrase
    before: int
    entered: int
    left: int
    after: int
    expected: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TransitionsAnswer(StatisticAnswer):
    """The moves between tiers from one day to another; before + entered - left = after in every state."""

    first_day: Day
    stocks: tuple[StateStock, ...]
    moves: tuple[TierMove, ...]

    def parts(self) -> Sequence[Block]:
        """The stocks, then the matrix of moves."""
        return [
            Heading(message("Stocks")),
            _stock_table(self),
            Heading(message("From the state of the row to that of the column")),
            _matrix(self),
        ]

    def tables(self) -> tuple[Table, ...]:
        """The figures, the stocks, the moves one a row."""
        return (statistic_table(self.figures), _stock_table(self), _move_table(self))


def ask_transitions(question: EcosystemQuestion) -> TransitionsAnswer:
    """The moves of companies between the tiers of the standard since the earlier day."""
    earlier = question.earlier
    if earlier is None or earlier.day >= question.view.day:
        raise QuestionError(message("Moves between two days need an earlier day: --from DAY."))
    found = transitions(question, earlier)
    ahead = _ahead(found)
    names = {tier.id: tier.name for tier in found.tiers}
    return TransitionsAnswer(
        asked=statistic_asked(question),
        statistic="transitions",
        title=message("Moves between tiers"),
        figures=tuple(_figures(found, ahead, names)),
        notes=tuple(_notes(earlier.day, question.view.day)),
        first_day=earlier.day,
        stocks=tuple(_stocks(found, ahead, names)),
        moves=tuple(_moves(found)),
    )


class _Ahead(NamedTuple):
    """The stock of a state one span ahead; without limits where nothing moved, from which a width could follow."""

    value: float
    low: float | None
    high: float | None


def _ahead(of: Transitions) -> dict[str, _Ahead]:
    """The expected stock of each state; none where nobody was in the book on either day."""
    if not any(of.before(state) or of.after(state) for state in of.states if state != OUTSIDE):
        return {}
    return {
        state: _Ahead(stock.value, *((stock.low, stock.high) if stock.low < stock.high else (None, None)))
        for state, stock in expected_stock(of).items()
    }


def _figures(of: Transitions, ahead: Mapping[str, _Ahead], names: Mapping[str, Text]) -> Iterator[StatisticFigure]:
    for tier in reversed(of.tiers):
        were, stayed = of.before(tier.id), of.moves.get((tier.id, tier.id), 0)
        low, high = wilson_interval(stayed, were) or (None, None)
        yield StatisticFigure(
            id=f"{tier.id}_stayed",
            name=message("{tier}: share that stayed", tier=names[tier.id]),
            value=stayed / were if were else None, low=low, high=high,
            interval=IntervalKind.CONFIDENCE if were else IntervalKind.NONE, unit="share", behind=were,
        )  # fmt: skip
        stock = ahead.get(tier.id)
        yield StatisticFigure(
            id=f"{tier.id}_expected",
            name=message("{tier}: stock expected one span ahead", tier=names[tier.id]),
            value=stock.value if stock else None, low=stock.low if stock else None, high=stock.high if stock else None,
            interval=IntervalKind.CONFIDENCE if stock and stock.low is not None else IntervalKind.NONE,
            unit="companies", behind=of.after(tier.id),
        )  # fmt: skip


def _notes(first: Day, last: Day) -> Iterator[Phrase]:
    yield message("Each day is asked by what was known on it: {first} and {last}.", first=first, last=last)
    yield message(
        "The expected stock takes it that companies move and enter in the next {days:,} days as in these.",
        days=(last - first).days,
    )
    yield message(
        "Below: no tier can be reached. Exited: the same, and listed, sold or closed. Outside: not in the book, or not"
        " within the filter."
    )


def _stocks(of: Transitions, ahead: Mapping[str, _Ahead], names: Mapping[str, Text]) -> Iterator[StateStock]:
    for state in of.states:
        before, after, stayed = of.before(state), of.after(state), of.moves.get((state, state), 0)
        stock = ahead.get(state)
        yield StateStock(
            state=state,
            name=names.get(state) or STATES[state],
            before=before,
            entered=after - stayed,
            left=before - stayed,
            after=after,
            expected=stock.value if stock else None,
            low=stock.low if stock else None,
            high=stock.high if stock else None,
        )


def _moves(of: Transitions) -> Iterator[TierMove]:
    for was in of.states:
        before = of.before(was)
        for now in of.states:
            if (n := of.moves.get((was, now), 0)) and (ends := wilson_interval(n, before)):
                yield TierMove(before=was, after=now, companies=n, share=n / before, low=ends[0], high=ends[1])


# ---- tables


def _stock_table(answer: TransitionsAnswer) -> Table:
    columns = (
        Column("state", message("state"), Kind.CODE, page=False),
        Column("name", message("state"), pair=True),
        Column("before", message("before"), Kind.COUNT),
        Column("entered", message("entered"), Kind.COUNT),
        Column("left", message("left"), Kind.COUNT),
        Column("after", message("after"), Kind.COUNT),
        Column("expected", message("expected ahead"), Kind.NUMBER, empty="–"),
        Column("low", message("at least"), Kind.NUMBER, empty="–"),
        Column("high", message("at most"), Kind.NUMBER, empty="–"),
    )
    return field_table("stocks", columns, answer.stocks)


def _matrix(answer: TransitionsAnswer) -> Table:
    """One row a state of the earlier day, one column a state of the later."""
    moves = {(of.before, of.after): of.companies for of in answer.moves}
    shown = [of for of in answer.stocks if of.before or of.after or of.state == OUTSIDE]
    columns = (
        Column("name", message("before"), pair=True, tight=True),
        *(Column(of.state, of.name, Kind.COUNT, empty="–") for of in shown),
    )
    rows = tuple({"name": was.name, **{now.state: moves.get((was.state, now.state)) for now in shown}} for was in shown)
    return Table("matrix", columns, rows)


def _move_table(answer: TransitionsAnswer) -> Table:
    columns = (
        Column("before", message("before"), Kind.CODE),
        Column("after", message("after"), Kind.CODE),
        Column("companies", message("companies"), Kind.COUNT),
        Column("share", message("share"), Kind.SHARE),
        Column("low", message("share, at least"), Kind.SHARE),
        Column("high", message("share, at most"), Kind.SHARE),
    )
    return field_table("moves", columns, answer.moves)


moves_between_tiers = Statistic(
    Text(
        "How companies moved between the tiers of the standard, and the stock of each that is expected ahead.",
        "企业在标准各层级之间的变动，以及各层级的预期存量。",
    ),
    ask_transitions,
)
