"""How figures are written for people, one way a language: US$226.2bn and 2262亿美元, US$2.3m and 232万美元."""

from decimal import Decimal

_CHINESE = {
    "USD": "美元", "CNY": "元人民币", "EUR": "欧元", "HKD": "港元", "GBP": "英镑", "JPY": "日元", "INR": "印度卢比",
    "KRW": "韩元", "SGD": "新加坡元", "CAD": "加元", "AUD": "澳元", "CHF": "瑞士法郎", "TWD": "新台币",
}  # fmt: skip
_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£"}


def money_text(amount: Decimal, currency: str, *, chinese: bool) -> str:
    """An amount in the fewest digits that a reader needs: billions and millions, or 亿 and 万."""
    sign = "-" if amount < 0 else ""
    return sign + (_chinese if chinese else _english)(abs(Decimal(amount)), currency)


def _english(amount: Decimal, currency: str) -> str:
    lead = _SIGNS.get(currency, f"{currency} ")
    if amount >= Decimal(999_950_000):
        return f"{lead}{_short(amount / 10**9)}bn"
    if amount >= Decimal(999_950):
        return f"{lead}{_short(amount / 10**6)}m"
    return f"{lead}{amount:,.0f}" if amount == amount.to_integral_value() else f"{lead}{amount:,.2f}"


def _chinese(amount: Decimal, currency: str) -> str:
    unit = _CHINESE.get(currency, f" {currency}")
    if amount >= Decimal(99_995_000):
        return f"{_short(amount / 10**8, '')}亿{unit}"
    if amount >= 10_000:
        size = amount / 10**4
        return f"{size:.0f}万{unit}" if size >= 100 else f"{_short(size, '')}万{unit}"
    return f"{amount:.0f}{unit}" if amount == amount.to_integral_value() else f"{amount:.2f}{unit}"


def _short(size: Decimal, comma: str = ",") -> str:
    """One decimal, left out where it is nought."""
    return f"{size:{comma}.1f}".removesuffix(".0")


def share(value: float, decimals: int = 1) -> str:
    """A share as percent."""
    return f"{value:.{decimals}%}"
