"""Whether the examples of a standard hold its rules fast: each rule changed in every small way, and who notices.

`python -m trials.mutation [ID…] [--json FILE]` lists the changes that no example notices; it fails under 98%.

A mutant is one small change to one rule of one edition: an operator replaced by its neighbours, a threshold shifted, a
clause, branch, part, row or filter dropped, `any` and `all` or `in` and `not in` exchanged, a `not` removed. A rule
under `[edition.all]`, `[edition.define]` or `[edition.counts]` is changed once for its edition, in all tiers together,
and not once for each tier, so that the share stays honest. A mutant is caught where an example of any tier of the
edition then comes out otherwise than it says. One that cannot be bound, or that by its form says the same as the
original or as an earlier mutant, is none; so are those of `trials.equivalent`. Examples that already come out
otherwise catch nothing.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from itertools import product
from math import ceil, floor
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

from hornbook.indicators.algebra import Age, Elapsed, Op, Reading
from hornbook.indicators.spans import Side
from hornbook.indicators.sums import Sum
from hornbook.kinds import KINDS
from hornbook.lang import bound as b
from hornbook.lang import tree as t
from hornbook.lang.answer import Values, reply
from hornbook.lang.bind import bind
from hornbook.lang.compile import ascending
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import OWN_WORTH, Counted, months, wheres
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.lang.tree import child_nodes
from hornbook.lang.write import write_rule
from hornbook.standards.examples import StandardExample, book_of, examples_of
from hornbook.standards.file import QUOTED
from hornbook.standards.judge import needed, values
from hornbook.standards.library import library
from hornbook.standards.standard import Edition, Standard
from trials.equivalent import EQUIVALENT

WANTED = 0.98
"""The share of mutants that the examples of the library must catch."""

Way = tuple[str, ...]
"""Where a rule stands: ('all', clause), ('define', name), ('counts', kind), ('tier', tier, [branch,] clause)."""

Rules = dict[Way, t.Node]
"""Every rule of an edition as a tree, by its place."""

_NEIGHBOURS = {
    ">=": (">", "<="),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    "<": ("<=", ">"),
    "=": ("!=",),
    "!=": ("=",),
}
_OTHER = {"+": "-", "-": "+", "*": "/", "/": "*", "max": "min", "min": "max"}
DROPPED = "dropped"
_NOTHING = t.All(())
"""A rule that asks nothing: what is left of a clause that is dropped."""


class Change(NamedTuple):
    """A rule or branch of an edition changed."""

    way: Way
    was: str
    now: str
    rules: Rules
    joined: str = ""
    """The tier of which all branches are asked, and not any."""


class Mutant(NamedTuple):
    """A change, and the tiers that it changes."""

    change: Change
    tiers: dict[str, b.Condition]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example notices."""

    standard: str
    place: str
    was: str
    now: str

    def __str__(self) -> str:
        was, now = _short(self.was, self.now)
        return f"{self.standard} {self.place}: {was} → {now}"


@dataclass(frozen=True, slots=True)
class Found:
    """What came out for one standard."""

    standard: str
    mutants: int = 0
    survivors: tuple[Survivor, ...] = ()
    stale: tuple[Survivor, ...] = ()
    """Changes that `trials.equivalent` names and that no longer pass unnoticed."""
    failing: int = 0
    """Examples that come out otherwise than they say before anything is changed."""
    error: str = ""

    @property
    def caught(self) -> int:
        """Mutants that an example notices."""
        return self.mutants - len(self.survivors)


# Trees: every small change of one.


def variants(node: t.Node) -> Iterator[tuple[t.Node, ...]]:
    """The tree with one small change, in every way; each with larger ones, for where it cannot be bound or is none."""
    yield from _shifted(node) if isinstance(node, t.Number) else ((made,) for made in _own(node))
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, t.Node) and each.name != "within":
            for made in variants(value):
                yield tuple(replace(node, **{each.name: one}) for one in made)
        elif isinstance(value, tuple):
            for n, part in enumerate(value):
                for made in variants(part) if isinstance(part, t.Node) else ():
                    yield tuple(replace(node, **{each.name: (*value[:n], one, *value[n + 1 :])}) for one in made)


