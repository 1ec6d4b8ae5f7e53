"""Hornbook: a profile for one day, a panel for many. The book is opened within the time measured."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from bench.question import Facts
from hornbook.book.book import open_book
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile

Ready = tuple[Path, tuple[str, ...]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """Nothing."""
    return Path(facts.book), tuple(columns)


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """The answer as Arrow."""
    book = open_book(ready[0])
    try:
        if len(days) > 1:
            return pa.concat_tables(panel(book, days, ready[1]))
        return book.engine.arrow(profile(book.at(days[0]), ready[1]))
    finally:
        book.engine.close()
