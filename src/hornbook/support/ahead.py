"""What a support may cost ahead: companies of a list that may come to fulfil a clause, each with its probability.

The clause is taken to hold once the list's target comes true, and everything else about a company to stay as it is on
the day. This is never added to what companies are entitled to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.lang import bound
from hornbook.lang.filter import Filter
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.tree import Node
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import input_columns, input_table, known_inputs, needed
from hornbook.support.case_numbers import numbered_cases
from hornbook.support.extremes import Claim, PartClaim, extremes
from hornbook.support.support import Part
from hornbook.support.terms import SupportTerms


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability that the target comes true within the horizon: the ends of its interval."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class TargetClauses:
    """The clauses of a part that a target fulfils, and the other conditions of the part."""

    part: Part
    keys: tuple[str, ...]
    """Their keys: `PART.CLAUSE`, or `PART.standard.CLAUSE` for a clause of the standard that the part names."""
    condition: bound.Condition
    others: bound.Condition


@dataclass(frozen=True, slots=True)
class ExpectedTakers:
    """What is expected of the companies of a list, by their probabilities; money in hundredths."""

    listed: int
    """How many companies of the list the view has."""
    already: int
    """How many of them fulfil the clause on the day: they are no new takers."""
    ruled_out: int
    """How many do not meet the other conditions on the day."""
    open: int
    """Of how many it is unknown whether they meet them; they count in the upper ends alone."""
    takers: tuple[Fraction, Fraction]
    """The expected number, from the lower ends of the probabilities of those who meet the other conditions to the upper
    ends of those whom nothing rules out."""
    least: Fraction
    most: Fraction | None
    """The expected money in the same way; None where an award has no limit."""


def target_clauses(terms: SupportTerms, target: str, named: str | None = None) -> list[TargetClauses]:
    """By part, the clauses that say what a target says, word for word; or the one `named` by its key."""
    wanted, found = _tree(target), []
    for part in terms.edition.paying:
        clauses = _clauses(terms, part)
        keys = [
            key
            for key, (rule, _) in clauses.items()
            if key == named or (named is None and rule is not None and rule == wanted)
        ]
        if keys:
            fulfilled = tuple(clauses[key][1] for key in keys)
            others = tuple(each for key, (_, each) in clauses.items() if key not in keys)
            found.append(TargetClauses(part, tuple(keys), bound.BoundAll(fulfilled), bound.BoundAll(others)))
    return found


def clause_keys(terms: SupportTerms) -> list[str]:
    """The keys of all clauses that can be named."""
    return [key for part in terms.edition.paying for key in _clauses(terms, part)]


def _clauses(terms: SupportTerms, part: Part) -> dict[str, tuple[Node | None, bound.Condition]]:
    """The clauses of a part and of the standard that it names, by key; ways into either are one, and have no words."""
    tiers = {part.id: terms.edition.rules.tier(part.id)}
    if part.id in terms.rules:
        tiers[f"{part.id}.standard"] = terms.rules[part.id].tier
    found: dict[str, tuple[Node | None, bound.Condition]] = {}
    for prefix, tier in tiers.items():
        assert tier is not None
        found |= {f"{prefix}.{each.id}": (each.tree, each.condition) for each in tier.clauses}
        if tier.branches:
            ways = (bound.BoundAll(tuple(clause.condition for clause in way.clauses)) for way in tier.branches)
            found[f"{prefix}.ways"] = (None, bound.BoundAny(tuple(ways)))
    return found


def _tree(rule: str) -> Node | None:
    try:
        return read_rule(rule)
    except RuleError:
        return None


def expected_takers(
    view: View, terms: SupportTerms, of: TargetClauses, chances: Mapping[str, Chance], where: Filter | None = None
) -> ExpectedTakers:
    """What the companies with these probabilities, by subject, may come to under a part."""
    claim = terms.claims[of.part.id]
    free = PartClaim(of.others, claim.award, claim.caps)
    amounts = [each for quantity in free.quantities() for each in bound.inputs_of(quantity)]
    inputs = tuple({(each.low, each.high): each for each in (*needed([of.others, of.condition]), *amounts)}.values())
    table, _ = input_table(view, inputs, (), where)
    rows = view.engine.arrow(table.select("subject", *(each.name for each in input_columns(inputs))))
    rows = rows.filter(pc.is_in(rows["subject"], value_set=pa.array(chances, pa.string())))
    answers = answers_of(rows, inputs, {"has": of.condition, "others": of.others}, view.day)
    new = pc.invert(pc.fill_null(answers["has"], False))
    kept = pc.and_(new, pc.fill_null(answers["others"], True))
    counted, meets = rows.filter(kept), answers["others"].filter(kept)
    expected = list(_expected(counted, meets, inputs, free, chances, terms))
    open_ends = [most for _, _, _, most in expected]
    return ExpectedTakers(
        listed=rows.num_rows,
        already=rows.num_rows - int(pc.sum(new).as_py() or 0),
        ruled_out=int(pc.sum(new).as_py() or 0) - counted.num_rows,
        open=meets.null_count,
        takers=(_sum(low for low, _, _, _ in expected), _sum(high for _, high, _, _ in expected)),
        least=_sum(least for _, _, least, _ in expected),
        most=None if None in open_ends else _sum(most for most in open_ends if most is not None),
    )


def _expected(
    rows: pa.Table,
    meets: pa.ChunkedArray,
    inputs: tuple[bound.Input, ...],
    free: PartClaim,
    chances: Mapping[str, Chance],
    terms: SupportTerms,
) -> Iterator[tuple[Fraction, Fraction, Fraction, Fraction | None]]:
    """Of each company: the number from and to, and the money from and to."""
    own = rows.drop_columns(["subject"])
    numbers, firsts = numbered_cases(own if own.num_columns else rows.select(["subject"]))
    found = [
        extremes(Claim((free,), True, known_inputs(inputs, row), terms.day)) for row in own.take(firsts).to_pylist()
    ]
    for subject, sure, number in zip(rows["subject"].to_pylist(), meets.to_pylist(), numbers.to_pylist(), strict=True):
        chance, case = chances[subject], found[number]
        low = chance.low if sure else Fraction(0)
        yield low, chance.high, low * case.least, None if case.most is None else chance.high * case.most


def _sum(of: Iterator[Fraction]) -> Fraction:
    return sum(of, start=Fraction(0))
