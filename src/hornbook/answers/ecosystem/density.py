"""Companies of the book and of a tier per million inhabitants, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.population import (
    GroupPopulation,
    PopulationUsed,
    group_population,
    group_populations,
    place_key_of,
    population_cells,
    population_columns,
    population_notes,
    population_used,
)
from hornbook.answers.statistic import Statistic, StatisticAnswer, StatisticFigure, statistic_asked, statistic_table
from hornbook.ecosystem.concentration import Spread, group_spread
from hornbook.ecosystem.inhabitants import PlacePopulation, a_million
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Phrase, Text, message, message_plural

GROUPS_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDensity:
    """A group of a place: its companies, and how many there are per million inhabitants of the place."""

    keys: Mapping[str, str | int | None]
    companies: int
    count: int
    undecided: int
    population: GroupPopulation
    companies_per_million: float | None
    per_million_low: float | None
    """Companies of the tier per million inhabitants if no undecided company is one; empty without known inhabitants."""
    per_million_high: float | None
    """The same if all undecided companies are."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DensityAnswer(StatisticAnswer):
    """Companies per million inhabitants; without a file of inhabitants all densities are unknown."""

    by: tuple[str, ...]
    rows: tuple[PlaceDensity, ...]
    population: PopulationUsed | None
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The places, the densest first."""
        return [Heading(message("By group")), _table(self)] if self.rows else []

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all places."""
        return (statistic_table(self.figures), _table(self))


def ask_density(question: EcosystemQuestion) -> DensityAnswer:
    """The density of each place on the day, by the inhabitants of the day's year or of the year nearest before it."""
    found = group_spread(question)
    place_key_of(found.keys)
    people = group_populations(question.population, found) if question.population else None
    used = population_used(question.population, people) if question.population and people else None
    rows = sorted(_rows(found, people, question.view.day.year), key=_order)
    return DensityAnswer(
        asked=statistic_asked(question),
        statistic="density",
        title=message("Companies per million inhabitants"),
        figures=tuple(_figures(rows)),
        notes=tuple(_notes(found, used)),
        by=found.keys,
        rows=tuple(rows),
        population=used,
        places=place_names(found.placed) if found.placed else None,
    )


def _rows(of: Spread, people: PlacePopulation | None, year: int) -> Iterator[PlaceDensity]:
    key = place_key_of(of.keys)
    for row in of.groups.to_pylist():
        inhabitants = people.of_year(row[f"by_{key}"], year) if people else None
        yield PlaceDensity(
            keys={name: row[f"by_{name}"] for name in of.keys},
            companies=row["companies"],
            count=row["count"],
            undecided=row["undecided"],
            population=group_population(inhabitants),
            companies_per_million=a_million(row["companies"], inhabitants),
            per_million_low=a_million(row["count"], inhabitants),
            per_million_high=a_million(row["count"] + row["undecided"], inhabitants),
        )


def _order(of: PlaceDensity) -> tuple[object, ...]:
    """The densest first by confirmed companies, then by all companies; unknown densities last."""
    known = of.population.people is not None
    return not known, -(of.per_million_low or 0), -(of.companies_per_million or 0), -of.companies, str(of.keys)


def _figures(rows: Sequence[PlaceDensity]) -> Iterator[StatisticFigure]:
    known = [of for of in rows if of.population.people is not None]
    yield StatisticFigure(
        id="groups_known", name=message("groups with known inhabitants"), value=len(known), unit="groups",
        behind=sum(of.companies for of in known),
    )  # fmt: skip
    yield StatisticFigure(
        id="groups_unknown", name=message("groups with unknown inhabitants"), value=len(rows) - len(known),
        unit="groups", behind=sum(of.companies for of in rows if of.population.people is None),
    )  # fmt: skip


def _notes(of: Spread, used: PopulationUsed | None) -> Iterator[Phrase]:
    if used is None:
        yield message("No inhabitants are known: name a file of them (--population FILE).")
    else:
        yield from population_notes(used)
    count, undecided = of.unplaced
    if count or undecided:
        yield message_plural(
            "Without a known group: {n:,} confirmed company, {undecided:,} undecided.",
            "Without a known group: {n:,} confirmed companies, {undecided:,} undecided.",
            count,
            undecided=undecided,
        )


def _table(answer: DensityAnswer) -> Table:
    columns = (
        *(column for key in answer.by for column in key_columns(key)),
        *population_columns(),
        Column("companies", message("companies"), Kind.COUNT),
        Column("companies_per_million", message("companies per million"), Kind.NUMBER, empty="–"),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT),
        Column("per_million_low", message("confirmed per million"), Kind.NUMBER, empty="–"),
        Column("per_million_high", message("with all undecided"), Kind.NUMBER, empty="–"),
    )
    own = [column.key for column in columns if column.key in PlaceDensity.__dataclass_fields__]
    rows = tuple(
        {
            **key_cells(of.keys, answer.places),
            **population_cells(of.population),
            **{key: getattr(of, key) for key in own},
        }
        for of in answer.rows
    )
    return Table("groups", columns, rows, shown=GROUPS_SHOWN)


density = Statistic(
    Text(
        "Companies and companies of the tier per million inhabitants, by the asker's own file (--population).",
        "每百万常住人口的企业数及达到该层级的企业数，人口取自用户提供的文件（--population）。",
    ),
    ask_density,
    takes_population=True,
)
