"""The only room that names an engine: DuckDB embedded, or Spark Connect, both spoken to through Ibis.

    connect(name) -> Engine      DuckDB in this process unless 'sc://host:port' is named
    Engine                       what the house asks of an engine
    latest, day, days, union …   what engines do differently, given one meaning

Statements in SQL, for the few places below the law, stand in `statements`, each as a function of tables.
"""

from hornbook.engine.connect import EMBEDDED, PACKAGES, connect
from hornbook.engine.embedded import Embedded
from hornbook.engine.meaning import as_day, asked_word, cross_joins, days, latest_value, left_joins, stamp, union
from hornbook.engine.protocol import Ask, Engine

__all__ = [
    "EMBEDDED",
    "PACKAGES",
    "Ask",
    "Embedded",
    "Engine",
    "as_day",
    "asked_word",
    "connect",
    "cross_joins",
    "days",
    "latest_value",
    "left_joins",
    "stamp",
    "union",
]
