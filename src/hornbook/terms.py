"""Small frozen values that every room speaks: Day, Amount, Grade and the closed words of finance."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hornbook.errors import QuestionError
from hornbook.text import message

VERSION = "0.2.0"
"""Hornbook's own version."""

Day = date
"""A calendar day. There are no hours here: no source of this field is that exact."""

Amount = Decimal
"""Money as stated, in whole units of its currency, two decimals kept; between -10**15 and 10**15."""

EARLIEST = date(1800, 1, 1)
"""No company fact of this field is older; an earlier day in a file is a slip of the pen."""

LARGEST = Decimal(10) ** 15
"""No amount in this field is larger in any currency; a larger one is a slip of the pen."""


class Grade(StrEnum):
    """How good the evidence is, from best to worst."""

    FILED = "filed"
    """In an official register or a signed filing."""
    DOCUMENTED = "documented"
    """A contract, a bank receipt or an audit that somebody checked."""
    REPORTED = "reported"
    """Published by a named maker: a database, a list, the press."""
    STATED = "stated"
    """The company's own word."""
    DERIVED = "derived"
    """Worked out from other facts or from a hint; a bound, not a reading."""
    SIMULATED = "simulated"
    """Made by a generator. Never real."""


class Instrument(StrEnum):
    """What the money of a round is."""

    EQUITY = "equity"
    DEBT = "debt"
    GRANT = "grant"
    SECONDARY = "secondary"
    CONVERTIBLE = "convertible"
    """A note that is a loan on its day and may become shares."""
    SAFE = "safe"
    """A simple agreement for future equity: neither shares nor a loan on its day."""
    UNSTATED = "unstated"


class Payment(StrEnum):
    """Whether the money of a round has arrived."""

    PAID_IN = "paid_in"
    ANNOUNCED = "announced"
    UNSTATED = "unstated"


class Basis(StrEnum):
    """What a valuation is a valuation of."""

    POST_MONEY = "post_money"
    PRE_MONEY = "pre_money"
    SECONDARY = "secondary"
    FAIR = "fair"
    UNSTATED = "unstated"


class Bound(StrEnum):
    """Whether an amount is the figure itself or only a limit on it."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Scope(StrEnum):
    """What a figure covers: the company itself, its group, or several companies about to merge."""

    COMPANY = "company"
    GROUP = "group"
    MERGER = "merger"


def day(text: str) -> Day:
    """Read a day as ISO 8601 (2019-12-31); QuestionError when it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise QuestionError(
            message("'{text}' is not a day. Write it as YYYY-MM-DD, for example 2019-12-31.", text=text)
        ) from None
    if found < EARLIEST:
        raise QuestionError(
            message("{text} is before {earliest}, and no fact here is older.", text=text, earliest=EARLIEST)
        )
    return found


PERIOD_MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months lie between two days of a series, by the word for its period."""


def shift(day: Day, months: int) -> Day:
    """The same day so many months later or earlier, or the month's last day where it has no such day.

    Months are counted on the calendar in this one place, because engines disagree on them.
    """
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
