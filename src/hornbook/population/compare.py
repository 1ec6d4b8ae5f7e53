"""Why lists differ: several rules, and published lists, on one view; where they disagree, the clause that decides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from typing import Any

import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.indicators.algebra import Lapsed, Where, latest
from hornbook.kinds import Certified
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.lang.filter import Filter
from hornbook.population.count import Company, by_name
from hornbook.population.grounds import Ground, grounds_of
from hornbook.population.list_reasons import ListDifference, list_differences
from hornbook.standards.ask import Rule, rule
from hornbook.standards.in_memory import answer_batches
from hornbook.standards.judge import assume_favourable, known_inputs, needed
from hornbook.terms import Day
from hornbook.text import Text, listing, message

LIST = "list:"
"""With this a name means a list as its maker published it, such as 'list:CB Insights'."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A company on which rules disagree: what each says, and why those that do not say yes do not."""

    company: Company
    answers: dict[str, bool | None]
    grounds: dict[str, tuple[Ground, ...]]


@dataclass(frozen=True, slots=True)
class RulePair:
    """Two rules: of how many companies both, one or neither says yes."""

    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    opposed: int
    """Of those in one only: how many the other rules out, where the rest is unknown to it."""

    @property
    def overlap(self) -> float | None:
        """Share of the companies of either that both have (Jaccard)."""
        either = self.both + self.first_only + self.second_only
        return self.both / either if either else None


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Several rules on one view."""

    day: Day
    known: Day
    book_version: int
    names: dict[str, Text]
    partial: tuple[str, ...]
    """Which of the rules are published here in part only."""
    counts: dict[str, tuple[int, int]]
    """For each rule how many are a yes, and of how many it is unknown."""
    pairs: tuple[RulePair, ...]
    disputes: tuple[Disagreement, ...]
    lists: tuple[ListDifference, ...] = ()
    """For each list and each other rule or list: why the list leaves out what the other takes."""

    def __repr__(self) -> str:
        return f"<Comparison: {', '.join(self.names)}, {self.day}: {len(self.disputes):,} in dispute>"


@dataclass(frozen=True, slots=True)
class _Side:
    label: str
    name: Text
    condition: bound.Condition
    rule: Rule | None


def compare(view: View, asked: Sequence[str], *, on_facts: bool = False, where: Filter | None = None) -> Comparison:
    """Each word is a rule such as 'gei-unicorn' or 'hurun:super', or a list such as 'list:CB Insights'.

    A company is in dispute when one rule says yes and another does not. With `on_facts`, what only a person can
    judge is taken in the companies' favour. With `where` only the companies within that filter are compared.
    """
    sides = list({side.label: side for side in (_side(view, word) for word in asked)}.values())
    if len(sides) < 2:
        raise QuestionError(message("A comparison needs two rules or more, each another one."))
    if on_facts:
        sides = [_Side(s.label, s.name, assume_favourable(s.condition), s.rule) for s in sides]
    labels = [side.label for side in sides]
    told: list[dict[str, Any]] = []
    unknown = Counter[str]()
    for rows in answer_batches(view, {side.label: side.condition for side in sides}, ["name"], where=where):
        unknown.update({label: rows[label].null_count for label in labels})
        told += rows.filter(reduce(pc.or_, (rows[label].fill_null(False) for label in labels))).to_pylist()
    disputed = [row for row in told if any(row[label] is not True for label in labels)]
    return Comparison(
        view.day,
        view.known,
        view.book.version,
        {side.label: side.name for side in sides},
        tuple(side.label for side in sides if side.rule and side.rule.standard.partial),
        {label: (sum(row[label] is True for row in told), unknown[label]) for label in labels},
        tuple(_pair(told, a, c) for a, c in combinations(labels, 2)),
        _disputes(sides, disputed, view.day),
        list_differences(
            view,
            {side.label: side.label.removeprefix(LIST) for side in sides if side.rule is None},
            {str(row["subject"]): {label: _answer(row[label]) for label in labels} for row in told},
        ),
    )


def _side(view: View, word: str) -> _Side:
    if word.startswith(LIST):
        maker = word.removeprefix(LIST)
        return _Side(word, Text(f"{maker}, as published", f"{maker}（公开榜单）"), _published(view, maker), None)
    found = rule(word, view.day)
    return _Side(found.label, found.name, found.tier.condition, found)


def _published(view: View, maker: str) -> bound.Condition:
    """Whether a company stands on the newest edition of a maker's list; a list says no by leaving out."""
    facts = view.facts(Certified, ["by"])
    makers = sorted(m for m in view.engine.arrow(facts.select("by").distinct())["by"].to_pylist() if m)
    if maker not in makers:
        known = message(" It knows: {makers}.", makers=listing(makers)) if makers else ""
        raise QuestionError(message("The book has no list by '{maker}'.{known}", maker=maker, known=known))
    gone = Lapsed(replace(latest(Certified, "source", Where("by", (maker,))), in_force=True))
    says = Text(f"on the newest list of {maker}", f"在{maker}最新榜单上")
    return bound.BoundNot(
        bound.Flag(bound.Input(f"list of {maker}", "list", Type.YES_NO, "", gone, gone, says, (Certified,)), "", True)
    )


def _pair(rows: list[dict[str, Any]], a: str, c: str) -> RulePair:
    both = sum(row[a] is True and row[c] is True for row in rows)
    first = [row for row in rows if row[a] is True and row[c] is not True]
    second = [row for row in rows if row[c] is True and row[a] is not True]
    opposed = sum(row[c] is False for row in first) + sum(row[a] is False for row in second)
    return RulePair(a, c, both, len(first), len(second), opposed)


def _disputes(sides: list[_Side], rows: list[dict[str, Any]], day: Day) -> tuple[Disagreement, ...]:
    inputs = needed(side.condition for side in sides)
    found = []
    for row in rows:
        known = known_inputs(inputs, row)
        company = Company(str(row["subject"]), str(row["name"]))
        answers = {side.label: _answer(row[side.label]) for side in sides}
        grounds = {
            side.label: grounds_of(side.rule, side.condition, known, day)
            for side in sides
            if answers[side.label] is not True
        }
        found.append(Disagreement(company, answers, grounds))
    return tuple(sorted(found, key=lambda d: (False not in d.answers.values(), *by_name(d.company))))


def _answer(value: object) -> bool | None:
    return None if value is None else bool(value)
