"""One book for all tests of the command line that only read it."""

from pathlib import Path

import pytest

from tests.cli.snapshots import prepare


@pytest.fixture(scope="session")
def snapshot_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the snapshots; beside it lie the files that its commands name."""
    return prepare(tmp_path_factory.mktemp("snapshots"))
