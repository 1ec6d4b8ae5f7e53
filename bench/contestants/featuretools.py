"""Featuretools: cutoff times over facts to which the law was already applied, for it knows no amendments.

Reading those files and building the entity set is timed, as everybody's reading is; applying the law and converting to
dollars is not.
"""

import warnings
from collections.abc import Sequence
from datetime import date
from typing import Any

import featuretools as ft
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from featuretools.primitives import Count, Last, Max, Sum

from bench.question import Facts

Ready = tuple[Any, list[Any], pd.Series]


def prepare(facts: Facts, columns: Sequence[str]) -> tuple[Facts, Sequence[str]]:
    """Nothing."""
    warnings.filterwarnings("ignore")
    return facts, columns


def _build(facts: Facts, columns: Sequence[str]) -> Ready:
    """The entity set: companies, and one table a kind with `valid` as its time; and the features."""
    tables = {kind: _frame(path) for kind, path in facts.lawful.items()}
    tables["Round"]["equity"] = tables["Round"]["usd"].where(tables["Round"]["instrument"] == "equity")
    born = tables["Named"].groupby("subject")["valid"].min()
    es = ft.EntitySet("region")
    companies = pd.DataFrame({"subject": born.index, "born": born.to_numpy()})
    es.add_dataframe(dataframe_name="companies", dataframe=companies, index="subject", time_index="born")
    for kind, frame in tables.items():
        rows = frame[frame["subject"].isin(born.index)].drop(columns=["instrument"], errors="ignore")
        es.add_dataframe(dataframe_name=kind, dataframe=rows, index="rank", time_index="valid")
        es.add_relationship("companies", "subject", kind, "subject")
    return es, [_feature(es, name) for name in columns], born


def _frame(path: str) -> pd.DataFrame:
    frame = pq.read_table(path).to_pandas()
    frame["valid"] = pd.to_datetime(frame["valid"])
    return frame


def _feature(es: Any, name: str) -> Any:
    kind, column, primitive = {
        "name": ("Named", "name", Last),
        "city": ("Registered", "city", Last),
        "valuation": ("Valuation", "usd", Last),
        "peak_valuation": ("Valuation", "usd", Max),
        "raised": ("Round", "equity", Sum),
        "rounds": ("Round", "rank", Count),
        "last_series": ("Round", "series", Last),
        "headcount": ("Headcount", "count", Last),
        "revenue": ("Revenue", "usd", Last),
        "patents": ("Patent", "rank", Count),
    }[name]
    made = ft.Feature(es[kind].ww[column], parent_dataframe_name="companies", primitive=primitive)
    return made.rename(name)


def run(ready: tuple[Facts, Sequence[str]], days: Sequence[date]) -> pa.Table:
    """One row a company and cutoff time at which the company had a name."""
    es, features, born = _build(*ready)
    times = pd.concat(
        [pd.DataFrame({"subject": born.index[born <= str(day)], "time": pd.Timestamp(day)}) for day in days],
        ignore_index=True,
    )
    matrix = ft.calculate_feature_matrix(features, es, cutoff_time=times, cutoff_time_in_index=True)
    matrix = matrix.reset_index().rename(columns={"time": "day"})
    matrix = matrix if len(days) > 1 else matrix.drop(columns="day")
    for name in matrix.columns:
        if isinstance(matrix[name].dtype, pd.CategoricalDtype):
            matrix[name] = matrix[name].astype(object)
    table = pa.Table.from_pandas(matrix, preserve_index=False)
    if "day" in table.column_names:
        table = table.set_column(table.column_names.index("day"), "day", table["day"].cast(pa.date32()))
    return table