def _own(node: t.Node) -> Iterator[t.Node]:
    """The changes of a node itself, its parts as they are."""
    match node:
        case t.Compare():
            yield from (replace(node, op=op) for op in _NEIGHBOURS[node.op])
        case t.TableRow() if not isinstance(node.limit, t.QuotedText):
            yield from (replace(node, op=op) for op in _NEIGHBOURS[node.op])
        case t.Member() | t.Test():
            yield replace(node, out=not node.out)
        case t.Not():
            yield node.part
        case t.InPrinciple():
            yield node.part
        case t.Readings():
            yield from (rest[0] if len(rest) == 1 else replace(node, parts=rest) for rest in _without_one(node.parts))
        case t.All() | t.Any():
            yield t.Any(node.parts) if isinstance(node, t.All) else t.All(node.parts)
            yield from (rest[0] if len(rest) == 1 else replace(node, parts=rest) for rest in _without_one(node.parts))
        case t.Extreme():
            yield replace(node, op=_OTHER[node.op])
            yield from (rest[0] if len(rest) == 1 else replace(node, parts=rest) for rest in _without_one(node.parts))
        case t.Arithmetic():
            yield replace(node, op=_OTHER[node.op])
        case t.AmountCases():
            yield from (replace(node, cases=rest) for rest in _without_one(node.cases) if rest)
        case t.Between():
            yield from (node.least, node.most)
        case t.LookupTable() | t.Slices():
            yield from (replace(node, rows=rest) for rest in _without_one(node.rows) if rest)
        case t.Ref():
            yield from _narrowed(node)
        case t.Date():
            yield from (t.Date(node.value + timedelta(days=days)) for days in (1, -1))


def _without_one(items: tuple[t.Node, ...]) -> Iterator[Any]:
    """The items with each of them left out in turn."""
    return (items[:n] + items[n + 1 :] for n in range(len(items)))


def _narrowed(node: t.Ref) -> Iterator[t.Node]:
    """A name with one filter dropped, its window or years one more or less, or its day dropped."""
    yield from (replace(node, tests=rest) for rest in _without_one(node.tests))
    if node.within is not None:
        for step in (1, -1):
            yield replace(node, within=replace(node.within, value=node.within.value + step))
    for name in ("over", "each", "ago", "year"):
        said = getattr(node, name)
        if said:
            least = 0 if name == "ago" else 1
            yield from (replace(node, **{name: said + step}) for step in (1, -1) if said + step >= least)
    if node.by is not None:
        yield replace(node, by=None)


def _shifted(node: t.Number) -> Iterator[tuple[t.Node, ...]]:
    """A number a little greater and a little less.

    Years by a month, or where only years are counted by one; whole numbers by a hundredth and at least one, or where
    that is nothing, as between points that are all even, by a few times that; all others by a hundredth.
    """
    value, unit, steps = node.value, node.unit, [abs(node.value) / 100]
    if unit == "years":
        yield from ((t.Number(value * 12 + sign, "months"), t.Number(value + sign, "years")) for sign in (1, -1))
        return
    if unit == "months":
        steps = [Decimal(1)]
    elif not value:
        steps = [Decimal("0.1") if unit == "%" else Decimal(1)]
    elif unit in ("people", "days") and value == int(value):
        steps = [Decimal(max(1, round(steps[0])))]
    if unit == "" and value == int(value):
        least = max(1, round(abs(value) / 100))
        steps = [Decimal(least * times) for times in range(1, 6)]
    yield from (tuple(t.Number(_brief(value + sign * step), unit) for step in steps) for sign in (1, -1))


def _brief(value: Decimal) -> Decimal:
    """Without zeros behind the point."""
    return Decimal(int(value)) if value == int(value) else value.normalize()


# Editions: every small change of one.


def rules_of(standard: Standard, edition: Edition) -> Rules:
    """The rules of an edition, by their places."""
    raw = next(each for each in standard.source.data["edition"] if each["id"] == edition.id)
    found: Rules = {("define", name): read_rule(text) for name, text in raw.get("define", {}).items()}
    found |= {("counts", kind): read_rule("x" + text) for kind, text in raw.get("counts", {}).items()}
    found |= {("all", name): _rule(each) for name, each in raw.get("all", {}).items()}
    for tier in raw["tier"]:
        found |= {("tier", tier["id"], name): _rule(each) for name, each in tier.get("all", {}).items()}
        for branch, clauses in tier.get("any", {}).items():
            found |= {("tier", tier["id"], branch, name): _rule(each) for name, each in clauses.items()}
    return found


