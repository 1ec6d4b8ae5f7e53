"""How concentrated the companies of a tier are, and their value: top shares, HHI, Gini, location quotients, breadth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names, places_line
from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.bounds import (
    first_share_bounds,
    herfindahl,
    herfindahl_bounds,
    quotient_bounds,
    shannon,
    shannon_bounds,
    share_of_first,
)
from hornbook.ecosystem.concentration import Spread, gini, group_spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Heading, Kind, Line, Table
from hornbook.text import Phrase, Share, Text, message, message_plural

FIRST = (1, 3, 5, 10)
"""The share of so many of the largest groups is given."""
GROUPS_SHOWN = 20
"""How many groups are shown on a page and in its chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """A group: its companies, its share of the confirmed, and its location quotient, with bounds.

    The location quotient is the group's share of the tier over its share of all companies in the book; 1 is average.
    """

    keys: Mapping[str, str | int | None]
    companies: int
    count: int
    undecided: int
    value_usd: float
    share: float | None
    value_share: float | None
    quotient: float | None
    quotient_low: float | None
    quotient_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConcentrationAnswer(StatisticAnswer):
    """Concentration and breadth of the companies of a tier over groups."""

    by: tuple[str, ...]
    rows: tuple[GroupShare, ...]
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The groups, the largest first, and their shares as bars."""
        if not self.rows:
            return ()
        blocks: list[Block] = [Heading(message("By group"))]
        if self.places and (line := places_line(self.places)):
            blocks.append(Line(line))
        return [*blocks, *(self.charts() or [share_table(self, GROUPS_SHOWN)])]

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all groups."""
        return (statistic_table(self.figures), share_table(self, GROUPS_SHOWN))

    def charts(self) -> tuple[Chart, ...]:
        """The shares of the largest groups in count and in value, where there is one key."""
        return (_chart(self),) if len(self.by) == 1 and any(of.count for of in self.rows) else ()


def ask_concentration(question: EcosystemQuestion) -> ConcentrationAnswer:
    """How concentrated the companies of a tier are over groups, cities where none are named."""
    found = group_spread(question)
    return ConcentrationAnswer(
        asked=statistic_asked(question),
        statistic="concentration",
        title=message("Concentration and breadth"),
        figures=tuple(_figures(found)),
        notes=tuple(_notes(found)),
        by=found.keys,
        rows=tuple(_rows(found)),
        places=place_names(found.placed) if found.placed else None,
    )


def _figures(of: Spread) -> Iterator[StatisticFigure]:
    low, most, worth = of.column("count"), of.most, of.column("value")
    if not most.sum():
        return
    some, behind = low.sum() > 0, int(most.sum())
    exact = IntervalKind.EXACT if (low == most).all() else IntervalKind.BOUNDS
    for first in FIRST[: max(1, sum(first < len(low) for first in FIRST))]:
        ends = first_share_bounds(low, most, first)
        yield StatisticFigure(
            id=f"top_{first}",
            name=message_plural(
                "share of the largest group in the companies",
                "share of the {n} largest groups in the companies",
                first,
            ),
            value=share_of_first(low, first) if some else None,
            low=ends[0], high=ends[1], interval=exact, unit="share", behind=behind,
        )  # fmt: skip
    hhi, entropy = herfindahl_bounds(low, most), shannon_bounds(low, most)
    value = shannon(low) if some else None
    effective = None if value is None else float(np.exp(value))
    measures = (
        (
            "hhi",
            message("Herfindahl–Hirschman index of the companies"),
            herfindahl(low) if some else None,
            hhi,
            "index",
        ),
        ("shannon", message("Shannon entropy of the companies"), value, entropy, "nats"),
        ("effective", message("effective number of groups"), effective, _exponentials(entropy), "groups"),
    )
    for key, name, figure, ends, unit in measures:
        yield StatisticFigure(
            id=key, name=name, value=figure, low=ends[0], high=ends[1], interval=exact, unit=unit, behind=behind
        )
    yield from _of_value(of, worth)


def _exponentials(ends: tuple[float, float]) -> tuple[float, float]:
    return float(np.exp(ends[0])), float(np.exp(ends[1]))


