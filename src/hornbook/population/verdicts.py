"""What a rule says of each company, one row each: yes, no or unknown, the clause that decides, and the value."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from hornbook.book.view import View
from hornbook.indicators.algebra import Indicator, Unit, latest
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.kinds import Valuation
from hornbook.lang import bound
from hornbook.lang.compile import At, compiled
from hornbook.lang.filter import Filter
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import assume_favourable, input_table, needed
from hornbook.standards.standard import Standard
from hornbook.terms import Day
from hornbook.text import Text

Under: TypeAlias = str | Standard | None
"""The rule asked under: a word such as 'gei-unicorn:super', a standard, or None for the plain rule."""


_NOTHING = Text("", "")
_AMOUNT = latest(Valuation, "amount")


def verdicts(
    view: View,
    extra: Iterable[str] = (),
    *,
    under: Under = None,
    where: Filter | None = None,
    ease: Callable[[bound.Condition], bound.Condition] | None = None,
) -> ir.Table:
    """One row a company: `subject`, `name`, `verdict` (empty: unknown), `why`, `value` in US dollars, and indicators.

    `why` is a few words: the clause that decides, or what is missing; `on_facts` is the verdict if persons judge every
    open matter in the company's favour; `limit` is true where `value` is only a limit. With `where` only the companies
    within that filter have a row. With `ease` there is a column `eased0`, `eased1` … for each of `tier_parts`, what it
    says once it is eased so.
    """
    asked = rule(under, view.day)
    value, condition = asked.edition.value, asked.tier.condition
    inputs = needed([condition, bound.BoundCompare(value, ">=", value, "")])
    also = dict.fromkeys(["name", "valuation_source", "valuation", "lapsed", *extra])
    more = [*chosen_indicators(also), Indicator(_AMOUNT, Unit.TEXT, _NOTHING, "any_amount")]
    table, at = input_table(view, inputs, more, where)
    low, high = at(value)
    parts = tier_parts(asked)
    eased = {f"eased{n}": compiled(ease(part), at, view.day) for n, (_, part) in enumerate(parts)} if ease else {}
    # Answers become columns before anything asks whether they are empty: "NOT x IS NULL" means something else in SQL.
    rows = table.select(
        "subject",
        *also,
        "any_amount",
        low=low,
        high=high,
        verdict=compiled(condition, at, view.day),
        on_facts=compiled(assume_favourable(condition), at, view.day),
        **{f"part{n}": compiled(part, at, view.day) for n, (_, part) in enumerate(parts)},
        **{f"disputed{n}": _disputed(part, at, view.day) for n, (_, part) in enumerate(parts)},
        **eased,
    )
    one_sided = ibis.ifelse(rows.low == rows.high, False, rows.low.notnull() | rows.high.notnull())
    return rows.select(
        "subject",
        *also,
        "verdict",
        "on_facts",
        why=_why(asked, rows, parts),
        value=ibis.coalesce(rows.low, rows.high),
        limit=one_sided.fill_null(True),
        **{name: rows[name] for name in eased},
    )


WAYS_IN = "no way in"
"""The branches of a tier, as one part of it."""

_NO = {
    "Listed": "listed",
    "Acquired": "acquired",
    "Closed": "closed",
    "Valuation": "below",
    "Founded": "age",
    "Registered": "elsewhere",
    "Round": "funding",
    "Decision": "judged otherwise",
}


_UNKNOWN = {
    "Listed": "fate unspoken",
    "Acquired": "fate unspoken",
    "Closed": "fate unspoken",
    "Founded": "founding day unknown",
    "Registered": "place unknown",
    "Round": "funding unknown",
    "Decision": "for a person to judge",
}


def tier_parts(asked: Rule) -> list[tuple[str, bound.Condition]]:
    """The clauses of a tier by name; its branches as one."""
    parts = [(clause.id, clause.condition) for clause in asked.tier.clauses]
    if asked.tier.branches:
        ways = tuple(bound.BoundAll(tuple(c.condition for c in branch.clauses)) for branch in asked.tier.branches)
        parts.append((WAYS_IN, bound.BoundAny(ways)))
    return parts


def _why(asked: Rule, rows: ir.Table, parts: list[tuple[str, bound.Condition]]) -> ir.StringValue:
    """The first clause that is a no; else the first that is unknown, facts before judgements; else the tier."""
    numbered = [(n, name, part) for n, (name, part) in enumerate(parts)]
    nos = [(rows[f"part{n}"] == False, _word(_NO, name, part)) for n, name, part in numbered]  # noqa: E712  a column
    rank = {"Valuation": 0, "Decision": 2}
    unknown = sorted(numbered, key=lambda each: rank.get(_kind(each[2]), 1))
    disputed = [(rows[f"part{n}"].isnull() & rows[f"disputed{n}"], "readings disagree") for n, _, _ in unknown]
    missing = [
        (rows[f"part{n}"].isnull(), _valued(rows) if _kind(part) == "Valuation" else _word(_UNKNOWN, name, part))
        for n, name, part in unknown
    ]
    return ibis.cases(*nos, *disputed, *missing, else_=asked.tier.id)


def _disputed(part: bound.Condition, at: At, day: Day) -> ir.BooleanValue:
    """Whether one reading of a clause is yes and another no."""
    if not isinstance(part, bound.BoundReadings):
        return ibis.literal(False)
    some = reduce(or_, (compiled(one, at, day).fill_null(False) for one in part.parts))
    other = reduce(or_, ((~compiled(one, at, day)).fill_null(False) for one in part.parts))
    return some & other


def _kind(part: bound.Condition) -> str:
    """The kind of fact of which a condition speaks; empty where there are several."""
    kinds = {kind.__name__ for each in bound.inputs_of(part) for kind in each.kinds}
    return kinds.pop() if len(kinds) == 1 else ""


def _word(words: dict[str, str], name: str, part: bound.Condition) -> str:
    return words.get(_kind(part), name)


def _valued(rows: ir.Table) -> ir.StringValue:
    """What is the matter with a valuation that settles nothing."""
    return ibis.cases(
        (rows.any_amount.isnull(), "no valuation"),
        (rows.lapsed, "lapsed"),
        (rows.low.notnull() | rows.high.notnull(), "only a bound"),
        (rows.valuation.isnull(), "no rate"),
        else_="stale or not counted",
    )
