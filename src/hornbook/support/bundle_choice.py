"""The best choice of offers for many companies: part by part, without the solver wherever no biting rules cross."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.support.bundle_parts import Amounts, BundlePart, Flags, biting_limits, parts_of, under_biting, unmet_needs
from hornbook.support.bundle_solver import solve_bundle
from hornbook.support.laminar import LaminarPart, choose_laminar, laminar_part


@dataclass(frozen=True, slots=True)
class BundleChoice:
    """Which offers are chosen, and for which companies the solver was asked."""

    chosen: Flags
    solved: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A part in which rules bite, and the companies (columns) for which these very rules do."""

    part: BundlePart
    tree: LaminarPart | None
    """None where the solver is needed."""
    companies: NDArray[np.intp]


def choose(whole: BundlePart, amounts: Amounts, offered: Flags) -> BundleChoice:
    """The best lawful choice of each company; amounts in hundredths, a row an offer, a column a company."""
    chosen = offered & (amounts > 0)
    solved = np.zeros(offered.shape[1], dtype=np.bool_)
    for bound in bound_parts(whole, amounts, offered):
        offers, companies = np.array(bound.part.offers), bound.companies
        cells = np.ix_(offers, companies)
        if bound.tree is not None:
            chosen[cells] = choose_laminar(bound.tree, amounts[cells], offered[cells])
        else:
            chosen[cells] = _solved_all(bound.part, amounts[cells], offered[cells])
            solved[companies] = True
    return BundleChoice(chosen, solved)


def bound_parts(whole: BundlePart, amounts: Amounts, offered: Flags) -> Iterator[BoundPart]:
    """The parts in which rules bite. For companies that stand in none, all offers of any worth are chosen.

    Where the groups of a part are nested, all companies share its tree; where they cross, companies are put together by
    the rules that bite for them, because the others can be left away.
    """
    worth = offered & (amounts > 0)
    for part in parts_of(whole):
        bites = biting_limits(part, amounts, offered)
        companies = np.flatnonzero(bites.any(axis=0) | unmet_needs(part, worth))
        if not len(companies):
            continue
        tree = laminar_part(part)
        if tree is not None:
            yield BoundPart(part, tree, companies)
            continue
        patterns, which = np.unique(bites[:, companies], axis=1, return_inverse=True)
        for number, pattern in enumerate(patterns.T):
            some = companies[which.reshape(-1) == number]
            for smaller in under_biting(part, pattern.tolist()):
                yield BoundPart(smaller, laminar_part(smaller), some)


def _solved_all(part: BundlePart, amounts: Amounts, offered: Flags) -> Flags:
    """The solver's choice for each company; companies with the same amounts are asked once."""
    keys = np.where(offered, amounts, -1)
    distinct, which = np.unique(keys, axis=1, return_inverse=True)
    chosen = np.zeros(distinct.shape, dtype=np.bool_)
    for column in range(distinct.shape[1]):
        held = {
            offer: int(amount) for offer, amount in zip(part.offers, distinct[:, column], strict=True) if amount >= 0
        }
        best = solve_bundle(part, held) if held else frozenset()
        chosen[:, column] = [offer in best for offer in part.offers]
    return chosen[:, which.reshape(-1)]