def _of_value(of: Spread, worth: np.typing.NDArray[np.float64]) -> Iterator[StatisticFigure]:
    """The same of the value of the confirmed; an undecided company may be worth anything, so nothing limits these."""
    behind, total = len(of.values), worth.sum()
    for first in FIRST[: max(1, sum(first < len(worth) for first in FIRST))] if total else ():
        yield StatisticFigure(
            id=f"value_top_{first}",
            name=message_plural(
                "share of the largest group in the value", "share of the {n} largest groups in the value", first
            ),
            value=share_of_first(worth, first), interval=IntervalKind.NONE, unit="share", behind=behind,
        )  # fmt: skip
    if total:
        yield StatisticFigure(
            id="value_hhi",
            name=message("Herfindahl–Hirschman index of the value"),
            value=herfindahl(worth), interval=IntervalKind.NONE, unit="index", behind=behind,
        )  # fmt: skip
    yield StatisticFigure(
        id="value_gini",
        name=message("Gini coefficient of the values of companies"),
        value=gini(of.values), interval=IntervalKind.NONE, unit="index", behind=behind,
    )  # fmt: skip
    if len(of.values) >= 10:
        yield StatisticFigure(
            id="value_first_10",
            name=message("share of the ten most valued companies in the value"),
            value=share_of_first(of.values, 10), interval=IntervalKind.NONE, unit="share", behind=behind,
        )  # fmt: skip


def _notes(of: Spread) -> Iterator[Phrase]:
    if not of.most.sum():
        yield message("No company is confirmed or undecided in a known group.")
        return
    if (of.most > of.column("count")).any():
        yield message_plural(
            "At least and at most hold however the undecided company turns out, if one company is confirmed.",
            "At least and at most hold however the {n:,} undecided companies turn out, if one company is confirmed.",
            int(of.column("undecided").sum()),
        )
    count, undecided = of.unplaced
    if count or undecided:
        yield message_plural(
            "{n:,} confirmed company and {undecided:,} undecided have no known group and are left out.",
            "{n:,} confirmed companies and {undecided:,} undecided have no known group and are left out.",
            count,
            undecided=undecided,
        )


# ---- groups


def _rows(of: Spread) -> Iterator[GroupShare]:
    low, most, companies = of.column("count"), of.most, of.column("companies")
    if not most.sum():
        return
    least_quotient, most_quotient = quotient_bounds(low, most, companies)
    total, worth, everybody = low.sum(), of.column("value").sum(), companies.sum()
    for n, row in enumerate(of.groups.to_pylist()):
        if not row["count"] and not row["undecided"]:
            continue
        share = row["count"] / total if total else None
        yield GroupShare(
            keys={key: row[f"by_{key}"] for key in of.keys},
            companies=row["companies"],
            count=row["count"],
            undecided=row["undecided"],
            value_usd=float(row["value"]),
            share=share,
            value_share=float(row["value"]) / worth if worth else None,
            quotient=None if share is None else share / (row["companies"] / everybody),
            quotient_low=None if np.isnan(least_quotient[n]) else float(least_quotient[n]),
            quotient_high=float(most_quotient[n]),
        )


def share_table(answer: ConcentrationAnswer, shown: int) -> Table:
    """One row a group."""
    columns = (
        *(column for key in answer.by for column in key_columns(key)),
        Column("companies", message("all companies"), Kind.COUNT, wide=True),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT),
        Column("share", message("share of companies"), Kind.SHARE, empty="–"),
        Column("value_usd", message("total value, US$"), Kind.USD, wide=True),
        Column("value_share", message("share of value"), Kind.SHARE, empty="–"),
        Column("quotient", message("location quotient"), Kind.NUMBER, empty="–"),
        Column("quotient_low", message("at least"), Kind.NUMBER, empty="–"),
        Column("quotient_high", message("at most"), Kind.NUMBER, empty="–"),
    )
    own = [column.key for column in columns[-9:]]
    rows = tuple({**key_cells(of.keys, answer.places), **{key: getattr(of, key) for key in own}} for of in answer.rows)
    return Table("groups", columns, rows, shown=shown)


def _chart(answer: ConcentrationAnswer) -> Chart:
    table = share_table(answer, GROUPS_SHOWN)
    confirmed = [row for row, of in zip(table.rows, answer.rows, strict=True) if of.count][:GROUPS_SHOWN]
    key = "country_name" if answer.by == ("country",) else answer.by[0]
    first = answer.rows[0]
    return Chart(
        title=message("Shares of the largest groups"),
        form=ChartForm.BAR,
        table=Table("largest", table.columns, tuple(confirmed)),
        x=key,
        series=("share", "value_share"),
        alt=message(
            "The shares of {n} groups in the companies and in the value; the first has {share} and {value}.",
            n=len(confirmed),
            share=Share(first.share or 0.0),
            value=Share(first.value_share or 0.0),
        ),
        unit=message("share of the whole"),
    )


concentration = Statistic(
    Text(
        "How companies and value concentrate on a few places or sectors, and how broad they are.",
        "企业数量与估值向少数城市、行业集中的程度，以及分布的广度。",
    ),
    ask_concentration,
)
