"""Linkage measured: on labelled pairs (`labels`), and on a million records, some of them twice (`million`).

    python -m bench.link labels BOOK labels.csv --day 2024-12-31
    python -m bench.link million BOOK --day 2025-12-31

`labels.csv` has the columns source_a, id_a, source_b, id_b, same (1 or 0), hard (1 or 0) and why. The intervals are
Wilson's of 95 in 100. `million` takes the records of a book, and copies of some under another source: their names
with a slip, a word left out or only one of two, and without some of website, place, founding and rounds. The mark
(simulated) that a region puts behind every name is taken off, for no register has it.
"""

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.engine import Engine, connect
from hornbook.link.blocks import candidate_pairs
from hornbook.link.prepare import prepare
from hornbook.link.propose import LINK, Proposals, compared, propose, standing
from hornbook.link.records import RECORDS, records
from hornbook.link.standing import Standing, load_model

COPIES = 150_000
NEW = 300


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parts = parser.add_subparsers(dest="part", required=True)
    for name in ("labels", "million"):
        part = parts.add_parser(name)
        part.add_argument("book", type=Path)
        if name == "labels":
            part.add_argument("labels", type=Path)
            part.add_argument("--least", type=float, default=LINK)
            part.add_argument("--wrong", action="store_true", help="name the pairs that were judged wrongly")
        part.add_argument("--day", type=date.fromisoformat, required=True)
    said = parser.parse_args()
    view = open_book(said.book, engine=connect(threads=2, memory="4GB")).at(said.day)
    if said.part == "labels":
        labels(view, said.labels, said.least, wrong=said.wrong)
    else:
        million(view)


