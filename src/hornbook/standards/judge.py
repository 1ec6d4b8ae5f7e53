"""Standards put to all companies of a view at once: one profile of what the rules need, then one column a tier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.view import View
from hornbook.indicators.algebra import Indicator, Unit
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import formula_values
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values
from hornbook.lang.compile import At, Span, combined, compiled
from hornbook.lang.filter import Filter
from hornbook.standards.ask import Rule
from hornbook.standards.standard import Clause, Edition, Standard
from hornbook.terms import Day
from hornbook.text import Text

_NOTHING = Text("", "")


def input_columns(inputs: Sequence[bound.Input]) -> list[Indicator]:
    """A column for each side of each input; one where both sides are the same."""
    found = []
    for n, each in enumerate(inputs):
        found.append(Indicator(each.low, Unit.TEXT, _NOTHING, f"i{n}l"))
        if each.high != each.low:
            found.append(Indicator(each.high, Unit.TEXT, _NOTHING, f"i{n}h"))
    return found


def input_places(inputs: Sequence[bound.Input], table: ir.Table) -> At:
    """Where each input stands in a table of `input_columns`."""
    spans: dict[tuple[object, object], Span] = {}
    for n, each in enumerate(inputs):
        low = table[f"i{n}l"]
        spans[each.low, each.high] = Span(low, low if each.high == each.low else table[f"i{n}h"])
    return lambda each: spans[each.low, each.high]


def needed(conditions: Iterable[bound.Condition]) -> tuple[bound.Input, ...]:
    """The inputs of conditions, each once however it is written."""
    found = {(each.low, each.high): each for condition in conditions for each in bound.inputs_of(condition)}
    return tuple(found.values())


def input_table(
    view: View, inputs: Sequence[bound.Input], also: Iterable[Indicator] = (), where: Filter | None = None
) -> tuple[ir.Table, At]:
    """One row a company within the filter: `subject`, the columns of the inputs and `also`; and where each input is."""
    more = needed([where.condition]) if where else ()
    every = tuple({(each.low, each.high): each for each in (*inputs, *more)}.values())
    table = formula_values(view, [*input_columns(every), *also])
    if where is not None:
        table = table.filter(within(where, input_places(every, table), view.day))
    return table, input_places(every, table)


def within(where: Filter, at: At, day: Day) -> ir.BooleanValue:
    """Whether a company is within the filter; one of which that is unknown only where the filter keeps it."""
    return compiled(where.condition, at, day).fill_null(where.keep_unknown)


def undecided_by(view: View, where: Filter | None) -> int | None:
    """Of how many companies it is unknown whether they are within the filter; None without a filter."""
    return None if where is None else view.once(("undecided", where), lambda: _undecided(view, where))


def _undecided(view: View, where: Filter) -> int:
    table, at = input_table(view, needed([where.condition]))
    rows = table.select(inside=compiled(where.condition, at, view.day))
    return int(view.engine.arrow(rows.aggregate(n=rows.inside.isnull().sum().fill_null(0)))["n"][0].as_py())


def answered(
    view: View,
    conditions: Mapping[str, bound.Condition],
    also: Iterable[str] = (),
    *,
    on_facts: Iterable[str] = (),
    where: Filter | None = None,
) -> ir.Table:
    """One row a company: `subject`, the indicators `also`, and a column a condition: yes, no, or empty for unknown.

    For the conditions `on_facts`, a further column 'NAME on facts' takes it that persons judge in the company's favour.
    """
    inputs = needed(conditions.values())
    table, at = input_table(view, inputs, chosen_indicators(dict.fromkeys(also)), where)
    asked = dict(conditions) | {f"{name} on facts": assume_favourable(conditions[name]) for name in on_facts}
    return tier_columns(table, asked, at, view.day, ["subject", *dict.fromkeys(also)])


def tier_columns(
    table: ir.Table, conditions: Mapping[str, bound.Condition], at: At, day: Day, also: Iterable[str] = ()
) -> ir.Table:
    """The columns `also`, and a column a condition. What several conditions ask is worked out once, in a column."""
    leaves = {
        leaf: f"c{n}" for n, leaf in enumerate(dict.fromkeys(x for c in conditions.values() for x in bound.leaves(c)))
    }
    kept = list(also)
    inner = table.select(*kept, **{name: compiled(leaf, at, day) for leaf, name in leaves.items()})
    return inner.select(
        *kept, **{name: combined(condition, lambda leaf: inner[leaves[leaf]]) for name, condition in conditions.items()}
    )


def judged(view: View, standard: Standard, also: Iterable[str] = ()) -> ir.Table:
    """One row a company: `subject`, `name`, the highest `tier` reached, the highest not ruled out, a column a tier.

    `tier` and `reachable` are empty where there is none. For each tier with matters that a person judges, the column
    'TIER on facts' says how it stands if those are judged in the company's favour.
    """
    edition = standard.edition(view.day)
    conditions = {tier.id: tier.condition for tier in edition.tiers}
    extra = list(dict.fromkeys(["name", *also]))
    rows = answered(view, conditions, extra, on_facts=with_matters(edition))
    nothing = ibis.null("string")
    ladder = list(reversed(edition.tiers))
    reached = ibis.cases(*((rows[tier.id], tier.id) for tier in ladder), else_=nothing)
    reachable = ibis.cases(*((rows[tier.id].fill_null(True), tier.id) for tier in ladder), else_=nothing)
    answers = {name: rows[name] for name in rows.columns if name not in ("subject", *extra)}
    return rows.select("subject", *extra, tier=reached, reachable=reachable, **answers)


def values(view: View, inputs: Sequence[bound.Input], among: Iterable[str] | None = None) -> dict[str, Values]:
    """What is known of each company's inputs, by subject; of all companies, or of these."""
    rows = formula_values(view, input_columns(inputs))
    if among is not None:
        some = view.engine.put("among", pa.table({"subject": pa.array(list(among), pa.string())}))
        rows = rows.semi_join(some, "subject")
    return {row["subject"]: known_inputs(inputs, row) for row in view.engine.arrow(rows).to_pylist()}


