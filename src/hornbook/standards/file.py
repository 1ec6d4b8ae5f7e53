"""A standard's file into a standard; an error names the line, the place and the nearest word."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from hornbook.book.money import Convention, convention
from hornbook.book.rates import convertible_currencies
from hornbook.document import Document, document
from hornbook.errors import HornbookError, StandardError, advice
from hornbook.indicators.algebra import Where
from hornbook.kinds import KINDS, Listed, Valuation
from hornbook.lang import bound, tree
from hornbook.lang.bind import bind, bind_amount, bind_quantity, check_definition
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import OWN_WORTH, Counted, Counts, indicator, months, wheres
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.lang.tree import child_nodes
from hornbook.names.known import QUOTATION_BOARDS
from hornbook.positions import Loc
from hornbook.standards.file_models import ClauseModel, ClauseModels, EditionModel, MoneyModel, StandardModel, TierModel
from hornbook.standards.shared_clauses import SHARED, with_shared_clauses
from hornbook.standards.standard import Branch, Cite, Clause, Edition, Standard, Tier
from hornbook.text import message

_T = TypeVar("_T")


QUOTED = Counted((Where("venue", (), QUOTATION_BOARDS, True),))
"""Which listings count where a document does not say: shares that are only quoted may be listed or not."""
_NAME = re.compile("[a-z][a-z0-9_]*")


def standard(path: Path) -> Standard:
    """Read a standard's file; StandardError points at what is wrong in it."""
    return standard_of(with_shared_clauses(document(path, StandardError)))


def standard_of(found: Document, *, bare: bool = False) -> Standard:
    """A document as a standard; `bare`: a tier may have no clause of its own."""
    said = found.check(StandardModel, found.data, ())
    cites = {cite.id: Cite(cite.id, cite.title, cite.url, cite.grade) for cite in said.cite}
    if len({edition.id for edition in said.edition}) < len(said.edition):
        raise found.error(("edition",), message("two editions have one id"))
    editions = [EditionReader(found, said.id, cites, n, bare=bare).edition(each) for n, each in enumerate(said.edition)]
    if sum(edition.since is None for edition in editions) > 1:
        raise found.error(("edition",), message("two editions have no day; only one can be answered for any day"))
    return Standard(
        said.id,
        said.name.text(),
        said.issuer.text(),
        ", ".join(said.jurisdiction),
        said.kind,
        said.document,
        said.status == "partial",
        said.confidence,
        tuple(note.text() for note in said.notes),
        tuple(cites.values()),
        tuple(sorted(editions, key=lambda edition: edition.since or date.min)),
        found,
    )


class _Place(NamedTuple):
    """Where a rule stands."""

    loc: Loc
    rule: str


