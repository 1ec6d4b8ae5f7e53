"""Whether the examples of a support hold its text fast: each rule, amount, cap and day changed in every small way.

`python -m trials.mutation_supports [ID…] [--json FILE]` lists the changes that no example notices; it fails under 95%.

The rules are changed as `trials.mutation` changes those of standards, amounts and caps in the same way; a cap is
dropped, `parts = "add"` and `"best"` are exchanged, an amount counts as something else, the standard of a part is
dropped, and the first and the last day of each time are moved by a day. A change is noticed where an example's answer,
amount or total comes out otherwise. Examples do not speak of pools, windows, instalments or stacking, so those are
not changed.
"""

import argparse
import json
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from hornbook.lang import bound as b
from hornbook.lang import tree as t
from hornbook.lang.answer import Values, reply
from hornbook.lang.bind import bind_amount
from hornbook.lang.mistake import RuleError
from hornbook.lang.tree import child_nodes
from hornbook.lang.write import write_rule
from hornbook.standards.ask import Rule
from hornbook.standards.examples import book_of
from hornbook.standards.judge import needed, values
from hornbook.support.examples import SupportExample, support_examples
from hornbook.support.extremes import Claim, PartClaim, extremes
from hornbook.support.library import supports
from hornbook.support.support import AwardText, Part, Support, SupportEdition, TermSpan
from hornbook.support.terms import SupportTerms
from hornbook.terms import Day
from trials.equivalent import EQUIVALENT_SUPPORTS
from trials.mutation import DROPPED, Change, Found, Ladder, Survivor, changes, line, place_of, plain, variants

WANTED_OF_SUPPORTS = 0.95
"""The share of mutants that the examples of the supports must catch."""

_UNCHANGED = Change((), "", "", {})


@dataclass(frozen=True, slots=True)
class PartTerms:
    """What one part says: its own conditions, its award with caps, and what the amount counts as."""

    condition: b.Condition
    award: b.Quantity | None
    caps: tuple[b.Quantity, ...]
    counts: str
    named: bool = True
    """Whether the standard that it names is asked too."""

    @property
    def form(self) -> Hashable:
        """What it says, however it is written."""
        return plain(self.condition), _floor(self.award), frozenset(map(_floor, self.caps)), self.counts, self.named


def _floor(of: b.Quantity | None) -> b.Quantity | None:
    """An amount without its outermost floor of nothing: no award is below zero."""
    match of:
        case b.BoundExtreme(op="max", parts=(b.Const(value=value), inner)) if value == 0:
            return _floor(inner)
        case b.BoundArithmetic(left=b.Const() as rate, op="*", right=right):
            inner = _floor(right)
            assert inner is not None
            return replace(of, left=rate, right=inner)
        case b.BoundBetween(least=b.Const(value=value), most=most) if value == 0:
            inner = _floor(most)
            assert inner is not None
            return replace(of, most=inner)
    return of


def _negative(node: t.Node) -> bool:
    return any(_negative(part) for part in child_nodes(node)) or (isinstance(node, t.Number) and node.value < 0)


@dataclass(frozen=True, slots=True)
class SupportMutant:
    """A support with one small change."""

    place: str
    was: str
    now: str
    support: Support
    """With other times, where those are changed."""
    edition: str
    parts: Mapping[str, PartTerms] = field(default_factory=dict)
    """The parts of the edition that are changed."""
    adds: bool | None = None


