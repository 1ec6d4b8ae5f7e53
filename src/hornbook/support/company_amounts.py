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
from itertools import product
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
from hornbook.support.award_shapes import conditions_within, directions, leaf_ways, may_be_either
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
    no: Bools = np.zeros(size, np.bool_)
    parts = of.claim.parts
    nothing: _Amounts = no, np.zeros(size, np.int64), np.zeros(size, np.int64), no.copy(), 0
    quantities = [quantity for part in parts for quantity in part.quantities()]
    try:
        sure = _apart(of, quantities)
        if not parts or not sure.any():
            return nothing
        low, high = _range(of, quantities, sure)
    except ShapeError:
        return nothing
    loose = _loose(of) & sure
    rest = of.rows.filter(pa.array(loose))
    numbers, firsts = numbered_cases(case_keys(rest, of.inputs, of.leaves, ()))
    free = np.array([_together(each) for each in of.each(rest.take(firsts))], np.bool_)
    sure[loose] = free[numbers.to_numpy()]
    endless = (high >= int(LARGEST) // 10) & (low != high)
    least, most = np.where(sure, low, 0).astype(np.int64), np.where(sure & ~endless, high, 0).astype(np.int64)
    return sure, least, most, sure & endless, len(firsts) + 1


MOST_MATTERS = 4
"""Matters of the cases of an award that are completed in every way."""


def _range(of: _Companies, quantities: Sequence[bound.Quantity], sure: Bools) -> tuple[Any, Any]:
    """The least and the most over each completion of the matters that decide cases; a company whose cases stay open
    for another reason is no longer sure."""
    conditions = list(dict.fromkeys(each for quantity in quantities for each in award_conditions(quantity)))
    names = _matters(of, conditions)
    size = of.rows.num_rows
    low: Any = np.zeros(size, np.int64)
    high: Any = np.zeros(size, np.int64)
    seen: Bools = np.zeros(size, np.bool_)
    for values in product((True, False), repeat=len(names)):
        fits, rows = np.ones(size, np.bool_), of.rows
        for name, value in zip(names, values, strict=True):
            fits &= pc.fill_null(pc.equal(rows[name], value), True).to_numpy()
            rows = rows.set_column(rows.column_names.index(name), name, pa.array(np.full(size, value)))
        least, most, open_ = _completed(replace(of, rows=rows), conditions)
        sure &= ~(fits & open_)
        low = np.where(fits, np.where(seen, np.minimum(low, least), least), low)
        high = np.where(fits, np.where(seen, np.maximum(high, most), most), high)
        seen |= fits
    return low, high


def _matters(of: _Companies, conditions: Sequence[bound.Condition]) -> list[str]:
    """The columns of the matters of cases that no condition of a part reads; none where there are many."""
    read = {(each.low, each.high) for leaf in of.leaves for each in bound.inputs_of(leaf)}
    if any(isinstance(each, bound.BoundKnown) for condition in conditions for each in conditions_within(condition)):
        return []
    keys = {key for c in conditions for x in bound.leaves(c) if isinstance(x, bound.Flag) for key in _keys(x)} - read
    found = [f"i{n}l" for n, each in enumerate(of.inputs) if (each.low, each.high) in keys and each.low == each.high]
    return found if len(found) <= MOST_MATTERS else []


def _completed(of: _Companies, conditions: Sequence[bound.Condition]) -> tuple[Any, Any, Bools]:
    """The least and the most of all parts, and of which companies a case stays open."""
    parts = of.claim.parts
    asked = {f"case{n}": each for n, each in enumerate(conditions)}
    asked |= {f"part{n}": part.condition for n, part in enumerate(parts)}
    answers = answers_of(of.rows, of.inputs, asked, of.claim.day)
    told = {name: _sides(answers[name]) for name in asked}
    cases = {each: told[f"case{n}"] for n, each in enumerate(conditions)}
    ranges = [_part(part, of, told[f"part{n}"], cases) for n, part in enumerate(parts)]
    join: Any = np.add if of.claim.adds else np.maximum
    low, high = (reduce(join, [each[side] for each in ranges]) for side in (0, 1))
    open_ = np.zeros(of.rows.num_rows, np.bool_)
    for yes, no in cases.values():
        open_ |= ~(yes | no)
    return low, high, open_


def _sides(answers: pa.ChunkedArray) -> tuple[Bools, Bools]:
    yes = pc.fill_null(answers, False).to_numpy()
    return yes, ~pc.fill_null(answers, True).to_numpy()


def _part(part: PartClaim, of: _Companies, told: tuple[Bools, Bools], answered: Answered) -> tuple[Any, Any]:
    """The range of one part, in whole hundredths."""
    found = [range_columns(quantity, of.sides, answered) for quantity in part.quantities()]
    low, high = (reduce(np.minimum, [whole_cents(each[side], of.rows.num_rows) for each in found]) for side in (0, 1))
    yes, no = told
    return np.where(yes, low, 0), np.where(no, 0, high)


def _apart(of: _Companies, quantities: Sequence[bound.Quantity]) -> Bools:
    """Of which companies no open input hangs together with a condition, or raises an amount and lowers another."""
    sure = np.ones(of.rows.num_rows, np.bool_)
    ways = dict.fromkeys(way for quantity in quantities for way in directions(quantity))
    turning = {key for key, count in Counter(key for key, _ in ways).items() if count > 1}
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
    return sure


def _loose(of: _Companies) -> Bools:
    """Of which companies a comparison is open that does not stand alone: what completes it may decide another.

    Without one, all open comparisons can be decided as they please, for the parts and against them.
    """
    ways: dict[bound.Leaf, set[bool]] = {}
    for part in of.claim.parts:
        for leaf, favours in leaf_ways(part.condition):
            ways.setdefault(leaf, set()).add(favours)
    asked = [
        x
        for part in of.claim.parts
        for c in conditions_within(part.condition)
        if isinstance(c, bound.BoundKnown)
        for x in bound.leaves(c)
    ]
    uses = Counter(key for leaf in (*ways, *asked) for key in _keys(leaf))
    loose: Bools = np.zeros(of.rows.num_rows, np.bool_)
    for leaf, each in ways.items():
        if len(each) > 1 or not may_be_either(leaf) or any(uses[key] > 1 for key in _keys(leaf)):
            loose |= of.rows[of.leaves[leaf]].is_null().to_numpy()
    return loose


def _keys(condition: bound.Condition) -> Iterable[Key]:
    return ((each.low, each.high) for each in bound.inputs_of(condition))


def _exact(low: pa.Array, high: pa.Array) -> Bools:
    """Of which companies both sides are known and one number."""
    return np.asarray(pc.fill_null(pc.equal(low, high), False).to_numpy(zero_copy_only=False))


def _together(claim: Claim) -> bool:
    """Whether all parts that may be had can be had together, and all that may be missed can be missed together."""
    parts = tuple(replace(part, award=_CENT, caps=()) for part in claim.parts)
    ones = replace(claim, parts=parts, adds=True)
    plain = ones.range(claim.values)
    found = extremes(ones)
    return (found.least, found.most) == (plain.low, plain.high)
