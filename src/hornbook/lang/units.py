"""What goes with what: constants with their units, comparisons of like with like, arithmetic that means something."""

from dataclasses import dataclass
from decimal import Decimal

from hornbook.book.money import Convention, RateRule
from hornbook.book.rates import convertible_currencies
from hornbook.errors import advice
from hornbook.lang import bound, tree
from hornbook.lang.bound import Type
from hornbook.lang.mistake import RuleError
from hornbook.lang.tree import child_nodes
from hornbook.terms import LARGEST
from hornbook.text import Phrase, listing, message


def const(node: tree.Number) -> bound.Const:
    """A number with its unit."""
    if abs(node.value) > LARGEST:
        raise RuleError(message("a number beyond {largest:,}, and no figure here is larger", largest=LARGEST), node.at)
    if node.unit == "%":
        return bound.Const(node.value / 100, Type.SHARE)
    if len(node.unit) == 3:
        return bound.Const(node.value, Type.MONEY, node.unit)
    kinds = {"": Type.NUMBER, "people": Type.PEOPLE, "days": Type.DAYS, "years": Type.YEARS}
    if node.unit not in kinds:
        raise RuleError(message("a time in {unit} stands with an age or a day only", unit=node.unit), node.at)
    return bound.Const(node.value, kinds[node.unit])


_NUMBERS = {Type.NUMBER, Type.PEOPLE, Type.SHARE}
"""A bare number goes with a count, with people and with a ratio; these do not go with each other."""


def is_bare_number(of: bound.Quantity) -> bool:
    """Whether it is made of numbers that the rule states without a unit."""
    if isinstance(of, bound.BoundExtreme):
        return all(is_bare_number(part) for part in of.parts)
    return of.type is Type.NUMBER and isinstance(of, bound.Const | bound.Lookup)


def alike(left: bound.Quantity, right: bound.Quantity, node: tree.Node) -> None:
    """Refuse a comparison of unlike things."""
    if {left.type, right.type} & {Type.TEXT, Type.YES_NO}:
        raise RuleError(
            message("{left} is compared with {right}", left=left.type.says(), right=right.type.says()),
            node.at,
            hint=message("A text is compared with words in quotes, as in city in {{'北京'}}."),
        )
    loose = _NUMBERS if is_bare_number(left) or is_bare_number(right) else set()
    if left.type is right.type or (left.type in loose and right.type in loose):
        if left.unit != right.unit and left.type is Type.MONEY:
            raise RuleError(
                message("an amount in {left} beside one in {right}", left=left.unit, right=right.unit),
                node.at,
            )
        return
    hint: Phrase = (
        message("Write a currency, as in 1_000_000_000 USD.") if Type.MONEY in (left.type, right.type) else ""
    )
    hint = message("Write days, as in 90 days.") if Type.DAYS in (left.type, right.type) else hint
    raise RuleError(
        message("{left} is compared with {right}", left=left.type.says(), right=right.type.says()),
        node.at,
        hint=hint,
    )


def math(node: tree.Arithmetic, left: bound.Quantity, right: bound.Quantity | tree.Number) -> bound.Quantity:
    """Two quantities joined; RuleError where that means nothing."""
    if isinstance(right, tree.Number):
        return _later(node, left, right)
    kinds, op = (left.type, right.type), node.op
    if op in "+-" and left.type is right.type and left.type not in (Type.DAY, Type.TEXT, Type.YES_NO):
        alike(left, right, node)
        return bound.BoundArithmetic(left, op, right, left.type, left.unit)
    if op in "+-" and set(kinds) <= _NUMBERS:
        alike(left, right, node)
        return bound.BoundArithmetic(left, op, right, next(k for k in kinds if k is not Type.NUMBER))
    if op == "-" and kinds == (Type.DAY, Type.DAY):
        return bound.BoundArithmetic(left, op, right, Type.DAYS)
    if op == "/" and isinstance(right, bound.Const) and not right.value:
        raise RuleError(message("nothing is divided by zero"), node.at)
    if op == "/" and left.type is right.type and left.type in {Type.MONEY, *_NUMBERS} and not is_bare_number(right):
        return bound.BoundArithmetic(left, op, right, Type.SHARE)
    plain = {Type.NUMBER, Type.SHARE}
    if op in "*/" and right.type in plain and left.type in {Type.MONEY, *_NUMBERS}:
        return bound.BoundArithmetic(left, op, right, left.type, left.unit)
    if op == "*" and left.type in plain and right.type in {Type.MONEY, *_NUMBERS}:
        return bound.BoundArithmetic(left, op, right, right.type, right.unit)
    raise RuleError(
        message("{left} {op} {right} means nothing", left=left.type.says(), op=op, right=right.type.says()),
        node.at,
    )


