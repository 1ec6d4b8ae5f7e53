"""One company's verdict with its reasons: each clause with value, threshold, gap, facts, marks and citation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import ibis.expr.types as ir

from hornbook.book.ledger import Pledge
from hornbook.book.view import Told, View, nobody
from hornbook.errors import QuestionError
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Reply, Values, reply
from hornbook.lang.bind import GRACE
from hornbook.names.known import QUOTATION_BOARDS, venue
from hornbook.standards.behind import behind, refused, silent
from hornbook.standards.case import Case, Cases
from hornbook.standards.gap import Gap, gap
from hornbook.standards.judge import assume_favourable, judged, needed
from hornbook.standards.settle import settling
from hornbook.standards.standard import Clause, Edition, Standard, Tier
from hornbook.terms import Day, Grade, shift
from hornbook.text import message

STALE = 36
"""A valuation older than so many months is marked as stale."""

AT_ONCE = 5_000
"""The facts of so many companies are held in memory together."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of a clause, with what it rests on."""

    reply: Reply
    gap: Gap | None
    facts: tuple[Told, ...]
    """The facts behind it, oldest first."""
    refused: tuple[Told, ...]
    """Facts of the same kind that the document does not let count."""
    silence: tuple[Pledge, ...]
    """The promises by which silence means no."""
    marks: tuple[str, ...]
    """stale, derived, simulated, lapsed, at least, at most, basis unstated, instrument unstated, vague day."""

    @property
    def answer(self) -> bool | None:
        """Yes, no or unknown."""
        return self.reply.answer


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """One clause of a tier, answered."""

    clause: Clause
    reply: Reply
    reasons: tuple[Reason, ...]

    @property
    def answer(self) -> bool | None:
        """Yes, no or unknown."""
        return self.reply.answer


@dataclass(frozen=True, slots=True)
class TierAnswer:
    """One tier, answered."""

    tier: Tier
    answer: bool | None
    on_facts: bool | None
    """How it stands if persons judge every open matter in the company's favour."""
    clauses: tuple[ClauseAnswer, ...]
    to_yes: tuple[frozenset[bound.Input], ...]
    """Where it is unknown: the smallest sets of inputs that can make it yes, smallest first."""
    to_no: tuple[frozenset[bound.Input], ...]
    """The same for no."""


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """What a standard says of a company on a day, as known on a day."""

    standard: Standard
    edition: Edition
    company: str
    name: str
    day: Day
    known: Day
    book_version: int
    tiers: tuple[TierAnswer, ...]
    """From the lowest tier to the highest."""

    def __repr__(self) -> str:
        return f"<Verdict: {self.name} by {self.standard.id}, {self.day}: {self.tier.id if self.tier else 'no tier'}>"

    @property
    def tier(self) -> Tier | None:
        """The highest tier that is a yes."""
        return next((each.tier for each in reversed(self.tiers) if each.answer), None)

    @property
    def reachable(self) -> Tier | None:
        """The highest tier that is not a no."""
        return next((each.tier for each in reversed(self.tiers) if each.answer is not False), None)

    @property
    def in_force(self) -> bool | None:
        """Whether the edition was in force on the day; None where its text does not say."""
        return self.standard.in_force(self.day)


class Judge:
    """Standards that judge one company after another on one view; what can be prepared is prepared once."""

    def __init__(self, view: View, standards: Sequence[Standard], also: Iterable[bound.Input] = ()) -> None:
        """`also`: further inputs of which `cases` tells what is known."""
        self.view, self.standards = view, tuple(standards)
        tiers = [tier for each in self.standards for tier in each.edition(view.day).tiers]
        own = needed(tier.condition for tier in tiers)
        self.inputs = tuple({(each.low, each.high): each for each in (*own, *also)}.values())

    @cached_property
    def _cases(self) -> Cases:
        return Cases(self.view, self.inputs)

    def __call__(self, company: str) -> tuple[Verdict, ...]:
        """The verdict of each standard on a company, given by its subject; QuestionError when it is not in the view."""
        return self.verdicts(company, *self._cases(company))

    def each(self, companies: Sequence[str]) -> Iterator[tuple[Verdict, ...]]:
        """The same for company after company; the facts of many are read together."""
        for company, (values, story) in self.cases(companies):
            yield self.verdicts(company, values, story)

    def cases(self, companies: Sequence[str]) -> Iterator[tuple[str, Case]]:
        """What is known of company after company; the facts of many are read together."""
        if len(companies) == 1:
            yield companies[0], self._cases(companies[0])
            return
        for start in range(0, len(companies), AT_ONCE):
            some = companies[start : start + AT_ONCE]
            found = self._cases.together(some)
            yield from ((company, found[company]) for company in some)

    def verdicts(
        self, company: str, values: Values | None, story: list[Told], among: Iterable[Standard] | None = None
    ) -> tuple[Verdict, ...]:
        """The verdict of each standard for what is known of a company; QuestionError when it is not in the view.

        `among`: of these standards only.
        """
        if values is None:
            raise QuestionError(nobody(company, self.view.day, self.view.known))
        case = _Case(self.view, company, values, story)
        return tuple(case.verdict(each) for each in (self.standards if among is None else among))


