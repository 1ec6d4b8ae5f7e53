"""Growth: people, turnover and research of those that tell them, by year; money makes companies grow."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.kinds import Fact, Headcount, Revenue, RnD
from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.money import Ladder, home_currency, stated
from hornbook.sources.simulated.rows import Flags, Floats, Ints, years

Frame = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Companies that tell something (rows) by year (columns)."""

    who: Ints
    close: Ints
    """The last day of each year."""
    live: Flags
    people: Floats


def growth(companies: Companies, climbed: Ladder, ends: Ints, chance: np.random.Generator) -> dict[type[Fact], Frame]:
    """Readings at the ends of years; one in four is missing."""
    grid = _grid(companies, climbed, ends, chance)
    shown = grid.live & (chance.random(grid.live.shape) < 0.75)
    row, column = np.nonzero(shown)
    heads = np.floor(grid.people[row, column]).astype(np.int64)
    people: Frame = {"who": grid.who[row], "valid": grid.close[column], "count": heads}
    return {Headcount: people, **_accounts(companies, grid, chance)}


def _grid(companies: Companies, climbed: Ladder, ends: Ints, chance: np.random.Generator) -> _Grid:
    """A walk of the logarithm of headcount: a step a year, wider after a round."""
    who = np.flatnonzero(chance.random(companies.count) < 0.14 + 0.13 * np.minimum(climbed.top + 1, 5))
    first, last = years(np.array([companies.start, companies.until]))
    close = (np.arange(first, last + 1) - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
    live = (close >= companies.born[who][:, None] + 150) & (close < ends[who][:, None])
    place = np.full(companies.count, -1)
    place[who] = np.arange(len(who))
    fed = place[climbed.who] >= 0
    cell = place[climbed.who[fed]] * len(close) + years(climbed.day[fed]) - first
    money = np.bincount(cell, minlength=live.size).reshape(live.shape)
    drift = 0.02 + 0.05 * companies.quality[who][:, None] + 0.38 * np.minimum(money, 2)
    step = (drift + 0.24 * chance.standard_normal(live.shape, dtype=np.float32)) * live
    start = np.log(7.0) + 0.7 * chance.standard_normal(len(who))
    return _Grid(who, close, live, np.exp(np.clip(start[:, None] + np.cumsum(step, axis=1), 0, 12.2)))


def _accounts(companies: Companies, grid: _Grid, chance: np.random.Generator) -> dict[type[Fact], Frame]:
    """Turnover of the companies with accounts, and what they spend on research, more in hard technology."""
    tells = np.flatnonzero(chance.random(len(grid.who)) < 0.55)
    age = np.maximum(grid.close - companies.born[grid.who[tells]][:, None], 0) / 365.25
    each = np.log(4.5e4) + 0.6 * chance.standard_normal(len(tells))[:, None]
    worth = grid.people[tells] * np.exp(each) * np.minimum(0.15 + 0.2 * age, 1.2)
    worth *= np.exp(0.15 * chance.standard_normal(worth.shape, dtype=np.float32))
    shown = grid.live[tells] & (chance.random(worth.shape) < 0.75) & (age > 1)
    row, column = np.nonzero(shown)
    who, day = grid.who[tells][row], grid.close[column]
    currency = home_currency(companies, who)
    turnover = stated(worth[row, column], currency, day, 3)
    share = chance.beta(1.3, 8.0, len(tells)) + np.where(companies.hard[grid.who[tells]], 0.04, 0.005)
    researches = (chance.random(len(tells)) < 0.7)[row]
    spent = stated((worth * share[:, None])[row, column], currency, day, 3)
    revenue: Frame = {"who": who, "valid": day, "amount": turnover, "currency": currency}
    research = {name: column[researches] for name, column in (revenue | {"amount": spent}).items()}
    return {Revenue: revenue, RnD: research}
