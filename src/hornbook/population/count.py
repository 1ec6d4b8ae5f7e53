"""Who reaches a tier on a day: counts, value and unknowns, by group, under any standard or the house's plain rule.

A company is a yes, a no or unknown; unknowns are counted beside the yes and never inside it, and give the figure its
lower and upper bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import ibis
import ibis.expr.types as ir

from hornbook.book.view import View
from hornbook.errors import QuestionError, suggestion
from hornbook.indicators.algebra import Indicator, Unit, latest
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import formula_values
from hornbook.kinds import Valuation
from hornbook.lang import bound
from hornbook.lang.compile import compiled
from hornbook.population.places import PLACES, Placed, place_naming, with_place_names
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import assume_favourable, input_columns, input_places, needed
from hornbook.standards.standard import Standard
from hornbook.terms import Day
from hornbook.text import Text, listing, message

GROUPS = ("city", "country", "region", "sector", "track", "source", "year")
"""What a census can be counted by; year is the founding year, source is who gave the valuation."""

Under: TypeAlias = str | Standard | None
"""The rule asked under: a word such as 'gei-unicorn:super', a standard, or None for the plain rule."""

BANDS = tuple(Decimal(10**6) * step for step in (100, 500, 1_000, 2_000, 5_000, 10_000, 50_000))
"""Edges of the bands of value, in US dollars."""

_COLUMN = {"source": "valuation_source", "year": "founded"}
_NOTHING = Text("", "")
_AMOUNT = latest(Valuation, "amount")


@dataclass(frozen=True, slots=True)
class Count:
    """How many companies are a yes, what those are worth together, and of how many it is unknown."""

    count: int
    value_usd: Decimal
    unknown: int
    judgement: int = 0
    """How many of the unknown lack nothing but a person's judgement."""
    valued: int = 0
    """How many of the yes have a known value."""
    median_usd: Decimal | None = None

    @property
    def mean_usd(self) -> Decimal | None:
        """Mean value of those whose value is known."""
        return round(self.value_usd / self.valued, 2) if self.valued else None


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """One line of a census: the group's keys (None where unknown), its figures, its rank and its share of the yes."""

    keys: dict[str, str | int | None]
    figures: Count
    rank: int = 0
    share: float | None = None


class Band(NamedTuple):
    """The yes with a value from `low` on and below `high` (None: no edge on that side)."""

    low: Decimal | None
    high: Decimal | None
    companies: int
    value_usd: Decimal


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
    asked: Rule
    book_version: int
    total: Count
    limits: int
    """Of how many of the yes only a lower limit of the value is known, so that the sum is one too."""
    bands: tuple[Band, ...]
    rows: tuple[CountedGroup, ...]
    enters: tuple[Company, ...] = ()
    """Companies that are a yes only with hindsight."""
    leaves: tuple[Company, ...] = ()
    """Companies that were a yes by what was known on the day, and are none with hindsight."""
    placed: Placed | None = None
    """How the places by which it is grouped are named; None without such a group."""


def verdicts(view: View, extra: Iterable[str] = (), *, under: Under = None) -> ir.Table:
    """One row a company: `subject`, `name`, `verdict` (empty: unknown), `why`, `value` in US dollars, and indicators.

    `why` is a few words: the clause that decides, or what is missing; `on_facts` is the verdict if persons judge every
    open matter in the company's favour; `limit` is true where `value` is only a limit.
    """
    asked = rule(under, view.day)
    value, condition = asked.edition.value, asked.tier.condition
    inputs = needed([condition, bound.BoundCompare(value, ">=", value, "")])
    also = dict.fromkeys(["name", "valuation_source", "valuation", "lapsed", *extra])
    table = formula_values(
        view, [*input_columns(inputs), *chosen_indicators(also), Indicator(_AMOUNT, Unit.TEXT, _NOTHING, "any_amount")]
    )
    at = input_places(inputs, table)
    low, high = at(value)
    parts = _parts(asked)
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
    )


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


def _parts(asked: Rule) -> list[tuple[str, bound.Condition]]:
    """The clauses of a tier by name; its branches as one."""
    parts = [(clause.id, clause.condition) for clause in asked.tier.clauses]
    if asked.tier.branches:
        ways = tuple(bound.BoundAll(tuple(c.condition for c in branch.clauses)) for branch in asked.tier.branches)
        parts.append(("no way in", bound.BoundAny(ways)))
    return parts


def _why(asked: Rule, rows: ir.Table, parts: list[tuple[str, bound.Condition]]) -> ir.StringValue:
    """The first clause that is a no; else the first that is unknown, facts before judgements; else the tier."""
    numbered = [(n, name, part) for n, (name, part) in enumerate(parts)]
    nos = [(rows[f"part{n}"] == False, _word(_NO, name, part)) for n, name, part in numbered]  # noqa: E712  a column
    rank = {"Valuation": 0, "Decision": 2}
    unknown = sorted(numbered, key=lambda each: rank.get(_kind(each[2]), 1))
    missing = [
        (rows[f"part{n}"].isnull(), _valued(rows) if _kind(part) == "Valuation" else _word(_UNKNOWN, name, part))
        for n, name, part in unknown
    ]
    return ibis.cases(*nos, *missing, else_=asked.tier.id)


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


