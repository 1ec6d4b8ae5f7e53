"""Whether a company can fulfil the clauses of a tier at all: the limits that they set, indicator by indicator.

Only limits that are stated as numbers and days are compared. What is not understood counts as possible, so a
contradiction that is found is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, product

from hornbook.lang import tree
from hornbook.lang.scope import FLIPPED
from hornbook.lang.write import write_rule

MOST_WAYS = 256
"""Ways into a tier that are tried; a rule with more is taken to be possible."""
_DEEPEST = 60
_MONTHS = {"years": 12, "months": 1}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a clause asks: an indicator with a bound, or a condition that is compared as it is written."""

    clause: str
    """The clause in which it stands."""
    about: str
    """The indicator with its narrowings and the sort of its unit; for other conditions how they are written."""
    op: str
    """<, <=, =, >=, >; `yes` or `no` for other conditions."""
    bound: Decimal = Decimal(0)
    """The number; a day by its ordinal."""
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Names:
    """What names in a rule stand for."""

    define: Mapping[str, tree.Node] = field(default_factory=dict)
    tiers: Mapping[str, tree.Node] = field(default_factory=dict)


def contradiction(clauses: Mapping[str, tree.Node], names: Names) -> tuple[Limit, Limit] | None:
    """Two limits of the clauses that exclude each other, whichever way is taken; None where none are found."""
    found = None
    for way in ways(clauses, names):
        clash = _clash(way)
        if clash is None:
            return None
        found = found or clash
    return found


def implies(narrow: Mapping[str, tree.Node], wide: Mapping[str, tree.Node], names: Names) -> bool:
    """Whether every company that fulfils the first clauses surely fulfils the second ones."""
    targets, every = list(ways(wide, names)), list(ways(narrow, names))
    if not every or not all(targets) or not all(every):
        return False
    return all(any(all(_within(way, limit) for limit in target) for target in targets) for way in every)


def ways(clauses: Mapping[str, tree.Node], names: Names) -> Iterator[tuple[Limit, ...]]:
    """Every way to fulfil all clauses, as the limits that hold then; none at all where there are too many."""
    each = [list(islice(_ways(node, clause, names, False, 0), MOST_WAYS + 1)) for clause, node in clauses.items()]
    count = 1
    for some in each:
        count *= len(some)
    if count > MOST_WAYS:
        yield ()
        return
    for parts in product(*each):
        yield tuple(limit for part in parts for limit in part)


def _ways(node: tree.Node, clause: str, names: Names, out: bool, depth: int) -> Iterator[tuple[Limit, ...]]:
    """The ways to fulfil one condition, or with `out` to fail it."""
    if depth > _DEEPEST:
        yield ()
        return

    def inner(part: tree.Node, out: bool = out) -> Iterator[tuple[Limit, ...]]:
        return _ways(part, clause, names, out, depth + 1)

    match node:
        case tree.Not():
            yield from inner(node.part, not out)
        case tree.InPrinciple() | tree.Known() if not out:
            yield from inner(node.part)
        case tree.Readings() if not out:
            yield from _together([list(islice(inner(part), MOST_WAYS)) for part in node.parts])
        case tree.All() if not out:
            yield from _together([list(islice(inner(part), MOST_WAYS)) for part in node.parts])
        case tree.Any() if out:
            yield from _together([list(islice(inner(part), MOST_WAYS)) for part in node.parts])
        case tree.All() | tree.Any():
            for part in node.parts:
                yield from inner(part)
        case tree.Ref() if node.name in names.define:
            yield from inner(names.define[node.name])
        case tree.TierReference() if node.id in names.tiers:
            yield from inner(names.tiers[node.id])
        case _:
            yield (_limit(node, clause, out),)


def _together(each: Sequence[Sequence[tuple[Limit, ...]]]) -> Iterator[tuple[Limit, ...]]:
    for parts in islice(product(*each), MOST_WAYS + 1):
        yield tuple(limit for part in parts for limit in part)


def _limit(node: tree.Node, clause: str, out: bool) -> Limit:
    written = write_rule(node)
    if isinstance(node, tree.Compare):
        if isinstance(node.left, tree.Number | tree.Date):
            node = tree.Compare(node.right, FLIPPED[node.op], node.left)
        op = _OPPOSITE.get(node.op, "") if out else node.op
        found = _number(node.right)
        if found and op in ("<", "<=", "=", ">=", ">"):
            sort, bound = found
            return Limit(clause, f"{write_rule(node.left)} {sort}", op, bound, f"not {written}" if out else written)
    if isinstance(node, tree.Member) and node.out:
        written, out = write_rule(tree.Member(node.left, node.words)), not out
    return Limit(clause, written, "no" if out else "yes", written=f"not {written}" if out else written)


def _number(node: tree.Node) -> tuple[str, Decimal] | None:
    """A stated number by the sort of its unit, so that years and months, or shares and plain ratios, are compared."""
    match node:
        case tree.Date():
            return "day", Decimal(node.value.toordinal())
        case tree.Number() if node.unit in _MONTHS:
            return "months", node.value * _MONTHS[node.unit]
        case tree.Number() if node.unit == "%":
            return "", node.value / 100
        case tree.Number():
            return "" if node.unit == "people" else node.unit, node.value
    return None


def _clash(limits: Sequence[Limit]) -> tuple[Limit, Limit] | None:
    """Two of the limits that exclude each other."""
    by_subject: dict[str, list[Limit]] = {}
    for limit in limits:
        others = by_subject.setdefault(limit.about, [])
        for other in others:
            if _exclude(other, limit):
                return other, limit
        others.append(limit)
    return None


def _exclude(a: Limit, b: Limit) -> bool:
    if {a.op, b.op} & {"yes", "no"}:
        return a.op != b.op
    return any(
        low.op in (">", ">=", "=")
        and high.op in ("<", "<=", "=")
        and (low.bound > high.bound or (low.bound == high.bound and (low.op == ">" or high.op == "<")))
        for low, high in ((a, b), (b, a))
    )


def _within(way: Sequence[Limit], wanted: Limit) -> bool:
    """Whether a limit surely holds where these hold."""
    return any(limit.about == wanted.about and _covers(limit, wanted) for limit in way)


def _covers(limit: Limit, wanted: Limit) -> bool:
    if {limit.op, wanted.op} & {"yes", "no"} or "=" in (limit.op, wanted.op):
        same = limit.op == wanted.op and limit.bound == wanted.bound
        return same or (limit.op == "=" and wanted.op in _OPPOSITE and not _exclude(limit, wanted))
    if limit.op[0] != wanted.op[0]:
        return False
    further = limit.bound > wanted.bound if limit.op[0] == ">" else limit.bound < wanted.bound
    return further or (limit.bound == wanted.bound and (limit.op == wanted.op or wanted.op.endswith("=")))
