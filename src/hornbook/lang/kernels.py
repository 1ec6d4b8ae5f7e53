"""Bound rules over columns in memory: the same answers as `compile`, of many rules for all companies at once.

What several rules ask is worked out once: conditions are kept by what they say, comparisons with a constant by column
and limit. `docs/decisions/0020-answers-in-memory.md` says when this is used and when the engine is asked.
"""

from collections.abc import Mapping

import pyarrow as pa

from hornbook.lang import bound
from hornbook.lang.bits import (
    Bits,
    Truth,
    agreed,
    arrow_answers,
    contrary,
    decided,
    every,
    some,
    truth_of,
    unknown_everywhere,
    yes_everywhere,
)
from hornbook.lang.bound import Type
from hornbook.lang.quantity_columns import Columns, Ends, QuantityColumns
from hornbook.lang.scope import FLIPPED
from hornbook.lang.vectors import Fixed, Number, Vector, both_known, compared, limit_of, reached, spread
from hornbook.lang.word_columns import WordColumn
from hornbook.terms import Day


def answers_in_memory(
    conditions: Mapping[str, bound.Condition], columns: Columns, rows: int, day: Day
) -> dict[str, pa.BooleanArray]:
    """The answers of each condition for so many companies: true, false, or empty for unknown."""
    kernel = _Kernel(columns, rows, day)
    return {name: arrow_answers(kernel.truth(condition), rows) for name, condition in conditions.items()}


class _Kernel:
    """What has been worked out so far of some companies on a day."""

    def __init__(self, columns: Columns, rows: int, day: Day) -> None:
        self._columns, self._rows = columns, rows
        self._quantities = QuantityColumns(columns, rows, day)
        self._truths: dict[bound.Condition, Truth] = {}
        self._words: dict[bound.Input, WordColumn] = {}
        self._reached: dict[tuple[int, float], tuple[Vector, Bits]] = {}

    def truth(self, condition: bound.Condition) -> Truth:
        """A condition for every company."""
        if condition not in self._truths:
            self._truths[condition] = self._truth(condition)
        return self._truths[condition]

    def _truth(self, condition: bound.Condition) -> Truth:
        match condition:
            case bound.BoundAll(parts=()):
                return yes_everywhere(self._rows)
            case bound.BoundAny(parts=()):
                return contrary(yes_everywhere(self._rows))
            case bound.BoundAll():
                return every([self.truth(part) for part in condition.parts])
            case bound.BoundAny():
                return some([self.truth(part) for part in condition.parts])
            case bound.BoundNot():
                return contrary(self.truth(condition.part))
            case bound.BoundKnown():
                yes = self.truth(condition.part).yes
                return Truth(yes, ~yes)
            case bound.BoundInPrinciple():
                return Truth(self.truth(condition.part).yes, unknown_everywhere(self._rows).no)
            case bound.BoundReadings():
                return agreed([self.truth(part) for part in condition.parts])
            case bound.Flag():
                return self._flag(condition)
            case bound.BoundMember():
                inside = self._text(condition.of).among(condition.words)
                return contrary(inside) if condition.out else inside
            case bound.BoundContains():
                return self._text(condition.of).containing(condition.word)
            case bound.BoundCompare():
                left, right = self._quantities.ends(condition.left), self._quantities.ends(condition.right)
                return self._compared(left, condition.op, right, condition.left.type)

    def _flag(self, of: bound.Flag) -> Truth:
        yes, no = truth_of(self._columns(of.of)[0])
        if of.otherwise is None:
            return Truth(yes, no)
        return Truth(~no, no) if of.otherwise else Truth(yes, ~yes)

    def _text(self, of: bound.Input) -> WordColumn:
        if of not in self._words:
            self._words[of] = WordColumn(self._columns(of)[0])
        return self._words[of]

    def _compared(self, left: Ends, op: str, right: Ends, kind: Type) -> Truth:
        """As `compile` compares: yes where the least favourable sides fit, no where the most favourable do not."""
        if op in ("<", "<="):
            return self._compared(right, FLIPPED[op], left, kind)
        if op in (">", ">="):
            yes, no = self._test(left.low, op, right.high, kind).yes, self._test(left.high, op, right.low, kind).no
            return Truth(yes, no & ~yes)
        below, above = self._test(left.high, ">=", right.low, kind).no, self._test(left.low, ">", right.high, kind).yes
        reach = (self._test(left.low, ">=", right.high, kind).yes, self._test(left.high, ">=", right.low, kind).yes)
        pass_ = (self._test(left.low, ">", right.high, kind).no, self._test(left.high, ">", right.low, kind).no)
        apart = below | above
        same = Truth(reach[0] & reach[1] & pass_[0] & pass_[1] & ~apart, apart)
        return same if op == "=" else contrary(same)

    def _test(self, x: Number, op: str, y: Number, kind: Type) -> Truth:
        """Whether one number is at least or above another."""
        above, places = op == ">", 2 if kind is Type.MONEY else 9
        if isinstance(y, Fixed):
            x = spread(x, self._rows) if isinstance(x, Fixed) else x
            return decided(self._reaching(x, limit_of(x, y.value, places, above=above)), x.known)
        if isinstance(x, Fixed):  # a constant is at least a value where the value is not above it
            return contrary(self._test(y, ">=" if above else ">", x, kind))
        return decided(compared(x, y, places, above=above), both_known(x, y))

    def _reaching(self, of: Vector, limit: float) -> Bits:
        key = (id(of), limit)
        if key not in self._reached:
            self._reached[key] = of, reached(of, limit)  # the vector is kept, so that no other gets its id
        return self._reached[key][1]
