"""What a model may look at: figures of a company, and of its sector, its place and its investors, on one day.

A feature is worked out for all companies of the book as they were known that day, then kept for those of the
population.
Each says in words what it is. An empty one stays empty (NaN); which are empty is itself told to the model.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.indicators.algebra import Indicator
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.sums import Sum
from hornbook.terms import Day
from hornbook.text import Text

Floats = NDArray[np.float64]

YEAR = 365.2425

MONEY = (
    "raised",
    "raised_6m",
    "raised_12m",
    "raised_24m",
    "raised_36m",
    "largest_round",
    "last_raised",
    "first_raised",
    "borrowed",
    "granted",
    "revenue",
    "valuation",
    "rnd",
)
NUMBERS = (
    "rounds",
    "rounds_12m",
    "rounds_24m",
    "round_growth",
    "investors",
    "sectors",
    "headcount",
    "headcount_growth",
    "revenue_growth",
    "valuation_growth",
    "patents",
    "patents_36m",
    "awards",
    "laboratories",
    "certifications",
)
DAYS = ("founded", "first_round", "last_round", "valuation_day")
TEXTS = ("country", "region", "city", "sector", "last_series", "last_round_type", "website")

_SERIES = ("A", "B", "C", "D", "E", "F", "G", "H")


@dataclass(frozen=True, slots=True)
class Feature:
    """A column that a model sees."""

    name: str
    about: Text


@dataclass(frozen=True)
class DayColumns:
    """One day's rows, column by column: numbers as floats, days as days before `day`, texts as they are."""

    day: Day
    table: pa.Table

    def number(self, name: str) -> Floats:
        """A figure, empty where it is unknown."""
        return np.asarray(pc.cast(self.table[name], pa.float64()).to_numpy(), dtype=np.float64)

    def years(self, name: str) -> Floats:
        """Years from a day of the company until the day asked about."""
        days = np.asarray(self.table[name].cast(pa.int32()).cast(pa.float64()).to_numpy(), dtype=np.float64)
        return (float(np.datetime64(self.day).astype(np.int64)) - days) / YEAR

    def age(self) -> Floats:
        """Years since it was founded; one that raised before the day that a source gives was there by then."""
        founded, first = self.years("founded"), self.years("first_round")
        return np.where(np.isnan(founded), np.nan, np.fmax(founded, first))

    def text(self, name: str) -> pa.ChunkedArray:
        """A text."""
        return self.table[name]


def feature_indicators() -> list[Indicator]:
    """The indicators from which features are worked out; a sum is of what is sure to belong to it."""
    return [
        replace(each, formula=replace(each.formula, surely=True)) if isinstance(each.formula, Sum) else each
        for each in chosen_indicators([*MONEY, *NUMBERS, *DAYS, *TEXTS])
    ]


_Made = Callable[[DayColumns], Floats]


def _money(name: str) -> _Made:
    return lambda known: np.log1p(np.maximum(known.number(name), 0))


def _count(name: str) -> _Made:
    return lambda known: np.log1p(np.maximum(known.number(name), 0))


def _plain(name: str) -> _Made:
    return lambda known: known.number(name)


def _aged(name: str) -> _Made:
    return lambda known: known.years(name)


def per_year(known: DayColumns, least: float = 0.5) -> Floats:
    """Equity raised for each year since founding; a company of less than half a year counts as that old."""
    return np.nan_to_num(known.number("raised")) / np.maximum(np.nan_to_num(known.age(), nan=3.0), least)


def recent(known: DayColumns) -> Floats:
    """Equity raised, weighed by how lately: a round of the last half year counts most, one of four years ago little."""
    windows = [
        np.nan_to_num(known.number(name)) for name in ("raised_6m", "raised_12m", "raised_24m", "raised_36m", "raised")
    ]
    parts = [windows[0], *(np.maximum(b - a, 0) for a, b in itertools.pairwise(windows))]
    shares = np.array([0.9, 0.7, 0.5, 0.3, 0.12])
    weighed: Floats = shares @ np.vstack(parts)
    return weighed


def _ratio(above: Floats, below: Floats) -> Floats:
    found: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return found


def _series(known: DayColumns) -> Floats:
    found = pc.index_in(pc.utf8_upper(known.text("last_series")), pa.array(_SERIES))
    return np.asarray(pc.add(found, 1).cast(pa.float64()).fill_null(0).to_numpy(), dtype=np.float64)


def _is(name: str, *words: str) -> _Made:
    def made(known: DayColumns) -> Floats:
        found = pc.is_in(pc.utf8_lower(known.text(name)), pa.array([word.lower() for word in words]))
        return np.asarray(found.cast(pa.float64()).to_numpy(), dtype=np.float64)

    return made


def _there(name: str) -> _Made:
    return lambda known: np.asarray(pc.is_valid(known.table[name]).cast(pa.float64()).to_numpy(), dtype=np.float64)


