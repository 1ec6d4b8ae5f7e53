"""The heat of a sector and of a place: how much money came in of late, how fast that grows, and how often it wins.

Rounds of more than a hundred million dollars count as that, so that one deal does not make a sector. Shares of winners
are drawn towards the share of the whole book where a group is small.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.locale import Lang, in_language
from hornbook.scout.features import DayColumns, Floats, per_year
from hornbook.text import Message, Text, message

GROUPS = {
    "sector": Text("sector", "行业"),
    "region": Text("region", "省（州）"),
    "country": Text("country", "国家（地区）"),
}

WIN = 50_000_000
"""US dollars of one round."""

_CAP = 100_000_000.0
_PRIOR = 30.0


def _measures(of: Text) -> dict[str, Message]:
    """What is measured of a sector or a place, in words."""
    return {
        "money": message("Equity raised by companies of its {of} in the last 12 months.", of=of),
        "growth": message("Equity raised in its {of} in the last 12 months, over that of the 12 months before.", of=of),
        "companies": message("Companies of its {of} that raised money in the last five years.", of=of),
        "winners": message(
            "Share of companies of its {of} with a round of US$50m or more, over that of the whole book.", of=of
        ),
        "pace": message("Typical equity raised a year by companies of its {of}.", of=of),
    }


ABOUT = {
    f"{group}_{name}": Text(in_language(about, Lang.EN), in_language(about, Lang.ZH))
    for group, of in GROUPS.items()
    for name, about in _measures(of).items()
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
