"""What answers say of a file of inhabitants: which file, what it gave for a group, and what it did not give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hornbook.ecosystem.concentration import Spread
from hornbook.ecosystem.inhabitants import Inhabitants, PlacePopulation, PopulationFile, place_population
from hornbook.errors import QuestionError
from hornbook.render.sheet import Column, Kind
from hornbook.text import Phrase, listing, message

PLACE_KEYS = ("city", "country")
_NAMED = 20
"""So many places of a file that are no group are named on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationUsed:
    """The file of inhabitants that an answer used."""

    file: str
    sha256: str
    sources: tuple[str, ...]
    """Who gives the numbers of the answer's groups, as the file says."""
    unmatched: tuple[str, ...]
    """Places of the file that are none of the answer's groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPopulation:
    """The inhabitants of a group that its density uses; empty where the file gives none."""

    people: int | None
    year: int | None
    """Of which year they are: the year of the density, else the last before it, else the first after it."""
    source: str | None


def place_key_of(keys: tuple[str, ...]) -> str:
    """By which key inhabitants are counted; QuestionError where no key is a place."""
    for key in PLACE_KEYS:
        if key in keys:
            return key
    raise QuestionError(message("Inhabitants belong to places: group by city or by country (--by)."))


def group_populations(file: PopulationFile, of: Spread) -> PlacePopulation:
    """The inhabitants of the groups of a spread."""
    key = place_key_of(of.keys)
    return place_population(file, key, of.groups[f"by_{key}"].to_pylist(), of.placed)


def group_population(of: Inhabitants | None) -> GroupPopulation:
    """Inhabitants as answers hold them."""
    if of is None:
        return GroupPopulation(people=None, year=None, source=None)
    return GroupPopulation(people=of.people, year=of.year, source=of.source)


def population_used(file: PopulationFile, of: PlacePopulation) -> PopulationUsed:
    """What an answer says of its file."""
    return PopulationUsed(
        file=file.name,
        sha256=file.sha256,
        sources=tuple(dict.fromkeys(row.source for rows in of.groups.values() for row in rows)),
        unmatched=of.unmatched,
    )


def population_notes(of: PopulationUsed) -> Iterator[Phrase]:
    """Where the inhabitants come from, which year is taken, and which places are none of the groups."""
    yield message(
        "Inhabitants are those of the file {file} (sources: {sources}). Where the file has no number for a year, that"
        " of the last year before it is taken, else of the first after it. A place without a number has no density.",
        file=of.file,
        sources=listing(of.sources, ";") if of.sources else message("none"),
    )
    if of.unmatched:
        yield message(
            "Places of the file that are none of the groups: {places}.",
            places=listing((*of.unmatched[:_NAMED], *(["…"] if len(of.unmatched) > _NAMED else []))),
        )


def population_columns() -> tuple[Column, ...]:
    """The columns of the inhabitants of a group."""
    return (
        Column("people", message("inhabitants"), Kind.COUNT, empty="–"),
        Column("people_year", message("inhabitants of"), Kind.CODE, empty="–"),
        Column("people_source", message("source of the inhabitants"), page=False),
    )


def population_cells(of: GroupPopulation) -> Mapping[str, object]:
    """The inhabitants of a group as cells under `population_columns`."""
    year = None if of.year is None else str(of.year)
    return {"people": of.people, "people_year": year, "people_source": of.source}
