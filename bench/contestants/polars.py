"""Polars: lazy, its streaming engine, dollars as whole cents."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pyarrow as pa

from bench.contestants.hand import GRADES
from bench.question import Facts

KEY = (
    ((pl.col("valid").to_physical().cast(pl.Int64) + 62_091) * 2**46)
    + (pl.col("grade").replace_strict(GRADES, return_dtype=pl.Int64) * 2**43)
    + ((pl.col("known").to_physical().cast(pl.Int64) + 62_091) * 2**26)
    + (pl.col("id") & 0xFFFFF)
).alias("key")
"""A company's facts in the order of `valid`, grade, `known` and id, as one number (62,091 days: 1800 to 1970)."""

ORDER = ["known", "withdrawn", "valid", "place", "grade"]


def prepare(facts: Facts, columns: Sequence[str]) -> tuple[Facts, pl.DataFrame]:
    """The rates, in memory."""
    return facts, pl.read_parquet(facts.rates).cast({"rate_currency": pl.String})


def run(ready: tuple[Facts, pl.DataFrame], days: Sequence[date]) -> pa.Table:
    """The answer as Arrow; money in it is whole cents."""
    facts, rates = ready
    return _plan(facts, rates.lazy(), days[0]).collect(engine="streaming").to_arrow()


def _law(facts: Facts, day: date, kind: str, *columns: str | pl.Expr) -> pl.LazyFrame:
    known, true = pl.col("known") <= day, (pl.col("valid") <= day) & ~pl.col("withdrawn")
    parts = []
    if facts.plain.get(kind):
        parts.append(pl.scan_parquet(facts.plain[kind]).filter(known & true).select("subject", "valid", *columns))
    if facts.versions.get(kind):
        seen = pl.scan_parquet(facts.versions[kind]).filter(known)
        last = seen.sort(ORDER).unique("id", keep="last", maintain_order=True)
        parts.append(last.filter(true).select("subject", "valid", *columns))
    return pl.concat(parts)


def _usd(rows: pl.LazyFrame, rates: pl.LazyFrame) -> pl.LazyFrame:
    """With `usd` in whole cents: rounded once, half away from zero, as the engine of Hornbook does."""
    joined = rows.join(rates, left_on=["currency", "valid"], right_on=["rate_currency", "rate_day"], how="left")
    cents = pl.col("amount").to_physical().cast(pl.Int64)
    other = ((cents / 100) * pl.col("rate") * 100).round(mode="half_away_from_zero").cast(pl.Int64)
    return joined.with_columns(usd=pl.when(pl.col("currency") == "USD").then(cents).otherwise(other))


def _plan(facts: Facts, rates: pl.LazyFrame, day: date) -> pl.LazyFrame:
    def by(rows: pl.LazyFrame, **measures: pl.Expr) -> pl.LazyFrame:
        return rows.group_by("subject").agg(**measures)

    def law(kind: str, *columns: str | pl.Expr) -> pl.LazyFrame:
        return _law(facts, day, kind, *columns)

    def last(column: str) -> pl.Expr:
        return pl.col(column).max_by("key")

    money = (KEY, "amount", "currency")
    valid = pl.col("valid")
    equity, possible = pl.col("instrument") == "equity", pl.col("instrument").is_in(["equity", "unstated"])
    recent = valid > date(day.year - 2, day.month, day.day if (day.month, day.day) != (2, 29) else 28)
    rounds = _usd(law("Round", *money, "series", "instrument"), rates)
    items = law("Round", "investors").explode("investors").drop_nulls("investors")
    parts = [
        by(law("Founded"), founded=valid.max()),
        by(law("Registered", KEY, "city"), city=last("city")),
        by(law("Sector", KEY, "label", "rank").filter(pl.col("rank") == 1), sector=last("label")),
        by(
            _usd(law("Valuation", *money), rates),
            valuation=last("usd"), valuation_day=valid.max(), peak_valuation=pl.col("usd").max(),
        ),
        by(
            rounds.with_columns(
                e=pl.when(equity).then(pl.col("usd")), e24=pl.when(equity & recent).then(pl.col("usd")),
                maybe=possible.cast(pl.Int64), maybe24=(possible & recent).cast(pl.Int64), n24=recent.cast(pl.Int64),
            ),
            raised=pl.col("e").sum(), stated=pl.col("e").count(), possible=pl.col("maybe").sum(),
            raised_24m=pl.col("e24").sum(), stated_24m=pl.col("e24").count(), possible_24m=pl.col("maybe24").sum(),
            rounds=pl.len().cast(pl.Int64), rounds_24m=pl.col("n24").sum(), last_round=valid.max(),
            last_series=last("series"),
        ),
        by(items, investors=pl.col("investors").n_unique().cast(pl.Int64)),
        by(law("Headcount", KEY, "count"), headcount=last("count")),
        by(_usd(law("Revenue", *money), rates), revenue=last("usd")),
        by(law("Patent"), patents=pl.len().cast(pl.Int64)),
        by(law("Listed"), listed=valid.min()),
        by(law("Closed"), closed=valid.min()),
    ]  # fmt: skip
    table = by(law("Named", KEY, "name", "source"), name=last("name"), spoken=(pl.col("source") == "simulated").any())
    for part in parts:
        table = table.join(part, on="subject", how="left")
    return _finish(table, day)


def _finish(table: pl.LazyFrame, day: date) -> pl.LazyFrame:
    born = pl.col("founded")
    early = (born.dt.month().cast(pl.Int64) * 100 + born.dt.day()) > day.month * 100 + day.day
    zero = pl.when(pl.col("spoken")).then(pl.lit(0, pl.Int64))

    def counted(name: str, n: str, stated: str = "") -> pl.Expr:
        own = pl.when(pl.col(stated) > 0).then(pl.col(name)) if stated else pl.col(name)
        return pl.when(pl.col(n) > 0).then(own).otherwise(zero).alias(name)

    return table.select(
        "subject", "name", "founded", (day.year - born.dt.year().cast(pl.Int64) - early.cast(pl.Int64)).alias("age"),
        "city", "sector", "valuation", "valuation_day", "peak_valuation",
        counted("raised", "possible", "stated"), counted("raised_24m", "possible_24m", "stated_24m"),
        counted("rounds", "rounds"), counted("rounds_24m", "rounds_24m"), "last_round", "last_series",
        counted("investors", "rounds"), "headcount", "revenue", counted("patents", "patents"), "listed", "closed",
    )  # fmt: skip
