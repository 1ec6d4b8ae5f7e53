"""The book as its users hold it: what is known, and the one door through which it is asked."""

from collections.abc import Iterable
from pathlib import Path

from hornbook.book import compact, intake
from hornbook.book.create import create
from hornbook.book.money import SPOT, Convention
from hornbook.book.store import Store
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.sources.source import Source
from hornbook.terms import Day


class Book(Store):
    """What is known, at one version: dated facts, each with its source and its place."""

    def at(self, day: Day, *, known: Day | None = None, convention: Convention = SPOT) -> View:
        """The book as of `day`, as it was known by `known` (that same day unless said); the only door to facts."""
        return View(self, day, known or day, convention, known_by_default=known is None)

    def take(
        self,
        source: Source,
        paths: Iterable[Path],
        *,
        recorded: Day | None = None,
        progress: intake.Progress = intake.no_progress,
    ) -> intake.Taken:
        """Import files of a source as one commit; SourceError and an unchanged book when one cannot be read."""
        return intake.take(self, source, tuple(paths), recorded=recorded, progress=progress)

    def compact(self) -> compact.Compacted:
        """Rewrite small and overlapping files into large sorted ones; no answer changes, nor any earlier version."""
        return compact.compact_files(self)


def open_book(path: Path | str, *, version: int | None = None, engine: Engine | None = None) -> Book:
    """The book in a folder, at its newest version or an earlier one; BookError when there is none."""
    return Book(Path(path), version=version, engine=engine)


def new_book(path: Path | str, *, engine: Engine | None = None) -> Book:
    """An empty book in a folder, or the one that is there already."""
    create(Path(path), engine=engine)
    return Book(Path(path), engine=engine)
