"""A tree into a bound rule: names found, units checked, definitions put in their place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.book.money import SPOT, MoneyColumn
from hornbook.errors import advice
from hornbook.indicators.algebra import Indicator, Op, Reading, Unit, Where
from hornbook.indicators.spans import high, low
from hornbook.indicators.sums import Sum
from hornbook.kinds import Acquired, Closed, Decision, Listed
from hornbook.lang import bound, tree
from hornbook.lang.ages import aged
from hornbook.lang.among import among_words
from hornbook.lang.award import amount_in, bind_award
from hornbook.lang.bound import Type
from hornbook.lang.lookup import bind_lookup
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import Narrow, indicator, kinds_of, narrowed
from hornbook.lang.readings import under_readings
from hornbook.lang.scope import RuleScope, age_of, resolve, turned
from hornbook.lang.size import levels, weight
from hornbook.lang.units import alike, const, each_of, is_bare_number, math, one_currency
from hornbook.lang.write import write_rule
from hornbook.text import message

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


def bind(node: tree.Node, scope: RuleScope) -> bound.Condition:
    """The bound rule; RuleError where a name is unknown, units clash, or definitions go round in a circle.

    Where the scope has several readings, each clause is bound under those that make a difference to it.
    """
    with _not_too_deep(node):
        found = under_readings(lambda one: _Binder(one, [0]).condition(node, ()), scope)
        if levels(found) > tree.DEEPEST_TREE:
            raise RecursionError
        return found


@contextmanager
def _not_too_deep(node: tree.Node) -> Iterator[None]:
    """A rule whose definitions nest too deeply for one to follow is refused like any other mistake in it."""
    try:
        yield
    except RecursionError:
        raise RuleError(message("the rule and its definitions stand too deep within each other"), node.at) from None


def bind_quantity(node: tree.Ref, scope: RuleScope, currency: str) -> bound.Input:
    """An indicator as a document counts it, amounts in the currency."""
    return _Binder(scope, [0]).input(node, indicator(node), currency)


def bind_amount(node: tree.Node, scope: RuleScope, currency: str) -> bound.Quantity:
    """An amount in the currency, as a support's award states it; RuleError where it is none."""
    with _not_too_deep(node):
        made = _Binder(replace(scope, award=True), [0])._quantity(node, currency, ())
        return amount_in(made, currency, node)


def check_definition(node: tree.Node, scope: RuleScope) -> None:
    """Refuse a definition that means nothing, whether or not a rule uses it."""
    binder = _Binder(scope, [0])
    path: tuple[str, ...] = ()
    while isinstance(node, tree.Ref) and (name := node.name) in scope.define:
        node, path = resolve("", name, scope.define, node, path), (*path, name)
    with _not_too_deep(node):
        if isinstance(node, _CONDITIONS):
            binder.condition(node, path)
        else:
            binder._quantity(node, "", path)


_CONDITIONS = (
    tree.All
    | tree.Any
    | tree.Not
    | tree.Compare
    | tree.Member
    | tree.Contains
    | tree.Judged
    | tree.TierReference
    | tree.Known
    | tree.InPrinciple
    | tree.Readings
)


