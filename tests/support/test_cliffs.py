"""Every point where one more unit loses money, and no other: against every step of small awards."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.bind import bind, bind_amount
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.support.axis import axes
from hornbook.support.cliffs import AxisScan, Cliff
from hornbook.support.extremes import Claim, PartClaim, extremes
from hornbook.support.time_cliffs import time_cliffs
from tests.samples import sampled
from tests.support.awards import DAY, amounts, claim, conditions, ranges

FEN = Decimal("0.01")
LAST = 30
"""The last step of the small awards, in hundredths; all of their thresholds lie below it."""
tables = st.builds(
    lambda a, b, of: f"table(x, <= {a}.05 CNY: 50%, <= {a}.11 CNY: {b}, else: 10%) * {of}",
    st.just(0), st.sampled_from(["10%", "100%"]), st.sampled_from("xy"),
)  # fmt: skip


def scans(of: Claim, last: int = LAST) -> list[AxisScan]:
    """The inputs of a claim in fen, up to a step."""
    return [AxisScan(of, replace(axis, high=last)) for axis in axes(of, FEN)]


def covered(of: Cliff) -> range:
    """The steps that a cliff names."""
    return range(int(of.first * 100), int(of.last * 100))


def most_at(scan: AxisScan, step: int) -> int:
    """The most over every completion of what is not known, with the input at a step."""
    known = {**scan.claim.values, scan.axis.key: scan.axis.range(step, step)}
    return extremes(replace(scan.claim, values=known)).most or 0


@sampled(80, long=10_000)
@given(
    condition=conditions,
    amount=st.one_of(amounts, tables, st.builds(lambda a, b: f"({a}) + ({b})", amounts, tables)),
    x=ranges,
    y=ranges,
    fit=st.sampled_from([True, None]),
)
def test_every_drop_and_no_other(condition: str, amount: str, x: list[int], y: list[int], fit: bool | None) -> None:
    for scan in scans(claim(condition, amount, x, y, fit)):
        drops = {step for step in range(LAST) if scan.amount(step) > scan.amount(step + 1)}
        found = scan.scan()
        assert found.complete
        assert drops <= {step for each in found.cliffs for step in covered(each)}
        for each in found.cliffs:
            steps = covered(each)
            before, after = (most_at(scan, step) for step in (steps.start, steps.stop))
            assert each.lost == (
                before - after if before > after else scan.amount(steps.start) - scan.amount(steps.stop)
            )
            assert bool(each.open) == (before <= after)
            assert steps.start in drops or each.phase_out
            assert len(steps) == 1 or each.phase_out
            assert all(scan.amount(step) >= scan.amount(step + 1) for step in steps)
            assert each.parts == (0,)


PLANTED = """cases(headcount < 250 people: min(30% * contract, 3_000_000 CNY), else: 0 CNY)"""
SCOPE = RuleScope(
    define={
        "contract": read_rule("figure_amount[measure in {'contract'}]"),
        "sales": read_rule("figure_amount[measure in {'sales'}]"),
        "research": read_rule("figure_amount[measure in {'research'}]"),
    },
    currency="CNY",
)


def planted(condition: str, amount: str, **known: object) -> Claim:
    """A claim of one part; inputs that are not named are not known."""
    whole, award = bind(read_rule(condition), SCOPE), bind_amount(read_rule(amount), SCOPE, "CNY")
    values = {}
    for of in (*bound.inputs_of(whole), *bound.inputs_of(award)):
        value = next((value for name, value in known.items() if name == of.name or f"'{name}'" in of.written), None)
        values[of.low, of.high] = KnownRange(value, value)
    return Claim((PartClaim(whole, award),), True, values, DAY)


def cliffs_of(of: Claim) -> dict[str, tuple[Cliff, ...]]:
    """The cliffs of every input, to one unit of it, by its name or measure."""
    found = {axis.input.written: AxisScan(of, axis).scan() for axis in axes(of)}
    assert all(scan.complete for scan in found.values())
    return {name: scan.cliffs for name, scan in found.items() if scan.cliffs}


@pytest.mark.parametrize("limit", [1, 47_123_456, 10**9 + 7])
@pytest.mark.parametrize("sales", [None, Decimal(40_000_000), Decimal(10**12)])
def test_a_planted_cliff_of_three_million_is_found_to_the_yuan(limit: int, sales: Decimal | None) -> None:
    """Wherever the company stands, and where it is not known."""
    of = planted(f"sales <= {limit} CNY", "min(30% * contract, 3_000_000 CNY)", sales=sales)
    ((found,),) = cliffs_of(of).values()
    assert (found.first, found.last, found.lost) == (limit, limit + 1, 300_000_000)
    assert not found.phase_out
    assert found.open == ()


def test_heads_and_a_phase_out() -> None:
    heads = planted("contract > 0 CNY", PLANTED, contract=Decimal(20_000_000), headcount=249)
    ((found,),) = cliffs_of(heads).values()
    assert (found.first, found.last, found.lost) == (249, 250, 300_000_000)
    faded = planted("sales >= 0 CNY", "max(0 CNY, 1_000_000 CNY - 10% * max(0 CNY, sales - 5_000_000 CNY))")
    ((found,),) = cliffs_of(faded).values()
    assert (found.first, found.last, found.phase_out, found.lost) == (5_000_000, 15_000_000, True, 100_000_000)


def test_a_ratio_is_solved_for_each_of_its_inputs() -> None:
    """Sales of 33,333,333 are the last at which a million of research is 3% of them."""
    of = planted("research / sales >= 3%", "500_000 CNY", research=Decimal(1_000_000), sales=Decimal(30_000_000))
    ((found,),) = cliffs_of(of).values()
    assert (found.first, found.lost) == (33_333_333, 50_000_000)
    unknown = planted("research / sales >= 3%", "500_000 CNY", sales=Decimal(30_000_000))
    ((found,),) = cliffs_of(unknown).values()
    assert ["research" in each.written for each in found.open] == [True]


def test_an_award_without_a_limit_loses_without_a_limit() -> None:
    ((found,),) = cliffs_of(planted("headcount <= 100 people", "30% * contract")).values()
    assert (found.first, found.before, found.lost) == (100, None, None)


def test_the_day_on_which_an_age_ends() -> None:
    of = planted("age < 8 years", "100 CNY", founded=date(2017, 3, 1))
    (found,) = time_cliffs(of, date(2030, 1, 1))
    assert (found.first, found.last, found.lost) == (date(2025, 2, 28), date(2025, 3, 1), 10_000)
    assert time_cliffs(of, date(2025, 2, 28)) == ()
    (unknown,) = time_cliffs(planted("age < 8 years", "100 CNY"), date(2034, 1, 1))
    assert [each.name for each in unknown.open] == ["founded"]
