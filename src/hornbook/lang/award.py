"""What only the amount of a support may say: slices of a quantity, cases, and figures that the text leaves open."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from hornbook.lang import bound, tree
from hornbook.lang.bound import Type
from hornbook.lang.mistake import RuleError
from hornbook.lang.scope import RuleScope
from hornbook.lang.units import alike, is_bare_number
from hornbook.text import message

AskQuantity = Callable[[tree.Node], bound.Quantity]
AskCondition = Callable[[tree.Node], bound.Condition]


def bind_award(node: tree.Node, scope: RuleScope, quantity: AskQuantity, condition: AskCondition) -> bound.Quantity:
    """Slices, cases or a doubtful figure with their parts bound; RuleError outside of the amount of a support."""
    if not scope.award:
        raise RuleError(
            message("slices, cases and between stand in the amount of a support only"),
            node.at,
            hint=message("A condition joins its ways by any(…, …), and looks up numbers in a table(…)."),
        )
    match node:
        case tree.Slices():
            return _slices(node, quantity)
        case tree.AmountCases():
            return _cases(node, quantity, condition)
        case tree.Between():
            parts = quantity(node.least), quantity(node.most)
            alike(*parts, node)
            return bound.BoundBetween(*parts, *_sort(parts))
    raise AssertionError(f"nothing of an award: {node!r}")


def amount_in(made: bound.Quantity, currency: str, node: tree.Node) -> bound.Quantity:
    """The quantity, if it is an amount in the currency."""
    if made.type is Type.MONEY and made.unit == currency:
        return made
    if isinstance(made, bound.Const) and made.type is Type.NUMBER and made.value == 0:
        return bound.Const(Decimal(0), Type.MONEY, currency)
    if made.type is Type.MONEY:
        raise RuleError(
            message("an award is an amount in {currency}; this one is in {unit}", currency=currency, unit=made.unit),
            node.at,
        )
    raise RuleError(
        message("an award is an amount in {currency}; this is {type}", currency=currency, type=made.type.says()),
        node.at,
        hint=message("For example: min(30% * rent_paid, 2_000_000 {currency}).", currency=currency),
    )


def _sort(parts: tuple[bound.Quantity, ...]) -> tuple[Type, str]:
    """What like parts are; a bare number takes after the others."""
    of = next((part for part in parts if not is_bare_number(part)), parts[0])
    return of.type, of.unit


def _slices(node: tree.Slices, quantity: AskQuantity) -> bound.Quantity:
    of = quantity(node.of)
    limits, rates = [], []
    for row in node.rows:
        if row.op != "<=":
            raise RuleError(message("a slice ends at its limit: write <= before it"), row.at)
        limit = quantity(row.limit)
        alike(of, limit, row)
        limits.append(_stated(limit, row.limit))
        rates.append(_rate(quantity(row.result), row.result))
    if any(later <= limit for limit, later in pairwise(limits)) or limits[0] <= 0:
        raise RuleError(message("the limits of slices ascend from above zero"), node.at)
    rates.append(_rate(quantity(node.otherwise), node.otherwise))
    return bound.BoundSlices(of, tuple(limits), tuple(rates), of.type, of.unit)


def _stated(of: bound.Quantity, node: tree.Node) -> Decimal:
    if not isinstance(of, bound.Const) or not isinstance(of.value, Decimal):
        raise RuleError(message("the limit of a slice is a plain number"), node.at)
    return of.value


def _rate(of: bound.Quantity, node: tree.Node) -> Decimal:
    if not isinstance(of, bound.Const) or of.type not in (Type.SHARE, Type.NUMBER) or not isinstance(of.value, Decimal):
        raise RuleError(message("the rate of a slice is a share, such as 30%"), node.at)
    return of.value


def _cases(node: tree.AmountCases, quantity: AskQuantity, condition: AskCondition) -> bound.Quantity:
    cases = tuple(bound.BoundCase(condition(each.condition), quantity(each.result)) for each in node.cases)
    otherwise = quantity(node.otherwise)
    parts = (*(case.result for case in cases), otherwise)
    for part in parts[1:]:
        alike(parts[0], part, node)
    return bound.BoundCases(cases, otherwise, *_sort(parts))
