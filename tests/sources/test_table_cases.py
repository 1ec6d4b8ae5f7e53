"""Tables that failed in November 2026, and their sisters: every row and cell becomes facts or a note."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from hornbook.errors import MappingError, SourceError
from hornbook.kinds import Fact, Figure, Founded, Headcount, Named, Revenue, Round, Valuation
from hornbook.locale import Lang, in_language
from hornbook.sources.source import Entry, Reject, Remark, Row
from hornbook.sources.table import MappedTable
from hornbook.terms import Bound, Instrument

RECORDED = date(2021, 6, 30)
HEAD = """[source]
name = "t"
title = "T"
maker = "M"
{source}
[file]
{file}
[subject]
columns = ["id"]
{subject}
"""
NAMED = """[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "name" }
"""


def mapped(
    folder: Path,
    table: str | bytes,
    facts: str,
    *,
    name: str = "t.csv",
    file: str = "",
    subject: str = "",
    named: bool = True,
) -> list[Entry]:
    """What a table becomes by a mapping with these facts."""
    rules = folder / "t.toml"
    text = HEAD.format(source="recorded = 2021-06-30", file=file, subject=subject) + (NAMED if named else "") + facts
    rules.write_text(text, encoding="utf-8")
    path = folder / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return list(MappedTable().read((rules, path), RECORDED))


def facts_of(entries: list[Entry], kind: type[Fact]) -> list[Fact]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes_of(entries: list[Entry]) -> str:
    def each() -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, Reject):
                yield in_language(entry.reason, Lang.EN)
            elif isinstance(entry, Remark):
                yield in_language(entry.note, Lang.EN)
            elif isinstance(entry, Row):
                yield from (in_language(note, Lang.EN) for note in entry.notes)

    return " | ".join(each())


ROUND = """[[fact]]
kind = "Round"
valid = { column = "day" }
key = ["day", "type"]
type = { column = "type" }
amount = { column = "amt" }
currency = "EUR"
instrument = { column = "inst", map = { "Eq" = "equity" } }
investors = { column = "inv", split = "," }
"""


def test_a2_an_empty_optional_column_leaves_the_fact_and_a_strange_word_is_noted(tmp_path: Path) -> None:
    table = "id,name,day,type,amt,inst,inv\nwren,Wren,2020-01-01,A,5000000,,\ncrow,Crow,2020-01-01,A,5,Odd,\n"
    entries = mapped(tmp_path, table, ROUND)
    first, second = facts_of(entries, Round)
    assert (first.amount, first.instrument, first.investors) == (Decimal(5_000_000), Instrument.UNSTATED, ())
    assert second.instrument == Instrument.UNSTATED
    assert "'Odd' is none of" in notes_of(entries)


def test_a3_rows_of_one_key_add_up_their_lists_whatever_their_order(tmp_path: Path) -> None:
    rows = [f"gull,Gull,2020-01-01,A,6,Eq,{name}\n" for name in ("Alder", "Birch", "ALDER", "Cedar")]
    head = "id,name,day,type,amt,inst,inv\n"
    for order in (rows, rows[::-1], [rows[1], "wren,Wren,2020-01-01,A,1,Eq,Elm\n", *rows[:1], *rows[2:]]):
        entries = mapped(tmp_path, head + "".join(order), ROUND + 'add_up = "investors"\n')
        found = {fact.subject: {name.casefold() for name in fact.investors} for fact in facts_of(entries, Round)}
        assert found["t:gull"] == {"alder", "birch", "cedar"}
        assert len(facts_of(entries, Round)) == len(found)
        assert notes_of(entries).count("what it lists stands with t.csv:") == 3
        assert len(entries) == len(order)


VALUED = """[[fact]]
kind = "Valuation"
valid = "recorded"
amount = { column = "val"%s }
currency = "EUR"
"""


def test_a4_the_mark_of_decimals_is_said_or_asked_for(tmp_path: Path) -> None:
    table = "id;name;val\ntern;Tern;1.250\ncrow;Crow;12,5\nhawk;Hawk;1.234.567,89\n"
    entries = mapped(tmp_path, table, VALUED % ', decimal = ","')
    assert [fact.amount for fact in facts_of(entries, Valuation)] == [1250, Decimal("12.5"), Decimal("1234567.89")]
    assert notes_of(entries) == ""
    entries = mapped(tmp_path, table, VALUED % "")
    assert [fact.amount for fact in facts_of(entries, Valuation)] == [Decimal("1.25")]
    assert "'1.250' can be read in two ways" in notes_of(entries)
    assert "'12,5' is not a number" in notes_of(entries)
    strange = "id;name;val\n" + "".join(
        f"{n};N{n};{text}\n" for n, text in enumerate(("5 abc", "-5", "1,2,3", "abc", ",5"))
    )
    entries = mapped(tmp_path, strange, VALUED % ', decimal = ","')
    assert [fact.amount for fact in facts_of(entries, Valuation)] == [Decimal("0.5")]
    assert notes_of(entries).count("no Valuation: 'val' gives no amount") == 4


def test_a5_ids_that_differ_in_their_signs_are_several_companies(tmp_path: Path) -> None:
    table = "id,name\nC++ Labs,C++ Labs\nC# Labs,C# Labs\nC Labs,C Labs\nA.B Co,A.B Co\nA-B Co,A-B Co\n"
    entries = mapped(tmp_path, table, "")
    subjects = [fact.subject for fact in facts_of(entries, Named)]
    assert len(set(subjects[:3])) == 3
    assert subjects[2] == "t:c-labs"
    assert "'A-B Co' and 'a.b co' stand for one company" in notes_of(entries)


SUMS: dict[str, tuple[object, object, object, str]] = {  # amount, least, most, currency
    "$140": (140, None, None, "USD"),
    "$1.5B": (1_500_000_000, None, None, "USD"),
    "US$ 12m": (12_000_000, None, None, "USD"),
    "5.5亿美元": (550_000_000, None, None, "USD"),
    "约3000万": (None, 25_000_000, 35_000_000, "EUR"),
    "10 crore": (100_000_000, None, None, "EUR"),
    "₹1,00,00,000": (10_000_000, None, None, "INR"),
    "35억원": (3_500_000_000, None, None, "KRW"),
    "12億円": (1_200_000_000, None, None, "JPY"),
    "$10M–$50M": (None, 10_000_000, 50_000_000, "USD"),
    "1.234,56 €": (Decimal("1234.56"), None, None, "EUR"),
    "三亿元": (300_000_000, None, None, "CNY"),
    "两亿": (200_000_000, None, None, "EUR"),
    "1亿2000万": (120_000_000, None, None, "EUR"),
    "USD 5000万": (50_000_000, None, None, "USD"),
    "$5000万": (50_000_000, None, None, "USD"),
    "RMB 3000万": (30_000_000, None, None, "CNY"),
    "3億": (300_000_000, None, None, "EUR"),
    "5萬": (50_000, None, None, "EUR"),
    "over $1bn": (None, 1_000_000_000, None, "USD"),
    "Rs 5 Cr+": (None, 50_000_000, None, "INR"),
    "C$ 3.5 million": (3_500_000, None, None, "CAD"),
    "up to £2m": (None, None, 2_000_000, "GBP"),
}
PAID = """[[fact]]
kind = "Round"
valid = "recorded"
type = "unstated"
amount = { column = "amt", sum = true }
currency = "EUR"
"""


@pytest.mark.parametrize("text", SUMS)
def test_a6_a7_sums_are_read_as_people_write_them(tmp_path: Path, text: str) -> None:
    (paid,) = facts_of(mapped(tmp_path, f'id;name;amt\nx;X;"{text}"\n', PAID), Round)
    assert (paid.amount, paid.least, paid.most, paid.currency) == SUMS[text]


@pytest.mark.parametrize("text", ["(5,000)", "-5", "lots", "1亿元(约1500万美元)", "$5m - $3m", "1.2.3"])
def test_a6_what_is_no_sum_is_refused_with_a_note(tmp_path: Path, text: str) -> None:
    entries = mapped(tmp_path, f'id;name;amt\nx;X;"{text}"\n', PAID)
    (paid,) = facts_of(entries, Round) or [None]
    assert paid is None or (paid.amount, paid.least, paid.most) == (None, None, None)
    assert "Round.amount in 'amt'" in notes_of(entries)


def test_a6_a_vague_valuation_is_its_limit_and_a_dollar_is_the_one_that_is_stated(tmp_path: Path) -> None:
    facts = (VALUED % ", sum = true").replace('"EUR"', '{ column = "cur" }')
    table = "id,name,val,cur\na,A,over $1bn,USD\nb,B,$10M–$50M,\nc,C,$5m,CAD\nd,D,€5m,USD\n"
    entries = mapped(tmp_path, table, facts)
    found = {fact.subject: (fact.amount, fact.bound, fact.currency) for fact in facts_of(entries, Valuation)}
    assert found == {
        "t:a": (10**9, Bound.AT_LEAST, "USD"),
        "t:b": (10**7, Bound.AT_LEAST, "USD"),
        "t:c": (5 * 10**6, Bound.EXACT, "CAD"),
        "t:d": (5 * 10**6, Bound.EXACT, "EUR"),
    }
    assert "the cell says EUR where USD is stated" in notes_of(entries)


def test_a8_a13_shares_bands_and_figures(tmp_path: Path) -> None:
    facts = """[[fact]]
