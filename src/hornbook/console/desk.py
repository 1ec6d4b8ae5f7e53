"""One thread that asks the book, and a queue before it: a reader who would wait long gets a page that says so."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, TypeVar

WAIT = 4.0
"""Seconds after which a reader is told that the question is still being asked."""
QUEUE = 64
"""Questions that may wait; more are refused."""
_Made = TypeVar("_Made")


class StillAskingError(Exception):
    """The question is being asked; the same request a little later gets the answer."""


class BusyError(Exception):
    """Too many questions wait."""


class Desk:
    """A thread of its own, so that what it asks needs no locks."""

    def __init__(self, patience: float = WAIT) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="book")
        self._running: dict[Hashable, Future[Any]] = {}
        self._lock, self._patience = Lock(), patience

    def ask(self, key: Hashable, job: Callable[[], _Made]) -> _Made:
        """What a job gives. The same key asked twice runs once; StillAskingError after a while, BusyError when full."""
        with self._lock:
            running = self._running.get(key)
            if running is None:
                if len(self._running) >= QUEUE:
                    self._forget_done()
                if len(self._running) >= QUEUE:
                    raise BusyError
                running = self._running[key] = self._thread.submit(job)
        wait([running], timeout=self._patience)
        if not running.done():
            raise StillAskingError
        with self._lock:
            self._running.pop(key, None)
        made: _Made = running.result()
        return made

    def _forget_done(self) -> None:
        """Drop what nobody came back for."""
        self._running = {key: running for key, running in self._running.items() if not running.done()}

    def close(self) -> None:
        """End the thread; what waits is not asked."""
        self._thread.shutdown(wait=False, cancel_futures=True)
