"""Companies founded in each year and each day, and how many of each year's are of the tier today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

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
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Table
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message, message_plural

YEARS_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthYear:
    """The companies founded in a year, by group: how many, how many a day, and of the tier on the day asked about."""

    year: int
    keys: Mapping[str, str | int | None]
    companies: int
    days: int
    """How many days of the year had passed by the day asked about."""
    per_day: float
    count: int
    undecided: int
    density_low: float
    density_high: float
    """Companies of the tier for 10,000 founded, if no undecided company is one, and if all are."""
    population: GroupPopulation | None
    """The inhabitants of its place; empty without a file of them."""
    per_million: float | None
    """Companies founded in the year per million inhabitants; empty where these are not known."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BirthsAnswer(StatisticAnswer):
    """Companies by the year of their founding."""

    by: tuple[str, ...]
    rows: tuple[BirthYear, ...]
    population: PopulationUsed | None
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The years as a chart, or as a table where there are groups."""
        return self.charts() or ([_table(self)] if self.rows else [])

    def charts(self) -> tuple[Chart, ...]:
        """How many were founded a day, year by year."""
        return (_chart(self),) if self.rows and not self.by else ()

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all years."""
        return (statistic_table(self.figures), _table(self))


def ask_births(question: EcosystemQuestion) -> BirthsAnswer:
    """How many companies were founded in each year, by group, as far as the book knows."""
    by = tuple(key for key in dict.fromkeys(question.by) if key != "year")
    if question.population:
        by = by or ("city",)
        place_key_of(by)
    found = group_spread(replace(question, by=("year", *by)))
    people = group_populations(question.population, found) if question.population else None
    rows = sorted(_rows(found, question.view.day, people), key=lambda of: (of.year, -of.companies, str(of.keys)))
    used = population_used(question.population, people) if question.population and people else None
    return BirthsAnswer(
        asked=statistic_asked(question),
        statistic="births",
        title=message("Companies founded"),
        figures=tuple(_figures(rows, question.view.day)),
        notes=(*_notes(found), *(population_notes(used) if used else ())),
        by=by,
        rows=tuple(rows),
        population=used,
        places=place_names(found.placed) if found.placed else None,
    )


def _rows(of: Spread, day: Day, people: PlacePopulation | None) -> Iterator[BirthYear]:
    key = place_key_of(of.keys) if people else ""
    for row in of.groups.to_pylist():
        year, companies = row["by_year"], row["companies"]
        last = min(day, Day(year, 12, 31))
        days = (last - Day(year, 1, 1)) // timedelta(days=1) + 1
        inhabitants = people.of_year(row[f"by_{key}"], year) if people else None
        yield BirthYear(
            year=year,
            keys={key: row[f"by_{key}"] for key in of.keys if key != "year"},
            companies=companies,
            days=days,
            per_day=companies / days,
            count=row["count"],
            undecided=row["undecided"],
            density_low=row["count"] / companies * 10_000,
            density_high=(row["count"] + row["undecided"]) / companies * 10_000,
            population=group_population(inhabitants) if people else None,
            per_million=a_million(companies, inhabitants),
        )


def _figures(rows: Sequence[BirthYear], day: Day) -> Iterator[StatisticFigure]:
    for year in (day.year, day.year - 1):
        mine = [of for of in rows if of.year == year]
        companies = sum(of.companies for of in mine)
        yield StatisticFigure(
            id=f"per_day_{year}",
            name=message("companies founded a day in {year}", year=str(year)),
            value=companies / mine[0].days if mine else None,
            unit="companies_a_day",
            behind=companies,
        )


def _notes(of: Spread) -> Iterator[Phrase]:
    yield message(
        "Recent years are not complete: companies become known late. The statistic on late reporting corrects for it."
    )
    count, undecided = of.unplaced
    if count or undecided:
        yield message_plural(
            "Without a founding day or a known group: {n:,} confirmed company, {undecided:,} undecided.",
            "Without a founding day or a known group: {n:,} confirmed companies, {undecided:,} undecided.",
            count,
            undecided=undecided,
        )


def _table(answer: BirthsAnswer) -> Table:
    columns = (
        Column("year", message("founding year"), Kind.CODE, tight=True),
        *(column for key in answer.by for column in key_columns(key)),
        Column("companies", message("companies"), Kind.COUNT),
        Column("days", message("days passed"), Kind.COUNT, page=False),
        Column("per_day", message("each day"), Kind.NUMBER),
        *(population_columns() if answer.population else ()),
        *(
            (Column("per_million", message("founded per million inhabitants"), Kind.NUMBER, empty="–"),)
            if answer.population
            else ()
        ),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT),
        Column("density", message("confirmed per 10,000"), Kind.NUMBER, file=False),
        Column("density_low", message("confirmed per 10,000, at least"), Kind.NUMBER, page=False),
        Column("density_high", message("confirmed per 10,000, at most"), Kind.NUMBER, page=False),
    )
    own = [column.key for column in columns if column.key in BirthYear.__dataclass_fields__]
    rows = tuple(
        {
            **key_cells(of.keys, answer.places),
            **{key: getattr(of, key) for key in own},
            **(population_cells(of.population) if of.population else {}),
            "density": message("{low} to {high}", low=of.density_low, high=of.density_high),
        }
        for of in answer.rows
    )
    return Table("years", columns, rows, shown=None if answer.by else YEARS_SHOWN)


def _chart(answer: BirthsAnswer) -> Chart:
    newest = answer.rows[-YEARS_SHOWN:]
    most = max(newest, key=lambda of: of.per_day)
    table = replace(_table(replace(answer, rows=newest)), shown=None)
    return Chart(
        title=message("Companies founded a day, by year"),
        form=ChartForm.BAR,
        table=table,
        x="year",
        series=("per_day",),
        alt=message(
            "{n} years; the most, {most} a day, were founded in {year}.",
            n=len(newest),
            most=most.per_day,
            year=str(most.year),
        ),
        unit=message("companies a day"),
    )


births = Statistic(
    Text(
        "Companies founded in each year and each day, and how many of them are of the tier.",
        "各年及每日新成立企业数，以及其中达到该层级的企业数。",
    ),
    ask_births,
    takes_population=True,
)