class EditionReader:
    """Reads one edition of a document."""

    def __init__(
        self, found: Document, owner: str, cites: Mapping[str, Cite], position: int, *, bare: bool = False
    ) -> None:
        self.document, self.owner, self.cites, self.bare = found, owner, cites, bare
        self.loc: Loc = ("edition", position)

    def edition(self, said: EditionModel) -> Edition:
        cites = self.cited(said.cites, (*self.loc, "cites"))
        rules = self._conventions(said.money)
        ages = said.age
        if not ages or len(set(ages)) < len(ages):
            raise self.document.error((*self.loc, "age"), message("'age' names each way to count ages once"))
        if said.money.currency not in convertible_currencies():
            hint = advice(said.money.currency, convertible_currencies())
            raise self.document.error(
                (*self.loc, "money", "currency"),
                message("no currency is called '{currency}'", currency=said.money.currency),
                hint=hint,
            )
        scope = self.scope(said)
        tiers = self._tiers(said, scope, cites)
        return Edition(
            said.id,
            said.observed,
            said.valid_from,
            said.valid_to,
            cites,
            ages[0] == "calendar",
            said.money.currency,
            rules[0],
            rules,
            len(ages) > 1,
            scope.terms,
            said.money.stated,
            {name: text.text() for name, text in said.matter.items()},
            tiers,
            bind_quantity(tree.Ref("valuation"), scope, "USD"),
        )

    def scope(self, said: EditionModel) -> RuleScope:
        """The names that the rules of an edition may use, and how they are read."""
        rules = self._conventions(said.money)
        places = {name: _Place((*self.loc, "define", name), text) for name, text in said.define.items()}
        trees = {name: self._definition(said, name, place) for name, place in places.items()}
        tiers = {tier.id: self._tier_tree(said, tier, n) for n, tier in enumerate(said.tier)}
        matters = {name: text.text() for name, text in said.matter.items()}
        scope = RuleScope(
            trees, tiers, matters, self.owner, self._counts(said), said.money.currency, rules[0],
            said.age[0] == "calendar", conventions=rules, either_age=len(said.age) > 1, terms=self._terms(said),
        )  # fmt: skip
        for name, place in places.items():
            self._told(place, lambda name=name: check_definition(tree.Ref(name), scope))  # type: ignore[misc]
        return scope

    def _definition(self, said: EditionModel, name: str, place: _Place) -> tree.Node:
        """A definition, with every name in it known."""
        if not _NAME.fullmatch(name):
            raise self.document.error(
                place.loc, message("'{name}' is no name for a rule: small letters, digits and _", name=name)
            )
        root = self._tree(place)
        nodes = [root]
        while nodes:
            node = nodes.pop()
            nodes += child_nodes(node)
            if isinstance(node, tree.Ref) and node.name not in ("day", *said.define):
                self._told(place, lambda node=node: indicator(node))  # type: ignore[misc]
            if isinstance(node, tree.Judged) and node.matter not in said.matter:
                hint = advice(node.matter, said.matter)
                raise self.document.error(
                    place.loc, message("no matter is called '{matter}'", matter=node.matter), hint=hint
                )
        return root

    def _conventions(self, money: MoneyModel) -> tuple[Convention, ...]:
        loc = (*self.loc, "money", "convention")
        try:
            found = tuple(map(convention, money.convention))
        except HornbookError as error:
            raise self.document.error(loc, error.phrase) from None
        if not found or len(set(found)) < len(found):
            raise self.document.error(loc, message("'convention' names each way to convert amounts once"))
        if len(found) > 1 and money.stated:
            raise self.document.error(loc, message("a text that states how amounts are converted states one way"))
        return found

    def _terms(self, said: EditionModel) -> tuple[tuple[str, int], ...]:
        """How many months each status lasts."""
        found = {}
        for status, text in said.terms.items():
            node = self._tree(_Place((*self.loc, "terms", status), text))
            if not isinstance(node, tree.Number) or node.unit not in ("years", "months") or node.value <= 0:
                raise self.document.error(
                    (*self.loc, "terms", status), message("a term is a time, such as 3 years"), word=text
                )
            found[status] = months(node)
        return tuple(found.items())

    def _counts(self, said: EditionModel) -> Counts:
        found: Counts = {}
        for name, text in said.counts.items():
            loc = (*self.loc, "counts", name)
            if name not in KINDS:
                raise self.document.error(
                    loc, message("no kind is called '{name}'", name=name), hint=advice(name, KINDS)
                )
            node = self._tree(_Place(loc, "x" + text))
            if not isinstance(node, tree.Ref) or node != tree.Ref("x", node.tests, node.within):
                raise self.document.error(loc, message("what counts is a filter, such as [scope in {{'company'}}]"))
            found[name] = self._counted(_Place(loc, "x" + text), node, name)
        return {Valuation.__name__: OWN_WORTH, Listed.__name__: QUOTED, **found}

    def _counted(self, place: _Place, node: tree.Ref, kind: str) -> Counted:
        since = months(node.within) if node.within else None
        return Counted(self._told(place, lambda: wheres(node.tests, KINDS[kind])), since)

    def _tiers(self, said: EditionModel, scope: RuleScope, cites: tuple[Cite, ...]) -> tuple[Tier, ...]:
        found = []
        common = self._clauses(said.all, (*self.loc, "all"), scope, cites, "")
        for position, each in enumerate(said.tier):
            loc = (*self.loc, "tier", position)
            own = self._clauses(each.all, (*loc, "all"), scope, cites, "")
            branches = tuple(
                Branch(name, self._clauses(part, (*loc, "any", name), scope, cites, f"{name}."))
                for name, part in each.any.items()
            )
            clauses = (*common, *own)
            twice = {c.id for c in common} & {c.id for c in own}
            if twice:
                raise self.document.error(
                    (*loc, "all"), message("'{clause}' is also a clause of every tier", clause=min(twice))
                )
            if {clause.id for clause in clauses} <= SHARED and not branches and not self.bare:
                raise self.document.error(loc, message("the tier '{tier}' has no clause", tier=each.id))
            for branch in branches:
                if not branch.clauses:
                    raise self.document.error(
                        (*loc, "any"), message("the branch '{branch}' has no clause", branch=branch.id)
                    )
            found.append(Tier(each.id, each.name.text(), clauses, branches, _whole(clauses, branches)))
        if len({tier.id for tier in found}) < len(found):
            raise self.document.error(self.loc, message("two tiers have one id"))
        return tuple(found)

    def _clauses(
        self, said: ClauseModels, loc: Loc, scope: RuleScope, cites: tuple[Cite, ...], prefix: str
    ) -> tuple[Clause, ...]:
        return tuple(self._clause(prefix + name, each, (*loc, name), scope, cites) for name, each in said.items())

    def _clause(
        self, name: str, said: str | ClauseModel, loc: Loc, scope: RuleScope, cites: tuple[Cite, ...]
    ) -> Clause:
        clause = said if isinstance(said, ClauseModel) else ClauseModel(rule=said)
        place = _Place(loc, clause.rule)
        root = self._tree(place)
        condition = self._told(place, lambda: bind(root, scope))
        note = clause.note.text() if clause.note else None
        return Clause(name, clause.rule, root, condition, self.cited(clause.cites, loc) or cites, note)

    def _tier_tree(self, said: EditionModel, tier: TierModel, position: int) -> tree.Node:
        """A tier as a tree, for rules that name it."""
        loc = (*self.loc, "tier", position)
        common = [self._tree(_Place((*self.loc, "all", name), _rule(each))) for name, each in said.all.items()]
        own = [self._tree(_Place((*loc, "all", name), _rule(each))) for name, each in tier.all.items()]
        branches = [
            _joined([self._tree(_Place((*loc, "any", branch, name), _rule(each))) for name, each in part.items()])
            for branch, part in tier.any.items()
        ]
        any_of = [] if not branches else [branches[0] if len(branches) == 1 else tree.Any(tuple(branches))]
        return _joined([*common, *own, *any_of])

    def amount(self, text: str, loc: Loc, scope: RuleScope) -> tuple[tree.Node, bound.Quantity]:
        """An amount in the currency of the edition, as a tree and bound."""
        place = _Place(loc, text)
        root = self._tree(place)
        return root, self._told(place, lambda: bind_amount(root, scope, scope.currency))

    def _tree(self, place: _Place) -> tree.Node:
        return self._told(place, lambda: read_rule(place.rule))

    def _told(self, place: _Place, ask: Callable[[], _T]) -> _T:
        """The answer, or an error that points into the rule."""
        try:
            return ask()
        except RuleError as error:
            start, stop = error.at
            word = place.rule[start:stop].strip() or None
            raise self.document.error(
                place.loc, error.message, word=word, hint=error.hint, rule=place.rule, at=(start, stop)
            ) from None

    def cited(self, names: Iterable[str], loc: Loc) -> tuple[Cite, ...]:
        """The cites of those ids."""
        for name in names:
            if name not in self.cites:
                hint = advice(name, self.cites)
                raise self.document.error(loc, message("no cite is called '{name}'", name=name), word=name, hint=hint)
        return tuple(self.cites[name] for name in names)


def _rule(each: str | ClauseModel) -> str:
    return each.rule if isinstance(each, ClauseModel) else each


def _joined(nodes: list[tree.Node]) -> tree.Node:
    return nodes[0] if len(nodes) == 1 else tree.All(tuple(nodes))


def _whole(clauses: tuple[Clause, ...], branches: tuple[Branch, ...]) -> bound.Condition:
    parts = [clause.condition for clause in clauses]
    if branches:
        parts.append(
            bound.BoundAny(tuple(bound.BoundAll(tuple(c.condition for c in branch.clauses)) for branch in branches))
        )
    return bound.BoundAll(tuple(parts))
