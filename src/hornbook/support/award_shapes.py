"""The shapes of awards and conditions: what raises an amount, and what may still be decided either way."""

from collections.abc import Iterator
from decimal import Decimal

from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.support.amount import may_be_negative
from hornbook.support.amount_columns import ShapeError
from hornbook.support.completions import Key
from hornbook.terms import LARGEST


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


def leaf_ways(condition: bound.Condition, favours: bool | None = True) -> Iterator[tuple[bound.Leaf, bool]]:
    """The leaves that may still be decided, and whether a yes favours the condition; of several readings both."""
    match condition:
        case bound.BoundKnown():
            return
        case bound.BoundNot():
            yield from leaf_ways(condition.part, None if favours is None else not favours)
        case bound.BoundInPrinciple():
            yield from leaf_ways(condition.part, favours)
        case bound.BoundAll() | bound.BoundAny() | bound.BoundReadings():
            own = None if isinstance(condition, bound.BoundReadings) else favours
            for part in condition.parts:
                yield from leaf_ways(part, own)
        case _:
            yield from ((condition, way) for way in ((True, False) if favours is None else (favours,)))


def may_be_either(leaf: bound.Leaf) -> bool:
    """Whether, where it is open, one completion makes it a yes and another a no."""
    match leaf:
        case bound.Flag() | bound.BoundMember():
            return True
        case bound.BoundCompare(left=bound.Input() as of, right=bound.Const(value=Decimal() as limit)):
            plain = of.type in (Type.MONEY, Type.PEOPLE) and leaf.op in (">=", ">", "<", "<=")
            return plain and 0 < limit < LARGEST / 10
    return False


def conditions_within(condition: bound.Condition) -> Iterator[bound.Condition]:
    """A condition and all of its parts."""
    yield condition
    match condition:
        case bound.BoundNot() | bound.BoundKnown() | bound.BoundInPrinciple():
            yield from conditions_within(condition.part)
        case bound.BoundAll() | bound.BoundAny() | bound.BoundReadings():
            for part in condition.parts:
                yield from conditions_within(part)