def _rule(said: str | Mapping[str, Any]) -> t.Node:
    return read_rule(said if isinstance(said, str) else said["rule"])


def changes(rules: Rules) -> Iterator[tuple[Change, ...]]:
    """Every small change of an edition, each with larger ones to be tried in its place."""
    for way, tree in rules.items():
        if way[0] in ("all", "tier"):
            yield (Change(way, write_rule(tree), DROPPED, {**rules, way: _NOTHING}),)
        for made in variants(tree):
            yield tuple(Change(way, _said(way, tree), _said(way, one), {**rules, way: one}) for one in made)
    for tier in dict.fromkeys(way[1] for way in rules if way[0] == "tier"):
        branches = _branches(rules, tier)
        for branch in branches:
            rest = {way: tree for way, tree in rules.items() if way[:3] != ("tier", tier, branch) or len(way) == 3}
            yield (Change(("tier", tier, branch), "the branch", DROPPED, rest),)
        if len(branches) > 1:
            yield (Change(("tier", tier), "any of its branches", "all of its branches", rules, tier),)


def _said(way: Way, tree: t.Node) -> str:
    """A rule as it stands in the file: what counts stands there without a name."""
    return write_rule(tree).removeprefix("x" if way[0] == "counts" else "") or "all"


def _branches(rules: Rules, tier: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(way[2] for way in rules if way[:2] == ("tier", tier) and len(way) == 4))


class Ladder:
    """An edition that can be bound anew with changed rules; what a change leaves alone is bound once."""

    def __init__(self, standard: Standard, edition: Edition) -> None:
        self.owner, self.edition, self.rules = standard.id, edition, rules_of(standard, edition)
        self.bound: dict[Way, b.Condition] = {}
        self.bound = self._clauses(self.rules)
        self.tiers = {tier.id: self._tier(tier.id, self.bound) for tier in edition.tiers}
        assert {name: plain(each) for name, each in self.tiers.items()} == {
            tier.id: plain(tier.condition) for tier in edition.tiers
        }, "the rules are put together otherwise than in the file's reader"

    @cached_property
    def mutants(self) -> list[Mutant]:
        """Every small change that can be bound and says something else than the original and all before it."""
        found: dict[Hashable, Mutant] = {}
        for tried in changes(self.rules):
            for change in tried:
                said, mutant = self._mutant(change)
                if said:
                    found.setdefault(said, mutant)
                    break
        return list(found.values())

    def _mutant(self, change: Change) -> tuple[frozenset[Hashable], Mutant]:
        """What a change says otherwise than the original (nothing, where it cannot be bound), and the mutant."""
        try:
            tiers = self.changed(change)
        except RuleError:
            tiers = {}
        forms = ((name, plain(condition)) for name, condition in tiers.items())
        return frozenset((name, form) for name, form in forms if form != plain(self.tiers[name])), Mutant(change, tiers)

    def changed(self, change: Change) -> dict[str, b.Condition]:
        """The tiers that a change concerns, bound anew."""
        bound = self._clauses(change.rules)
        touched = {way for way in self.bound if bound.get(way) is not self.bound[way]}
        common = any(way[0] == "all" for way in touched)
        names = [n for n in self.tiers if common or n == change.joined or any(way[1] == n for way in touched)]
        return {name: self._tier(name, bound, every=name == change.joined) for name in names}

    def _clauses(self, rules: Rules) -> dict[Way, b.Condition]:
        same = all(rules.get(way) is tree for way, tree in self.rules.items() if way[0] in ("define", "counts"))
        scope = self.scope(rules)
        return {
            way: self.bound[way] if same and self._alone(way, tree) else bind(tree, scope)
            for way, tree in rules.items()
            if way[0] in ("all", "tier")
        }

    def _alone(self, way: Way, tree: t.Node) -> bool:
        """Whether a rule is the original and speaks of no other tier."""
        return way in self.bound and self.rules[way] is tree and not _has_tier(tree)

    def scope(self, rules: Rules) -> RuleScope:
        edition = self.edition
        define = {way[1]: tree for way, tree in rules.items() if way[0] == "define"}
        filters = {way[1]: tree for way, tree in rules.items() if way[0] == "counts" and isinstance(tree, t.Ref)}
        counts = {"Valuation": OWN_WORTH, "Listed": QUOTED} | {
            name: Counted(wheres(tree.tests, KINDS[name]), months(tree.within) if tree.within else None)
            for name, tree in filters.items()
        }
        tiers = {tier.id: self._tree(rules, tier.id) for tier in edition.tiers}
        money = (edition.currency, edition.convention)
        return RuleScope(
            define, tiers, edition.matters, self.owner, counts, *money, edition.calendar,
            conventions=edition.conventions, either_age=edition.either_age, terms=edition.terms,
        )  # fmt: skip

    def _tree(self, rules: Rules, tier: str) -> t.Node:
        """A tier as one tree, for rules that name it."""
        own = [tree for way, tree in rules.items() if way[0] == "all" or (way[:2] == ("tier", tier) and len(way) == 3)]
        branches = [
            t.All(tuple(tree for way, tree in rules.items() if way[:3] == ("tier", tier, branch) and len(way) == 4))
            for branch in _branches(rules, tier)
        ]
        return t.All((*own, t.Any(tuple(branches)))) if branches else t.All(tuple(own))

    def _tier(self, name: str, bound: Mapping[Way, b.Condition], *, every: bool = False) -> b.Condition:
        own = [made for way, made in bound.items() if way[0] == "all" or (way[:2] == ("tier", name) and len(way) == 3)]
        branches: dict[str, list[b.Condition]] = {}
        for way, made in bound.items():
            if way[:2] == ("tier", name) and len(way) == 4:
                branches.setdefault(way[2], []).append(made)
        ways = tuple(b.BoundAll(tuple(parts)) for parts in branches.values())
        return b.BoundAll((*own, b.BoundAll(ways) if every else b.BoundAny(ways))) if ways else b.BoundAll(tuple(own))


