"""Any table by a mapping: four formats say the same, and every mistake is pointed at."""

import gzip
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.errors import MappingError, SourceError
from hornbook.kinds import Closed, Fact, Founded, Headcount, Named, Round, Sector, Valuation
from hornbook.sources.source import NO_LOSS, Entry, Loss, Reject, Row, source
from hornbook.sources.table import MappedTable
from hornbook.terms import Bound, Grade
from tests.english import english

PAGE = Path(__file__).parents[2] / "docs" / "table_mapping.md"
RECORDED = date(2024, 6, 30)

HEAD = """\
[source]
title = "A list"
maker = "A maker"

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "name" }
"""


def written(folder: Path, text: str, name: str = "m.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def entries(tmp_path: Path, mapping: str, csv: str) -> list[Entry]:
    paths = (written(tmp_path, mapping), written(tmp_path, csv, "t.csv"))
    return list(english(MappedTable().read(paths, RECORDED)))


def facts(found: list[Entry]) -> list[Fact]:
    return [fact for entry in found if isinstance(entry, Row) for fact in entry.facts]


def fails(tmp_path: Path, mapping: str, csv: str = "id,name\n1,Kite\n") -> str:
    with pytest.raises(MappingError) as error:
        entries(tmp_path, mapping, csv)
    return str(error.value)


def page(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_documentation_does_what_the_page_says(tmp_path: Path) -> None:
    paths = (written(tmp_path, page("csv"), "companies.csv"), written(tmp_path, page("toml"), "companies.toml"))
    assert MappedTable().groups(paths) == [(paths[1], paths[0])]
    assert MappedTable().recorded(paths) == RECORDED
    assert MappedTable().word(paths) == "city"
    [promise] = MappedTable().promises_in(paths, RECORDED)
    assert (promise.kinds, promise.since) == ((Round,), date(2015, 1, 1))
    first, second, third = english(MappedTable().read(paths, RECORDED))
    assert isinstance(first, Row)
    assert [type(fact) for fact in first.facts] == [Named, Founded, Sector, Sector, Round]
    common = {"subject": "city:c-001", "place": "companies.csv:2"}
    assert first.facts[4] == Round(
        **common,
        valid=date(2018, 5, 4),
        key="A轮",
        grade=Grade.DOCUMENTED,
        type="series_a",
        amount=Decimal(12_000_000),
        currency="CNY",
        investors=("Alder Capital", "Birch Fund"),
    )
    assert first.facts[2:4] == tuple(
        Sector(**common, valid=RECORDED, key=label, taxonomy="city", label=label, rank=rank)
        for rank, label in ((1, "robots"), (2, "drones"))
    )
    assert isinstance(second, Row)
    assert [type(fact) for fact in second.facts] == [Named, Sector, Closed]
    assert isinstance(third, Row)
    assert [type(fact) for fact in third.facts] == [Named, Sector, Round]
    assert third.notes == (
        "Named.valid in 'Founded': '2914-01-01' is not a day written as %d/%m/%Y",
        "Founded.valid in 'Founded': '2914-01-01' is not a day written as %d/%m/%Y",
        "no Founded: no day in 'Founded'",
        "Round.amount in 'Amount (10k)': '-5' is negative",
    )


ROWS = [
    {"id": "a1", "name": "Kite", "day": date(2019, 5, 4), "value": Decimal("1.25"), "people": 12, "tags": ["x", "y"]},
    {"id": "b2", "name": "大疆", "day": None, "value": None, "people": None, "tags": None},
]
FOUR = (
    HEAD
    + """
[[fact]]
kind = "Valuation"
valid = { column = "day", format = "%Y-%m-%d" }
amount = { column = "value", scale = 1e9 }
currency = "USD"
bound = "at_least"

[[fact]]
kind = "Headcount"
valid = "recorded"
count = { column = "people" }

[[fact]]
kind = "Sector"
valid = "recorded"
taxonomy = "t"
label = { column = "tags", split = ";" }
"""
)


def as_text(value: object) -> str:
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)


def as_format(folder: Path, suffix: str) -> Path:
    path = folder / f"t{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(list(ROWS[0]))
        for row in ROWS:
            book.active.append([as_text(cell) if isinstance(cell, list) else cell for cell in row.values()])
        book.save(path)
    elif suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    else:
        comma = "\t" if ".tsv" in suffix else ","
        lines = [comma.join(ROWS[0]), *(comma.join(map(as_text, row.values())) for row in ROWS)]
        if ".jsonl" in suffix:
            lines = [json.dumps(row, default=lambda x: float(x) if isinstance(x, Decimal) else str(x)) for row in ROWS]
        content = "\n".join(lines).encode()
        path.write_bytes(gzip.compress(content) if suffix.endswith(".gz") else content)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".tsv", ".xlsx", ".jsonl", ".jsonl.gz", ".parquet"])
