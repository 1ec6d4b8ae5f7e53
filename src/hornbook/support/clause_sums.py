"""How much money stands behind each pattern of answered clauses: what the companies would be paid if none stood."""

from collections.abc import Sequence

import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.lang import bound
from hornbook.lang.compile import compiled
from hornbook.lang.filter import Filter
from hornbook.standards.judge import input_columns, input_table, known_inputs, needed
from hornbook.support.cost import ClauseSums
from hornbook.support.extremes import Claim, PartClaim, extremes
from hornbook.support.population import numbered_cases
from hornbook.support.terms import SupportTerms


def part_clauses(terms: SupportTerms, part: str) -> dict[str, bound.Condition]:
    """The clauses of a part by their words; its ways are one clause, and so is the standard that it names."""
    tier = terms.edition.rules.tier(part)
    assert tier is not None
    found: dict[str, bound.Condition] = {clause.id: clause.condition for clause in tier.clauses}
    if tier.branches:
        ways = (bound.BoundAll(tuple(clause.condition for clause in way.clauses)) for way in tier.branches)
        found["ways"] = bound.BoundAny(tuple(ways))
    if part in terms.rules:
        found["standard"] = terms.rules[part].tier.condition
    return found


def clause_sums(
    view: View, terms: SupportTerms, part: str, where: Filter | None = None
) -> tuple[Sequence[str], ClauseSums] | None:
    """The clauses of a part, and the most that companies with each pattern of answers could be paid without them.

    None where the award has no limit, so that no sum can be made.
    """
    clauses, claim = part_clauses(terms, part), terms.claims[part]
    free = PartClaim(bound.BoundAll(()), claim.award, claim.caps)
    amounts = tuple({(of.low, of.high): of for q in free.quantities() for of in bound.inputs_of(q)}.values())
    inputs = tuple({(of.low, of.high): of for of in (*needed(clauses.values()), *amounts)}.values())
    table, at = input_table(view, inputs, (), where)
    columns = [each.name for each in input_columns(inputs)]
    answers = {f"clause{n}": compiled(each, at, view.day) for n, each in enumerate(clauses.values())}
    rows = view.engine.arrow(table.select(*columns, **answers))
    if not rows.num_rows:
        return list(clauses), {}
    wanted = {(of.low, of.high) for of in amounts}
    own = [name for n, of in enumerate(inputs) if (of.low, of.high) in wanted for name in (f"i{n}l", f"i{n}h")]
    keys = rows.select([*(name for name in own if name in rows.column_names), *answers])
    numbers, firsts = numbered_cases(keys)
    counts = pc.value_counts(numbers)
    many = dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
    sums: dict[tuple[bool | None, ...], int] = {}
    for n, row in enumerate(rows.take(firsts).to_pylist()):
        most = extremes(Claim((free,), True, known_inputs(inputs, row), view.day)).most
        if most is None:
            return None
        pattern = tuple(row[name] for name in answers)
        sums[pattern] = sums.get(pattern, 0) + most * many[n]
    return list(clauses), sums
