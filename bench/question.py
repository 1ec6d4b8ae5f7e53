"""The question that every contestant answers, and what it is given to answer with. Imports nothing of Hornbook."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

DAY = date(2019, 12, 31)
"""About three quarters through the simulated region's 25 years; also the day by which a fact must be known."""

DAYS = tuple(date(year, 12, 31) for year in range(2006, 2026))
"""Twenty yearly days for the panel."""

COLUMNS = (
    "name", "founded", "age", "city", "sector", "valuation", "valuation_day", "peak_valuation", "raised",
    "raised_24m", "rounds", "rounds_24m", "last_round", "last_series", "investors", "headcount", "revenue",
    "patents", "listed", "closed",
)  # fmt: skip

FEATURETOOLS = (
    "name", "city", "valuation", "peak_valuation", "raised", "rounds", "last_series", "headcount",
    "revenue", "patents",
)  # fmt: skip
"""What Featuretools can say of the twenty: last, max, sum and count, at a cutoff time."""

GETML = ("valuation", "peak_valuation", "raised", "rounds", "headcount", "revenue", "patents")
"""What getML's FastProp can say of the twenty: the same, of numbers only."""

Table = pa.Table


@dataclass(frozen=True, slots=True)
class Facts:
    """Files as a stranger would be given them: by kind, those of statements that stand once, and those of versions."""

    book: str
    plain: dict[str, list[str]]
    versions: dict[str, list[str]]
    rates: str
    """Parquet: rate_currency, rate_day, rate in US dollars for one unit."""
    lawful: dict[str, str]
    """One file a kind with the law applied and dollars worked out, for contestants that know neither."""
    out: str
    """A folder for what a contestant has to write."""
    made: dict[str, str] = field(default_factory=dict)
    """What else a part of the bench has made."""

    def save(self, path: Path) -> None:
        """Write for the subprocesses."""
        path.write_text(json.dumps(asdict(self), indent=1))


def load(path: str) -> Facts:
    """Read what `save` wrote."""
    return Facts(**json.loads(Path(path).read_text()))


class Contestant(Protocol):
    """A module of `bench.contestants`."""

    def prepare(self, facts: Facts, columns: Sequence[str]) -> Any:
        """Whatever may be done before the clock runs."""

    def run(self, ready: Any, days: Sequence[date]) -> Table | None:
        """One row a company and day with a name by then; None where the answer went to a file of `facts.out`."""