@overload
def judge(view: View, standard: Standard) -> ir.Table: ...
@overload
def judge(view: View, standard: Standard, company: str) -> Verdict: ...
def judge(view: View, standard: Standard, company: str | None = None) -> ir.Table | Verdict:
    """One company's verdict with its reasons, or without a company a table of all companies.

    The company is given by its subject; QuestionError when it is not in the view. The table has a row a company:
    `subject`, `name`, the highest `tier` reached, the highest not ruled out (`reachable`), and a column a tier.
    """
    return judged(view, standard) if company is None else Judge(view, (standard,))(company)[0]


class _Case:
    """One company: what is known of it."""

    def __init__(self, view: View, company: str, values: Values, story: list[Told]) -> None:
        self.view, self.company, self.values, self.story = view, company, values, story
        self._reasons: dict[bound.Leaf, Reason] = {}

    def verdict(self, standard: Standard) -> Verdict:
        view, edition = self.view, standard.edition(self.view.day)
        names = [told for told in self.story if told.kind == "Named"]
        last = max(names, key=lambda t: (t.valid, t.known, int(t.id, 16) & 0x1FFFFFFF))
        tiers = tuple(self._tier(tier) for tier in edition.tiers)
        name = str(last.says.get("name", self.company))
        return Verdict(standard, edition, self.company, name, view.day, view.known, view.book.version, tiers)

    def _tier(self, tier: Tier) -> TierAnswer:
        whole = reply(tier.condition, self.values, self.view.day)
        on_facts = reply(assume_favourable(tier.condition), self.values, self.view.day).answer
        clauses = []
        for clause in tier.every:
            answer = reply(clause.condition, self.values, self.view.day)
            clauses.append(ClauseAnswer(clause, answer, tuple(self._reason(leaf) for leaf in answer.shown)))
        unknown = whole.answer is None
        return TierAnswer(
            tier,
            whole.answer,
            on_facts,
            tuple(clauses),
            tuple(settling(whole, True)) if unknown else (),
            tuple(settling(whole, False)) if unknown else (),
        )

    def _reason(self, leaf: Reply) -> Reason:
        condition = leaf.condition
        assert isinstance(condition, bound.Leaf)
        if condition not in self._reasons:
            day, of = self.view.day, bound.inputs_of(condition)
            facts = _once(t for each in of for t in behind(each, self.story, day))
            others = _once(t for each in of for t in refused(each, self.story, day))
            quiet = () if facts else tuple(p for each in of for p in silent(each, self.story, self.view, GRACE))
            self._reasons[condition] = Reason(leaf, gap(leaf, day), facts, others, quiet, self._marks(leaf, facts))
        return self._reasons[condition]

    def _marks(self, leaf: Reply, facts: Sequence[Told]) -> tuple[str, ...]:
        found = [mark for told in facts for mark in fact_marks(told, self.view.day)]
        valued = [told for told in facts if told.kind == "Valuation"]
        if valued and leaf.left == KnownRange(None, None) and leaf.answer is None:
            newest = self.view.editions.get(valued[-1].source)
            found += ["lapsed"] if newest is not None and valued[-1].known < newest else []
        return tuple(dict.fromkeys(found))


def _once(facts: Iterable[Told]) -> tuple[Told, ...]:
    return tuple({(told.kind, told.id): told for told in facts}.values())


def fact_marks(told: Told, day: Day) -> list[str]:
    """What a reader should know of a fact before relying on it."""
    found = [told.grade] if told.grade in (Grade.DERIVED, Grade.SIMULATED) else []
    if told.kind == "Valuation":
        found += ["stale"] if told.valid < shift(day, -STALE) else []
        found += [told.says["bound"].replace("_", " ")] if told.says.get("bound") in ("at_least", "at_most") else []
        found += ["before the money"] if told.says.get("basis") == "pre_money" else []
        found += ["basis unstated"] if told.says.get("basis") == "unstated" else []
        found += [f"covers {told.says['scope']}"] if told.says.get("scope") in ("group", "merger") else []
    if told.kind == "Round" and "amount" not in told.says and told.says.keys() & {"least", "most"}:
        found.append("amount vague")
    if told.kind == "Round" and told.says.get("instrument") == "unstated":
        found.append("instrument unstated")
    if told.kind == "Listed" and venue(str(told.says.get("venue", ""))) in QUOTATION_BOARDS:
        found.append("quotation board")
    if told.kind == "Founded" and told.says.get("precision") in ("year", "month"):
        found.append(f"only the {told.says['precision']} is known")
    return found


MARKS = {
    "derived": message("worked out, not read"),
    "simulated": message("simulated"),
    "stale": message("more than {months} months old", months=STALE),
    "lapsed": message("the list has since been made anew without the company"),
    "at least": message("a lower limit"),
    "at most": message("an upper limit"),
    "before the money": message("before the money of the round: post-money is at least this"),
    "basis unstated": message("basis not stated"),
    "covers group": message("covers the whole group"),
    "covers merger": message("covers a merger"),
    "quotation board": message("a quotation board; not every text calls that a listing"),
    "amount vague": message("the amount is vague"),
    "instrument unstated": message("instrument not stated"),
    "only the year is known": message("only the year is known"),
    "only the month is known": message("only the month is known"),
}
"""Each mark in words."""
