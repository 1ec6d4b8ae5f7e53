"""One verdict as answers hold it: tiers, their clauses with reasons, the ways into them, and what would settle them."""

from collections.abc import Iterable
from dataclasses import dataclass

from hornbook.answers.clauses import Citation, StandardClause, citations, clause_fields
from hornbook.answers.reasons import ClauseReason, clause_reasons
from hornbook.answers.wording.readings import disagreeing
from hornbook.answers.wording.rules import Wording, needs_text
from hornbook.lang import bound
from hornbook.locale import Lang, in_language
from hornbook.standards.standard import Branch, Tier
from hornbook.standards.verdict import ClauseAnswer, TierAnswer, Verdict
from hornbook.text import Phrase, RuleText, Text, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReading:
    """What a clause says under one reading of its text."""

    reading: str
    """spot, year, fixed rates, anniversary, calendar, as a limit, in principle, or the rule as written."""
    text: Phrase
    answer: bool | None
    value: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClause(StandardClause):
    """One clause of a tier, answered."""

    answer: bool | None
    reasons: tuple[ClauseReason, ...]
    readings: tuple[ClauseReading, ...] = ()
    """What it says under each reading of its text, where these disagree and so leave it unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBranch:
    """One way into a tier, answered: all of its clauses, by their ids."""

    id: str
    answer: bool | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An input that is missing, and the kinds of facts that state it."""

    written: str
    kinds: tuple[str, ...]
    matter: str | None
    """The matter of a Decision, where a person judges it."""
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTier:
    """One tier, answered."""

    id: str
    name: Text
    answer: bool | None
    on_facts: bool | None
    """How it stands if every open human judgement is favourable."""
    clauses: tuple[JudgedClause, ...]
    """Its own clauses, then those of its branches."""
    branches: tuple[JudgedBranch, ...]
    to_yes: tuple[tuple[Need, ...], ...]
    """Where it cannot be decided: the smallest sets of inputs that can make it yes, smallest first."""
    to_no: tuple[tuple[Need, ...], ...]
    """The same for no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyVerdict:
    """What one standard says of one company."""

    company: str
    name: str
    standard: str
    standard_name: Text
    edition: str
    status: str
    """`partial` where tiers or clauses of the text are missing, else `complete`."""
    in_force: bool | None
    validity: str
    """in force, not certain, not yet, ended, or unknown where the text was read without any date."""
    weak: bool
    """Whether it rests on a clause whose text was read in weak sources only."""
    tier: str | None
    """The highest tier that is a yes."""
    reachable: str | None
    """The highest tier that is not a no."""
    tier_on_facts: str | None
    """The highest tier that is a yes if every open human judgement is favourable."""
    tiers: tuple[JudgedTier, ...]
    """From the lowest to the highest."""
    cites: tuple[Citation, ...]

    def tier_name(self, tier: str | None) -> Text | None:
        """The name of one of its tiers."""
        return next((each.name for each in self.tiers if each.id == tier), None)


def company_verdict(verdict: Verdict, words: Wording) -> CompanyVerdict:
    """A verdict as an answer holds it."""
    standard = verdict.standard
    return CompanyVerdict(
        company=verdict.company,
        name=verdict.name,
        standard=standard.label,
        standard_name=standard.name,
        edition=verdict.edition.id,
        status="partial" if standard.partial else "complete",
        in_force=verdict.in_force,
        validity=verdict.standard.validity(verdict.day),
        weak=_weak(verdict),
        tier=verdict.tier.id if verdict.tier else None,
        reachable=verdict.reachable.id if verdict.reachable else None,
        tier_on_facts=next((each.tier.id for each in reversed(verdict.tiers) if each.on_facts), None),
        tiers=tuple(_tier(answer, verdict, words) for answer in verdict.tiers),
        cites=citations(standard),
    )


def _weak(verdict: Verdict) -> bool:
    """Of the tier reached, or of all of them where none is."""
    tiers = (verdict.tier,) if verdict.tier else verdict.edition.tiers
    return any(clause.weak for tier in tiers for clause in tier.every)


def _tier(answer: TierAnswer, verdict: Verdict, words: Wording) -> JudgedTier:
    def ways(sets: Iterable[Iterable[bound.Input]]) -> tuple[tuple[Need, ...], ...]:
        """The needs of each way; what several readings of one text need is one need."""
        found = (dict.fromkeys(_need(of, words) for of in sorted(way, key=lambda of: of.written)) for way in sets)
        return tuple(dict.fromkeys(tuple(way) for way in found))

    clauses = tuple(
        JudgedClause(
            **clause_fields(each.clause, words, verdict.standard),
            answer=each.answer,
            reasons=clause_reasons(each, words, verdict.day),
            readings=_readings(each, words),
        )
        for each in answer.clauses
    )
    return JudgedTier(
        id=answer.tier.id,
        name=answer.tier.name,
        answer=answer.answer,
        on_facts=answer.on_facts,
        clauses=clauses,
        branches=_branches(answer.tier, {each.id: each.answer for each in clauses}),
        to_yes=ways(answer.to_yes),
        to_no=ways(answer.to_no),
    )


def _readings(answer: ClauseAnswer, words: Wording) -> tuple[ClauseReading, ...]:
    return tuple(
        ClauseReading(
            reading=each.label,
            text=each.text,
            answer=each.answer,
            value=None if each.value is None else message("{value}", value=each.value),
        )
        for each in disagreeing(answer.reply, words)
    )


def _branches(tier: Tier, answers: dict[str, bool | None]) -> tuple[JudgedBranch, ...]:
    def judged(branch: Branch) -> JudgedBranch:
        found = [answers[clause.id] for clause in branch.clauses]
        answer = False if False in found else None if None in found else True
        return JudgedBranch(id=branch.id, answer=answer, clauses=tuple(clause.id for clause in branch.clauses))

    return tuple(map(judged, tier.branches))


def _need(of: bound.Input, words: Wording) -> Need:
    kinds = tuple(kind.__name__ for kind in of.kinds)
    text = RuleText(*(in_language(needs_text(of, words), lang) for lang in Lang))
    return Need(written=of.written, kinds=kinds, matter=of.matter or None, text=text)
