"""Noise: what is heard late, told wrong at first, taken back, missing, or written down twice."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hornbook.kinds import (
    Acquired,
    Affiliation,
    Award,
    Certified,
    Closed,
    Described,
    Fact,
    Founded,
    Headcount,
    Listed,
    Named,
    Patent,
    Registered,
    Revenue,
    RnD,
    Round,
    Sector,
    Valuation,
    Website,
)
from hornbook.sources.simulated.births import Companies
from hornbook.sources.simulated.rows import Ints, Rows, height, join, ordered, pick

Frame = dict[str, NDArray[Any]]


class _Ear(NamedTuple):
    """How a kind of fact comes to be known."""

    soon: float
    """Mean days until most facts are known."""
    late: float
    """The share known more than a year late."""
    tail: float
    """Mean days beyond that year."""
    again: float
    """The share that the second record of a company repeats."""


EARS: dict[type[Fact], _Ear] = {
    Named: _Ear(30, 0.05, 400, 1.0),
    Founded: _Ear(15, 0.05, 400, 0.7),
    Registered: _Ear(20, 0.05, 400, 0.9),
    Sector: _Ear(20, 0.10, 400, 0.6),
    Described: _Ear(20, 0.10, 400, 0.3),
    Website: _Ear(20, 0.10, 400, 0.5),
    Round: _Ear(24, 0.17, 1500, 0.6),
    Valuation: _Ear(40, 0.12, 800, 0.4),
    Headcount: _Ear(110, 0.10, 500, 0.3),
    Revenue: _Ear(130, 0.08, 400, 0.2),
    RnD: _Ear(130, 0.08, 400, 0.2),
    Listed: _Ear(3, 0.01, 200, 0.6),
    Acquired: _Ear(20, 0.06, 400, 0.4),
    Closed: _Ear(120, 0.12, 500, 0.4),
    Patent: _Ear(12, 0.03, 300, 0.4),
    Award: _Ear(30, 0.06, 400, 0.3),
    Affiliation: _Ear(120, 0.30, 800, 0.3),
    Certified: _Ear(25, 0.04, 300, 0.4),
}
AMENDED, WITHDRAWN = 0.02, 0.005
"""The shares of facts, of the kinds below, that are later amended or taken back."""
_AMOUNTS = (Round, Valuation, Headcount, Revenue, RnD, Acquired)
_DAYS = (Round, Valuation, Founded, Listed, Closed, Acquired)
_TAKEN_BACK = (Round, Valuation, Closed, Acquired, Award, Certified, Headcount)
_ALL_ITS_LIFE = (Named, Founded, Registered, Sector, Described, Website)


@dataclass(frozen=True, slots=True)
class Backfill:
    """The share of funding rounds that are entered late, and the chance that draws them.

    The chance is apart from that of all other noise, so a region with backfill is otherwise the region without.
    """

    share: float
    chance: np.random.Generator


def heard(kind: type[Fact], told: Rows, companies: Companies, chance: np.random.Generator, backfill: Backfill) -> Frame:
    """What happened, as it was known until the region's last day; in the order of companies and days."""
    rows = _twice(EARS[kind], told, companies, chance)
    rows = _known(kind, rows, companies, chance)
    if kind is Round and backfill.share:
        rows["known"] = _backfilled(rows, companies, backfill)
    rows = _revised(kind, rows, companies, chance)
    return ordered(pick(rows, (rows["valid"] <= companies.until) & (rows["known"] <= companies.until)))


def same_as(companies: Companies, chance: np.random.Generator) -> Frame:
    """That two records are one company: found out for half of them, a while after the second one appears."""
    joined = np.flatnonzero((companies.twin >= 0) & (chance.random(companies.count) < 0.5))
    twin = companies.twin[joined]
    known = companies.entered[twin] + 30 + chance.exponential(250, len(twin)).astype(np.int64)
    rows: Frame = {
        "who": twin,
        "valid": np.maximum(companies.born[joined], 0),
        "known": known,
        "withdrawn": np.zeros(len(twin), dtype=bool),
        "other": joined,
        "probability": np.round(0.8 + 0.2 * chance.beta(3, 1, len(twin)), 3),
    }
    return ordered(pick(rows, known <= companies.until))