def test_every_format_gives_the_same_facts(tmp_path: Path, suffix: str) -> None:
    paths = (written(tmp_path, FOUR), as_format(tmp_path, suffix))
    found = facts(list(english(MappedTable().read(paths, RECORDED))))
    first = 1 if suffix in (".jsonl", ".jsonl.gz", ".parquet") else 2
    common = {"subject": "table:a1", "valid": RECORDED, "place": f"t{suffix}:{first}"}
    assert found == [
        Named(**common, name="Kite"),
        Valuation(
            **common | {"valid": date(2019, 5, 4)},
            amount=Decimal(1_250_000_000),
            currency="USD",
            bound=Bound.AT_LEAST,
        ),
        Headcount(**common, count=12),
        Sector(**common, key="x", taxonomy="t", label="x", rank=1),
        Sector(**common, key="y", taxonomy="t", label="y", rank=2),
        Named(subject="table:b2", valid=RECORDED, place=f"t{suffix}:{first + 1}", name="大疆"),
    ]


def test_rows_without_a_subject_or_a_fact_are_rejected_and_counted(tmp_path: Path) -> None:
    found = entries(tmp_path, HEAD, "id,name\n,Kite\n../..,x\n3,\n4,Moss,extra\n5,Fern\n")
    assert found[:4] == [
        Reject("t.csv:2", "no subject: 'id' is empty", Loss(None, (Named,))),
        Reject("t.csv:3", "no subject: '../..' holds no letter and no digit", Loss(None, (Named,))),
        Reject("t.csv:4", "says nothing that the mapping takes", NO_LOSS),
        Reject("t.csv:5", "3 cells found, 2 expected", Loss("table:4", (Named,))),
    ]
    assert len(found) == 5


def test_days_that_cannot_be_and_amounts_that_cannot_be_are_noted(tmp_path: Path) -> None:
    mapping = FOUR.replace('[[fact]]\nkind = "Headcount"\nvalid = "recorded"\ncount = { column = "people" }\n', "")
    csv = (
        "id,name,day,value,tags\n1,A,1015-03-02,1,\n2,B,2914-03-02,1,\n"
        "3,C,2019-01-01,-1,\n4,D,,1,\n5,E,2019-01-01,NaN,\n"
    )
    notes = [entry.notes for entry in entries(tmp_path, mapping, csv) if isinstance(entry, Row)]
    assert notes == [
        ("Valuation.valid in 'day': 1015-03-02 is before 1800", "no Valuation: no day in 'day'"),
        (
            "Valuation.valid in 'day': 2914-03-02 is after 2024-06-30, the day of recording",
            "no Valuation: no day in 'day'",
        ),
        ("Valuation.amount in 'value': '-1' is negative", "no Valuation: 'value' gives no amount"),
        ("no Valuation: no day in 'day'",),
        ("Valuation.amount in 'value': 'NaN' is not a number", "no Valuation: 'value' gives no amount"),
    ]


