"""The heat of a sector and of a place: how much money came in of late, how fast that grows, and how often it wins.

Rounds of more than a hundred million dollars count as that, so that one deal does not make a sector. Shares of winners
are drawn towards the share of the whole book where a group is small.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.scout.features import DayColumns, Floats, per_year
from hornbook.text import Text

GROUPS = {
    "sector": Text("sector", "行业"),
    "region": Text("region", "省（州）"),
    "country": Text("country", "国家（地区）"),
}

WIN = 50_000_000
"""US dollars of one round."""

_CAP = 100_000_000.0
_PRIOR = 30.0

_MEASURES = {
    "money": Text("Equity that came into its {of} in the last 12 months.", "近12个月流入其{of}的股权融资额。"),
    "growth": Text("The same over that of the 12 months before.", "近12个月流入其{of}的股权融资额与再前12个月之比。"),
    "companies": Text("Companies of its {of} funded within five years.", "其{of}内五年中获得融资的企业数。"),
    "winners": Text(
        "Share of those that had a round of US$50m or more, over the whole book's share.",
        "其中有5,000万美元以上单轮融资者的占比，与全库占比之比。",
    ),
    "pace": Text("Typical equity a year of companies of its {of}.", "其{of}内企业年均股权融资额的典型水平。"),
}

ABOUT = {
    f"{group}_{name}": Text(about.en.format(of=of.en), about.zh.format(of=of.zh))
    for group, of in GROUPS.items()
    for name, about in _MEASURES.items()
}


def heat(known: DayColumns) -> dict[str, Floats]:
    """For each company the heat of its sector, region and country, itself included; empty where it has none."""
    last = np.minimum(np.nan_to_num(known.number("raised_12m")), _CAP)
    before = np.nan_to_num(known.number("raised_24m")) - np.nan_to_num(known.number("raised_12m"))
    before = np.minimum(np.maximum(before, 0), _CAP)
    funded = np.nan_to_num(known.years("last_round"), nan=99.0) <= 5
    won = funded & (np.nan_to_num(known.number("largest_round")) >= WIN)
    paced = funded & (np.nan_to_num(known.number("raised")) > 0)
    pace = np.where(paced, np.log(np.maximum(per_year(known), 1e4)), 0.0)
    found = {}
    for group in GROUPS:
        key, size = _numbered(known.text(group))
        for name, values in _group(key, size, last, before, funded, won, paced, pace).items():
            found[f"{group}_{name}"] = np.where(key >= 0, values[key], np.nan)
    return found


def _group(
    key: NDArray[np.int64],
    size: int,
    last: Floats,
    before: Floats,
    funded: NDArray[np.bool_],
    won: NDArray[np.bool_],
    paced: NDArray[np.bool_],
    pace: Floats,
) -> dict[str, Floats]:
    there = key >= 0

    def summed(values: Floats) -> Floats:
        return np.bincount(key[there], weights=values[there], minlength=size + 1).astype(np.float64)

    many, wins, n = (summed(each.astype(np.float64)) for each in (funded, won, paced))
    money, earlier, paces = map(summed, (last, before, pace))
    base = max(won.sum() / max(funded.sum(), 1), 1e-6)
    mean = pace[paced].mean() if paced.any() else 0.0
    return {
        "money": np.log1p(money / 1e6),
        "growth": np.log((money + 5e6) / (earlier + 5e6)),
        "companies": np.log1p(many),
        "winners": np.log((wins + _PRIOR * base) / (many + _PRIOR) / base),
        "pace": (paces + 10 * mean) / (n + 10) - mean,
    }


def _numbered(texts: pa.ChunkedArray) -> tuple[NDArray[np.int64], int]:
    """A number for each text, -1 where there is none; and how many there are."""
    coded = pc.dictionary_encode(texts.combine_chunks())
    numbers = np.asarray(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return numbers, len(coded.dictionary)
