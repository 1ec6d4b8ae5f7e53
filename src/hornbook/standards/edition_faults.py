"""What is wrong with a standard that can be read: its days, its citations, its words, and tiers that nobody reaches."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hornbook.book.words import SORTS, Sort
from hornbook.document import Document
from hornbook.errors import FileFault
from hornbook.indicators.algebra import Among, Formula
from hornbook.indicators.located import Located
from hornbook.kinds import Registered
from hornbook.lang import tree
from hornbook.lang.bound import inputs_of
from hornbook.lang.read import read_rule
from hornbook.positions import Loc
from hornbook.standards.file_models import EditionModel, StandardModel
from hornbook.standards.limits import Names, contradiction, implies
from hornbook.standards.repair import NEUTRAL, rule_text, value_at
from hornbook.standards.standard import Clause, Edition, Standard, Tier
from hornbook.text import message


def edition_faults(of: Standard, found: Document, *, ladder: bool = True, dated: bool = True) -> Iterator[FileFault]:
    """Faults beyond the form of the file; `found` is the document that was read, `of` what it holds.

    `ladder`: the tiers climb, so that one that nobody ends at is a fault. `dated`: an edition without a day is one too.
    """
    said = found.check(StandardModel, found.data, ())
    for n, cite in enumerate(said.cite):
        if cite.grade is None:
            hint = message('Write grade = "issuer" for the issuer\'s own text, or copy, press or weak.')
            yield found.fault(("cite", n), message("the citation '{id}' has no grade", id=cite.id), hint=hint)
    yield from _days(said.edition, found, dated=dated)
    editions = {edition.id: edition for edition in of.editions}
    for n, edition in enumerate(said.edition):
        names = _names(found.data["edition"][n])
        places = {tier.id: m for m, tier in enumerate(edition.tier)}
        for tier in editions[edition.id].tiers:
            yield from _impossible(tier, ("edition", n, "tier", places[tier.id]), names, found)
        if ladder:
            yield from _hidden(editions[edition.id], n, names, found)
        yield from _unknown_words(editions[edition.id], n, found)


# ---- days


def _days(editions: list[EditionModel], found: Document, *, dated: bool) -> Iterator[FileFault]:
    for n, edition in enumerate(editions):
        if dated and edition.observed is None and edition.valid_from is None and edition.valid_to is None:
            hint = message("Write valid_from, the first day on which it applies, or observed, the day of the text.")
            yield found.fault(("edition", n), message("the edition '{id}' has no day", id=edition.id), hint=hint)
        if edition.valid_from and edition.valid_to and edition.valid_to < edition.valid_from:
            problem = message("the edition '{id}' ends before it begins", id=edition.id)
            yield found.fault(("edition", n, "valid_to"), problem)
    spans = [(edition.valid_from, edition.valid_to, n) for n, edition in enumerate(editions) if edition.valid_from]
    for (_, last, before), (first, _, n) in pairwise(sorted(spans, key=lambda each: each[0])):
        names: dict[str, Any] = {"earlier": editions[before].id, "later": editions[n].id, "first": first, "last": last}
        if last is not None and first <= last:
            problem = message(
                "the editions '{earlier}' and '{later}' overlap: one lasts until {last}, the other begins on {first}",
                **names,
            )
            yield found.fault(("edition", n, "valid_from"), problem)
        elif last is not None and first > last + timedelta(days=1):
            problem = message(
                "between the editions '{earlier}' and '{later}' no text holds: from the day after {last} until {first}",
                **names,
            )
            yield found.fault(("edition", n, "valid_from"), problem)


# ---- tiers that nobody reaches


def _names(edition: Mapping[str, Any]) -> Names:
    """What the names in an edition's rules stand for."""
    define = {name: read_rule(rule) for name, rule in edition.get("define", {}).items()}
    common = [read_rule(rule_text(each)) for each in edition.get("all", {}).values()]
    tiers = {}
    for tier in edition["tier"]:
        own = [read_rule(rule_text(each)) for each in tier.get("all", {}).values()]
        some = [
            tree.All(tuple(read_rule(rule_text(each)) for each in clauses.values()))
            for clauses in tier.get("any", {}).values()
        ]
        tiers[tier["id"]] = tree.All((*common, *own, *([tree.Any(tuple(some))] if some else [])))
    return Names(define, tiers)