_LONGEST = 3600
"""Months: no rule of this field looks further than three hundred years."""


def bounded_time(months: int, node: tree.Node) -> int:
    """The months, unless they are more than any rule looks back or ahead."""
    if abs(months) > _LONGEST:
        raise RuleError(message("a time of more than {years} years", years=_LONGEST // 12), node.at)
    return months


def _later(node: tree.Arithmetic, left: bound.Quantity, time: tree.Number) -> bound.Quantity:
    """A day, so much later or earlier."""
    if node.op not in "+-" or left.type is not Type.DAY or time.value != int(time.value):
        raise RuleError(
            message("a time is added to a day or taken from it"), node.at, hint=message("For example: day - 24 months.")
        )
    size = int(time.value) * (1 if node.op == "+" else -1)
    days = size if time.unit == "days" else 0
    months = size * {"years": 12, "months": 1}.get(time.unit, 0)
    if isinstance(left, bound.Moment):
        later = bound.Moment(left.base, left.months + months, left.days + days)
        bounded_time(abs(later.months) + abs(later.days) // 28, node)
        return later
    if time.unit != "days":
        raise RuleError(message("years and months are added to `day` or to a stated day only"), node.at)
    if isinstance(left, bound.BoundArithmetic):
        days += _days(left)
        left = left.left  # one sum, however many are written
    shifted = bound.BoundArithmetic(left, "+", bound.Const(Decimal(days), Type.DAYS), Type.DAY)
    bounded_time(_reach(shifted) // 28, node)
    return shifted


def _reach(of: bound.Quantity) -> int:
    """Days by which a day is shifted at most, with the shifts that stand within it."""
    if isinstance(of, bound.BoundExtreme):
        return max(_reach(part) for part in of.parts)
    return abs(_days(of)) + _reach(of.left) if isinstance(of, bound.BoundArithmetic) else 0


def _days(of: bound.BoundArithmetic) -> int:
    """The days that are added to a day."""
    assert isinstance(of.right, bound.Const)
    assert isinstance(of.right.value, Decimal)
    return int(of.right.value)


def numbers(node: tree.Node) -> list[tree.Number]:
    """The numbers that a node states."""
    return [node] if isinstance(node, tree.Number) else [n for part in child_nodes(node) for n in numbers(part)]


def unit_place(node: tree.Node, unit: str) -> tree.At:
    """Where a node states a number in a unit."""
    return next((n.at for n in numbers(node) if n.unit == unit), node.at)


def each_of(node: tree.Node) -> int:
    """How many years each are asked of; 0 where none."""
    return (node.each or 0) if isinstance(node, tree.Ref) else 0


def one_currency(node: tree.Node, fixed: Convention) -> str:
    """The one currency in which a comparison is made."""
    said = sorted({n.unit for n in numbers(node) if len(n.unit) == 3})
    for unit in said:
        if unit not in convertible_currencies():
            raise RuleError(
                message("no currency is called '{unit}'", unit=unit),
                unit_place(node, unit),
                hint=advice(unit, convertible_currencies()),
            )
    if len(said) > 1:
        raise RuleError(
            message("a comparison in {currencies} at once", currencies=listing(said, "and")),
            node.at,
            hint=message("Write all its amounts in one currency."),
        )
    if said and fixed.rule is RateRule.FIXED and said[0] not in fixed.named:
        raise RuleError(
            message(
                "the convention {convention} gives no rate for {currency}", convention=str(fixed), currency=said[0]
            ),
            unit_place(node, said[0]),
        )
    return said[0] if said else ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What a row of a table gives: a number with its unit."""

    value: Decimal
    type: Type
    unit: str


def plain_result(node: tree.Node) -> RowResult:
    """The result of a table's row."""
    if not isinstance(node, tree.Number):
        raise RuleError(message("the result of a row is a plain number"), node.at)
    made = const(node)
    assert isinstance(made.value, Decimal)
    return RowResult(made.value, made.type, made.unit)
