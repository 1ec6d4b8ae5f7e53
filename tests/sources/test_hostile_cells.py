"""No cell, whatever stands in it, makes any source raise an error of its own."""

from pathlib import Path
from random import Random

import pytest
from trials.hostile_cells import CELLS, GOOD, TABLE_MAPPING, Rows, text_of
from trials.hostile_files import packed

from hornbook.errors import HornbookError
from hornbook.sources.source import source
from hornbook.terms import day
from tests.sources.test_gleif import lei

LONG = "9" * 4400
"""More digits than Python makes a number of."""
MORE = (
    *(
        LONG,
        f"{LONG}年",
        f"存活{LONG}年",
        f"W{LONG}",
        f"1/1/{LONG}",
        f"第{LONG}轮",
        f"{LONG}亿",
        f"${LONG}M",
        f"{LONG}-{LONG}",
    ),
    *(
        "٣" * 5000,
        "²²²",
        f"{LONG}%",
        "8/23/٢٠١٣",
        "[" * 3000,
        "{" * 200 + "}" * 200,
        "'''" * 900,
        "{1, [2]}",
        "1+1j",
        "b'x'",
    ),
)
"""What breaks a reader of numbers, or of Python's own lists."""
WORDS = (*CELLS, *MORE)
IMPORTED = {asks: good for asks, good in GOOD.items() if good.words[:1] == ("import",) and asks != "preview"}


@pytest.mark.parametrize("asks", sorted(IMPORTED))
def test_every_word_in_every_column_of_every_source_is_read_or_refused(asks: str, tmp_path: Path) -> None:
    good = IMPORTED[asks]
    form = good.forms[0]
    (tmp_path / "m.toml").write_text(TABLE_MAPPING, encoding="utf-8")
    beside = [(tmp_path / f"{name}.csv", rows) for name, rows in good.beside if form != "zip"]
    for path, rows in beside:
        path.write_text(text_of(rows), encoding="utf-8")
    path = tmp_path / (f"2015q4_d.{form}" if form == "zip" else f"{good.name}.{form}")
    read = source(good.words[1])
    for column in range(len(good.rows[0])):
        others = tuple((name, numbered(asks, rows)) for name, rows in good.beside)
        rows = spoilt(numbered(asks, good.rows), column, headed=asks != "itjuzi-closures")
        path.write_bytes(packed(good._replace(beside=others), rows, form, Random(1)))
        paths = (*([tmp_path / "m.toml"] if good.words[1] == "table" else []), path, *(path for path, _ in beside))
        recorded = read.recorded(paths) or read.about.recorded or day("2021-12-31")
        try:
            assert list(read.read(paths, recorded))
        except HornbookError as refused:
            assert str(refused)


def numbered(asks: str, rows: Rows) -> Rows:
    """The headings, if there are any, and a row of another record for each word that is tried."""
    head, row = (rows[:1], rows[1]) if asks != "itjuzi-closures" else ([], rows[0])
    return [*head, *(other_record(asks, row, n) for n in range(len(WORDS)))]


def other_record(asks: str, row: list[str], n: int) -> list[str]:
    """A row as another record has it; its number or name stands in the first column, or in the first two."""
    first = lei(f"9999KILNROBOTI{n:04}") if asks == "gleif" else f"{row[0]}{n}"
    return [first, f"{row[1]}{n}" if asks == "itjuzi" else row[1], *row[2:]]


def spoilt(rows: Rows, column: int, *, headed: bool) -> Rows:
    """The rows, with a word in a column of each."""
    body = [[*row[:column], word, *row[column + 1 :]] for row, word in zip(rows[headed:], WORDS, strict=True)]
    return [*rows[:headed], *body]
