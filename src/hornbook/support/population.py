"""One support put to all companies of a view: who is entitled or may be, and the least and the most of each.

Conditions are answered by the engine, leaf by leaf. Companies that no leaf and no input of the award tells apart are
one case: its least and most are sought once, over all completions, and hold for each of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.indicators.algebra import Formula
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang import bound
from hornbook.lang.answer import Values
from hornbook.lang.compile import combined, compiled
from hornbook.lang.filter import Filter
from hornbook.population.groups import Grouping
from hornbook.standards.judge import input_columns, input_table, known_inputs, needed
from hornbook.support.extremes import Claim, extremes
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.terms import Day


@dataclass(frozen=True, slots=True)
class PopulationAwards:
    """What a support gives to every company that it does not rule out.

    `rows` has a row a company: `subject`, `name`, a column `by_KEY` a group, `answer` (true, or empty for unknown),
    `least` and `most` in hundredths of the currency (an empty `most`: no limit), `part_ID` with each part's answer, and
    the answers of `leaves`.
    """

    terms: SupportTerms
    rows: pa.Table
    leaves: dict[bound.Leaf, str]
    """Each comparison and the column of its answers."""
    asked: int
    """How many companies were asked about."""
    cases: int
    """How many different cases were reckoned."""
    columns: dict[tuple[Formula, Formula], tuple[str, str]] = field(default_factory=dict)
    """Where each input stands that was kept, from below and from above."""


def population_awards(
    view: View,
    support: Support,
    put: Grouping | None = None,
    where: Filter | None = None,
    terms_of: Day | None = None,
    *,
    also: Sequence[bound.Input] = (),
    claim: Callable[[SupportTerms, Values], Claim] = SupportTerms.claim,
) -> PopulationAwards:
    """The support put to all companies of a view, or to those within a filter; perhaps by the terms of another day.

    `also` are inputs whose columns are kept beside the answers; `claim` says whose amounts are reckoned.
    """
    terms = SupportTerms(support, view.day, terms_of)
    inputs = tuple({(of.low, of.high): of for of in (*needed_inputs(terms), *also)}.values())
    table, leaves = _answers(view, terms, inputs, put, where)
    rows = view.engine.arrow(table)
    asked = rows.num_rows
    rows = rows.filter(pc.or_kleene(pc.invert(pc.is_valid(rows["answer"])), rows["answer"]).fill_null(True))
    if terms.in_force is False:
        rows = rows.slice(0, 0)
    keys = _keys(rows, inputs, leaves, terms)
    numbers, firsts = numbered_cases(keys)
    values = [known_inputs(inputs, row) for row in rows.take(firsts).to_pylist()]
    found = [extremes(claim(terms, each)) for each in values]
    least = pa.array([each.least for each in found], pa.int64()).take(numbers)
    most = pa.array([each.most for each in found], pa.int64()).take(numbers)
    own = (c for c in rows.column_names if c.startswith(("by_", "part_", "leaf")))
    beside = _beside(rows, inputs, also)
    kept = dict.fromkeys(["subject", "name", *own, "answer", *(name for pair in beside.values() for name in pair)])
    rows = rows.select(list(kept)).append_column("least", least).append_column("most", most)
    return PopulationAwards(terms, rows, leaves, asked, len(found), beside)


def _beside(
    rows: pa.Table, inputs: Sequence[bound.Input], also: Sequence[bound.Input]
) -> dict[tuple[Formula, Formula], tuple[str, str]]:
    """The columns of the inputs that are kept."""
    wanted = {(of.low, of.high) for of in also}
    found = {}
    for n, of in enumerate(inputs):
        if (of.low, of.high) in wanted:
            high = f"i{n}h"
            found[of.low, of.high] = f"i{n}l", high if high in rows.column_names else f"i{n}l"
    return found


def needed_inputs(terms: SupportTerms) -> tuple[bound.Input, ...]:
    """What the conditions and the awards of a support need to know."""
    conditions = [claim.condition for claim in terms.claims.values()]
    amounts = {(of.low, of.high): of for of in terms.amount_inputs()}
    own = {(of.low, of.high): of for of in needed(conditions)}
    return tuple((own | amounts).values())


def _answers(
    view: View, terms: SupportTerms, inputs: Sequence[bound.Input], put: Grouping | None, where: Filter | None
) -> tuple[ir.Table, dict[bound.Leaf, str]]:
    """One row a company: its inputs, the answers of all leaves, of each part, and of the support."""
    also = chosen_indicators(dict.fromkeys(["name", *(put.indicators if put else ())]))
    table, at = input_table(view, inputs, also, where)
    if put:
        table = put.mark(view, table)
    conditions = {f"part_{name}": claim.condition for name, claim in terms.claims.items()}
    every = dict.fromkeys(leaf for each in conditions.values() for leaf in bound.leaves(each))
    leaves = {leaf: f"leaf{n}" for n, leaf in enumerate(every)}
    columns = [each.name for each in input_columns(inputs)]
    kept = ["subject", "name", *(f"by_{key}" for key in (put.keys if put else ())), *columns]
    inner = table.select(*kept, **{name: compiled(leaf, at, view.day) for leaf, name in leaves.items()})
    parts = {name: combined(each, lambda leaf: inner[leaves[leaf]]) for name, each in conditions.items()}
    answer = None
    for part in parts.values():
        answer = part if answer is None else answer | part
    assert answer is not None
    return inner.mutate(**parts, answer=answer), leaves


def _keys(
    rows: pa.Table, inputs: Sequence[bound.Input], leaves: dict[bound.Leaf, str], terms: SupportTerms
) -> pa.Table:
    """What tells the cases of companies apart: answers of leaves, inputs of awards, inputs of leaves that are open."""
    columns: dict[str, Any] = {name: rows[name] for name in leaves.values()}
    awards = {(of.low, of.high) for of in terms.amount_inputs()}
    readers: dict[Any, list[str]] = {}
    for leaf, name in leaves.items():
        for of in bound.inputs_of(leaf):
            readers.setdefault((of.low, of.high), []).append(name)
    for n, of in enumerate(inputs):
        key = (of.low, of.high)
        own = [name for name in (f"i{n}l", f"i{n}h") if name in rows.column_names]
        if key in awards:
            columns |= {name: rows[name] for name in own}
        elif key in readers:
            open_ = [pc.is_null(rows[name]) for name in readers[key]]
            mask = open_[0]
            for each in open_[1:]:
                mask = pc.or_(mask, each)
            columns |= {name: pc.if_else(mask, rows[name], pa.scalar(None, rows[name].type)) for name in own}
    return pa.table(columns)


def numbered_cases(keys: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The number of each row's case, and the first row of each case."""
    if keys.num_rows == 0:
        return pa.array([], pa.int64()), pa.array([], pa.int64())
    rows = keys.append_column("row", pa.array(range(keys.num_rows), pa.int64()))
    cases = rows.group_by(keys.column_names, use_threads=False).aggregate([("row", "list"), ("row", "min")])
    lists = cases["row_list"].combine_chunks()
    number = pc.list_parent_indices(lists)
    order = pc.sort_indices(pc.list_flatten(lists))
    return number.take(order).cast(pa.int64()), cases["row_min"].combine_chunks()
