"""IT桔子's lists of closures: look-alikes of their traps, and the real lists where they are at hand."""

import gzip
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from hornbook.errors import SourceError
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Sector
from hornbook.sources.itjuzi_closures import ITjuziClosures
from hornbook.sources.source import Entry, Reject, Row, sources_by_name
from hornbook.terms import Grade
from tests.english import english

T = TypeVar("T", bound=Fact)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "itjuzi"
DAY = date(2018, 12, 31)
USUAL = "甲乙,存活4年6个月,2014/6/1,2018/12/17,企业服务,广东,天使轮"


def read(folder: Path, *lines: str, encoding: str = "gb18030") -> list[Entry]:
    path = folder / "closures_2018Q4.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return list(english(ITjuziClosures().read((path,), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def reasons(entries: list[Entry]) -> list[str]:
    return [entry.reason for entry in entries if isinstance(entry, Reject)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_line_becomes_its_facts(tmp_path: Path, encoding: str) -> None:
    (row,) = read(tmp_path, USUAL, encoding=encoding)
    common = {"subject": "itjuzi-closures:甲乙", "place": "closures_2018Q4.csv:1"}
    on = common | {"valid": date(2014, 6, 1)}
    assert row == Row(
        "closures_2018Q4.csv:1",
        (
            Named(**on, key="name", name="甲乙", language="zh", registered=False),  # type: ignore[arg-type]
            Founded(**on, precision="month"),  # type: ignore[arg-type]
            Sector(**on, key="sector", taxonomy="itjuzi", label="企业服务"),  # type: ignore[arg-type]
            Registered(**on, key="place", country="CHN", region="广东"),  # type: ignore[arg-type]
            Closed(**common, valid=date(2018, 12, 17), key="closed"),  # type: ignore[arg-type]
        ),
    )


def test_the_last_day_of_the_year_is_a_placeholder_and_a_missing_day_the_recorded_one(tmp_path: Path) -> None:
    lines = [
        USUAL.replace("2018/12/17", day).replace("甲乙", f"甲{n}") for n, day in enumerate(("2017/12/31", "", "?"))
    ]
    entries = read(tmp_path, *lines)
    assert [(f.valid, f.grade) for f in of(Closed, entries)] == [
        (date(2017, 12, 31), Grade.DERIVED),
        (DAY, Grade.DERIVED),
        (DAY, Grade.DERIVED),
    ]
    assert [note.split(":")[0] for note in notes(entries)] == ["lifespan", "closed", "closed"]


def test_a_line_that_is_younger_than_the_list_is_refused(tmp_path: Path) -> None:
    entries = read(tmp_path, USUAL.replace("2018/12/17", "2020/11/3"))
    assert reasons(entries) == ["closed: 2020-11-03 is after 2018-12-31, so the line is younger than the list"]


@pytest.mark.parametrize(
    ("founded", "lifespan", "exact", "noted"),
    [
        ("2014/6/1", "存活4年5个月", "month", []),
        ("2014/6/20", "存活4年5个月", "day", []),
        ("2014/6/1", "存活4年7个月", "month", ["lifespan: '存活4年7个月', but 54 months lie between"]),
        ("2014/6/1", "9" * 5000 + "年", "month", [f"lifespan: '{'9' * 40}' is no time of years and months"]),
        ("2014/6/1", "很久", "month", ["lifespan: '很久' is no time of years and months"]),
        ("2019/1/1", "存活4年6个月", None, ["founded: 2019-01-01 is after it closed"]),
        ("1066/6/1", "存活4年6个月", None, ["founded: 1066-06-01 is before 1800"]),
    ],
)
def test_founding_and_lifespan_are_checked(
    tmp_path: Path, founded: str, lifespan: str, exact: str | None, noted: list[str]
) -> None:
    entries = read(tmp_path, USUAL.replace("2014/6/1", founded).replace("存活4年6个月", lifespan))
    assert [f.precision for f in of(Founded, entries)] == ([exact] if exact else [])
    assert [note[: len(start)] for note, start in zip(notes(entries), noted, strict=True)] == noted
    if not exact:
        assert {f.valid for f in of(Named, entries)} == {date(2018, 12, 17)}


@pytest.mark.parametrize(
    ("word", "kind", "noted"),
    [
        *(("已被收购", Acquired, 0), ("已上市", Listed, 0), ("新三板", Listed, 0), ("已退市", None, 1)),
        *(("A+轮", None, 0), ("战略投资", None, 0), ("尚未获投", None, 0), ("不明确", None, 0), ("", None, 0)),
    ],
)
def test_a_last_round_is_a_fact_only_where_it_is_a_sale_or_a_listing(
    tmp_path: Path, word: str, kind: type[Fact] | None, noted: int
) -> None:
    entries = read(tmp_path, USUAL.replace("天使轮", word))
    fates = [fact for fact in of(Fact, entries) if isinstance(fact, Acquired | Listed)]
    assert [(type(f), f.valid, f.grade) for f in fates] == ([(kind, date(2018, 12, 17), Grade.DERIVED)] if kind else [])
    assert [f.venue for f in fates if isinstance(f, Listed)] == ["NEEQ"] * (word == "新三板") + [None] * (
        word == "已上市"
    )
    assert len(notes(entries)) == noted


def test_repeated_and_nameless_lines_are_rejected(tmp_path: Path) -> None:
    entries = read(tmp_path, USUAL, USUAL, USUAL.replace("广东", "北京"), USUAL.replace("甲乙", "-"), "甲,乙")
    first = "repeats closures_2018Q4.csv:1"
    assert reasons(entries) == [
        *(first, f"{first}; place '北京' here, '广东' there", "no company is named"),
        "2 cells found, 7 expected",
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("closures_2018Q4.csv.gz", DAY),
        ("closures_2019Q1.csv", date(2019, 3, 31)),
        ("2020-Q2.csv", date(2020, 6, 30)),
        ("closures_2018Q5.csv", None),
        ("closures_2018.csv", None),
    ],
)
def test_the_file_says_its_quarter(name: str, day: date | None) -> None:
    assert ITjuziClosures().recorded((Path("2001Q1") / name,)) == day


