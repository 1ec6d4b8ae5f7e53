"""The digest that a citation carries: the same however a book is kept, another for every cell that was brought."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.copies import back_up, upgrade
from hornbook.book.export import export_book
from hornbook.book.reread import read_back
from hornbook.engine import Engine
from hornbook.errors import BookError
from hornbook.kinds import Headcount, Named, Valuation
from hornbook.sources.source import source
from tests.book.older import as_format_1

MAPPING = """
[source]
name = "gazette"
title = "T"
maker = "M"
recorded = 2020-01-01
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "name" }
[[fact]]
kind = "Valuation"
valid = { column = "day" }
amount = { column = "worth" }
currency = "USD"
"""
ROWS = [["1", "Aster", "2019-01-01", "1000"], ["2", "Birch", "2019-02-01", "2000"]]


def made(folder: Path, engine: Engine, rows: list[list[str]] = ROWS, count: int = 7) -> Book:
    """Two imports and a statement of a person."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
    book = new_book(folder / "book", engine=engine)
    for number, row in enumerate(rows):
        (folder / f"{number}.csv").write_text("id,name,day,worth\n" + ",".join(row) + "\n", encoding="utf-8")
        book.take(source("table"), (folder / "m.toml", folder / f"{number}.csv"))
    heads = [Headcount(subject="gazette:1", valid=date(2020, 6, 1), count=count, place="by hand")]
    append_facts(book, heads, source="people", day=date(2020, 7, 1), title="heads")
    return book


def digests(path: Path, engine: Engine, until: int = 3) -> list[str]:
    """Of each version of a book."""
    return [open_book(path, version=version, engine=engine).digest for version in range(until + 1)]


def test_the_digest_does_not_depend_on_how_the_facts_are_kept(tmp_path: Path, engine: Engine) -> None:
    """After compaction, in a backup, in an upgraded book, read back from an export in either form; at every version."""
    book = made(tmp_path / "one", engine)
    cited = digests(book.path, engine)
    assert len(set(cited)) == 4
    older = as_format_1(made(tmp_path / "older", engine).path)
    upgrade(older, tmp_path / "upgraded")
    book.compact()
    back_up(book.path, tmp_path / "backup")
    export_book(book, tmp_path / "out")
    for form in ("parquet", "csv"):
        read_back(tmp_path / "out" / form, tmp_path / form)
    for path in (book.path, older, *(tmp_path / name for name in ("upgraded", "backup", "parquet", "csv"))):
        assert digests(path, engine) == cited, path.name


CELLS = [(row, column) for row in range(2) for column in range(4)]
OTHER = ["3", "Cedar", "2019-03-01", "1001"]


@pytest.mark.parametrize(("row", "column"), CELLS)
def test_every_cell_of_a_file_counts(row: int, column: int, tmp_path: Path, engine: Engine) -> None:
    """The version that brought it and those after it have another digest, and no version before it."""
    rows = [list(each) for each in ROWS]
    rows[row][column] = OTHER[column]
    here = digests(made(tmp_path / "one", engine).path, engine)
    there = digests(made(tmp_path / "other", engine, rows).path, engine)
    assert [one == other for one, other in zip(here, there, strict=True)] == [n <= row for n in range(4)]


def test_what_a_person_says_counts(tmp_path: Path, engine: Engine) -> None:
    """One head more."""
    here, there = made(tmp_path / "one", engine), made(tmp_path / "other", engine, count=8)
    assert here.digest != there.digest
    assert digests(here.path, engine, 2) == digests(there.path, engine, 2)


@pytest.mark.parametrize("kind", [Named, Valuation, Headcount])
def test_a_cell_that_changed_on_the_disk_is_never_answered_under_the_digest(
    kind: type, tmp_path: Path, engine: Engine
) -> None:
    """The digest does not look into the files of facts; whoever reads them compares them with their commit first."""
    book = made(tmp_path / "one", engine)
    path = Path(book.of(kind.__name__)[0].uri)
    rows = pq.read_table(path)
    at = rows.column_names.index("subject")
    pq.write_table(rows.set_column(at, "subject", pa.array(["gazette:9"] * rows.num_rows)), path)
    opened = open_book(book.path, engine=engine)
    with pytest.raises(BookError, match=path.name):
        engine.arrow(opened.at(date(2021, 1, 1)).facts(kind))
