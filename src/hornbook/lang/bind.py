"""A tree into a bound rule: names found, units checked, definitions put in their place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.book.money import SPOT, Coin, Rule, currencies
from hornbook.errors import advice
from hornbook.indicators.algebra import Indicator, Op, Reading, Sum, Unit, Where
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.spans import high, low
from hornbook.kinds import Acquired, Closed, Decision, Listed
from hornbook.lang import bound as b
from hornbook.lang import tree as t
from hornbook.lang.bound import Type
from hornbook.lang.narrow import Narrow, indicator, kinds_of, narrowed
from hornbook.lang.read import RuleError
from hornbook.lang.scope import FLIPPED, Scope, age_of, turned
from hornbook.lang.units import alike, bare, bounded_time, const, each_of, math, numbers, place_of
from hornbook.lang.write import write
from hornbook.text import listing, message

GRACE = 36
"""Months for which a source's word that a company has not listed, been bought or closed is relied on after its end."""

_EVENTS = (Listed, Acquired, Closed)

_TYPES = {
    Unit.TEXT: Type.TEXT,
    Unit.DAY: Type.DAY,
    Unit.USD: Type.MONEY,
    Unit.DAYS: Type.DAYS,
    Unit.YEARS: Type.AGE,
    Unit.PEOPLE: Type.PEOPLE,
    Unit.NUMBER: Type.NUMBER,
    Unit.RATIO: Type.SHARE,
    Unit.YES_NO: Type.YES_NO,
}


LARGEST_RULE = 5_000
"""Conditions, quantities and mentions of inputs in one rule, once its definitions are put in their place."""

_DEEPEST = 40
"""Definitions within definitions."""


def bind(node: t.Node, scope: Scope) -> b.Condition:
    """The bound rule; RuleError where a name is unknown, units clash, or definitions go round in a circle."""
    with _not_too_deep(node):
        return _Binder(scope, [0]).condition(node, ())


@contextmanager
def _not_too_deep(node: t.Node) -> Iterator[None]:
    """A rule whose definitions nest too deeply for one to follow is refused like any other mistake in it."""
    try:
        yield
    except RecursionError:
        raise RuleError(message("the rule and its definitions stand too deep within each other"), node.at) from None


def quantity(node: t.Ref, scope: Scope, currency: str) -> b.Input:
    """An indicator as a document counts it, amounts in the currency."""
    return _Binder(scope, [0]).input(node, indicator(node), currency)


def checked(node: t.Node, scope: Scope) -> None:
    """Refuse a definition that means nothing, whether or not a rule uses it."""
    binder = _Binder(scope, [0])
    path: tuple[str, ...] = ()
    while isinstance(node, t.Ref) and node.name in scope.define:
        name = node.name
        node, path = binder._found("", name, scope.define, node, path), (*path, name)
    with _not_too_deep(node):
        if isinstance(node, _CONDITIONS):
            binder.condition(node, path)
        else:
            binder._quantity(node, "", path)


_CONDITIONS = t.All | t.Any | t.Not | t.Compare | t.Member | t.Contains | t.Judged | t.Tier