def test_it_is_a_source_of_no_promises_and_each_file_a_batch(tmp_path: Path) -> None:
    assert sources_by_name()["itjuzi-closures"].about is ITjuziClosures.about
    assert ITjuziClosures().promises(DAY) == ()
    one, two = Path("1.csv"), Path("2.csv")
    assert ITjuziClosures().groups((one, two)) == [(one,), (two,)]
    with pytest.raises(SourceError, match="One list"):
        list(english(ITjuziClosures().read((one, two), DAY)))
    empty = tmp_path / "closures_2018Q4.csv.gz"
    empty.write_bytes(gzip.compress(USUAL.encode("gb18030"))[:-9])
    with pytest.raises(SourceError, match="gzip"):
        list(english(ITjuziClosures().read((empty,), DAY)))


FOUND = {  # lines, companies, refused, closures on a day that is no placeholder, bought, traded, notes
    "2017Q4": (922, 892, 30, 313, 9, 0, 0),
    "2018Q4": (1_135, 1_135, 0, 913, 14, 1, 1),
    "2019Q4": (1_045, 1_037, 8, 1_037, 6, 1, 1),
    "2020Q4": (630, 630, 0, 630, 3, 1, 1),
}


@pytest.mark.skipif(not REAL.is_dir(), reason="needs the lists in ../shared/data/itjuzi")
@pytest.mark.parametrize("quarter", FOUND)
def test_the_real_lists_add_up(quarter: str) -> None:
    path = REAL / f"closures_{quarter}.csv.gz"
    lines = gzip.decompress(path.read_bytes()).decode("gb18030").splitlines()
    day = ITjuziClosures().recorded((path,))
    assert day == date(int(quarter[:4]), 12, 31)
    entries = list(english(ITjuziClosures().read((path,), day)))
    facts = of(Fact, entries)
    kinds = Counter(type(fact).__name__ for fact in facts)
    dated = sum(f.grade is Grade.REPORTED for f in of(Closed, entries))
    measured = (len(entries), kinds["Closed"], len(reasons(entries)), dated)
    assert (*measured, kinds["Acquired"], kinds["Listed"], len(notes(entries))) == FOUND[quarter]
    assert len(lines) == len(entries)
    assert kinds["Named"] == kinds["Founded"] == kinds["Sector"] == kinds["Registered"] == kinds["Closed"]
    assert {f.precision for f in of(Founded, entries)} == {"month"}
    assert max(fact.valid for fact in facts) <= day
    assert len({(type(f), f.subject) for f in facts}) == len(facts)
