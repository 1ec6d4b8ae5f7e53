"""Sums of money in cells, for every source: exact ones ($1.5B, 1亿2000万元, 1.234,56 €), and vague ones by bounds.

A sum is a number, its units (k, m, bn, lakh, crore, 万, 亿, 억 …) and at most one currency, in Latin letters, Chinese,
Japanese or Korean. `sums_words.py` holds the words. What vague words are taken to mean; where usage is loose, the wider
reading, so that the true sum lies within it:

* 数百万, 几百万, 百万级, 百万, several million: any sum of that place, from 1 million up to below 10 million.
* 300多万, 300余万, 1亿多: from that sum up to below the next of its last digit: from 3 million up to below 4 million.
* 近1.5亿, 接近, 将近, nearly $1.5B: at most that sum, at least the greatest power of ten below it: from 1亿.
* 约1.5亿, 大约, 左右, about, ~: the source's estimate, rounded to the digits that it gives: from 1.45亿 to 1.55亿.
* 超1亿, 超过, 过, 逾, 上, 至少, 不低于, 以上, 起, over, at least, >, 1亿+: at least that sum, and no most.
* 不到1亿, 不足, under, less than, <: below that sum, and no least; 不超过, 至多, 以内, 以下, up to: at most that sum.
* 1-2亿, 5000万至1亿, $10M–$50M: from the one to the other, both included; a unit that the first lacks is the second's.

"Below" a sum is a cent below it. Of Chinese put in other words only the currency is known.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from hornbook.formats.cells import Bad, squeeze
from hornbook.sources.shared.numerals import chinese_number, decimal_number
from hornbook.sources.shared.sums_words import CURRENCIES, DOLLARS, SAME, UNITS, VAGUE, YENS, Vague
from hornbook.terms import LARGEST, Amount
from hornbook.text import Phrase, listing, message

CENT = Decimal("0.01")


class Sum(NamedTuple):
    """A sum: `amount` is None where the words are vague, and `least` and `most` then say what it can be.

    `currency` is an ISO 4217 code, or None where none is named. `two_ways` holds a number such as 1.250, whose mark
    may stand at the decimals or at the thousands.
    """

    amount: Amount | None
    currency: str | None
    least: Amount | None = None
    most: Amount | None = None
    two_ways: str | None = None
    any_dollar: bool = False
    """True where a plain $ stands, which may be the dollar that another column names."""

    @property
    def fields(self) -> dict[str, Any]:
        """Amount, currency, least and most, as a round has them."""
        return {"amount": self.amount, "currency": self.currency, "least": self.least, "most": self.most}

    @property
    def vague(self) -> Phrase:
        """What the words leave open: 'from 1,000,000 to 9,999,999.99'; empty where nothing at all is said."""
        if self.least is not None and self.most is not None:
            return message("from {least} to {most}", least=_digits(self.least), most=_digits(self.most))
        if self.least is not None:
            return message("at least {least}", least=_digits(self.least))
        return message("at most {most}", most=_digits(self.most)) if self.most is not None else ""


class _Token(NamedTuple):
    """A piece of a cell: its sort (number, digits, unit, currency, vague, range or other) and its text."""

    sort: str
    text: str


class _Number(NamedTuple):
    """A number with its units: 1亿2000万 has two."""

    value: Amount
    place: Amount
    """What the last digit counts that is not zero: of 300万 a million."""
    counted: bool
    """False where only a unit stands: 百万."""


_Ends = tuple[Amount | None, Amount | None, Amount | None]
"""The amount, or else the least and the most."""


def sum_in(text: str, *, decimal: str | None = None, scale: Decimal = Decimal(1)) -> Sum:
    """The sum in a cell; only a number that stands alone is an amount.

    `decimal` is the mark of decimals, "." or ","; without it a number with both marks has the last one there, and one
    mark alone is read as in English. `scale` multiplies a number that names no unit of its own. Bad when there is no
    sum of money, one in two currencies, a negative one, or one larger than any amount of this field.
    """
    plain = unicodedata.normalize("NFKC", squeeze(text)).translate(SAME)
    if len(plain) > 120:
        raise Bad(_no_sum(text))
    if _NEGATIVE.fullmatch(plain):
        raise Bad(message("'{text}' is negative", text=squeeze(text)[:40]))
    tokens = _tokens(plain)
    currency = _currency(text, [token.text for token in tokens if token.sort == "currency"])
    ends = _ends(tokens, decimal, scale)
    if ends is None and _MAGNITUDE.search(plain):
        return Sum(None, currency)
    if ends is None or not all(end is None or 0 < end <= LARGEST for end in ends):
        raise Bad(_no_sum(text))
    amount, least, most = (None if end is None else end.quantize(CENT, ROUND_HALF_EVEN) for end in ends)
    marks = [] if decimal else [token.text for token in tokens if token.sort == "number"]
    dollar = currency == "USD" and {token.text for token in tokens if token.sort == "currency"} == {DOLLARS}
    return Sum(amount, currency, least, most, next(filter(TWO_WAYS.fullmatch, marks), None), dollar)


def bounds_in(text: str) -> _Ends | None:
    """The number in a cell, or else its least and its most, where no currency is named; None when it holds none."""
    plain = unicodedata.normalize("NFKC", squeeze(text)).translate(SAME)
    if len(plain) > 120 or _NEGATIVE.fullmatch(plain):
        return None
    tokens = _tokens(plain)
    found = None if any(token.sort == "currency" for token in tokens) else _ends(tokens, None, Decimal(1))
    return found if found and all(end is None or 0 < end <= LARGEST for end in found) else None


def _no_sum(text: str) -> Phrase:
    return message("'{text}' is no sum of money", text=squeeze(text)[:40])


def _one_of(words: Iterable[str]) -> str:
    """The longer word first: 元 is the end of many. A Latin word ends where its letters end."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + ("" if not word[-1:].isascii() or not word[-1:].isalpha() else r"(?![A-Za-z])")
        for word in ordered
    )


