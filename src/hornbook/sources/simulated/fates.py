"""Fates: which companies close, are bought or list, and when; the more money they have found, the better."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.kinds import Acquired, Closed, Fact, Listed
from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.money import Ladder, home_currency, stated
from hornbook.sources.simulated.names import later
from hornbook.sources.simulated.rows import Ints, random_codes
from hornbook.sources.simulated.words import BUYERS

Frame = dict[str, NDArray[Any]]
CLOSED, BOUGHT, LISTED, GOES_ON = range(4)

# After the last round, by its rung (none first): the chances to close, to be bought and to list in the end.
_CHANCES = np.array(
    [
        (0.62, 0.010, 0.002),
        (0.62, 0.070, 0.006),
        (0.52, 0.120, 0.030),
        (0.40, 0.170, 0.080),
        (0.28, 0.190, 0.180),
        (0.20, 0.180, 0.280),
        (0.13, 0.140, 0.360),
        (0.10, 0.120, 0.420),
        (0.08, 0.100, 0.450),
    ]
)
_MEDIAN = np.array([1100.0, 1200.0, 900.0, 0.0])
_BOARDS = np.array([0.0, 0.30, 0.22, 0.08, 0.06, 0.14, 0.13, 0.05, 0.02, 0.0, 0.0])
_BOARDS_ABROAD = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.06, 0.52, 0.20, 0.14, 0.08])


@dataclass(frozen=True, slots=True)
class Fates:
    """How each company ends; `day` may lie beyond the region, and `ends` is when it stops being its own."""

    fate: Ints
    day: Ints
    ends: Ints


def fates(companies: Companies, climbed: Ladder, chance: np.random.Generator) -> Fates:
    """Draw one fate a company, years after its last round; who is about to raise again meets none."""
    edges = np.cumsum(_CHANCES, axis=1)[climbed.top + 1]
    fate = (chance.random(companies.count)[:, None] >= edges).sum(axis=1).astype(np.int64)
    fate[climbed.open] = GOES_ON
    unfunded = np.where(climbed.top < 0, 1.5, 1.0)
    wait = _MEDIAN[fate] * unfunded * np.exp(0.65 * chance.standard_normal(companies.count))
    day = climbed.last + np.maximum(wait, 90).astype(np.int64)
    never = np.iinfo(np.int32).max
    day[fate == GOES_ON] = never
    return Fates(fate, day, np.where(fate == LISTED, never, day))


def endings(companies: Companies, climbed: Ladder, met: Fates, chance: np.random.Generator) -> dict[type[Fact], Frame]:
    """Closures, purchases and listings, and places on the third board, which end nothing."""
    closed = np.flatnonzero(met.fate == CLOSED)
    reason = random_codes(chance, [0.55, 0.08, 0.12, 0.02, 0.23], len(closed))
    return {
        Closed: {"who": closed, "valid": met.day[closed], "reason": np.where(reason == 4, -1, reason)},
        Acquired: _bought(companies, climbed, met, chance),
        Listed: _listed(companies, climbed, met, chance),
    }


def _bought(companies: Companies, climbed: Ladder, met: Fates, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(met.fate == BOUGHT)
    day, currency = met.day[who], home_currency(companies, who)
    price = 3e6 * 4.0 ** np.maximum(climbed.top[who], 0) * np.exp(0.8 * chance.standard_normal(len(who)))
    told = chance.random(len(who)) < 0.4
    return {
        "who": who,
        "valid": day,
        "by": np.where(chance.random(len(who)) < 0.9, chance.integers(0, len(BUYERS), len(who)), -1),
        "amount": np.where(told, stated(price, currency, day, 2), -1),
        "currency": np.where(told, currency, -1),
    }


def _listed(companies: Companies, climbed: Ladder, met: Fates, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(met.fate == LISTED)
    home, abroad = random_codes(chance, _BOARDS, len(who)), random_codes(chance, _BOARDS_ABROAD, len(who))
    third, day = later(companies, met.ends, 0.02, chance)
    # The third board opened to the whole country in 2013, takes small companies, and precedes other venues.
    fits = (day > 15700) & (climbed.top[third] < 3) & ~companies.abroad[third]
    fits &= (met.fate[third] != LISTED) | (met.day[third] > day)
    third, day = third[fits], day[fits]
    return {
        "who": np.concatenate([who, third]),
        "valid": np.concatenate([met.day[who], day]),
        "venue": np.concatenate([np.where(companies.abroad[who], abroad, home), np.zeros_like(third)]),
    }
