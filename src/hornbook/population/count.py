"""Who reaches a tier on a day: counts, value and unknowns, by group, under any standard or the house's plain rule.

A company is a yes, a no or unknown; unknowns are counted beside the yes and never inside it, and give the figure its
lower and upper bound.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

import ibis.expr.types as ir

from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.population.effects import ClauseEffect, effect_sums, greatest_effect
from hornbook.population.groups import group_keys, grouped
from hornbook.population.places import NOT_A_PLACE, Placed
from hornbook.population.verdicts import Under, tier_parts, verdicts
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import as_it_is, assume_favourable
from hornbook.terms import Day
from hornbook.text import Text

BANDS = tuple(Decimal(10**6) * step for step in (100, 500, 1_000, 2_000, 5_000, 10_000, 50_000))
"""Edges of the bands of value, in US dollars."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many companies are a yes, what those are worth together, and of how many it is unknown."""

    count: int
    value_usd: Decimal
    unknown: int
    judgement: int = 0
    """How many of the unknown lack nothing but a person's judgement."""
    valued: int = 0
    """How many of those that are counted have a known value."""
    median_usd: Decimal | None = None
    judgement_usd: Decimal = Decimal(0)
    """What those are worth together that lack nothing but a person's judgement."""
    by_facts: bool = False
    """Whether those on the facts are counted, in place of the yes alone."""

    @property
    def on_facts(self) -> int:
        """How many are a yes if persons judge every open matter in the companies' favour."""
        return self.count + self.judgement

    @property
    def value_on_facts_usd(self) -> Decimal:
        """What those on the facts are worth together."""
        return self.value_usd + self.judgement_usd

    @property
    def counted(self) -> int:
        """How many are counted, by which groups are ranked."""
        return self.on_facts if self.by_facts else self.count

    @property
    def worth_usd(self) -> Decimal:
        """What those that are counted are worth together."""
        return self.value_on_facts_usd if self.by_facts else self.value_usd

    @property
    def mean_usd(self) -> Decimal | None:
        """Mean value of those counted whose value is known."""
        return round(self.worth_usd / self.valued, 2) if self.valued else None


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """One line of a census: the group's keys (None where unknown), its figures, its rank and its share of the yes."""

    keys: dict[str, str | int | None]
    figures: Count
    rank: int | None = None
    """None where a key is unknown: such companies belong to some other group, so they have no rank together."""
    share: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether every key is known."""
        return not any(key is None or key == NOT_A_PLACE for key in self.keys.values())


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


@dataclass(frozen=True, slots=True, repr=False)
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
    effect: ClauseEffect | None = None
    """The clause that leaves most companies undecided; None where none does."""

    def __repr__(self) -> str:
        total = self.total
        return f"<Census: {self.rule.en}, {self.day}: {total.count:,} yes, {total.unknown:,} unknown>"


def census(
    view: View,
    by: Iterable[str] = (),
    *,
    under: Under = None,
    where: Filter | None = None,
    on_facts: bool = False,
) -> Census:
    """Count the companies of a view that reach a tier, in groups; with hindsight, say which companies differ for it.

    With `where` only companies within that filter are counted. With `on_facts` groups are ranked and bands are filled
    by those that are a yes if persons judge every open matter in the companies' favour.
    """
    keys = group_keys(by)
    asked = rule(under, view.day)
    rows, how = grouped(view, keys, under, where, assume_favourable if on_facts else as_it_is)
    marked = rows.mutate(counted=rows.on_facts if on_facts else rows.verdict)
    parts = [name for name, _ in tier_parts(asked)]
    # The verdicts are asked once, for to compile their question takes longer than to answer it for a region.
    marked = _held(view, marked, [f"by_{key}" for key in keys], len(parts))
    if view.kept is not None:
        view.once(_yes_key(asked, where, on_facts), lambda: _companies(view, marked.filter(marked.counted)))
    told = view.engine.arrow(_figures(marked, [f"by_{key}" for key in keys])).to_pylist() if keys else []
    whole = view.engine.arrow(_figures(marked, [], len(parts))).to_pylist()[0]
    total = _count(whole, on_facts)
    found = [CountedGroup({key: row[f"by_{key}"] for key in keys}, _count(row, on_facts)) for row in told]
    shown = [group for group in found if keys and (group.figures.count or group.figures.unknown)]
    answer = Census(
        view.day,
        view.known,
        asked.name,
        asked,
        view.book.version,
        total,
        whole["limits"],
        _bands(view, marked.filter(marked.counted)),
        _ranked(sorted(shown, key=_order), total.counted),
        placed=how,
        effect=greatest_effect(parts, whole),
    )
    return _with_hindsight(view, answer, under, where, on_facts) if view.hindsight else answer


def _held(view: View, rows: ir.Table, by: list[str], parts: int) -> ir.Table:
    """The columns from which a census is counted, as a table that need not be asked for again."""
    names = ["subject", "name"] if view.kept is not None else []
    columns = [*names, "verdict", "on_facts", "value", "limit", "counted", *by, *(f"eased{n}" for n in range(parts))]
    return view.engine.held("counted_rows", rows.select(columns))


def _figures(rows: ir.Table, by: list[str], parts: int = 0) -> ir.Table:
    open_ = rows.verdict.isnull()
    return rows.aggregate(
        by=by,
        count=rows.verdict.sum().fill_null(0),
        unknown=open_.sum().fill_null(0),
        judgement=(open_ & rows.on_facts.fill_null(False)).sum().fill_null(0),
        value=rows.value.sum(where=rows.verdict).fill_null(0),
        judgement_value=rows.value.sum(where=open_ & rows.on_facts.fill_null(False)).fill_null(0),
        valued=rows.value.count(where=rows.counted),
        median=rows.value.median(where=rows.counted),
        limits=(rows.counted & rows["limit"]).sum().fill_null(0),
        **effect_sums(rows, parts, "counted"),
    )


def _count(row: dict[str, Any], on_facts: bool) -> Count:
    median = None if row["median"] is None else round(Decimal(row["median"]), 2)
    figures = row["count"], row["value"], row["unknown"], row["judgement"], row["valued"], median
    return Count(*figures, row["judgement_value"], on_facts)


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
    """Groups in order, with share of all the yes, and with rank where all keys are known; equals share one."""
    ranks: dict[int, int] = {}
    for position, group in enumerate((group for group in groups if group.is_known), 1):
        ranks.setdefault(group.figures.counted, position)
    return tuple(
        replace(
            group,
            rank=ranks[group.figures.counted] if group.is_known else None,
            share=group.figures.counted / total if total else None,
        )
        for group in groups
    )


def _order(group: CountedGroup) -> tuple[object, ...]:
    """Most first; equals by value, then by unknowns, then by their keys, the unknown key last."""
    words = tuple((word is None, str(word)) for word in group.keys.values())
    figures = group.figures
    return -figures.counted, -figures.worth_usd, -figures.count, -figures.unknown, words


def _with_hindsight(view: View, answer: Census, under: Under, where: Filter | None, on_facts: bool) -> Census:
    now = {company.subject: company for company in yes(view, under, where=where, on_facts=on_facts)}
    # By the identity of the later knowledge: one company under two names neither comes nor goes.
    then = {
        view.identity.company(company.subject, view.known): company
        for company in yes(replace(view, known=view.day), under, where=where, on_facts=on_facts)
    }
    return replace(
        answer,
        enters=tuple(sorted((now[subject] for subject in now.keys() - then), key=by_name)),
        leaves=tuple(sorted((then[subject] for subject in then.keys() - now), key=by_name)),
    )


def yes(view: View, under: Under = None, *, where: Filter | None = None, on_facts: bool = False) -> set[Company]:
    """The companies that are a yes, or with `on_facts` those that are one if persons judge in their favour."""

    def ask() -> set[Company]:
        rows = verdicts(view, under=under, where=where)
        return _companies(view, rows.filter(rows.on_facts if on_facts else rows.verdict))

    return set(view.once(_yes_key(rule(under, view.day), where, on_facts), ask))


def _yes_key(asked: Rule, where: Filter | None, on_facts: bool) -> tuple[object, ...]:
    return "yes", asked.standard.digest, asked.tier.id, where, on_facts


def _companies(view: View, rows: ir.Table) -> set[Company]:
    found = view.engine.arrow(rows.select("subject", "name")).to_pylist()
    return {Company(row["subject"], row["name"]) for row in found}


def by_name(company: Company) -> tuple[str, str]:
    """The order in which companies are named."""
    return company.name.casefold(), company.subject


def series(
    view_of: Any,
    days: Iterable[Day],
    by: Iterable[str] = (),
    *,
    under: Under = None,
    where: Filter | None = None,
    on_facts: bool = False,
) -> tuple[Census, ...]:
    """The same census on several days; `view_of` gives the view of a day, such as `book.at`."""
    keys = tuple(by)
    return tuple(census(view_of(day), keys, under=under, where=where, on_facts=on_facts) for day in days)
