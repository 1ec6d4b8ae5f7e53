"""How large a bound rule is: what it costs to compile, and how deep its operations stand within each other."""

from dataclasses import fields, is_dataclass
from typing import Any

from hornbook.lang.bound import BoundArithmetic, BoundExtreme, Condition, Const, Input, Lookup, Quantity


def weight(of: Quantity) -> int:
    """About how often the inputs are mentioned once a quantity is compiled: both sides, at every level."""
    match of:
        case BoundArithmetic(right=Const()):
            return weight(of.left)
        case BoundArithmetic(op="+" | "-"):
            return weight(of.left) + weight(of.right)
        case BoundArithmetic():
            return 8 * (weight(of.left) + weight(of.right))
        case BoundExtreme():
            return 2 * sum(weight(part) for part in of.parts)
        case Lookup():
            return 2 * len(of.rows) * weight(of.of)
    return 1


def levels(of: Condition | Quantity) -> int:
    """How many operations stand within each other, once definitions are put in their place."""
    deepest = 0
    open_: list[tuple[Any, int]] = [(of, 1)]
    while open_:
        node, level = open_.pop()
        deepest = max(deepest, level)
        if isinstance(node, Input):
            continue
        for field in fields(node):
            value = getattr(node, field.name)
            parts = value if isinstance(value, tuple) else (value,)
            open_ += [(part, level + 1) for part in parts if is_dataclass(part)]
    return deepest