def _has_tier(node: t.Node) -> bool:
    return isinstance(node, t.TierReference) or any(_has_tier(part) for part in child_nodes(node))


# Forms: two conditions of one form say the same, however they are written.


@cache
def plain(condition: b.Condition) -> Hashable:
    """What a condition says: no order, no repetition, no brackets in brackets, `> 2` of a count as `>= 3`."""
    match condition:
        case b.BoundAll() | b.BoundAny():
            sort = type(condition)
            forms: set[Hashable] = set()
            for form in map(plain, condition.parts):
                inner = isinstance(form, tuple) and form[0] is sort
                forms |= form[1] if inner else {form}
            if sort is b.BoundAny and (b.BoundAll, frozenset()) in forms:
                return b.BoundAll, frozenset()
            return next(iter(forms)) if len(forms) == 1 else (sort, frozenset(forms))
        case b.BoundKnown() | b.BoundInPrinciple():
            return type(condition), plain(condition.part)
        case b.BoundReadings():
            readings = frozenset(map(plain, condition.parts))
            return next(iter(readings)) if len(readings) == 1 else (b.BoundReadings, readings)
        case b.BoundNot(part=b.BoundNot() as inner):
            return plain(inner.part)
        case b.BoundNot(part=b.BoundCompare() as inner):
            contrary = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
            return plain(replace(inner, op=contrary[inner.op]))
        case b.BoundNot(part=b.BoundMember() as inner):
            return plain(replace(inner, out=not inner.out))
        case b.BoundNot():
            return b.BoundNot, plain(condition.part)
        case b.Flag():
            return b.Flag, _quantity(condition.of), condition.otherwise
        case b.BoundMember():
            return b.BoundMember, _quantity(condition.of), frozenset(condition.words), condition.out
        case b.BoundContains():
            return b.BoundContains, _quantity(condition.of), condition.word
        case b.BoundCompare():
            return _compared(condition)


def _compared(condition: b.BoundCompare) -> Hashable:
    left, op, right = condition.left, condition.op, condition.right
    if isinstance(left, b.Input) and left.type is b.Type.DAY and isinstance(right, b.Const | b.Moment):
        later = {">": 1, "<": -1}.get(op, 0)
        said = _quantity(right)
        assert isinstance(said, tuple)
        return b.BoundCompare, _quantity(left), op + "=" * bool(later), (*said[:-1], said[-1] + later)
    if isinstance(right, b.Const) and isinstance(right.value, Decimal):
        scored = _scored(left, op, right.value)
        if scored:
            return b.BoundCompare, scored
        return b.BoundCompare, _quantity(left), _limit(left, op, right.value), right.unit
    if op in ("<", "<="):
        return b.BoundCompare, _quantity(right), {"<": ">", "<=": ">="}[op], _quantity(left)
    return b.BoundCompare, _quantity(left), op, _quantity(right)


