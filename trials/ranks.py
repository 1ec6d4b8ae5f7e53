"""Intervals of later counts and ranks, replayed on simulated regions against what became known three years later.

    python -m trials.ranks --seeds 7 8 9 --companies 20000

At each of ten year-ends the cities of a region are asked with what was known then, and counted with what was known
three years later. Counts are whole numbers, so an interval holds more than its level whatever its draws are. Three
shares tell the reasons apart:

- `held`: how many intervals hold the truth.
- `drawn`: how many of its own draws an interval holds, on average. If the draws are right, `held` comes near it.
- `middle`: how far the truths lie between the 2.5% and the 97.5% of the draws, a truth that equals draws being taken in
  parts (a randomised interval). If the draws are right, it comes near 95%, for whole numbers too.
"""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from hornbook.book.book import Book, open_book
from hornbook.ecosystem.concentration import group_spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import later_counts, ranks_of, revision, shortest_interval, supports_intervals
from hornbook.ecosystem.survival import Ints
from hornbook.terms import shift
from trials.command import FINE, forked

YEARS = range(2013, 2023)
BACK = 36
"""The months between a day and the knowledge that it is judged by."""
TAIL = 0.025


class Held(NamedTuple):
    """What one interval tells: whether it holds the truth, how much it should hold, and how wide it is."""

    held: float
    drawn: float
    middle: float
    width: float
    shift: float
    """The mean of the draws less the truth."""


def interval_held(draws: Ints, truth: int) -> Held:
    """Compare the truth with the draws and with their interval."""
    low, high = shortest_interval(draws)
    below, upto = float((draws < truth).mean()), float((draws <= truth).mean())
    inside = max(0.0, min(upto, 1 - TAIL) - max(below, TAIL))
    middle = inside / (upto - below) if upto > below else 0.0
    drawn = float(((draws >= low) & (draws <= high)).mean())
    return Held(float(low <= truth <= high), drawn, middle, high - low, float(draws.mean()) - truth)


def replayed(book: Book, years: range = YEARS) -> Iterator[tuple[Held, Held]]:
    """For each year-end and city of a book what the intervals of its count and of its rank tell."""
    for year in years:
        day = date(year, 12, 31)
        question = EcosystemQuestion(view=book.at(day))
        spread, of = group_spread(question), revision(question, shift(day, -BACK))
        low, high = spread.column("count"), spread.most
        companies = (low, high - low, spread.column("companies") - high)
        if not supports_intervals(*companies, of):
            continue
        later = group_spread(EcosystemQuestion(view=book.at(day, known=shift(day, BACK)))).groups
        known = dict(zip(later["by_city"].to_pylist(), later["count"].to_pylist(), strict=True))
        truth = np.array([[known.get(city, 0) for city in spread.groups["by_city"].to_pylist()]], np.int64)
        counts = later_counts(*companies, of)
        ranks, true_ranks = ranks_of(counts), ranks_of(truth)
        for n in range(counts.shape[1]):
            yield (
                interval_held(counts[:, n], int(truth[0, n])),
                interval_held(ranks[:, n], int(true_ranks[0, n])),
            )


def region(folder: Path, companies: int, seed: int) -> Book:
    """A simulated region."""
    book = folder / f"region-{companies}-{seed}"
    for words in (["init"], ["simulate", "--companies", str(companies), "--seed", str(seed)]):
        ended = forked(words, book=book)
        assert ended.code == FINE, ended.err
    return open_book(book)


def main() -> None:
    """Run as the module's docstring says."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, nargs="+", default=[7, 8, 9])
    options.add_argument("--companies", type=int, default=20_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs = [pair for seed in given.seeds for pair in replayed(region(Path(folder), given.companies, seed))]
    for name, intervals in zip(("counts", "ranks"), zip(*pairs, strict=True), strict=True):
        means = np.array(intervals).mean(axis=0)
        words = ", ".join(f"{key} {mean:.4f}" for key, mean in zip(Held._fields, means, strict=True))
        print(f"{name}: {len(intervals)} intervals, {words}", flush=True)


if __name__ == "__main__":
    main()
