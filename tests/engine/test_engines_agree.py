"""One question, two engines, the same cells: DuckDB in this process, and Spark Connect as Sail serves it."""

import math
from datetime import date
from decimal import Decimal
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.money import convention
from hornbook.engine import Engine, latest_value
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import Round, SameAs, Valuation
from hornbook.lang.answer import lower_text
from hornbook.sources.simulated import SimulatedRegion, recipe
from hornbook.standards.judge import judged
from hornbook.standards.library import library
from hornbook.terms import EARLIEST, Day, Grade

pytest.importorskip("pyspark", reason="needs the client of Spark Connect (group `test`)")
pytest.importorskip("pysail.spark", reason="needs Sail, the server (group `test`)")

DAYS = (date(2012, 6, 30), date(2018, 12, 31), date(2021, 12, 31))
LAST = DAYS[-1]
COMPANIES = 300
STANDARDS = (
    "gei-unicorn",
    "hurun",
    "cn-shenzhen-unicorn-2025",
    "cn-shandong-gazelle-2020",
    "eu-hge-10pct",
)


@pytest.fixture(scope="module")
def path(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred simulated companies, two of them held to be one, and what an office said of them and corrected."""
    folder = tmp_path_factory.mktemp("agree")
    book = new_book(folder / "book", engine=engine)
    (folder / "region.toml").write_text(recipe(COMPANIES, 7, LAST), encoding="utf-8")
    book.take(SimulatedRegion(), [folder / "region.toml"])
    busiest = profile(book.at(LAST), ["rounds"]).order_by(ibis.desc("rounds"), "subject").limit(2)
    one, other = sorted(engine.arrow(busiest)["subject"].to_pylist())
    stated = {"valid": date(2018, 5, 1), "currency": "CNY", "grade": Grade.DOCUMENTED, "place": "a letter"}
    for day, amount in ((date(2018, 6, 1), Decimal("9000000000.55")), (date(2020, 6, 1), Decimal("700000000.10"))):
        facts = [
            SameAs(subject=one, other=other, key=other, valid=EARLIEST, grade=Grade.DOCUMENTED, place="a letter"),
            Valuation(subject=one, key="worth", amount=amount, **stated),
            Round(subject=other, key="round", type="c", amount=amount, investors=("Alder", "Birch"), **stated),
        ]
        append_facts(book, facts, source="office", day=day, title="a letter")
    return folder / "book"


@pytest.fixture(scope="module")
def books(path: Path, engine: Engine, sail: Engine) -> tuple[Book, Book]:
    return open_book(path, engine=engine), open_book(path, engine=sail)


def both(books: tuple[Book, Book], ask: "ir.Table | object") -> tuple[pa.Table, pa.Table]:
    one, other = (book.engine.arrow(ask(book)) for book in books)  # type: ignore[operator]
    return one.sort_by("subject"), other.sort_by("subject")


def differing(one: pa.Table, other: pa.Table) -> dict[str, list[tuple[object, object]]]:
    """Cells that differ, by column; floats may by 1e-9 of themselves."""
    assert one.schema.equals(other.schema)
    assert one.num_rows == other.num_rows
    cells = {name: zip(one[name].to_pylist(), other[name].to_pylist(), strict=True) for name in one.column_names}
    return {name: bad for name, pairs in cells.items() if (bad := [pair for pair in pairs if not _same(*pair)])}


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9) or (math.isnan(one) and math.isnan(other))
    return one == other


@pytest.mark.parametrize("day", DAYS[::2])
def test_profile(books: tuple[Book, Book], day: Day) -> None:
    one, other = both(books, lambda book: profile(book.at(day)))
    assert one.num_rows > 50
    assert one.num_columns == 1 + len(indicators())
    assert differing(one, other) == {}


@pytest.mark.parametrize("rule", ["year", "CNY=7"])
def test_money(books: tuple[Book, Book], rule: str) -> None:
    wanted = ["valuation", "raised", "largest_round"]
    one, other = both(books, lambda book: profile(book.at(LAST, convention=convention(rule)), wanted))
    assert one["raised"].null_count < one.num_rows
    assert differing(one, other) == {}


def test_hindsight(books: tuple[Book, Book]) -> None:
    one, other = both(books, lambda book: profile(book.at(DAYS[1], known=LAST)))
    assert differing(one, other) == {}


@pytest.mark.parametrize("standard", STANDARDS)
def test_judge(books: tuple[Book, Book], standard: str) -> None:
    one, other = both(books, lambda book: judged(book.at(LAST), library[standard], ["valuation"]))
    assert one.num_rows > 200
    assert differing(one, other) == {}


def test_panel(books: tuple[Book, Book]) -> None:
    order = [("subject", "ascending"), ("day", "ascending")]
    one, other = (pa.concat_tables(panel(book, DAYS)).sort_by(order) for book in books)
    assert differing(one, other) == {}


def test_facts(books: tuple[Book, Book]) -> None:
    order = [("subject", "ascending"), ("id", "ascending")]
    one, other = (book.engine.arrow(book.at(LAST).facts(Valuation)).sort_by(order) for book in books)
    assert "office" in one["source"].to_pylist()
    assert differing(one, other) == {}


def test_the_latest_value_may_be_empty(engine: Engine, sail: Engine) -> None:
    rows = pa.table({"subject": ["a", "a", "b", "c"], "n": pa.array([1, None, 2, 3], pa.int64()), "k": [1, 2, 1, 1]})
    for asked in (engine, sail):
        table = asked.put("some_rows", rows)
        made = table.group_by("subject").aggregate(n=latest_value(table.n, table.k, table.n.isnull() | (table.n < 3)))
        assert asked.arrow(made.order_by("subject")).to_pylist() == [
            {"subject": "a", "n": None},
            {"subject": "b", "n": 2},
            {"subject": "c", "n": None},
        ]


def test_cents_are_rounded_half_up_once(engine: Engine, sail: Engine) -> None:
    values = [0.005, 1.005, 2.675, -2.675, 1234567.125, 0.1 + 0.2, 1e15, 1e17, 1e30, 3518437208883.205, None]
    rows = pa.table({"subject": list(range(len(values))), "v": pa.array(values, pa.float64())})
    found = []
    for asked in (engine, sail):
        table = asked.put("some_money", rows)
        found.append(asked.arrow(table.select("subject", c=table.v.try_cast("decimal(18, 2)")).order_by("subject")))
    assert found[0].to_pylist() == found[1].to_pylist()


def test_small_letters_are_made_letter_by_letter(engine: Engine, sail: Engine) -> None:
    """As the reasons make them: a final sigma and a dotted capital I are no exceptions."""
    words = ["ΟΔΟΣ", "οδος", "ΑΣ Σ", "İZMİR", "STRAẞE", "ÀÉ", "深圳 LTD", "Kelvin \u212a", None]
    rows = pa.table({"subject": list(range(len(words))), "word": words})
    for asked in (engine, sail):
        table = asked.put("some_words", rows)
        found = asked.arrow(table.select("subject", low=table.word.lower()).order_by("subject"))["low"].to_pylist()
        assert found == [None if word is None else lower_text(word) for word in words]


def test_files_of_which_one_lacks_a_column(engine: Engine, sail: Engine, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"a": [1]}), tmp_path / "one.parquet")
    pq.write_table(pa.table({"a": [2], "b": ["x"]}), tmp_path / "two.parquet")
    columns = pa.schema([("a", pa.int64()), ("b", pa.string()), ("c", pa.date32())])
    files = [str(tmp_path / f"{name}.parquet") for name in ("one", "two")]
    for asked in (engine, sail):
        rows = asked.arrow(asked.scan(files, columns).select(columns.names).order_by("a")).to_pylist()
        assert rows == [{"a": 1, "b": None, "c": None}, {"a": 2, "b": "x", "c": None}]
        assert asked.arrow(asked.scan([], columns)).num_rows == 0
