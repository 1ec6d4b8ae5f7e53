"""An export reads back as the same book, from Parquet and from CSV: facts, ids, days, versions, ledger, answers."""

import csv
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.csv_cells import csv_escaped, csv_unescaped
from hornbook.book.erase import Wanted, erase
from hornbook.book.export import export_book, export_tables
from hornbook.book.ledger import to_row
from hornbook.book.reread import read_back
from hornbook.book.verify import verify
from hornbook.engine import Engine
from hornbook.errors import BookError
from hornbook.kinds import KINDS, Described, Named, Round
from tests.book.older import as_format_1
from tests.cli.process import hornbook
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books

FORMS = ("parquet", "csv")


def same_book(one: Book, other: Book) -> None:
    """Every version of two books says the same on every day."""
    assert one.version == other.version
    for version in range(one.version + 1):
        mine, theirs = (open_book(book.path, version=version, engine=book.engine) for book in (one, other))
        assert mine.digest == theirs.digest
        assert [to_row(batch) for batch in mine.batches] == [to_row(batch) for batch in theirs.batches]
        assert mine.rejects().to_pylist() == theirs.rejects().to_pylist()
        assert mine.marks == theirs.marks or [m.sha256 for m in mine.marks] == [m.sha256 for m in theirs.marks]
    for day in (DAYS[2], DAYS[-1], date(2026, 1, 1)):
        for known in (DAYS[3], date(2026, 1, 1)):
            assert _answers(one, day, known) == _answers(other, day, known)


def _answers(book: Book, day: date, known: date) -> list[Any]:
    view = book.at(day, known=known)
    found: list[Any] = []
    for table in export_tables():
        if book.of(table.kind) and table.kind[0] != "_":
            rows = book.engine.arrow(view.facts(KINDS[table.kind]))
            found.append(sorted(map(repr, rows.to_pylist())))
    return found


def read_both(book: Book, folder: Path) -> None:
    """Export a book, and read it back from each form."""
    done = export_book(book, folder / "out")
    for form in FORMS:
        again = read_back(folder / "out" / form, folder / form)
        read = open_book(again.path, engine=book.engine)
        same_book(book, read)
        checked = verify(read.path)
        assert not checked.damaged
        assert not checked.strays
        assert export_book(read, folder / f"again from {form}").sha256 == done.sha256


@sampled(2, long=40)
@given(books(), st.booleans(), st.booleans(), st.booleans())
def test_generated_books_read_back_the_same(
    engine: Engine, given: tuple[Given, ...], together: bool, compacted: bool, erased: bool
) -> None:
    """Whatever was amended, withdrawn, joined or compacted, and after an erasure."""
    with book_of(given, engine, together=together) as book, tempfile.TemporaryDirectory() as folder:
        if compacted:
            book.compact()
        if erased and given[0].facts:
            erase(book, Wanted((given[0].facts[0].subject,)), because="so", day=date(2026, 1, 1))
        read_both(book, Path(folder))


NASTY = (
    "=1+1", "+1", "-1", "@x", "'", "''=1", "\t=1", "\r\n", "\n", '"', '""', ",", ";", "", " ", "\x1f{}", "\\", "\\N",
    "NULL", "null", "N/A", "#", "\ufeff", "＝1", "é", "💶", "a\rb", 'a"\n,b', "true", "0001", "1e10", "\u2028",
)  # fmt: skip


