"""The simulated region that everybody is asked about, made once and kept in bench/out/<size>."""

import json
import resource
import shutil
import time
from collections import defaultdict
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import feather

from bench.proof import LINKED
from bench.question import DAYS, Facts
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.identity import identity
from hornbook.book.rates import spot_rates
from hornbook.indicators.profile import precedence
from hornbook.kinds import Fact, Headcount, Named, Patent, Registered, Revenue, Round, Valuation
from hornbook.sources.simulated import SimulatedRegion
from hornbook.sources.simulated.recipe import recipe

SIZES = {"10k": 10_000, "100k": 100_000, "300k": 300_000, "1m": 1_000_000, "10m": 10_000_000}
OUT = Path(__file__).parent / "out"
SEED = 7

_LAWFUL: dict[type[Fact], tuple[str, ...]] = {
    Named: ("name",),
    Registered: ("city",),
    Valuation: ("usd",),
    Round: ("usd", "instrument", "series"),
    Headcount: ("count",),
    Revenue: ("usd",),
    Patent: (),
}
"""What Featuretools and getML are given: for each kind the columns that their share of the question needs."""


def region(size: str) -> Path:
    """The folder of a region of that size; made now if it is not there. `made.json` says how the import went."""
    folder = OUT / size
    if (folder / "made.json").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = folder / "region.toml"
    written.write_text(recipe(SIZES[size], SEED), encoding="utf-8")
    start = time.perf_counter()
    book = new_book(folder / "book")
    (batch,) = book.take(SimulatedRegion(), [written]).added
    seconds = time.perf_counter() - start
    made = {
        "companies": SIZES[size],
        "facts": batch.facts,
        "seconds": seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "bytes": sum(Path(file.uri).stat().st_size for file in book.files),
    }
    (folder / "made.json").write_text(json.dumps(made))
    return folder


def facts(folder: Path, *, lawful: bool) -> Path:
    """The list of files that contestants are given; `lawful` adds the files for those that don't know the law."""
    book = open_book(folder / "book")
    plain: dict[str, list[str]] = defaultdict(list)
    versions: dict[str, list[str]] = defaultdict(list)
    for file in book.files:
        (versions if file.versions else plain)[file.kind].append(file.uri)
    rates = folder / "rates.parquet"
    pq.write_table(spot_rates(), rates)
    (folder / "answers").mkdir(exist_ok=True)
    made = {kind.__name__: str(_lawful(book, kind, folder)) for kind in _LAWFUL} if lawful else {}
    feather.write_feather(identity(book).timeline.select(["record"]), folder / "answers" / LINKED)
    listed = folder / "facts.json"
    Facts(str(folder / "book"), dict(plain), dict(versions), str(rates), made, str(folder / "answers")).save(listed)
    return listed


def _lawful(book: Book, kind: type[Fact], folder: Path) -> Path:
    """Facts in force as known on the panel's last day, oldest first, with `rank` in the order of recency."""
    path = folder / f"lawful.{kind.__name__}.parquet"
    if path.exists():
        return path
    view = book.at(DAYS[-1])
    rows = view.money(kind) if "usd" in _LAWFUL[kind] else view.facts(kind)
    chosen = rows.select("subject", "valid", *_LAWFUL[kind], key=precedence(rows, kind, {}, newest=True))
    ranked = chosen.mutate(rank=ibis.row_number().over(order_by=["key", "subject"])).drop("key").order_by("rank")
    table: pa.Table = book.engine.arrow(ranked)
    if "usd" in table.column_names:
        table = table.set_column(
            table.column_names.index("usd"), "usd", table["usd"].cast(pa.float64())
        )  # neither of the two has decimals
    pq.write_table(table, path)
    return path
