"""Declared weights: the interval holds for every completion, what is better never scores less, mistakes are shown."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import StandardError
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values, reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.support.file import read_support
from hornbook.support.order import (
    OrderEntry,
    OrderScale,
    OrderScores,
    columns_of_one,
    order_inputs,
    order_scores,
    place_grades,
)
from hornbook.text import Text
from tests.samples import sampled
from tests.support.awards import DAY, SCOPE, conditions, ranges

FUND = Path(__file__).with_name("fund.toml")


def entry(number: int, weight: int, condition: str = "", scale: tuple[str, int, int] | None = None) -> OrderEntry:
    """An entry of the figures x and y: a condition, or a quantity between two limits in hundredths."""
    scales: tuple[OrderScale, ...] = ()
    if scale is not None:
        quantity, first, last = scale
        compared = bind(read_rule(f"{quantity} >= 0 CNY"), SCOPE)
        assert isinstance(compared, bound.BoundCompare)
        ends = (bound.Const(Decimal(end) / 100, compared.left.type, "CNY") for end in (first, last))
        scales = (OrderScale(compared.left, *ends),)
    whole = bind(read_rule(condition), SCOPE) if condition else None
    written = condition or (scale[0] if scale else None)
    return OrderEntry(str(number), Fraction(weight), Text("", ""), whole, scales, written, None, (), None)


_scales = st.tuples(
    st.sampled_from(["x", "y", "x + y", "x - y", "max(x, y)", "2 * x"]), st.integers(0, 5), st.integers(6, 12)
).flatmap(lambda scale: st.sampled_from([scale, (scale[0], scale[2], scale[1])]))
_parts = st.one_of(
    conditions.map(lambda text: (text, None)), _scales.map(lambda scale: ("", scale)), st.just(("", None))
)
orders = st.lists(st.tuples(st.integers(1, 9), _parts), min_size=1, max_size=4).map(
    lambda parts: [entry(n, weight, *part) for n, (weight, part) in enumerate(parts)]
)
"""Orders of up to four entries: conditions, quantities that rise or fall, and the scout's place."""


def known(of: bound.Input, x: list[int], y: list[int], fit: bool | None) -> KnownRange:
    if of.matter:
        return KnownRange(fit, fit)
    return KnownRange(*(Decimal(end) / 100 for end in (x if "'x'" in of.written else y)))


def values_of(order: list[OrderEntry], x: list[int], y: list[int], fit: bool | None) -> Values:
    return {(of.low, of.high): known(of, x, y, fit) for of in order_inputs(order)}


def score(order: list[OrderEntry], values: Values, place: float | None) -> OrderScores | None:
    return order_scores(order, columns_of_one(values), 1, DAY, None if place is None else np.array([place]))


def exact_score(order: list[OrderEntry], values: Values, place: float | None) -> Fraction:
    """The weighted mean by fractions, for what is known exactly: the slow second reading."""
    counted = [each for each in order if place is not None or not each.scout]
    whole = sum(each.weight * exact_grade(each, values, place) for each in counted)
    return whole * 10_000 / sum(each.weight for each in counted)


def exact_grade(of: OrderEntry, values: Values, place: float | None) -> Fraction:
    if of.condition is not None:
        return Fraction(bool(reply(of.condition, values, DAY).answer))
    if not of.scales:
        return Fraction(place or 0)
    (scale,) = of.scales
    first, last = (Fraction(end.value) for end in (scale.first, scale.last) if isinstance(end, bound.Const))
    part = (plain(scale.quantity, values) - first) / (last - first)
    return min(max(part, Fraction(0)), Fraction(1))


def plain(of: bound.Quantity, values: Values) -> Fraction:
    match of:
        case bound.Input():
            return Fraction(values[of.low, of.high].low)
        case bound.Const():
            assert isinstance(of.value, Decimal)
            return Fraction(of.value)
        case bound.BoundArithmetic():
            left, right = plain(of.left, values), plain(of.right, values)
            return {"+": left + right, "-": left - right, "*": left * right}[of.op]
        case bound.BoundExtreme():
            return max(plain(part, values) for part in of.parts)
    raise AssertionError(of)


def completions(x: list[int], y: list[int], fit: bool | None) -> Iterator[tuple[list[int], list[int], bool]]:
    """Every completion of what is known of the figures and of the judgement."""
    fits = [True, False] if fit is None else [fit]
    for one, other, judged in product(range(x[0], x[1] + 1), range(y[0], y[1] + 1), fits):
        yield [one, one], [other, other], judged


places = st.none() | st.sampled_from([0.0, 0.25, 1.0])


@sampled(40, long=3000)
@given(order=orders, x=ranges, y=ranges, fit=st.none() | st.booleans(), place=places)
def test_every_completion_scores_within_the_interval(
    order: list[OrderEntry], x: list[int], y: list[int], fit: bool | None, place: float | None
) -> None:
    whole = score(order, values_of(order, x, y, fit), place)
    if whole is None:
        assert place is None
        assert all(each.scout for each in order)
        return
    for one, other, judged in completions(x, y, fit):
        exact = values_of(order, one, other, judged)
        alone = score(order, exact, place)
        assert alone is not None
        assert alone.least == alone.most
        assert abs(Fraction(int(alone.least[0])) - exact_score(order, exact, place)) < 1
        assert whole.least[0] <= alone.least[0] <= whole.most[0]


