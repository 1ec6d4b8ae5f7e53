"""A book of the park behind the console, asked in this process without a socket."""

from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.park import LAST, made_once, two_years

DAY = f"day={LAST}"


class Reader:
    """Requests to the console of a book; redirects are followed."""

    def __init__(
        self,
        book: Path,
        patience: float = 600,
        rate: str = "99999/s",
        *,
        writable: bool = False,
        csrf: bool = False,
        yearbooks: Path | None = None,
    ) -> None:
        from hornbook.console.site import ServerSetup, application

        setup = ServerSetup(rate=rate, writable=writable, yearbooks=yearbooks)
        self.application = application(book, setup, patience)
        from django.conf import settings
        from django.test import Client

        self.book, self.console, self.shelf = book, settings.CONSOLE, yearbooks or book.parent
        headers = {"host": "localhost"}
        self._client = Client(headers=headers, raise_request_exception=False, enforce_csrf_checks=csrf)

    def get(self, path: str, **more: Any) -> Any:
        """The response to a path."""
        from django.conf import settings

        settings.CONSOLE = self.console  # another reader may have been made since
        return self._client.get(path, follow=True, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        """The response to a form that is sent to a path, and where it leads."""
        from django.conf import settings

        settings.CONSOLE = self.console
        return self._client.post(path, data or {}, follow=True, **more)

    def text(self, path: str, status: int = 200) -> str:
        """The page of a path, which must have this status and no trace of a fault."""
        response = self.get(path)
        text = unescape(response.content.decode())
        assert response.status_code == status, text
        assert "Traceback" not in text
        assert str(self.book) not in text
        return text

    def complete(self, path: str) -> str:
        """The complete address to which a path leads."""
        response = self.get(path)
        assert response.status_code == 200
        place: str = response.redirect_chain[-1][0]
        return place


@pytest.fixture(scope="session")
def park(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The console of the park's book of two years."""
    pytest.importorskip("django")
    return _shared(made_once(tmp_path_factory, "console", two_years) / "book")


@cache
def _shared(book: Path) -> Reader:
    """One reader for all modules of a process, so that an answer is asked once."""
    return Reader(book)