def _twice(ear: _Ear, rows: Rows, companies: Companies, chance: np.random.Generator) -> Frame:
    """The rows, and after them those that second records repeat."""
    twin = companies.twin[rows["who"]]
    repeated = np.flatnonzero(twin >= 0)
    repeated = repeated[chance.random(len(repeated)) < ear.again]
    copies = pick(rows, repeated) | {"who": twin[repeated]}
    if "tail" in copies:  # the second record of a name leaves something out
        how = chance.integers(0, 3, len(repeated))
        copies["head"] = np.where(how == 0, -1, copies["head"])
        copies["tail"] = np.where(how == 1, 1 - np.minimum(copies["tail"], 1), copies["tail"])
        copies["field"] = np.where(how == 2, copies["field"] ^ 1, copies["field"])
    return join([rows, copies])


def _known(kind: type[Fact], rows: Rows, companies: Companies, chance: np.random.Generator) -> Frame:
    """Rows with the day on which each became known: after a lag, and never before its record had a name."""
    size, ear = height(rows), EARS[kind]
    late = chance.random(size) < ear.late
    tail, soon = 365 + chance.exponential(ear.tail, size), chance.exponential(ear.soon, size)
    lag = np.where(late, tail, soon).astype(np.int64)
    entered = companies.entered[rows["who"]]
    if kind in _ALL_ITS_LIFE:  # a record begins with its name; for a second record its company's
        lag[(rows["valid"] <= entered) & ((kind is Named) | (lag < 365))] = 0
    known = np.maximum(rows["valid"] + lag, entered)
    return {**rows, "known": known, "moved": np.full(size, -1), "withdrawn": np.zeros(size, dtype=bool)}


def _backfilled(rows: Frame, companies: Companies, backfill: Backfill) -> Ints:
    """Days of knowledge, of which a share lies anywhere between the day of the fact and the region's last day."""
    size = height(rows)
    some = backfill.chance.random(size) < backfill.share
    wait = (companies.until - rows["valid"]) * backfill.chance.random(size)
    later = np.maximum(rows["valid"] + wait.astype(np.int64), companies.entered[rows["who"]])
    known: Ints = np.where(some, later, rows["known"])
    return known


def _revised(kind: type[Fact], rows: Frame, companies: Companies, chance: np.random.Generator) -> Frame:
    """The rows and their later versions: another amount, another day, or word that they were never true."""
    draw = chance.random(height(rows))
    amount = "count" if kind is Headcount else "amount"
    parts = [rows]
    if kind in _DAYS:
        moved = np.flatnonzero(draw > 1 - AMENDED / 2)
        rows["moved"][moved] = rows["valid"][moved]
        parts.append(_another_day(kind, pick(rows, moved), companies, chance))
    if kind in _AMOUNTS:
        wrong = np.flatnonzero((draw < (AMENDED / 2 if kind in _DAYS else AMENDED)) & (rows[amount] > 0))
        better = _later(pick(rows, wrong), chance)
        factor = np.exp(np.where(chance.random(len(wrong)) < 0.5, 0.25, -0.25) * chance.uniform(0.2, 2, len(wrong)))
        unit = 1 if kind is Headcount else 100_000
        better[amount] = np.maximum(np.rint(better[amount] * factor / unit).astype(np.int64), 1) * unit
        parts.append(better)
    if kind in _TAKEN_BACK:
        gone = np.flatnonzero((draw > 0.5) & (draw < 0.5 + WITHDRAWN))
        parts.append(_later(pick(rows, gone), chance) | {"withdrawn": np.ones(len(gone), dtype=bool)})
    return join(parts)


def _later(rows: Rows, chance: np.random.Generator) -> Frame:
    """Newer versions of rows, known some months after the first."""
    wait = 5 + chance.exponential(200, height(rows)).astype(np.int64)
    return {**rows, "known": rows["known"] + wait}


def _another_day(kind: type[Fact], rows: Rows, companies: Companies, chance: np.random.Generator) -> Frame:
    """Newer versions that say another day; only a founding moves to before the birth of its company."""
    shift: Ints = chance.integers(1, 46, height(rows))
    if kind is Founded:
        day = rows["valid"] - shift
    else:
        shift[chance.random(len(shift)) < 0.5] *= -1
        first = np.append(companies.born, np.zeros(len(companies.entered) - companies.count, dtype=np.int64))
        first[companies.twin[companies.twin >= 0]] = companies.born[companies.twin >= 0]
        day = np.maximum(rows["valid"] + shift, first[rows["who"]])
    newer = _later(rows, chance)
    return newer | {"valid": day, "known": np.maximum(newer["known"], day)}
