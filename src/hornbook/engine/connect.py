"""An engine by its name: DuckDB in this process, or Spark Connect where a book has outgrown it."""

from pathlib import Path

from hornbook.engine.embedded import Embedded
from hornbook.engine.protocol import Engine
from hornbook.errors import HornbookError
from hornbook.text import message

EMBEDDED = "embedded"


def connect(
    name: str = EMBEDDED, *, memory: str | None = None, threads: int | None = None, spill: Path | None = None
) -> Engine:
    """The engine of a name: 'embedded', or 'sc://host:port' for Spark Connect; HornbookError for any other.

    HornbookError too where the named server does not answer.
    `memory`, `threads`, `spill`: of the embedded one; a server has its own.
    """
    if name == EMBEDDED:
        return Embedded(memory=memory, threads=threads, spill=spill)
    if name.startswith("sc://"):
        return _server(name)
    raise HornbookError(
        message("No engine is called '{name}'. Say 'embedded', or 'sc://host:port' for Spark Connect.", name=name)
    )


def _server(address: str) -> Engine:
    try:
        from hornbook.engine.spark import Spark  # of the extra `spark`
    except ModuleNotFoundError:
        raise HornbookError(
            message('Spark Connect needs its client. Install it: pip install "hornbook[spark]"')
        ) from None
    return Spark(address)


PACKAGES = ("duckdb", "ibis-framework", "sqlglot")
"""The packages that turn a question into SQL: another version of one may write another text."""
