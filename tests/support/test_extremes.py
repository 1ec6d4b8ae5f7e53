"""The least and the most of an award hold for every completion of what is not known, and are attained."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.lang.answer import KnownRange
from hornbook.support.extremes import Claim, extremes
from hornbook.support.stakes import stakes
from tests.samples import sampled
from tests.support.awards import amounts, claim, conditions, every_completion, ranges


def brute(of: Claim) -> tuple[int, int]:
    """The least and the most by trying every completion."""
    found = [of.range(values) for values in every_completion(of)]
    assert all(isinstance(end, Fraction) for each in found for end in (each.low, each.high))
    return int(min(each.low for each in found)), int(max(each.high for each in found))


@sampled(120, long=10_000)
@given(condition=conditions, amount=amounts, x=ranges, y=ranges, fit=st.sampled_from([True, False, None]))
def test_bounds_are_those_of_every_completion(
    condition: str, amount: str, x: list[int], y: list[int], fit: bool | None
) -> None:
    of = claim(condition, amount, x, y, fit)
    found = extremes(of)
    assert (found.least, found.most) == brute(of)
    assert found.attained


def test_one_input_in_the_condition_and_the_amount_is_one_thing() -> None:
    """A small contract is paid half, a larger one nothing: no completion gives more than half of the limit."""
    of = claim("x <= 0.05 CNY", "50% * x", [0, 9], [0, 0], None)
    assert extremes(of).most == 3  # 2.5 hundredths, rounded half up


def test_a_figure_without_a_limit_leaves_the_most_open() -> None:
    of = claim("x >= 0.00 CNY", "30% * x", [0, 0], [0, 0], None)
    (key,) = of.values
    unknown = Claim(of.parts, of.adds, {key: KnownRange(None, None)}, of.day)
    assert extremes(unknown).most is None
    assert extremes(unknown).least == 0


@pytest.mark.parametrize("limit", [1, 7, 3_000_000_00, 10**13])
def test_a_turning_point_is_found_to_the_cent(limit: int) -> None:
    """The award falls to nothing one hundredth above the limit."""
    euros = Decimal(limit) / 100
    of = claim("judged fit", f"cases(x <= {euros:f} CNY: x, else: 0 CNY)", [0, 0], [0, 0], True)
    known = {key: KnownRange(None, None) if value.low == 0 else value for key, value in of.values.items()}
    assert extremes(Claim(of.parts, of.adds, known, of.day)).most == limit


def test_stakes_name_the_input_on_which_most_hangs() -> None:
    of = claim("judged fit", "max(x, 10% * y)", [0, 9], [0, 9], None)
    assert [(each.input.name, each.amount) for each in stakes(of)] == [("fit", 9), ("figure_amount", 8)]
