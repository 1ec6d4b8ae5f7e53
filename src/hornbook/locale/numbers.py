"""How figures are written for people, one way a language: US$226.2bn and 2262亿美元, US$2.3m and 232万美元."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

_CHINESE = {
    "USD": "美元", "CNY": "元人民币", "EUR": "欧元", "HKD": "港元", "GBP": "英镑", "JPY": "日元", "INR": "印度卢比",
    "KRW": "韩元", "SGD": "新加坡元", "CAD": "加元", "AUD": "澳元", "CHF": "瑞士法郎", "TWD": "新台币",
}  # fmt: skip
_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£"}
_NO_UNIT = ""
_CHINESE[_NO_UNIT] = _SIGNS[_NO_UNIT] = ""


MOST_DECIMALS = 20
"""How many decimals are enough to tell any two amounts of a book apart."""


DIGITS_ALIKE = 3
"""How many digits an amount has where every language writes the same ones."""
_ALIKE_FROM = 10_000
"""Smaller amounts are written in full in every language."""
_alike: ContextVar[bool] = ContextVar("alike", default=False)


@contextmanager
def written_alike() -> Iterator[None]:
    """Within it every language writes an amount with the same digits: US$1.46bn and 14.6亿美元, not US$1.5bn.

    Languages count in units of their own and so round differently; documents of two languages must hold equal figures.
    """
    before = _alike.set(True)
    try:
        yield
    finally:
        _alike.reset(before)


def money_text(amount: Decimal, currency: str, *, chinese: bool, beside: Iterable[Decimal] = ()) -> str:
    """An amount in the fewest digits that a reader needs: billions and millions, or 万亿, 亿 and 万.

    Where it stands `beside` other amounts, it has as many decimals as tell it apart from each of them.
    """
    amount = Decimal(amount)
    others = [other for other in map(Decimal, beside) if other != amount]
    if _alike.get() and min(map(abs, [amount, *others])) >= _ALIKE_FROM:
        # The rounded amount is written in full: no unit cuts off another digit of it.
        return _money(_few_digits(amount, others), currency, chinese, MOST_DECIMALS)
    for decimals in range(1, MOST_DECIMALS):
        text = _money(amount, currency, chinese, decimals)
        if all(text != _money(other, currency, chinese, decimals) for other in others):
            return text
    return _money(amount, currency, chinese, MOST_DECIMALS)


def exact_money_text(amount: Decimal, currency: str) -> str:
    """An amount in English without any rounding: short in billions or millions if three decimals tell all of it."""
    lead = _SIGNS.get(currency, f"{currency} ")
    for size, unit in ((10**9, "bn"), (10**6, "m")):
        if amount >= size and amount % (size // 1000) == 0:
            return f"{lead}{_figure(amount / size, 3)}{unit}"
    return f"{lead}{amount:,f}"


def _few_digits(amount: Decimal, others: Iterable[Decimal]) -> Decimal:
    """An amount of as few digits as tell it apart from others."""
    for digits in range(DIGITS_ALIKE, MOST_DECIMALS):
        few = Decimal(f"{amount:.{digits - 1}e}")
        if all(few != Decimal(f"{other:.{digits - 1}e}") for other in others):
            return few
    return amount


def _money(amount: Decimal, currency: str, chinese: bool, decimals: int) -> str:
    sign = "-" if amount < 0 else ""
    return sign + (_chinese if chinese else _english)(abs(amount), currency, decimals)


def _english(amount: Decimal, currency: str, decimals: int) -> str:
    lead = _SIGNS.get(currency, f"{currency} ")
    millions = amount.scaleb(-6)
    if _rounded(millions, decimals) >= 1000:
        return f"{lead}{_figure(amount.scaleb(-9), decimals)}bn"
    if _rounded(amount.scaleb(-3), decimals) >= 1000:
        return f"{lead}{_figure(millions, decimals)}m"
    return f"{lead}{_in_full(amount, ',', decimals)}"


def _chinese(amount: Decimal, currency: str, decimals: int) -> str:
    unit = _CHINESE.get(currency, f" {currency}")
    size = amount.scaleb(-4)
    if _rounded(amount.scaleb(-8), decimals) >= 10_000:
        return f"{_figure(amount.scaleb(-12), decimals + 1, '')}万亿{unit}"
    if _rounded(size, decimals - 1) >= 10_000:
        return f"{_figure(amount.scaleb(-8), decimals, '')}亿{unit}"
    if amount >= 10_000:
        return f"{_figure(size, decimals - (size >= 100), '')}万{unit}"
    return f"{_in_full(amount, '', decimals)}{unit}"


def short_figure(value: Decimal, *, chinese: bool) -> str:
    """A figure without its unit in the fewest digits: 1.5bn and 15亿; below a million, or 1万, with its decimals."""
    if abs(value) >= (10_000 if chinese and not _alike.get() else 1_000_000):
        return money_text(value, _NO_UNIT, chinese=chinese)
    # Three digits tell figures apart that are smaller than 1; larger ones have as many behind the point.
    decimals = 3 - min(0, value.adjusted() + 1) if value else 0
    text = f"{value:{'' if chinese else ','}.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(size: Decimal, decimals: int) -> Decimal:
    return Decimal(f"{size:.{decimals}f}")


def _figure(size: Decimal, decimals: int, comma: str = ",") -> str:
    """A figure without needless noughts behind its point."""
    text = f"{size:{comma}.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _in_full(amount: Decimal, comma: str, decimals: int) -> str:
    """A small amount: whole, or with the hundredths of its currency."""
    whole = amount == amount.to_integral_value()
    return f"{amount:{comma}.{0 if whole else max(2, decimals)}f}"


def share(value: float, decimals: int = 1) -> str:
    """A share as percent."""
    return f"{value:.{decimals}%}"