_SORTS = {
    "number": r"\d(?:[\d.,'’]*\d)?(?:(?<=\d)[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?",
    "range": r"[-–—~至到]|(?:to|and|bis|à)(?![A-Za-z])",
    "opener": r"(?:between|from)(?![A-Za-z])|从",
    "vague": _one_of(VAGUE),
    "currency": _one_of(CURRENCIES),
    "digits": "[零〇十百千]*[一二两三四五六七八九][一二两三四五六七八九零〇十百千]*",
    "unit": _one_of(UNITS),
    "space": r"\s+",
    "other": "[A-Za-z]+|.",
}
_TOKEN = re.compile("|".join(f"(?P<{sort}>{pattern})" for sort, pattern in _SORTS.items()), re.IGNORECASE | re.ASCII)
_NEGATIVE = re.compile(r"[^\w(]*\([^()\w]*\d[\d.,]*[^()\d]{0,12}\)[^\w]*|[^\w(]*-[^\w(]*\d.*")
TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.]\d{3}", re.ASCII)
_MAGNITUDE = re.compile("[十百千万亿]")
_CURRENCY_OF = {word.casefold(): code for word, code in CURRENCIES.items()}


def _tokens(plain: str) -> list[_Token]:
    """The pieces of a cell in their order, in small letters."""
    made: list[_Token] = []
    for match in _TOKEN.finditer(plain):
        sort, text = str(match.lastgroup), match[0].casefold()
        if sort == "range" and text == "~" and not any(token.sort in ("number", "digits", "unit") for token in made):
            sort = "vague"
        if sort != "space":
            made.append(_Token(sort, text))
    return made


def _currency(text: str, words: list[str]) -> str | None:
    """The one currency that is named; a plain $ is the dollar that another word names, and ¥ likewise."""
    named = {_CURRENCY_OF[word] for word in words}
    if DOLLARS in words and len(others := named & DOLLAR_CODES) == 1:
        named = named - {"USD"} | others
    named -= {YENS}
    if len(named) > 1:
        named_here = listing(sorted(named))
        raise Bad(message("{text!r} names several currencies: {currencies}", text=text[:40], currencies=named_here))
    return next(iter(named), None)


