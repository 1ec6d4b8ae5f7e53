"""Hornbook, every day in the knowledge of the last one: all that Featuretools and getML can be asked."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from bench.question import DAYS, Facts
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
            return pa.concat_tables(panel(book, days, ready[1], known=DAYS[-1]))
        return book.engine.arrow(profile(book.at(days[0], known=DAYS[-1]), ready[1]))
    finally:
        book.engine.close()