def _scored(of: b.Quantity, op: str, limit: Decimal) -> Hashable:
    """Of points added up by tables: the answer for each choice of a row of each table; empty for anything else."""
    tables: list[b.Lookup] = []
    scores = _scores(of, tables)
    if not tables or not scores:
        return None
    test = {">": gt, ">=": ge, "<": lt, "<=": le, "=": eq, "!=": ne}[op]
    return tuple(map(_asked, tables)), tuple(test(score, limit) for score in scores)


def _asked(table: b.Lookup) -> Hashable:
    """A table but for its results, of which the order alone matters."""
    results = [*(result for _, _, result in table.rows), table.otherwise]
    limits = tuple(limit if isinstance(limit, str) else _limit(table.of, op, limit) for op, limit, _ in table.rows)
    ends = results.index(min(results)), results.index(max(results))
    return _quantity(table.of), limits, ends, ascending(table)


def _scores(of: b.Quantity, tables: list[b.Lookup]) -> list[Decimal]:
    """Every value that tables, sums and the like can give, one for each choice of rows; none where other inputs are."""
    match of:
        case b.Const(value=Decimal() as value):
            return [value]
        case b.Lookup():
            tables.append(of)
            return [*(result for _, _, result in of.rows), of.otherwise]
        case b.BoundArithmetic() if of.op in _JOINED:
            left, right = _scores(of.left, tables), _scores(of.right, tables)
            return [_JOINED[of.op](x, y) for x in left for y in right]
        case b.BoundExtreme():
            pick = max if of.op == "max" else min
            return [pick(each) for each in product(*(_scores(part, tables) for part in of.parts))]
    return []


_JOINED = {"+": add, "-": sub, "*": mul}


def _limit(of: b.Quantity, op: str, value: Decimal) -> Hashable:
    """An operator and its limit; for what is counted in whole numbers, one that includes the limit."""
    if not isinstance(of, b.Input) or not _whole(of):
        return op, value
    steps = {">": (">=", floor(value) + 1), ">=": (">=", ceil(value)), "<": ("<=", ceil(value) - 1)}
    return {**steps, "<=": ("<=", floor(value))}.get(op, (op, value))


def _whole(of: b.Input) -> bool:
    """Whether an input is counted in whole numbers."""
    formula = of.low.of if isinstance(of.low, Side) else of.low
    if isinstance(formula, Sum):
        return formula.of.op is not Op.TOTAL
    if isinstance(formula, Reading) and formula.column != "valid":
        hint = get_type_hints(formula.kind).get(formula.column)
        return int in (hint, *get_args(hint))
    return isinstance(formula, Age | Elapsed)


def _quantity(of: b.Quantity) -> Hashable:
    match of:
        case b.Input():
            return of.low, of.high
        case b.Const():
            return (b.Moment, of.value, 0, 0) if isinstance(of.value, date) else (b.Const, of.value, of.type, of.unit)
        case b.Moment():
            return b.Moment, of.base, of.months, of.days
        case b.BoundArithmetic():
            return b.BoundArithmetic, _quantity(of.left), of.op, _quantity(of.right)
        case b.BoundExtreme():
            forms = frozenset(map(_quantity, of.parts))
            return next(iter(forms)) if len(forms) == 1 else (of.op, forms)
        case b.Lookup():
            return b.Lookup, _asked(of), tuple(result for _, _, result in of.rows), of.otherwise


# Running: who notices.