def census(view: View, by: Iterable[str] = (), *, under: Under = None) -> Census:
    """Count the companies of a view that reach a tier, in groups; with hindsight, say which companies differ for it."""
    keys = list(dict.fromkeys(by))
    for key in keys:
        if key not in GROUPS:
            raise QuestionError(
                message(
                    "A census cannot be counted by '{key}'.{hint} It knows: {groups}.",
                    key=key,
                    hint=suggestion(key, GROUPS),
                    groups=listing(GROUPS),
                )
            )
    asked = rule(under, view.day)
    how, names = place_naming(view, keys)
    rows = verdicts(view, [*(_COLUMN.get(key, key) for key in keys), *(PLACES if names else ())], under=under)
    marked = _marked(with_place_names(rows, view.engine.table(names)) if names else rows, keys)
    told = view.engine.arrow(_figures(marked, [f"by_{key}" for key in keys])).to_pylist()
    whole = view.engine.arrow(_figures(marked, [])).to_pylist()[0] if keys else told[0]
    yes = marked.filter(marked.verdict)
    total = _count(whole)
    found = [CountedGroup({key: row[f"by_{key}"] for key in keys}, _count(row)) for row in told]
    shown = [group for group in found if keys and (group.figures.count or group.figures.unknown)]
    answer = Census(
        view.day,
        view.known,
        asked.name,
        asked,
        view.book.version,
        total,
        whole["limits"],
        _bands(view, yes),
        _ranked(sorted(shown, key=_order), total.count),
        placed=how,
    )
    return _with_hindsight(view, answer, under) if view.hindsight else answer


def _marked(rows: ir.Table, keys: Iterable[str]) -> ir.Table:
    """Rows with a column `by_…` for every group; places by the gazetteer's name where there is one."""
    columns = {key: f"one_{key}" if f"one_{key}" in rows.columns else _COLUMN.get(key, key) for key in keys}
    return rows.mutate(
        **{f"by_{key}": rows.founded.year() if key == "year" else rows[column] for key, column in columns.items()}
    )


def _figures(rows: ir.Table, by: list[str]) -> ir.Table:
    open_ = rows.verdict.isnull()
    return rows.aggregate(
        by=by,
        count=rows.verdict.sum().fill_null(0),
        unknown=open_.sum().fill_null(0),
        judgement=(open_ & rows.on_facts.fill_null(False)).sum().fill_null(0),
        value=rows.value.sum(where=rows.verdict).fill_null(0),
        valued=rows.value.count(where=rows.verdict),
        median=rows.value.median(where=rows.verdict),
        limits=(rows.verdict & rows["limit"]).sum().fill_null(0),
    )


def _count(row: dict[str, Any]) -> Count:
    median = None if row["median"] is None else round(Decimal(row["median"]), 2)
    return Count(row["count"], row["value"], row["unknown"], row["judgement"], row["valued"], median)


def _bands(view: View, yes: ir.Table) -> tuple[Band, ...]:
    """How the yes spread over bands of value; those of unknown value are in none."""
    values = view.engine.arrow(yes.select("value"))["value"].drop_null().to_pylist()
    edges: list[tuple[Decimal | None, Decimal | None]] = list(zip((None, *BANDS), (*BANDS, None), strict=True))
    found = []
    for low, high in edges:
        mine = [v for v in values if (low is None or v >= low) and (high is None or v < high)]
        if mine:
            found.append(Band(low, high, len(mine), sum(mine, start=Decimal(0))))
    return tuple(found)


def _ranked(groups: list[CountedGroup], total: int) -> tuple[CountedGroup, ...]:
    """Groups in order, with rank (equals share one) and share of all the yes."""
    ranks: dict[int, int] = {}
    for position, group in enumerate(groups, 1):
        ranks.setdefault(group.figures.count, position)
    return tuple(
        replace(g, rank=ranks[g.figures.count], share=g.figures.count / total if total else None) for g in groups
    )


def _order(group: CountedGroup) -> tuple[object, ...]:
    """Most first; equals by value, then by unknowns, then by their keys, the unknown key last."""
    words = tuple((word is None, str(word)) for word in group.keys.values())
    return -group.figures.count, -group.figures.value_usd, -group.figures.unknown, words


def _with_hindsight(view: View, answer: Census, under: Under) -> Census:
    now = {company.subject: company for company in yes(view, under)}
    then = {company.subject: company for company in yes(replace(view, known=view.day), under)}
    return replace(
        answer,
        enters=tuple(sorted((now[subject] for subject in now.keys() - then), key=by_name)),
        leaves=tuple(sorted((then[subject] for subject in then.keys() - now), key=by_name)),
    )


def yes(view: View, under: Under = None) -> set[Company]:
    """The companies that are a yes."""
    rows = verdicts(view, under=under)
    found = view.engine.arrow(rows.filter(rows.verdict).select("subject", "name")).to_pylist()
    return {Company(row["subject"], row["name"]) for row in found}


def by_name(company: Company) -> tuple[str, str]:
    """The order in which companies are named."""
    return company.name.casefold(), company.subject


def series(view_of: Any, days: Iterable[Day], *, under: Under = None) -> tuple[Census, ...]:
    """The same census on several days; `view_of` gives the view of a day, such as `book.at`."""
    return tuple(census(view_of(day), under=under) for day in days)
