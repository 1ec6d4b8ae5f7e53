"""Inhabitants of places from the asker's own file, so that companies can be counted per million inhabitants.

The gazetteer's populations have no day and are of a populated place and not of a city's territory, so none is used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hornbook import places
from hornbook.errors import QuestionError, SourceError
from hornbook.formats.cells import Bad, number_in, squeeze
from hornbook.formats.rows import TextRow, csv_table, digest, existing, require
from hornbook.population.places import Placed
from hornbook.text import Phrase, listing, message

POPULATION_COLUMNS = {"place": "地区", "people": "人口", "year": "年份", "source": "来源"}
"""The columns of a file, and what they may be called in Chinese."""
_ENCODINGS = ("utf-8-sig", "gb18030")
_MILLION = 1_000_000
_SHOWN = 20
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many people lived in a place in a year, and who says so."""

    place: str
    """As the file writes it."""
    people: int
    year: int
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class PopulationFile:
    """A file of inhabitants, all of it, and the digest of its bytes."""

    name: str
    sha256: str
    rows: tuple[Inhabitants, ...]


@dataclass(frozen=True, slots=True)
class PlacePopulation:
    """The inhabitants of the groups of a key, each by year; and the places of the file that are no group."""

    groups: Mapping[str, tuple[Inhabitants, ...]]
    unmatched: tuple[str, ...]

    def of_year(self, group: object, year: int) -> Inhabitants | None:
        """The inhabitants of a year; else of the last year before it, else of the first year after it."""
        rows = self.groups.get(str(group), ())
        before = [row for row in rows if row.year <= year]
        return before[-1] if before else next(iter(rows), None)


def population_file(path: Path) -> PopulationFile:
    """Read a CSV with the columns of `POPULATION_COLUMNS`.

    SourceError names the lines that are wrong; then nothing of the file is used.
    """
    sha256 = digest(existing(path))
    names, records = csv_table(path, encodings=_ENCODINGS, delimiter=None)
    chinese = {zh: en for en, zh in POPULATION_COLUMNS.items()}
    columns = {name: chinese.get(squeeze(name), squeeze(name).casefold()) for name in names}
    require(path.name, tuple(columns.values()), tuple(POPULATION_COLUMNS))
    rows: list[Inhabitants] = []
    faults: list[Phrase] = []
    for number, record in enumerate(records, 2):
        cells = {columns[name]: squeeze(text) for name, text in record.cells.items()}
        problems = [record.problem] if record.problem else list(_problems(cells))
        if problems:
            faults.append(message("{place}: {problem}.", place=record.place, problem=listing(problems, ";")))
        else:
            people, year = number_in(cells["people"]), number_in(cells["year"])
            rows.append(Inhabitants(cells["place"], people, year, cells["source"], _line(record, number)))
    _refuse(faults)
    if not rows:
        raise SourceError(message("{file} has no row below its headings.", file=path.name))
    return PopulationFile(path.name, sha256, tuple(rows))


def _line(record: TextRow, number: int) -> int:
    line = record.place.rpartition(":")[2]
    return int(line) if line.isdigit() else number


def _problems(cells: Mapping[str, str]) -> Iterator[Phrase]:
    for name in ("place", "source"):
        if not cells[name]:
            yield message("no {column} is given", column=name)
    for name, least, most in (("people", 1, 10 * 10**9), ("year", _FIRST_YEAR, _LAST_YEAR)):
        try:
            number = number_in(cells[name])
        except Bad as error:
            yield message("{column}: {problem}", column=name, problem=error.phrase)
        else:
            if not least <= number <= most:
                yield message(
                    "{column}: {number} is not from {least} to {most}", column=name, number=str(number),
                    least=str(least), most=str(most),
                )  # fmt: skip


def _refuse(faults: list[Phrase]) -> None:
    if faults:
        more = len(faults) - _SHOWN
        rest = [message("{n:,} more rows are wrong.", n=more)] if more > 0 else []
        raise SourceError(listing([*faults[:_SHOWN], *rest, message("Nothing of the file is used.")], "\n"))


def place_population(file: PopulationFile, key: str, groups: Iterable[str], placed: Placed | None) -> PlacePopulation:
    """Match a file to groups by `key` (city or country), by the gazetteer's names in any language where it is there.

    QuestionError where two lines give different numbers for one group and year.
    """
    known = set(groups)
    matched: dict[str, dict[int, Inhabitants]] = {}
    unmatched: dict[str, None] = {}
    for row in file.rows:
        group = _group_of(row.place, key, placed)
        if group not in known:
            unmatched[row.place] = None
            continue
        other = matched.setdefault(str(group), {}).setdefault(row.year, row)
        if other.people != row.people:
            raise QuestionError(
                message(
                    "{file}: lines {first} and {second} give different numbers for {place} in {year}.",
                    file=file.name, first=str(other.line), second=str(row.line), place=row.place, year=str(row.year),
                )
            )  # fmt: skip
    by_year = {group: tuple(rows[year] for year in sorted(rows)) for group, rows in matched.items()}
    return PlacePopulation(by_year, tuple(unmatched))


def _group_of(text: str, key: str, placed: Placed | None) -> str | None:
    if placed is None or not placed.normalised:
        return text
    if key == "country":
        return places.country(text)
    city = places.city(text)
    # What the gazetteer cannot tell may still be a group as the sources write it.
    return text if city is None else placed.labels.get(city.id)


def a_million(companies: int, of: Inhabitants | None) -> float | None:
    """Companies per million inhabitants; unknown where the inhabitants are."""
    return None if of is None else companies / of.people * _MILLION
