"""The cost of a support as an answer, and its page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.answers.ahead import AheadCost, ahead_blocks, ahead_table
from hornbook.answers.answer import Answer, head
from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns
from hornbook.answers.cost_rows import ClauseSaving, CostRow, CurvePoint, GroupCost, PoolReach, SupportSetting, YearCost
from hornbook.answers.displaced import DisplacementReach, displacement_blocks, displacement_table, payer_table
from hornbook.answers.supports import SupportSummary, doubt_lines
from hornbook.answers.wording.awards import RATIONING, exact_money, range_phrase
from hornbook.render.sheet import Block, Chart, ChartForm, Column, EmptyLine, Heading, Kind, Line, Row, Sheet, Table
from hornbook.support.cost import MOST_CLAUSES
from hornbook.text import Message, Phrase, listing, message

SHOWN = 20
"""How many groups a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CostAnswer(Answer):
    """The cost of a support over the companies of a view; amounts in its currency."""

    support: SupportSummary
    force: Message
    settings: tuple[SupportSetting, ...]
    cost: CostRow
    before: CostRow | None
    """The cost as the text stands, where something is set."""
    applied: int
    """How many applications the book knows."""
    paid: Decimal | None
    """What the book knows to have been paid; None where no fact tells."""
    pool: PoolReach | None
    by: tuple[str, ...]
    places: PlaceNames | None
    """How the places of the groups are named, where they are grouped by place."""
    groups: tuple[GroupCost, ...]
    clauses: tuple[ClauseSaving, ...]
    undivided: tuple[str, ...]
    """Parts without shares of their clauses: there are more than eight, or the award has no limit."""
    years: tuple[YearCost, ...]
    curve_of: str | None
    curve: tuple[CurvePoint, ...]
    displacement: DisplacementReach | None
    """What others no longer pay, where that is asked."""
    ahead: AheadCost | None
    """What may come by a list of the scout, where one is given; it is part of no other figure."""

    def sheet(self) -> Sheet:
        """The page: the cost, the pool, then groups, clauses, years and the curve."""
        return cost_sheet(self)

    def charts(self) -> tuple[Chart, ...]:
        """The curve; none where no number is varied."""
        return (_chart(self),) if self.curve else ()

    def tables(self) -> tuple[Table, ...]:
        """The cost; then one row a group, what is displaced and what may come, where asked for."""
        moved = [displacement_table(self.displacement), payer_table(self.displacement)] if self.displacement else []
        ahead = [ahead_table(self.ahead)] if self.ahead else []
        return (figure_table(self), *([cost_group_table(self)] if self.groups else []), *moved, *ahead)


def cost_sheet(answer: CostAnswer) -> Sheet:
    """The page: the cost, the pool, then groups, clauses, years and the curve."""
    title = message("What {name} costs", name=answer.support.name)
    blocks: list[Block] = [Heading(title, 1), *head(replace(answer.asked, rules=()))]
    blocks += [Line(answer.force, strong=answer.support.in_force is False), *doubt_lines(answer.support)]
    for each in answer.settings:
        blocks.append(
            Line(message("Set: {key} = {after} (was {before})", key=each.key, after=each.after, before=each.before))
        )
    blocks += [EmptyLine(), *_figures(answer)]
    if answer.pool:
        blocks += _pool(answer.pool, answer.support.currency)
    if answer.groups:
        blocks += [Heading(message("By group")), cost_group_table(answer)]
    if answer.clauses:
        blocks += [Heading(message("What each clause saves")), _clause_table(answer), *_clause_notes()]
    if answer.undivided:
        left = listing(answer.undivided)
        blocks.append(
            Line(
                message(
                    "No shares of clauses for {parts}: more than {n} clauses, or an award without a limit.",
                    parts=left,
                    n=MOST_CLAUSES,
                )
            )
        )
    if answer.years:
        blocks += [Heading(message("The same terms in past years, as each was known then")), _year_table(answer)]
    if answer.curve:
        blocks += [Heading(message("With another number in {key}", key=answer.curve_of)), _chart(answer)]
    if answer.displacement:
        blocks += displacement_blocks(answer.displacement, answer.support.currency)
    if answer.ahead:
        blocks += ahead_blocks(answer.ahead, answer.support.currency)
    return Sheet(title, tuple(blocks))


def _amount(of: CostRow, currency: str) -> Phrase:
    return range_phrase(int(of.least * 100), None if of.most is None else int(of.most * 100), currency)


