"""What the cells of a column are: numbers, days or words, told by what most of them read as."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MOST = 0.95
"""A column is of numbers or of days when at least this share of its filled cells reads as such."""

EPOCH = date(1970, 1, 1).toordinal()
_MISSING = frozenset(
    (
        *("", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "nil", "-", "--", "—", "–", "?", "unknown"),
        *("undisclosed", "未知", "无", "暂无", "不详", "未披露", "缺失", "空"),
    )
)
_YEARS = (1800, 2100)


class Sort(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    DAY = "day"
    WORD = "word"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, eq=False)
class CellColumn:
    """A column of n cells, shape (n,): a number, days since 1970-01-01, or a place in `words`; NaN if empty."""

    name: str
    sort: Sort
    values: Floats
    words: tuple[str, ...] = ()
    span: int = 0
    """Days that a cell may mean beyond its first: 0 for a day, 30 for a month, 365 for a year."""
    odd: int = 0
    """Filled cells that did not read as the others do, and count as empty."""

    @property
    def missing(self) -> Bools:
        """Where a cell is empty."""
        return np.isnan(self.values)

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return int(np.unique(self.values[~self.missing]).size)

    def text(self, row: int) -> str:
        """A cell as people read it."""
        value = self.values[row]
        if np.isnan(value):
            return ""
        if self.sort is Sort.WORD:
            return self.words[int(value)]
        return str(date.fromordinal(EPOCH + int(value))) if self.sort is Sort.DAY else f"{value:.10g}"


def column(name: str, cells: pa.ChunkedArray) -> CellColumn:
    """A column of an Arrow table, whatever its type; nested types read as empty."""
    of = cells.type
    if pa.types.is_dictionary(of):
        cells, of = cells.cast(of.value_type), of.value_type
    if pa.types.is_string(of) or pa.types.is_large_string(of):
        return _of_text(name, cells)
    if pa.types.is_boolean(of) or pa.types.is_integer(of) or pa.types.is_floating(of) or pa.types.is_decimal(of):
        return _of_numbers(name, _floats(cells.cast(pa.float64(), safe=False)))
    if pa.types.is_temporal(of) and not pa.types.is_time(of) and not pa.types.is_duration(of):
        # Days outside the calendar of people are slips, and no reason to stop.
        days = _floats(pc.cast(pc.cast(cells, pa.date32(), safe=False), pa.int32()).cast(pa.float64()))
        return _made(name, Sort.DAY, np.where(np.abs(days) < 150_000, days, np.nan))
    return CellColumn(name, Sort.EMPTY, np.full(len(cells), np.nan))


def _floats(cells: pa.ChunkedArray) -> Floats:
    found = np.array(pc.fill_null(cells, np.nan).to_numpy(), dtype=np.float64)
    found[np.isinf(found)] = np.nan
    return found


def _made(name: str, sort: Sort, values: Floats, **more: Any) -> CellColumn:
    return CellColumn(name, Sort.EMPTY if np.isnan(values).all() else sort, values, **more)


def _of_numbers(name: str, values: Floats) -> CellColumn:
    there = np.unique(values[~np.isnan(values)])
    if there.size and (there % 1 == 0).all() and there[0] >= 18_000_101 and there[-1] <= 21_001_231:
        days = [_ymd(int(value)) for value in there]
        if all(day is not None for day in days):
            placed = np.searchsorted(there, np.where(np.isnan(values), there[0], values))
            return _made(name, Sort.DAY, np.where(np.isnan(values), np.nan, np.array(days, float)[placed]))
    return _made(name, Sort.NUMBER, values)


def _of_text(name: str, cells: pa.ChunkedArray) -> CellColumn:
    coded = cells.combine_chunks().dictionary_encode()
    words = [_clean(word) for word in coded.dictionary.to_pylist()]
    codes = np.array(pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64)
    filled = np.array([word is not None for word in words] + [False])
    there = max(1, int(filled[codes].sum()))
    for sort, read in ((Sort.NUMBER, _numbers), (Sort.DAY, _days)):
        parsed, span = read(words)
        values = np.append(parsed, np.nan)[codes]
        known = int((~np.isnan(values)).sum())
        if known >= MOST * there and known:
            if sort is Sort.NUMBER and (found := _of_numbers(name, values)).sort is Sort.DAY:
                return found
            return _made(name, sort, values, span=span, odd=int(filled[codes].sum()) - known)
    kept = sorted({word for word in words if word is not None})
    place = {word: at for at, word in enumerate(kept)}
    values = np.array([np.nan if word is None else place[word] for word in words] + [np.nan])[codes]
    return _made(name, Sort.WORD, values, words=tuple(kept))


def _clean(word: str | None) -> str | None:
    text = "" if word is None else word.strip()
    return None if text.casefold() in _MISSING else text


# ---- numbers

_SCALE = {"%": 0.01, "k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_SUM = re.compile(
    r"(?:us|rmb|cny|usd|eur)?[$€£¥￥]?\s*([+-]?\d[\d,]*\.?\d*(?:e[+-]?\d+)?)\s*(%|k|mn?|bn?|千|百万|万|亿)?\s*"
    r"(?:usd|rmb|cny|eur|元|美元|人民币|人|年|岁)?"
)


def _numbers(words: Sequence[str | None]) -> tuple[Floats, int]:
    return np.array([_number(word) for word in words], dtype=np.float64), 0


def _number(word: str | None) -> float:
    if word is None:
        return np.nan
    try:
        value = float(word)
    except ValueError:
        found = _SUM.fullmatch(unicodedata.normalize("NFKC", word).casefold())
        if not found:
            return np.nan
        value = float(found[1].replace(",", "")) * _SCALE.get(found[2] or "", 1.0)
    return value if np.isfinite(value) else np.nan


# ---- days

_FORMS = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?(?:[T ].*)?"
    r"|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<z>\d{4})(?:[T ].*)?"
    r"|(?P<q>\d{4})年"
)


def _days(words: Sequence[str | None]) -> tuple[Floats, int]:
    """Days since 1970, and how many days more a cell may mean."""
    found = [None if word is None else _FORMS.fullmatch(word) for word in words]
    # 13/02/2015 can only be day first: one such cell tells how the whole column is written.
    pairs = [(int(each["a"]), int(each["b"])) for each in found if each and each["a"]]
    day_first = any(a > 12 for a, _ in pairs) or not any(b > 12 for _, b in pairs)
    days, span = [], 0
    for each in found:
        if each is None:
            days.append(np.nan)
        elif each["y"]:
            span = max(span, 0 if each["d"] else 30)
            days.append(_day(int(each["y"]), int(each["m"]), int(each["d"] or 1)))
        elif each["a"]:
            a, b = int(each["a"]), int(each["b"])
            days.append(_day(int(each["z"]), *((b, a) if day_first else (a, b))))
        else:
            span = 365
            days.append(_day(int(each["q"]), 1, 1))
    return np.array(days, dtype=np.float64), span


def _day(year: int, month: int, day: int) -> float:
    try:
        return float(date(year, month, day).toordinal() - EPOCH)
    except ValueError:
        return np.nan


def _ymd(value: int) -> float | None:
    found = _day(value // 10_000, value // 100 % 100, value % 100)
    return None if np.isnan(found) else found


def as_days(of: CellColumn) -> CellColumn | None:
    """A column as days: days themselves, or whole years between 1800 and 2100; None for anything else."""
    if of.sort is Sort.DAY:
        return of
    if not is_year(of):
        return None
    years = of.values[~of.missing].astype(np.int64)
    days = np.full(of.values.size, np.nan)
    days[~of.missing] = (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    return CellColumn(of.name, Sort.DAY, days, span=365)


def companies_of(of: CellColumn) -> Ints:
    """A number for each company, shape (n,); a row without one is a company of its own."""
    own = of.values.max(initial=0.0, where=~of.missing) + 1 + np.arange(of.values.size)
    found = np.unique(np.where(of.missing, own, of.values), return_inverse=True)[1]
    return np.asarray(found, dtype=np.int64)


def is_year(of: CellColumn) -> bool:
    """Whether a column's numbers can all be calendar years."""
    there = of.values[~of.missing]
    whole = of.sort is Sort.NUMBER and there.size > 0 and bool((there % 1 == 0).all())
    return whole and _YEARS[0] <= there.min() and there.max() <= _YEARS[1]