class _Edition:
    """An edition whose parts can be bound anew."""

    def __init__(self, support: Support, edition: SupportEdition) -> None:
        self.support, self.edition = support, edition
        self.ladder = Ladder(support.standard, edition.rules)
        self.parts = {part.id: self.part(part, {}, self.ladder.rules) for part in edition.parts}

    def part(self, part: Part, tiers: Mapping[str, b.Condition], rules: Mapping[tuple[str, ...], t.Node]) -> PartTerms:
        """A part by changed rules."""
        amounts = [each.award.tree for each in part.caps]
        caps = tuple(self.amount(tree, rules) for tree in amounts)
        award = self.amount(part.award.tree, rules) if part.award else None
        return PartTerms(tiers.get(part.id, self.ladder.tiers[part.id]), award, caps, part.counts)

    def amount(self, tree: t.Node, rules: Mapping[tuple[str, ...], t.Node]) -> b.Quantity:
        """An amount as a tree, bound; RuleError where it means nothing."""
        return bind_amount(tree, self.ladder.scope(dict(rules)), self.edition.currency)

    def mutants(self) -> list[SupportMutant]:
        """Every small change that can be bound and says something else than the original and all before it."""
        found: dict[Hashable, SupportMutant] = {}
        for tried in (*self._rules(), *self._amounts(), *self._kinds()):
            for mutant in tried:
                said = frozenset((n, p.form) for n, p in mutant.parts.items() if p.form != self.parts[n].form)
                if said or mutant.adds is not None:
                    found.setdefault((said, mutant.adds), mutant)
                    break
        return list(found.values())

    def _made(self, place: str, was: str, now: str, parts: Mapping[str, PartTerms]) -> SupportMutant:
        return SupportMutant(f"{self.edition.id}/{place}", was, now, self.support, self.edition.id, parts)

    def _rules(self) -> Iterator[Iterable[SupportMutant]]:
        for tried in changes(self.ladder.rules):
            yield [mutant for change in tried if (mutant := self._rule(change))]

    def _rule(self, change: Change) -> SupportMutant | None:
        """A changed condition, definition or count; a definition changes amounts too."""
        try:
            tiers = self.ladder.changed(change)
            if change.way[0] in ("define", "counts"):
                parts = {part.id: self.part(part, tiers, change.rules) for part in self.edition.parts}
            else:
                parts = {name: replace(self.parts[name], condition=condition) for name, condition in tiers.items()}
        except RuleError:
            return None
        place = place_of(self.edition.rules, change.way).removeprefix(f"{self.edition.id}/")
        return self._made(place, change.was, change.now, parts)

    def _amounts(self) -> Iterator[list[SupportMutant]]:
        for part in self.edition.parts:
            own = self.parts[part.id]
            if part.award:
                for trees in variants(part.award.tree):
                    made = [(now, replace(own, award=award)) for now, award in self._bound(trees)]
                    yield self._each(part, "amount", part.award, made)
            for n, cap in enumerate(part.caps):
                rest = own.caps[:n] + own.caps[n + 1 :]
                yield self._each(part, f"cap.{cap.per}", cap.award, [(DROPPED, replace(own, caps=rest))])
                for trees in variants(cap.award.tree):
                    made = [(now, replace(own, caps=(*rest, limit))) for now, limit in self._bound(trees)]
                    yield self._each(part, f"cap.{cap.per}", cap.award, made)

    def _bound(self, trees: Iterable[t.Node]) -> list[tuple[str, b.Quantity]]:
        """The trees that are amounts, as written and bound. An amount below zero is none, and counts as nothing."""
        found = []
        for tree in trees:
            with suppress(RuleError):
                quantity = self.amount(tree, self.ladder.rules)
                if not _negative(tree):
                    found.append((write_rule(tree), quantity))
        return found

    def _each(self, part: Part, key: str, was: AwardText, made: list[tuple[str, PartTerms]]) -> list[SupportMutant]:
        return [self._made(f"{part.id}/{key}", was.written, now, {part.id: terms}) for now, terms in made]

    def _kinds(self) -> Iterator[list[SupportMutant]]:
        """What the amounts count as, whether parts add up, and the standards that parts name."""
        for part in self.edition.parts:
            own = self.parts[part.id]
            if part.award:
                other = "loan" if part.counts == "money" else "money"
                yield [self._made(f"{part.id}/counts", part.counts, other, {part.id: replace(own, counts=other)})]
            if part.standard:
                dropped = {part.id: replace(own, named=False)}
                yield [self._made(f"{part.id}/standard", part.standard, DROPPED, dropped)]
        if sum(part.counts == "money" and part.award is not None for part in self.edition.parts) > 1:
            words = ("add", "best") if self.edition.adds else ("best", "add")
            yield [replace(self._made("parts", *words, {}), adds=not self.edition.adds)]


def moved_times(of: Support) -> Iterator[SupportMutant]:
    """The first and the last day of each time a day earlier and later, where that makes a difference."""
    for position, edition in enumerate(of.editions):
        for n, span in enumerate(edition.valid):
            for end in ("first", "last"):
                day: Day | None = getattr(span, end)
                for step in (1, -1) if day else ():
                    assert day is not None
                    moved = day + timedelta(days=step)
                    spans = (*edition.valid[:n], replace(span, **{end: moved}), *edition.valid[n + 1 :])
                    made = _with_times(of, position, spans)
                    if any(_force(of, each) != _force(made, each) for each in (day, moved)):
                        place = f"{edition.id}/valid/{n + 1}.{end}"
                        yield SupportMutant(place, str(day), str(moved), made, edition.id)


def _with_times(of: Support, position: int, spans: tuple[TermSpan, ...]) -> Support:
    editions = list(of.editions)
    editions[position] = replace(editions[position], valid=spans)
    return replace(of, editions=tuple(editions))


def _force(of: Support, day: Day) -> tuple[str, bool]:
    """The terms of a day, and whether they are out of force."""
    edition = of.edition(day)
    return edition.id, edition.in_force(day) is False


class _Told(NamedTuple):
    """What the examples say of every input that a mutant reads."""

    values: dict[int, Values]
    named: dict[tuple[Day, str, str], b.Condition]
    """The condition of the standard that a part of an edition names, on a day."""


