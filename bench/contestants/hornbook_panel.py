"""Hornbook's panel of all days in one pass, saved as one Parquet file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.question import Facts
from hornbook.book.book import open_book
from hornbook.indicators.panel import panel, save

Ready = tuple[Facts, tuple[str, ...]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """Nothing."""
    return facts, tuple(columns)


def run(ready: Ready, days: Sequence[date]) -> None:
    """The answer goes to panel.parquet."""
    book = open_book(Path(ready[0].book))
    save(panel(book, days, ready[1]), Path(ready[0].out, "panel.parquet"))
    book.engine.close()
