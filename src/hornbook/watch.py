"""What to look at: who crossed a line since a day, who is within reach of it, and who will age out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hornbook.book.view import View
from hornbook.census import Company, Under, by_name
from hornbook.compare import Ground, grounds_of
from hornbook.errors import QuestionError
from hornbook.flow import Flow, flow
from hornbook.indicators.catalogue import chosen
from hornbook.indicators.profile import formulas
from hornbook.lang import bound as b
from hornbook.lang.answer import reply
from hornbook.lang.bound import Type
from hornbook.lang.compile import compiled
from hornbook.standards.ask import Rule, rule
from hornbook.standards.gap import Gap, gap
from hornbook.standards.judge import columns, favoured, known, needed, places

REACH = Decimal("0.2")
"""Within reach: short of an amount, a count or a ratio by no more than this share of it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A company that one step brings into the tier: what keeps it out today."""

    company: Company
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Aging:
    """A company that the passing of days alone takes out of the tier."""

    company: Company
    clause: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Watch:
    """What happened between two days, and what is about to."""

    rule: Rule
    flow: Flow
    within: int
    """Days ahead that the aging looks."""
    near: tuple[Near, ...]
    aging: tuple[Aging, ...]


def watch(earlier: View, later: View, *, under: Under = None, within: int = 180, reach: Decimal = REACH) -> Watch:
    """Crossings between two views; on the later one, who is within reach and who ages out within so many days.

    Matters that only a person can judge are taken in a company's favour for reach, never for crossings.
    """
    if later.day <= earlier.day:
        raise QuestionError(
            f"The watch runs from an earlier day to a later one, not from {earlier.day} to {later.day}."
        )
    if not 1 <= within <= 3650 or not 0 < reach < 1:
        raise QuestionError("Look 1 to 3650 days ahead, and within a share between 0 and 1.")
    asked = rule(under, later.day)
    return Watch(
        asked,
        flow(earlier, later, under=under),
        within,
        _near(later, asked, reach),
        _aging(later, asked, within),
    )


def _near(view: View, asked: Rule, reach: Decimal) -> tuple[Near, ...]:
    """Companies that are a no today, and none with every floor lowered by a share."""
    strict = favoured(asked.tier.condition)
    rows, inputs = _asked(view, asked, strict, relaxed(strict, reach))
    found = []
    for row in rows:
        told = known(inputs, row)
        if reply(strict, told, view.day).answer is False:
            grounds = grounds_of(asked, strict, told, view.day)
            found.append(Near(Company(row["subject"], row["name"]), grounds))
    return tuple(sorted(found, key=lambda near: by_name(near.company)))


def _asked(view: View, asked: Rule, strict: b.Condition, loose: b.Condition) -> tuple[list[dict[str, Any]], Any]:
    """What is known of the companies that only the looser condition lets in."""
    inputs = needed([strict])
    table = formulas(view, [*columns(inputs), *chosen(["name"])])
    at = places(inputs, table)
    rows = table.mutate(strict=compiled(strict, at, view.day), loose=compiled(loose, at, view.day))
    return view.engine.arrow(rows.filter(rows.loose & ~rows.strict.fill_null(True))).to_pylist(), inputs


def _aging(view: View, asked: Rule, within: int) -> tuple[Aging, ...]:
    """Companies that are a yes today, and by the same facts no more so many days on."""
    condition, ahead = asked.tier.condition, view.day + timedelta(days=within)
    inputs = needed([condition])
    table = formulas(view, [*columns(inputs), *chosen(["name"])])
    at = places(inputs, table)
    rows = table.mutate(now=compiled(condition, at, view.day), then=compiled(condition, at, ahead))
    found = []
    for row in view.engine.arrow(rows.filter(rows.now & ~rows.then.fill_null(True))).to_pylist():
        told = known(inputs, row)
        for clause in asked.tier.every:
            for leaf in reply(clause.condition, told, view.day).leaves:
                measured = gap(leaf, view.day)
                if leaf.answer and measured and measured.unit == "days" and measured.amount <= within:
                    found.append(Aging(Company(row["subject"], row["name"]), clause.id, measured))
    return tuple(sorted(_first(found), key=lambda one: (one.gap.amount, *by_name(one.company))))


def _first(found: Iterable[Aging]) -> list[Aging]:
    """For each company the day that comes first."""
    soonest: dict[str, Aging] = {}
    for one in found:
        held = soonest.get(one.company.subject)
        if held is None or one.gap.amount < held.gap.amount:
            soonest[one.company.subject] = one
    return list(soonest.values())


def relaxed(condition: b.Condition, reach: Decimal) -> b.Condition:
    """The condition with every floor of an amount, count or ratio lowered by a share; caps and days stay."""
    match condition:
        case b.All():
            return b.All(tuple(relaxed(part, reach) for part in condition.parts))
        case b.Any():
            return b.Any(tuple(relaxed(part, reach) for part in condition.parts))
        case b.Compare(op=">" | ">=", right=b.Const(value=Decimal() as value) as limit) if value > 0:
            if limit.type in (Type.MONEY, Type.NUMBER, Type.PEOPLE, Type.SHARE):
                return replace(condition, right=replace(limit, value=value * (1 - reach)))
    return condition
