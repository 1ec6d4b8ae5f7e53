"""Good files of every source, and cells that no good file holds.

A good file is what a hostile one is made of: a reader that refuses a file at its first line never meets the rest.
"""

import csv
import io
from random import Random
from typing import NamedTuple

Rows = list[list[str]]

CELLS = (
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "\ufeff",
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "\x9b31m",
        "\x7f",
        "\u202eabc",
        "\u200b",
        "\u2028",
    ),
    *("=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\t=1", "'=1", "../../etc/passwd", "C:\\CON", "/dev/zero"),
    *(
        "NaN",
        "nan",
        "sNaN",
        "-sNaN123",
        "inf",
        "-Infinity",
        "1e400",
        "1E+999999999",
        "1e-999999999",
        "-0",
        "0x10",
        "1_000",
    ),
    *(
        "9" * 400,
        "9" * 5000,
        "0." + "0" * 5000 + "1",
        "1,2,3",
        "1.2.3",
        "1,00,00,00,000",
        "12,34",
        "−5",
        "$",
        "$-1B",
        "¥亿",
    ),
    *(
        "9999999999999亿美元",
        "$1e30B",
        "数百万",
        "$10M–$5M",
        "约约3000万",
        "1/0",
        "½",
        "²",
        "①②",
        "٣",
        "１２３",
        "Ⅷ",
        "一二三",
    ),
    *("2021-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01", "-0001-01-01", "2021-13-01", "99/99/9999"),
    *(
        "２０２１年１３月",
        "2021年",
        "FY0000",
        "FY99999",
        "Q5 2018",
        "Q0 2018",
        "1e9",
        "43529",
        "99999999999",
        "-43529.5",
    ),
    *(
        "2021-01-01T25:61:61Z",
        "2021-01-01T00:00:00+99:99",
        "29/02/1900",
        "31/11/2020",
        "0/0/0",
        "H3 2020",
        "W99",
        "W",
        "X00",
    ),
    *(
        "'; DROP TABLE facts; --",
        "%s%n{0}{name}",
        "{}",
        "[]",
        "[1]",
        "null",
        "true",
        "<b>x</b>",
        "&lt;",
        "\\x00",
        "\\ud800",
    ),
    *(
        "a,b\nc",
        "a\r\nb",
        "\r",
        '"',
        '""',
        '"a',
        "a;b|c、d；e",
        "|" * 2000,
        "," * 2000,
        "x" * 70_000,
        "界" * 40_000,
        "\U0010ffff",
    ),
    *(
        "yes",
        "no",
        "Closed",
        "IPO",
        "已关闭",
        "gei-unicorn/legal_person",
        "same",
        "USD",
        "XXX",
        "EUR ",
        "btc",
        "11-50",
        "50-11",
        "1-",
        "-",
    ),
)
"""Words that mean something to a terminal, a workbook, a file system, a database, Python, or a reader of numbers."""

TABLE_MAPPING = """
[source]
name = "t"
title = "T"
maker = "M"
recorded = 2021-06-30
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
valid = "recorded"
name = { column = "name" }
[[fact]]
kind = "Founded"
valid = { column = "founded" }
[[fact]]
kind = "Registered"
valid = "recorded"
country = { column = "country" }
city = { column = "city" }
[[fact]]
kind = "Round"
when = { column = "sum" }
valid = { column = "paid" }
type = "venture"
amount = { column = "sum", sum = true }
currency = "USD"
investors = { column = "by", split = [",", "、"] }
[[fact]]
kind = "Valuation"
when = { column = "value" }
valid = "recorded"
amount = { column = "value", scale = 1e4 }
currency = { column = "currency" }
[[fact]]
kind = "Headcount"
when = { column = "heads" }
valid = "recorded"
count = { column = "heads" }
[[fact]]
kind = "Figure"
when = { column = "ratio" }
valid = "recorded"
measure = "debt_ratio"
value = { column = "ratio", percent = true }
"""
TABLE = [
    ["id", "name", "founded", "country", "city", "sum", "paid", "by", "value", "currency", "heads", "ratio"],
    ["1", "Aster", "2015-03-01", "CHN", "Wuhan", "$1.5B", "2020-02-01", "Ann, Bob", "900", "CNY", "11-50", "45%"],
    ["2", "星火", "2018", "", "", "", "", "", "", "", "", ""],
    ["3", "Birch", "2019", "USA", "Boston", "10 crore", "2021-01", "Ann", "", "", "7", "0.5"],
]


