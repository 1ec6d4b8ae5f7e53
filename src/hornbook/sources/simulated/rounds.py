"""Rounds and valuations as they are told: most of the money, some of the values, and marks that go stale."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.money import Ladder, home_currency, round_currencies, round_investors, stated
from hornbook.sources.simulated.rows import Ints, filled, join, random_codes, years
from hornbook.sources.simulated.words import INVESTORS

Frame = dict[str, NDArray[Any]]
_ANGEL, _VENTURE, _DEBT, _GRANT, _SECONDARY = 1, 2, 3, 4, 5
TOLD = np.array([0.06, 0.14, 0.28, 0.50, 0.72, 0.85, 0.9, 0.9])
"""The share of rounds whose value is told, by rung."""
UNMOVED = 0.80
"""The share of yearly marks that say what the last one said."""
_MARKED = 3e8


def rounds(companies: Companies, climbed: Ladder, chance: np.random.Generator) -> Frame:
    """Equity rounds, and beside them some loans, grants and sales of old shares."""
    who, day, rung = climbed.who, climbed.day, climbed.rung
    currency = round_currencies(companies, who, rung, chance)
    figures = 2 + (chance.random(len(who)) < 0.2)
    told = chance.random(len(who)) < 0.86
    equity: Frame = {
        "who": who,
        "valid": day,
        "key": filled(who),
        "type": np.where(rung > 0, _VENTURE, np.where(chance.random(len(who)) < 0.4, _ANGEL, 0)),
        "series": np.where(chance.random(len(who)) < 0.9, rung, 0),
        "amount": np.where(told, stated(climbed.amount, currency, day, figures), -1),
        "currency": np.where(told, currency, -1),
        "instrument": np.where(chance.random(len(who)) < 0.93, 0, 4),
        "payment": random_codes(chance, [0.45, 0.35, 0.20], len(who)),
        "investors": round_investors(rung, len(INVESTORS), chance),
    }
    return join([equity, _beside(companies, climbed, chance), _grants(companies, chance)])


def _beside(companies: Companies, climbed: Ladder, chance: np.random.Generator) -> Frame:
    """Loans after a round (one in twelve), and sales of old shares after a late one (one in twelve)."""
    draw = chance.random(len(climbed.who))
    sale = (draw > 0.92) & (climbed.rung >= 3)
    taken = np.flatnonzero(((draw < 0.08) & (climbed.rung > 0)) | sale)
    who, sold = climbed.who[taken], sale[taken]
    day = climbed.day[taken] + chance.integers(20, 300, len(taken))
    currency = round_currencies(companies, who, climbed.rung[taken], chance)
    part = climbed.amount[taken] * np.exp(0.5 * chance.standard_normal(len(taken)) - 1.2)
    return {
        "who": who,
        "valid": day,
        "key": 10 + climbed.rung[taken],
        "type": np.where(sold, _SECONDARY, _DEBT),
        "series": filled(who, 0),
        "amount": stated(part, currency, day, 2),
        "currency": currency,
        "instrument": np.where(sold, 3, 1),
        "payment": random_codes(chance, [0.6, 0.2, 0.2], len(who)),
        "investors": np.full((len(who), 5), -1),
    }


def _grants(companies: Companies, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(chance.random(companies.count) < np.where(companies.hard, 0.09, 0.03))
    day = companies.born[who] + 120 + chance.exponential(500, len(who)).astype(np.int64)
    currency = home_currency(companies, who)
    return {
        "who": who,
        "valid": day,
        "key": filled(who, 20),
        "type": filled(who, _GRANT),
        "series": filled(who, 0),
        "amount": stated(1.5e5 * np.exp(0.9 * chance.standard_normal(len(who))), currency, day, 1),
        "currency": currency,
        "instrument": filled(who, 2),
        "payment": random_codes(chance, [0.8, 0.1, 0.1], len(who)),
        "investors": np.full((len(who), 5), -1),
    }


def valuations(companies: Companies, climbed: Ladder, ends: Ints, chance: np.random.Generator) -> Frame:
    """What rounds say that companies are worth, by rung, and yearly marks of the largest afterwards."""
    told = np.flatnonzero(chance.random(len(climbed.who)) < TOLD[climbed.rung])
    who, day, post = climbed.who[told], climbed.day[told], climbed.post[told]
    basis = random_codes(chance, [0.72, 0.06, 0.02, 0.20], len(told))
    bound = (chance.random(len(told)) < 0.07).astype(np.int64)
    currency = round_currencies(companies, who, climbed.rung[told], chance)
    worth = np.where(basis == 1, post - climbed.amount[told], post * np.where(basis == 2, 0.85, 1.0))
    cents = stated(worth * np.where(bound, 0.85, 1.0), currency, day, np.where(bound, 1, 2))
    rows: Frame = {"who": who, "valid": day, "key": filled(who), "amount": cents, "currency": currency}
    return join([rows | {"bound": bound, "basis": basis}, _marks(companies, climbed, told, ends, chance)])


def _marks(companies: Companies, climbed: Ladder, told: Ints, ends: Ints, chance: np.random.Generator) -> Frame:
    """Values at the ends of years of those above 300 million dollars, until the next told round or end."""
    told = told[np.lexsort((climbed.day[told], climbed.who[told]))]
    who, day, post = climbed.who[told], climbed.day[told], climbed.post[told]
    until = np.minimum(ends[who], companies.until + 1)
    same = who[1:] == who[:-1]
    until[:-1] = np.where(same, day[1:], until[:-1])
    big = post >= _MARKED
    who, day, post, until = who[big], day[big], post[big], until[big]
    span = np.arange(1990, years(np.array([companies.until]))[0] + 1)
    close = (span - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
    shown = (close > day[:, None] + 60) & (close < until[:, None])
    step = np.where(chance.random(shown.shape) < 0.5, 0.24, -0.30) * chance.exponential(0.8, shown.shape)
    step[(chance.random(shown.shape) < UNMOVED) | ~shown] = 0
    row, column = np.nonzero(shown)
    at = close[column]
    # Marks are told in dollars and to two figures, so that one that stands says the same figure again.
    currency = filled(row, 1)
    cents = stated((post[:, None] * np.exp(np.cumsum(step, axis=1)))[row, column], currency, at, 2)
    marks: Frame = {"who": who[row], "valid": at, "key": 100 + span[column], "amount": cents}
    return marks | {"currency": currency, "bound": filled(row, 0), "basis": filled(row, 3)}
