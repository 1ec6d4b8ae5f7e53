"""A company against others like it: the share of its cohort that has no more, so that old and young can be compared."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.scout.features import Floats
from hornbook.text import Text

ABOUT = {
    "cohort_age_raised": Text("Equity raised, among companies of its age.", "股权融资额在同龄企业中的位次。"),
    "cohort_age_last": Text("Its latest round, among companies of its age.", "最近一轮融资额在同龄企业中的位次。"),
    "cohort_age_largest": Text("Its largest round, among companies of its age.", "最大单轮融资额在同龄企业中的位次。"),
    "cohort_series_pace": Text(
        "Equity raised a year, among companies of its series.", "年均股权融资额在同轮次企业中的位次。"
    ),
    "cohort_country_pace": Text(
        "Equity raised a year, among companies of its country.", "年均股权融资额在同国企业中的位次。"
    ),
    "cohort_lately_raised": Text(
        "Equity raised, among companies whose latest round was as long ago.",
        "股权融资额在最近融资时间相近企业中的位次。",
    ),
    "cohort_first_raised": Text(
        "Equity raised, among companies whose first round was as long ago.",
        "股权融资额在首轮融资时间相近企业中的位次。",
    ),
}

_OLDEST = 12


def cohorts(made: dict[str, Floats], about: pa.Table) -> dict[str, Floats]:
    """Each feature, from the features of the same companies and their countries; empty where the cohort is unknown."""
    age, first, last = (_band(made[name]) for name in ("age", "years_since_first", "years_since_last"))
    country = pc.dictionary_encode(about["country"].combine_chunks()).indices.fill_null(-1)
    places = np.asarray(country.to_numpy(zero_copy_only=False), dtype=np.int64)
    return {
        "cohort_age_raised": share_below(age, made["raised"]),
        "cohort_age_last": share_below(age, made["last_raised"]),
        "cohort_age_largest": share_below(age, made["largest_round"]),
        "cohort_series_pace": share_below(np.nan_to_num(made["series"]).astype(np.int64), made["raised_per_year"]),
        "cohort_country_pace": share_below(places, made["raised_per_year"]),
        "cohort_lately_raised": share_below(last, made["raised"]),
        "cohort_first_raised": share_below(first, made["raised"]),
    }


def _band(years: Floats) -> NDArray[np.int64]:
    """Half years up to two, then years; -1 where unknown."""
    found = np.where(years < 2, np.floor(years * 2), np.floor(np.minimum(years, _OLDEST)) + 2)
    return np.nan_to_num(found, nan=-1).astype(np.int64)


def share_below(group: NDArray[np.int64], values: Floats) -> Floats:
    """The share of a group's known values that are less, and half of those that are equal; NaN where unknown."""
    found = np.full(len(values), np.nan)
    there = np.flatnonzero((group >= 0) & np.isfinite(values))
    if not len(there):
        return found
    order = there[np.lexsort((values[there], group[there]))]
    ordered, of = values[order], group[order]
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    sizes = np.diff(np.r_[starts, len(of)])
    same = np.r_[True, (ordered[1:] != ordered[:-1]) | (of[1:] != of[:-1])]
    tie = np.cumsum(same) - 1
    counts = np.bincount(tie)
    below = np.flatnonzero(same)[tie] - np.repeat(starts, sizes)
    found[order] = (below + counts[tie] / 2) / np.repeat(sizes, sizes)
    return found