def _figures(answer: CostAnswer) -> Iterator[Line]:
    of, currency = answer.cost, answer.support.currency
    yield Line(
        message(
            "Entitled: {entitled:,} companies; may be: {may_be:,}. If everybody who may claim did: {amount}.",
            entitled=of.entitled,
            may_be=of.may_be,
            amount=_amount(of, currency),
        ),
        strong=True,
    )
    if answer.before:
        yield Line(
            message(
                "As the text stands: {entitled:,} and {may_be:,}; {amount}.",
                entitled=answer.before.entitled,
                may_be=answer.before.may_be,
                amount=_amount(answer.before, currency),
            )
        )
    if answer.applied or answer.paid is not None:
        paid = exact_money(int((answer.paid or 0) * 100), currency)
        yield Line(message("The book knows {n:,} applications and {paid} paid.", n=answer.applied, paid=paid))
    else:
        yield Line(message("No fact tells who applied or was paid; how many will claim is not guessed."))


def _pool(of: PoolReach, currency: str) -> Iterator[Line]:
    amount = exact_money(int(of.amount * 100), currency)
    yield Line(
        message(
            "Pool: {pool}", pool=message("{amount} ({rationing})", amount=amount, rationing=RATIONING[of.rationing])
        )
    )
    says = {
        True: message("It is used up."),
        False: message("It is enough for everybody."),
        None: message("Whether it is enough depends on what is not known."),
    }
    yield Line(says[of.exhausted], 2)
    if of.fewest_paid is not None and of.most_paid is not None:
        yield Line(
            message(
                "Of the entitled, between {fewest:,} and {most:,} are paid in full, by the order.",
                fewest=of.fewest_paid,
                most=of.most_paid,
            ),
            2,
        )


def _clause_notes() -> Iterator[Line]:
    yield Line(
        message(
            "First in: what the clause saves if it stands alone. Last in: what it saves beside all others. Average: the"
            " mean over every order (Shapley); the averages add up to what all clauses save together."
        )
    )


# ---- tables

_COST = (
    Column("entitled", message("entitled"), Kind.COUNT),
    Column("may_be", message("may be"), Kind.COUNT),
    Column("least", message("at least"), Kind.NUMBER),
    Column("most", message("at most"), Kind.NUMBER, empty=message("no limit")),
)


def _cells(of: CostRow) -> Row:
    return {"entitled": of.entitled, "may_be": of.may_be, "least": of.least, "most": of.most}


def figure_table(answer: CostAnswer) -> Table:
    """The cost as one row, and as the text stands beside it."""
    columns = (
        Column("support", message("support"), Kind.CODE),
        Column("terms", message("terms"), Kind.CODE),
        Column("currency", message("currency"), Kind.CODE),
        *_COST,
    )
    own = {"support": answer.support.id, "currency": answer.support.currency}
    rows: list[Row] = [{**own, "terms": "set" if answer.settings else "text", **_cells(answer.cost)}]
    if answer.before:
        rows.append({**own, "terms": "text", **_cells(answer.before)})
    return Table("cost", columns, tuple(rows))


def cost_group_table(answer: CostAnswer) -> Table:
    """One row a group."""
    keys = tuple(column for key in answer.by for column in key_columns(key))
    rows = tuple({**key_cells(each.keys, answer.places), **_cells(each.cost)} for each in answer.groups)
    return Table("groups", (*keys, *_COST), rows, shown=SHOWN)


def _clause_table(answer: CostAnswer) -> Table:
    columns = (
        Column("part", message("part"), Kind.CODE),
        Column("clause", message("clause"), Kind.CODE),
        Column("first_in", message("first in"), Kind.NUMBER),
        Column("last_in", message("last in"), Kind.NUMBER),
        Column("shapley", message("average saving"), Kind.NUMBER),
    )
    rows = tuple(
        {"part": c.part, "clause": c.clause, "first_in": c.first_in, "last_in": c.last_in, "shapley": c.shapley}
        for c in answer.clauses
    )
    return Table("clauses", columns, rows)


def _year_table(answer: CostAnswer) -> Table:
    rows = tuple({"day": each.day, **_cells(each.cost)} for each in answer.years)
    return Table("years", (Column("day", message("day"), Kind.DAY), *_COST), rows)


def _chart(answer: CostAnswer) -> Chart:
    rows = tuple({"value": each.value, **_cells(each.cost)} for each in answer.curve)
    table = Table("curve", (Column("value", message("number"), Kind.NUMBER), *_COST), rows)
    limited = all(each.cost.most is not None for each in answer.curve)
    last = answer.curve[-1].cost
    return Chart(
        title=message("Cost by the number in {key}", key=answer.curve_of),
        form=ChartForm.LINE,
        table=table,
        x="value",
        series=("least", "most") if limited else ("least",),
        alt=message(
            "The cost for {n} numbers; at the last one {amount}.",
            n=len(answer.curve),
            amount=_amount(last, answer.support.currency),
        ),
        unit=message("amount in {currency}", currency=answer.support.currency),
    )