def test_any_text_reads_back(tmp_path: Path, engine: Engine) -> None:
    """Formulas, quotation marks, line ends, what looks empty and what is."""
    book = new_book(tmp_path / "book", engine=engine)
    facts = [
        each
        for n, text in enumerate(NASTY)
        for each in (
            Named(subject=f"s:{n}", valid=DAYS[0], name=text, place=text, language=None),
            Described(subject=f"s:{n}", valid=DAYS[0], text=text, place="x"),
            Round(subject=f"s:{n}", valid=DAYS[0], type=text, investors=(text, *NASTY[:n]), place="x"),
        )
    ]
    append_facts(book, facts, source="list", day=DAYS[1], title="=nasty\n")
    read_both(book, tmp_path)
    with (tmp_path / "out" / "csv" / "Named.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    names = [row[rows[0].index("name")] for row in rows[1:]]
    assert len(names) == len(NASTY)
    assert not [name for name in names if name.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


@given(st.lists(st.one_of(st.none(), st.text()), max_size=8))
def test_escaping_is_undone(cells: list[str | None]) -> None:
    cells = [cell if cell is None else cell.encode("utf-8", "ignore").decode() for cell in cells]
    column = pa.chunked_array([pa.array(cells, pa.string())])
    assert csv_unescaped(csv_escaped(column)).to_pylist() == cells


def test_a_hand_made_word_keeps_its_version_and_a_later_one_stands(tmp_path: Path, engine: Engine) -> None:
    """Of two words of one day that of the higher version stands, also when the later is said to the book read back."""
    book = new_book(tmp_path / "book", engine=engine)
    append_facts(
        book,
        [Named(subject=s, valid=DAYS[0], name=s, place="x") for s in ("a:1", "b:1")],
        source="list", day=DAYS[0], title="x",
    )  # fmt: skip
    for n in range(2, 6):
        append_facts(
            book, [Named(subject=f"c:{n}", valid=DAYS[0], name="x", place="x")], source="list", day=DAYS[0], title="x"
        )
    hornbook("same", "a:1", "b:1", "--because", "x", "--on", "2020-01-01", book=book.path)
    export_book(open_book(book.path), tmp_path / "out")
    read_back(tmp_path / "out", tmp_path / "again")
    hornbook("apart", "a:1", "b:1", "--because", "y", "--on", "2020-01-01", book=tmp_path / "again")
    again = open_book(tmp_path / "again", engine=engine).at(date(2020, 2, 1))
    assert again.identity.company("b:1", again.known) == "b:1"
    assert again.book.version == 7


def test_a_book_of_0_1_is_exported_and_read_back_in_todays_format(tmp_path: Path, engine: Engine) -> None:
    book = new_book(tmp_path / "book", engine=engine)
    for n in range(3):
        some = [Named(subject=f"a:{n}", valid=DAYS[0], name="A", place="x")]
        append_facts(book, some, source="a", day=DAYS[n], title="x")
    book.compact()
    old = open_book(as_format_1(book.path), engine=engine)
    export_book(old, tmp_path / "out")
    again = open_book(read_back(tmp_path / "out", tmp_path / "again").path, engine=engine)
    assert (old.format, again.format) == (1, 2)
    same_book(old, again)


# ---- what is refused


@pytest.fixture
def out(tmp_path: Path, engine: Engine) -> Path:
    """An export of a small book."""
    book = new_book(tmp_path / "book", engine=engine)
    append_facts(book, [Named(subject="a:1", valid=DAYS[0], name="A", place="x")], source="a", day=DAYS[0], title="x")
    export_book(book, tmp_path / "out")
    return tmp_path / "out"


def _manifest(out: Path, **changed: Any) -> None:
    made = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    (out / "manifest.json").write_text(json.dumps(made | changed), encoding="utf-8")


def cut(out: Path) -> None:
    file = out / "parquet" / "Named.parquet"
    file.write_bytes(file.read_bytes()[:-9])


def gone(out: Path) -> None:
    (out / "parquet" / "Named.parquet").unlink()


def none(out: Path) -> None:
    (out / "manifest.json").unlink()


def nonsense(out: Path) -> None:
    (out / "manifest.json").write_text("[" * 100_000, encoding="utf-8")


def newer(out: Path) -> None:
    _manifest(out, export=99)


def fewer(out: Path) -> None:
    _manifest(out, sha256="0" * 64)


def versions(out: Path) -> None:
    _manifest(out, versions=[])


@pytest.mark.parametrize("harm", [cut, gone, none, nonsense, newer, fewer, versions])
def test_an_export_that_is_not_whole_is_refused_and_nothing_is_left(harm: Any, out: Path, tmp_path: Path) -> None:
    harm(out)
    with pytest.raises(BookError, match="cannot be read back"):
        read_back(out, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not list(tmp_path.glob(".again*"))


def test_what_is_named_in_place_of_an_export(out: Path, tmp_path: Path) -> None:
    """Its manifest stands for its folder; where there is none, the folder that was named is told, in one sentence."""
    assert hornbook("init", "--from", out / "manifest.json", book=tmp_path / "again").code == 0
    for wrong in (tmp_path / "nowhere", out / "csv" / "Named.csv"):
        done = hornbook("init", "--from", wrong, book=tmp_path / "other")
        assert done.code == 2
        assert f"The export in {wrong} cannot be read back: it holds no manifest.json. Nothing" in done.err
        assert not (tmp_path / "other").exists()


def test_a_folder_that_holds_something_is_refused(out: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    done = hornbook("export", out, book=book)
    assert done.code == 2
    assert "holds something already" in done.err
    assert hornbook("init", "--from", out, book=book).code == 2


def test_export_and_init_by_the_command_line(out: Path, tmp_path: Path) -> None:
    """As processes, in both languages."""
    shutil.rmtree(out / "parquet")
    book, again = tmp_path / "book", tmp_path / "again"
    assert "1 fact." in hornbook("init", "--from", out, book=again).out
    before, after = (hornbook("log", "--json", book=path).json() for path in (book, again))
    assert before == after
    done = hornbook("--lang", "zh", "export", tmp_path / "two", book=again)
    assert done.code == 0, done.err
    assert "已存入账本第 1 版" in done.out