def test_a_formula_is_text_in_csv_and_a_note_in_a_workbook(tmp_path: Path) -> None:
    [row] = entries(tmp_path, HEAD, 'id,name\n1,"=HYPERLINK(""x"")"\n')
    assert facts([row])[0].name == '=HYPERLINK("x")'  # type: ignore[attr-defined]
    book = openpyxl.Workbook()
    for cells in (["id", "name", "day", "value", "people", "tags"], ["a", "Kite", None, None, None, "=A1&A2"]):
        book.active.append(cells)
    book.save(tmp_path / "t.xlsx")
    [row] = english(MappedTable().read((written(tmp_path, FOUR), tmp_path / "t.xlsx"), RECORDED))
    assert isinstance(row, Row)
    assert row.notes == ("cell F2 holds a formula; its stored result was taken",)


def test_sheet_and_header_row_can_be_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("data")
    for cells in ([None], ["A title"], ["id", "name"], ["a", "Kite"]):
        sheet.append(cells)
    book.save(tmp_path / "t.xlsx")
    mapping = written(tmp_path, HEAD + '\n[file]\nsheet = "data"\nheader = 3\n')
    [fact] = facts(list(english(MappedTable().read((mapping, tmp_path / "t.xlsx"), RECORDED))))
    assert fact.place == "t.xlsx:4"
    written(tmp_path, HEAD + '\n[file]\nsheet = "dat"\n')
    with pytest.raises(SourceError, match=r"there is no sheet 'dat'\. Did you mean 'data'\?"):
        list(english(MappedTable().read((mapping, tmp_path / "t.xlsx"), RECORDED)))


def test_a_founding_knows_how_exact_it_is(tmp_path: Path) -> None:
    more = '\n[[fact]]\nkind = "Founded"\nvalid = { column = "f", format = ["%Y-%m-%d", "%Y-%m", "%Y"] }\n'
    found = facts(entries(tmp_path, HEAD + more, "id,name,f\n1,,2019-05-04\n2,,2019-05\n3,,2019\n"))
    assert [(fact.valid, fact.precision) for fact in found if isinstance(fact, Founded)] == [
        (date(2019, 5, 4), "day"),
        (date(2019, 5, 1), "month"),
        (date(2019, 1, 1), "year"),
    ]


def test_conditions_withdrawals_and_known_days(tmp_path: Path) -> None:
    more = """
[[fact]]
kind = "Closed"
when = [{ column = "status", equals = ["Closed"] }, { column = "on" }]
valid = { column = "on" }
known = { column = "told" }
withdrawn = { column = "void", equals = "yes" }
reason = { column = "why" }
"""
    csv = (
        "id,name,status,on,told,void,why\n"
        "1,,closed,2020-01-01,2020-02-01,,ask me@example.org\n"
        "2,,closed,,,,\n"
        "3,,open,2020-01-01,,,\n"
        "4,,CLOSED,2020-01-01,2999-01-01,yes,\n"
    )
    found = entries(tmp_path, HEAD + more, csv)
    one, four = facts(found)
    assert isinstance(one, Closed)
    assert (one.known, one.withdrawn, one.reason) == (date(2020, 2, 1), False, "ask […]")
    assert (four.known, four.withdrawn) == (None, True)
    assert [isinstance(entry, Reject) for entry in found] == [False, True, True, False]


def test_an_amount_in_no_currency_is_not_taken(tmp_path: Path) -> None:
    more = """
[[fact]]
kind = "Round"
valid = "recorded"
type = "seed"
amount = { column = "amount" }
currency = { column = "cur", map = { "RMB" = "CNY" } }
"""
    found = entries(tmp_path, HEAD + more, "id,name,amount,cur\n1,,5,RMB\n2,,5,\n3,,5,$\n")
    amounts = [(fact.amount, fact.currency) for fact in facts(found) if isinstance(fact, Round)]
    assert amounts == [(Decimal(5), "CNY"), (None, None), (None, None)]


