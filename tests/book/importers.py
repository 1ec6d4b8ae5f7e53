"""Processes that import. They are not forked from the test's own process, whose Delta runtime would not survive it."""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from hornbook.book.book import open_book
from tests.book.fake_source import FakeSource

PATIENCE = 120
"""Seconds after which a process that says nothing is given up."""


def context() -> ForkServerContext:
    """A server that has only imported Hornbook, and used nothing of it, starts each process at once."""
    made = get_context("forkserver")
    made.set_forkserver_preload(["hornbook.book.book"])
    return made


def work(book: Path, orders: Connection) -> None:
    """Open the book, say so, then import what is ordered, file by file, and say what came of it; None ends it."""
    opened = open_book(book)
    orders.send("ready")
    while paths := orders.recv():
        orders.send("begun")
        taken = opened.take(FakeSource(), [Path(path) for path in paths])
        orders.send((len(taken.added), len(taken.there)))


class Importer:
    """One such process, seen from the test."""

    def __init__(self, book: Path) -> None:
        self._orders, theirs = context().Pipe()
        self._process: ForkServerProcess = context().Process(target=work, args=(book, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def hear(self) -> Any:
        """What it says next."""
        assert self._orders.poll(PATIENCE), "the importer says nothing"
        return self._orders.recv()

    def order(self, paths: Sequence[Path]) -> None:
        """Have it import these files together; it answers 'begun', then how many batches it added and found there."""
        self._orders.send([str(path) for path in paths])

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        self._process.kill()
        self._process.join(PATIENCE)
        assert not self._process.is_alive()

    def end(self) -> None:
        """Let it go."""
        self._orders.send(None)
        self._process.join(PATIENCE)
        assert self._process.exitcode == 0
