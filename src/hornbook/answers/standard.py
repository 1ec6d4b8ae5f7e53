"""One published rule in full: its conventions, what counts, and every clause of every tier with its citations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.answers.answer import PARTIAL, Answer, Asked, own_file_line
from hornbook.answers.clauses import (
    WAYS,
    Citation,
    StandardClause,
    citations,
    cited_blocks,
    cited_title,
    clause_fields,
)
from hornbook.answers.standards import CONFIDENCE, StandardSummary, standard_summary
from hornbook.answers.wording.force import branch_name, force, rates
from hornbook.answers.wording.rules import Wording, counting_filters, wording
from hornbook.locale import Lang
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Sheet, Table
from hornbook.standards.jurisdiction import jurisdictions
from hornbook.standards.standard import Clause as RuleClause
from hornbook.standards.standard import Edition, Standard, Tier
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, listing, message

_SHARED_WAYS = message("what every tier asks, and at least one of these ways:")
_ONLY_WAYS = message("at least one of these ways:")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardBranch:
    """One of several ways into a tier."""

    id: str
    clauses: tuple[StandardClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardTier:
    """One tier: every clause, and at least one branch where there are branches."""

    id: str
    name: Text
    clauses: tuple[StandardClause, ...]
    branches: tuple[StandardBranch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReading:
    """How amounts of the text become comparable, and whether the text itself says so."""

    currency: str
    convention: str
    stated: bool
    text: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFacts:
    """Which facts of a kind count."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedName:
    """A name that the rules use, and what it means."""

    id: str
    rule_text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMatter:
    """A matter that a person judges."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StandardAnswer(Answer):
    """One standard in full, by the edition that judges the day."""

    standard: StandardSummary
    force: Message
    notes: tuple[Text, ...]
    money: MoneyReading
    age: str
    """`calendar`, `anniversary`, or `either` where the text does not say: how years of age are counted."""
    counts: tuple[CountedFacts, ...]
    define: tuple[DefinedName, ...]
    matters: tuple[JudgedMatter, ...]
    tiers: tuple[StandardTier, ...]
    cites: tuple[Citation, ...]

    def sheet(self) -> Sheet:
        """The page: who issued it, how it is read, and its ladder from the highest tier to the lowest."""
        return standard_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a clause of a tier."""
        return (Table("clauses", CLAUSE_COLUMNS, tuple(_rows(self))),)


def ask_standard(standard: Standard, day: Day) -> StandardAnswer:
    """One standard, by the edition that judges the day."""
    edition = standard.edition(day)
    words = wording(standard, edition)
    return StandardAnswer(
        asked=Asked(day=day),
        standard=standard_summary(standard, day),
        force=force(standard, edition, day),
        notes=standard.notes,
        money=_money(edition),
        age="either" if edition.either_age else "calendar" if edition.calendar else "anniversary",
        counts=tuple(CountedFacts(kind=kind, text=text) for kind, text in counting_filters(standard, edition)),
        define=tuple(DefinedName(id=name, rule_text=_defined(words, name)) for name in words.define),
        matters=tuple(JudgedMatter(id=f"{standard.id}/{name}", text=text) for name, text in edition.matters.items()),
        tiers=tuple(standard_tier(tier, words, standard) for tier in edition.tiers),
        cites=citations(standard),
    )


def standard_tier(tier: Tier, words: Wording, standard: Standard) -> StandardTier:
    """A tier as answers hold it."""

    def clauses(of: tuple[RuleClause, ...]) -> tuple[StandardClause, ...]:
        return tuple(StandardClause(**clause_fields(clause, words, standard)) for clause in of)

    branches = tuple(StandardBranch(id=branch.id, clauses=clauses(branch.clauses)) for branch in tier.branches)
    return StandardTier(id=tier.id, name=tier.name, clauses=clauses(tier.clauses), branches=branches)


def _defined(words: Wording, name: str) -> Text:
    return Text(words.defined(name, Lang.EN), words.defined(name, Lang.ZH))


def _money(edition: Edition) -> MoneyReading:
    who: Phrase = message(", as the text says") if edition.stated else message("; the text does not say how")
    text = message("Amounts are converted {rate}{who}.", rate=rates(edition.conventions), who=who)
    named = "; ".join(map(str, edition.conventions))
    return MoneyReading(currency=edition.currency, convention=named, stated=edition.stated, text=text)


# ---- the page


def standard_sheet(answer: StandardAnswer) -> Sheet:
    """The page of one standard."""
    whole = answer.standard
    blocks: list[Block] = [Heading(whole.name, 1), *_head(answer)]
    if whole.partial:
        blocks.append(Line(PARTIAL, 2, strong=True))
    else:
        blocks.append(Line(message("Complete: all tiers of the text are here."), 2))
    blocks.append(Line(answer.force, 2, strong=whole.in_force is False))
    blocks += [Heading(message("How it is read")), *_conventions(answer)]
    if answer.notes:
        blocks += [Heading(message("Notes")), *(Line(note, 2, "– ") for note in answer.notes)]
    blocks += [*_ladder(answer), *cited_blocks(answer.cites, (c for tier in answer.tiers for c in every_clause(tier)))]
    return Sheet(whole.name, tuple(blocks))


