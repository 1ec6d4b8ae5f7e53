"""Births: when and where companies begin, in which field, how good they are, and who has a second record."""

from dataclasses import dataclass

import numpy as np

from hornbook.sources.simulated.recipe import Recipe
from hornbook.sources.simulated.rows import Flags, Floats, Ints, random_codes, years
from hornbook.sources.simulated.words import CITIES, FIELDS, HOME

SECOND = 50
"""One record in so many is the second record of a company."""

# Registrations by month: few around the Spring Festival, most in spring and at the end of the year.
_MONTHS = (0.075, 0.045, 0.105, 0.100, 0.090, 0.085, 0.080, 0.080, 0.085, 0.070, 0.090, 0.095)
_LIFTS = np.array([city.lift for city in CITIES])
HARD = np.array([field.hard for field in FIELDS])
"""Which fields are hard technology."""


@dataclass(frozen=True, slots=True)
class Companies:
    """The companies of a block, by the column; their second records have the places after theirs."""

    born: Ints
    entered: Ints
    """The day from which a record can be known at all; one for every record, second ones included."""
    city: Ints
    field: Ints
    form: Ints
    quality: Floats
    """What nobody sees: a standard normal, lifted by the city."""
    twin: Ints
    """The place of the second record, or -1."""
    until: int
    start: int

    @property
    def count(self) -> int:
        """How many companies."""
        return len(self.born)

    @property
    def hard(self) -> Flags:
        """Whether the company was born into hard technology."""
        return HARD[self.field]

    @property
    def abroad(self) -> Flags:
        """Whether the company sits outside mainland China."""
        return self.city >= HOME


def births(recipe: Recipe, records: int, chance: np.random.Generator) -> Companies:
    """The companies behind so many records."""
    doubles = records // SECOND
    size = records - doubles
    start, until = (np.datetime64(day, "D").astype(np.int64).item() for day in (recipe.start, recipe.until))
    born = _days(size, start, until, chance)
    city = random_codes(chance, [place.births for place in CITIES], size)
    twin = np.full(size, -1, dtype=np.int64)
    twin[chance.permutation(size)[:doubles]] = np.arange(size, records)
    return Companies(
        born=born,
        entered=_entries(born, twin, until, chance),
        city=city,
        field=_fields(years(born), chance),
        form=random_codes(chance, [0.86, 0.10, 0.03, 0.01], size),
        quality=chance.standard_normal(size) + _LIFTS[city],
        twin=twin,
        until=until,
        start=start,
    )


def _days(size: int, start: int, until: int, chance: np.random.Generator) -> Ints:
    """Days of birth: a wave that is half as high in 2010 as at its top, with the seasons on it."""
    days = np.arange(start, until + 1)
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    weights = np.array(_MONTHS)[month] / (1 + np.exp(-(years(days) - 2010) / 3.5))
    day: Ints = days[random_codes(chance, weights, size)]
    return day


def _fields(year: Ints, chance: np.random.Generator) -> Ints:
    """Fields that drift from the early mix to the late one, half of the way by 2014."""
    edges = np.cumsum([[field.early for field in FIELDS], [field.late for field in FIELDS]], axis=1)
    late = 1 / (1 + np.exp(-(year - 2014.0) / 2.5))
    mixed = edges[0] / edges[0, -1] * (1 - late)[:, None] + edges[1] / edges[1, -1] * late[:, None]
    draw = chance.random(len(year))[:, None]
    field: Ints = (draw >= mixed).sum(axis=1)
    return np.minimum(field, len(FIELDS) - 1)


def _entries(born: Ints, twin: Ints, until: int, chance: np.random.Generator) -> Ints:
    """First days on record: most within weeks of birth, a quarter years later, none after the end."""
    size = len(born)
    late = chance.random(size) < 0.25
    lag = np.where(late, 200 + chance.exponential(900, size), chance.exponential(45, size))
    first = born + lag.astype(np.int64)
    beyond = first > until
    first[beyond] = (born + (until - born) * chance.random(size))[beyond].astype(np.int64)
    doubled = np.argsort(twin, kind="stable")[np.count_nonzero(twin < 0) :]
    again = first[doubled] + chance.integers(0, 500, len(doubled))
    return np.concatenate([first, np.minimum(again, until)])
