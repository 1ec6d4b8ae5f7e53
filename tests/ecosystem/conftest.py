"""One simulated region that all statistics are asked of."""

from pathlib import Path

import pytest

from hornbook.book.book import Book, open_book
from tests.cli.here import hornbook


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of 1,500 simulated companies."""
    path: Path = tmp_path_factory.mktemp("region") / "book"
    assert hornbook("init", book=path).code == 0
    assert hornbook("simulate", "--companies", "1500", "--seed", "7", book=path).code == 0
    return open_book(path)
