"""pandas: companies as whole numbers, facts sorted once a kind, dollars as whole cents; no row-wise Python anywhere."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.contestants.hand import GRADES
from bench.question import Facts

PLACE = ("known", "id", "grade")
ORDER = ["known", "withdrawn", "valid", "place", "grade"]


def prepare(facts: Facts, columns: Sequence[str]) -> tuple[Facts, pd.Series]:
    """The rates, in memory, by currency and day."""
    rates = pq.read_table(facts.rates)
    index = pd.MultiIndex.from_arrays([rates["rate_currency"].to_pandas(), rates["rate_day"].cast("int32").to_pandas()])
    return facts, pd.Series(rates["rate"].to_pandas().to_numpy(), index=index)


def run(ready: tuple[Facts, pd.Series], days: Sequence[date]) -> pa.Table:
    """The answer as Arrow; money in it is whole cents."""
    return _Answer(ready[0], ready[1], days[0]).table()


class _Answer:
    def __init__(self, facts: Facts, rates: pd.Series, day: date) -> None:
        self.facts, self.rates, self.day = facts, rates, day
        self.number = (day - date(1970, 1, 1)).days

    def law(self, kind: str, *columns: str) -> pd.DataFrame:
        """The facts of a kind that count, days as whole numbers; filters are pushed into the reading."""
        known, true = pc.field("known") <= self.day, (pc.field("valid") <= self.day) & ~pc.field("withdrawn")
        own = ["subject", "valid", *columns]
        parts = []
        if self.facts.plain.get(kind):
            parts.append(_frame(pq.read_table(self.facts.plain[kind], columns=own, filters=known & true)))
        if self.facts.versions.get(kind):
            wanted = list(dict.fromkeys([*own, "id", *ORDER]))
            rows = _frame(pq.read_table(self.facts.versions[kind], columns=wanted, filters=known))
            last = rows.sort_values(ORDER).drop_duplicates("id", keep="last")
            parts.append(last[~last["withdrawn"] & (last["valid"] <= self.number)][own])
        return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]

    def money(self, rows: pd.DataFrame) -> pd.DataFrame:
        """With `usd` in whole cents; pandas' own nullable whole number."""
        pairs = pd.MultiIndex.from_arrays([rows["currency"], rows["valid"]])
        rate = self.rates.reindex(pairs).to_numpy()
        cents = rows["amount"].to_numpy(dtype="float64", na_value=np.nan)
        dollars = (rows["currency"] == "USD").to_numpy(dtype=bool, na_value=False)
        other = cents / 100 * rate * 100
        usd = np.where(dollars, cents, np.copysign(np.floor(np.abs(other) + 0.5), other))
        rows["usd"] = pd.arrays.IntegerArray(np.nan_to_num(usd).astype("int64"), np.isnan(usd))
        return rows

    def table(self) -> pa.Table:
        """All twenty columns beside the companies that have a name."""
        named = _recent(self.law("Named", *PLACE, "name", "source"))
        spoken = (
            named.groupby("subject", sort=False)["source"].agg(lambda s: (s == "simulated").any())
            if (named["source"].nunique() > 1)
            else None
        )
        out = _last(named).set_index("subject")[["name"]]
        out["spoken"] = True if spoken is None else spoken
        out["founded"] = self.law("Founded").groupby("subject", sort=False)["valid"].max()
        out["city"] = _last(_recent(self.law("Registered", *PLACE, "city"))).set_index("subject")["city"]
        sector = self.law("Sector", *PLACE, "label", "rank")
        out["sector"] = _last(_recent(sector[sector["rank"] == 1])).set_index("subject")["label"]
        value = _recent(self.money(self.law("Valuation", *PLACE, "amount", "currency")))
        last = _last(value).set_index("subject")
        out["valuation"], out["valuation_day"] = last["usd"], last["valid"]
        out["peak_valuation"] = value.groupby("subject", sort=False)["usd"].max()
        self._rounds(out)
        out["headcount"] = _last(_recent(self.law("Headcount", *PLACE, "count"))).set_index("subject")["count"]
        turnover = _recent(self.money(self.law("Revenue", *PLACE, "amount", "currency")))
        out["revenue"] = _last(turnover).set_index("subject")["usd"]
        out["patents"] = self.law("Patent").groupby("subject", sort=False).size()
        out["listed"] = self.law("Listed").groupby("subject", sort=False)["valid"].min()
        out["closed"] = self.law("Closed").groupby("subject", sort=False)["valid"].min()
        return self._finish(out)

    def _rounds(self, out: pd.DataFrame) -> None:
        names = (*PLACE, "amount", "currency", "series", "instrument", "investors")
        rows = _recent(self.money(self.law("Round", *names)))
        since = date(self.day.year - 2, self.day.month, min(self.day.day, 28 if self.day.month == 2 else 31))
        recent = rows[rows["valid"] > (since - date(1970, 1, 1)).days]
        for rest, part in (("", rows), ("_24m", recent)):
            by = part["instrument"]
            out[f"raised{rest}"] = part[by == "equity"].groupby("subject", sort=False)["usd"].sum(min_count=1)
            out[f"possible{rest}"] = part[by.isin(["equity", "unstated"])].groupby("subject", sort=False).size()
            out[f"rounds{rest}"] = part.groupby("subject", sort=False).size()
        last = _last(rows).set_index("subject")
        out["last_round"], out["last_series"] = last["valid"], last["series"]
        items = rows[["subject", "investors"]].explode("investors").dropna().drop_duplicates()
        out["investors"] = items.groupby("subject", sort=False).size()

    def _finish(self, out: pd.DataFrame) -> pa.Table:
        for name, n in (
            ("raised", "possible"), ("raised_24m", "possible_24m"), ("investors", "rounds"), ("rounds", "rounds"),
            ("rounds_24m", "rounds_24m"), ("patents", "patents"),
        ):  # fmt: skip
            values = out[name].astype("Int64")
            out[name] = values.mask(out[n].isna() & out["spoken"], 0)
        born = pd.to_datetime(out["founded"], unit="D")
        early = (born.dt.month * 100 + born.dt.day) > self.day.month * 100 + self.day.day
        out["age"] = self.day.year - born.dt.year - early
        columns = {"subject": pa.array(out.index)}
        for name in out.columns:
            array = pa.array(out[name], from_pandas=True)
            if name in ("founded", "valuation_day", "last_round", "listed", "closed"):
                array = array.cast(pa.int32()).cast(pa.date32())
            elif pa.types.is_floating(array.type):
                array = array.cast(pa.int64())
            columns[name] = array
        return pa.table(columns)


def _frame(table: pa.Table) -> pd.DataFrame:
    """Decimals as cents and days as whole numbers, for pandas would make objects of both; texts as Arrow strings."""
    for at, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            cents = pc.multiply(table[field.name], pa.scalar(100)).cast(pa.int64())
            table = table.set_column(at, field.name, cents)
        elif pa.types.is_date(field.type):
            table = table.set_column(at, field.name, table[field.name].cast(pa.int32()))
    return table.to_pandas(types_mapper={pa.string(): pd.ArrowDtype(pa.string()), pa.int64(): pd.Int64Dtype()}.get)


def _recent(rows: pd.DataFrame) -> pd.DataFrame:
    """Oldest first within a company."""
    key = (rows["valid"].to_numpy().astype("int64") + 62_091) << 46
    key |= rows["grade"].map(GRADES).to_numpy(dtype="int64") << 43
    key |= (rows["known"].to_numpy().astype("int64") + 62_091) << 26
    key |= rows["id"].to_numpy(dtype="int64") & 0xFFFFF
    return rows.iloc[np.argsort(key, kind="stable")]


def _last(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop_duplicates("subject", keep="last")
