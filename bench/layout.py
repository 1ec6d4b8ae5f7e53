"""Layouts of a book measured: companies' numbers beside it or in it, sorted files, newest versions kept beside it.

    python -m bench.layout 300k                # or 1m; the region is made if it is not there

Every layout holds the facts of one simulated region. Asked of each: the twenty columns of `hand` for every company,
and all facts of one company. A figure is the least CPU time of some rounds in which the layouts take turns, and its
share of today's layout. `restated` is the same region as if every statement may stand again, as in a book of yearly
exports: the newest version by the day is found by a window, or by what is kept beside the files. All answers are
compared first.
"""

import argparse
import resource
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.contestants import hand
from bench.data import SIZES, facts, region
from bench.question import DAY, Facts, load
from hornbook.book.disk import HashingFile
from hornbook.book.files import ROW_GROUP, parquet_writer

T = TypeVar("T")
Relation = Callable[[str], str]
"""SQL for the rows of a file, with `subject` as the layout has it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to keep the facts of a region."""

    name: str
    facts: Facts
    rows: Relation = lambda file: f"read_parquet('{file}')"
    numbers: str = ""
    """The file of companies' numbers, where subjects are such."""
    size: int = 0
    """Bytes, with what lies beside."""
    cost: float = 0.0
    """CPU seconds to make it."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("layouts", "restated"))
    asked = parser.parse_args()
    folder = region(asked.size)
    own, out = _facts_only(load(str(facts(folder, lawful=False)))), folder / "layouts"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    if asked.only != "restated":
        made = layouts(own, out)
        require_equal(made)
        table("profile of all companies", made, profile_sql, asked.rounds)
        table("one company", made, company_sql, asked.rounds)
    if asked.only != "layouts":
        again = restated(own, out)
        require_equal(again)
        table("restated: profile of all companies", again, profile_sql, asked.rounds)


# ---- the layouts


def layouts(own: Facts, out: Path) -> list[Layout]:
    """Today's files, and the same facts in each other layout."""
    today = Layout("today: text ids", own, size=_size(_files(own)))
    numbers, cost = _costing(lambda: _numbers(own, out))

    numbered = "(SELECT f.* REPLACE ({n} AS subject) FROM read_parquet('{file}') f {join})"

    def joined(file: str) -> str:
        return numbered.format(n="m.n", file=file, join=f"JOIN read_parquet('{numbers}') m USING (subject)")

    def beside(file: str) -> str:
        return numbered.format(n="a.n", file=file, join=f"POSITIONAL JOIN read_parquet('{_aligned(file, out)}') a")

    _, columns = _costing(lambda: [_align(file, numbers, out) for file in _files(own)])
    size = today.size + _size([numbers])
    aligned = size + _size(_aligned(file, out) for file in _files(own))
    return [
        today,
        Layout("map id to number beside", own, joined, numbers, size, cost),
        Layout("number of each row beside", own, beside, numbers, aligned, cost + columns),
        _copied("int32 in the files", own, out / "int32", numbers, "m.n::INTEGER"),
        _copied("int64 in the files", own, out / "int64", numbers, "m.n::BIGINT"),
        _copied("text ids, files sorted by id", own, out / "by_id", "", order="subject, valid, known"),
        _copied("text ids, files sorted by known", own, out / "by_known", "", order="known, subject"),
        _copied("int32 in the files, sorted", own, out / "sorted", numbers, "m.n::INTEGER", "subject, valid, known"),
    ]


