"""One measure of support in full: conditions, award, caps, pool, windows, stacking, duties, papers and sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.clauses import Citation, citations, cited_blocks
from hornbook.answers.match_rows import WeightEntry, weight_entries
from hornbook.answers.match_tables import weights_table
from hornbook.answers.standard import StandardTier, every_clause, standard_tier, tier_blocks
from hornbook.answers.supports import SupportSummary, support_summary
from hornbook.answers.wording.awards import (
    COUNTS,
    LEVELS,
    PER,
    RATIONING,
    exact_money,
    force_phrase,
    kinds_phrase,
)
from hornbook.answers.wording.rules import Wording, wording
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Sheet, Table
from hornbook.standards.jurisdiction import jurisdictions
from hornbook.support.support import Part, PayerLevel, Pool, Stack, Support, SupportEdition, Window
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Share, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTerms:
    """The most that is paid, and for what it holds."""

    amount: Text
    per: str
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTerms:
    """One part: its conditions, and its award in words."""

    id: str
    name: Text
    conditions: StandardTier
    standard: str | None
    counts: str
    amount: Text | None
    caps: tuple[CapTerms, ...]
    instalments: tuple[Phrase, ...]
    doubt: Text | None
    from_memory: bool
    """Whether its amount is known from memory alone."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SupportAnswer(Answer):
    """One support in full, by the terms of the day."""

    support: SupportSummary
    force: Message
    editions: tuple[str, ...]
    parts_add_up: bool
    parts: tuple[PartTerms, ...]
    pool: Phrase | None
    windows: tuple[Phrase, ...]
    without_application: bool
    stacking: tuple[Phrase, ...]
    order: tuple[WeightEntry, ...]
    """The weights by which companies are put in order; none where the text states no priorities."""
    obligations: tuple[Text, ...]
    clawback: tuple[Text, ...]
    evidence: tuple[Text, ...]
    notes: tuple[Text, ...]
    cites: tuple[Citation, ...]

    def sheet(self) -> Sheet:
        """The page: who pays whom and when, then each part with its conditions and its award."""
        return support_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a clause of a part."""
        weights = (weights_table(self.order),) if self.order else ()
        return Table("terms", TERM_COLUMNS, tuple(_rows(self))), *weights


def ask_support(of: Support, day: Day) -> SupportAnswer:
    """One support, by the terms of the day."""
    edition = of.edition(day)
    words = wording(of.standard, edition.rules, edition.inputs)
    return SupportAnswer(
        asked=Asked(day=day),
        support=support_summary(of, day),
        force=force_phrase(edition, day),
        editions=tuple(each.id for each in of.editions),
        parts_add_up=edition.adds,
        parts=tuple(_part(part, of, edition, words) for part in edition.parts),
        pool=_pool(edition.pool, edition.currency) if edition.pool else None,
        windows=tuple(map(window_phrase, edition.windows)),
        without_application=edition.without_application,
        stacking=tuple(_stack(stack, edition) for stack in edition.stacks),
        order=weight_entries(edition.order, words, listed=True),
        obligations=edition.obligations,
        clawback=edition.clawback,
        evidence=edition.evidence,
        notes=of.notes,
        cites=citations(of.standard),
    )


def _part(part: Part, of: Support, edition: SupportEdition, words: Wording) -> PartTerms:
    tier = edition.rules.tier(part.id)
    assert tier is not None
    return PartTerms(
        id=part.id,
        name=part.name,
        conditions=standard_tier(tier, words, of.standard),
        standard=part.standard,
        counts=part.counts,
        amount=words.amount_text(part.award.tree) if part.award else None,
        caps=tuple(CapTerms(amount=words.amount_text(cap.award.tree), per=cap.per, note=cap.note) for cap in part.caps),
        instalments=tuple(
            message("{share} {when}", share=Share(float(each.share), 0), when=each.when) for each in part.instalments
        ),
        doubt=part.doubt,
        from_memory=bool(part.cites) and all(cite.grade == "memory" for cite in part.cites),
    )


def _pool(pool: Pool, currency: str) -> Phrase:
    amount = exact_money(pool.amount, currency)
    per = {"year": message("a year"), "batch": message("a batch"), "lifetime": message("in all")}[pool.per]
    return message("{amount} {per}; {rationing}", amount=amount, per=per, rationing=RATIONING[pool.rationing])


def window_phrase(window: Window) -> Phrase:
    """When a claim is filed or redeemed, in words."""
    step = {"claim": message("claim"), "redeem": message("redeem")}[window.step]
    when: Phrase = message("at any time")
    if window.first and window.last:
        when = message("{first} to {last}", first=window.first, last=window.last)
    elif window.first:
        when = message("from {first}", first=window.first)
    elif window.last:
        when = message("until {last}", last=window.last)
    text = message("{step}: {when}", step=step, when=when)
    return message("{text} ({note})", text=text, note=window.note) if window.note else text


def _stack(stack: Stack, edition: SupportEdition) -> Phrase:
    match stack.rule:
        case "at_most":
            text = message("at most {n} of the group “{group}”", n=stack.at_most, group=stack.group)
        case "ceiling":
            assert stack.ceiling is not None
            most = exact_money(stack.ceiling, edition.currency)
            text = message("the group “{group}” pays at most {most} together", group=stack.group, most=most)
        case _:
            text = message("only beside {support}", support=stack.needs)
    return message("{text} ({note})", text=text, note=stack.note) if stack.note else text


# ---- the page


def support_sheet(answer: SupportAnswer) -> Sheet:
    """The page of one support."""
    of = answer.support
    blocks: list[Block] = [Heading(of.name, 1), *_head(answer)]
    if answer.notes:
        blocks += [Heading(message("Notes")), *(Line(note, 2, "– ") for note in answer.notes)]
    for part in answer.parts:
        blocks += _part_blocks(part)
    blocks += _terms(answer)
    if answer.order:
        blocks += [Heading(message("Order in which companies are matched")), weights_table(answer.order)]
    clauses = (clause for part in answer.parts for clause in every_clause(part.conditions))
    blocks += cited_blocks(answer.cites, clauses)
    return Sheet(of.name, tuple(blocks))


def _head(answer: SupportAnswer) -> Iterator[Line]:
    of = answer.support
    yield Line(message("Id: {id}", id=of.id), 2)
    yield Line(message("Issuer: {issuer}", issuer=of.issuer), 2)
    if of.bureau:
        yield Line(message("Bureau in charge: {bureau}", bureau=of.bureau), 2)
    if of.document:
        yield Line(message("Document: {document}", document=of.document), 2)
    yield Line(message("Applies in: {place}", place=jurisdictions(of.jurisdiction.split(", "))), 2)
    payer = LEVELS[PayerLevel[of.level.upper()]]
    yield Line(message("Kind: {kinds}; payer: {level}", kinds=kinds_phrase(of.kinds), level=payer), 2)
    if of.beneficiary == "investor":
        yield Line(message("It goes to the investor, not to the company."), 2, strong=True)
    yield Line(message("Edition: {edition}, {days}", edition=of.edition, days=of.validity), 2)
    if len(answer.editions) > 1:
        yield Line(message("All editions: {editions}", editions=listing(answer.editions)), 2)
    if of.status == "partial":
        yield Line(message("PARTIAL: terms of the text are missing here."), 2, strong=True)
    if of.from_memory:
        yield Line(message("FROM MEMORY: no source was seen; check it before use."), 2, strong=True)
    yield Line(answer.force, 2, strong=of.in_force is False)


def _part_blocks(part: PartTerms) -> Iterator[Block]:
    yield from tier_blocks(part.conditions, ())
    if part.standard:
        yield Line(message("and the conditions of {standard}", standard=part.standard), 2, "• ")
    if part.amount is None:
        yield Line(message("Award: the text names no amount"), 2, strong=True)
    else:
        yield Line(message("Award: {amount}", amount=part.amount), 2, strong=True)
    if part.counts != "money":
        yield Line(message("The amount is no money paid: {counts}.", counts=COUNTS[part.counts]), 4)
    for cap in part.caps:
        text = message("at most {amount} for {per}", amount=cap.amount, per=PER[cap.per])
        yield Line(message("{text} ({note})", text=text, note=cap.note) if cap.note else text, 4)
    for each in part.instalments:
        yield Line(message("paid in part: {instalment}", instalment=each), 4)
    if part.doubt:
        yield Line(message("DOUBTFUL: {doubt}", doubt=part.doubt), 4, strong=True)
    if part.from_memory:
        yield Line(message("FROM MEMORY: no source was seen; check it before use."), 4, strong=True)


def _terms(answer: SupportAnswer) -> Iterator[Block]:
    """Pool, windows, stacking, duties and papers."""
    lines: list[Line] = []
    if len(answer.parts) > 1:
        adds = message("The parts add up.") if answer.parts_add_up else message("One of the parts is had.")
        lines.append(Line(adds, 2, "– "))
    if answer.pool:
        lines.append(Line(message("Pool: {pool}", pool=answer.pool), 2, "– "))
    if answer.without_application:
        lines.append(Line(message("Paid without application."), 2, "– "))
    lines += (Line(each, 2, "– ") for each in (*answer.windows, *answer.stacking))
    if lines:
        yield Heading(message("When, and beside what"))
        yield from lines
    for title, texts in (
        (message("Papers to file"), answer.evidence),
        (message("Duties"), answer.obligations),
        (message("When it is taken back"), answer.clawback),
    ):
        if texts:
            yield Heading(title)
            yield from (Line(each, 2, "– ") for each in texts)


# ---- files

TERM_COLUMNS = (
    Column("support", message("support"), Kind.CODE),
    Column("edition", message("edition"), Kind.CODE),
    Column("part", message("part"), Kind.CODE),
    Column("part_name", message("name of the part"), pair=True),
    Column("clause", message("clause"), Kind.CODE),
    Column("rule", message("rule"), pair=True),
    Column("note", message("note"), pair=True),
    Column("award", message("award"), pair=True),
    Column("cites", message("sources of the text")),
)


def _rows(answer: SupportAnswer) -> Iterator[Row]:
    for part in answer.parts:
        own = {
            "support": answer.support.id, "edition": answer.support.edition, "part": part.id, "part_name": part.name,
            "award": part.amount,
        }  # fmt: skip
        for clause in every_clause(part.conditions):
            yield {
                **own,
                "clause": clause.id,
                "rule": clause.rule_text,
                "note": clause.note,
                "cites": [cite.title for cite in clause.cites],
            }
