"""How companies move between the tiers of a standard from one day to another, and the stock expected ahead.

Each company is in one state on each day: the highest tier that is confirmed, `undecided` where a tier may be reached,
`left` where none can be and it is listed, sold or closed, `below` where none can be, and `outside` where it has no name
in the book or is not within the filter. Nobody is lost: the moves of a state add up to its stock.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import NORMAL
from hornbook.standards.ask import rule
from hornbook.standards.judge import answered, assume_favourable
from hornbook.standards.standard import Tier

UNDECIDED, BELOW, LEFT, OUTSIDE = "undecided", "below", "left", "outside"
FURTHER = (UNDECIDED, BELOW, LEFT, OUTSIDE)
"""The states beside the tiers."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """How many companies went from each state to each other; companies outside on both days are not counted."""

    tiers: tuple[Tier, ...]
    """From the lowest to the highest, by the edition of the later day."""
    moves: Mapping[tuple[str, str], int]

    @property
    def states(self) -> tuple[str, ...]:
        """All states, the highest tier first."""
        return (*(tier.id for tier in reversed(self.tiers)), *FURTHER)

    def before(self, state: str) -> int:
        """How many companies were in a state on the earlier day."""
        return sum(n for (was, _), n in self.moves.items() if was == state)

    def after(self, state: str) -> int:
        """How many are in it on the later day."""
        return sum(n for (_, now), n in self.moves.items() if now == state)


def transitions(question: EcosystemQuestion, earlier: View) -> Transitions:
    """The moves between the states of an earlier day and the day of a question, each by what was known on its day."""
    old, new = _states(question, earlier), _states(question, question.view)
    old = as_later(old, new, question.view)
    pairs = old.rename_columns(["subject", "was"]).join(
        new.rename_columns(["subject", "now"]), "subject", join_type="full outer"
    )
    counted = pa.table({side: pc.fill_null(pairs[side], OUTSIDE) for side in ("was", "now")})
    sums = counted.group_by(["was", "now"]).aggregate([([], "count_all")]).to_pylist()
    tiers = rule(question.under, question.view.day).edition.tiers
    return Transitions(tuple(tiers), {(row["was"], row["now"]): row["count_all"] for row in sums})


def _states(question: EcosystemQuestion, view: View) -> pa.Table:
    """The state of each company on a day: `subject` and `state`."""
    tiers = rule(question.under, view.day).edition.tiers
    conditions = {tier.id: assume_favourable(tier.condition) if question.on_facts else tier.condition for tier in tiers}
    rows = answered(view, conditions, ["listed", "acquired", "closed"], where=question.where)
    return view.engine.arrow(rows.select("subject", state=_state(rows, [tier.id for tier in tiers])))


def _state(rows: ir.Table, tiers: list[str]) -> ir.StringValue:
    left = rows.listed.notnull() | rows.acquired.notnull() | rows.closed.notnull()
    reached = [(rows[tier].fill_null(False), tier) for tier in reversed(tiers)]
    open_ = [(rows[tier].isnull(), UNDECIDED) for tier in tiers]
    return ibis.cases(*reached, *open_, (left, LEFT), else_=BELOW)


def as_later(old: pa.Table, new: pa.Table, later: View) -> pa.Table:
    """The companies of the earlier day by the subject that each has later.

    Of several that became one company the one that keeps its subject goes on, and the others end outside.
    """
    gone = pc.invert(pc.is_in(old["subject"], new["subject"]))
    subjects = old["subject"].to_pylist() if pc.any(gone).as_py() else []
    taken, renamed = set(), {}
    for subject in old["subject"].filter(gone).to_pylist():
        company = later.identity.company(subject, later.known)
        if company != subject and company not in taken:
            renamed[subject] = company
            taken.add(company)
    kept = set(subjects) & taken
    renamed = {was: to for was, to in renamed.items() if to not in kept}
    if not renamed:
        return old
    return pa.table({"subject": [renamed.get(each, each) for each in subjects], "state": old["state"]})


def wilson_interval(count: int, of: int) -> tuple[float, float] | None:
    """The 95% interval of a share by Wilson's score, which holds for few companies too; None of nobody."""
    if not of:
        return None
    share, square = count / of, NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    width = NORMAL / (1 + square / of) * (share * (1 - share) / of + square / (4 * of**2)) ** 0.5
    return (0.0 if count == 0 else middle - width), (1.0 if count == of else middle + width)


@dataclass(frozen=True, slots=True)
class ExpectedStock:
    """The stock of a state one span ahead, with its 95% interval."""

    value: float
    low: float
    high: float


def expected_stock(of: Transitions) -> dict[str, ExpectedStock]:
    """The stock of each state after another span as long, if companies move and enter as they did in this one.

    A state's share of moves is estimated from the N companies that were in it, and is used for the M that are in it
    now: the variance of each move is M p (1 - p) for chance to come and M² p (1 - p) / N for the estimate. Those who
    enter from outside are Poisson, once for chance and once for the estimate. A state that was empty keeps its
    companies.
    """
    inside = [state for state in of.states if state != OUTSIDE]
    found = {}
    for target in inside:
        entering = of.moves.get((OUTSIDE, target), 0)
        value, variance = float(entering), 2.0 * entering
        for state in inside:
            were, are = of.before(state), of.after(state)
            share = of.moves.get((state, target), 0) / were if were else float(state == target)
            value += are * share
            variance += (are + (are**2 / were if were else 0.0)) * share * (1 - share)
        width = NORMAL * variance**0.5
        found[target] = ExpectedStock(value, max(0.0, value - width), value + width)
    return found