class Good(NamedTuple):
    """A table that a command takes, and how the command is asked."""

    words: tuple[str, ...]
    """FILE stands for the file."""
    name: str
    rows: Rows
    forms: tuple[str, ...] = ("csv",)
    encoding: str = "utf-8"
    beside: tuple[tuple[str, Rows], ...] = ()
    """Further tables of the same import, which stay good."""
    delimiter: str = ","


def _table(*forms: str) -> Good:
    return Good(("import", "table", "m.toml", "FILE"), "t", TABLE, forms)


_COMPANIES = [
    ["permalink", "name", "homepage_url", "category_list", "status", "country_code", "region", "city", "founded_at"],
    ["/organization/ant", "Ant", "http://ant", "Games|Web", "operating", "USA", "SF Bay Area", "Oakland", "2010-01-01"],
    ["/organization/bee", "Bee", "", "", "closed", "", "", "", ""],
]
for _row, _days in zip(
    _COMPANIES, (("first_funding_at", "last_funding_at"), ("2012-03-02",) * 2, ("", "")), strict=True
):
    _row += _days
_ROUNDS = [
    [
        *("company_permalink", "funding_round_permalink", "funding_round_type", "funding_round_code", "funded_at"),
        "raised_amount_usd",
    ],
    ["/organization/ant", "/funding-round/1", "venture", "A", "02-03-2012", "1000000"],
]
_SALES = [
    [
        *("company_permalink", "company_name", "company_category_list", "company_country_code", "company_region"),
        *("company_city", "acquirer_permalink", "acquirer_name", "acquired_at", "price_amount", "price_currency_code"),
    ],
    ["/organization/bee", "Bee", "", "USA", "", "", "/organization/cat", "Cat", "2014-05-06", "5000000", "USD"],
]
_TRIPLE = (("companies", _COMPANIES), ("rounds", _ROUNDS), ("acquisitions", _SALES))

_FORM_D = (
    (
        "FORMDSUBMISSION",
        [
            ["ACCESSIONNUMBER", "FILE_NUM", "FILING_DATE", "SUBMISSIONTYPE", "TESTORLIVE", "SIC_CODE"],
            ["0001234567-15-000001", "021-7", "15-OCT-2015", "D", "LIVE", ""],
        ],
    ),
    (
        "ISSUERS",
        [
            [
                *("ACCESSIONNUMBER", "IS_PRIMARYISSUER_FLAG", "CIK", "ENTITYNAME", "CITY", "STATEORCOUNTRY"),
                *("STATEORCOUNTRYDESCRIPTION", "JURISDICTIONOFINC", "ENTITYTYPE", "ENTITYTYPEOTHERDESC"),
                *("YEAROFINC_TIMESPAN_CHOICE", "YEAROFINC_VALUE_ENTERED"),
                *(f"{by}_PREVIOUSNAME_{n}" for by in ("ISSUER", "EDGAR") for n in (1, 2, 3)),
            ],
            ["0001234567-15-000001", "YES", "0000012345", "KILN INC", "OAKLAND", "CA", "CALIFORNIA", "DELAWARE"]
            + ["Corporation", "", "withinFiveYears", "2012", "OLD KILN", *[""] * 5],
        ],
    ),
    (
        "OFFERING",
        [
            [
                *("ACCESSIONNUMBER", "INDUSTRYGROUPTYPE", "INVESTMENTFUNDTYPE", "SALE_DATE", "YETTOOCCUR"),
                *("ISEQUITYTYPE", "ISDEBTTYPE", "ISOPTIONTOACQUIRETYPE", "ISSECURITYTOBEACQUIREDTYPE"),
                *("ISPOOLEDINVESTMENTFUNDTYPE", "ISTENANTINCOMMONTYPE", "ISMINERALPROPERTYTYPE", "ISOTHERTYPE"),
                *("ISBUSINESSCOMBINATIONTRANS", "TOTALOFFERINGAMOUNT", "TOTALAMOUNTSOLD"),
            ],
            ["0001234567-15-000001", "Other Technology", "", "2015-10-01", "", "true", *[""] * 7]
            + ["false", "Indefinite", "1500000"],
        ],
    ),
)

