"""Supports put to all companies of a view: who is entitled or may be, and the least and the most of each.

The engine gives what all the supports need to know as one table; conditions are answered over its columns in memory.
Companies that no leaf and no input of the award tells apart are one case: its least and most are sought once, over all
completions, and hold for each of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.indicators.algebra import Formula
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang import bound
from hornbook.lang.answer import Values
from hornbook.lang.filter import Filter
from hornbook.population.groups import Grouping
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import input_columns, input_table, needed
from hornbook.support.company_amounts import company_amounts
from hornbook.support.extremes import Claim
from hornbook.support.order import order_inputs
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.terms import Day

ClaimOf = Callable[[SupportTerms, Values], Claim]
"""The parts of a support whose amounts are reckoned, for what is known of a company."""


@dataclass(frozen=True, slots=True, repr=False)
class PopulationColumns:
    """What supports need to know of the companies of a view, as columns in memory."""

    inputs: tuple[bound.Input, ...]
    rows: pa.Table
    """A row a company: `subject`, `name`, a column `by_KEY` a group, and the `input_columns` of the inputs."""

    def narrowed(self, inputs: Sequence[bound.Input]) -> pa.Table:
        """The rows with the columns of some of the inputs alone, numbered as these are."""
        place = {(each.low, each.high): n for n, each in enumerate(self.inputs)}
        every = {each.name for each in input_columns(self.inputs)}
        columns = {name: self.rows[name] for name in self.rows.column_names if name not in every}
        for n, each in enumerate(inputs):
            for side in "lh":
                if (own := f"i{place[each.low, each.high]}{side}") in every:
                    columns[f"i{n}{side}"] = self.rows[own]
        return pa.table(columns)


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
    companies: PopulationColumns
    """All companies that were asked about."""
    order: dict[tuple[Formula, Formula], tuple[str, str]] = field(default_factory=dict)
    """The columns of each input of the order, from below and from above."""


def population_awards(
    view: View,
    support: Support,
    put: Grouping | None = None,
    where: Filter | None = None,
    terms_of: Day | None = None,
    *,
    claim: ClaimOf = SupportTerms.claim,
) -> PopulationAwards:
    """The support put to all companies of a view, or to those within a filter; perhaps by the terms of another day.

    `claim` says whose amounts are reckoned.
    """
    terms = SupportTerms(support, view.day, terms_of)
    (found,) = awards_among(population_columns(view, [terms], put, where), [terms], claim)
    return found


def populations_awards(
    view: View,
    supports: Sequence[Support],
    put: Grouping | None = None,
    where: Filter | None = None,
    terms_of: Day | None = None,
) -> tuple[PopulationAwards, ...]:
    """As `population_awards`, of many supports at once: the companies are read once for all of them."""
    every = [SupportTerms(each, view.day, terms_of) for each in supports]
    return awards_among(population_columns(view, every, put, where), every)


def population_columns(
    view: View, every: Sequence[SupportTerms], put: Grouping | None = None, where: Filter | None = None
) -> PopulationColumns:
    """What the terms of supports need to know of all companies of a view, or of those within a filter."""
    found = {(of.low, of.high): of for terms in every for of in needed_inputs(terms)}
    inputs = tuple(found.values())
    also = chosen_indicators(dict.fromkeys(["name", *(put.indicators if put else ())]))
    table, _ = input_table(view, inputs, also, where)
    if put:
        table = put.mark(view, table)
    groups = [f"by_{key}" for key in (put.keys if put else ())]
    kept = table.select("subject", "name", *groups, *(each.name for each in input_columns(inputs)))
    return PopulationColumns(inputs, view.engine.arrow(kept))


def awards_among(
    companies: PopulationColumns, every: Sequence[SupportTerms], claim: ClaimOf = SupportTerms.claim
) -> tuple[PopulationAwards, ...]:
    """What the terms of each support give to companies whose columns hold all that they need to know.

    Conditions that several supports share are answered once.
    """
    asked = [_conditions(terms) for terms in every]
    names = {of: f"c{n}" for n, of in enumerate(dict.fromkeys(of for each in asked for of in each.values()))}
    conditions = {name: of for of, name in names.items()}
    answers = answers_of(companies.rows, companies.inputs, conditions, every[0].day) if every else None
    return tuple(
        _awards(companies, terms, {name: answers[names[of]] for name, of in own.items()}, claim)
        for terms, own in zip(every, asked, strict=True)
        if answers is not None
    )


def _conditions(terms: SupportTerms) -> dict[str, bound.Condition]:
    """The leaves by number, the parts by `part_ID`, and whether any part holds."""
    leaves = {name: leaf for leaf, name in _leaves(terms).items()}
    parts = {f"part_{name}": claim.condition for name, claim in terms.claims.items()}
    return {**leaves, **parts, "answer": bound.BoundAny(tuple(parts.values()))}


def _leaves(terms: SupportTerms) -> dict[bound.Leaf, str]:
    """The column of each comparison."""
    every = dict.fromkeys(leaf for claim in terms.claims.values() for leaf in bound.leaves(claim.condition))
    return {leaf: f"leaf{n}" for n, leaf in enumerate(every)}


def _awards(
    companies: PopulationColumns, terms: SupportTerms, answers: dict[str, pa.ChunkedArray], claim: ClaimOf
) -> PopulationAwards:
    """The awards of one support, for the answers of its conditions."""
    inputs = needed_inputs(terms)
    rows = companies.narrowed(inputs)
    asked = rows.num_rows
    rows = pa.table(dict(zip(rows.column_names, rows.columns, strict=True)) | answers)
    rows = rows.filter(pc.fill_null(answers["answer"], True))
    if terms.in_force is False:
        rows = rows.slice(0, 0)
    leaves = _leaves(terms)
    found = company_amounts(claim(terms, {}), inputs, rows, leaves)
    own = (c for c in rows.column_names if c.startswith(("by_", "part_", "leaf")))
    beside = _order_columns(rows, inputs, terms)
    kept = dict.fromkeys(["subject", "name", *own, "answer", *(name for ends in beside.values() for name in ends)])
    rows = rows.select(list(kept)).append_column("least", found.least).append_column("most", found.most)
    return PopulationAwards(terms, rows, leaves, asked, found.cases, companies, beside)


def _order_columns(
    rows: pa.Table, inputs: Sequence[bound.Input], terms: SupportTerms
) -> dict[tuple[Formula, Formula], tuple[str, str]]:
    """Where each input of the order stands, from below and from above; the same column twice where it has one."""
    wanted = {(of.low, of.high) for of in order_inputs(terms.edition.order)}
    found = {}
    for n, of in enumerate(inputs):
        if (of.low, of.high) in wanted:
            high = f"i{n}h"
            found[of.low, of.high] = f"i{n}l", high if high in rows.column_names else f"i{n}l"
    return found


def needed_inputs(terms: SupportTerms) -> tuple[bound.Input, ...]:
    """What the conditions, the awards and the order of a support need to know."""
    conditions = [claim.condition for claim in terms.claims.values()]
    amounts = {(of.low, of.high): of for of in terms.amount_inputs()}
    own = {(of.low, of.high): of for of in needed(conditions)}
    order = {(of.low, of.high): of for of in order_inputs(terms.edition.order)}
    return tuple((own | amounts | order).values())
