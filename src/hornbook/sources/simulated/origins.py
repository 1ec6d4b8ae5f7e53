"""Origins: ties to laboratories, patents, awards and the statuses that authorities give for a time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.kinds import Affiliation, Award, Certified, Fact, Patent
from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.money import Ladder
from hornbook.sources.simulated.names import later
from hornbook.sources.simulated.rows import Ints, filled, join, random_codes, years
from hornbook.sources.simulated.words import AWARDS, INSTITUTES, LABORATORIES, PEOPLE

Frame = dict[str, NDArray[Any]]


def origins(companies: Companies, climbed: Ladder, ends: Ints, chance: np.random.Generator) -> dict[type[Fact], Frame]:
    """Everything that speaks of where a company's knowledge comes from; by kind."""
    return {
        Affiliation: _ties(companies, chance),
        Patent: _patents(companies, climbed, ends, chance),
        Award: _awards(companies, ends, chance),
        Certified: join([_certified(companies, ends, *status, chance) for status in enumerate(_STATUSES)]),
    }


def _ties(companies: Companies, chance: np.random.Generator) -> Frame:
    """Ties of hard-technology companies, mostly, and of the better ones; some end after two to six years."""
    odds = np.where(companies.hard, 0.07, 0.015) * np.exp(0.4 * companies.quality)
    who = np.repeat(np.arange(companies.count), chance.poisson(np.minimum(odds, 1.5)))
    type_ = random_codes(chance, [0.4, 0.25, 0.35], len(who))
    width = np.array([LABORATORIES, INSTITUTES, PEOPLE])
    to = (np.array([0, LABORATORIES, LABORATORIES + INSTITUTES])[type_]) + (
        chance.random(len(who)) ** 1.6 * width[type_]
    ).astype(np.int64)
    day = companies.born[who] + np.where(chance.random(len(who)) < 0.6, 0, chance.integers(0, 1500, len(who)))
    until = day + chance.integers(730, 2200, len(who))
    role = np.where(type_ == 2, 3 + (chance.random(len(who)) < 0.3), random_codes(chance, [0.4, 0.35, 0.25], len(who)))
    _, once = np.unique(who * 10_000 + to, return_index=True)  # a company is tied once to the same place
    ties: Frame = {"who": who, "valid": day, "to": to, "to_type": type_, "role": role}
    ties["until"] = np.where(chance.random(len(who)) < 0.25, until, -1)
    return {name: column[once] for name, column in ties.items()}


def _patents(companies: Companies, climbed: Ladder, ends: Ints, chance: np.random.Generator) -> Frame:
    """Grants over a company's life after its first year: none for most, dozens for some."""
    mean = np.where(companies.hard, 1.3, 0.25) * (1 + 0.9 * (climbed.top + 1)) * 1.15
    span = np.minimum(ends, companies.until) - companies.born - 400
    count = chance.poisson(mean * chance.gamma(0.35, 1 / 0.35, companies.count) * np.clip(span / 2500, 0, 1))
    who = np.repeat(np.arange(companies.count), np.minimum(count, 400))
    day = companies.born[who] + 400 + (chance.random(len(who)) * span[who]).astype(np.int64)
    order = np.arange(len(who)) - np.searchsorted(who, who)
    return {
        "who": who,
        "valid": day,
        "serial": who * 1000 + order,
        "office": random_codes(chance, [0.93, 0.05, 0.02], len(who)),
        "type": random_codes(chance, [0.42, 0.48, 0.10], len(who)),
    }


def _awards(companies: Companies, ends: Ints, chance: np.random.Generator) -> Frame:
    who, day = later(companies, ends, 0.02, chance)
    good = chance.random(len(who)) < np.clip(0.25 + 0.3 * companies.quality[who], 0, 1)
    who, day = who[good], day[good]
    award = chance.integers(0, len(AWARDS), len(who))
    return {"who": who, "valid": day, "name": award, "level": random_codes(chance, [0.15, 0.35, 0.5], len(who))}


# Share of hard and of other companies that ever hold it, age in days at the first grant, first year of the
# scheme, odds of renewal after each three years: high-tech enterprise, specialised and refined, little giant.
_STATUSES = (
    (0.34, 0.14, 450, 2008, 0.72),
    (0.10, 0.03, 900, 2013, 0.60),
    (0.018, 0.002, 1300, 2019, 0.75),
)


def _certified(
    companies: Companies,
    ends: Ints,
    code: int,
    terms: tuple[float, float, int, int, float],
    chance: np.random.Generator,
) -> Frame:
    """One status, granted for three years and renewed or not; only mainland companies hold any."""
    hard, other, youngest, since, renewed = terms
    odds = np.where(companies.hard, hard, other) * np.exp(0.35 * companies.quality)
    who = np.flatnonzero(~companies.abroad & (chance.random(companies.count) < odds))
    opening = int(np.datetime64(f"{since}-06-01").astype(np.int64))
    wait = youngest + chance.exponential(900, len(who)).astype(np.int64)
    day = np.maximum(companies.born[who] + wait, opening + chance.integers(0, 700, len(who)))
    terms_held: list[Frame] = []
    for _ in range(6):
        here = (day < ends[who]) & (day <= companies.until)
        who, day = who[here], day[here]
        until = (day.astype("datetime64[D]").astype("datetime64[M]") + 36).astype("datetime64[D]").astype(np.int64)
        day_of_month = day - day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(
            np.int64
        )
        until += np.minimum(day_of_month, 27) - 1
        key = code * 200 + years(day) - 1990
        terms_held.append({"who": who, "valid": day, "key": key, "status": filled(who, code), "until": until})
        again = chance.random(len(who)) < renewed
        who, day = who[again], until[again] + 1 + chance.integers(0, 90, int(again.sum()))
    return join(terms_held)
