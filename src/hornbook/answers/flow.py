"""A flow between two days, as answers hold it and as blocks of a page: the sum, the reasons, the companies.

The census and the watch both hold one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from hornbook.answers.census_groups import group_heading
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.errors import QuestionError
from hornbook.population.flow import Crossing, Flow
from hornbook.population.reasons import REASONS
from hornbook.render.sheet import Block, Column, Items, Kind, Line, Row, Table
from hornbook.terms import Bound, Day
from hornbook.text import Message, Money, Phrase, Text, Value, listing, message, message_plural

SHOWN = 8
"""How many companies are named on a page for each reason and clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowMove:
    """A company that entered or left, why, and what it was worth on both days."""

    subject: str
    name: str
    reason: str
    """A key of `population.reasons.REASONS`."""
    reason_text: Text
    clause: str | None
    """The clause that decided; empty where the rule itself changed or the company is new."""
    rule: str | None
    """The clause's rule as the standard's file writes it."""
    clause_text: Phrase | None
    value_before_usd: Decimal | None
    value_after_usd: Decimal | None
    bound_before: Bound
    bound_after: Bound
    """Whether each value is the figure itself or only a lower or upper limit of it."""
    joined: Day | None
    """The day from which on its records are one company, where that is the reason."""
    keys: Mapping[str, str | int | None] | None = None
    """Its group, where the flow is by group: of the later day if it entered, of the earlier one if it left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPart:
    """A flow: before + enters - leaves = after."""

    first: Day
    last: Day
    before: int
    after: int
    enters: tuple[FlowMove, ...]
    leaves: tuple[FlowMove, ...]
    reasons: Mapping[str, Mapping[str, int]]
    """How many entered and left for each reason, most first."""


def days_reversed(first: Day, last: Day) -> QuestionError:
    """That a flow does not run back in time."""
    return QuestionError(
        message("The flow runs from an earlier day to a later one, not from {first} to {last}.", first=first, last=last)
    )


def flow_part(flow: Flow, words: ClauseWords) -> FlowPart:
    """A flow as answers hold it; `words` puts the clauses of its rule into words."""
    return FlowPart(
        first=flow.first,
        last=flow.last,
        before=flow.before,
        after=flow.after,
        enters=tuple(_move(move, words) for move in flow.enters),
        leaves=tuple(_move(move, words) for move in flow.leaves),
        reasons={"enters": flow.reasons(flow.enters), "leaves": flow.reasons(flow.leaves)},
    )


def _move(move: Crossing, words: ClauseWords) -> FlowMove:
    rules = {clause.id: clause.rule for clause in words.rule.tier.every}
    return FlowMove(
        subject=move.company.subject,
        name=move.company.name,
        reason=move.reason,
        reason_text=REASONS[move.reason],
        clause=move.clause or None,
        rule=rules.get(move.clause),
        clause_text=words.clause(move.clause) if move.clause else None,
        value_before_usd=move.value_before,
        value_after_usd=move.value_after,
        bound_before=move.limits[0],
        bound_after=move.limits[1],
        joined=move.joined,
    )


# ---- the page


def flow_blocks(part: FlowPart, shown: int = SHOWN) -> tuple[Block, ...]:
    """The sum, then who entered and who left by reason and clause; without an empty line before."""
    blocks: list[Block] = [Line(_sum(part), strong=True)]
    enter, leave = part.reasons["enters"], part.reasons["leaves"]
    if part.enters:
        text = message("{n:,} entered: {reasons}", n=len(part.enters), reasons=_reasons(enter))
        blocks += [Line(text, strong=True), *_moves(part.enters, enter, shown)]
    if part.leaves:
        text = message("{n:,} left: {reasons}", n=len(part.leaves), reasons=_reasons(leave))
        blocks += [Line(text, strong=True), *_moves(part.leaves, leave, shown)]
    return tuple(blocks)


def _sum(part: FlowPart) -> Message:
    return message(
        "From {first} to {last}: {before:,} + {enter:,} entered − {leave:,} left = {after:,}",
        first=part.first,
        last=part.last,
        before=part.before,
        enter=len(part.enters),
        leave=len(part.leaves),
        after=part.after,
    )


def _reasons(counted: Mapping[str, int]) -> Phrase:
    return listing((message("{n:,} × {reason}", n=n, reason=REASONS[reason]) for reason, n in counted.items()), ";")


def _moves(moves: Sequence[FlowMove], counted: Mapping[str, int], shown: int) -> Iterator[Block]:
    """The companies that moved, by reason and by the clause that decided, each with its value on both days."""
    reasons = list(counted)
    ordered = sorted(moves, key=lambda move: (reasons.index(move.reason), move.clause or ""))
    for _, alike in groupby(ordered, key=lambda move: (move.reason, move.clause)):
        mine = list(alike)
        yield Line(_cause(mine), 2)
        yield Items(tuple(_change(move) for move in mine[:shown]), hidden=max(0, len(mine) - shown), indent=4)


def _cause(moves: Sequence[FlowMove]) -> Message:
    reason, clause = moves[0].reason_text, moves[0].clause_text
    if clause is None:
        return message_plural("{n:,} company: {reason}", "{n:,} companies: {reason}", len(moves), reason=reason)
    return message_plural(
        "{n:,} company: {reason} (by {clause})",
        "{n:,} companies: {reason} (by {clause})",
        len(moves),
        reason=reason,
        clause=clause,
    )


def _change(move: FlowMove) -> Phrase:
    """A company, and its value on both days where it is known on one of them."""
    company: Phrase = move.name
    if move.joined:
        company = message("{company} (records joined on {day})", company=move.name, day=move.joined)
    if move.value_before_usd is None and move.value_after_usd is None:
        return company
    before = _worth(move.value_before_usd, move.bound_before)
    after = _worth(move.value_after_usd, move.bound_after)
    return message("{company}: {before} → {after}", company=company, before=before, after=after)


def _worth(amount: Decimal | None, bound: Bound) -> Value:
    """An amount, with its sign where it is only a limit: ≥ US$0.7bn."""
    if amount is None:
        return None
    if bound is Bound.EXACT:
        return Money(amount)
    if bound is Bound.AT_LEAST:
        return message("≥ {amount}", amount=Money(amount))
    return message("≤ {amount}", amount=Money(amount))


# ---- files

FLOW_COLUMNS = (
    Column("move", message("move"), Kind.CODE),
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("reason", message("reason"), Kind.CODE),
    Column("reason_text", message("reason in words"), pair=True),
    Column("clause", message("clause"), Kind.CODE),
    Column("rule", message("rule"), Kind.CODE),
    Column("clause_text", message("clause in words"), pair=True),
    Column("value_before_usd", message("value before, US$"), Kind.USD),
    Column("value_after_usd", message("value after, US$"), Kind.USD),
    Column("bound_before", message("value before is"), Kind.CODE),
    Column("bound_after", message("value after is"), Kind.CODE),
    Column("joined", message("records joined on"), Kind.DAY),
)


def flow_table(part: FlowPart, by: Sequence[str] = ()) -> Table:
    """One row a company that entered or left, with its group where the flow is by group."""
    own = tuple(Column(f"group_{key}", group_heading(key), Kind.CODE if key == "year" else Kind.TEXT) for key in by)
    return Table("flow", (*FLOW_COLUMNS, *own), tuple(flow_rows(part)))


def flow_rows(part: FlowPart) -> Iterator[Row]:
    """The companies that entered, then those that left, as rows under FLOW_COLUMNS."""
    for name, moves in (("enters", part.enters), ("leaves", part.leaves)):
        for move in moves:
            own = {f"group_{key}": value for key, value in (move.keys or {}).items()}
            yield {"move": name, **{column.key: getattr(move, column.key) for column in FLOW_COLUMNS[1:]}, **own}