def _head(answer: StandardAnswer) -> Iterator[Line]:
    whole = answer.standard
    yield Line(message("Id: {id}", id=whole.id), 2)
    if whole.own_file:
        yield Line(own_file_line(whole.own_file, whole.sha256), 2, strong=True)
    yield Line(message("Issuer: {issuer}", issuer=whole.issuer), 2)
    if whole.document:
        yield Line(message("Document: {document}", document=whole.document), 2)
    yield Line(message("Applies in: {place}", place=jurisdictions(whole.jurisdiction.split(", "))), 2)
    yield Line(message("Edition: {edition}, {days}", edition=whole.edition, days=whole.edition_days), 2)
    if len(whole.editions) > 1:
        yield Line(message("All editions: {editions}", editions=listing(each.id for each in whole.editions)), 2)
    sure = CONFIDENCE[whole.confidence]
    yield Line(message("Confidence that the text says so: {confidence}", confidence=sure), 2)


def _conventions(answer: StandardAnswer) -> Iterator[Line]:
    yield Line(answer.money.text, 2, "– ")
    if answer.age == "either":
        yield Line(
            message("Age is counted by anniversary and by calendar year; where these disagree, it cannot be decided."),
            2, "– ",
        )  # fmt: skip
    elif answer.age == "calendar":
        yield Line(message("Age is counted by calendar year."), 2, "– ")
    else:
        yield Line(message("Age is counted by anniversary."), 2, "– ")
    for each in answer.counts:
        yield Line(message("Only these facts count: {facts}", facts=each.text), 2, "– ")
    for name in answer.define:
        yield Line(message("“{name}” means: {rule}", name=name.id, rule=name.rule_text), 2, "– ")


def every_clause(tier: StandardTier) -> tuple[StandardClause, ...]:
    """A tier's clauses and those of its branches."""
    return (*tier.clauses, *(clause for branch in tier.branches for clause in branch.clauses))


def _ladder(answer: StandardAnswer) -> Iterator[Block]:
    """What every tier asks, then each tier's own clauses, from the highest to the lowest."""
    first, *others = answer.tiers
    shared = tuple(each for each in first.clauses if others and all(each in tier.clauses for tier in others))
    if shared:
        yield Heading(message("Every tier asks"))
        for each in shared:
            yield from _clause(each, 2)
    for tier in reversed(answer.tiers):
        yield from tier_blocks(tier, shared)


def tier_blocks(tier: StandardTier, shared: tuple[StandardClause, ...]) -> Iterator[Block]:
    """A tier under its heading: the clauses of its own beside the shared ones, and its ways."""
    yield Heading(message("{tier} ({id})", tier=tier.name, id=tier.id))
    own = [each for each in tier.clauses if each not in shared]
    if shared and (own or len(tier.branches) < 2):
        yield Line(message("what every tier asks, and:"), 2)
    for each in own:
        yield from _clause(each, 2)
    if len(tier.branches) > 1:
        yield Line(WAYS if own else _SHARED_WAYS if shared else _ONLY_WAYS, 2)
    for branch in tier.branches:
        yield Line(branch_name(branch.id), 4, "○ ")
        for each in branch.clauses:
            yield from _clause(each, 6)


def _clause(clause: StandardClause, indent: int) -> Iterator[Line]:
    yield Line(cited_title(clause), indent, "• ")
    if clause.note:
        yield Line(clause.note, indent + 2)


# ---- files

CLAUSE_COLUMNS = (
    Column("standard", message("standard"), Kind.CODE),
    Column("edition", message("edition"), Kind.CODE),
    Column("tier", message("tier"), Kind.CODE),
    Column("tier_name", message("name of the tier"), pair=True),
    Column("branch", message("way into the tier"), Kind.CODE),
    Column("clause", message("clause"), Kind.CODE),
    Column("rule", message("rule"), pair=True),
    Column("note", message("note"), pair=True),
    Column("cites", message("sources of the text")),
)


def _rows(answer: StandardAnswer) -> Iterator[Row]:
    for tier in answer.tiers:
        own: Mapping[str, Any] = {
            "standard": answer.standard.id, "edition": answer.standard.edition,
            "tier": tier.id, "tier_name": tier.name,
        }  # fmt: skip
        for clause in every_clause(tier):
            yield {
                **own,
                "branch": clause.id.rpartition(".")[0],
                "clause": clause.id,
                "rule": clause.rule_text,
                "note": clause.note,
                "cites": [cite.title for cite in clause.cites],
            }
