"""Days in cells, for every source: days, months, quarters, halves and years, in the ways in which lists write them.

A period stands as its first day, with how exact it is; a figure of a period, such as turnover, ends on its last day.
Days whose order cannot be told (03/04/2019) need a format.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from hornbook.formats.cells import Bad, squeeze
from hornbook.terms import EARLIEST, Day
from hornbook.text import listing, message


class WrittenDay(NamedTuple):
    """What a cell says of a time: its first day, its last day, and how exact it is: day, month, quarter, half or year.

    `other` is the day that a later format reads in the same words, where two formats disagree.
    """

    first: Day
    last: Day
    precision: str
    other: Day | None = None


def day_written(text: str, formats: tuple[str, ...] = (), *, serial: bool = False) -> WrittenDay:
    """The time that a cell names, by `formats` (as `strptime` has them) or, without any, in any usual way.

    `serial` takes a plain number for the days that a workbook counts from 1900. Bad when the cell names no time, one
    that no calendar has, or one before 1800.
    """
    plain = unicodedata.normalize("NFKC", squeeze(text))
    if not plain:
        raise Bad(message("no day is given"))
    if serial and _SERIAL.fullmatch(plain):
        return _checked(_of_serial(plain), text)
    found = _by_formats(plain, formats) if formats else _in_words(plain)
    if found is None:
        known = listing(formats, "or") if formats else message("a day, a month, a quarter or a year")
        raise Bad(message("'{text}' is not a day written as {formats}", text=plain[:40], formats=known))
    return _checked(found, text)


def _checked(found: WrittenDay, text: str) -> WrittenDay:
    if found.first < EARLIEST:
        raise Bad(message("{day} is before {year:d}", day=found.first, year=EARLIEST.year))
    return found


_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?$", re.ASCII)


def _of_serial(plain: str) -> WrittenDay:
    """Excel counts 1 January 1900 as 1, and a 29 February 1900 that never was."""
    number = int(plain.partition(".")[0])
    if not 61 <= number <= 109_574:
        raise Bad(message("{text} is no day that a workbook counts, from 61 (1 March 1900) to 2199", text=plain))
    return _one_day(date(1899, 12, 30) + timedelta(number))


@lru_cache(maxsize=8192)
def _by_formats(plain: str, formats: tuple[str, ...]) -> WrittenDay | None:
    found: WrittenDay | None = None
    for pattern in formats:
        day = _parsed(plain, pattern) or _parsed(_MIDNIGHT.sub("", plain), pattern)
        if day is None:
            continue
        if found is None:
            exact = precision_of(pattern)
            found = _one_day(day) if exact == "day" else _period(day.year, day.month if exact == "month" else 1, exact)
        elif day != found.first and found.precision == "day" == precision_of(pattern):
            return found._replace(other=day)
    return found


def _parsed(text: str, pattern: str) -> Day | None:
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no time zone
    except ValueError:
        return None


def precision_of(pattern: str) -> str:
    """How exact a day is that was written in a format of `strptime`: day, month or year."""
    if any(mark in pattern for mark in ("%d", "%j", "%x", "%c", "%D", "%F")):
        return "day"
    return "month" if any(mark in pattern for mark in ("%m", "%b", "%B")) else "year"


_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = dict(zip(_NAMES.split(), range(1, 13), strict=True))
_MONTH = r"(?P<word>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_WAYS = tuple(
    re.compile(way, re.ASCII | re.IGNORECASE)
    for way in (
        r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?[日号])?",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        rf"{_MONTH},? (?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? )?(?P<y>\d{{4}})",
        rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -])?{_MONTH}[ ,-]+(?P<y>\d{{4}})",
        r"Q(?P<q>[1-4])[ ,/'-]*(?P<y>\d{4})",
        r"(?P<q>[1-4])Q[ ,/'-]*(?P<y>\d{4})",
        r"(?P<y>\d{4})[ ,/-]*Q(?P<q>[1-4])",
        r"(?P<y>\d{4}) ?年? ?第?(?P<q>[一二三四1-4]) ?季度?",
        r"H(?P<h>[12])[ ,/'-]*(?P<y>\d{4})",
        r"(?P<y>\d{4})[ ,/-]*H(?P<h>[12])",
        r"(?P<y>\d{4}) ?年? ?(?P<h>[上下])半年",
        r"(?:FY|CY)?[ -]?(?P<y>\d{4})",
        r"(?P<y>\d{4}) ?年度?",
    )
)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


@lru_cache(maxsize=8192)
def _in_words(plain: str) -> WrittenDay | None:
    text = _MIDNIGHT.sub("", plain)
    for way in _WAYS:
        if match := way.fullmatch(text):
            return _of_parts(match.groupdict(), plain)
    return None


def _of_parts(parts: dict[str, str | None], plain: str) -> WrittenDay:
    def part(name: str) -> int | None:
        word = parts.get(name)
        return None if word is None else _CHINESE.get(word) or int(word)

    year, word = part("y") or 0, parts.get("word")
    if word and not _FULL_MONTH.fullmatch(word):
        raise Bad(message("'{text}' is no day of the calendar", text=plain[:40]))
    month = _MONTHS[word[:3].lower()] if word else part("m")
    quarter, half, day = part("q"), part("h"), part("d")
    try:
        if day is not None:
            return _one_day(date(year, month or 0, day))
        if month is not None:
            return _period(year, month, "month")
        if quarter is not None:
            return _period(year, quarter * 3 - 2, "quarter")
        return _period(year, 1, "year") if half is None else _period(year, half * 6 - 5, "half")
    except ValueError:
        raise Bad(message("'{text}' is no day of the calendar", text=plain[:40])) from None


_FULL_MONTH = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?",
    re.IGNORECASE,
)
_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _one_day(day: Day) -> WrittenDay:
    return WrittenDay(day, day, "day")


def _period(year: int, month: int, precision: str) -> WrittenDay:
    last = month + _LENGTH[precision] - 1
    return WrittenDay(date(year, month, 1), date(year, last, monthrange(year, last)[1]), precision)
