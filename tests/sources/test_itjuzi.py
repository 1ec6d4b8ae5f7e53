"""IT桔子's list of companies: look-alikes of its traps, and the real list where it is at hand."""

import csv
import gzip
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from hornbook.errors import SourceError
from hornbook.kinds import (
    Acquired,
    Closed,
    Described,
    Fact,
    Founded,
    Listed,
    Named,
    Registered,
    Round,
    Sector,
    Valuation,
    Website,
)
from hornbook.sources.itjuzi import ITjuzi
from hornbook.sources.shared.chinese import ChinesePlace, chinese_place, chinese_round
from hornbook.sources.source import Entry, Reject, Row, sources_by_name
from hornbook.terms import Grade, Instrument, Payment
from tests.english import english

T = TypeVar("T", bound=Fact)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "itjuzi" / "ai_companies_2018-12.csv.gz"
DAY = date(2018, 12, 31)
COLUMNS = (
    *("公司名称", "工商名称", "公司网址", "成立时间", "地点", "运营状态", "行业", "子行业"),
    *("融资时间", "轮次", "融资金额", "投资方", "融资总额", "估值", "公司简介"),
)
EMPTY = dict.fromkeys(COLUMNS, "")
DASHES = dict.fromkeys(("融资时间", "轮次", "融资金额", "投资方", "融资总额", "估值"), "-")
Cells = dict[str, str]


def company(short: str = "甲乙", registered: str = "深圳甲乙科技有限公司", **cells: str) -> Cells:
    names = {"公司名称": short, "工商名称": registered, "成立时间": "2012-06", "运营状态": "运营中"}
    return EMPTY | DASHES | names | cells


def deal(kind: str = "A轮", day: str = "2014-05-06", money: str = "未透露人民币", by: str = "-") -> Cells:
    return {"融资时间": day, "轮次": kind, "融资金额": money, "投资方": by}


def further(kind: str = "A轮", day: str = "2014-05-06", money: str = "未透露人民币", by: str = "-") -> Cells:
    return EMPTY | deal(kind, day, money, by)


