"""The names that a rule may use, and what a node is in their light."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hornbook.book.money import SPOT, Convention
from hornbook.indicators.algebra import Age as AgeFormula
from hornbook.indicators.algebra import AgeBy
from hornbook.indicators.catalogue import indicators
from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import Counts
from hornbook.text import Text, message

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""Each comparison with its sides exchanged."""


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
    if node != tree.Ref(node.name):
        raise RuleError(message("an age cannot be narrowed"), node.at)
    return found.formula.by in AgeBy