def test_a_vague_amount_is_its_least_and_its_most(tmp_path: Path) -> None:
    round_ = """
[[fact]]
kind = "Round"
valid = "recorded"
key = ["id"]
type = "seed"
amount = { column = "sum" }
least = { column = "from", scale = 1e6 }
most = { column = "to", scale = 1e6 }
currency = { column = "cur" }
"""
    rows = ["1,Kite,,1,9.5,USD", "2,Lantern,,3,,USD", "3,Moss,5,1,9,USD", "4,Nut,,9,1,USD", "5,Oak,,1,9,"]
    found = entries(tmp_path, HEAD + round_, "id,name,sum,from,to,cur\n" + "\n".join(rows) + "\n")
    ends = [(fact.amount, fact.least, fact.most) for fact in facts(found) if isinstance(fact, Round)]
    assert ends == [
        (None, Decimal(1_000_000), Decimal(9_500_000)),
        (None, Decimal(3_000_000), None),
        (Decimal(5), None, None),
        *[(None, None, None)] * 2,
    ]
    more = "the least, 9,000,000.00, is more than the most, 1,000,000.00"
    assert [entry.notes for entry in found if isinstance(entry, Row)] == [
        (),
        (),
        tuple(f"Round.{end} not taken: the amount itself is stated" for end in ("least", "most")),
        tuple(f"Round.{end} not taken: {more}" for end in ("least", "most")),
        tuple(f"Round.{end} not taken: it has no currency" for end in ("least", "most")),
    ]


def test_hostile_json_lines(tmp_path: Path) -> None:
    mapping = written(tmp_path, HEAD)
    lines = [
        '{"id": "1", "name": "Kite"}', "[1]", "{", '{"id": NaN}', "[" * 100_000, '{"id": ' + "9" * 6000 + "}",
        '{"id": {"a": 1}, "name": "x"}', '{"id": "' + "x" * (2 << 20) + '"}', "", '{"id": "2", "name": "Moss"}',
    ]  # fmt: skip
    path = written(tmp_path, "\n".join(lines), "t.jsonl")
    found = list(english(MappedTable().read((mapping, path), RECORDED)))
    assert [entry.place for entry in found if isinstance(entry, Row)] == ["t.jsonl:1", "t.jsonl:10"]
    rejected = [entry for entry in found if isinstance(entry, Reject)]
    assert [entry.place for entry in rejected] == [f"t.jsonl:{n}" for n in (2, 3, 4, 5, 6, 7, 8)]
    assert rejected[0].reason == "not a JSON object"
    assert rejected[-1].reason == "longer than 1 MiB"


def test_hostile_parquet(tmp_path: Path) -> None:
    mapping = written(tmp_path, HEAD)
    path = as_format(tmp_path, ".parquet")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match=r"t\.parquet is no Parquet file that reads"):
        list(english(MappedTable().read((mapping, path), RECORDED)))


def test_the_source_is_found_by_its_place() -> None:
    assert isinstance(source("table"), MappedTable)
    assert MappedTable().promises(RECORDED) == ()


def test_files_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"one mapping, a file that ends in \.toml; none was given"):
        MappedTable().groups((Path("a.csv"),))
    with pytest.raises(SourceError, match="2 were given"):
        MappedTable().groups((Path("a.toml"), Path("b.toml"), Path("c.csv")))
    with pytest.raises(SourceError, match="name the table after it"):
        MappedTable().groups((Path("a.toml"),))
    with pytest.raises(SourceError, match="of no known format"):
        list(english(MappedTable().read((written(tmp_path, HEAD), written(tmp_path, "x", "t.doc")), RECORDED)))


VALUED = '\n[[fact]]\nkind = "Valuation"\nvalid = "recorded"\namount = { column = "v" }\ncurrency = "USD"\n'

