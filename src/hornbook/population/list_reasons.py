"""Why a published list does not name a company that another list or rule takes, by what the list is about."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.book.view import View
from hornbook.lang import bound
from hornbook.lang.answer import Values
from hornbook.population.grounds import Ground, grounds_of
from hornbook.population.list_scope import FATES, CompanyFacts, ListScope, company_facts, list_scope
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import needed, values
from hornbook.standards.library import library
from hornbook.terms import Bound, Day


@dataclass(frozen=True, slots=True)
class ListReason:
    """Why a list does not name a company.

    `id`: left (it named it before), elsewhere, another field, rule (the list's published rule says no), fate (listed,
    bought or closed), under (the smallest value on the list), later (only after its newest edition), never.
    """

    id: str
    last: Day | None = None
    """The newest edition that named it."""
    gone: Day | None = None
    """The next edition, which did not."""
    fate: str | None = None
    """Listed, Acquired or Closed."""
    fate_day: Day | None = None
    place: str | None = None
    """Its country, or its field."""
    value: Decimal | None = None
    """What it is worth, where that is too little."""
    ground: Ground | None = None
    """The clause of the list's published rule."""


@dataclass(frozen=True, slots=True)
class ListDifference:
    """A list, and why it does not name each company that another takes."""

    label: str
    other: str
    other_count: int
    """How many companies the other takes."""
    scope: ListScope
    rule: Rule | None
    """The list's published rule, where the library has it."""
    reasons: Mapping[str, ListReason]
    """By company."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the reasons of one list are found from."""

    scope: ListScope
    rule: Rule | None
    known: Mapping[str, Values]
    day: Day


def list_differences(
    view: View, makers: Mapping[str, str], answers: Mapping[str, Mapping[str, bool | None]]
) -> tuple[ListDifference, ...]:
    """For each list (label and maker) and each other label: why the list leaves out what the other takes.

    `answers`: by company what each label says, of the companies that any of them takes.
    """
    labels = list(dict.fromkeys(label for said in answers.values() for label in said))
    if not makers or len(labels) < 2:
        return ()
    facts = company_facts(view, list(answers))
    takes = {label: [company for company, said in answers.items() if said[label] is True] for label in labels}
    scopes = {label: list_scope(view, maker, takes[label], facts) for label, maker in makers.items()}
    found = []
    for label, scope in scopes.items():
        of = published_rule(scope, view.day)
        left_out = [company for company in answers if answers[company][label] is not True]
        asked = _Asked(scope, of, _known(view, of, left_out), view.day)
        for other in labels:
            if other != label:
                theirs = scopes[other].sources if other in scopes else frozenset[str]()
                named = scopes[other].named if other in scopes else {}
                reasons = {
                    company: _reason(asked, company, facts[company], theirs, named.get(company, ()))
                    for company in takes[other]
                    if answers[company][label] is not True and company in facts
                }
                found.append(ListDifference(label, other, len(takes[other]), scope, of, reasons))
    return tuple(found)


def published_rule(scope: ListScope, day: Day) -> Rule | None:
    """The rule that the maker of a list publishes, where the library has it and has a tier of the list's status."""
    maker = scope.maker.casefold()
    for name in library:
        of = library[name]
        issuers = (of.issuer.en.casefold(), of.issuer.zh.casefold())
        if maker in (name.casefold(), *issuers) or any(issuer.startswith(f"{maker} ") for issuer in issuers):
            tiers = {tier.id for tier in of.edition(day).tiers}
            if scope.status in tiers:
                return rule(f"{name}:{scope.status}", day)
    return None


def _known(view: View, of: Rule | None, companies: Sequence[str]) -> dict[str, Values]:
    return values(view, needed([of.tier.condition]), companies) if of and companies else {}


def _reason(
    asked: _Asked, company: str, facts: CompanyFacts, theirs: frozenset[str], named_there: Sequence[Day]
) -> ListReason:
    """The first reason that holds, the surest first."""
    scope = asked.scope
    if days := scope.named.get(company):
        return _left(scope, days[-1], facts)
    if scope.countries and facts.country and facts.country not in scope.countries:
        return ListReason("elsewhere", place=facts.country)
    if scope.sector and facts.sector and facts.sector != scope.sector:
        return ListReason("field", place=facts.sector)
    if asked.rule is not None and company in asked.known:
        for ground in grounds_of(asked.rule, asked.rule.tier.condition, asked.known[company], asked.day):
            if ground.answer is False and not _fated(ground):
                return ListReason("rule", ground=ground)
    if scope.private and (fate := _fate(facts, asked.day)):
        return ListReason("fate", fate=fate[0], fate_day=fate[1])
    value = facts.value_by(theirs) or (facts.values[-1] if facts.values else None)
    if scope.line is not None and value and value.usd < scope.line and value.bound != Bound.AT_LEAST.value:
        return ListReason("under", value=value.usd)
    if _later(scope, facts, named_there):
        return ListReason("later")
    return ListReason("never")


def _fated(ground: Ground) -> bool:
    """Whether a clause asks for a fate, which is told with its day."""
    inputs = bound.inputs_of(ground.reply.condition) if ground.reply else ()
    return any(kind.__name__ in FATES for each in inputs for kind in each.kinds)


def _left(scope: ListScope, last: Day, facts: CompanyFacts) -> ListReason:
    """It was on an earlier edition: which, when it was gone, and what had happened by then."""
    at = bisect_right(scope.editions, last)
    gone = scope.editions[at] if at < len(scope.editions) else None
    if gone is None:
        return ListReason("left", last=last)
    if fate := _fate(facts, gone):
        return ListReason("left", last=last, gone=gone, fate=fate[0], fate_day=fate[1])
    fallen = [each for each in facts.values if last < each.valid <= gone and each.bound != Bound.AT_LEAST.value]
    under = fallen[-1].usd if fallen and scope.line is not None and fallen[-1].usd < scope.line else None
    return ListReason("left", last=last, gone=gone, value=under)


def _fate(facts: CompanyFacts, day: Day) -> tuple[str, Day] | None:
    """What ended its being private by a day, the first of them."""
    ended = [(on, kind) for kind, on in facts.fates.items() if on <= day]
    return (min(ended)[1], min(ended)[0]) if ended else None


def _later(scope: ListScope, facts: CompanyFacts, named_there: Sequence[Day]) -> bool:
    """Whether it became worth enough, or was named by the other, only after the list's newest edition."""
    if scope.day is None:
        return False
    enough = [each.valid for each in facts.values if scope.line is None or each.usd >= scope.line]
    since = min(enough, default=None)
    if since is None:
        return bool(named_there) and named_there[0] > scope.day
    return since > scope.day
