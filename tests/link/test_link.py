"""Linkage over four invented sources: which records are one company, why, and the laws that every answer keeps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from hornbook.book.book import Book, new_book
from hornbook.engine import Engine
from hornbook.engine.statements.blocked import BLOCKS, record_blocks
from hornbook.errors import QuestionError
from hornbook.link import Proposals, load_model, propose, standing
from hornbook.link.blocks import LARGEST, RULES, candidate_pairs
from hornbook.link.prepare import prepare
from hornbook.link.records import records
from hornbook.sources.cbinsights import CBInsights
from tests.link.companies import AS_OF, FILES, ONE, TWO
from tests.strategies import book_of, put

pytest.importorskip("splink", reason="linkage needs the extra `link`")


@pytest.fixture(scope="module")
def book(engine: Engine) -> Iterator[Book]:
    with book_of(FILES, engine) as made:
        yield made


@pytest.fixture(scope="module")
def found(book: Book) -> Proposals:
    return propose(book.at(AS_OF))


def together(made: Proposals, one: str, other: str) -> bool:
    company = dict(zip(*(made.companies[name].to_pylist() for name in ("record", "company")), strict=True))
    return one in company and company[one] == company.get(other)


@pytest.mark.parametrize("case", ONE)
def test_one_company(found: Proposals, case: str) -> None:
    assert together(found, *ONE[case]), case


@pytest.mark.parametrize("case", TWO)
def test_two_companies(found: Proposals, case: str) -> None:
    assert not together(found, *TWO[case]), case


def test_a_waterfall_adds_up_and_says_what_was_found(found: Proposals) -> None:
    for row in found.pairs.to_pylist():
        reasons = found.why(row["other"], row["record"])
        assert sum(reason.bits for reason in reasons) == pytest.approx(row["weight"])
        assert 0 <= row["probability"] <= 1 / (1 + 2 ** -row["weight"]) + 1e-9  # rivals only take away
    said = {reason.what.en: reason.found.en for reason in found.why(*ONE["renamed: website, city and year"])}
    assert said["Website"] == "the same website, and no other company's"
    assert said["Name"] == "different names"
    with pytest.raises(QuestionError, match="not among the proposals"):
        found.why("reg:zephyrlane", "reg:hexmoor")


def test_the_order_of_imports_does_not_matter(engine: Engine, found: Proposals, tmp_path: Path) -> None:
    turned = new_book(tmp_path / "turned", engine=engine)
    put(turned, [replace(file, facts=file.facts[::-1]) for file in reversed(FILES)])
    again = propose(turned.at(AS_OF))
    assert again.pairs.equals(found.pairs)
    assert again.companies.equals(found.companies)


def test_some_records_against_all_are_the_same_pairs(book: Book, found: Proposals) -> None:
    some = ["list:tidewell", "school:1", "old:zephyrlane"]
    touching = [row for row in found.pairs.to_pylist() if {row["record"], row["other"]} & set(some)]
    view = book.at(AS_OF)
    for made in (propose(view, among=some), propose(view, among=some, beside=standing(view))):
        keys = ("record", "other", "weight")
        assert [tuple(row[k] for k in keys) for row in made.pairs.to_pylist()] == [
            tuple(row[k] for k in keys) for row in touching
        ]


def test_new_records_meet_those_kept_before_they_came(engine: Engine, tmp_path: Path) -> None:
    growing = new_book(tmp_path / "book", engine=engine)
    put(growing, FILES[:1])
    standing(growing.at(AS_OF)).save(tmp_path / "kept")
    put(growing, FILES[4:])
    made = propose(growing.at(AS_OF), among=["school:1", "school:2"], beside=load_model(tmp_path / "kept"))
    assert together(made, "reg:nova", "school:1")
    assert together(made, "reg:hexmoor", "school:2")


def test_nothing_is_known_before_it_was(book: Book) -> None:
    before = FILES[0].recorded - timedelta(days=1)
    assert {row.partition(":")[0] for row in records(book.at(before))["record"].to_pylist()} == {"old", "school"}
    assert not propose(book.at(before)).companies.num_rows
    with pytest.raises(QuestionError, match="later than the question"):
        propose(book.at(before), among=["school:1"], beside=standing(book.at(AS_OF)))


def test_kept_records_are_looked_at(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="holds no records kept for linkage"):
        load_model(tmp_path)
    for name in ("rows", "counts", "blocks"):
        pa.parquet.write_table(pa.table({"id": [1]}), tmp_path / f"{name}.parquet")
    with pytest.raises(QuestionError, match="another make"):
        load_model(tmp_path)


def test_an_empty_book_and_a_single_record(engine: Engine, tmp_path: Path) -> None:
    alone = new_book(tmp_path / "book", engine=engine)
    assert propose(alone.at(AS_OF)).pairs.num_rows == 0
    put(alone, [replace(FILES[1], facts=FILES[1].facts[:1])])
    made = propose(alone.at(AS_OF), among=["old:zephyrlane", "old:unknown"])
    assert (made.records, made.pairs.num_rows, made.companies.num_rows) == (1, 0, 0)


def test_a_record_holds_what_its_source_said(book: Book) -> None:
    (row,) = (r for r in records(book.at(AS_OF)).to_pylist() if r["record"] == "list:tidewell")
    assert row["names"] == ["Tidewell"]
    assert row["listed"] == [date(2016, 1, 1), date(2018, 1, 1)]
    assert row["backers"] == ["Alder Capital", "Bramble Fund"]  # and not the maker of the list
    assert (row["valued"], row["country"], row["seen"]) == (2e9, "USA", date(2018, 1, 1))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www2.Alder.co.uk/about?x=1", ["alder.co.uk"]),
        ("shop.alder.com:8080", ["alder.com"]),
        ("http://alder.wordpress.com/", ["alder.wordpress.com"]),
        ("http://facebook.com/alder", []),
        ("http://10.0.0.1/", []),
        ("https://", []),
    ],
)
def test_websites_are_known_by_their_host(engine: Engine, tmp_path: Path, url: str, host: list[str]) -> None:
    alone = new_book(tmp_path / "book", engine=engine)
    (name,) = (fact for fact in FILES[0].facts[:1])
    (site,) = (fact for fact in FILES[0].facts[1:2])
    put(alone, [replace(FILES[0], facts=(name, replace(site, url=url)))])
    assert records(alone.at(AS_OF))["hosts"].to_pylist() == [host]


def test_large_blocks_are_left_out_and_told(engine: Engine, book: Book) -> None:
    raw = records(book.at(AS_OF)).slice(0, 1).to_pylist()[0]
    many = LARGEST + 1
    crowd = [raw | {"record": f"x:{n}", "names": [f"Aldermoor {n:03}"], "hosts": [f"h{n}.com"]} for n in range(many)]
    rows = prepare(engine, pa.Table.from_pylist(crowd, schema=records(book.at(AS_OF)).schema)).rows
    made = candidate_pairs(engine, rows, record_blocks(engine, rows), rows.select(["id"]))
    assert {left.rule for left in made.left_out} <= set(RULES) == set(BLOCKS)
    assert all(left.largest == many for left in made.left_out if left.rule == "start")
    assert "start" in {left.rule for left in made.left_out}


REAL = Path(__file__).parents[2].parent / "shared" / "data" / "cbinsights"


@pytest.mark.skipif(not REAL.is_dir(), reason="the CB Insights lists are not at hand (../shared/data)")
def test_the_real_lists_rename_some_companies(engine: Engine, tmp_path: Path) -> None:
    lists = new_book(tmp_path / "book", engine=engine)
    lists.take(CBInsights(), sorted(REAL.glob("*.xlsx")))
    found = propose(lists.at(date(2019, 12, 31)))
    names = found.companies.group_by("company").aggregate([("record", "count")])["record_count"].to_pylist()
    assert found.records == 606
    # One row of 2018 bears a name that is not that of the company which it describes; it is linked with that company.
    assert (len(names), sum(names)) == (44, 92)
    days = {row["record"]: set(row["listed"]) for row in records(lists.at(date(2019, 12, 31))).to_pylist()}
    for row in found.pairs.filter(found.pairs["linked"]).to_pylist():
        assert not days[row["record"]] & days[row["other"]]  # no edition names one company twice