@dataclass(frozen=True, slots=True)
class _Binder:
    scope: Scope
    size: list[int]
    """How large the rule has grown, in one number."""

    def condition(self, node: t.Node, path: tuple[str, ...]) -> b.Condition:
        """A node that is yes, no or unknown."""
        self._grown(node)
        match node:
            case t.All():
                return b.All(tuple(self.condition(part, path) for part in node.parts))
            case t.Any():
                return b.Any(tuple(self.condition(part, path) for part in node.parts))
            case t.Not():
                return b.Not(self.condition(node.part, path))
            case t.Compare():
                return self._compare(node, path)
            case t.Member():
                words = tuple(str(item) for item in node.words.items)
                return b.Member(self._text(node.left), words, node.out, write(node))
            case t.Contains():
                return b.Contains(self._text(node.left), node.word.value, write(node))
            case t.Judged():
                return self._judged(node)
            case t.Tier():
                return self._named("tier ", node.id, self.scope.tiers, node, path)
            case t.Ref() if node.name in self.scope.define:
                return self._named("", node.name, self.scope.define, node, path)
            case t.Ref():
                return self._event(node)
        raise RuleError(message("this is no condition: it is never yes or no"), node.at)

    def _named(
        self, sort: str, name: str, known: Mapping[str, t.Node], node: t.Node, path: tuple[str, ...]
    ) -> b.Condition:
        return self.condition(self._found(sort, name, known, node, path), (*path, sort + name))

    def _found(self, sort: str, name: str, known: Mapping[str, t.Node], node: t.Node, path: tuple[str, ...]) -> t.Node:
        if name not in known:
            raise RuleError(
                message("there is no {sort}'{name}'", sort=sort, name=name), node.at, hint=advice(name, known)
            )
        if sort + name in path:
            ring = " → ".join([*path[path.index(sort + name) :], sort + name])
            raise RuleError(
                message("'{name}' is defined by itself: {ring}", name=name, ring=ring),
                node.at,
                hint=message("Break the circle."),
            )
        if len(path) > _DEEPEST:
            raise RuleError(message("more than {most} definitions stand within each other", most=_DEEPEST), node.at)
        if isinstance(node, t.Ref) and node != t.Ref(name):
            raise RuleError(message("'{name}' is defined here and cannot be narrowed", name=name), node.at)
        return known[name]

    def _judged(self, node: t.Judged) -> b.Condition:
        if node.matter not in self.scope.matters:
            hint = advice(node.matter, self.scope.matters, message("Matters stand under `matter`."))
            raise RuleError(message("no matter is called '{matter}'", matter=node.matter), node.at, hint=hint)
        matter = f"{self.scope.owner}/{node.matter}"
        formula = Reading(Op.LATEST, Decision, "outcome", (Where("matter", (matter,)),), in_force=True)
        said = self.scope.matters[node.matter]
        made = b.Input(write(node), node.matter, Type.YES_NO, "", formula, formula, said, (Decision,), matter)
        return b.Flag(made, write(node))

    def _event(self, node: t.Ref) -> b.Condition:
        """A name alone: an event that has happened, a count of at least one, or what is yes or no by itself."""
        found = indicator(node)
        formula = found.formula
        if node.each:
            raise RuleError(message("'each of' stands on the left of a comparison, alone"), node.at)
        if found.unit is Unit.YES_NO:
            return b.Flag(self.input(node, found, ""), write(node))
        if isinstance(formula, Reading) and formula.kind in _EVENTS and formula.column == "valid":
            counted = Indicator(Sum(Reading(Op.COUNT, formula.kind), GRACE), Unit.NUMBER, found.about, found.name)
            return b.Compare(self.input(node, counted, ""), ">", b.Const(Decimal(0), Type.NUMBER), write(node))
        if isinstance(formula, Sum) and formula.of.op is not Op.TOTAL:
            return b.Compare(self.input(node, found, ""), ">", b.Const(Decimal(0), Type.NUMBER), write(node))
        raise RuleError(
            message("'{name}' is {type}, not yes or no", name=node.name, type=_TYPES[found.unit].says()),
            node.at,
            hint=message("Compare it with something, as in `age <= 10 years`."),
        )

    def _text(self, node: t.Node) -> b.Input:
        made = self._quantity(node, "", ())
        if not isinstance(made, b.Input) or made.type is not Type.TEXT:
            raise RuleError(
                message("only a text can be one of a set of words"),
                node.at,
                hint=message("For example: city in {{'北京'}}."),
            )
        return made

    def input(self, node: t.Ref, found: Indicator, currency: str) -> b.Input:
        """A name with its narrowings, as an indicator from below and from above."""
        convention = self.scope.convention
        money = found.unit is Unit.USD
        into = Coin(currency or self.scope.currency, None if convention == SPOT else convention)
        formula = narrowed(node, found.formula, Narrow(self.scope.counts, into))
        kind = Type.SHARE if found.unit is Unit.RATIO else _TYPES[found.unit]
        unit = into.currency if money else ""
        written, kinds = write(node), kinds_of(formula)
        return b.Input(written, node.name, kind, unit, low(formula), high(formula), found.about, kinds)

    def _compare(self, node: t.Compare, path: tuple[str, ...]) -> b.Condition:
        node = turned(node, self.scope)
        years = each_of(node.left)
        if years:
            assert isinstance(node.left, t.Ref)
            if node.left != t.Ref(node.left.name, node.left.tests, each=years):
                raise RuleError(message("'each of' goes with no other narrowing but a filter"), node.left.at)
            plain = [t.Ref(node.left.name, node.left.tests, ago=n or None, at=node.left.at) for n in range(years)]
            return b.All(tuple(self._compare(replace(node, left=ref), path) for ref in plain))
        if age_of(node.left, self.scope):
            return self._aged(node)
        if isinstance(node.left, t.Ref) and isinstance(node.right, t.Word):
            words = (node.right.value,)
            if node.op not in ("=", "!="):
                raise RuleError(
                    message("a text is only equal to another or not"), node.at, hint=message("Write = or !=.")
                )
            return b.Member(self._text(node.left), words, node.op == "!=", write(node))
        currency = self._currency(node)
        left, right = self._quantity(node.left, currency, path), self._quantity(node.right, currency, path)
        alike(left, right, node)
        self._grown(node, b.weight(left) + b.weight(right))
        return b.Compare(left, node.op, right, write(node))

    def _aged(self, node: t.Compare) -> b.Condition:
        """An age is compared by days: ten years last up to and on the tenth anniversary."""
        left, limit = node.left, node.right
        assert isinstance(left, t.Ref)
        if not isinstance(limit, t.Number) or limit.unit not in ("years", "months"):
            raise RuleError(
                message("an age is compared with a time"), limit.at, hint=message("For example: age <= 10 years.")
            )
        if limit.value != int(limit.value) or limit.value < 0:
            raise RuleError(message("an age is a whole number of years or months"), limit.at)
        if node.op in ("=", "!="):
            raise RuleError(message("an age is compared by <, <=, >= or >"), node.at)
        months = bounded_time(int(limit.value) * (12 if limit.unit == "years" else 1), limit)
        if self.scope.calendar or left.name == "age_calendar":
            if months % 12:
                raise RuleError(message("an age by calendar years is compared with years"), limit.at)
            years = self.input(left, indicators()["age_calendar"], "")
            return b.Compare(years, node.op, b.Const(Decimal(months // 12), Type.AGE), write(node), months)
        founded = self.input(t.Ref("founded", at=left.at), indicators()["founded"], "")
        op = FLIPPED[node.op]
        return b.Compare(founded, op, b.Moment(None, -months, whole=op in (">=", "<")), write(node), months)

    def _currency(self, node: t.Node) -> str:
        """The one currency in which a comparison is made."""
        said = sorted({n.unit for n in numbers(node) if len(n.unit) == 3})
        for unit in said:
            if unit not in currencies():
                raise RuleError(
                    message("no currency is called '{unit}'", unit=unit),
                    place_of(node, unit),
                    hint=advice(unit, currencies()),
                )
        if len(said) > 1:
            raise RuleError(
                message("a comparison in {currencies} at once", currencies=listing(said, "and")),
                node.at,
                hint=message("Write all its amounts in one currency."),
            )
        fixed = self.scope.convention
        if said and fixed.rule is Rule.FIXED and said[0] not in {"USD", *dict(fixed.per_usd)}:
            raise RuleError(
                message(
                    "the convention {convention} gives no rate for {currency}", convention=str(fixed), currency=said[0]
                ),
                place_of(node, said[0]),
            )
        return said[0] if said else ""

    def _grown(self, node: t.Node, weight: int = 1) -> None:
        """Refuse a rule that its definitions or its arithmetic make endless."""
        self.size[0] += weight
        if self.size[0] > LARGEST_RULE:
            raise RuleError(
                message(
                    "with its definitions and arithmetic the rule has more than {most:,} parts",
                    most=LARGEST_RULE,
                ),
                node.at,
            )

    def _quantity(self, node: t.Node, currency: str, path: tuple[str, ...]) -> b.Quantity:
        self._grown(node)
        match node:
            case t.Number():
                return const(node)
            case t.Date():
                return b.Moment(node.value)
            case t.Ref() if node.name in self.scope.define:
                inner = self._found("", node.name, self.scope.define, node, path)
                return self._quantity(inner, currency, (*path, node.name))
            case t.Ref(name="day") if node == t.Ref("day"):
                return b.Moment(None)
            case t.Ref():
                if node.each:
                    raise RuleError(message("'each of' stands on the left of a comparison, alone"), node.at)
                return self.input(node, indicator(node), currency)
            case t.Arithmetic():
                return math(node, self._quantity(node.left, currency, path), self._right(node, currency, path))
            case t.Extreme():
                parts = tuple(self._quantity(part, currency, path) for part in node.parts)
                for part in parts[1:]:
                    alike(parts[0], part, node)
                kind = next((part for part in parts if not bare(part)), parts[0])
                return b.Extreme(node.op, parts, kind.type, kind.unit)
            case t.Table():
                return self._lookup(node, currency, path)
        raise RuleError(message("this is no quantity: it cannot be compared or counted with"), node.at)

    def _right(self, node: t.Arithmetic, currency: str, path: tuple[str, ...]) -> b.Quantity | t.Number:
        if isinstance(node.right, t.Number) and node.right.unit in ("years", "months", "days"):
            return node.right
        return self._quantity(node.right, currency, path)

    def _lookup(self, node: t.Table, currency: str, path: tuple[str, ...]) -> b.Quantity:
        of = self._quantity(node.of, currency or self._currency(node), path)
        rows: list[tuple[str, Decimal | str, Decimal]] = []
        results = [self._result(row.result) for row in node.rows] + [self._result(node.otherwise)]
        for row, result in zip(node.rows, results, strict=False):
            assert isinstance(row, t.Row)
            if isinstance(row.limit, t.Word):
                if of.type is not Type.TEXT or row.op != "=":
                    raise RuleError(message("a table of {type} has no rows of text", type=of.type.says()), row.at)
                rows.append(("=", row.limit.value, result.value))
                continue
            limit = self._quantity(row.limit, currency, path)
            if not isinstance(limit, b.Const) or not isinstance(limit.value, Decimal):
                raise RuleError(message("a row of a table names a plain number"), row.at)
            alike(of, limit, row)
            rows.append((row.op, limit.value, result.value))
        units = {(result.type, result.unit) for result in results}
        if len(units) > 1:
            raise RuleError(message("the results of a table have one unit"), node.at)
        return b.Lookup(of, tuple(rows), results[-1].value, results[-1].type, results[-1].unit)

    def _result(self, node: t.Node) -> "_Result":
        if not isinstance(node, t.Number):
            raise RuleError(message("the result of a row is a plain number"), node.at)
        made = const(node)
        assert isinstance(made.value, Decimal)
        return _Result(made.value, made.type, made.unit)


@dataclass(frozen=True, slots=True)
class _Result:
    value: Decimal
    type: Type
    unit: str
