"""The best choice of offers for many companies: part by part, without the solver wherever no biting rules cross."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.support.bundle_parts import (
    Amounts,
    BundlePart,
    Flags,
    any_cross,
    biting_limits,
    kept_rules,
    parts_of,
    unmet_needs,
)
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
    """The best lawful choice of each company.

    Amounts in hundredths, a row an offer, a column a company; 0 where an offer cannot be had.
    """
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

    Companies are put together by the rules that matter to them. A need matters where its offer can be had. Where the
    groups of a part cross, a limit matters where it bites; where they are nested, all limits are kept, for one tree.
    """
    worth = offered & (amounts > 0)
    for part in parts_of(whole):
        bites = biting_limits(part, amounts, offered)
        companies = np.flatnonzero(bites.any(axis=0) | unmet_needs(part, worth))
        if not any_cross(part.limits):
            bites[:] = True
        needy = offered[[need.offer for need in part.needs]]
        patterns, which = _patterns(np.concatenate((bites, needy))[:, companies])
        for number, pattern in enumerate(patterns.T.tolist()):
            some = companies[which == number]
            for smaller in kept_rules(part, pattern[: len(bites)], pattern[len(bites) :]):
                yield BoundPart(smaller, laminar_part(smaller), some)


def _patterns(flags: Flags) -> tuple[Flags, NDArray[np.intp]]:
    """The distinct columns, and which of them each column is."""
    codes = np.zeros(flags.shape[1], dtype=np.int64)
    for place, row in enumerate(flags):
        if place % 30 == 29:  # before a code outgrows 64 bits
            codes = np.unique(codes, return_inverse=True)[1]
        codes = codes * 2 + row
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    return flags[:, first], which


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
