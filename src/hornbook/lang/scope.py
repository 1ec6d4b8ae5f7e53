"""The names that a rule may use, and what a node is in their light."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hornbook.book.money import SPOT, Convention
from hornbook.errors import advice
from hornbook.indicators.algebra import Age as AgeFormula
from hornbook.indicators.algebra import AgeBy
from hornbook.indicators.catalogue import indicators
from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import Counts
from hornbook.text import Text, message

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""Each comparison with its sides exchanged."""


_DEEPEST = 40
"""Definitions within definitions."""


@dataclass(frozen=True, slots=True)
class RuleScope:
    """The names that a rule may use beside the indicators, and the conventions by which it is read."""

    define: Mapping[str, tree.Node] = field(default_factory=dict)
    tiers: Mapping[str, tree.Node] = field(default_factory=dict)
    matters: Mapping[str, Text] = field(default_factory=dict)
    owner: str = ""
    """The standard's id, with which the matters of Decision facts begin."""
    counts: Counts = field(default_factory=dict)
    currency: str = "USD"
    convention: Convention = SPOT
    calendar: bool = False
    terms: tuple[tuple[str, int], ...] = ()
    """How many months statuses last that state no end."""
    conventions: tuple[Convention, ...] = ()
    """Every convention by which the text may be read, `convention` the first, where it names none itself."""
    perhaps: bool = False
    """Whether the convention is one of several by which the text may be read."""
    either_age: bool = False
    """Whether the text may count ages by anniversary or by calendar year."""
    award: bool = False
    """Whether the rule is the amount of a support, which alone may have slices, cases and doubtful figures."""


def turned(node: tree.Compare, scope: RuleScope) -> tree.Compare:
    """The comparison with an age or a text on the left, where it is written the other way round."""
    if isinstance(node.left, tree.QuotedText) or (isinstance(node.left, tree.Number) and age_of(node.right, scope)):
        return replace(node, left=node.right, op=FLIPPED[node.op], right=node.left)
    return node


def age_of(node: tree.Node, scope: RuleScope) -> bool:
    """Whether a node is an age by years."""
    if not isinstance(node, tree.Ref) or node.name in scope.define:
        return False
    found = indicators().get(node.name)
    if found is None or not isinstance(found.formula, AgeFormula):
        return False
    if node != tree.Ref(node.name, on=node.on):
        raise RuleError(message("an age cannot be narrowed; only the day on which it is counted can be named"), node.at)
    return found.formula.by in AgeBy


def resolve(sort: str, name: str, known: Mapping[str, tree.Node], node: tree.Node, path: tuple[str, ...]) -> tree.Node:
    """What stands for a name in a rule; RuleError where it is unknown, narrowed, or defined by itself."""
    if name not in known:
        raise RuleError(message("there is no {sort}'{name}'", sort=sort, name=name), node.at, hint=advice(name, known))
    if sort + name in path:
        ring = " → ".join([*path[path.index(sort + name) :], sort + name])
        raise RuleError(
            message("'{name}' is defined by itself: {ring}", name=name, ring=ring),
            node.at,
            hint=message("Break the circle."),
        )
    if len(path) > _DEEPEST:
        raise RuleError(message("more than {most} definitions stand within each other", most=_DEEPEST), node.at)
    if isinstance(node, tree.Ref) and node != tree.Ref(name):
        raise RuleError(message("'{name}' is defined here and cannot be narrowed", name=name), node.at)
    return known[name]
