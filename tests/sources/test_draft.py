"""Mappings drafted from files: each layout imports as it was drafted, and its rows become facts or notes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from hornbook.errors import SourceError
from hornbook.kinds import Fact
from hornbook.sources.source import Reject, Row
from hornbook.sources.table import MappedTable
from hornbook.sources.table.draft import draft_of
from hornbook.sources.table.draft_text import draft_text

RECORDED = date(2024, 6, 30)


def drafted(path: Path) -> tuple[str, list[Fact], int, int]:
    """The draft, the facts of the import by it, and how many rows there were and were refused."""
    text = draft_text(draft_of(path))
    rules = path.with_suffix(".toml")
    rules.write_text(text, encoding="utf-8")
    entries = list(MappedTable().read((rules, path), RECORDED))
    rows = [entry for entry in entries if isinstance(entry, Row | Reject)]
    facts = [fact for entry in rows if isinstance(entry, Row) for fact in entry.facts]
    return text, facts, len(rows), sum(isinstance(entry, Reject) for entry in rows)


def kinds(facts: list[Fact]) -> dict[str, int]:
    found: dict[str, int] = {}
    for fact in facts:
        found[type(fact).__name__] = found.get(type(fact).__name__, 0) + 1
    return found


def one(facts: list[Fact], kind: str):  # type: ignore[no-untyped-def]
    return next(fact for fact in facts if type(fact).__name__ == kind)


def test_a_list_of_unicorns_with_signs_and_a_letter_for_billions(tmp_path: Path) -> None:
    path = tmp_path / "unicorns_2024-05-30.csv"
    rows = [
        f'Alder {n},"${n % 90 + 1}.5B",{n % 12 + 1}/{n % 28 + 1}/2020,Kenya,Nairobi,Fintech,"A, B"'
        for n in range(1_200)
    ]
    path.write_text("Company,Valuation,Date Joined,Country,City,Industry,Investors\n" + "\n".join(rows) + "\n")
    text, facts, count, refused = drafted(path)
    assert "recorded = 2024-05-30" in text
    assert (count, refused) == (1_200, 0)
    assert kinds(facts) == {"Named": 1_200, "Registered": 1_200, "Sector": 1_200, "Valuation": 1_200}
    assert (one(facts, "Valuation").amount, one(facts, "Valuation").currency) == (1_500_000_000, "USD")


def test_continuation_lines_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "rounds.csv"
    rows = [
        f"{n};Alder {n};Seed;{n % 28 + 1:02d}.03.2019;1.250.000,50\n;;Series A;12.06.2020;12,5\n" for n in range(60)
    ]
    path.write_text("Company ID;Company Name;Round;Date;Amount (EUR)\n" + "".join(rows))
    text, facts, count, refused = drafted(path)
    assert 'fill_down = ["Company ID", "Company Name"]' in text
    assert (count, refused, kinds(facts)["Round"]) == (120, 0, 120)
    assert {fact.amount for fact in facts if type(fact).__name__ == "Round"} == {Decimal("1250000.50"), Decimal("12.5")}
    assert one(facts, "Round").currency == "EUR"


def test_an_indian_list_with_lakh_commas(tmp_path: Path) -> None:
    path = tmp_path / "indian.csv"
    rows = [
        f'{n},{n % 28 + 1:02d}/{n % 12 + 1:02d}/2019,Alder {n},Food,Pune,"A, B",Seed,"1,{n % 90 + 10},00,000"'
        for n in range(80)
    ]
    heads = "Sr No,Date dd/mm/yyyy,Startup Name,Industry Vertical,City,Investors Name,InvestmentnType,Amount in INR"
    path.write_text(f"{heads}\n" + "\n".join(rows) + "\n")
    _, facts, count, refused = drafted(path)
    assert (count, refused, kinds(facts)["Round"]) == (80, 0, 80)
    first = one(facts, "Round")
    assert (first.amount, first.currency, first.type, first.investors) == (11_000_000, "INR", "Seed", ("A", "B"))
    assert first.valid == date(2019, 1, 1)


def test_a_chinese_workbook_of_an_office_with_a_title_above(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["某市重点企业名单"])  # type: ignore[union-attr]
    book.active.append(
        [
            "序号",
            "企业名称",
            "统一社会信用代码",
            "成立日期",
            "所在城市",
            "行业",
            "最新估值（万元）",
            "员工人数",
            "联系电话",
        ]
    )  # type: ignore[union-attr]
    for n in range(1, 41):
        row = [
            n,
            f"星火{n}科技有限公司",
            f"91110{n:013d}",
            f"2018年{n % 12 + 1}月3日",
            "武汉",
            "集成电路",
            n * 10,
            f"{n}-{n + 50}人",
            "x",
        ]
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "名单.xlsx"
    book.save(path)
    text, facts, count, refused = drafted(path)
    assert "header = 2" in text
    assert "联系电话  (about persons" in text
    assert (count, refused) == (40, 0)
    assert (one(facts, "Valuation").amount, one(facts, "Valuation").currency) == (100_000, "CNY")
    assert (one(facts, "Headcount").fewest, one(facts, "Headcount").largest) == (1, 51)
    assert one(facts, "Founded").valid == date(2018, 2, 3)


def test_the_same_as_csv_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"星火{n}科技,北京,2019-0{n % 9 + 1}-03,A轮,{n}00万元人民币,甲资本、乙资本\n" for n in range(1, 40))
    path.write_bytes(f"公司名称,城市,融资时间,轮次,融资金额,投资方\n{rows}".encode("gbk"))
    text, facts, count, refused = drafted(path)
    assert 'encoding = "gb18030"' in text
    assert (count, refused, kinds(facts)["Round"]) == (39, 0, 39)
    first = one(facts, "Round")
    assert (first.amount, first.currency, first.investors) == (1_000_000, "CNY", ("甲资本", "乙资本"))


def test_one_row_an_investor(tmp_path: Path) -> None:
    path = tmp_path / "deals.tsv"
    rows = "".join(f"Alder {n}\tSeries A\t2020-01-0{n % 9 + 1}\t$5m\t{who}\n" for n in range(30) for who in ("X", "Y"))
    path.write_text(f"startup\tround\tround date\tdeal size\tinvestor\n{rows}")
    text, facts, count, _ = drafted(path)
    assert 'add_up = "investors"' in text
    assert (count, kinds(facts)["Round"], one(facts, "Round").investors) == (60, 30, ("X", "Y"))


def test_json_with_serial_days_and_percent(tmp_path: Path) -> None:
    path = tmp_path / "firms.json"
    rows = ",".join(
        f'{{"company_name": "Alder {n}", "founded": {43_000 + n}, "employees": "{n + 1}+"}}' for n in range(30)
    )
    path.write_text(f'{{"rows": [{rows}]}}')
    text, facts, count, refused = drafted(path)
    assert "excel = true" in text
    assert (count, refused, one(facts, "Headcount").fewest) == (30, 0, 1)
    assert one(facts, "Founded").valid == date(2017, 9, 22)


def test_amounts_in_millions_by_the_heading_and_a_currency_column(tmp_path: Path) -> None:
    path = tmp_path / "funding.csv"
    rows = "".join(f"Alder {n},{n % 28 + 1}-Mar-2020,{n}.5,SGD,seed\n" for n in range(1, 40))
    path.write_text(f"Organization Name,Announced Date,Amount ($M),Currency,Funding Type\n{rows}")
    _, facts, count, refused = drafted(path)
    assert (count, refused, one(facts, "Round").amount, one(facts, "Round").currency) == (39, 0, 1_500_000, "SGD")


def test_american_days_where_no_day_is_above_twelve_are_still_one_format(tmp_path: Path) -> None:
    path = tmp_path / "us.csv"
    path.write_text("Company,Founded\n" + "".join(f"Alder {n},{n % 12 + 1}/{n % 28 + 1}/2015\n" for n in range(60)))
    text, facts, count, refused = drafted(path)
    assert 'format = "%m/%d/%Y"' in text
    assert (count, refused, kinds(facts)["Founded"]) == (60, 0, 60)


def test_a_file_without_names_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="no column looks like the name"):
        draft_of(path)
