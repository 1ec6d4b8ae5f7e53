"""The amounts of many companies at once are those of each of them alone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.bind import bind, bind_amount
from hornbook.lang.kernels import answers_in_memory
from hornbook.lang.read import read_rule
from hornbook.standards.in_memory import answers_of
from hornbook.support.amount import whole_hundredths
from hornbook.support.amount_columns import Whole, whole_cents
from hornbook.support.company_amounts import CompanyAmounts, company_amounts
from hornbook.support.extremes import Claim, PartClaim, extremes
from tests.samples import sampled
from tests.support.awards import DAY, SCOPE, amounts, conditions, ranges

Company = tuple[Sequence[int | None], Sequence[int | None], bool | None]
"""The least and the most of x and of y in hundredths, and whether it is fit; None where it is not known."""

_companies = st.lists(st.tuples(ranges, ranges, st.sampled_from([True, False, None])), min_size=1, max_size=6)
_parts = st.lists(st.tuples(conditions, amounts), min_size=1, max_size=2)


def claims(parts: Sequence[tuple[str, str]], *, adds: bool) -> Claim:
    """A claim of some parts, for nobody yet."""
    made = (PartClaim(bind(read_rule(c), SCOPE), bind_amount(read_rule(a), SCOPE, "CNY")) for c, a in parts)
    return Claim(tuple(made), adds, {}, DAY)


def asked(claim: Claim, companies: Sequence[Company]) -> tuple[CompanyAmounts, list[Claim]]:
    """The amounts of all at once, and the claim of each."""
    every = [each for part in claim.parts for each in bound.inputs_of(part.condition)]
    every += claim.amount_inputs()
    inputs = list({(each.low, each.high): each for each in every}.values())
    columns: dict[str, Any] = {"every": pa.array(np.zeros(len(companies), np.bool_))}
    for n, each in enumerate(inputs):
        for side, name in enumerate("lh"):
            columns[f"i{n}{name}"] = _column(each, companies, side)
    rows = pa.table(columns)
    leaves = {leaf: f"leaf{n}" for n, leaf in enumerate({x for p in claim.parts for x in bound.leaves(p.condition)})}
    answers = answers_of(rows, inputs, {name: leaf for leaf, name in leaves.items()}, DAY)
    told = pa.table(dict(zip(rows.column_names, rows.columns, strict=True)) | {n: answers[n] for n in leaves.values()})
    own = [replace(claim, values=_values(inputs, row)) for row in rows.to_pylist()]
    return company_amounts(claim, inputs, told, leaves), own


def _column(of: bound.Input, companies: Sequence[Company], side: int) -> pa.Array:
    if of.matter:
        return pa.array([fit for _, _, fit in companies], pa.bool_())
    ends = [(x if "'x'" in of.written else y)[side] for x, y, _ in companies]
    return pa.array([None if end is None else Decimal(end) / 100 for end in ends], pa.decimal128(38, 2))


def _values(inputs: Sequence[bound.Input], row: dict[str, Any]) -> Any:
    ends = ((row[f"i{n}l"], row.get(f"i{n}h", row[f"i{n}l"])) for n, _ in enumerate(inputs))
    return {(of.low, of.high): KnownRange(*both) for of, both in zip(inputs, ends, strict=True)}


@sampled(80, long=5_000)
@given(parts=_parts, adds=st.booleans(), companies=_companies)
def test_all_companies_at_once_are_each_of_them_alone(
    parts: list[tuple[str, str]], adds: bool, companies: list[Company]
) -> None:
    found, alone = asked(claims(parts, adds=adds), companies)
    wanted = [extremes(each) for each in alone]
    assert found.least.to_pylist() == [each.least for each in wanted]
    assert found.most.to_pylist() == [each.most for each in wanted]


@pytest.mark.parametrize(
    ("condition", "amount"),
    [
        ("judged fit", "min(30% * x, 0.05 CNY)"),
        ("judged fit", "30% * x"),
        ("judged fit", "slices(x, <= 0.03 CNY: 50%, else: 10%) + y"),
        ("y >= 0.00 CNY", "cases(judged fit: 50% * x, else: 30% * x)"),
        ("judged fit", "max(0 CNY, x - y)"),
        ("all(judged fit, y >= 0.02 CNY)", "between(10% * x, x) / 3"),
    ],
)
def test_common_shapes_need_no_case_for_each_company(condition: str, amount: str) -> None:
    """Companies of as many figures, of which nobody has judged the condition; of the last nothing is known."""
    companies: list[Company] = [((n, n + 9), (5, 5), None) for n in range(400)]
    companies += [((7, 7), (5, 5), True), ((3, None), (1, 9), None), ((None, None), (None, None), None)]
    found, alone = asked(claims([(condition, amount)], adds=True), companies)
    for n in (7, 399, 400, 401, 402):
        one = extremes(alone[n])
        assert (found.least[n].as_py(), found.most[n].as_py()) == (one.least, one.most)
    assert found.cases < 5


@pytest.mark.parametrize(
    ("condition", "amount"),
    [
        ("x > 0.04 CNY", "30% * x"),  # an open input in the condition and the award
        ("judged fit", "max(0 CNY, x - y) + 10% * y"),  # one that raises and lowers the amount
        ("not judged fit", "cases(judged fit: x, else: 30% * y)"),  # a condition of both
        ("judged fit", "cases(x > 0.04 CNY: x, else: 30% * y)"),
    ],
)
def test_what_hangs_together_is_sought_case_by_case(condition: str, amount: str) -> None:
    companies: list[Company] = [((n, 9), (n, 8), None) for n in range(6)]
    found, alone = asked(claims([(condition, amount)], adds=True), companies)
    wanted = [extremes(each) for each in alone]
    assert found.least.to_pylist() == [each.least for each in wanted]
    assert found.most.to_pylist() == [each.most for each in wanted]
    assert found.cases >= 6


@given(value=st.fractions(min_value=-5, max_value=5, max_denominator=1000))
def test_whole_hundredths_round_a_half_up(value: Fraction) -> None:
    found = whole_cents(Whole(np.array([value.numerator]), value.denominator), 1)
    assert int(found[0]) == whole_hundredths(value)


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    asked_ = {"all": bound.BoundAll(()), "any": bound.BoundAny(())}
    found = answers_in_memory(asked_, lambda of: (pa.nulls(0), pa.nulls(0)), 3, DAY)
    assert {name: each.to_pylist() for name, each in found.items()} == {"all": [True] * 3, "any": [False] * 3}
