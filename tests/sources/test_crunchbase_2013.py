"""Crunchbase's export of October 2013 (case B6): CR line ends, latin-1, other headings; the newer export amends it."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from hornbook.book.book import Book, new_book
from hornbook.errors import SourceError
from hornbook.kinds import Acquired, Closed, Fact, Named, Registered, Round, Sector
from hornbook.sources.crunchbase import OCTOBER_2013, Crunchbase
from hornbook.sources.shared.crunchbase_export import EXPORT_COLUMNS
from hornbook.sources.source import Reject, Row

PLACE = "country_code,state_code,region,city"
OLD = {
    "Companies": "permalink,name,homepage_url,category_code, funding_total_usd ,status,"
    + PLACE
    + ",funding_rounds,founded_at,founded_month,founded_quarter,founded_year,first_funding_at,last_funding_at\r"
    "/company/kiln,Kiln Café,http://kiln.example,software,,operating,USA,CA,SF Bay,Palo Alto,2,1/17/11,,,,,\r"
    "/company/lathe,Lathe,,web,,closed,USA,NY,New York,New York,1,2010-05-06,,,,,\r",
    "Rounds": "company_permalink,company_name,company_category_code,company_country_code,company_state_code,"
    "company_region,company_city,funding_round_type,funded_at,funded_month,funded_quarter,funded_year, "
    "raised_amount_usd \r"
    '/company/kiln,Kiln,software,USA,CA,SF Bay,Palo Alto,series-a,3/2/12,,,,"5,000,000"\r'
    "/company/kiln,Kiln,software,USA,CA,SF Bay,Palo Alto,series-c+,2013-03-02,,,,9000000\r"
    "/company/lathe,Lathe,web,USA,NY,New York,New York,other,2011-03-02,,,,\r",
    "Acquisitions": "company_permalink,company_name,company_category_code,company_country_code,company_state_code,"
    "company_region,company_city,acquirer_permalink,acquirer_name,acquired_at,price_amount,price_currency_code\r"
    "/company/awl,Awl,web,USA,NY,New York,New York,/company/kiln,Kiln,2013-01-02,,USD\r",
}
NEW = {
    "companies": [
        {"permalink": "/organization/kiln", "name": "Kiln Café", "status": "operating", "country_code": "USA"},
    ],
    "rounds": [
        {
            **{"company_permalink": "/organization/kiln", "funding_round_permalink": "/funding-round/1"},
            **{"funding_round_type": "venture", "funded_at": "02-03-2012", "raised_amount_usd": "5000000"},
        },
    ],
    "acquisitions": [],
}


def old(folder: Path) -> tuple[Path, ...]:
    for name, text in OLD.items():
        (folder / f"{name}.csv").write_bytes(text.encode("latin-1"))
    return tuple(folder / f"{name}.csv" for name in OLD)


def new(folder: Path) -> tuple[Path, ...]:
    made = []
    for part, rows in NEW.items():
        columns = EXPORT_COLUMNS[part]
        lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
        (folder / f"new_{part}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        made.append(folder / f"new_{part}.csv")
    return tuple(made)


def test_b6_the_layout_of_2013_is_read(tmp_path: Path) -> None:
    source, paths = Crunchbase(), old(tmp_path)
    assert source.groups(paths) == [paths]
    assert source.recorded(paths) == OCTOBER_2013
    entries = list(source.read(paths, OCTOBER_2013))
    assert [entry for entry in entries if isinstance(entry, Reject)] == []
    assert [entry.notes for entry in entries if isinstance(entry, Row) and entry.notes] == []
    facts: list[Fact] = [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts]
    assert [(f.subject, f.name) for f in facts if isinstance(f, Named)] == [
        ("crunchbase:kiln", "Kiln Café"),
        ("crunchbase:lathe", "Lathe"),
        ("crunchbase:awl", "Awl"),
    ]
    rounds = [(f.valid, f.type, f.series, f.amount) for f in facts if isinstance(f, Round)]
    assert rounds == [
        (date(2012, 3, 2), "venture", "A", Decimal(5_000_000)),
        (date(2013, 3, 2), "venture", None, Decimal(9_000_000)),
        (date(2011, 3, 2), "undisclosed", None, None),
    ]
    assert {f.region for f in facts if isinstance(f, Registered)} == {"California", "New York"}
    assert [f.label for f in facts if isinstance(f, Sector)] == ["software", "web", "web"]
    assert [f.subject for f in facts if isinstance(f, Closed)] == ["crunchbase:lathe"]
    assert [f.key for f in facts if isinstance(f, Acquired)] == ["/organization/kiln 2013-01-02"]


def raised(book: Book, known: date) -> list[Any]:
    view = book.at(date(2016, 1, 1), known=known)
    return sorted(row["amount"] for row in view.engine.arrow(view.facts(Round)).to_pylist() if row["amount"])


@pytest.mark.parametrize("order", list(permutations((old, new))))
def test_b6_the_newer_export_amends_the_older_one(tmp_path: Path, order: tuple[Any, ...]) -> None:
    book = new_book(tmp_path / "book")
    for export in order:
        book.take(Crunchbase(), export(tmp_path))
    assert raised(book, date(2013, 10, 30)) == []
    assert raised(book, date(2014, 1, 1)) == [Decimal(5_000_000), Decimal(9_000_000)]
    assert raised(book, date(2015, 12, 5)) == [Decimal(5_000_000)]


def test_b6_two_layouts_are_not_one_export(tmp_path: Path) -> None:
    mixed = (*old(tmp_path)[:2], new(tmp_path)[2])
    with pytest.raises(SourceError, match="are of two exports"):
        Crunchbase().groups(mixed)


def test_b6_the_file_of_investors_is_none_of_the_three(tmp_path: Path) -> None:
    companies, rounds, sales = old(tmp_path)
    head, _, rest = rounds.read_text("latin-1").replace("\r", "\n").partition("\n")
    rounds.write_text(f"{head},investor_permalink\n{rest}", encoding="latin-1")
    with pytest.raises(SourceError, match="not the columns of a Crunchbase export"):
        Crunchbase().groups((companies, rounds, sales))