kind = "Headcount"
valid = "recorded"
count = { column = "heads" }
[[fact]]
kind = "Figure"
valid = "recorded"
measure = "debt_ratio"
value = { column = "debt" }
[[fact]]
kind = "Figure"
valid = "recorded"
measure = "credit_score"
value = { column = "score" }
[[fact]]
kind = "Figure"
valid = "recorded"
measure = "rnd_staff_ratio"
value = { column = "staff", percent = true }
"""
    entries = mapped(tmp_path, "id,name,heads,debt,score,staff\na,A,11-50,45%,62,45\nb,B,1001+,1.2,5,\n", facts)
    first, second = facts_of(entries, Headcount)
    assert (first.count, first.fewest, first.largest) == (None, 11, 50)
    assert (second.fewest, second.largest) == (1001, None)
    values = {(fact.subject, fact.measure): fact.value for fact in facts_of(entries, Figure)}
    assert values["t:a", "debt_ratio"] == values["t:a", "rnd_staff_ratio"] == 0.45
    assert (values["t:a", "credit_score"], values["t:b", "debt_ratio"]) == (62, 1.2)
    assert notes_of(entries) == ""


def test_a9_periods_keep_their_precision_and_figures_end_with_them(tmp_path: Path) -> None:
    facts = """[[fact]]
