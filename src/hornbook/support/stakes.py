"""How much money depends on each unknown fact about a company, so that the largest is found out first."""

from dataclasses import dataclass
from fractions import Fraction

from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.support.completions import Choice, Domain, Steps
from hornbook.support.extremes import Claim, open_inputs

_NO_LIMIT = 10**15
"""What an amount without a limit counts as where stakes are compared, in hundredths."""


@dataclass(frozen=True, slots=True)
class Stake:
    """An input that is not known, and how far the most that may be had differs with it, in hundredths."""

    input: bound.Input
    amount: int


def stakes(claim: Claim) -> tuple[Stake, ...]:
    """The inputs on which the amount of a claim hangs, the largest stake first."""
    found = []
    for of, domain in open_inputs(claim):
        most = [_most(claim, of, known) for known in _outcomes(domain)]
        if max(most) > min(most):
            found.append(Stake(of, max(most) - min(most)))
    return tuple(sorted(found, key=lambda stake: (-stake.amount, stake.input.written)))


def _most(claim: Claim, of: bound.Input, known: KnownRange) -> int:
    high = claim.range({**claim.values, (of.low, of.high): known}).high
    return min(int(high), _NO_LIMIT) if isinstance(high, Fraction) else _NO_LIMIT


def _outcomes(domain: Domain) -> list[KnownRange]:
    """The ends of a quantity, or every word."""
    if isinstance(domain, Choice):
        return [KnownRange(value, value) for value in domain.values]
    ends = (Steps(step, step, domain.type) for step in (domain.low, domain.high))
    return [end.known() for end in ends]