def labels(view: View, path: Path, least: float, *, wrong: bool) -> None:
    """Precision, recall and recall of the blocks, for each kind of pair."""
    start = time.perf_counter()
    ready = standing(view).ready
    made = compared(view.engine, ready, ready.rows.select(["id"]), least=least)
    print(f"{made.records:,} records in {time.perf_counter() - start:.0f} s; links from {least}")
    number = dict(zip(ready.rows["record"].to_pylist(), ready.rows["id"].to_pylist(), strict=True))
    blocked = candidate_pairs(view.engine, ready.rows, ready.blocks, ready.rows.select(["id"])).pairs
    met = set(zip(blocked["l"].to_pylist(), blocked["r"].to_pylist(), strict=True))
    company = dict(zip(made.companies["record"].to_pylist(), made.companies["company"].to_pylist(), strict=True))
    found: dict[str, Counter[str]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one, other = f"{row['source_a']}:{row['id_a']}", f"{row['source_b']}:{row['id_b']}"
            same, linked = row["same"] == "1", one in company and company[one] == company.get(other)
            if wrong and same != linked:
                print(f"  {'not found' if same else 'WRONG'}: {one} {other} ({row['why']})")
            at = tuple(sorted((number.get(one, -1), number.get(other, -2))))
            sources = " and ".join(sorted((row["source_a"], row["source_b"])))
            for kind in ("all", "hard" if row["hard"] == "1" else "plain", sources):
                count = found.setdefault(kind, Counter())
                count[f"{same} {linked}"] += 1
                count["met"] += same and at in met
    print(f"{'pairs':42} {'precision':24} {'recall':24} {'met in a block':24} {'kept apart':>10}")
    for kind, n in found.items():
        right, missed, false = n["True True"], n["True False"], n["False True"]
        shares = (share(right, right + false), share(right, right + missed), share(n["met"], right + missed))
        print(f"{kind:42} {shares[0]:24} {shares[1]:24} {shares[2]:24} {n['False False']:10}")


def share(part: int, whole: int) -> str:
    """A share with its interval."""
    if not whole:
        return "-"
    p, z = part / whole, 1.96
    middle, width = p + z * z / (2 * whole), z * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    low, high = (middle - width) / (1 + z * z / whole), (middle + width) / (1 + z * z / whole)
    return f"{p:.3f} ({low:.3f}-{high:.3f})"


def million(view: View) -> None:
    """A million records, some twice: reading, making ready, comparing; then a few hundred new ones against them."""
    clock = Clock()
    raw = unmarked(view.engine, records(view))
    clock.says(f"{raw.num_rows:,} records read from the book")
    both, truth = doubled(raw, min(COPIES, raw.num_rows // 6), random.Random(7))
    clock.says(f"{len(truth):,} copies made (not part of the work)")
    ready = prepare(view.engine, both)
    clock.says(f"{both.num_rows:,} records made ready")
    made = compared(view.engine, ready, ready.rows.select(["id"]))
    clock.says(f"compared; {pc.sum(made.pairs['linked']).as_py():,} links")
    told(made, truth)
    new = pa.array([copy for copy, _ in truth[:NEW]], pa.string())
    is_new = pc.is_in(both["record"], new)
    with TemporaryDirectory() as folder:
        Standing(prepare(view.engine, both.filter(pc.invert(is_new))), view.day, view.known, view.book.version).save(
            Path(folder)
        )
        clock.says("all but the new ones made ready and kept")
        kept = load_model(Path(folder)).ready
        fresh = prepare(view.engine, both.filter(is_new), beside=kept)
        joined = type(kept)(
            pa.concat_tables([kept.rows, fresh.rows]), fresh.counts, pa.concat_tables([kept.blocks, fresh.blocks])
        )
        told(compared(view.engine, joined, fresh.rows.select(["id"])), truth[:NEW])
        clock.says(f"{NEW} new records compared with {kept.rows.num_rows:,} kept ones, loading them included")
        Standing(ready, view.day, view.known, view.book.version).save(Path(folder))
        clock.says("(kept anew)")
        beside = load_model(Path(folder))
        found = propose(view, among=raw["record"].slice(0, NEW).to_pylist(), beside=beside)
        clock.says(f"propose(view, among={NEW}, beside=…), reading the book included: {found.pairs.num_rows} pairs")


class Clock:
    """Says how long each step took, and the most memory so far."""

    def __init__(self) -> None:
        self._last, self._spent = time.perf_counter(), time.process_time()

    def says(self, what: str) -> None:
        """One line."""
        now, spent = time.perf_counter(), time.process_time()
        peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
        print(
            f"{now - self._last:7.1f} s  {spent - self._spent:7.1f} s of CPU  {peak / 1024**2:5.1f} GB  {what}",
            flush=True,
        )
        self._last, self._spent = time.perf_counter(), time.process_time()


def told(made: Proposals, truth: Iterable[tuple[str, str]]) -> None:
    """Precision and recall of the links that have a copy in them.

    The others are left out: a region itself holds some companies twice, and tells half of them.
    """
    real = {tuple(sorted(pair)) for pair in truth}
    links = made.pairs.filter(pc.and_(made.pairs["linked"], pc.match_substring(made.pairs["record"], "copy:")))
    found = set(zip(links["record"].to_pylist(), links["other"].to_pylist(), strict=True))
    good = len(found & real)
    print(f"    precision {share(good, len(found))}, recall {share(good, len(real))}")
    for left in made.left_out:
        print(f"    left out: {left}")


def unmarked(engine: Engine, raw: pa.Table) -> pa.Table:
    """The records without the mark of simulation in their names and investors."""
    less = "list_transform({0}, lambda n: regexp_replace(n, '( \\(simulated\\)|（模拟）)$', '')) AS {0}"
    sql = f"SELECT * REPLACE ({less.format('names')}, {less.format('backers')}) FROM raw ORDER BY record"
    return engine.sql(sql, raw=raw).cast(RECORDS)


def doubled(raw: pa.Table, copies: int, dice: random.Random) -> tuple[pa.Table, list[tuple[str, str]]]:
    """The records and some copies under the source `copy`, with (copy, original) of each."""
    some = sorted(dice.sample(range(raw.num_rows), copies))
    rows = [changed(row, dice) for row in raw.take(pa.array(some)).to_pylist()]
    truth = [(row["record"], row["record"].removeprefix("copy:")) for row in rows]
    return pa.concat_tables([raw, pa.Table.from_pylist(rows, schema=RECORDS)]), truth


def changed(row: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A record as another source might have it."""
    names = row["names"] if dice.random() < 0.5 else [dice.choice(row["names"])]
    row |= {"record": f"copy:{row['record']}", "source": "copy", "names": sorted({slip(name, dice) for name in names})}
    for fields, kept in ((("hosts",), 0.6), (("city", "region"), 0.8), (("founded", "precision"), 0.7)):
        if dice.random() > kept:
            row |= dict.fromkeys(fields, [] if fields == ("hosts",) else None)
    if dice.random() < 0.4:
        row |= {"days": [], "deals": [], "backers": [], "raised": None}
    return row


def slip(name: str, dice: random.Random) -> str:
    """A name as it is, with a letter changed, without its last word, or in capitals."""
    kind, at = dice.random(), dice.randrange(len(name))
    if kind < 0.55:
        return name
    if kind < 0.75:
        return name[:at] + name[at + 1 :] if name[:at] + name[at + 1 :] else name
    if kind < 0.9 and " " in name:
        return name.rsplit(" ", 1)[0]
    return name.upper()


if __name__ == "__main__":
    main()