def restated(own: Facts, out: Path) -> list[Layout]:
    """The region as if every statement may stand again: a window, what is kept beside, and a copy of the newest."""
    every = {kind: [*own.plain.get(kind, []), *own.versions.get(kind, [])] for kind in {*own.plain, *own.versions}}
    folder = out / "superseded"
    folder.mkdir()
    _, cost = _costing(lambda: [_superseded(kind, files, folder) for kind, files in every.items()])
    kept = {kind: [str(folder / f"{kind}.parquet")] for kind in every}
    window = Layout("a window, as today", replace(own, plain={}, versions=every), size=_size(_files(own)))
    stands = f"(superseded IS NULL OR superseded > DATE '{DAY}')"
    beside = Layout(
        "superseded kept with each version",
        replace(own, plain=kept, versions={}),
        lambda file: f"(SELECT * FROM read_parquet('{file}') WHERE {stands})",
        size=_size(_files(own)) + _size(file for files in kept.values() for file in files),
        cost=cost,
    )
    _, narrow = _costing(lambda: [_narrow(files, folder) for files in every.values()])

    def joined(file: str) -> str:
        column = f"read_parquet('{_column(file, folder)}')"
        return f"(SELECT f.* FROM read_parquet('{file}') f POSITIONAL JOIN {column} s WHERE {stands})"

    days = Layout(
        "its days kept beside the files",
        replace(own, plain=every, versions={}),
        joined,
        size=window.size + _size(_column(file, folder) for files in every.values() for file in files),
        cost=narrow,
    )
    return [window, beside, days]


def _facts_only(own: Facts) -> Facts:
    """Without the ledger."""
    shelves = (own.plain, own.versions)
    plain, versions = ({kind: of for kind, of in shelf.items() if not kind.startswith("_")} for shelf in shelves)
    return replace(own, plain=plain, versions=versions)


def _files(own: Facts) -> list[str]:
    return [file for shelf in (own.plain, own.versions) for files in shelf.values() for file in files]


def _size(files: Iterable[str]) -> int:
    return sum(Path(file).stat().st_size for file in files)


def _numbers(own: Facts, out: Path) -> str:
    """A number for every subject, in the order of subjects."""
    parts = " UNION ".join(f"SELECT subject FROM read_parquet('{file}')" for file in _files(own))
    path = str(out / "numbers.parquet")
    sql = f"SELECT subject, (row_number() OVER (ORDER BY subject) - 1)::INTEGER AS n FROM ({parts}) ORDER BY n"
    _connection().execute(f"COPY ({sql}) TO '{path}' (COMPRESSION zstd)")
    return path


def _aligned(file: str, out: Path) -> str:
    return str(out / f"{Path(file).parent.name}.{Path(file).stem}.n.parquet")


def _align(file: str, numbers: str, out: Path) -> None:
    """The number of each row of a file, in the order of its rows."""
    rows = f"SELECT subject, file_row_number AS line FROM read_parquet('{file}', file_row_number = true)"
    sql = f"SELECT m.n FROM ({rows}) JOIN read_parquet('{numbers}') m USING (subject) ORDER BY line"
    _connection().execute(f"COPY ({sql}) TO '{_aligned(file, out)}' (COMPRESSION zstd)")


def _copied(name: str, own: Facts, folder: Path, numbers: str, subject: str = "f.subject", order: str = "") -> Layout:
    """The files written anew by the writer of the book, with other subjects or in another order."""
    folder.mkdir()

    def copy(file: str) -> str:
        path = folder / f"{Path(file).parent.name}.{Path(file).name}"
        join = f"JOIN read_parquet('{numbers}') m USING (subject)" if numbers else ""
        sql = f"SELECT f.* REPLACE ({subject} AS subject) FROM read_parquet('{file}', file_row_number = true) f {join}"
        rows = _connection().execute(
            f"SELECT * EXCLUDE file_row_number FROM ({sql}) ORDER BY {order or 'file_row_number'}"
        )
        _write(rows.to_arrow_table(), path)
        return str(path)

    def all_files() -> Facts:
        shelves = (own.plain, own.versions)
        plain, versions = ({kind: [copy(file) for file in files] for kind, files in of.items()} for of in shelves)
        return replace(own, plain=plain, versions=versions)

    made, cost = _costing(all_files)
    size = _size(_files(made)) + (_size([numbers]) if numbers else 0)
    return Layout(name, made, numbers=numbers, size=size, cost=cost)


def _write(rows: pa.Table, path: Path) -> None:
    file = HashingFile(path)
    with parquet_writer(file, rows.schema) as writer:
        writer.write_table(rows, row_group_size=ROW_GROUP)
    file.close()


def _superseded(kind: str, files: list[str], folder: Path) -> None:
    """All versions of a kind, each with the day on which a newer one was known."""
    newer = f"lag(known) OVER (PARTITION BY id ORDER BY {hand.ORDER})"
    rows = _connection().execute(f"SELECT *, {newer} AS superseded FROM read_parquet({files})")
    _write(rows.to_arrow_table(), folder / f"{kind}.parquet")


