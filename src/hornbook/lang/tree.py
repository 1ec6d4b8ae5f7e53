"""A rule as a tree of frozen values; `at` says where in the text a node stands and is no part of what it is."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

At = tuple[int, int]
"""From which character to which."""

DEEPEST_TREE = 100
"""Operations within operations: no tree of more levels is built, so nothing that walks one can run out of stack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in a tree."""

    at: At = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number as written, with its unit: '', '%', a currency, years, months, days or people."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A calendar day."""

    value: date


@dataclass(frozen=True, slots=True)
class QuotedText(Node):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class WordSet(Node):
    """A set of texts and numbers in braces."""

    items: tuple[str | Decimal, ...]


@dataclass(frozen=True, slots=True)
class Test(Node):
    """One condition on a column of the facts that an indicator reads."""

    column: str
    words: WordSet
    out: bool = False


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """A name, and how it is narrowed."""

    name: str
    tests: tuple[Test, ...] = ()
    within: Number | None = None
    over: int | None = None
    each: int | None = None
    ago: int | None = None
    year: int | None = None
    by: str | None = None
    on: str | None = None
    """The day of the company on which an age is counted."""


@dataclass(frozen=True, slots=True)
class Judged(Node):
    """What only a person can settle."""

    matter: str


@dataclass(frozen=True, slots=True)
class TierReference(Node):
    """Another tier of the same standard."""

    id: str


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Two quantities compared by <, <=, =, !=, >= or >."""

    left: Node
    op: str
    right: Node


@dataclass(frozen=True, slots=True)
class Member(Node):
    """Whether a text is one of a set, or none of it."""

    left: Node
    words: WordSet
    out: bool = False


@dataclass(frozen=True, slots=True)
class Contains(Node):
    """Whether a text contains another."""

    left: Node
    word: QuotedText


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The contrary."""

    part: Node


@dataclass(frozen=True, slots=True)
class Known(Node):
    """Whether something is known to be so; silence is no."""

    part: Node


@dataclass(frozen=True, slots=True)
class InPrinciple(Node):
    """What a text asks in principle: yes where it holds; where it does not, an exception may be made."""

    part: Node


@dataclass(frozen=True, slots=True)
class Readings(Node):
    """One text read in several ways: yes or no where all agree."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All(Node):
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Two quantities joined by +, -, * or /."""

    left: Node
    op: str
    right: Node


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """The greatest or the least of several quantities: max or min."""

    op: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TableRow(Node):
    """One row of a table: the result where the quantity compares so, or is this word."""

    op: str
    limit: Node
    result: Node


@dataclass(frozen=True, slots=True)
class LookupTable(Node):
    """A quantity or word looked up; the first row that fits gives the result."""

    of: Node
    rows: tuple[TableRow, ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Slices(Node):
    """A quantity cut into slices by limits, each slice times its own rate, added up."""

    of: Node
    rows: tuple[TableRow, ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class AmountCase(Node):
    """A quantity that holds under a condition."""

    condition: Node
    result: Node


@dataclass(frozen=True, slots=True)
class AmountCases(Node):
    """The quantity of the first case whose condition holds, else another."""

    cases: tuple[AmountCase, ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """A quantity that the text, as it is known, leaves open between two others."""

    least: Node
    most: Node


def child_nodes(node: Node) -> tuple[Node, ...]:
    """The nodes directly within a node."""
    match node:
        case Compare() | Arithmetic():
            return node.left, node.right
        case Member() | Contains():
            return (node.left,)
        case Not() | Known() | InPrinciple():
            return (node.part,)
        case All() | Any() | Extreme() | Readings():
            return node.parts
        case LookupTable() | Slices():
            return (node.of, *node.rows, node.otherwise)
        case AmountCases():
            return (*node.cases, node.otherwise)
        case AmountCase():
            return node.condition, node.result
        case Between():
            return node.least, node.most
        case TableRow():
            return node.limit, node.result
    return ()