def written(folder: Path, *rows: Cells, name: str = "list_2018-12.csv", encoding: str = "utf-8-sig") -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(folder: Path, *rows: Cells) -> list[Entry]:
    return list(english(ITjuzi().read((written(folder, *rows),), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def reasons(entries: list[Entry]) -> list[str]:
    return [entry.reason for entry in entries if isinstance(entry, Reject)]


def test_a_company_becomes_its_facts(tmp_path: Path) -> None:
    cells = {"公司网址": "http://jiayi.test", "地点": "广东-深圳", "行业": "硬件", "子行业": "机器人"}
    more = {"公司简介": "造机器人。\n电话 13800000000，邮箱 a@jiayi.test"}
    (row,) = read(
        tmp_path, company(**cells, **more, **deal("天使轮", "2012-03-04", "300万人民币", "丙资本, 丁，丙资本"))
    )
    common = {"subject": "itjuzi:深圳甲乙科技有限公司", "place": "list_2018-12.csv:2"}
    on = common | {"valid": date(2012, 3, 4)}  # the first round, which was before the founding
    assert isinstance(row, Row)
    assert row.facts == (
        Named(**on, key="name 甲乙", name="甲乙", language="zh", registered=False),  # type: ignore[arg-type]
        Named(**on, key="registered", name="深圳甲乙科技有限公司", language="zh", registered=True),  # type: ignore[arg-type]
        Founded(**common, valid=date(2012, 6, 1), precision="month"),  # type: ignore[arg-type]
        Registered(**on, key="place", country="CHN", region="广东", city="深圳"),  # type: ignore[arg-type]
        Sector(**on, key="rank 1", taxonomy="itjuzi", label="硬件", rank=1),  # type: ignore[arg-type]
        Sector(**on, key="rank 2", taxonomy="itjuzi", label="机器人", rank=2),  # type: ignore[arg-type]
        Website(**on, key="website", url="http://jiayi.test"),  # type: ignore[arg-type]
        Described(**on, key="about", text="造机器人。 电话 […]，邮箱 […]", language="zh"),  # type: ignore[arg-type]
        Round(
            **on,  # type: ignore[arg-type]
            key="2012-03-04 天使轮",
            type="天使轮",
            amount=Decimal(3_000_000),
            currency="CNY",
            instrument=Instrument.EQUITY,
            payment=Payment.ANNOUNCED,
            investors=("丙资本", "丁"),
        ),
    )
    assert row.notes == ()


def test_further_lines_are_rounds_of_the_company_above(tmp_path: Path) -> None:
    entries = read(tmp_path, company(**deal("B轮", "2015-01-02")), further(), company("丙", "", 成立时间=""), further())
    assert [type(entry) for entry in entries] == [Row] * 4
    assert [(r.subject, r.valid, r.place.split(":")[1]) for r in of(Round, entries)] == [
        ("itjuzi:深圳甲乙科技有限公司", date(2015, 1, 2), "2"),
        ("itjuzi:深圳甲乙科技有限公司", date(2014, 5, 6), "3"),
        ("itjuzi:丙", date(2014, 5, 6), "5"),
    ]
    assert [named.valid for named in of(Named, entries)][-1] == date(2014, 5, 6)


def test_a_company_of_which_no_day_is_known_is_there_from_the_recorded_day(tmp_path: Path) -> None:
    entries = read(tmp_path, company(成立时间="-"))
    assert {named.valid for named in of(Named, entries)} == {DAY}
    assert of(Founded, entries) == of(Round, entries) == []
    assert notes(entries) == []


@pytest.mark.parametrize(
    ("cell", "valid", "precision"),
    [
        ("2012-06", date(2012, 6, 1), "month"),
        ("2012", date(2012, 1, 1), "year"),
        ("2012-06-07", date(2012, 6, 7), "day"),
    ],
)
def test_a_founding_is_as_exact_as_it_is_written(tmp_path: Path, cell: str, valid: date, precision: str) -> None:
    (founded,) = of(Founded, read(tmp_path, company(成立时间=cell)))
    assert (founded.valid, founded.precision) == (valid, precision)


@pytest.mark.parametrize("cell", ["2019-01", "1020-01", "去年", "2012-13"])
def test_a_founding_that_cannot_be_is_noted(tmp_path: Path, cell: str) -> None:
    entries = read(tmp_path, company(成立时间=cell))
    assert of(Founded, entries) == []
    assert [note.split(":")[0] for note in notes(entries)] == ["成立时间"]


def test_a_vague_amount_is_kept_as_its_ends_and_what_is_none_is_noted(tmp_path: Path) -> None:
    sums = ["数百万美元", "未透露人民币", "未透露", "保密", "500万", "-", "数亿", "超3亿元", "十几亿元"]
    rows = [further(f"{'ABCDEFGHI'[i]}轮", money=money) for i, money in enumerate(sums)]
    rounds = of(Round, entries := read(tmp_path, company(), *rows))
    ends = (Decimal(1_000_000), Decimal("9999999.99"))
    assert [(r.least, r.most, r.currency) for r in rounds] == [
        (*ends, "USD"),
        *[(None, None, None)] * 6,
        (Decimal(300_000_000), None, "CNY"),
        (None, None, "CNY"),
    ]
    assert {r.amount for r in rounds} == {None}
    assert notes(entries) == [
        "融资金额: '数百万美元' is vague: from 1,000,000 to 9,999,999.99",
        "融资金额: '保密' is no sum of money",
        "融资金额: '500万' of no named currency",
        "融资金额: '数亿' is vague: from 100,000,000 to 999,999,999.99",
        "融资金额: '数亿' of no named currency",
        "融资金额: '超3亿元' is vague: at least 300,000,000",
        "融资金额: '十几亿元' is vague: no number",
    ]


@pytest.mark.parametrize(
    ("word", "series", "instrument"),
    [
        *(("A轮", "A", Instrument.EQUITY), ("A+轮", "A+", Instrument.EQUITY), ("Pre-A轮", "Pre-A", Instrument.EQUITY)),
        *(("F轮-上市前", "F", Instrument.EQUITY), ("种子轮", None, Instrument.EQUITY)),
        *(("战略投资", None, Instrument.EQUITY), ("新三板定增", None, Instrument.EQUITY)),
        *(("债权融资", None, Instrument.DEBT), ("老股转让", None, Instrument.SECONDARY)),
        *(("众筹", None, Instrument.UNSTATED), ("", None, Instrument.UNSTATED)),
    ],
)
def test_the_word_of_a_round_says_its_series_and_what_its_money_is(
    word: str, series: str | None, instrument: Instrument
) -> None:
    assert chinese_round(word) == (series, instrument)


def test_a_listing_or_a_sale_is_no_round(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        company(**deal("IPO上市", "2018-01-02", "8亿人民币")),
        further("新三板", "2016-01-02"),
        further("并购", "2017-01-02", "2亿美元", "丙,丁"),
        further("并购", "2015-01-02", "数亿美元"),
    )
    assert of(Round, entries) == []
    assert [(f.venue, f.valid.year) for f in of(Listed, entries)] == [(None, 2018), ("NEEQ", 2016)]
    assert [(f.by, f.amount, f.currency) for f in of(Acquired, entries)] == [
        ("丙, 丁", Decimal(200_000_000), "USD"),
        (None, None, "USD"),
    ]
    assert notes(entries) == [
        "融资金额: '8亿人民币', which a listing has no place for",
        "融资金额: '数亿美元' is vague: from 100,000,000 to 999,999,999.99",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("广东-深圳", ChinesePlace("CHN", "广东", "深圳")),
        ("广东省", ChinesePlace("CHN", "广东")),
        *((f"{city}-某区", ChinesePlace("CHN", city, city)) for city in ("北京", "上海", "天津", "重庆")),
        ("北京市", ChinesePlace("CHN", "北京", "北京")),
        ("香港-某区", ChinesePlace("HKG", "香港", "香港")),
        ("台湾-台北市", ChinesePlace("TWN", "台湾", "台北市")),
        ("北美洲-美国", ChinesePlace("USA")),
        ("北美洲-美国-加州", ChinesePlace("USA", "加州")),
        ("美国-加州", ChinesePlace("USA", "加州")),
        ("亚洲-亚特兰蒂斯", ChinesePlace("亚特兰蒂斯")),
        ("亚特兰蒂斯", ChinesePlace("亚特兰蒂斯")),
        ("欧洲", ChinesePlace("欧洲")),
        ("-深圳", ChinesePlace("深圳")),
    ],
)
def test_a_place_is_country_region_and_city(text: str, place: ChinesePlace) -> None:
    assert chinese_place(text) == place


@pytest.mark.parametrize(
    ("money", "worth", "told"),
    [
        ("1000万人民币", "5000万元", (Decimal(50_000_000), "CNY", Grade.DERIVED)),
        ("300万美元", "9750万元", (Decimal(97_500_000), "CNY", Grade.DERIVED)),
        ("1000万人民币", "8000万元", (Decimal(80_000_000), "CNY", Grade.REPORTED)),
        ("300万美元", "1500万美元", (Decimal(15_000_000), "USD", Grade.REPORTED)),
        ("未透露人民币", "8000万", (Decimal(80_000_000), "CNY", Grade.REPORTED)),
        ("数百万人民币", "1500万元", "估值: reckoned by the maker from a round whose sum is vague, so left out"),
        ("1000万人民币", "数亿元", "估值: '数亿元' is vague: from 100,000,000 to 999,999,999.99"),
        ("1000万人民币", "很高", "估值: '很高' is no sum of money"),
    ],
)
def test_a_valuation_that_the_maker_reckons_from_a_round_is_no_reading(
    tmp_path: Path, money: str, worth: str, told: str | tuple[Decimal, str, Grade]
) -> None:
    entries = read(tmp_path, company(估值=worth, **deal(money=money)))
    valued = [(f.amount, f.currency, f.grade) for f in of(Valuation, entries)]
    assert {f.valid for f in of(Valuation, entries)} <= {DAY}
    if isinstance(told, str):
        assert valued == []
        assert told in notes(entries)
    else:
        assert valued == [told]


def test_a_status_holds_on_the_recorded_day(tmp_path: Path) -> None:
    words = {"甲": "已关闭", "乙": "已转型", "丙": "", "丁": "在途", "戊": "未上线"}
    entries = read(tmp_path, *(company(name, "", 运营状态=word) for name, word in words.items()))
    assert [(f.subject, f.valid, f.grade) for f in of(Closed, entries)] == [("itjuzi:甲", DAY, Grade.DERIVED)]
    assert notes(entries) == ["运营状态: '在途' is none of 运营中, 已转型, 未上线, 已关闭"]


def test_two_brands_of_one_registered_name_are_one_company(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        company("甲", **deal("A轮", by="丙")),
        company("乙", 成立时间="2010-01", 估值="5亿元", **deal("A轮", by="丁")),
        further("B轮", "2016-01-01"),
        further("A轮"),
    )
    assert [type(entry) for entry in entries] == [Row, Row, Row, Reject]
    assert {f.subject for f in of(Fact, entries)} == {"itjuzi:深圳甲乙科技有限公司"}
    assert [f.name for f in of(Named, entries)] == ["甲", "深圳甲乙科技有限公司", "乙"]
    assert [f.type for f in of(Round, entries)] == ["A轮", "B轮"]
    assert len(of(Founded, entries)) == 1
    assert of(Valuation, entries) == []
    repeats = "repeats the round of list_2018-12.csv:2; 投资方"
    assert notes(entries) == [
        "工商名称: list_2018-12.csv:2 has it too; only name and round are read",
        f"{repeats} '丁' here, '丙' there",
    ]
    assert reasons(entries) == [f"{repeats} '' here, '丙' there"]


def test_a_repeated_company_is_rejected_unless_its_round_is_new(tmp_path: Path) -> None:
    entries = read(tmp_path, company(**deal()), company(**deal()), company(), company(**deal("B轮", "2016-01-01")))
    assert [type(entry) for entry in entries] == [Row, Reject, Reject, Row]
    assert reasons(entries) == [
        "repeats list_2018-12.csv:2; repeats the round of list_2018-12.csv:2",
        "repeats list_2018-12.csv:2; no round is named",
    ]
    assert notes(entries) == ["工商名称: list_2018-12.csv:2 has it too; only the round is read"]


def test_a_round_without_a_day_that_can_be_is_refused(tmp_path: Path) -> None:
    days = ["", "soon", "2019-01-01", "1066-10-14"]
    entries = read(tmp_path, company(**deal(day="")), *(further(day=day) for day in days), further("", "", "", ""))
    assert [type(entry) for entry in entries] == [Row, *[Reject] * 5]
    nothing = "融资时间: no day, so the round has no place in time"
    assert notes(entries) == [nothing]
    assert reasons(entries)[0] == nothing
    assert all(reason.startswith("融资时间: ") for reason in reasons(entries)[:-1])
    assert reasons(entries)[-1] == "no round is named"


def test_below_a_line_that_cannot_be_read_nobody_knows_whose_rounds_stand(tmp_path: Path) -> None:
    path = written(tmp_path, company(), further(), company("丙", "丙公司"))
    good, bad = path.read_bytes().rstrip(b"\r\n").rsplit(b"\r\n", 1)
    broken = bad.replace("丙".encode(), b"\xff\xfe")
    after = ",,,,,,,,2014-05-06,A轮,-,-,,,".encode()
    filler = b"\r\n".join(bad.replace("丙".encode(), b"x%d" % i) for i in range(40))
    path.write_bytes(b"\r\n".join([good, broken, after, bad, after, filler]))
    entries = list(english(ITjuzi().read((path,), DAY)))
    assert [type(entry) for entry in entries] == [Row, Row, Reject, Reject, Row, Row, *[Row] * 40]
    assert reasons(entries) == [
        "not valid UTF-8",
        "continues list_2018-12.csv:4, of which: not valid UTF-8",
    ]


def test_a_round_above_every_company_and_a_line_that_names_nobody_are_rejected(tmp_path: Path) -> None:
    entries = read(tmp_path, further(), further("B轮"), company("?", "-"), further(), company("甲", "!"))
    orphan = "a further round, but no company stands above it"
    assert reasons(entries) == [
        *(orphan, orphan),
        "no company is named",
        "continues list_2018-12.csv:4, of which: no company is named",
    ]
    assert {f.subject for f in of(Named, entries)} == {"itjuzi:甲"}


def test_what_is_no_such_list_is_a_clear_error(tmp_path: Path) -> None:
    whole = written(tmp_path, company())
    damaged, plain, foreign, empty = (tmp_path / name for name in ("d.csv.gz", "p.csv.gz", "f.csv", "e.csv"))
    damaged.write_bytes(gzip.compress(whole.read_bytes())[:-20])
    plain.write_bytes(whole.read_bytes())
    foreign.write_text("a,b\n1,2\n", encoding="utf-8")
    empty.write_bytes(b"")
    headless = tmp_path / "h.csv"
    headless.write_bytes(whole.read_bytes().split(b"\r\n", 1)[1])
    wrong = written(tmp_path, *[company(f"甲{i}", "") for i in range(50)], name="w.csv", encoding="gb18030")
    for path, words in (
        *((damaged, "gzip"), (plain, "is not gzip"), (foreign, "no column '公司名称'"), (empty, "is empty")),
        (headless, "no column '公司名称'"),
    ):
        with pytest.raises(SourceError, match=words):
            list(english(ITjuzi().read((path,), DAY)))
    with pytest.raises(SourceError, match="One list"):
        list(english(ITjuzi().read((whole, whole), DAY)))
    entries = list(english(ITjuzi().read((wrong,), DAY)))  # an older Chinese encoding is told by itself
    assert [type(entry).__name__ for entry in entries] == ["Row"] * 50


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ai_companies_2018-12.csv.gz", DAY),
        ("2020-02.csv", date(2020, 2, 29)),
        ("list 2018-12-05.csv", date(2018, 12, 5)),
        ("2018-13.csv", None),
        ("2018-02-30.csv", None),
        ("20181231.csv", None),
        ("2018-123.csv", None),
        ("companies.csv", None),
    ],
)
def test_the_file_says_its_day_or_its_month(name: str, day: date | None) -> None:
    assert ITjuzi().recorded((Path("2001-01") / name,)) == day