def mutated(standard: Standard) -> Found:
    """Every mutant of a standard put to its examples; one profile for each day of an edition computes what all need."""
    given = examples_of(standard)
    survivors: list[Survivor] = []
    count = failing = 0
    with book_of(given) as book:
        for edition in standard.editions:
            mine = [example for example in given if standard.edition(example.day) is edition]
            ladder = Ladder(standard, edition)
            wanted = [*ladder.tiers.values(), *(each for mutant in ladder.mutants for each in mutant.tiers.values())]
            inputs = needed(wanted)
            told: dict[int, Values] = {}
            for day in sorted({example.day for example in mine}):
                known = values(book.at(day), inputs)
                told |= {example.number: known[example.subject] for example in mine if example.day == day}
            sound = [example for example in mine if not _noticed(ladder.tiers, [example], told)]
            failing += len(mine) - len(sound)
            count += len(ladder.mutants)
            survivors += [
                Survivor(standard.id, place_of(edition, mutant.change.way), mutant.change.was, mutant.change.now)
                for mutant in ladder.mutants
                if not _noticed(mutant.tiers, sound, told)
            ]
    same = {(each.place, each.now) for each in EQUIVALENT if each.standard == standard.id}
    left = tuple(each for each in survivors if (each.place, each.now) not in same)
    unseen = same - {(each.place, each.now) for each in survivors}
    stale = tuple(Survivor(standard.id, place, "", now) for place, now in sorted(unseen))
    return Found(standard.id, count - (len(survivors) - len(left)), left, stale, failing)


def _noticed(tiers: Mapping[str, b.Condition], given: Iterable[StandardExample], told: Mapping[int, Values]) -> bool:
    """Whether any example comes out otherwise than it says."""
    return any(
        reply(tiers[example.tier], told[example.number], example.day).answer is not example.answer
        for example in given
        if example.tier in tiers
    )


def place_of(edition: Edition, way: Way) -> str:
    """Where a rule stands, as edition/tier/branch.clause, or as edition/all/clause and the like."""
    sort, name, *inner = way
    return "/".join([edition.id, name, *([".".join(inner)] if inner else [])] if sort == "tier" else [edition.id, *way])


def _short(was: str, now: str, most: int = 120) -> tuple[str, str]:
    """Both texts, or of long ones what differs and a little around it."""
    if max(len(was), len(now)) <= most:
        return was, now
    if now == DROPPED:
        return f"{was[:most]}…", now
    same = _alike(was, now)
    tail = _alike(was[same:][::-1], now[same:][::-1])

    def cut(text: str) -> str:
        start, stop = max(0, same - 30), min(len(text), len(text) - tail + 30)
        shown = text[start:stop]
        shown = shown if len(shown) <= most else f"{shown[: most // 2]} … {shown[-most // 2 :]}"
        return f"{'…' * (start > 0)}{shown}{'…' * (stop < len(text))}"

    return cut(was), cut(now)


def _alike(first: str, second: str) -> int:
    """With how many characters both begin."""
    return next(
        (n for n, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), min(len(first), len(second))
    )


def found_of(name: str) -> Found:
    """What came out for the standard of that id; an error where it cannot be read or run."""
    try:
        return mutated(library[name])
    except Exception as error:
        return Found(name, error=f"{type(error).__name__}: {error}")


def run(names: Sequence[str]) -> Iterator[Found]:
    """What came out for each, in order, by several processes: started anew, since the book's store survives no fork."""
    workers = min(os.cpu_count() or 1, len(names))
    if workers < 2:
        yield from map(found_of, names)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(found_of, names)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came out; 1 where the examples catch too few mutants or a standard cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m trials.mutation", description="Changes that no example notices.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="standards; all, if none is named")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same as JSON")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.ids if name not in library]
    if unknown:
        parser.error(f"there is no standard {', '.join(unknown)}")
    found = []
    for each in run(asked.ids or list(library)):
        found.append(each)
        print(line(each.standard, each.mutants, each.caught), end="")
        print(f"; {each.failing} examples come out otherwise and count for nothing" if each.failing else "", end="")
        print(f"; {each.error}" if each.error else "", flush=True)
        for listed in each.stale:
            print(f"  trials.equivalent names a change that does not pass unnoticed: {listed.place}: {listed.now}")
    print()
    for survivor in (survivor for each in found for survivor in each.survivors):
        print(survivor)
    mutants, caught = sum(each.mutants for each in found), sum(each.caught for each in found)
    print(line("\ntotal", mutants, caught))
    print(f"{len(EQUIVALENT)} more changes of the library say the same as the original: trials/equivalent.py")
    if asked.json:
        told = [{**asdict(each), "caught": each.caught} for each in found]
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(caught < WANTED * mutants or any(each.error or each.stale for each in found))


def line(name: str, mutants: int, caught: int) -> str:
    return f"{name}: {mutants} mutants, {caught} caught, {100 * caught / mutants if mutants else 0:.1f}%"


if __name__ == "__main__":
    sys.exit(main())
