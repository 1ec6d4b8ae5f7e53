"""Case D9: a listing, a sale and a closing can end, and what ended on a day no longer holds from that day on."""

from datetime import date
from decimal import Decimal

import pytest

from hornbook.book.book import Book, new_book
from hornbook.engine import Engine
from hornbook.indicators.profile import profile
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.sources.table import MappedTable
from hornbook.standards.judge import answered

MAPPING = """\
[source]
name = "park"
title = "A list"
maker = "A maker"
recorded = 2024-06-30

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
valid = { column = "born" }
known = { column = "born" }
name = { column = "id" }

[[fact]]
kind = "Listed"
when = { column = "listed" }
valid = { column = "listed" }
known = { column = "listed" }
until = { column = "private" }

[[fact]]
kind = "Valuation"
valid = { column = "valued" }
known = { column = "valued" }
amount = { column = "worth" }
currency = "USD"

[[promise]]
kinds = ["Listed", "Acquired", "Closed"]
since = 2010-01-01
live = true
says = "Whatever became of them."
"""
ROWS = "id,born,listed,private,valued,worth\nalder,2010-01-01,2014-01-01,2022-03-01,2023-05-01,5000000000\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Book:
    folder = tmp_path_factory.mktemp("ends")
    (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "t.csv").write_text(ROWS, encoding="utf-8")
    made = new_book(folder / "book", engine=engine)
    made.take(MappedTable(), [folder / "m.toml", folder / "t.csv"])
    return made


@pytest.mark.parametrize(
    ("day", "unlisted", "unicorn"),
    [
        (date(2013, 12, 31), True, None),
        (date(2014, 1, 1), False, False),
        (date(2021, 12, 31), False, False),
        (date(2022, 2, 28), False, False),
        (date(2022, 3, 1), True, None),
        (date(2024, 6, 30), True, True),
    ],
)
def test_d9_a_company_taken_private_may_be_a_unicorn_again(
    book: Book, day: date, unlisted: bool, unicorn: bool | None
) -> None:
    rules = {
        "unlisted": "not listed",
        "unicorn": "all(not listed, not acquired, not closed, valuation >= 1_000_000_000 USD)",
    }
    bound = {name: bind(read_rule(rule), RuleScope()) for name, rule in rules.items()}
    (row,) = book.engine.arrow(answered(book.at(day), bound)).to_pylist()
    assert (row["unlisted"], row["unicorn"]) == (unlisted, unicorn)


def test_d9_the_listing_is_gone_from_the_profile_too(book: Book) -> None:
    before, after = (
        book.engine.arrow(profile(book.at(day), ["listed", "valuation"])).to_pylist()[0]
        for day in (date(2021, 12, 31), date(2024, 6, 30))
    )
    assert (before["listed"], after["listed"]) == (date(2014, 1, 1), None)
    assert after["valuation"] == Decimal(5_000_000_000)
