"""What companies are called, where they sit and what they say of themselves."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.kinds import Described, Fact, Founded, Named, Registered, Sector, Website
from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.rows import Ints, filled, join, pick
from hornbook.sources.simulated.words import FIELDS, HOME, SOUNDS

Frame = dict[str, NDArray[Any]]
_AI = 0


def papers(companies: Companies, ends: Ints, chance: np.random.Generator) -> dict[type[Fact], Frame]:
    """The facts that every company has from its first day, and how they change; by kind."""
    sounds = chance.integers(0, len(SOUNDS), (companies.count, 3))
    sounds[chance.random(companies.count) < 0.35, 2] = -1  # two characters rather than three
    return {
        Named: _names(companies, ends, sounds, chance),
        Founded: _foundings(companies, chance),
        Registered: _seats(companies, ends, chance),
        Sector: _sectors(companies, ends, chance),
        Described: _descriptions(companies, chance),
        Website: _websites(companies, sounds, chance),
    }


def later(companies: Companies, ends: Ints, share: float, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """A share of the companies and a day in the life of each, half a year after birth at the earliest."""
    span = np.minimum(ends, companies.until) - companies.born
    who = np.flatnonzero((chance.random(companies.count) < share) & (span > 200))
    return who, companies.born[who] + 180 + (chance.random(len(who)) * (span[who] - 180)).astype(np.int64)


def _names(companies: Companies, ends: Ints, sounds: Ints, chance: np.random.Generator) -> Frame:
    who = np.arange(companies.count)
    first: Frame = {
        "who": who,
        "valid": companies.born,
        "key": filled(who),
        "language": companies.abroad.astype(np.int64),
        "registered": np.ones(len(who), dtype=np.int64),
        "head": np.where(companies.abroad, -1, companies.city),
        "field": companies.field * 2 + chance.integers(0, 2, len(who)),
        "tail": chance.choice(3, len(who), p=[0.72, 0.2, 0.08]),
        "sounds": sounds,
    }
    brand = pick(first, ~companies.abroad & (chance.random(len(who)) < 0.5))
    brand |= {name: filled(brand["who"], value) for name, value in _BRAND.items()}
    moved, day = later(companies, ends, 0.07, chance)
    renamed = pick(first, moved) | {"valid": day}
    renamed["sounds"] = chance.integers(0, len(SOUNDS), (len(moved), 3))
    return join([first, brand, renamed])


# The brand begins on the same day as the registered name: a key keeps the two statements apart.
_BRAND = {"key": 0, "language": 1, "registered": 0, "head": -1, "tail": 3}


def _foundings(companies: Companies, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(chance.random(companies.count) < 0.97)
    precision = chance.choice(3, len(who), p=[0.90, 0.04, 0.06])
    day = companies.born[who].astype("datetime64[D]")
    starts = [day, day.astype("datetime64[M]"), day.astype("datetime64[Y]")]
    floor = np.choose(precision, [start.astype("datetime64[D]").astype(np.int64) for start in starts])
    return {"who": who, "valid": floor, "precision": precision}


def _seats(companies: Companies, ends: Ints, chance: np.random.Generator) -> Frame:
    who = np.arange(companies.count)
    born: Frame = {"who": who, "valid": companies.born, "city": companies.city, "form": companies.form.copy()}
    moved, day = later(companies, ends, 0.03, chance)
    # A company stays on its side of the border.
    city = np.where(companies.abroad[moved], companies.city[moved], chance.integers(0, HOME, len(moved)))
    move: Frame = {"who": moved, "valid": day, "city": city, "form": companies.form[moved]}
    born["form"][chance.random(len(who)) < 0.05] = -1
    return join([born, move])


def _sectors(companies: Companies, ends: Ints, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(chance.random(companies.count) < 0.97)
    main: Frame = {
        "who": who,
        "valid": companies.born[who],
        "key": filled(who),
        "label": companies.field[who],
        "rank": filled(who, 1),
    }
    second = pick(main, chance.random(len(who)) < 0.08)
    second |= {"key": filled(second["who"], 0), "rank": filled(second["who"], 2)}
    second["label"] = (second["label"] + chance.integers(1, len(FIELDS), len(second["who"]))) % len(FIELDS)
    # Companies of every field say one day that they are about artificial intelligence.
    turned, day = later(companies, ends, 0.02, chance)
    turn = pick({name: column for name, column in main.items() if name not in ("who", "valid")}, filled(turned, 0))
    turn |= {"who": turned, "valid": day, "label": filled(turned, _AI)}
    return join([main, second, turn])


def _descriptions(companies: Companies, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(chance.random(companies.count) < 0.35)
    english = companies.abroad[who] | (chance.random(len(who)) < 0.3)
    return {
        "who": who,
        "valid": companies.born[who],
        "language": english.astype(np.int64),
        "field": companies.field[who] * 2 + chance.integers(0, 2, len(who)),
    }


def _websites(companies: Companies, sounds: Ints, chance: np.random.Generator) -> Frame:
    who = np.flatnonzero(chance.random(companies.count) < 0.3)
    return {"who": who, "valid": companies.born[who], "site": who, "sounds": sounds[who]}