GOOD: dict[str, Good] = {
    "table": _table("csv", "tsv", "csv.gz", "xlsx", "jsonl", "json", "parquet"),
    "preview": Good(("import", "table", "m.toml", "FILE", "--preview"), "t", TABLE, ("csv", "xlsx", "json", "parquet")),
    "mapping": Good(("mapping", "FILE"), "t", TABLE, ("csv", "tsv", "xlsx", "json", "jsonl", "parquet")),
    "audit": Good(("scout", "audit", "FILE", "--outcome", "heads"), "t", TABLE, ("csv",)),
    "cbinsights": Good(
        ("import", "cbinsights", "FILE"),
        "2019-12-31",
        [
            ["Company", "Valuation ($B)", "Date Joined", "Country", "Industry", "Investor"],
            ["Kite", "$2", "8/23/2013", "China", "Fintech", "Ann, Bob"],
            ["Lark", "1.5", "2016-01-02", "United States", "Health", ""],
        ],
        ("csv", "xlsx"),
    ),
    **{
        f"crunchbase {part}": Good(
            ("import", "crunchbase", "FILE"),
            part,
            rows,
            beside=tuple(other for other in _TRIPLE if other[0] != part),
        )
        for part, rows in _TRIPLE
    },
    "crunchbase-investments": Good(
        ("import", "crunchbase-investments", "FILE"),
        "investments",
        [
            ["company_name", "investor_name", "funded_when", "amount_usd"],
            ["Good Co", "Ann Fund", "2012-05-01", "1000000"],
            ["Good Co", "Bob Fund", "2012-05-01", "1000000"],
        ],
        ("csv", "csv.gz"),
    ),
    "india": Good(
        ("import", "india", "FILE"),
        "startup_funding_2020",
        [
            [
                *("", "Sr. No.", "Date", "Startup Name", "Industry / Vertical", "Sub-Vertical", "City / Location"),
                *("Investors’ Name", "Investment Type", "Amount (In USD)"),
            ],
            [
                "0",
                "1",
                "13/07/2020",
                "Kite",
                "Robots",
                "Drones",
                "Bangalore",
                "Alder, Birch",
                "Series B",
                "1,00,00,000",
            ],
        ],
        ("csv", "csv.gz", "xlsx"),
    ),
    "itjuzi": Good(
        ("import", "itjuzi", "FILE"),
        "companies_2018-12",
        [
            [
                *(
                    "公司名称",
                    "工商名称",
                    "公司网址",
                    "成立时间",
                    "地点",
                    "运营状态",
                    "行业",
                    "子行业",
                    "融资时间",
                    "轮次",
                ),
                *("融资金额", "投资方", "融资总额", "估值", "公司简介"),
            ],
            ["甲乙", "深圳甲乙科技有限公司", "", "2012-06", "广东深圳", "运营中", "AI", "", "2014-05-06", "A轮"]
            + ["数百万美元", "丙资本", "-", "5000万人民币", "简介"],
            [*[""] * 8, "2016-05-06", "B轮", "1亿人民币", "-", "", "", ""],
        ],
        ("csv", "csv.gz", "xlsx"),
    ),
    "itjuzi-closures": Good(
        ("import", "itjuzi-closures", "FILE"),
        "closures_2018Q4",
        [["甲乙", "存活4年6个月", "2014/6/1", "2018/12/17", "企业服务", "广东", "天使轮"]],
        encoding="gb18030",
    ),
    "yc": Good(
        ("import", "yc", "FILE"),
        "2023-02-27",
        [
            ["id", "name", "slug", "website", "oneLiner", "teamSize", "url", "batch", "status"],
            ["7", "Kiln", "kiln", "http://kiln", "Pots", "12", "", "W12", "Active"],
        ],
        ("csv", "csv.gz", "xlsx"),
    ),
    "yc old": Good(
        ("import", "yc", "FILE"),
        "2023-02-27",
        [
            [
                *("company_id", "company_name", "short_description", "batch", "status", "tags", "location", "country"),
                *("year_founded", "num_founders", "team_size", "website"),
            ],
            ["7", "Kiln", "Pots", "S12", "Acquired", "['SaaS', 'AI']", "Oakland", "US", "2011", "2", "12", ""],
        ],
    ),
    "gleif": Good(
        ("import", "gleif", "FILE"),
        "20240115-0000-gleif-goldencopy-lei2-golden-copy",
        [
            [
                *("LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.LegalAddress.City"),
                *("Entity.LegalAddress.Region", "Entity.LegalAddress.Country", "Entity.EntityCategory"),
                *("Entity.EntityStatus", "Entity.LegalForm.EntityLegalFormCode", "Entity.LegalForm.OtherLegalForm"),
                *("Entity.EntityCreationDate", "Entity.EntityExpirationDate", "Entity.EntityExpirationReason"),
                *("Registration.InitialRegistrationDate", "Registration.LastUpdateDate"),
                *("Registration.RegistrationStatus", "Registration.ValidationSources"),
                *(
                    f"Entity.OtherEntityNames.OtherEntityName.{n}{part}"
                    for n in range(1, 6)
                    for part in ("", ".xmllang", ".type")
                ),
            ],
            ["9999KILNROBOTICS0022", "Kiln", "en", "Leeds", "GB-LDS", "GB", "GENERAL", "ACTIVE", "H0PO", ""]
            + ["2011-04-05T00:00:00+01:00", "", "", "2014-02-03T10:00:00Z", "2023-05-06T07:08:09Z", "ISSUED"]
            + ["FULLY_CORROBORATED", *[""] * 15],
        ],
        ("csv", "csv.zip"),
    ),
    **{
        f"form d {part.lower()}": Good(
            ("import", "sec-form-d", "FILE"),
            part,
            rows,
            ("zip",),
            beside=tuple(other for other in _FORM_D if other[0] != part),
            delimiter="\t",
        )
        for part, rows in _FORM_D
    },
    "decide": Good(
        ("decide", "--file", "FILE", "--because", "a trial"),
        "d",
        [
            ["company", "matter", "outcome", "because", "on"],
            ["sim-00000002", "gei-unicorn/legal_person", "yes", "w", "2021-01-01"],
        ],
    ),
    "state": Good(
        ("state", "--file", "FILE", "--because", "a trial"),
        "s",
        [
            ["company", "kind", "on", "because", "count", "amount", "currency", "key", "grade", "name", "investors"],
            ["sim-00000002", "Headcount", "2020-01-01", "w", "12", "", "", "", "reported", "", ""],
            ["sim-00000006", "Valuation", "2020", "", "", "$1.5B", "USD", "k", "", "", ""],
        ],
    ),
    "withdraw": Good(
        ("withdraw", "--file", "FILE", "--because", "a trial"),
        "w",
        [["fact", "because", "decided_by"], ["00", "w", "o"]],
    ),
    "judge": Good(
        ("judge", "--file", "FILE", "--standard", "gei-unicorn", "--as-of", "2021-12-31"),
        "j",
        [["sim-00000002"], ["X"]],
        ("txt",),
    ),
}


def text_of(rows: Rows, delimiter: str = ",", ends: str = "\n") -> str:
    """Rows as a CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue()


def spoiled(rows: Rows, random: Random) -> Rows:
    """Rows with some cells that no good table holds; the headings mostly stay."""
    many = random.choice([1, 1, 3, 40])
    found = [rows[0], *(list(random.choice(rows[1:] or rows)) for _ in range(many + 1)), *rows[1:]]
    first = 1 if random.random() < 0.85 and len(rows) > 1 else 0
    found = [list(row) for row in found]
    for _ in range(random.choice([1, 2, 5, 20]) * many):
        row = found[random.randrange(first, len(found))]
        if row:
            row[random.randrange(len(row))] = random.choice(CELLS)
    if random.random() < 0.2:
        row = found[-1]
        row[:] = random.choice([[], row[:-1], [*row, "more", "more"], row * 3])
    return found