MISTAKES = {
    "an unknown kind": (
        HEAD + VALUED.replace("Valuation", "Valuatoin"),
        "m.toml:14: no kind is called 'Valuatoin'\n"
        '    kind = "Valuatoin"\n'
        "            ^^^^^^^^^\n"
        "Did you mean 'Valuation'? Known here: Named, ",
    ),
    "an unknown field": (
        HEAD + VALUED.replace("amount", "amuont"),
        "m.toml:16: Valuation has no field 'amuont'\n"
        '    amuont = { column = "v" }\n'
        "    ^^^^^^\n"
        "Did you mean 'amount'? Known here: amount, currency, ",
    ),
    "a field that is needed": (
        HEAD + VALUED.replace('currency = "USD"\n', ""),
        "m.toml:14: Valuation needs 'currency'\n"
        '    kind = "Valuation"\n'
        "            ^^^^^^^^^\n"
        'Say it as currency = { column = "…" }, or as a fixed value.',
    ),
    "a fixed word that is none": (
        HEAD + VALUED + 'bound = "atleast"\n',
        "m.toml:18: 'bound' is never 'atleast'\n"
        '    bound = "atleast"\n'
        "             ^^^^^^^\n"
        "Did you mean 'at_least'? Known here: exact, at_least, at_most.",
    ),
    "a currency that is none": (
        HEAD + VALUED.replace("USD", "Dollar"),
        "m.toml:17: 'currency' should be three capital letters, such as CNY\n"
        '    currency = "Dollar"\n'
        "    ^^^^^^^^",
    ),
    "an option that does not fit": (
        HEAD.replace('column = "name"', 'column = "name", scale = 10'),
        "m.toml:11: 'scale' is for amounts of money, and 'name' holds none\n"
        '    name = { column = "name", scale = 10 }\n'
        "                              ^^^^^",
    ),
    "an unknown option": (
        HEAD.replace('{ column = "name"', '{ colunm = "name"'),
        "m.toml:11: 'column' is missing in 'name'\n"
        '    name = { colunm = "name" }\n'
        "    ^^^^",
    ),
    "a format that is none": (
        HEAD.replace('"recorded"', '{ column = "d", format = "DD-MM-YYYY" }'),
        "m.toml:10: 'DD-MM-YYYY' is no format of a day\n"
        '    valid = { column = "d", format = "DD-MM-YYYY" }\n'
        "                            ^^^^^^\n"
        "Write %Y, %m and %d where year, month and day stand, as in %d/%m/%Y.",
    ),
    "no valid": (
        HEAD.replace('valid = "recorded"\n', ""),
        "m.toml:8: 'valid' is missing in [[fact]]\n"
        "    [[fact]]\n"
        "    ^^^^^^^^\n"
        'Say when it became true: { column = "…", format = "%Y-%m-%d" }, a day, or "recorded"; '
        "a list is tried in order.",
    ),
    "a valid that is none": (
        HEAD.replace('"recorded"', '"yesterday"'),
        "m.toml:10: 'valid' cannot be 'yesterday'\n"
        '    valid = "yesterday"\n'
        "    ^^^^^\n"
        'Say when it became true: { column = "…", format = "%Y-%m-%d" }, a day, or "recorded"; '
        "a list is tried in order.",
    ),
    "a fixed day after the day of recording": (
        HEAD.replace('"recorded"', "2030-01-01"),
        "m.toml:10: 2030-01-01 is after 2024-06-30, the day of recording\n"
        "    valid = 2030-01-01\n"
        "            ^^^^^^^^^^",
    ),
    "an unknown grade": (
        HEAD + VALUED + 'grade = "fileed"\n',
        "m.toml:18: no grade is called 'fileed'\n"
        '    grade = "fileed"\n'
        "             ^^^^^^\n"
        "Did you mean 'filed'? Known here: filed, documented, reported, stated, derived, simulated.",
    ),
    "an unknown key of the source": (
        HEAD.replace("maker =", 'recordet = 2020-01-01\nmaker ='),
        "m.toml:3: no key is called 'recordet' in [source]\n"
        "    recordet = 2020-01-01\n"
        "    ^^^^^^^^\n"
        "Did you mean 'recorded'? The keys here are name, title, title_zh, maker, recorded, grade, replaces.",
    ),
    "a key of the source that is missing": (
        HEAD.replace('maker = "A maker"\n', ""),
        "m.toml:1: 'maker' is missing in [source]\n    [source]\n     ^^^^^^",
    ),
    "an unknown section": (
        HEAD + "\n[[facts]]\n",
        "m.toml:13: no section is called 'facts'\n"
        "    [[facts]]\n"
        "      ^^^^^\n"
        "Did you mean 'fact'? Known here: source, file, subject, fact, promise.",
    ),
    "no name": (
        HEAD.replace('kind = "Named"', 'kind = "Described"').replace("name =", "text ="),
        'm.toml: no [[fact]] has kind = "Named". A company enters the book with its name.',
    ),
    "personal data": (
        HEAD + '\n[[fact]]\nkind = "Described"\nvalid = "recorded"\ntext = { column = "Contact e-mail" }\n',
        "m.toml:16: 'Contact e-mail' looks like personal data\n"
        '    text = { column = "Contact e-mail" }\n'
        "                       ^^^^^^^^^^^^^^\n"
        "Telephone numbers, e-mail and home addresses do not enter the book. Leave the column out.",
    ),
    "a column that the table lacks": (
        HEAD.replace('column = "name"', 'column = "nmae"'),
        "m.toml:11: t.csv has no column 'nmae'\n"
        '    name = { column = "nmae" }\n'
        "                       ^^^^\n"
        "Did you mean 'name'? Columns found: id, name.",
    ),
    "no TOML": (
        HEAD.replace('title = "A list"', "title = A list"),
        "m.toml:2: this is no TOML: the value is missing, or a text stands without quotes\n    title = A list",
    ),
    "no subject": (
        HEAD.replace('[subject]\ncolumns = ["id"]\n', ""),
        "m.toml: there is no [subject]. It names the columns that tell one company from another.",
    ),
    "a promise of an unknown kind": (
        HEAD + '\n[[promise]]\nkinds = ["Round", "Rond"]\nsince = 2020-01-01\nsays = "x"\n',
        "m.toml:14: no kind is called 'Rond'\n"
        '    kinds = ["Round", "Rond"]\n'
        "                       ^^^^\n"
        "Did you mean 'Round'? Known here: Named, ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_pointed_at(tmp_path: Path, case: str) -> None:
    mapping, message = MISTAKES[case]
    found = fails(tmp_path, mapping)
    assert (found[: len(message)] if message.endswith(", ") else found) == message


@given(st.integers(0, len(FOUR) - 1), st.text(max_size=8), st.integers(0, 12))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mangled_mapping_is_read_or_pointed_at(tmp_path: Path, at: int, text: str, gone: int) -> None:
    mangled = FOUR[:at] + text.encode(errors="ignore").decode() + FOUR[at + gone :]
    csv = "id,name,day,value,people,tags\n1,Kite,2019-05-04,1,2,x\n"
    try:
        entries(tmp_path, mangled, csv)
    except SourceError as error:
        assert str(error)


@pytest.mark.parametrize(
    "name",
    ["Phone", "contactPhone", "mobile_no", "E-Mail", "email", "Founder Email", "home_address", "联系电话", "身份证号"],
)
def test_columns_about_persons_cannot_be_mapped(tmp_path: Path, name: str) -> None:
    assert "looks like personal data" in fails(tmp_path, HEAD.replace('["id"]', f'["{name}"]'))


@pytest.mark.parametrize("name", ["Headphone sales", "Mobile app", "Registered address", "Retail", "地址"])
def test_columns_about_companies_can(tmp_path: Path, name: str) -> None:
    assert facts(entries(tmp_path, HEAD.replace('"name" }', f'"{name}" }}'), f"id,{name}\n1,x\n"))