kind = "Founded"
valid = { column = "born", excel = true }
[[fact]]
kind = "Revenue"
valid = { column = "year" }
amount = { column = "sales" }
currency = "CNY"
"""
    entries = mapped(
        tmp_path, "id,name,born,year,sales\na,A,Q2 2018,FY2019,5\nb,B,43529,Q1 2020,6\nc,C,2019年3月,FY2021,7\n", facts
    )
    assert [(fact.valid, fact.precision) for fact in facts_of(entries, Founded)] == [
        (date(2018, 4, 1), "quarter"), (date(2019, 3, 5), "day"), (date(2019, 3, 1), "month"),
    ]  # fmt: skip
    assert [(fact.valid, fact.months) for fact in facts_of(entries, Revenue)] == [
        (date(2019, 12, 31), 12), (date(2020, 3, 31), 3),
    ]  # fmt: skip
    assert "2021-12-31 is after 2021-06-30" in notes_of(entries)


def test_a10_a_day_that_two_formats_read_in_two_ways_is_noted(tmp_path: Path) -> None:
    facts = '[[fact]]\nkind = "Founded"\nvalid = { column = "d", format = ["%d/%m/%Y", "%m/%d/%Y"] }\n'
    entries = mapped(tmp_path, "id,name,d\na,A,03/04/2017\nb,B,23/04/2017\n", facts)
    assert notes_of(entries).count("may be 2017-04-03 or 2017-03-04; taken as 2017-04-03") == 1


def test_a11_continuation_lines_repeat_what_stands_above(tmp_path: Path) -> None:
    facts = '[[fact]]\nkind = "Round"\nvalid = "recorded"\nkey = ["r"]\ntype = { column = "r" }\n'
    entries = mapped(tmp_path, "id,name,r\n1,A,X\n,,Y\n,,Z\n2,B,X\n", facts, file='fill_down = ["id", "name"]')
    assert [(fact.subject, fact.type) for fact in facts_of(entries, Round)] == [
        ("t:1", "X"), ("t:1", "Y"), ("t:1", "Z"), ("t:2", "X"),
    ]  # fmt: skip


def test_a12_several_marks_empty_parts_and_legal_forms_behind_a_comma(tmp_path: Path) -> None:
    facts = ROUND.replace('split = ","', 'split = ["、", "，", "；", ","]').replace('key = ["day", "type"]\n', "")
    cells = {
        "a": "甲、乙", "b": "甲，乙", "c": "甲；乙", "d": "Alder, Undisclosed", "e": "Alder Capital, ALDER CAPITAL",
        "f": "Alder Capital, LLC, Birch Fund, Inc.",
    }  # fmt: skip
    table = "id;name;day;type;amt;inst;inv\n" + "".join(f'{k};{k};2020-01-01;A;;Eq;"{v}"\n' for k, v in cells.items())
    entries = mapped(tmp_path, table, facts, file='empty = ["undisclosed"]')
    found = {fact.subject[2:]: fact.investors for fact in facts_of(entries, Round)}
    assert found["a"] == found["b"] == found["c"] == ("甲", "乙")
    assert found["d"] == ("Alder",)
    assert found["e"] == ("Alder Capital",)
    assert found["f"] == ("Alder Capital, LLC", "Birch Fund, Inc.")


def test_a16_names_that_name_nobody_columns_twice_and_errors_of_a_workbook(tmp_path: Path) -> None:
    for name in ("N/A", "-", "NULL", "#REF!", "$1.5"):
        entries = mapped(tmp_path, f"id,name\n1,{name}\n", "")
        assert facts_of(entries, Named) == []
        assert notes_of(entries) != ""
    entries = mapped(tmp_path, "id,name\n1,<b>X</b>\n2,A&amp;B\n3,A & B\n", "")
    assert [fact.name for fact in facts_of(entries, Named)] == ["X", "A&B", "A & B"]
    assert notes_of(entries).count("is read as") == 2
    entries = mapped(tmp_path, "id,name,name\n1,A,B\n", "")
    assert "two columns are called 'name'" in notes_of(entries)
    book = openpyxl.Workbook()
    for row in (["id", "name", "手机游戏", "微信小程序"], ["1", "#N/A", "x", "y"], ["2", "B", "x", "y"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "e.xlsx")
    label = '[[fact]]\nkind = "Sector"\nvalid = "recorded"\ntaxonomy = "t"\nlabel = { column = "%s" }\n'
    entries = mapped(
        tmp_path, (tmp_path / "e.xlsx").read_bytes(), label % "手机游戏" + label % "微信小程序", name="f.xlsx"
    )
    assert "cell B2 holds the error of a formula" in notes_of(entries)
    assert [fact.name for fact in facts_of(entries, Named)] == ["B"]


BROKEN = {
    "a format with the year twice": ('[[fact]]\nkind = "Founded"\nvalid = { column = "d", format = "%Y%Y" }\n', ""),
    "a format of quarters": ('[[fact]]\nkind = "Founded"\nvalid = { column = "d", format = "Q%m %Y" }\n', ""),
    "three decimals": ('[[fact]]\nkind = "Valuation"\nvalid = "recorded"\namount = 1234.5678\ncurrency = "CNY"\n', ""),
    "a sum beyond sense": ('[[fact]]\nkind = "Valuation"\nvalid = "recorded"\namount = 1e30\ncurrency = "CNY"\n', ""),
    "no number": ('[[fact]]\nkind = "Valuation"\nvalid = "recorded"\namount = nan\ncurrency = "CNY"\n', ""),
    "an endless sum": ('[[fact]]\nkind = "Valuation"\nvalid = "recorded"\namount = inf\ncurrency = "CNY"\n', ""),
    "a figure that is none": ('[[fact]]\nkind = "Figure"\nvalid = "recorded"\nmeasure = "x"\nvalue = nan\n', ""),
    "a count beyond sense": (f'[[fact]]\nkind = "Headcount"\nvalid = "recorded"\ncount = {10**20}\n', ""),
    "an encoding of NUL": ("", 'encoding = "\\u0000"'),
    "an encoding that is none of text": ("", 'encoding = ["utf-16", "idna"]'),
    "a chance of five": (
        '[[fact]]\nkind = "Forecast"\nvalid = "recorded"\nevent = "x"\nuntil = 2022-01-01\nprobability = 5\n', "",
    ),
    "a list that no column fills": (ROUND + 'add_up = "type"\n', ""),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a17_a_mistake_in_a_mapping_names_its_line(tmp_path: Path, case: str) -> None:
    facts, file = BROKEN[case]
    with pytest.raises(MappingError, match=r"t\.toml:\d+: "):
        mapped(tmp_path, "id,name,d,day,type,amt,inst,inv\n1,A,2019,,,,,\n", facts, file=file)


@pytest.mark.parametrize(("encoding", "told"), [("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("gbk", "gb18030")])
def test_a18_another_encoding_is_told_before_anything_is_imported(tmp_path: Path, encoding: str, told: str) -> None:
    rows = "".join(f"{n},北京星火{n}科技有限公司\n" for n in range(20))
    with pytest.raises(SourceError, match=f'encoding = "{told}"'):
        mapped(tmp_path, f"id,name\n{rows}".encode(encoding), "")
    entries = mapped(tmp_path, f"id,name\n{rows}".encode(encoding), "", file=f'encoding = "{told}"')
    assert len(facts_of(entries, Named)) == 20


def test_a18_a_json_document_is_a_list_of_objects(tmp_path: Path) -> None:
    rows = '[{"id": 1, "name": "A"}, {"id": 2, "name": "B"}, 3]'
    entries = mapped(tmp_path, rows, "", name="t.json")
    assert [fact.subject for fact in facts_of(entries, Named)] == ["t:1", "t:2"]
    assert isinstance(entries[2], Reject)
    assert len(mapped(tmp_path, f'{{"page": 1, "companies": {rows}}}', "", name="t.json")) == 3
    two = f'{{"old": [], "new": {rows}}}'
    assert len(mapped(tmp_path, two, "", name="t.json", file='records = "new"')) == 3
    for text, why in ((two, "several lists"), ('{"a": 1}', "no list"), ("[1,", "no JSON"), ("[" * 10_000, "no JSON")):
        with pytest.raises(SourceError, match=why):
            mapped(tmp_path, text, "", name="t.json")


def test_a19_a_table_may_speak_of_records_that_are_in_the_book(tmp_path: Path) -> None:
    facts = '[[fact]]\nkind = "Decision"\nvalid = { column = "on" }\nmatter = "x/y"\noutcome = { column = "yes" }\n'
    entries = mapped(tmp_path, "id,on,yes\nsim-00000040,2020-01-01,yes\n", facts, subject="in_book = true", named=False)
    (row,) = entries
    assert isinstance(row, Row)
    assert row.facts[0].subject == "sim-00000040"


def test_b7_a_column_that_is_refused_in_every_row_is_told(tmp_path: Path) -> None:
    rows = "".join(f"{n},N{n},about {n}\n" for n in range(1, 9))
    entries = mapped(tmp_path, f"id,name,val\n{rows}", VALUED % "")
    assert "column 'val': all 8 cells were refused. Is the mapping right?" in notes_of(entries)


def test_each_row_may_be_a_statement_of_its_own(tmp_path: Path) -> None:
    table = "id,name,val\na,A,5\na,A,6\n"
    entries = mapped(tmp_path, table, VALUED % "" + "own = true\n")
    assert len({fact.key for fact in facts_of(entries, Valuation)}) == 2
