"""How much money stands behind each pattern of answered clauses: what the companies would be paid if none stood."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.lang import bound
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import input_columns, known_inputs
from hornbook.support.cost import ClauseSums
from hornbook.support.extremes import Claim, PartClaim, extremes
from hornbook.support.population import PopulationAwards, numbered_cases
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


def clause_sums(of: PopulationAwards, part: str) -> tuple[Sequence[str], ClauseSums] | None:
    """The clauses of a part, and the most that companies with each pattern of answers could be paid without them.

    None where the award has no limit, so that no sum can be made.
    """
    clauses, claim = part_clauses(of.terms, part), of.terms.claims[part]
    free = PartClaim(bound.BoundAll(()), claim.award, claim.caps)
    inputs = tuple({(of.low, of.high): of for q in free.quantities() for of in bound.inputs_of(q)}.values())
    rows = of.companies.narrowed(inputs)
    if not rows.num_rows or not clauses:
        return list(clauses), {}
    named = {f"clause{n}": each for n, each in enumerate(clauses.values())}
    answers = answers_of(of.companies.rows, of.companies.inputs, named, of.terms.day)
    own = [each.name for each in input_columns(inputs)]
    keys = pa.table({name: rows[name] for name in own} | {name: answers[name] for name in named})
    numbers, firsts = numbered_cases(keys)
    counts = pc.value_counts(numbers)
    many = dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
    sums: dict[tuple[bool | None, ...], int] = {}
    for n, row in enumerate(keys.take(firsts).to_pylist()):
        most = extremes(Claim((free,), True, known_inputs(inputs, row), of.terms.day)).most
        if most is None:
            return None
        pattern = tuple(row[name] for name in named)
        sums[pattern] = sums.get(pattern, 0) + most * many[n]
    return list(clauses), sums
