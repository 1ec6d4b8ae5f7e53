"""Bundles of many companies are those that each company has alone."""

from random import Random

import numpy as np
import pytest
from trials.bundles import differs_in_a_population

from hornbook.errors import StackingError
from hornbook.support.bundle_population import bundle_population
from hornbook.support.stacking import AtMost, Offer
from hornbook.support.support import PayerLevel
from tests.support.bundle_cases import random_case


@pytest.mark.parametrize("laminar", [True, False])
def test_each_company_has_the_bundle_that_it_has_alone(laminar: bool) -> None:
    for seed in range(40):
        case = random_case(Random(seed), 9, laminar=laminar, absent=False)
        assert not differs_in_a_population(Random(seed), case, 8), f"seed {seed}"


def test_no_companies_no_bundles() -> None:
    offers = [Offer("a", 0, PayerLevel.CITY), Offer("b", 0, PayerLevel.CITY)]
    bundles = bundle_population(np.zeros((0, 2), dtype=np.int64), offers, [AtMost("g", ("a", "b"), 1, "text")])
    assert bundles.paid.shape == (0, 2)
    assert bundles.solved_share == 0


@pytest.mark.parametrize(
    ("amounts", "words"), [([[1]], "2 columns"), ([[1, -1]], "is not between"), ([[1, 10**15 + 1]], "is not between")]
)
def test_a_table_that_does_not_fit_is_refused(amounts: list[list[int]], words: str) -> None:
    offers = [Offer("a", 0, PayerLevel.CITY), Offer("b", 0, PayerLevel.CITY)]
    with pytest.raises(StackingError, match=words):
        bundle_population(np.array(amounts, dtype=np.int64), offers, [])


def test_amounts_are_whole_numbers() -> None:
    with pytest.raises(StackingError, match="whole numbers of hundredths"):
        bundle_population(np.array([[1.5]]), [Offer("a", 0, PayerLevel.CITY)], [])  # type: ignore[arg-type]
