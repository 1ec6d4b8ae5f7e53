"""Where sources disagree on one fact of a company, which statement stands, and whether a verdict hangs on it.

Two sources are in conflict over a founding day (unless one is only as exact as a month or year in which the other's day
lies), over the worth on one day (beyond a cent), over the country where a company now is by the last word of each, and
over a fate of which one tells and the other, that promised to, does not; two records over a round's amount.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hornbook.book.ledger import Pledge
from hornbook.book.view import Told, View
from hornbook.indicators.order import GOOD
from hornbook.kinds import KINDS
from hornbook.population.count import Company, by_name
from hornbook.quality.counterfactual import Trial, counterfactual_answers
from hornbook.quality.detect import StatementGroup, statement_groups
from hornbook.standards.ask import Rule, rule
from hornbook.terms import Day, Grade
from hornbook.text import Message, message


class Dispute(StrEnum):
    """Over what sources disagree."""

    FOUNDED = "founded"
    VALUATION = "valuation"
    SEAT = "seat"
    FATE = "fate"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule says of the company as the statement stands, and what it would say if a loser stood instead."""

    asked: str
    stands: bool | None
    otherwise: bool | None

    @property
    def changes(self) -> bool:
        """Whether the verdict hangs on the conflict."""
        return self.stands is not self.otherwise


@dataclass(frozen=True, slots=True)
class Conflict:
    """One disagreement."""

    what: Dispute
    company: Company
    stands: Told
    because: Message
    """Why it stands, in words."""
    agrees: tuple[Told, ...]
    """Other statements that say the same."""
    losers: tuple[Told, ...]
    """The statements that say otherwise, the one that would stand instead first."""
    silent: tuple[Pledge, ...]
    """Over a fate: the promises by which a source that says nothing says otherwise."""
    differ: tuple[str, ...]
    """What else the statements do not have in common: scope, bound, basis, share_class."""
    effects: tuple[Effect, ...]

    @property
    def changes(self) -> bool:
        """Whether a verdict of any rule asked hangs on it."""
        return any(effect.changes for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All conflicts of a view, those on which a verdict hangs first."""

    day: Day
    known: Day
    book_version: int
    rules: tuple[Rule, ...]
    conflicts: tuple[Conflict, ...]

    def counts(self) -> dict[Dispute, tuple[int, int]]:
        """Of each sort how many conflicts there are, and on how many of these a verdict hangs."""
        mine = {what: [each for each in self.conflicts if each.what is what] for what in Dispute}
        return {what: (len(some), sum(each.changes for each in some)) for what, some in mine.items()}


def conflicts(
    view: View, companies: Iterable[str] | None = None, *, under: Sequence[str] = (), changes: bool = False
) -> Conflicts:
    """The conflicts of all companies, or of these subjects, with their effect under rules such as 'hurun:super'.

    Without a rule the plain rule is asked. `changes`: only those that change a verdict. QuestionError for an
    unknown rule.
    """
    rules = tuple({found.label: found for found in (rule(word, view.day) for word in under or ("plain",))}.values())
    some = None if companies is None else sorted(set(companies))
    apart = statement_groups(view, some)
    answers = counterfactual_answers(view, [Trial(each.company, each.hidden, each.instead) for each in apart], rules)
    made = (
        _conflict(group, names, before, after, rules)
        for group, (names, before, after) in zip(apart, answers, strict=True)
    )
    found = sorted((each for each in made if each.changes or not changes), key=_importance)
    return Conflicts(view.day, view.known, view.book.version, rules, tuple(found))


_ORDER = {
    what: n for n, what in enumerate((Dispute.FATE, Dispute.VALUATION, Dispute.FOUNDED, Dispute.SEAT, Dispute.ROUND))
}


def _importance(of: Conflict) -> tuple[object, ...]:
    """A verdict that hangs on it before none, a plain change before one to unknown; then sort, name and day."""
    turned = any(each.changes and None not in (each.stands, each.otherwise) for each in of.effects)
    return not of.changes, not turned, _ORDER[of.what], by_name(of.company), -of.stands.valid.toordinal(), of.stands.id


def _conflict(
    of: StatementGroup,
    name: str | None,
    before: Sequence[bool | None],
    after: Sequence[bool | None],
    rules: Sequence[Rule],
) -> Conflict:
    effects = tuple(Effect(rule.label, one, other) for rule, one, other in zip(rules, before, after, strict=True))
    company = Company(of.company, name or of.company)
    ahead = because(of.stands, of.losers[0]) if of.losers else message("a statement stands before silence")
    return Conflict(
        Dispute(of.what), company, of.stands, ahead, of.agrees, of.losers, of.silent, differing(of), effects
    )


GRADES = {
    Grade.FILED: message("filed"),
    Grade.DOCUMENTED: message("documented"),
    Grade.REPORTED: message("reported"),
    Grade.STATED: message("stated"),
    Grade.DERIVED: message("derived"),
    Grade.SIMULATED: message("simulated"),
}
"""Grades of evidence in words."""


def because(stands: Told, loser: Told) -> Message:
    """The first thing in the order of `indicators.order` that puts one statement before another, in words."""
    if stands.kind == "Round":
        pass  # of two tellings of one round the day decides nothing
    elif not KINDS[stands.kind].key_is_kind and stands.valid != loser.valid:
        return message("it speaks of a later day: {stands} after {loser}", stands=stands.valid, loser=loser.valid)
    if GOOD[stands.grade] != GOOD[loser.grade]:
        return message(
            "its evidence is better: {stands} before {loser}",
            stands=GRADES[Grade(stands.grade)],
            loser=GRADES[Grade(loser.grade)],
        )
    if stands.known != loser.known:
        return message("it became known later: {stands} after {loser}", stands=stands.known, loser=loser.known)
    if stands.source != loser.source:
        return message(
            "its source comes first in the alphabet: {stands} before {loser}", stands=stands.source, loser=loser.source
        )
    return message("all else is equal, so the statement's number decides")


QUALIFIERS = ("scope", "bound", "basis", "share_class")


def differing(of: StatementGroup) -> tuple[str, ...]:
    """What else the statements on a worth do not have in common."""
    if of.what != Dispute.VALUATION:
        return ()
    every = (of.stands, *of.losers)
    return tuple(word for word in QUALIFIERS if len({told.says.get(word) for told in every}) > 1)