def test_the_list_is_a_source_of_no_promises_and_each_file_a_batch() -> None:
    assert sources_by_name()["itjuzi"].about is ITjuzi.about
    assert "chinese" not in sources_by_name()
    assert ITjuzi().promises(DAY) == ()
    one, two = Path("1.csv"), Path("2.csv")
    assert ITjuzi().groups((one, two)) == [(one,), (two,)]


@pytest.mark.skipif(not REAL.is_file(), reason="needs the list in ../shared/data/itjuzi")
def test_the_real_list_adds_up() -> None:
    with gzip.open(REAL, "rt", encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(io.StringIO(file.read(), newline="")))
    companies = [line for line in lines if line["公司名称"]]
    day = ITjuzi().recorded((REAL,))
    assert day == DAY
    entries = list(english(ITjuzi().read((REAL,), day)))
    rejects = [entry for entry in entries if isinstance(entry, Reject)]
    kept = [entry for entry in entries if isinstance(entry, Row) and entry.facts]
    assert (len(entries), len(kept), len(rejects)) == (1_439, 1_437, 2)
    assert len(lines) == len(kept) + len(rejects)
    assert all("repeats the round of" in entry.reason for entry in rejects)
    facts = of(Fact, entries)
    assert len({(type(f), f.subject, f.key or str(f.valid)) for f in facts}) == len(facts)
    assert max(fact.valid for fact in facts) == DAY
    kinds = Counter(type(fact).__name__ for fact in facts)
    firms = {line["工商名称"] or line["公司名称"] for line in companies}
    assert (len(companies), len(firms), len({fact.subject for fact in facts})) == (820, 817, 817)
    assert kinds["Named"] == len(companies) + len({line["工商名称"] for line in companies} - {""}) == 1_606
    assert kinds["Founded"] == kinds["Registered"] == kinds["Described"] == 817
    told = Counter(line["轮次"] for line in lines)
    assert kinds["Listed"] == told["新三板"] + told["IPO上市"] == 42
    assert kinds["Acquired"] == told["并购"] == 18
    again = 3  # rounds of a second brand that its first tells, two of them on lines of their own
    assert kinds["Round"] == sum(told.values()) - told["-"] - 42 - 18 - again == 1_090
    assert kinds["Closed"] == sum(line["运营状态"] == "已关闭" for line in companies) == 11
    exact = [round_ for round_ in of(Round, entries) if round_.amount]
    assert (len(exact), sum(r.currency == "USD" for r in exact)) == (516, 139)
    vague = [round_ for round_ in of(Round, entries) if round_.least]
    assert all(r.most and r.least and r.amount is None and r.most + Decimal("0.01") == r.least * 10 for r in vague)
    assert (len(vague), sum(r.currency == "USD" for r in vague)) == (416, 72)
    elsewhere = 8  # in listings, sales and repeats
    assert sum(line["融资金额"].startswith("数") for line in lines) == len(vague) + elsewhere
    assert Counter(f.grade for f in of(Valuation, entries)) == {Grade.DERIVED: 86, Grade.REPORTED: 8}
    reckoned = sum(note.startswith("估值: reckoned") for note in notes(entries))
    stated = sum(line["估值"][0].isdigit() for line in companies)
    assert stated == 94 + reckoned + 1 == 181  # one more is a second brand's