@dataclass(frozen=True, slots=True)
class _Binder:
    scope: RuleScope
    size: list[int]
    """How large the rule has grown, in one number."""

    def condition(self, node: tree.Node, path: tuple[str, ...]) -> bound.Condition:
        """A node that is yes, no or unknown."""
        self._grown(node)
        match node:
            case tree.All():
                return bound.BoundAll(tuple(self.condition(part, path) for part in node.parts))
            case tree.Any():
                return bound.BoundAny(tuple(self.condition(part, path) for part in node.parts))
            case tree.Not():
                return bound.BoundNot(self.condition(node.part, path))
            case tree.Known():
                return bound.BoundKnown(self.condition(node.part, path))
            case tree.InPrinciple():
                return bound.BoundInPrinciple(self.condition(node.part, path))
            case tree.Readings():
                parts = tuple(self.condition(part, path) for part in node.parts)
                return bound.BoundReadings(tuple(map(write_rule, node.parts)), parts)
            case tree.Compare():
                return self._compare(node, path)
            case tree.Member():
                words = tuple(map(str, node.words.items))
                return bound.BoundMember(among_words(self._text(node.left), words), words, node.out, write_rule(node))
            case tree.Contains():
                return bound.BoundContains(self._text(node.left), node.word.value, write_rule(node))
            case tree.Judged():
                return self._judged(node)
            case tree.TierReference():
                return self._named("tier ", node.id, self.scope.tiers, node, path)
            case tree.Ref() if node.name in self.scope.define:
                return self._named("", node.name, self.scope.define, node, path)
            case tree.Ref():
                return self._event(node)
        raise RuleError(message("this is no condition: it is never yes or no"), node.at)

    def _named(
        self, sort: str, name: str, known: Mapping[str, tree.Node], node: tree.Node, path: tuple[str, ...]
    ) -> bound.Condition:
        return self.condition(resolve(sort, name, known, node, path), (*path, sort + name))

    def _judged(self, node: tree.Judged) -> bound.Condition:
        if node.matter not in self.scope.matters:
            hint = advice(node.matter, self.scope.matters, message("Matters stand under `matter`."))
            raise RuleError(message("no matter is called '{matter}'", matter=node.matter), node.at, hint=hint)
        matter = f"{self.scope.owner}/{node.matter}"
        formula = Reading(Op.LATEST, Decision, "outcome", (Where("matter", (matter,)),), in_force=True)
        said = self.scope.matters[node.matter]
        made = bound.Input(write_rule(node), node.matter, Type.YES_NO, "", formula, formula, said, (Decision,), matter)
        return bound.Flag(made, write_rule(node))

    def _event(self, node: tree.Ref) -> bound.Condition:
        """A name alone: an event that has happened, a count of at least one, or what is yes or no by itself."""
        found = indicator(node)
        formula = found.formula
        if node.each:
            raise RuleError(message("'each of' stands on the left of a comparison, alone"), node.at)
        if found.unit is Unit.YES_NO:
            return bound.Flag(self.input(node, found, ""), write_rule(node))
        if isinstance(formula, Reading) and formula.kind in _EVENTS and formula.column == "valid":
            counted = Indicator(
                Sum(Reading(Op.COUNT, formula.kind, in_force=True), GRACE), Unit.NUMBER, found.about, found.name
            )
            return bound.BoundCompare(
                self.input(node, counted, ""), ">", bound.Const(Decimal(0), Type.NUMBER), write_rule(node)
            )
        if isinstance(formula, Sum) and formula.of.op is not Op.TOTAL:
            return bound.BoundCompare(
                self.input(node, found, ""), ">", bound.Const(Decimal(0), Type.NUMBER), write_rule(node)
            )
        raise RuleError(
            message("'{name}' is {type}, not yes or no", name=node.name, type=_TYPES[found.unit].says()),
            node.at,
            hint=message("Compare it with something, as in `age <= 10 years`."),
        )

    def _text(self, node: tree.Node) -> bound.Input:
        made = self._quantity(node, "", ())
        if not isinstance(made, bound.Input) or made.type is not Type.TEXT:
            raise RuleError(
                message("only a text can be one of a set of words"),
                node.at,
                hint=message("For example: city in {{'北京'}}."),
            )
        return made

    def input(self, node: tree.Ref, found: Indicator, currency: str) -> bound.Input:
        """A name with its narrowings, as an indicator from below and from above."""
        convention = self.scope.convention
        money = found.unit is Unit.USD
        own = None if convention == SPOT else convention
        into = MoneyColumn(currency or self.scope.currency, own, perhaps=self.scope.perhaps and own is not None)
        formula = narrowed(node, found.formula, Narrow(self.scope.counts, into, self.scope.terms))
        kind = Type.SHARE if found.unit is Unit.RATIO else _TYPES[found.unit]
        unit = into.currency if money else ""
        written, kinds = write_rule(node), kinds_of(formula)
        return bound.Input(written, node.name, kind, unit, low(formula), high(formula), found.about, kinds)

    def _compare(self, node: tree.Compare, path: tuple[str, ...]) -> bound.Condition:
        node = turned(node, self.scope)
        years = each_of(node.left)
        if years:
            assert isinstance(node.left, tree.Ref)
            if node.left != tree.Ref(node.left.name, node.left.tests, each=years):
                raise RuleError(message("'each of' goes with no other narrowing but a filter"), node.left.at)
            plain = [tree.Ref(node.left.name, node.left.tests, ago=n or None, at=node.left.at) for n in range(years)]
            return bound.BoundAll(tuple(self._compare(replace(node, left=ref), path) for ref in plain))
        if age_of(node.left, self.scope):
            return aged(node, self.scope.calendar, self.input)
        if isinstance(node.left, tree.Ref) and isinstance(node.right, tree.QuotedText):
            if node.op not in ("=", "!="):
                raise RuleError(
                    message("a text is only equal to another or not"), node.at, hint=message("Write = or !=.")
                )
            words = (node.right.value,)
            of = among_words(self._text(node.left), words)
            return bound.BoundMember(of, words, node.op == "!=", write_rule(node))
        currency = one_currency(node, self.scope.convention)
        left, right = self._quantity(node.left, currency, path), self._quantity(node.right, currency, path)
        alike(left, right, node)
        self._grown(node, weight(left) + weight(right))
        return bound.BoundCompare(left, node.op, right, write_rule(node))

    def _grown(self, node: tree.Node, weight: int = 1) -> None:
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

    def _quantity(self, node: tree.Node, currency: str, path: tuple[str, ...]) -> bound.Quantity:
        self._grown(node)
        match node:
            case tree.Number():
                return const(node)
            case tree.Date():
                return bound.Moment(node.value)
            case tree.Ref() if node.name in self.scope.define:
                inner = resolve("", node.name, self.scope.define, node, path)
                return self._quantity(inner, currency, (*path, node.name))
            case tree.Ref(name="day") if node == tree.Ref("day"):
                return bound.Moment(None)
            case tree.Ref():
                if node.each:
                    raise RuleError(message("'each of' stands on the left of a comparison, alone"), node.at)
                return self.input(node, indicator(node), currency)
            case tree.Arithmetic():
                return math(node, self._quantity(node.left, currency, path), self._right(node, currency, path))
            case tree.Extreme():
                parts = tuple(self._quantity(part, currency, path) for part in node.parts)
                for part in parts[1:]:
                    alike(parts[0], part, node)
                kind = next((part for part in parts if not is_bare_number(part)), parts[0])
                return bound.BoundExtreme(node.op, parts, kind.type, kind.unit)
            case tree.LookupTable():
                own = currency or one_currency(node, self.scope.convention)
                return bind_lookup(
                    node, self._quantity(node.of, own, path), lambda part: self._quantity(part, currency, path)
                )
            case tree.Slices() | tree.AmountCases() | tree.Between():
                return self._award(node, currency, path)
        raise RuleError(message("this is no quantity: it cannot be compared or counted with"), node.at)

    def _award(self, node: tree.Node, currency: str, path: tuple[str, ...]) -> bound.Quantity:
        return bind_award(
            node,
            self.scope,
            lambda part: self._quantity(part, currency, path),
            lambda part: replace(self, scope=replace(self.scope, award=False)).condition(part, path),
        )

    def _right(self, node: tree.Arithmetic, currency: str, path: tuple[str, ...]) -> bound.Quantity | tree.Number:
        if isinstance(node.right, tree.Number) and node.right.unit in ("years", "months", "days"):
            return node.right
        return self._quantity(node.right, currency, path)
