"""getML's FastProp, in an interpreter of its own (it needs an older pandas and pyarrow): see bench/README.md.

Its licence (Elastic License 2.0) makes it a yardstick only. Like Featuretools it is given facts to which the law was
already applied, in files that it reads within the time measured; so are `fit`, without which there are no features, and
`transform`. It cannot be told to make seven features only: of each table it tries every sum, maximum, last and count.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import getml
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bench.question import Facts

WANTED = {
    "valuation": ("Valuation", "LAST", "usd"),
    "peak_valuation": ("Valuation", "MAX", "usd"),
    "raised": ("Round", "SUM", "equity"),
    "rounds": ("Round", "COUNT", "*"),
    "headcount": ("Headcount", "LAST", "count"),
    "revenue": ("Revenue", "LAST", "usd"),
    "patents": ("Patent", "COUNT", "*"),
}


class Ready:
    """The running engine."""

    def __init__(self, facts: Facts, columns: Sequence[str]) -> None:
        getml.engine.launch(launch_browser=False, quiet=True)
        getml.set_project("hornbook_bench")
        self.columns = tuple(columns)
        self.facts = facts
        self.kinds = dict.fromkeys(WANTED[name][0] for name in columns)

    def load(self) -> None:
        """From files into the engine."""
        self.tables = {kind: self._load(kind, self.facts.lawful[kind]) for kind in self.kinds}
        named = pq.read_table(self.facts.lawful["Named"], columns=["subject", "valid"]).to_pandas()
        self.born = pd.to_datetime(named.groupby("subject")["valid"].min())

    def _load(self, kind: str, path: str) -> Any:
        frame = pq.read_table(path).to_pandas()
        numbers = []
        if kind == "Round":
            frame["equity"] = frame["usd"].where(frame["instrument"] == "equity")
            numbers = ["equity"]
        numbers += [name for name in ("usd", "count") if name in frame and kind != "Round"]
        if kind in ("Valuation", "Revenue"):
            frame["usd"] = frame["usd"].fillna(0)  # its LAST would skip an amount without a rate
        seconds = pd.to_datetime(frame["valid"]).astype("datetime64[s]").astype("int64")
        # LAST goes by the time stamp; facts of one day are told apart by a share of a second in the order of recency.
        frame["valid"] = seconds + frame["rank"] / (len(frame) + 1.0) * 1000
        roles = {"join_key": ["subject"], "time_stamp": ["valid"], "numerical": numbers}
        return getml.data.DataFrame.from_pandas(frame[["subject", "valid", *numbers]], name=kind, roles=roles)

    def pipeline(self, days: Sequence[date]) -> tuple[Any, Any, pd.DataFrame]:
        """Fitted on the very companies and days that are asked about."""
        frame = pd.concat(
            [pd.DataFrame({"subject": self.born.index[self.born <= str(d)], "day": pd.Timestamp(d)}) for d in days],
            ignore_index=True,
        )
        asked = frame.assign(
            day=frame["day"].astype("datetime64[s]").astype("int64") + 86_399.0,
            target=np.random.default_rng(0).random(len(frame)),
        )
        roles = {"join_key": ["subject"], "time_stamp": ["day"], "target": ["target"]}
        population = getml.data.DataFrame.from_pandas(asked, name="asked", roles=roles)
        model = getml.data.DataModel(population.to_placeholder())
        for kind, table in self.tables.items():
            model.add(table.to_placeholder(kind))
            model.population.join(getattr(model, kind), on="subject", time_stamps=("day", "valid"))
        learner = getml.feature_learning.FastProp(
            aggregation=["COUNT", "SUM", "MAX", "LAST"],
            loss_function="SquareLoss",
            num_features=1000,
            num_threads=0,
        )
        pipe = getml.Pipeline(data_model=model, feature_learners=[learner])
        pipe.fit(population, self.tables, check=False)
        return pipe, population, frame


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """Launch the engine."""
    return Ready(facts, columns)


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """One row a company and day."""
    ready.load()
    pipe, population, frame = ready.pipeline(days)
    made = pipe.transform(population, ready.tables)
    place = _places(pipe)
    columns = {"subject": pa.array(frame["subject"])}
    if len(days) > 1:
        columns["day"] = pa.array(frame["day"]).cast(pa.timestamp("us")).cast(pa.date32())
    for name in ready.columns:
        columns[name] = pa.array(made[:, place[WANTED[name]]])
    return pa.table(columns)


def _places(pipe: Any) -> dict[tuple[str, str, str], int]:
    """Which feature is which, read from the SQL in which getML explains them."""
    found = {}
    for n, feature in enumerate(pipe.features):
        sql = str(feature.sql)
        own = re.search(r"(LAST|MAX|SUM|COUNT)\(\s*(?:t2\.\"([a-z]+)\"|\*)", sql)
        table = re.search(r'INNER JOIN "([A-Z]+)__STAGING', sql) or re.search(r'LEFT JOIN "([A-Z]+)__STAGING', sql)
        if own and table:
            found[table.group(1).capitalize(), own.group(1), own.group(2) or "*"] = n
    return found


def memory(ready: Ready) -> float:
    """The engine is a process of its own: its peak in gigabytes."""
    peak = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if text.startswith("Name:\tengine\n"):
            peak = max(peak, int(text.split("VmHWM:")[1].split()[0]))
    return peak / 1024**2


def close(ready: Ready) -> None:
    """End the engine that `prepare` launched."""
    getml.engine.shutdown()
