"""A small book of a park's firms, one of them with a hostile name, and answers read back in every form."""

import json
from pathlib import Path
from typing import Any

import openpyxl

from tests.cli.snapshots import run
from tests.park import mapping, park_book, rows_of

FIRMS = """id,name,founded,city,value,currency,valued
1,Kite <script src=x,2015-03-01,Beijing,1500000000,USD,2021-01-10
2,北京星火科技有限公司,2018-05-01,Beijing,9000000000,CNY,2021-02-01
3,=SUM(A1),2020-01-01,Wuhan,5000000,USD,2021-02-01
6,Bad Year,1015-03-02,Wuhan,-5,USD,2021-02-01
"""
DAY = "2021-12-31"


def firms_book(folder: Path) -> Path:
    """Make the book."""
    return park_book(folder, ("park", mapping("2021-06-30"), FIRMS))


def as_json(words: list[str], book: Path) -> Any:
    """A command's answer as JSON."""
    return json.loads(run([*words, "--json"], book))


def as_csv(words: list[str], book: Path) -> list[dict[str, str]]:
    """A command's answer as rows of CSV."""
    return rows_of(run([*words, "--csv"], book))


def as_sheets(words: list[str], book: Path) -> dict[str, list[tuple[Any, ...]]]:
    """A command's answer as the sheets of its workbook."""
    file = book.parent / "answer.xlsx"
    run([*words, "-o", str(file)], book)
    found = openpyxl.load_workbook(file)
    return {name: list(found[name].iter_rows(values_only=True)) for name in found.sheetnames}