_BASED = {
    "USA": Text("It is based in the United States.", "位于美国。"),
    "CHN": Text("It is based in China.", "位于中国。"),
    "IND": Text("It is based in India.", "位于印度。"),
    "GBR": Text("It is based in the United Kingdom.", "位于英国。"),
    "DEU": Text("It is based in Germany.", "位于德国。"),
    "ISR": Text("It is based in Israel.", "位于以色列。"),
}


_AGES: dict[str, tuple[Text, _Made]] = {
    "age": (Text("Years since it was founded.", "成立至今年数。"), lambda k: k.age()),
    "years_since_first": (Text("Years since its first round.", "首轮融资至今年数。"), _aged("first_round")),
    "years_since_last": (Text("Years since its latest round.", "最近一轮融资至今年数。"), _aged("last_round")),
    "valuation_age": (Text("Years since it was last valued.", "最近估值至今年数。"), _aged("valuation_day")),
    "age_at_first": (
        Text("Years from its founding to its first round.", "成立至首轮融资的年数。"),
        lambda k: k.age() - k.years("first_round"),
    ),
}
"""How old it is, and its rounds."""
_RAISED: dict[str, tuple[Text, _Made]] = {
    "raised_per_year": (
        Text("Equity raised for each year since founding.", "成立以来年均股权融资额。"),
        lambda k: np.log1p(per_year(k)),
    ),
    "raised_per_year_funded": (
        Text("Equity raised for each year since its first round.", "首轮融资以来年均股权融资额。"),
        lambda k: np.log1p(np.nan_to_num(k.number("raised")) / np.maximum(k.years("first_round"), 0.75)),
    ),
    "raised_recent": (
        Text("Equity raised, recent rounds counting more.", "按时间远近加权的股权融资额。"),
        lambda k: np.log1p(recent(k)),
    ),
    "raised_before_12m": (
        Text("Equity raised in the year before the last 12 months.", "再前12个月的股权融资额。"),
        lambda k: np.log1p(
            np.maximum(np.nan_to_num(k.number("raised_24m")) - np.nan_to_num(k.number("raised_12m")), 0)
        ),
    ),
    "acceleration": (
        Text("Equity of the last 12 months over that of the 12 before.", "近12个月与再前12个月股权融资额之比。"),
        lambda k: (
            np.log1p(np.nan_to_num(k.number("raised_12m")))
            - np.log1p(np.maximum(np.nan_to_num(k.number("raised_24m")) - np.nan_to_num(k.number("raised_12m")), 0))
        ),
    ),
}
"""What it raised, and when."""
_ROUNDS: dict[str, tuple[Text, _Made]] = {
    "pace": (
        Text("Rounds for each year since its first.", "首轮融资以来年均轮次。"),
        lambda k: np.nan_to_num(k.number("rounds")) / (k.years("first_round") + 0.5),
    ),
    "step_up": (
        Text("Its latest round over its first.", "最近一轮与首轮融资额之比。"),
        lambda k: np.log(_ratio(k.number("last_raised"), k.number("first_raised"))),
    ),
    "debt_share": (
        Text("Debt as a share of equity and debt.", "债务占股权与债务融资总额的比例。"),
        lambda k: _ratio(
            np.nan_to_num(k.number("borrowed")),
            np.nan_to_num(k.number("borrowed")) + np.nan_to_num(k.number("raised")),
        ),
    ),
    "series": (Text("The letter of its latest series, A as 1.", "最近一轮的轮次（A轮为1）。"), _series),
    "last_is_seed": (
        Text("Its latest round was a seed or angel round.", "最近一轮为种子或天使轮。"),
        _is("last_round_type", "seed", "angel", "pre_seed"),
    ),
    "last_is_debt": (
        Text("Its latest round was debt.", "最近一轮为债务融资。"),
        _is("last_round_type", "debt_financing"),
    ),
    "last_is_private_equity": (
        Text("Its latest round was private equity.", "最近一轮为私募股权融资。"),
        _is("last_round_type", "private_equity"),
    ),
}
"""What its rounds are."""


def _own() -> dict[str, tuple[Text, _Made]]:
    found: dict[str, tuple[Text, _Made]] = {}
    about = {indicator.name: indicator.about for indicator in feature_indicators()}
    for name in MONEY:
        found[name] = about[name], _money(name)
    for name in NUMBERS:
        grows = name.endswith("_growth")
        found[name] = about[name], _plain(name) if grows else _count(name)
    found |= _AGES | _RAISED | _ROUNDS
    for country, text in _BASED.items():
        found[f"in_{country}"] = text, _is("country", country)
    return found


OWN = _own()
"""Features of the company itself."""


def own(known: DayColumns) -> dict[str, Floats]:
    """Each feature of the company itself, for all rows."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: made(known) for name, (_, made) in OWN.items()}


def feature_texts(also: Mapping[str, Text]) -> dict[str, Text]:
    """What each feature is, in words."""
    return {name: about for name, (about, _) in OWN.items()} | dict(also)
