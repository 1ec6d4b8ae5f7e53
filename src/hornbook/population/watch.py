"""What to look at: who crossed a line since a day, who is within reach of it, and who will age out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang import bound
from hornbook.lang.answer import Reply, reply
from hornbook.lang.bound import Type
from hornbook.lang.compile import compiled
from hornbook.lang.days import moved
from hornbook.lang.filter import Filter
from hornbook.population.count import Company, by_name
from hornbook.population.flow import Flow, flow
from hornbook.population.grounds import Ground, grounds_of
from hornbook.population.verdicts import Under
from hornbook.standards.ask import Rule, rule
from hornbook.standards.gap import Gap, ages_out
from hornbook.standards.judge import favourable, input_table, known_inputs, needed
from hornbook.text import message

REACH = Decimal("0.2")
"""Within reach: short of an amount, a count or a ratio by no more than this share of it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A company that one step brings into the tier: what keeps it out today."""

    company: Company
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Aging:
    """A company that the passing of days alone takes out of the tier, by its age or by days counted from a fact."""

    company: Company
    clause: str
    gap: Gap


@dataclass(frozen=True, slots=True, repr=False)
class Watch:
    """What happened between two days, and what is about to."""

    rule: Rule
    flow: Flow
    within: int
    """Days ahead that the aging looks."""
    near: tuple[Near, ...]
    aging: tuple[Aging, ...]

    def __repr__(self) -> str:
        ahead = f"{len(self.near):,} near, {len(self.aging):,} age out in {self.within} days"
        return f"<Watch: {self.rule.standard.id}, {self.flow.first} to {self.flow.last}: {ahead}>"


def watch(
    earlier: View,
    later: View,
    *,
    under: Under = None,
    within: int = 180,
    reach: Decimal = REACH,
    where: Filter | None = None,
    on_facts: bool = False,
) -> Watch:
    """Crossings between two views; on the later one, who is within reach and who ages out within so many days.

    Only companies within the filter `where` are looked at. With `on_facts`, what only a person can judge is taken in
    the companies' favour, for crossings, reach and aging alike.
    """
    if later.day <= earlier.day:
        raise QuestionError(
            message(
                "The watch runs from an earlier day to a later one, not from {earlier} to {later}.",
                earlier=earlier.day,
                later=later.day,
            )
        )
    if not 1 <= within <= 3650 or not 0 < reach < 1:
        raise QuestionError(message("Look 1 to 3650 days ahead, and within a share between 0 and 1."))
    asked = rule(under, later.day)
    put = favourable(asked) if on_facts else asked
    return Watch(
        asked,
        flow(earlier, later, under=under, where=where, on_facts=on_facts),
        within,
        _near(later, put, reach, where),
        _aging(later, put, within, where),
    )


def _near(view: View, asked: Rule, reach: Decimal, where: Filter | None) -> tuple[Near, ...]:
    """Companies that are a no today, and none with every floor lowered by a share."""
    strict = asked.tier.condition
    rows, inputs = _asked(view, strict, relaxed(strict, reach), where)
    found = []
    for row in rows:
        told = known_inputs(inputs, row)
        if reply(strict, told, view.day).answer is False:
            grounds = grounds_of(asked, strict, told, view.day)
            found.append(Near(Company(row["subject"], row["name"]), grounds))
    return tuple(sorted(found, key=lambda near: by_name(near.company)))


def _asked(
    view: View, strict: bound.Condition, loose: bound.Condition, where: Filter | None
) -> tuple[list[dict[str, Any]], Any]:
    """What is known of the companies that only the looser condition lets in."""
    inputs = needed([strict])
    table, at = input_table(view, inputs, chosen_indicators(["name"]), where)
    rows = table.mutate(strict=compiled(strict, at, view.day), loose=compiled(loose, at, view.day))
    return view.engine.arrow(rows.filter(rows.loose & ~rows.strict.fill_null(True))).to_pylist(), inputs


def _aging(view: View, asked: Rule, within: int, where: Filter | None) -> tuple[Aging, ...]:
    """Companies that are a yes today, and by the same facts no more so many days on."""
    condition, last = asked.tier.condition, view.day + timedelta(days=within)
    inputs = needed([condition])
    table, at = input_table(view, inputs, chosen_indicators(["name"]), where)
    rows = table.mutate(
        now=compiled(condition, at, view.day),
        then=compiled(condition, lambda each: moved(each, at(each), view.day, last), last),
    )
    leaving = rows.filter(rows.now & ~rows.then.fill_null(False))
    found = [_ages(view, asked, row, inputs, within) for row in view.engine.arrow(leaving).to_pylist()]
    return tuple(sorted(found, key=lambda one: (one.gap.amount, *by_name(one.company))))


def _ages(view: View, asked: Rule, row: dict[str, Any], inputs: Sequence[bound.Input], within: int) -> Aging:
    """The last day on which the company is still a yes, and the clauses that the next day takes from it."""
    told = known_inputs(inputs, row)

    def ask(condition: bound.Condition, days: int) -> Reply:
        day = view.day + timedelta(days=days)
        later = {key: moved(each, told[key], view.day, day) for each in inputs for key in [(each.low, each.high)]}
        return reply(condition, later, day)

    @cache
    def leaves(days: int) -> tuple[bool | None, ...]:
        return tuple(leaf.answer for leaf in ask(asked.tier.condition, days).leaves)

    turns = _turns(leaves, 0, within)
    out = next(days for days in turns if ask(asked.tier.condition, days).answer is not True)
    lost = [
        clause.id
        for clause in asked.tier.every
        if ask(clause.condition, out - 1).answer and not ask(clause.condition, out).answer
    ]
    return Aging(Company(row["subject"], row["name"]), ", ".join(lost), ages_out(out - 1))


def _turns(leaves: Callable[[int], object], first: int, last: int) -> Iterator[int]:
    """The days after the first on which an answer is another than the day before, by halves.

    By the days alone a single comparison only ever turns one way, so what is alike at both ends is alike between.
    """
    if leaves(first) == leaves(last):
        return
    if last - first == 1:
        yield last
        return
    middle = (first + last) // 2
    yield from _turns(leaves, first, middle)
    yield from _turns(leaves, middle, last)


_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_COUNTED = (Type.MONEY, Type.NUMBER, Type.PEOPLE, Type.SHARE)


def relaxed(condition: bound.Condition, reach: Decimal) -> bound.Condition:
    """The condition with every floor of an amount, count or ratio lowered by a share; caps and days stay."""
    match condition:
        case bound.BoundAll():
            return bound.BoundAll(tuple(relaxed(part, reach) for part in condition.parts))
        case bound.BoundAny():
            return bound.BoundAny(tuple(relaxed(part, reach) for part in condition.parts))
        case bound.BoundInPrinciple():
            return replace(condition, part=relaxed(condition.part, reach))
        case bound.BoundReadings():
            return replace(condition, parts=tuple(relaxed(part, reach) for part in condition.parts))
        case bound.BoundNot(part=bound.BoundCompare() as part) if part.op in _NEGATED:
            return relaxed(replace(part, op=_NEGATED[part.op]), reach)
        case bound.BoundCompare(op=">" | ">=", right=bound.Const() as limit):
            return replace(condition, right=_lowered(limit, reach))
        case bound.BoundCompare(op="<" | "<=", left=bound.Const() as limit):
            return replace(condition, left=_lowered(limit, reach))
    return condition


def _lowered(limit: bound.Const, reach: Decimal) -> bound.Const:
    if isinstance(limit.value, Decimal) and limit.value > 0 and limit.type in _COUNTED:
        return replace(limit, value=limit.value * (1 - reach))
    return limit
