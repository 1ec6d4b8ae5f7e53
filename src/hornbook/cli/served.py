"""Which commands a server answers, and what the others say where one is named."""

import atexit
from functools import cache
from typing import TYPE_CHECKING

from hornbook.cli.state import engine_name
from hornbook.errors import HornbookError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.engine import Engine

EMBEDDED = "embedded"

SERVED = (
    "log", "rejects", "find", "facts", "profile", "census", "judge", "coffee", "compare", "whatif", "watch",
    "ecosystem", "published", "links", "conflicts", "quality", "recheck", "support/entitled", "support/bundle",
    "support/beneficiaries", "support/cost", "support/match", "scout/score", "scout/ledger", "yearbook/make",
    "yearbook/trace", "yearbook/diff", "overview",
)  # fmt: skip
"""Commands whose questions the named engine answers."""

FREE = (
    "mapping", "fetch", "sources", "kinds", "indicators", "standards", "name", "place", "support/list",
    "scout/audit", "verify", "backup",
)  # fmt: skip
"""Commands that put no question to an engine: they run wherever one is named."""


def require_served(question: str) -> None:
    """HornbookError where another engine is named than a command runs on, before it does anything."""
    name = engine_name()
    if name == EMBEDDED or question in FREE:
        return
    if not name.startswith("sc://"):
        from hornbook.engine import connect

        connect(name)  # it says which names there are
    if question not in SERVED:
        raise HornbookError(
            message(
                "`hornbook {command}` does not run on a server of Spark Connect. Run it in this process: "
                "--engine embedded. docs/scale.md lists what runs where.",
                command=question.replace("/", " "),
            )
        )


def engine_named() -> "Engine | None":
    """The server that is named, reached once a process; nothing for the embedded engine, which each book makes."""
    name = engine_name()
    return None if name == EMBEDDED else _connected(name)


@cache
def _connected(name: str) -> "Engine":
    from hornbook.engine import connect

    engine = connect(name)
    atexit.register(engine.close)
    return engine
