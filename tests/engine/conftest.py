"""One server for all tests of this room that put a question to Spark Connect."""

import os
from collections.abc import Iterator

import pytest

from hornbook.engine import Engine, connect
from tests.cli.conftest import snapshot_book

__all__ = ["snapshot_book"]  # a fixture that this room shares with that of the command line


@pytest.fixture(scope="session")
def sail_address() -> Iterator[str]:
    """The address of the server that HORNBOOK_TEST_SERVER names (`make test-spark`), else of Sail in this process."""
    pytest.importorskip("pyspark", reason="needs the client of Spark Connect (group `test`)")
    if named := os.environ.get("HORNBOOK_TEST_SERVER"):
        yield named
        return
    pysail = pytest.importorskip("pysail.spark", reason="needs Sail, the server (group `test`)")
    server = pysail.SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(scope="session")
def sail(sail_address: str) -> Iterator[Engine]:
    """An engine there."""
    engine = connect(sail_address)
    yield engine
    engine.close()
