"""What no moment of dying and no neighbour can do: lose a batch, or leave half of one.

HORNBOOK_ROUNDS sets how often each is tried; 50 unless said.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest

from hornbook.book.book import new_book, open_book
from hornbook.engine import Engine
from hornbook.kinds import KINDS, Headcount, Named, Patent
from tests.book.importers import Importer

ROUNDS = int(os.environ.get("HORNBOOK_ROUNDS", "50"))
LARGE, SMALL = 850, 20
"""Companies in a file; each has twelve facts or so, and a large import is of two files."""


def write(folder: Path, companies: int, seed: int) -> Path:
    """A file for the fake source."""
    path = folder / f"{companies}-{seed}.txt"
    path.write_text(f"{companies} {seed}")
    return path


def whole(path: Path, engine: Engine) -> dict[str, int]:
    """Open the book; every batch in it is whole, by its ledger, by its files and by what can be asked of it.

    The result is how many companies each batch brought, by the names of its files.
    """
    book = open_book(path, engine=engine)
    on_disk: Counter[str] = Counter()
    by_writer: Counter[tuple[str, str]] = Counter()
    for file in book.files:
        rows = pq.ParquetFile(file.uri).metadata.num_rows
        assert rows == file.rows
        if file.kind in KINDS:
            on_disk[file.kind] += rows
            by_writer[file.writer, file.kind] += rows
    assert on_disk == sum((Counter(batch.kinds) for batch in book.batches), Counter())
    for batch in book.batches:
        mine = {kind: n for (writer, kind), n in by_writer.items() if writer.startswith(batch.batch)}
        assert mine == batch.kinds
        companies = sum(int(name.split("-")[0]) for name, _ in batch.files)
        assert batch.rows == companies
        assert batch.kinds[Named.__name__] == companies
        assert batch.kinds[Headcount.__name__] == batch.kinds[Patent.__name__] == 4 * companies
    return {batch.file: batch.rows for batch in book.batches}


class Death(NamedTuple):
    """When an importer is to be killed, in parts of the time that an import takes."""

    at: float
    files: list[Path]


def die(book: Path, death: Death, duration: float) -> None:
    """Begin an import, and kill it."""
    importer = Importer(book)
    try:
        assert importer.hear() == "ready"
        importer.order(death.files)
        assert importer.hear() == "begun"
        time.sleep(death.at * duration)
    finally:
        importer.kill()


@pytest.mark.slow("starts and kills a process at many moments")
def test_a_process_killed_at_any_moment_leaves_whole_batches_or_none(tmp_path: Path, engine: Engine) -> None:
    """Killed from the first row to past the commit, two at a time into one book; then the import is done again."""
    random = Random(2026)
    book = new_book(tmp_path / "book", engine=engine).path
    files = [[write(tmp_path, LARGE, 2 * n + k) for k in (0, 1)] for n in range(ROUNDS)]
    started = time.monotonic()
    _import(book, files[0])
    duration = time.monotonic() - started  # of an import alone, with the start of its process
    landed = whole(book, engine)
    assert len(landed) == 1
    deaths = [
        Death(random.choice([random.uniform(0, 1), random.uniform(0.6, 1.4)]), two) for two in files[1:] + files[:1]
    ]
    with ThreadPoolExecutor(2) as pool:
        for pair in zip(*[iter(deaths + deaths[: ROUNDS % 2])] * 2, strict=True):
            list(pool.map(lambda death: die(book, death, duration), pair))
            now = whole(book, engine)
            assert landed.items() <= now.items()
            assert set(now) - set(landed) <= {" + ".join(path.name for path in death.files) for death in pair}
            landed = now
    for death in deaths[:4]:
        _import(book, death.files)
    done = whole(book, engine)
    assert landed.items() <= done.items()
    assert {" + ".join(path.name for path in death.files) for death in deaths[:4]} <= set(done)
    assert open_book(book, engine=engine).compact().after > 0
    assert engine.arrow(open_book(book, engine=engine).at(date(2020, 1, 1)).facts(Named)).num_rows > 0


def _import(book: Path, files: list[Path]) -> None:
    importer = Importer(book)
    assert importer.hear() == "ready"
    importer.order(files)
    assert importer.hear() == "begun"
    assert sum(importer.hear()) == 1
    importer.end()


@pytest.fixture
def pair(tmp_path: Path, engine: Engine) -> Iterator[tuple[Path, Importer, Importer]]:
    """A book and two processes that have it open."""
    book = new_book(tmp_path / "book", engine=engine).path
    one, other = Importer(book), Importer(book)
    try:
        assert [one.hear(), other.hear()] == ["ready", "ready"]
        yield book, one, other
    finally:
        one.kill()
        other.kill()


def _both(pair: tuple[Path, Importer, Importer], files: tuple[Path, Path]) -> list[tuple[int, int]]:
    """Have both import at once; what each added and found there."""
    for importer, file in zip(pair[1:], files, strict=True):
        importer.order([file])
    assert [importer.hear() for importer in pair[1:]] == ["begun", "begun"]
    return [importer.hear() for importer in pair[1:]]


@pytest.mark.slow("starts processes that import at once")
def test_of_two_imports_at_once_both_land(
    pair: tuple[Path, Importer, Importer], tmp_path: Path, engine: Engine
) -> None:
    """Each time, and whole."""
    for n in range(ROUNDS):
        files = write(tmp_path, SMALL, 2 * n), write(tmp_path, SMALL, 2 * n + 1)
        assert _both(pair, files) == [(1, 0), (1, 0)]
        landed = open_book(pair[0], engine=engine)
        assert landed.version == 2 * (n + 1)
    assert whole(pair[0], engine) == {f"{SMALL}-{n}.txt": SMALL for n in range(2 * ROUNDS)}


def test_of_two_imports_of_one_file_at_once_one_lands(
    pair: tuple[Path, Importer, Importer], tmp_path: Path, engine: Engine
) -> None:
    """The other finds it there, and leaves no file behind."""
    rounds = max(1, ROUNDS // 2)
    for n in range(rounds):
        file = write(tmp_path, SMALL, n)
        assert sorted(_both(pair, (file, file))) == [(0, 1), (1, 0)]
    assert whole(pair[0], engine) == {f"{SMALL}-{n}.txt": SMALL for n in range(rounds)}
    book = open_book(pair[0], engine=engine)
    assert book.version == rounds
    assert {str(path) for path in book.path.resolve().glob("**/*.parquet")} == {file.uri for file in book.files}
