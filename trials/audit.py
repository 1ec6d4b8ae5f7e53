"""Whether the audit of tables is exactly right: each planted sin named, alone and in pairs, and no other.

`python -m trials.audit [--seed N] [--share S]`: 400 tables. Half are of the generator of `tests/audit/tables.py` (three
styles, 2,000 to 6,000 rows), half of the six public kinds of `tests/audit/public_tables.py` (1,200 to 3,000 rows); a
quarter are clean, half have one sin, a quarter have two. `--share 0.05` makes a twentieth of them.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pyarrow as pa

from hornbook.audit import audit_table
from tests.audit import public_tables, tables

TABLES = 400
STYLES = (
    {"names": tables.ENGLISH},
    {"names": tables.LONG, "panel": True},
    {"names": tables.CHINESE, "yearly": False},
)
AGE = "age-as-exposure"
_PLANTS = [(sin, plant) for sin, plants in tables.PLANTS.items() for plant in plants]
_UNLIKE = {"no-horizon", AGE}
"""Two plants that both draw outcomes anew: the second would undo the first."""


@dataclass(frozen=True)
class TrialTable:
    """A table and the sins that it has."""

    said: str
    table: pa.Table
    sins: frozenset[str]


def wrong(of: TrialTable) -> str:
    """In what the audit of a table is wrong; empty where it is exactly right."""
    found = frozenset(audit_table(of.table).sins_found)
    return "" if found == of.sins else f"{of.said}: {sorted(found)}, not {sorted(of.sins)}"


def trial_tables(seed: int, count: int) -> Iterator[TrialTable]:
    """So many tables of both generators in turn."""
    random = Random(seed)
    for n in range(count):
        many = (0, 1, 1, 2)[n // 2 % 4]
        yield (_public if n % 2 else _made)(random, seed * TABLES + n, many)


def _made(random: Random, seed: int, many: int) -> TrialTable:
    style, rows = random.choice(STYLES), random.choice((2_000, 4_000, 6_000))
    made = tables.clean(seed, rows, 0.05, **style)  # type: ignore[arg-type]
    plants = random.sample(_PLANTS, many)
    while len({sin for sin, _ in plants}) < many or len({sin for sin, _ in plants} & _UNLIKE) > 1:
        plants = random.sample(_PLANTS, many)
    # What draws outcomes anew comes first, what selects rows last.
    order = [*_UNLIKE, "known-after-day", "missingness-tells", "random-split", "prevalence-inflated"]
    plants.sort(key=lambda each: order.index(each[0]) if each[0] in order else len(order))
    for _, plant in plants:
        made = plant(made)
    said = f"seed {seed}, {rows} rows, {[plant.__name__ for _, plant in plants]}"
    return TrialTable(said, made.table(), frozenset(sin for sin, _ in plants))


def _public(random: Random, seed: int, many: int) -> TrialTable:
    kind, rows = random.choice(public_tables.KINDS), random.choice((1_200, 2_000, 3_000))
    plants = random.sample(list(public_tables.SINS), many)
    by_age = bool(many) and random.random() < 0.3
    plants = plants[1:] if by_age else plants
    made = public_tables.public_table(kind, seed, rows, by_age=by_age)
    for plant in plants:
        made = plant(made)
    sins = {public_tables.SINS[plant] for plant in plants} | ({AGE} if by_age else set())
    said = f"{kind}, seed {seed}, {rows} rows, {[plant.__name__ for plant in plants]}{' by age' * by_age}"
    return TrialTable(said, made.table(), frozenset(sins))


def main() -> None:
    """Run the trial and print what was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    asked = parser.parse_args()
    began, bad, count = time.process_time(), 0, max(1, round(TABLES * asked.share))
    for each in trial_tables(asked.seed, count):
        if problem := wrong(each):
            bad += 1
            print(problem, flush=True)
    took = time.process_time() - began
    print(f"seed {asked.seed}: {count - bad} of {count} exactly right ({1 - bad / count:.1%}), {took:,.0f} s of CPU")


if __name__ == "__main__":
    main()
