"""Money: the ladder of rounds that companies climb, and what they are said to be worth on the way."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.rows import Flags, Floats, Ints, years
from hornbook.sources.simulated.words import CITIES, CURRENCIES, RATES

Frame = dict[str, NDArray[Any]]

ENTRY = 0.40
"""The chance of an average company to be funded at all."""
CLIMB = np.array([0.50, 0.43, 0.40, 0.36, 0.33, 0.28, 0.25])
"""The chance to reach the next rung from each one: seed, A, B, C, D, E, F."""
_STEP = np.log([4.6, 2.8, 2.3, 1.8, 1.45, 1.3, 1.25])
_SPREAD = 0.37
_FIRST = np.log(4.8e6)
_RICHEST = 4e11
_RATES = np.array([[float(rate) for rate in row.split()] for row in RATES])
_HOME = np.array([CURRENCIES.index({"CHN": "CNY", "GBR": "GBP", "DEU": "EUR"}.get(c.country, "USD")) for c in CITIES])


@dataclass(frozen=True, slots=True)
class Ladder:
    """Every equity round of a block, one a row, and where each company stood at the end; in US dollars."""

    who: Ints
    day: Ints
    rung: Ints
    """0 for seed and angel, 1 for A, and so on."""
    post: Floats
    amount: Floats
    top: Ints
    """The last rung of each company, -1 for none."""
    last: Ints
    """The day of its last round, or of its birth."""
    open: Flags
    """Whether its next round falls after the end of the region, so that nothing else befalls it before."""


def ladder(companies: Companies, chance: np.random.Generator) -> Ladder:
    """Let the companies climb: a rung has its chance, a wait of some 12 to 24 months, a step in value."""
    quality, size = companies.quality, companies.count
    top, last, open_ = np.full(size, -1), companies.born.copy(), np.zeros(size, dtype=bool)
    who = np.flatnonzero(_luck(ENTRY, 0.5 * quality, chance))
    day = companies.born[who] + 40 + chance.exponential(380, len(who)).astype(np.int64)
    value = _FIRST + 0.30 * quality[who] + 0.66 * chance.standard_normal(len(who))
    value += np.where(chance.random(len(who)) < 0.006, 3.0, 0.0)  # carved out of a group, or a famous founder
    rows: list[tuple[NDArray[Any], ...]] = []
    for rung in range(len(CLIMB) + 1):
        open_[who[day > companies.until]] = True
        who, day, value = (column[day <= companies.until] for column in (who, day, value))
        top[who], last[who] = rung, day
        post = np.minimum(np.exp(value), _RICHEST)
        rows.append((who, day, np.full(len(who), rung), post, post * _sold(rung, len(who), chance)))
        if rung < len(CLIMB):
            up = _luck(CLIMB[rung], _pull(companies, who, day), chance)
            who, day, value = who[up], day[up], value[up]
            value = value + _step(rung, quality[who], day, chance)
            wait = 470 * np.exp(0.42 * chance.standard_normal(len(who)) - 0.10 * quality[who])
            day = day + np.clip(wait, 60, 2500).astype(np.int64)
    each = [np.concatenate(column) for column in zip(*rows, strict=True)]
    return Ladder(each[0], each[1], each[2], each[3], each[4], top, last, open_)


def _luck(base: float, pull: Floats, chance: np.random.Generator) -> Flags:
    """Whether each of the companies has the luck: odds of `base`, moved by the logarithm `pull`."""
    return chance.random(len(pull)) < 1 / (1 + (1 / base - 1) * np.exp(-pull))


def _pull(companies: Companies, who: Ints, day: Ints) -> Floats:
    """What moves the odds of the next round: quality, and a taste for hard technology that grows."""
    taste = np.clip((years(day) - 2018.5) / 4, -1, 1)
    return 0.55 * companies.quality[who] + np.where(companies.hard[who], 0.22, -0.22) * taste


def _sold(rung: int, size: int, chance: np.random.Generator) -> Floats:
    """The share of the company that a round sells: 10 to 25% early, less late."""
    return (0.10 + 0.15 * chance.beta(2, 2, size)) * 0.93**rung


def _step(rung: int, quality: Floats, day: Ints, chance: np.random.Generator) -> Floats:
    """The logarithm of a round's value over the last one's; one in 12 goes down, after 2021 one in five."""
    up = _STEP[rung] + 0.08 * quality + _SPREAD * chance.standard_normal(len(quality))
    down = chance.random(len(quality)) < np.where(years(day) > 2021, 0.2, 0.08)
    return np.where(down, -np.abs(0.35 * chance.standard_normal(len(quality))), up)


def round_currencies(companies: Companies, who: Ints, rung: Ints, chance: np.random.Generator) -> Ints:
    """In which currency each round is told: mostly the home one; the later the round, the more US dollars."""
    draw = chance.random(len(who))
    dollars = draw < 0.12 + 0.05 * rung
    others = (draw > 0.985) & ~companies.abroad[who]
    return np.where(dollars, 1, np.where(others, np.where(draw > 0.993, 4, 2), _HOME[companies.city[who]]))


def home_currency(companies: Companies, who: Ints) -> Ints:
    """The currency of each company's accounts."""
    return _HOME[companies.city[who]]


def units_per_dollar(currency: Ints, day: Ints) -> Floats:
    """Units of a currency for one US dollar in the year of a day; the region's own table."""
    return _RATES[currency, np.clip(years(day) - 2001, 0, _RATES.shape[1] - 1)]


def stated(dollars: Floats, currency: Ints, day: Ints, figures: int | Ints) -> Ints:
    """An amount as people state it: in its currency, to so many figures, in cents."""
    units = np.maximum(dollars * units_per_dollar(currency, day), 1.0)
    unit = 10.0 ** (np.floor(np.log10(units)) - figures + 1)
    return np.rint(np.rint(units / unit) * unit * 100).astype(np.int64)


def round_investors(rung: Ints, pool: int, chance: np.random.Generator) -> Ints:
    """Up to five investors a round: few names are in very many rounds, most in few (a shifted power law)."""
    size = len(rung)
    names = ((pool / 10 + 1) ** chance.random((size, 5)) - 1) * 10
    count = np.where(chance.random(size) < 0.18, 0, 1 + chance.binomial(4, np.minimum(0.18 + 0.07 * rung, 0.6)))
    codes = np.where(np.arange(5) < count[:, None], names.astype(np.int64), -1)
    for column in range(1, 5):
        twice = (codes[:, :column] == codes[:, column : column + 1]).any(axis=1)
        codes[twice, column] = -1
    return codes