_digit = st.integers(0, 9)
_more = st.builds(
    lambda of, op, n: f"{of} {op} 0.0{n} CNY", st.sampled_from("xy"), st.sampled_from([">=", ">"]), _digit
)
_up = st.tuples(st.sampled_from(["x", "y", "x + y", "max(x, y)", "2 * x"]), st.integers(0, 5), st.integers(6, 12))
_rising = st.one_of(_more.map(lambda text: (text, None)), _up.map(lambda scale: ("", scale)))
rising = st.lists(st.tuples(st.integers(1, 9), _rising), min_size=1, max_size=4).map(
    lambda parts: [entry(n, weight, *part) for n, (weight, part) in enumerate(parts)]
)
"""Orders in which more of a figure never counts for less."""


@sampled(40, long=3000)
@given(order=rising, x=ranges, y=ranges, up=st.tuples(_digit, _digit), factor=st.integers(2, 9))
def test_more_of_a_figure_never_scores_less_and_only_the_ratio_of_weights_counts(
    order: list[OrderEntry], x: list[int], y: list[int], up: tuple[int, int], factor: int
) -> None:
    one = score(order, values_of(order, x, y, None), None)
    greater = score(order, values_of(order, [n + up[0] for n in x], [n + up[1] for n in y], None), None)
    scaled = [replace(each, weight=each.weight * factor) for each in order]
    same = score(scaled, values_of(order, x, y, None), None)
    assert one is not None
    assert greater is not None
    assert same is not None
    assert (one.least <= greater.least).all()
    assert (one.most <= greater.most).all()
    assert (one.least.tolist(), one.most.tolist()) == (same.least.tolist(), same.most.tolist())


@sampled(40, long=1000)
@given(order=orders, rows=st.lists(st.tuples(ranges, ranges, st.none() | st.booleans(), st.floats(0, 1)), max_size=6))
def test_many_companies_at_once_are_each_of_them_alone(
    order: list[OrderEntry], rows: list[tuple[list[int], list[int], bool | None, float]]
) -> None:
    every = [values_of(order, x, y, fit) for x, y, fit, _ in rows]
    keys = [(of.low, of.high) for of in order_inputs(order)]
    sides = {key: tuple(pa.array([each[key][end] for each in every]) for end in (0, 1)) for key in keys}
    grades = np.array([place for *_, place in rows], np.float64)
    found = order_scores(order, lambda of: sides[of.low, of.high], len(rows), DAY, grades)
    assert found is not None
    for n, (values, (*_, place)) in enumerate(zip(every, rows, strict=True)):
        alone = score(order, values, place)
        assert alone is not None
        assert (found.least[n], found.most[n]) == (alone.least[0], alone.most[0])
        assert found.widest_entry()[n] == alone.widest_entry()[0]


def test_places_fall_from_one_to_one_nth_and_to_nothing_off_the_list() -> None:
    assert place_grades(np.array([1, 2, 4, 0]), 4).tolist() == [1.0, 0.75, 0.25, 0.0]


def test_the_order_of_a_file_is_read_with_units_ages_and_sources() -> None:
    (edition,) = read_support(FUND).editions
    raised, team, young, scout = edition.order
    assert [each.weight for each in edition.order] == [50, 30, 20, 100]
    assert (raised.limits, team.limits, scout.limits) == (("0 CNY", "100_000_000 CNY"), None, None)
    assert (team.written, scout.written) == ("headcount >= 50", None)
    assert [cite.id for cite in young.cites] == ["mandate"]
    assert isinstance(young.scales[0].first, bound.Moment)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('when = "headcount >= 50"', 'when = "headcuont >= 50"', "headcuont"),
        ('when = "headcount >= 50"', 'when = "headcount"', "not yes or no"),
        ('when = "headcount >= 50"', "", "'when', 'value' and 'scout = true'"),
        ('when = "headcount >= 50"', 'when = "headcount >= 50"\nscout = true', "'when', 'value' and 'scout = true'"),
        ('from = "0 CNY"\n', "", "both limits"),
        ('from = "0 CNY"\n', 'from = "0 people"\n', "raised"),
        ('from = "0 CNY"\n', 'from = "100_000_000 CNY"\n', "two plain limits that differ"),
        ('from = "0 CNY"\n', 'from = "raised_24m"\n', "two plain limits"),
        ('from = "0 CNY"\n', 'from = "0 CNY +"\n', "from ="),
        ('value = "raised"', 'value = "city"', "city"),
        ("weight = 50", "weight = 0", "weight"),
        ("weight = 50", "weight = nan", "weight"),
        ('id = "team"', 'id = "raised"', "one id"),
        ('when = "headcount >= 50"', "scout = true", "once"),
        ('cites = ["mandate"]\nnote', 'cites = ["manadte"]\nnote', "manadte"),
    ],
)
def test_an_order_that_means_nothing_is_shown_at_its_line(old: str, new: str, says: str, tmp_path: Path) -> None:
    text = FUND.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "fund.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StandardError, match=says) as raised:
        read_support(file)
    assert raised.value.fault is not None
    assert raised.value.fault.line is not None
