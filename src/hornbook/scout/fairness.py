"""Whom a ranking finds and whom it passes over: by country, city, sector and founding cohort."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.scout.frames import Frame

DEPTH = 1_000
"""Who is among so many of the first counts as found."""

BY = ("country", "city", "sector", "cohort")
_YEARS = 3


@dataclass(frozen=True, slots=True)
class FairnessGroup:
    """Companies that have one thing in common; an empty value stands for those of whom it is not known."""

    by: str
    value: str | None
    companies: int
    came: int
    said: float | None
    """How many were to come by the probabilities; none where these are unknown."""
    listed: int
    """How many are among the first `DEPTH`."""
    found: int
    """How many of those that came are among them."""


def fairness_groups(
    frame: Frame, yes: NDArray[np.bool_], order: NDArray[np.int64], probability: NDArray[np.float64] | None
) -> tuple[FairnessGroup, ...]:
    """Every group of each kind, the largest first."""
    first = np.zeros(len(yes), dtype=bool)
    first[order[:DEPTH]] = True
    found: list[FairnessGroup] = []
    for by in BY:
        values = _cohort(frame) if by == "cohort" else frame.about[by].combine_chunks()
        coded = values.dictionary_encode()
        codes = np.asarray(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
        names = [*coded.dictionary.to_pylist(), None]
        made = [_group(by, names[code], codes == code, yes, first, probability) for code in np.unique(codes)]
        found += sorted(made, key=lambda group: (-group.companies, group.value or ""))
    return tuple(found)


def _group(
    by: str,
    value: str | None,
    inside: NDArray[np.bool_],
    yes: NDArray[np.bool_],
    first: NDArray[np.bool_],
    probability: NDArray[np.float64] | None,
) -> FairnessGroup:
    return FairnessGroup(
        by,
        value,
        int(inside.sum()),
        int((inside & yes).sum()),
        None if probability is None else float(probability[inside].sum()),
        int((inside & first).sum()),
        int((inside & first & yes).sum()),
    )


def _cohort(frame: Frame) -> pa.Array:
    """Founding years by threes: 2009-2011."""
    years = pc.year(frame.about["founded"]).combine_chunks()
    start = [None if year is None else year // _YEARS * _YEARS for year in years.to_pylist()]
    return pa.array([None if at is None else f"{at}-{at + _YEARS - 1}" for at in start], pa.string())
