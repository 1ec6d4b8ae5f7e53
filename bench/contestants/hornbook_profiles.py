"""Hornbook's profiles of all days one after the other, each saved to Parquet by the engine that made it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.question import Facts
from hornbook.book.book import open_book
from hornbook.indicators.profile import profile

Ready = tuple[Facts, tuple[str, ...]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """Nothing."""
    return facts, tuple(columns)


def run(ready: Ready, days: Sequence[date]) -> None:
    """The answers go to profile.<day>.parquet."""
    book = open_book(Path(ready[0].book))
    for day in days:
        book.engine.save(profile(book.at(day), ready[1]), Path(ready[0].out, f"profile.{day}.parquet"))
    book.engine.close()
