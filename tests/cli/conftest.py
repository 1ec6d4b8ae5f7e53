"""Books for all tests of the command line that only read them; each is made once in a run."""

from pathlib import Path

import pytest

from tests.cli.snapshots import prepare
from tests.park import made_once, two_years


@pytest.fixture(scope="session")
def snapshot_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the snapshots; beside it lie the files that its commands name."""
    return made_once(tmp_path_factory, "snapshots", prepare) / "book"


@pytest.fixture(scope="session")
def two_years_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park's table of 2023 and of 2024."""
    return made_once(tmp_path_factory, "two-years", two_years) / "book"