def known_inputs(inputs: Sequence[bound.Input], row: Mapping[str, Any]) -> Values:
    """A row of `input_columns` as what is known of each input."""
    return {
        (each.low, each.high): KnownRange(row[f"i{n}l"], row.get(f"i{n}h", row[f"i{n}l"]))
        for n, each in enumerate(inputs)
    }


def with_matters(edition: Edition) -> list[str]:
    """The tiers that only a person's judgement can complete."""
    return [tier.id for tier in edition.tiers if any(each.matter for each in bound.inputs_of(tier.condition))]


def favourable(asked: Rule) -> Rule:
    """The rule on the facts: with every open matter taken in the company's favour, in each clause and in all."""

    def eased(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
        return tuple(replace(clause, condition=assume_favourable(clause.condition)) for clause in clauses)

    tier = asked.tier
    branches = tuple(replace(branch, clauses=eased(branch.clauses)) for branch in tier.branches)
    condition = assume_favourable(tier.condition)
    return replace(asked, tier=replace(tier, clauses=eased(tier.clauses), branches=branches, condition=condition))


def as_it_is(condition: bound.Condition) -> bound.Condition:
    """The condition itself, where nothing is taken in anybody's favour."""
    return condition


def assume_favourable(condition: bound.Condition, favour: bool = True) -> bound.Condition:
    """The condition with every open matter taken in the company's favour: as yes, and under a `not` as no."""
    match condition:
        case bound.BoundAll():
            return bound.BoundAll(tuple(assume_favourable(part, favour) for part in condition.parts))
        case bound.BoundAny():
            return bound.BoundAny(tuple(assume_favourable(part, favour) for part in condition.parts))
        case bound.BoundNot():
            return bound.BoundNot(assume_favourable(condition.part, not favour))
        case bound.BoundKnown() | bound.BoundInPrinciple():
            return replace(condition, part=assume_favourable(condition.part, favour))
        case bound.BoundReadings():
            return replace(condition, parts=tuple(assume_favourable(part, favour) for part in condition.parts))
        case bound.Flag() if condition.of.matter:
            return replace(condition, otherwise=favour)
    return condition