class _Trial:
    """A support's examples, put to it and to its mutants."""

    def __init__(self, of: Support) -> None:
        self.of, self.given = of, support_examples(of)
        self.editions = {edition.id: _Edition(of, edition) for edition in of.editions}
        self.mutants = [each for edition in self.editions.values() for each in edition.mutants()] + [*moved_times(of)]
        self.original = SupportMutant("", "", "", of, "")

    def found(self) -> Found:
        """How many changes an example notices, and which pass."""
        told = self._told()
        sound = [each for each in self.given if not self._notices(self.original, each, told)]
        left = [each for each in self.mutants if not any(self._notices(each, example, told) for example in sound)]
        same = {(each.place, each.now) for each in EQUIVALENT_SUPPORTS if each.standard == self.of.id}
        survivors = tuple(
            Survivor(self.of.id, each.place, each.was, each.now) for each in left if (each.place, each.now) not in same
        )
        unseen = same - {(each.place, each.now) for each in left}
        stale = tuple(Survivor(self.of.id, place, "", now) for place, now in sorted(unseen))
        mutants = len(self.mutants) - (len(left) - len(survivors))
        return Found(self.of.id, mutants, survivors, stale, len(self.given) - len(sound))

    def _told(self) -> _Told:
        named = {
            (day, edition.id, part): rule.tier.condition
            for day in {each.example.day for each in self.given}
            for edition in self.of.editions
            for part, rule in _named(self.of, edition, day).items()
        }
        every = [each for edition in self.editions.values() for each in edition.parts.values()]
        every += [part for mutant in self.mutants for part in mutant.parts.values()]
        conditions = dict.fromkeys([*(each.condition for each in every), *named.values()])
        inputs = {(of.low, of.high): of for of in needed(conditions)}
        quantities = dict.fromkeys(q for each in every for q in (each.award, *each.caps) if q is not None)
        inputs |= {(of.low, of.high): of for q in quantities for of in b.inputs_of(q)}
        told: dict[int, Values] = {}
        with book_of(each.example for each in self.given) as book:
            for day in sorted({each.example.day for each in self.given}):
                mine = [each.example for each in self.given if each.example.day == day]
                known = values(book.at(day), tuple(inputs.values()))
                told |= {each.number: known[each.subject] for each in mine}
        return _Told(told, named)

    def _notices(self, mutant: SupportMutant, wanted: SupportExample, told: _Told) -> bool:
        """Whether an example comes out otherwise than it says."""
        example = wanted.example
        edition = mutant.support.edition(example.day)
        if edition.is_unwritten(example.day):
            return False  # the terms of that day are not written, so no change of these is seen
        parts = dict(self.editions[edition.id].parts)
        changed = mutant.parts if edition.id == mutant.edition else {}
        if mutant.parts and not (wanted.total or example.tier in changed):
            return False  # it does not speak of what is changed
        parts |= changed
        if example.tier not in parts:
            return True
        known = told.values[example.number]
        out = edition.in_force(example.day) is False
        claims = {name: _claim(part, told.named.get((example.day, edition.id, name))) for name, part in parts.items()}
        own = claims[example.tier]
        answer = False if out else reply(own.condition, known, example.day).answer
        if answer is not example.answer:
            return True
        if wanted.amount and own.award is not None:
            one = Claim((own,), True, known, example.day)
            if _ends(one, out=out) != wanted.amount:
                return True
        if not wanted.total:
            return False
        adds = edition.adds if mutant.adds is None or edition.id != mutant.edition else mutant.adds
        paying = tuple(claims[name] for name, part in parts.items() if part.counts == "money" and part.award)
        nothing = (0, 0)
        return (_ends(Claim(paying, adds, known, example.day), out=out) if paying else nothing) != wanted.total


def _named(of: Support, edition: SupportEdition, day: Day) -> dict[str, Rule]:
    return SupportTerms(replace(of, editions=(edition,)), day).rules


def _claim(part: PartTerms, named: b.Condition | None) -> PartClaim:
    both = part.condition if named is None or not part.named else b.BoundAll((part.condition, named))
    return PartClaim(both, part.award, part.caps)


def _ends(claim: Claim, *, out: bool) -> tuple[int, int | None]:
    if out:
        return 0, 0
    found = extremes(claim)
    return found.least, found.most


def mutated_support(of: Support) -> Found:
    """Every mutant of a support put to its examples; one profile for each of their days computes what all need."""
    return _Trial(of).found()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what came out; 1 where the examples catch too few mutants or a support cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m trials.mutation_supports", description="Changes unnoticed.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="supports; all, if none is named")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the same as JSON")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.ids if name not in supports]
    if unknown:
        parser.error(f"there is no support {', '.join(unknown)}")
    found = []
    for name in asked.ids or list(supports):
        try:
            found.append(mutated_support(supports[name]))
        except Exception as error:
            found.append(Found(name, error=f"{type(error).__name__}: {error}"))
        each = found[-1]
        print(line(name, each.mutants, each.caught), end="")
        print(f"; {each.failing} examples come out otherwise and count for nothing" if each.failing else "", end="")
        print(f"; {each.error}" if each.error else "", flush=True)
        for listed in each.stale:
            print(f"  trials.equivalent names a change that does not pass unnoticed: {listed.place}: {listed.now}")
    print()
    for survivor in (survivor for each in found for survivor in each.survivors):
        print(survivor)
    mutants, caught = sum(each.mutants for each in found), sum(each.caught for each in found)
    print(line("\ntotal", mutants, caught))
    if asked.json:
        told = [{**asdict(each), "caught": each.caught} for each in found]
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(caught < WANTED_OF_SUPPORTS * mutants or any(each.error or each.stale for each in found))


if __name__ == "__main__":
    sys.exit(main())
