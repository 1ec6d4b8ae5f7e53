"""What keeps a company out of a tier: the clauses that are a no, or where none is, those that are unknown."""

from typing import NamedTuple

from hornbook.lang import bound
from hornbook.lang.answer import Reply, Values, reply
from hornbook.standards.ask import Rule
from hornbook.standards.judge import assume_favourable
from hornbook.terms import Day


class Ground(NamedTuple):
    """One condition that keeps a company out of a tier."""

    clause: str
    rule: str
    answer: bool | None
    reply: Reply | None = None
    """The condition answered; none where a list is asked."""


def grounds_of(of: Rule | None, condition: bound.Condition, known: Values, day: Day) -> tuple[Ground, ...]:
    """What keeps a company out: the clauses that are a no, or where none is, those that are unknown.

    The clauses of branches count while no branch is a way in. Where the condition is the tier's taken in a company's
    favour, so are its clauses.
    """
    if of is None:
        return (Ground("list", "", False),)
    kind = assume_favourable if condition == assume_favourable(of.tier.condition) else _as_it_is
    wanted = False if reply(condition, known, day).answer is False else None
    clauses = list(of.tier.clauses)
    if of.tier.branches:
        ways = bound.BoundAny(
            tuple(bound.BoundAll(tuple(c.condition for c in branch.clauses)) for branch in of.tier.branches)
        )
        if reply(kind(ways), known, day).answer is wanted:
            for branch, way in zip(of.tier.branches, ways.parts, strict=True):
                if reply(kind(way), known, day).answer is wanted:
                    clauses += branch.clauses
    said = [(clause, reply(kind(clause.condition), known, day)) for clause in clauses]
    return tuple(Ground(clause.id, clause.rule, one.answer, one) for clause, one in said if one.answer is wanted)


def _as_it_is(condition: bound.Condition) -> bound.Condition:
    return condition
