"""Whether counts corrected for late reporting come true: on simulated regions, and on two exports of one database.

    python -m trials.late_reporting --seeds 7 8 9 --data ../shared/data

Simulated: what `ecosystem late-reporting` corrects on 40 quarter-ends, by the facts known on the day, is compared with
the facts of the same quarters that are known two years later.
Real: the export of December 2013 beside that of December 2015. The share known by age in quarters is fitted on half of
the companies, with an error from its own two halves, and judged on the other half.
"""

import argparse
import csv
import gzip
import io
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from hornbook.answers.ecosystem.late_reporting import KINDS_CORRECTED
from hornbook.answers.imports import import_simulated
from hornbook.book.book import new_book
from hornbook.ecosystem.late import (
    HORIZON,
    KnownShare,
    QuarterCounts,
    Replay,
    corrected,
    count_quarters,
    dispersion,
    limits,
    replayed,
    replays,
    reported,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.sources.simulated import recipe
from hornbook.terms import Day

DATA = Path(__file__).parents[1].parent / "shared" / "data"
UNTIL = Day(2025, 12, 31)
YOUNG = 0.53
"""The share of rounds entered long after at which 21% of company-months are known late."""
AGES = (0, 1, 3, 7, 11)
QUARTERS = 24
"""Quarters of the real replay; the newest is that of the earlier export."""
EQUITY = {"seed", "venture", "angel", "private_equity"}


@dataclass(slots=True)
class Tally:
    """How corrected counts came true."""

    days: int = 0
    corrected: int = 0
    held: int = 0
    nearer: int = 0
    raw: list[float] = field(default_factory=list)
    mean: list[float] = field(default_factory=list)

    def add(self, count: int, value: float, holds: bool, came: int) -> None:
        """A corrected count beside what came."""
        self.corrected += 1
        self.held += holds
        self.nearer += abs(value - came) < abs(count - came)
        self.raw.append(abs(count - came) / came)
        self.mean.append(abs(value - came) / came)

    def cells(self) -> str:
        """Cells of a table: days, corrected, held, nearer, mean errors."""
        if not self.corrected:
            return f"{self.days} | 0 | – | – | – | –"
        errors = (f"{sum(of) / len(of):.1%}" for of in (self.raw, self.mean))
        return f"{self.days} | {self.corrected} | {self.held} | {self.nearer} | {' | '.join(errors)}"


def simulated(companies: int, seed: int, backfilled: float, days: int = 40) -> dict[str, Tally]:
    """By kind and age in quarters: the newest quarter-ends whose outcome a region's book knows."""
    with tempfile.TemporaryDirectory() as folder:
        book = new_book(Path(folder) / "book")
        import_simulated(book, recipe(companies, seed, UNTIL, backfilled=backfilled), "r.toml", lambda _n, _t: None)
        question = EcosystemQuestion(view=book.at(UNTIL))
        return {
            f"{kind.__name__} {age}": _replayed(count_quarters(reported(question, kind)), age, days)
            for kind in KINDS_CORRECTED
            for age in AGES
        }


def _replayed(counts: QuarterCounts, age: int, days: int) -> Tally:
    """What the answer of each of so many past days says of a quarter, beside what was known two years later."""
    tally, past, last = Tally(days=days), replays(counts, age), len(counts.days) - HORIZON
    for at in range(last - days, last):
        of, came = corrected(counts, age, at, past), counts.known(age, at, at + HORIZON)
        holds = of.holds(came)
        if of.value is not None and holds is not None:
            tally.add(of.count, of.value, holds, came)
    return tally


Cell = tuple[str, int, int]
"""A company by its name in small letters and digits, a year and a month."""


def company_months(data: Path) -> tuple[set[Cell], set[Cell]]:
    """The company-months with an equity round in the export of 2013 and in that of 2015."""
    late = data / "crunchbase_2015_12"
    names = {row["permalink"].lower(): _plain(row["name"] or "") for row in _rows(late / "companies.csv.gz", "utf-8")}
    later = set()
    for row in _rows(late / "rounds.csv.gz", "latin-1"):
        written = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", row["funded_at"])
        name = names.get(row["company_permalink"].lower())
        if name and written and row["funding_round_type"] in EQUITY:
            later.add((name, int(written[3]), int(written[2])))
    earlier = set()
    for row in _rows(data / "crunchbase_2013_12" / "investments.csv.gz", "utf-8"):
        written = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", row["funded_when"])
        if written:
            earlier.add((_plain(row["company_name"]), int(written[1]), int(written[2])))
    return earlier, later


def _rows(path: Path, encoding: str) -> Iterator[dict[str, str]]:
    with io.TextIOWrapper(gzip.open(path), encoding, errors="replace") as file:
        yield from csv.DictReader(file)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def real(earlier: set[Cell], later: set[Cell], seed: int) -> Tally:
    """One halving of the companies: fitted on one half, judged on the other, quarter by quarter."""
    random, part_of = Random(seed), {}
    cells = [(name, age) for name, year, month in sorted(later) if 0 <= (age := _age(year, month)) < QUARTERS]
    known = [(name, age) for name, year, month in earlier & later if 0 <= (age := _age(year, month)) < QUARTERS]
    for name in sorted({name for name, _ in cells}):
        part_of[name] = random.randrange(4)
    all_of, known_of = ([[0] * QUARTERS for _ in range(4)] for _ in range(2))
    for some, table in ((cells, all_of), (known, known_of)):
        for name, age in some:
            table[part_of[name]][age] += 1
    errors: list[Replay] = []
    for fit, judge in ((0, 1), (1, 0)):
        errors += _predicted(known_of[fit], all_of[fit], known_of[judge], all_of[judge])
    both = [[sum(each) for each in zip(*of, strict=True)] for of in (known_of[:2], all_of[:2])]
    rest = [[sum(each) for each in zip(*of, strict=True)] for of in (known_of[2:], all_of[2:])]
    tally = Tally(days=QUARTERS)
    for of in _predicted(*both, *rest):
        low, high = limits(of, dispersion(errors))
        tally.add(of.count, of.predicted, low <= of.came <= high, of.came)
    return tally


def _predicted(known: Sequence[int], whole: Sequence[int], count: Sequence[int], came: Sequence[int]) -> list[Replay]:
    """The counts of one half, corrected by the shares of another, beside what came."""
    found = []
    for age in range(QUARTERS):
        share = known[age] / whole[age]
        found.append(replayed(age, count[age], KnownShare(share, share * (1 - share) / whole[age]), came[age]))
    return found


def _age(year: int, month: int) -> int:
    """Quarters before the last one of 2013."""
    return (2013 - year) * 4 + 3 - (month - 1) // 3


def run() -> int:
    """Both replays as tables; 1 where an interval of all seeds holds less than 80% or more than 97%."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[7, 8, 9])
    parser.add_argument("--halvings", type=int, default=20)
    parser.add_argument("--data", type=Path, default=DATA)
    given = parser.parse_args()
    print(f"{date.today()} {given.companies} companies\n")
    print("| region | seed | age | days | corrected | held | nearer | error raw | error corrected |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    shares = []
    for backfilled in (YOUNG, 0.0):
        sums: dict[str, list[Tally]] = defaultdict(list)
        for seed in given.seeds:
            for key, tally in simulated(given.companies, seed, backfilled).items():
                print(f"| {backfilled} | {seed} | {key} | {tally.cells()} |", flush=True)
                sums[key].append(tally)
        for key, of in sums.items():
            share = sum(each.held for each in of) / max(1, sum(each.corrected for each in of))
            print(f"| {backfilled} | all | {key} | held {share:.1%} |", flush=True)
            shares.append(share)
    if not given.data.is_dir():
        print(f"\nThe real replay is skipped: {given.data} is not there.")
    else:
        shares += _print_real(*company_months(given.data), given.halvings)
    return int(not all(0.8 <= share <= 0.97 for share in shares))


def _print_real(earlier: set[Cell], later: set[Cell], halvings: int) -> Iterator[float]:
    """The real replay of all companies, and of those that the earlier export names."""
    named = {name for name, _, _ in earlier}
    for label, cells in (("all", later), ("named in 2013", {cell for cell in later if cell[0] in named})):
        found = [real(earlier, cells, seed) for seed in range(halvings)]
        held, nearer = ([getattr(of, name) for of in found] for name in ("held", "nearer"))
        raw, mean = (sum(sum(getattr(of, name)) for of in found) / halvings / QUARTERS for name in ("raw", "mean"))
        share = sum(held) / halvings / QUARTERS
        print(
            f"\n{label}: {halvings} halvings of {QUARTERS} quarters: held {share:.1%}, {min(held)} to {max(held)};",
            end=" ",
        )
        print(f"nearer in {min(nearer)} to {max(nearer)}; mean error raw {raw:.1%}, corrected {mean:.1%}", flush=True)
        yield share


if __name__ == "__main__":
    raise SystemExit(run())
