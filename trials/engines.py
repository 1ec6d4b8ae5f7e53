"""One question, two engines, the same cells: DuckDB in this process and a server of Spark Connect.

    python -m trials.engines --companies 5000 --expressions 300
    python -m trials.engines --companies 500000 --expressions 10000 --server sc://localhost:50051

- `profile`: every indicator, and `judged`: every standard with each of its tiers, on five days of a simulated region;
- `expressions`: generated rules over generated companies (`tests/lang/trees.py`);
- `commands`: every command of the snapshots that a server answers, against the snapshots, with `--commands`.

Without `--server` Sail is started in this process. Exit code 1 where any cell differs; the first of each column are
named by company, column and both values. Floats may differ by 1e-9 of themselves.
"""

import argparse
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hornbook.book.book import Book, new_book, open_book
from hornbook.cli.served import SERVED
from hornbook.engine import Engine, connect
from hornbook.errors import HornbookError
from hornbook.indicators.profile import profile
from hornbook.sources.simulated import SimulatedRegion, recipe
from hornbook.standards.judge import judged
from hornbook.standards.library import library
from hornbook.terms import Day
from tests.cli.here import hornbook
from tests.cli.snapshots import COMMANDS, PLACE, prepare, shortened, without_ids
from tests.lang.test_answers import DAY as RULE_DAY
from tests.lang.test_answers import by_the_engine, cases, shapes
from tests.lang.trees import rules

DAYS = (date(2009, 6, 30), date(2014, 12, 31), date(2018, 2, 28), date(2021, 12, 31), date(2025, 12, 31))
SHOWN = 3
"""Cells that are named of a column."""


def differing(here: pa.Table, there: pa.Table, key: str = "subject") -> tuple[int, list[str]]:
    """How many cells were compared, and those that differ, by row and column."""
    one, other = here.sort_by(key), there.sort_by(key)
    if one.schema != other.schema or not one[key].equals(other[key]):
        return one.num_rows * one.num_columns, [f"other rows or columns: {one.num_rows} and {other.num_rows}"]
    found = []
    for name in one.column_names:
        bad = np.flatnonzero(~_same(one[name].combine_chunks(), other[name].combine_chunks()))
        for row in bad[:SHOWN].tolist():
            found.append(f"{one[key][row]} {name}: {one[name][row].as_py()!r} {other[name][row].as_py()!r}")
        found += [f"… {len(bad):,} cells of {name}"] * (len(bad) > SHOWN)
    return one.num_rows * one.num_columns, found


def _same(one: pa.Array, other: pa.Array) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    if pa.types.is_floating(one.type):
        values = [np.asarray(side.to_numpy(zero_copy_only=False), dtype=float) for side in (one, other)]
        empty = [np.asarray(side.is_null()) for side in (one, other)]
        close = np.isclose(values[0], values[1], rtol=1e-9, atol=0, equal_nan=True)
        return np.asarray((empty[0] & empty[1]) | (~empty[0] & ~empty[1] & close))
    if pa.types.is_nested(one.type):
        return np.array([a == b for a, b in zip(one.to_pylist(), other.to_pylist(), strict=True)], dtype=bool)
    both = pc.and_(one.is_null(), other.is_null())
    return np.asarray(pc.or_(both, pc.fill_null(pc.equal(one, other), False)))


def region(folder: Path, companies: int, number: int) -> Path:
    """A book of a simulated region, made here."""
    (folder / "region.toml").write_text(recipe(companies, number, DAYS[-1]), encoding="utf-8")
    book = new_book(folder / "book")
    book.take(SimulatedRegion(), [folder / "region.toml"])
    return book.path


def of_region(here: Book, there: Book, days: Sequence[Day]) -> Iterator[tuple[str, int, list[str]]]:
    """Each question to a region by its name, the cells compared and those that differ."""
    for day in days:
        views = [book.at(day) for book in (here, there)]
        yield f"profile {day}", *differing(*(view.engine.arrow(profile(view)) for view in views))
        for name, standard in library.items():
            try:
                tables = [view.engine.arrow(judged(view, standard, ["valuation"])) for view in views]
            except HornbookError as error:
                yield f"{name} {day}", 0, [str(error)]
                continue
            yield f"{name} {day}", *differing(*tables)


def of_expressions(
    book: Book, engines: tuple[Engine, Engine], count: int, number: int
) -> Iterator[tuple[int, list[str]]]:
    """Generated rules over generated companies: the cells compared, and the answers that differ, by rule."""
    shape, found = shapes(book.at(RULE_DAY)), Counter[str]()

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def compare(data: st.DataObject) -> None:
        case = data.draw(cases(shape, rules))
        here, there = (by_the_engine(case, engine) for engine in engines)
        found["cells"] += len(here)
        for one, other, known in zip(here, there, case.known, strict=True):
            if one is not other:
                found[f"{one} {other}: {case.rule} of {known}"] += 1

    compare()
    cells = found.pop("cells")
    return cells, list(found)


def of_commands(address: str) -> Iterator[tuple[str, int, list[str]]]:
    """What each served command of the snapshots prints: the bytes compared, and the command where they differ."""
    with tempfile.TemporaryDirectory() as scratch:
        book = prepare(Path(scratch))
        for name, words in COMMANDS.items():
            if words[0] not in SERVED and "/".join(words[:2]) not in SERVED:
                continue
            with contextlib.chdir(book.parent):
                done = hornbook("--engine", address, *words, "--json", book=book)
            same = shortened(without_ids(done.out)) == (PLACE / f"{name}.json").read_text(encoding="utf-8")
            yield f"hornbook {name}", len(done.out), [] if same else [done.err.strip() or "another answer"]


@contextlib.contextmanager
def _server(address: str | None) -> Iterator[str]:
    if address is not None:
        yield address
        return
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer()
    server.start(background=True)
    yield f"sc://127.0.0.1:{server.listening_address[1]}"
    server.stop()


def tried(given_: argparse.Namespace, address: str) -> Iterator[tuple[str, int, list[str]]]:
    """Every question by its name, the cells compared and those that differ."""
    engines = connect(), connect(address)
    with tempfile.TemporaryDirectory(dir=given_.folder) as scratch:
        path = region(Path(scratch), given_.companies, given_.seed)
        here, there = (open_book(path, engine=engine) for engine in engines)
        yield from of_region(here, there, DAYS[len(DAYS) - given_.days :])
        expressions = of_expressions(here, engines, given_.expressions, given_.seed)
        yield f"{given_.expressions:,} expressions", *expressions
    if given_.commands:
        yield from of_commands(address)


def main() -> None:
    """Run as the module's docstring says."""
    parser = argparse.ArgumentParser(prog="python -m trials.engines", description=__doc__.partition("\n")[0])
    parser.add_argument("--companies", type=int, default=5_000)
    parser.add_argument("--expressions", type=int, default=300)
    parser.add_argument(
        "--days", type=int, choices=range(len(DAYS) + 1), default=len(DAYS), help="the last so many days"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--server", metavar="sc://HOST:PORT")
    parser.add_argument("--folder", type=Path, help="where the region's book is made for the time of the trial")
    parser.add_argument("--commands", action="store_true")
    given_ = parser.parse_args()
    cells = wrong = 0
    with _server(given_.server) as address:
        began = time.monotonic()
        for name, compared, found in tried(given_, address):
            cells, wrong = cells + compared, wrong + len(found)
            print(f"{time.monotonic() - began:7.0f} s  {name}: {compared:,}", *found, sep="\n    ", flush=True)
    print(f"{cells:,} cells compared, {wrong} lines of difference")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