def _column(file: str, folder: Path) -> str:
    return str(folder / f"{Path(file).parent.name}.{Path(file).stem}.days.parquet")


def _narrow(files: list[str], folder: Path) -> None:
    """For each row of the files of a kind, in their order, the day on which a newer version was known."""
    newer = f"lag(known) OVER (PARTITION BY id ORDER BY {hand.ORDER}) AS superseded"
    rows = (
        f"SELECT filename, file_row_number, {newer} FROM read_parquet({files}, filename = true, file_row_number = true)"
    )
    con = _connection()
    con.execute(f"CREATE TABLE newer AS {rows}")
    for file in files:
        own = f"SELECT superseded FROM newer WHERE filename = '{file}' ORDER BY file_row_number"
        con.execute(f"COPY ({own}) TO '{_column(file, folder)}' (COMPRESSION zstd)")


# ---- the questions


def profile_sql(layout: Layout) -> str:
    """The twenty columns for every company, by subjects as they are written."""
    sql = hand._sql(layout.facts, DAY)
    for shelf in (layout.facts.plain, layout.facts.versions):
        for files in shelf.values():
            rows = " UNION ALL ".join(f"SELECT * FROM {layout.rows(file)}" for file in files)
            sql = sql.replace(f"read_parquet({files})", f"({rows})")
    if not layout.numbers:
        return sql
    named = f"read_parquet('{layout.numbers}') m ON q.subject = m.n"
    return f"SELECT m.subject, q.* EXCLUDE (subject) FROM ({sql}) q JOIN {named}"


def company_sql(layout: Layout) -> str:
    """How many facts one company has, of all kinds."""
    own = "subject = 'sim-00150000'"
    if layout.numbers:
        own = f"subject = (SELECT n FROM read_parquet('{layout.numbers}') WHERE {own})"
    parts = (f"SELECT id, valid, known, place FROM {layout.rows(file)} WHERE {own}" for file in _files(layout.facts))
    return f"SELECT count(*), max(valid), max(place) FROM ({' UNION ALL '.join(parts)})"


def _connection() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("SET threads = 2")
    return con


def _answer(layout: Layout, of: Callable[[Layout], str]) -> pa.Table:
    con = _connection()
    con.register("rates", pq.read_table(layout.facts.rates))
    return con.execute(of(layout)).to_arrow_table()


def require_equal(made: list[Layout]) -> None:
    """Every layout gives the same answers, or the run ends."""
    first, *others = made
    for of in (profile_sql, company_sql):
        expected = _sorted(_answer(first, of))
        for layout in others:
            if not _sorted(_answer(layout, of)).equals(expected):
                raise SystemExit(f"{layout.name}: another answer")
    print(f"{len(made)} layouts, equal answers", flush=True)


def _sorted(rows: pa.Table) -> pa.Table:
    return rows.sort_by("subject").combine_chunks() if "subject" in rows.column_names else rows


def table(title: str, made: list[Layout], of: Callable[[Layout], str], rounds: int) -> None:
    """The least CPU and wall time of each layout, its share of the first one, and its size."""
    found: dict[str, list[tuple[float, float]]] = {layout.name: [] for layout in made}
    for _ in range(rounds):
        for layout in made:
            start = time.perf_counter()
            _, cpu = _costing(lambda asked=layout: _answer(asked, of))  # type: ignore[misc]
            found[layout.name].append((cpu, time.perf_counter() - start))
    least = {name: min(runs) for name, runs in found.items()}
    first = least[made[0].name][0]
    print(f"\n| {title} | CPU s | share | wall s | MB | CPU s to make |\n| --- | --- | --- | --- | --- | --- |")
    for layout in made:
        cpu, wall = least[layout.name]
        cells = (f"{cpu:.2f}", f"{cpu / first:.2f}", f"{wall:.2f}", f"{layout.size / 1e6:.0f}", f"{layout.cost:.1f}")
        print(f"| {layout.name} | {' | '.join(cells)} |", flush=True)


def _costing(work: Callable[[], T]) -> tuple[T, float]:
    """What work gives, and its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    done = work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
