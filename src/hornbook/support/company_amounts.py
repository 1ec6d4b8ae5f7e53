"""The least and the most of one claim for many companies: at once where that is exact, else case after case.

An award's range is exact, without a search, where nothing hangs together: its conditions can all hold and can all
fail together, no input that is open stands in an open condition and in the award, and every open input only raises
the amount, or only lowers it. Then the range is the one of the ends of its inputs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.lang import bound
from hornbook.lang.bits import Bools
from hornbook.lang.bound import Type
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import known_inputs
from hornbook.support.amount import may_be_negative
from hornbook.support.amount_columns import Answered, ShapeError, range_columns, whole_cents
from hornbook.support.case_numbers import case_keys, numbered_cases, some_open
from hornbook.support.completions import Key
from hornbook.support.extremes import Claim, PartClaim, award_conditions, extremes
from hornbook.terms import LARGEST

_CENT = bound.Const(Decimal("0.01"), Type.MONEY)


@dataclass(frozen=True, slots=True)
class CompanyAmounts:
    """The least and the most of each company in hundredths; an empty `most`: no limit."""

    least: pa.Array
    most: pa.Array
    cases: int
    """How many different cases were reckoned one by one."""


@dataclass(frozen=True, slots=True)
class _Companies:
    """A claim, and what is known of many companies."""

    claim: Claim
    inputs: Sequence[bound.Input]
    rows: pa.Table
    leaves: Mapping[bound.Leaf, str]

    @property
    def awards(self) -> dict[Key, bound.Input]:
        return {(of.low, of.high): of for of in self.claim.amount_inputs()}

    def each(self, rows: pa.Table) -> Iterator[Claim]:
        sides = [f"i{n}{side}" for n, _ in enumerate(self.inputs) for side in "lh"]
        own = rows.select([name for name in sides if name in rows.column_names])
        return (replace(self.claim, values=known_inputs(self.inputs, row)) for row in own.to_pylist())

    def sides(self, of: bound.Input) -> tuple[pa.Array, pa.Array]:
        place = next(n for n, each in enumerate(self.inputs) if (each.low, each.high) == (of.low, of.high))
        low = self.rows[f"i{place}l"].combine_chunks()
        return low, self.rows[name].combine_chunks() if (name := f"i{place}h") in self.rows.column_names else low


def company_amounts(
    claim: Claim, inputs: Sequence[bound.Input], rows: pa.Table, leaves: Mapping[bound.Leaf, str]
) -> CompanyAmounts:
    """What each company may claim; `rows` holds the columns of these inputs and those of the leaves."""
    of = _Companies(claim, inputs, rows, leaves)
    if not rows.num_rows:
        return CompanyAmounts(pa.array([], pa.int64()), pa.array([], pa.int64()), 0)
    sure, least, most, endless, groups = _at_once(of)
    rest = rows.filter(pa.array(~sure))
    numbers, firsts = numbered_cases(case_keys(rest, inputs, leaves, of.awards))
    found = [extremes(each) for each in of.each(rest.take(firsts))]
    if found:
        cases = numbers.to_numpy()
        least[~sure] = np.array([each.least for each in found], np.int64)[cases]
        most[~sure] = np.array([each.most or 0 for each in found], np.int64)[cases]
        endless[~sure] = np.array([each.most is None for each in found])[cases]
    return CompanyAmounts(pa.array(least), pa.array(most, mask=endless), len(found) + groups)


_Amounts = tuple[Bools, NDArray[np.int64], NDArray[np.int64], Bools, int]


def _at_once(of: _Companies) -> _Amounts:
    """Of which companies the amounts are exact without a search, the amounts, and how many cases that took."""
    size = of.rows.num_rows
    none = np.zeros(size, np.int64)
    nothing: _Amounts = np.zeros(size, np.bool_), none, none.copy(), np.zeros(size, np.bool_), 0
    quantities = [quantity for part in of.claim.parts for quantity in part.quantities()]
    conditions = list(dict.fromkeys(each for quantity in quantities for each in award_conditions(quantity)))
    asked = {f"case{n}": each for n, each in enumerate(conditions)}
    asked |= {f"part{n}": part.condition for n, part in enumerate(of.claim.parts)}
    answers = answers_of(of.rows, of.inputs, asked, of.claim.day)
    told = {name: _sides(answers[name]) for name in asked}
    try:
        ranges = [
            _part(part, of, told[f"part{n}"], {each: told[f"case{m}"] for m, each in enumerate(conditions)})
            for n, part in enumerate(of.claim.parts)
        ]
        sure = _apart(of, quantities, {each: answers[f"case{n}"] for n, each in enumerate(conditions)})
    except ShapeError:
        return nothing
    if not ranges or not sure.any():
        return nothing
    join: Any = np.add if of.claim.adds else np.maximum
    low, high = (reduce(join, [each[side] for each in ranges]) for side in (0, 1))
    numbers, firsts = numbered_cases(case_keys(of.rows, of.inputs, of.leaves, ()))
    free = np.array([_together(each) for each in of.each(of.rows.take(firsts))])
    sure &= free[numbers.to_numpy()]
    endless = (high >= int(LARGEST) // 10) & (low != high)
    least, most = np.where(sure, low, 0).astype(np.int64), np.where(sure & ~endless, high, 0).astype(np.int64)
    return sure, least, most, sure & endless, len(firsts)


def _sides(answers: pa.ChunkedArray) -> tuple[Bools, Bools]:
    yes = pc.fill_null(answers, False).to_numpy()
    return yes, ~pc.fill_null(answers, True).to_numpy()


def _part(part: PartClaim, of: _Companies, told: tuple[Bools, Bools], answered: Answered) -> tuple[Any, Any]:
    """The range of one part, in whole hundredths."""
    found = [range_columns(quantity, of.sides, answered) for quantity in part.quantities()]
    low, high = (reduce(np.minimum, [whole_cents(each[side], of.rows.num_rows) for each in found]) for side in (0, 1))
    yes, no = told
    return np.where(yes, low, 0), np.where(no, 0, high)


def _apart(
    of: _Companies, quantities: Sequence[bound.Quantity], cases: Mapping[bound.Condition, pa.ChunkedArray]
) -> Bools:
    """Of which companies nothing that is open hangs together with anything else."""
    sure = np.ones(of.rows.num_rows, np.bool_)
    ways = [way for quantity in quantities for way in directions(quantity)]
    turning = {key for key, count in Counter(key for key, _ in dict.fromkeys(ways)).items() if count > 1}
    readers: dict[Key, list[str]] = {}
    for leaf, name in of.leaves.items():
        for each in bound.inputs_of(leaf):
            readers.setdefault((each.low, each.high), []).append(name)
    for key, each in of.awards.items():
        if key not in {own for own, _ in ways}:
            continue
        known = _exact(*of.sides(each))
        if key in turning or may_be_negative(each):
            sure &= known
        elif key in readers:
            sure &= known | ~some_open(of.rows, readers[key]).to_numpy()
    uses = Counter(key for quantity in quantities for each in award_conditions(quantity) for key in _keys(each))
    for condition, answers in cases.items():
        keys = _keys(condition)
        if not isinstance(condition, bound.Flag) or any(uses[key] > 1 or key in readers for key in keys):
            sure &= answers.is_valid().to_numpy()
    return sure


def _keys(condition: bound.Condition) -> Iterable[Key]:
    return ((each.low, each.high) for each in bound.inputs_of(condition))


def _exact(low: pa.Array, high: pa.Array) -> Bools:
    """Of which companies both sides are known and one number."""
    return np.asarray(pc.fill_null(pc.equal(low, high), False).to_numpy(zero_copy_only=False))


def directions(of: bound.Quantity, way: int = 1) -> Iterator[tuple[Key, int]]:
    """Each input of an amount, and whether it raises (1) or lowers (-1) it; ShapeError where it may do either."""
    match of:
        case bound.Input():
            yield (of.low, of.high), way
        case bound.BoundArithmetic():
            if of.op == "*" and not _product_rises(of.left, of.right):
                raise ShapeError
            yield from directions(of.left, way)
            yield from directions(of.right, -way if of.op == "-" else way)
        case bound.BoundExtreme():
            for part in of.parts:
                yield from directions(part, way)
        case bound.BoundSlices() | bound.Lookup():
            yield from directions(of.of, way)
        case bound.BoundCases():
            for part in (*(case.result for case in of.cases), of.otherwise):
                yield from directions(part, way)
        case bound.BoundBetween():
            yield from directions(of.least, way)
            yield from directions(of.most, way)


def _product_rises(*factors: bound.Quantity) -> bool:
    """Whether a product is greater where a factor is."""
    plain = [_never_negative(each) for each in factors]
    return all(plain) or any(sure and isinstance(each, bound.Const) for sure, each in zip(plain, factors, strict=True))


def _never_negative(of: bound.Quantity) -> bool:
    match of:
        case bound.Input():
            return not may_be_negative(of)
        case bound.Const():
            return isinstance(of.value, Decimal) and of.value >= 0
        case bound.BoundArithmetic():
            return of.op != "-" and _never_negative(of.left) and _never_negative(of.right)
        case bound.BoundExtreme():
            pick = any if of.op == "max" else all
            return pick(map(_never_negative, of.parts))
        case bound.BoundSlices():
            return True
        case bound.BoundCases():
            return all(map(_never_negative, (*(case.result for case in of.cases), of.otherwise)))
        case bound.BoundBetween():
            return _never_negative(of.least) and _never_negative(of.most)
    return False


def _together(claim: Claim) -> bool:
    """Whether all parts that may be had can be had together, and all that may be missed can be missed together."""
    parts = tuple(replace(part, award=_CENT, caps=()) for part in claim.parts)
    ones = replace(claim, parts=parts, adds=True)
    plain = ones.range(claim.values)
    found = extremes(ones)
    return (found.least, found.most) == (plain.low, plain.high)