DOLLAR_CODES = {"AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD", "BRL", "ARS", "CLP", "COP"}


def _ends(tokens: list[_Token], decimal: str | None, scale: Decimal) -> _Ends | None:
    """What the pieces say; None where they fit no reading."""
    cuts = [position for position, token in enumerate(tokens) if token.sort == "range"]
    if not cuts:
        return _one_side([token for token in tokens if token.sort != "opener"], decimal, scale)
    if len(cuts) > 1:
        return None
    left, right = tokens[: cuts[0]], tokens[cuts[0] + 1 :]
    if left and left[0].sort == "opener":
        left = left[1:]
    if any(token.sort == "vague" for token in tokens):
        return None
    last = [token for token in right if token.sort == "unit"]
    if not any(token.sort == "unit" for token in left):
        left = [token for token in left if token.sort != "currency"] + last
    low, high = _number(left, decimal, scale), _number(right, decimal, scale)
    if low is None or high is None or not low.value <= high.value:
        return None
    return None, low.value, high.value


def _one_side(tokens: list[_Token], decimal: str | None, scale: Decimal) -> _Ends | None:
    vague = {VAGUE[token.text] for token in tokens if token.sort == "vague"}
    core = [token for token in tokens if token.sort != "vague"]
    found = _number(core, decimal, scale)
    if found is None:
        return None
    if vague:
        return _meant(vague, found)
    return (found.value, None, None) if found.counted else (None, found.value, found.value * 10 - CENT)


def _number(tokens: list[_Token], decimal: str | None, scale: Decimal) -> _Number | None:
    """A number and its units, once or in falling order (1亿2000万), with a currency before or behind it."""
    core = list(tokens)
    while core and core[0].sort == "currency":
        core.pop(0)
    while core and core[-1].sort == "currency":
        core.pop()
    if not core or any(token.sort not in ("number", "digits", "unit") for token in core):
        return None
    counted = core[0].sort != "unit"
    if not counted:
        core.insert(0, _Token("number", "1"))
    parts: list[tuple[Decimal, Decimal | None]] = []
    for token in core:
        if token.sort == "unit":
            number, unit = parts[-1]
            parts[-1] = number, UNITS[token.text] * (unit or 1)
        else:
            value = (
                decimal_number(token.text, decimal) if token.sort == "number" else Decimal(chinese_number(token.text))
            )
            parts.append((value, None))
    return _added(parts, scale, counted=counted)


def _added(parts: list[tuple[Decimal, Decimal | None]], scale: Decimal, *, counted: bool) -> _Number | None:
    total, above = Decimal(0), None
    for number, unit in parts:
        if len(parts) > 1 and unit is None:
            return None
        value = number * (scale if unit is None else unit)
        if above is not None and value >= above:
            return None
        total, above = total + value, unit
        place = _place(number) * (scale if unit is None else unit)
    return _Number(total, place, counted)


def _meant(vague: set[Vague], number: _Number) -> _Ends | None:
    """The bounds that the words leave to a number, or to a place such as 百万 where no number stands."""
    value, rest = number.value, vague - {Vague.ABOVE}
    if Vague.ABOVE in vague:
        return (None, value, None) if rest <= {Vague.SOME, Vague.MORE} else None
    if len(rest) > 1 or (number.counted and rest == {Vague.SOME}):
        return None
    match next(iter(rest)):
        case Vague.SOME:
            return None, value, value * 10 - CENT
        case Vague.MORE:
            return None, value, value + number.place - CENT
        case Vague.NEARLY:
            return None, _power_below(value), value
        case Vague.ABOUT:
            return None, value - number.place / 2, value + number.place / 2
        case Vague.BELOW:
            return None, None, value - CENT
        case _:
            return None, None, value


def _place(number: Decimal) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(10) ** exponent


def _power_below(amount: Amount) -> Amount:
    """The greatest power of ten below an amount."""
    power = Decimal(10) ** amount.adjusted()
    return power if power < amount else power / 10


def _digits(amount: Amount) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,}"
