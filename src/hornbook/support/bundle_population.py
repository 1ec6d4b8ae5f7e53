"""The best lawful bundles of many companies at once: what each offer pays to each company."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.errors import StackingError
from hornbook.support.bundle_choice import choose
from hornbook.support.bundle_parts import pay, whole_part
from hornbook.support.stacking import LARGEST_AMOUNT, Offer, StackingRule, check_stacking
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class PopulationBundle:
    """The best bundle of each company; all arrays begin with the company, in the order that was given."""

    paid: NDArray[np.int64]
    """What each offer pays, in hundredths: companies × offers, in the order of the offers given."""
    chosen: NDArray[np.bool_]
    """Whether each offer is in the bundle: companies × offers. A chosen offer may pay nothing, where others need it."""
    total: NDArray[np.int64]
    """In hundredths."""
    filings: NDArray[np.int64]
    solved: NDArray[np.bool_]
    """The companies for which rules crossed and the solver was asked."""

    @property
    def solved_share(self) -> float:
        """The share of companies for which the solver was needed; 0 where there are no companies."""
        return float(self.solved.mean()) if len(self.solved) else 0.0


def bundle_population(
    amounts: NDArray[np.int64],
    offers: Sequence[Offer],
    rules: Sequence[StackingRule],
    offered: NDArray[np.bool_] | None = None,
) -> PopulationBundle:
    """The best bundle of each company, the same as `best_bundle` gives for it alone.

    `amounts` are what each offer would pay to each company, in hundredths: companies × offers; the amounts of `offers`
    themselves are not read. `offered` says what a company can have at all; without it, what pays more than nothing.
    Raises StackingError as `best_bundle` does, or where the arrays do not fit, and HornbookError where a company needs
    the solver and it is not installed.
    """
    check_stacking(offers, rules)
    _check_amounts(amounts, len(offers), offered)
    whole, ordered = whole_part(offers, rules)
    given = {offer.id: place for place, offer in enumerate(offers)}
    order = [given[offer.id] for offer in ordered]
    by_offer = np.ascontiguousarray(amounts.T[order], dtype=np.int64)
    can_have = by_offer > 0 if offered is None else np.ascontiguousarray(offered.T[order])
    by_offer[~can_have] = 0
    choice = choose(whole, by_offer, can_have)
    paid = pay(whole, by_offer, choice.chosen)
    filings = np.zeros(len(amounts), dtype=np.int64)
    for offer, held in zip(ordered, choice.chosen, strict=True):
        filings += offer.filings * held
    back = np.argsort(order)
    return PopulationBundle(
        np.ascontiguousarray(paid[back].T),
        np.ascontiguousarray(choice.chosen[back].T),
        paid.sum(axis=0),
        filings,
        choice.solved,
    )


def _check_amounts(amounts: NDArray[np.int64], offers: int, offered: NDArray[np.bool_] | None) -> None:
    if amounts.ndim != 2 or amounts.shape[1] != offers or (offered is not None and offered.shape != amounts.shape):
        raise StackingError(
            message(
                "The table of amounts must have a row for each company and {n} columns, one for each offer.", n=offers
            )
        )
    if amounts.dtype.kind not in "iu":
        raise StackingError(message("The amounts must be whole numbers of hundredths."))
    if amounts.size and not (amounts.min() >= 0 and amounts.max() <= LARGEST_AMOUNT):
        raise StackingError(message("An amount is not between 0 and {most:,} hundredths.", most=LARGEST_AMOUNT))
