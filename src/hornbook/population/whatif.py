"""A rule with another number: who would enter, who would leave, and by which clause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir

from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang import bound
from hornbook.lang.compile import compiled
from hornbook.lang.filter import Filter
from hornbook.population.count import Company, by_name
from hornbook.population.grounds import Ground, grounds_of
from hornbook.population.groups import grouping
from hornbook.population.places import Placed
from hornbook.population.settings import changed
from hornbook.population.verdicts import Under
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import favourable, input_table, needed, values
from hornbook.terms import Day
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class Change:
    """A company that a changed rule takes in or leaves out, and the clauses that make the difference."""

    company: Company
    grounds: tuple[Ground, ...]


class ChangedGroup(NamedTuple):
    """One group under a rule and the rule as set: before + enters - leaves = after."""

    keys: dict[str, str | int | None]
    before: int
    enters: int
    leaves: int
    after: int
    value_before: Decimal
    value_after: Decimal


@dataclass(frozen=True, slots=True, repr=False)
class WhatIf:
    """One rule and the same rule changed, on one view."""

    day: Day
    known: Day
    rule: Rule
    changed: Rule
    settings: dict[str, tuple[str, str]]
    """What was set: as it stood, and as it was set."""
    before: int
    after: int
    unknown_before: int
    unknown_after: int
    enters: tuple[Change, ...]
    leaves: tuple[Change, ...]
    value_before: Decimal = Decimal(0)
    """What the yes are worth together, in US dollars by the rule as it stands."""
    value_after: Decimal = Decimal(0)
    """The same by the rule as it is set."""
    groups: tuple[ChangedGroup, ...] = ()
    placed: Placed | None = None
    """How the places by which it is grouped are named."""

    def __repr__(self) -> str:
        settings = ", ".join(self.settings)
        return f"<WhatIf: {self.rule.standard.id}, {self.day}: {settings}; {self.before:,} yes, then {self.after:,}>"


def whatif(
    view: View,
    under: Under,
    settings: Mapping[str, str],
    *,
    where: Filter | None = None,
    on_facts: bool = False,
    by: Iterable[str] = (),
) -> WhatIf:
    """Ask a rule and the rule as set: 'TIER.CLAUSE' takes a rule or a new threshold, '' drops the clause.

    Besides clauses: 'money' (spot, year, CNY=7), 'age' (anniversary, calendar), 'counts.KIND', 'define.NAME'.
    `where`: only companies within this filter. `on_facts`: what only a person can judge is taken in their favour.
    `by`: groups as of a census.
    """
    if not settings:
        raise QuestionError(message("Nothing is set. For example: --set 'unicorn.valuation=500_000_000 USD'."))
    old = rule(under, view.day)
    made, said = changed(old.standard, settings, view.day)
    new = rule(made, view.day)
    tier = new.edition.tier(old.tier.id)
    assert tier is not None
    new = replace(new, tier=tier)
    if on_facts:
        old, new = favourable(old), favourable(new)
    put = grouping(view, by)
    rows = put.mark(view, _both(view, old, new, put.indicators, where))
    keys = [f"by_{key}" for key in put.keys]
    counts = view.engine.arrow(rows.aggregate(**_sums(rows))).to_pylist()[0]
    of_groups = view.engine.arrow(rows.aggregate(by=keys, **_sums(rows))).to_pylist() if keys else []
    moved = rows.filter(rows.old.fill_null(False) != rows.new.fill_null(False))
    told = view.engine.arrow(moved.select("subject", "name", "old", "new")).to_pylist()
    known = values(view, needed([old.tier.condition, new.tier.condition]), [row["subject"] for row in told])
    enters = _changes((row for row in told if row["new"]), old, known, view.day)
    leaves = _changes((row for row in told if row["old"]), new, known, view.day)
    sums = {name: counts[name] for name in counts if name not in ("enters", "leaves")}
    groups = tuple(sorted((_group(row, put.keys) for row in of_groups), key=_order))
    shown = tuple(of for of in groups if of.before or of.after)
    return WhatIf(
        view.day, view.known, old, new, said, **sums, enters=enters, leaves=leaves, groups=shown, placed=put.how
    )


def _both(view: View, old: Rule, new: Rule, also: Iterable[str], where: Filter | None) -> ir.Table:
    """One row a company: the answer of each rule, and its value by each, with the indicators `also`."""
    names = list(dict.fromkeys(["name", *also]))
    worth = [bound.BoundCompare(of.edition.value, ">=", of.edition.value, "") for of in (old, new)]
    inputs = needed([old.tier.condition, new.tier.condition, *worth])
    table, at = input_table(view, inputs, chosen_indicators(names), where)
    (old_low, old_high), (new_low, new_high) = at(old.edition.value), at(new.edition.value)
    values = {"worth_old": ibis.coalesce(old_low, old_high), "worth_new": ibis.coalesce(new_low, new_high)}
    conditions = {"old": old.tier.condition, "new": new.tier.condition}
    return table.select(
        "subject", *names, **values, **{name: compiled(of, at, view.day) for name, of in conditions.items()}
    )


def _sums(rows: ir.Table) -> dict[str, ir.Value]:
    was, will = rows.old.fill_null(False), rows.new.fill_null(False)
    return {
        "before": was.sum().fill_null(0),
        "after": will.sum().fill_null(0),
        "enters": (will & ~was).sum().fill_null(0),
        "leaves": (was & ~will).sum().fill_null(0),
        "unknown_before": rows.old.isnull().sum().fill_null(0),
        "unknown_after": rows.new.isnull().sum().fill_null(0),
        "value_before": rows.worth_old.sum(where=was).fill_null(0),
        "value_after": rows.worth_new.sum(where=will).fill_null(0),
    }


def _group(row: dict[str, Any], keys: Sequence[str]) -> ChangedGroup:
    figures = (row[name] for name in ChangedGroup._fields[1:])
    return ChangedGroup({key: row[f"by_{key}"] for key in keys}, *figures)


def _order(of: ChangedGroup) -> tuple[object, ...]:
    """Most changed first, then most companies, then by the keys."""
    words = tuple((word is None, str(word)) for word in of.keys.values())
    return -(of.enters + of.leaves), -of.after, -of.before, words


def _changes(rows: Iterable[dict[str, Any]], out: Rule, known: Mapping[str, Any], day: Day) -> tuple[Change, ...]:
    """Companies with the clauses of the rule that keeps them out."""
    found = [
        Change(
            Company(row["subject"], row["name"]),
            grounds_of(out, out.tier.condition, known[row["subject"]], day),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda change: by_name(change.company)))
