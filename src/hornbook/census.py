"""Who is a unicorn on a day: counts, value and unknowns, by group, under one plain rule until standards come.

The rule is three-valued. A company is a yes when both clauses are yes, a no when either is no, else unknown; unknowns
are counted beside the yes and never inside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from hornbook.book.months import shift
from hornbook.book.view import View
from hornbook.errors import QuestionError, did_you_mean
from hornbook.indicators.profile import profile, speaking, spoken_by
from hornbook.kinds import Acquired, Closed, Listed, Named
from hornbook.terms import Bound, Day, Text

FLOOR = Decimal(1_000_000_000)
FRESH = 36
"""Months for which a valuation, and a source's word that a company is private, count as evidence."""

RULE = Text(
    f"private and worth at least US$1bn, by evidence at most {FRESH} months old",
    f"未上市、未被收购、仍在经营，且估值不低于10亿美元（证据不早于{FRESH}个月）",
)

GROUPS = ("city", "country", "region", "sector", "source", "year")
"""What a census can be counted by; year is the founding year, source is who gave the valuation."""

_NEEDS = (
    "name",
    "valuation",
    "valuation_day",
    "valuation_bound",
    "valuation_source",
    "lapsed",
    "listed",
    "acquired",
    "closed",
)
_COLUMN = {"source": "valuation_source", "year": "founded"}


@dataclass(frozen=True, slots=True)
class Count:
    """How many companies are a yes, what those are worth together, and of how many it is unknown."""

    count: int
    value_usd: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a census: the group's keys (None where unknown) and its figures."""

    keys: dict[str, str | int | None]
    figures: Count


class Company(NamedTuple):
    """A company that the census names."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Census:
    """The answer, with all that is needed to ask it again."""

    day: Day
    known: Day
    rule: Text
    book_version: int
    total: Count
    limits: int
    """Of how many of the yes only a lower limit of the value is known, so that the sum is one too."""
    rows: tuple[Group, ...]
    enters: tuple[Company, ...] = ()
    """Companies that are a yes only with hindsight."""
    leaves: tuple[Company, ...] = ()
    """Companies that were a yes by what was known on the day, and are none with hindsight."""


def verdicts(view: View, columns: Iterable[str] = ()) -> ir.Table:
    """One row a company: `subject`, `name`, `verdict` (empty: unknown), `why`, `value` in US dollars, and more columns.

    `why` is one word: the clause that decides, or what is missing.
    """
    extra = [c for c in columns if c not in ("name", "valuation_source")]
    rows = profile(view, dict.fromkeys([*_NEEDS, *extra])).left_join(_spoken(view), "subject").drop("subject_right")
    oldest = ibis.date(shift(view.day, -FRESH))
    gone = rows.listed.notnull() | rows.acquired.notnull() | rows.closed.notnull()
    private = ibis.ifelse(gone, False, ibis.ifelse(rows.spoken, True, ibis.null("boolean")))
    usable = rows.valuation.notnull() & ~rows.lapsed & (rows.valuation_day >= oldest)
    worth = ibis.ifelse(usable, _at_least(rows.valuation, rows.valuation_bound), ibis.null("boolean"))
    verdict = private & worth
    why = ibis.cases(
        (rows.listed.notnull(), "listed"),
        (rows.acquired.notnull(), "acquired"),
        (rows.closed.notnull(), "closed"),
        (worth == False, "below"),  # noqa: E712  a column, not a condition
        (rows.valuation.isnull(), "no valuation"),
        (rows.lapsed, "lapsed"),
        (rows.valuation_day < oldest, "stale"),
        (worth.isnull(), "only a bound"),
        (private.isnull(), "fate unspoken"),
        else_="unicorn",
    )
    return rows.select(
        "subject",
        "name",
        *extra,
        verdict=verdict,
        why=why,
        value=rows.valuation,
        bound=rows.valuation_bound,
        valuation_source=rows.valuation_source,
    )


def _at_least(value: ir.Value, bound: ir.Value) -> ir.Value:
    """Whether an amount reaches the floor: a limit from one side settles it from one side only."""
    reaches = value >= FLOOR
    settles = (bound == Bound.EXACT.value) | ((bound == Bound.AT_LEAST.value) == reaches)
    return ibis.ifelse(settles, reaches, ibis.null("boolean"))


def _spoken(view: View) -> ir.Table:
    """Whether, for each company, sources that promised to name every listing, sale and closure still speak of it."""
    named = view.facts(Named)
    since = shift(view.day, -FRESH)
    words = [spoken_by(named, speaking(view.pledges, kind, since)).any() for kind in (Listed, Acquired, Closed)]
    return named.group_by("subject").aggregate(spoken=reduce(lambda a, b: a & b, words))


def census(view: View, by: Iterable[str] = ()) -> Census:
    """Count the companies of a view under RULE, in groups; with hindsight, say which companies differ for it."""
    keys = list(dict.fromkeys(by))
    for key in keys:
        if key not in GROUPS:
            raise QuestionError(
                f"A census cannot be counted by '{key}'.{did_you_mean(key, GROUPS)} It knows: {', '.join(GROUPS)}."
            )
    rows = verdicts(view, [_COLUMN.get(key, key) for key in keys if key != "source"])
    grouped = rows.mutate(**{f"by_{key}": _key(rows, key) for key in keys})
    figures = grouped.aggregate(
        by=[f"by_{key}" for key in keys],
        count=grouped.verdict.sum().fill_null(0),
        unknown=grouped.verdict.isnull().sum().fill_null(0),
        value=grouped.value.sum(where=grouped.verdict).fill_null(0),
        limits=(grouped.verdict & (grouped.bound != Bound.EXACT.value)).sum().fill_null(0),
    )
    answers = view.engine.arrow(figures).to_pylist()
    found = [
        Group({key: row[f"by_{key}"] for key in keys}, Count(row["count"], row["value"], row["unknown"]))
        for row in answers
    ]
    parts = [group.figures for group in found]
    total = Count(
        sum(part.count for part in parts),
        sum((part.value_usd for part in parts), start=Decimal(0)),
        sum(part.unknown for part in parts),
    )
    shown = [group for group in found if keys and (group.figures.count or group.figures.unknown)]
    limits = sum(row["limits"] for row in answers)
    ordered = tuple(sorted(shown, key=_order))
    answer = Census(view.day, view.known, RULE, view.book.version, total, limits, ordered)
    return _with_hindsight(view, answer) if view.hindsight else answer


def _key(rows: ir.Table, key: str) -> ir.Value:
    return rows.founded.year() if key == "year" else rows[_COLUMN.get(key, key)]


def _order(group: Group) -> tuple[object, ...]:
    """Most first; equals by value, then by unknowns, then by their keys, the unknown key last."""
    words = tuple((word is None, str(word)) for word in group.keys.values())
    return -group.figures.count, -group.figures.value_usd, -group.figures.unknown, words


def _with_hindsight(view: View, answer: Census) -> Census:
    now = yes(view)
    then = yes(replace(view, known=view.day))
    return replace(
        answer, enters=tuple(sorted(now - then, key=_by_name)), leaves=tuple(sorted(then - now, key=_by_name))
    )


def yes(view: View) -> set[Company]:
    """The companies that are a yes."""
    rows = verdicts(view)
    found = view.engine.arrow(rows.filter(rows.verdict).select("subject", "name")).to_pylist()
    return {Company(row["subject"], row["name"]) for row in found}


def _by_name(company: Company) -> tuple[str, str]:
    return company.name.casefold(), company.subject
