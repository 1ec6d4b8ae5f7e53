"""Hornbook: thirty supports costed from the book, as `populations_awards` asks: the first run opens the book cold."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from bench.question import Facts
from bench.supports import DAY, NAMES, sums
from hornbook.book.book import open_book
from hornbook.support.library import supports
from hornbook.support.population import populations_awards


def prepare(facts: Facts, columns: Sequence[str]) -> Facts:
    """Nothing but the place of the book."""
    return facts


def run(ready: Facts, days: Sequence[date]) -> pa.Table:
    """One row a support."""
    book = open_book(Path(ready.book))
    try:
        return sums(populations_awards(book.at(DAY), [supports[name] for name in NAMES]))
    finally:
        book.engine.close()
