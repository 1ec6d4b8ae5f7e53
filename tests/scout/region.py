"""A small book with a future that can be foretold: companies that raised much go on to raise a great round."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from hornbook.book.append import append_facts
from hornbook.book.book import Book, new_book
from hornbook.kinds import Fact, Founded, Named, Round
from hornbook.terms import Instrument

DAY = date(2013, 6, 28)
"""The day that is asked about."""
AFTER = date(2013, 7, 1)
LATER = date(2015, 6, 28)
"""By then its horizon has closed."""

QUESTION = """
id = "great"
name = { en = "raises a round of US$50m or more within a year", zh = "一年内完成单轮5,000万美元以上融资" }
population = "all(founded >= 2000-01-01, rounds >= 1)"
unless = "founded < 1990-01-01"
target = "largest_round >= 50_000_000 USD"
horizon = 12
every = 6
"""

COMPANIES = 400


def write_question(folder: Path) -> Path:
    path = folder / "great.toml"
    path.write_text(QUESTION, encoding="utf-8")
    return path


def make_book(path: Path, *, until: date = date(2016, 1, 1), seed: int = 0) -> Book:
    """Every fact is known on the day on which it holds, month by month, up to `until`."""
    rng = np.random.default_rng(seed)
    months: dict[date, list[Fact]] = {}
    for n in range(COMPANIES):
        for fact in _company(n, rng):
            told = (fact.valid.replace(day=1) + timedelta(days=32)).replace(day=1)
            months.setdefault(told, []).append(fact)
    book = new_book(path)
    quarters: dict[date, list[Fact]] = {}
    for day in sorted(months):
        quarters.setdefault(date(day.year, (day.month - 1) // 6 * 6 + 6, 28), []).extend(months[day])
    for day in sorted(quarters):
        if day <= until:
            append_facts(book, quarters[day], source="region", day=day, title="look-alike")
    return book


def _company(n: int, rng: np.random.Generator) -> list[Fact]:
    subject = f"region:{n:04d}"
    start = date(2005, 1, 1) + timedelta(days=int(rng.integers(0, 3_000)))
    common: dict[str, Any] = {"subject": subject, "place": f"row {n}"}
    facts: list[Fact] = [
        Named(**common, valid=start, name=f"Company {n}"),
        Founded(**common, valid=start),
    ]
    talent, day = float(rng.normal()), start
    for k in range(int(rng.integers(1, 6))):
        day += timedelta(days=int(rng.integers(200, 700)))
        usd = int(np.exp(rng.normal(14 + talent + 0.8 * k, 0.5)))
        facts.append(
            Round(
                **common,
                valid=day,
                key=f"r{k}",
                type="series",
                instrument=Instrument.EQUITY,
                amount=Decimal(usd),
                currency="USD",
                investors=(f"Fund {int(rng.integers(0, 20))}",),
            )
        )
    return facts


def told_once(path: Path, day: date, *, seed: int = 0) -> Book:
    """The same history, told by one export on one day."""
    rng = np.random.default_rng(seed)
    facts = [fact for n in range(COMPANIES) for fact in _company(n, rng) if fact.valid <= day]
    book = new_book(path)
    append_facts(book, facts, source="region", day=day, title="look-alike")
    return book


def told_late(path: Path, day: date, *, early: date, few: int = 3, seed: int = 0) -> Book:
    """The same history, told by one export on `day`; an `early` list had told of a few companies alone."""
    rng = np.random.default_rng(seed)
    every = [_company(n, rng) for n in range(COMPANIES)]
    book = new_book(path)
    first = [fact for facts in every[:few] for fact in facts if fact.valid <= early]
    append_facts(book, first, source="list", day=early, title="a short list")
    rest = [fact for facts in every for fact in facts if fact.valid <= day]
    append_facts(book, rest, source="region", day=day, title="look-alike")
    return book


def told_twice(path: Path, first: date, then: date, *, seed: int = 0) -> Book:
    """Of those that came to a great round only the first round is told by `first`; the rest is told by `then`."""
    rng = np.random.default_rng(seed)
    early: list[Fact] = []
    every: list[Fact] = []
    for n in range(COMPANIES):
        facts = _company(n, rng)
        great = any(isinstance(f, Round) and f.amount and f.amount >= 50_000_000 and f.valid > first for f in facts)
        before = [fact for fact in facts if fact.valid <= first]
        early += [fact for fact in before if not (great and isinstance(fact, Round) and fact.key != "r0")]
        every += [fact for fact in facts if fact.valid <= then]
    book = new_book(path)
    append_facts(book, early, source="region", day=first, title="look-alike")
    append_facts(book, every, source="region", day=then, title="look-alike")
    return book
