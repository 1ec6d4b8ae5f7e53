"""How much money stands behind each pattern of answered clauses: what the companies would be paid if none stood."""

from collections.abc import Sequence

from hornbook.lang import bound
from hornbook.standards.in_memory import answers_of
from hornbook.support.company_amounts import company_amounts
from hornbook.support.cost import ClauseSums
from hornbook.support.extremes import Claim, PartClaim
from hornbook.support.population import PopulationAwards
from hornbook.support.terms import SupportTerms


def part_clauses(terms: SupportTerms, part: str) -> dict[str, bound.Condition]:
    """The clauses of a part by their words; its ways are one clause, and so is the standard that it names.

    Terms that are not written here have none.
    """
    if terms.unwritten:
        return {}
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
    if not clauses:
        return [], {}
    free = PartClaim(bound.BoundAll(()), claim.award, claim.caps)
    inputs = tuple({(of.low, of.high): of for q in free.quantities() for of in bound.inputs_of(q)}.values())
    rows = of.companies.narrowed(inputs)
    if not rows.num_rows:
        return list(clauses), {}
    named = {f"clause{n}": each for n, each in enumerate(clauses.values())}
    answers = answers_of(of.companies.rows, of.companies.inputs, named, of.terms.day)
    found = company_amounts(Claim((free,), True, {}, of.terms.day), inputs, rows, {})
    if found.most.null_count:
        return None
    sums = answers.append_column("most", found.most).group_by(list(named)).aggregate([("most", "sum")])
    return list(clauses), {tuple(row[name] for name in named): row["most_sum"] for row in sums.to_pylist()}