def _asks(tier: Tier) -> dict[str, tree.Node]:
    """What a tier asks, by clause; its branches as one of several."""
    asks = {clause.id: clause.tree for clause in tier.clauses}
    branches = [tree.All(tuple(clause.tree for clause in branch.clauses)) for branch in tier.branches]
    return asks | ({"any": tree.Any(tuple(branches))} if branches else {})


def _impossible(tier: Tier, loc: Loc, names: Names, found: Document) -> Iterator[FileFault]:
    """Clauses of a tier, or of one of its branches, that exclude each other."""
    common = {clause.id: clause.tree for clause in tier.clauses}
    clash = contradiction(common, names)
    if clash:
        yield _clash(message("no company can reach the tier '{tier}': {a} and {b} exclude each other",
            tier=tier.id, a=clash[0].written, b=clash[1].written), clash[1].clause, loc, found)  # fmt: skip
        return
    for branch in tier.branches:
        clash = contradiction(common | {clause.id: clause.tree for clause in branch.clauses}, names)
        if clash:
            yield _clash(message("no company can take the way '{branch}' into the tier '{tier}': {a} and {b} exclude"
                " each other", branch=branch.id, tier=tier.id, a=clash[0].written, b=clash[1].written),
                clash[1].clause, loc, found)  # fmt: skip


def _clash(problem: Any, clause: str, loc: Loc, found: Document) -> FileFault:
    branch, _, name = clause.rpartition(".")
    where = (*loc, "any", branch, name) if branch else (*loc, "all", name)
    return found.fault(where if value_at(found.data, where) else (*loc[:2], "all", name), problem)


def _hidden(edition: Edition, n: int, names: Names, found: Document) -> Iterator[FileFault]:
    """Tiers at which nobody ends, because whoever reaches them reaches a higher one."""
    for position, tier in enumerate(edition.tiers):
        for higher in edition.tiers[position + 1 :]:
            if any(clause.rule == NEUTRAL for clause in (*tier.every, *higher.every)):
                continue  # what a faulty clause asks is not known
            if implies(_asks(tier), _asks(higher), names):
                problem = message(
                    "no company ends at the tier '{tier}': whoever reaches it reaches '{higher}' too",
                    tier=tier.id,
                    higher=higher.id,
                )
                hint = message("Tiers stand from the lowest to the highest.")
                yield found.fault(("edition", n, "tier", position), problem, hint=hint)
                break


# ---- words


def _unknown_words(edition: Edition, n: int, found: Document) -> Iterator[FileFault]:
    """Words that nothing knows and that are one slip of the pen from a known one."""
    told = set()
    for m, tier in enumerate(edition.tiers):
        for clause in tier.every:
            for word, sort, near in _slips(clause):
                place = _clash("", clause.id, ("edition", n, "tier", m), found)
                fault = found.fault(
                    place.loc,
                    message("nothing is known as {sort} '{word}'", sort=sort, word=word),
                    word=word,
                    hint=message("Did you mean '{near}'?", near=near),
                )
                if (fault.line, fault.word) not in told:
                    told.add((fault.line, fault.word))
                    yield fault


def _slips(clause: Clause) -> Iterator[tuple[str, Any, str]]:
    """Unknown words of a clause with their sort and the nearest known word."""
    for each in inputs_of(clause.condition):
        for sorts, words in _words_of(each.low):
            for word in words:
                if sorts and not any(sort.means([word])[word] for sort in sorts):
                    near = next((near for sort in sorts if (near := sort.nearest(word))), None)
                    if near:
                        yield word, sorts[0].name, near


def _words_of(formula: Formula) -> Iterator[tuple[list[Sort], tuple[str, ...]]]:
    """The words that a rule compares with those of facts, and the sorts of words that they may be."""
    if isinstance(formula, Among):
        yield _listed([SORTS[formula.kind, formula.column]]), formula.words
    elif isinstance(formula, Located):
        yield [SORTS[Registered, column] for column in ("city", "region", "country")], formula.words
    for reading in formula.readings():
        for where in reading.where:
            sort = SORTS.get((reading.kind, where.column))
            yield _listed([sort] if sort else []), tuple(value for value in where.values if isinstance(value, str))


def _listed(sorts: list[Sort]) -> list[Sort]:
    return [sort for sort in sorts if sort.listed]
