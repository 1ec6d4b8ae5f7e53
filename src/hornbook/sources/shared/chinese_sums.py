"""Sums of money in Chinese: exact ones (1.5亿人民币) and vague ones, whose words become the least and the most.

What each word is taken to mean; where usage is loose, the wider reading, so that the true sum lies within it:

* 数百万, 几百万, 百万级, 百万: any sum of that place, from 1 million up to below 10 million.
* 300多万, 300余万, 1亿多: from that sum up to below the next of its last digit: from 3 million up to below 4 million.
* 近1.5亿, 接近, 将近: at most that sum, at least the greatest power of ten below it: from 1亿; 近亿: from 1千万.
* 约1.5亿, 大约, 左右: the source's estimate, rounded to the digits that it gives: from 1.45亿 to 1.55亿.
* 超1亿, 超过, 过, 逾, 上, 至少, 不低于, 不少于; 1亿以上, 及以上, 起, 1亿+: at least that sum, and no most.
* 不到1亿, 不足: below that sum, and no least; 不超过, 至多, 最多, 以内, 以下: at most that sum.
* 1-2亿, 5000万至1亿: from the one to the other, both included; a unit that the first lacks is that of the second.

"Below" a sum is a cent below it. Of what is put in other words only the currency is known.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from hornbook.formats.cells import Bad, amount_in, squeeze
from hornbook.terms import Amount
from hornbook.text import Phrase, listing, message

_UNITS = {"千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
_CURRENCIES = {
    **dict.fromkeys(("人民币元", "元人民币", "人民币", "元"), "CNY"),
    **dict.fromkeys(("美元", "美金"), "USD"),
    **dict.fromkeys(("港元", "港币"), "HKD"),
    **dict.fromkeys(("新台币", "台币"), "TWD"),
    **dict.fromkeys(("新加坡元", "新元"), "SGD"),
    **{"欧元": "EUR", "英镑": "GBP", "日元": "JPY", "韩元": "KRW", "加元": "CAD", "澳元": "AUD", "卢比": "INR"},
    **{"卢布": "RUB", "瑞士法郎": "CHF", "谢克尔": "ILS"},
}


def _one_of(words: tuple[str, ...]) -> str:
    """The longer word first: 元 is the end of many."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_CURRENCY = re.compile(_one_of(tuple(_CURRENCIES)))
_UNNAMED = re.compile(rf"^(?:{_CURRENCY.pattern})|(?:{_CURRENCY.pattern})(?!\d)", re.ASCII)  # never between digits
_ABOVE = ("超过", "超", "过", "逾", "上", "至少", "不低于", "不少于", "及以上", "以上", "起", "+")
_BELOW = ("不到", "不足")
_UP_TO = ("不超过", "至多", "最多", "以内", "以下")
_NEARLY = ("接近", "将近", "近")
_ABOUT = ("大约", "约", "左右")
_SOME = ("数", "几", "级")
_MORE = ("多", "余")
_NUMBER, _UNIT = r"\d[\d,.]*", _one_of(tuple(_UNITS))
_WORDS = _one_of((*_ABOVE, *_BELOW, *_UP_TO, *_NEARLY, *_ABOUT, *_SOME))
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})?", re.ASCII)
_VAGUE = re.compile(
    rf"(?P<before>{_WORDS})?(?P<number>{_NUMBER})?(?P<more>[多余])?(?P<unit>{_UNIT})?(?P<after>{_WORDS}|[多余])?",
    re.ASCII,
)
_FROM_TO = re.compile(rf"({_NUMBER})({_UNIT})?[-~—–至到]({_NUMBER})({_UNIT})?", re.ASCII)
_MAGNITUDE = re.compile("[十百千万亿]")
_CENT = Decimal("0.01")


class ChineseSum(NamedTuple):
    """A sum: `amount` is None where the words are vague, and `least` and `most` then say what it can be.

    `currency` is None where none is named.
    """

    amount: Amount | None
    currency: str | None
    least: Amount | None = None
    most: Amount | None = None

    @property
    def vague(self) -> Phrase:
        """What the words leave open: 'from 1,000,000 to 9,999,999.99'; empty where nothing at all is said."""
        if self.least is not None and self.most is not None:
            return message("from {least} to {most}", least=_plain(self.least), most=_plain(self.most))
        if self.least is not None:
            return message("at least {least}", least=_plain(self.least))
        return message("at most {most}", most=_plain(self.most)) if self.most is not None else ""


def money_in(text: str) -> ChineseSum:
    """The sum in a cell: a number, 万 or 亿 or the like, and a currency; a vague one as its least and its most.

    Only a number that stands alone is an amount. Bad when there is no sum of money, or one in two currencies.
    """
    plain = squeeze(unicodedata.normalize("NFKC", text)).replace(" ", "")
    named = {_CURRENCIES[word] for word in _CURRENCY.findall(plain)}
    if len(named) > 1:
        raise Bad(
            message(
                "{text!r} names several currencies: {currencies}", text=text[:40], currencies=listing(sorted(named))
            )
        )
    currency, rest = next(iter(named), None), _UNNAMED.sub("", plain)
    if match := _PLAIN.fullmatch(rest):
        return ChineseSum(_sum(match["number"], match["unit"]), currency)
    least, most = _ends(rest)
    if least is most is None and not _MAGNITUDE.search(rest):
        raise Bad(message("{text!r} is no sum of money", text=text[:40]))
    return ChineseSum(None, currency, least, most)


_Ends = tuple[Amount | None, Amount | None]


def _ends(words: str) -> _Ends:
    """The least and the most; neither where the words are none of ours."""
    if match := _FROM_TO.fullmatch(words):
        number, unit, other, its = match.groups()
        least, most = _sum(number, unit or its), _sum(other, its)
        return (least, most) if least <= most else (None, None)
    match = _VAGUE.fullmatch(words)
    if not match or not (match["number"] or match["unit"]):
        return None, None
    said = {word for word in (match["before"], match["more"], match["after"]) if word}
    return _meant(said, match["number"], match["unit"])


def _meant(said: set[str], number: str | None, unit: str | None) -> _Ends:
    """What the words say of a sum, or of a place such as 百万 where no number stands."""
    found = _sum(number or "1", unit)
    above, rest = said & set(_ABOVE), said - set(_ABOVE)
    if above:
        return (found, None) if rest <= {*_SOME, *_MORE} else (None, None)
    if len(rest) > 1 or (number and rest <= set(_SOME)):
        return None, None
    word = next(iter(rest), "数")
    if word in _SOME:
        return found, found * 10 - _CENT
    if word in _MORE:
        return found, found + _place(found) - _CENT
    if word in _NEARLY:
        return _power_below(found), found
    if word in _ABOUT:
        return found - _place(found) / 2, found + _place(found) / 2
    return None, found - _CENT if word in _BELOW else found


def _sum(number: str, unit: str | None) -> Amount:
    """A number of units; Bad when it is no number or nothing that anybody pays."""
    found = amount_in(number, Decimal(10) ** _UNITS.get(unit or "", 0))
    if found <= 0:
        raise Bad(message("'{number}{unit}' is no amount that anybody pays", number=number, unit=unit or ""))
    return found


def _place(amount: Amount) -> Amount:
    """What the last digit that is not zero counts: of 300万 a million."""
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(10) ** exponent


def _power_below(amount: Amount) -> Amount:
    """The greatest power of ten below an amount."""
    power = Decimal(10) ** amount.adjusted()
    return power if power < amount else power / 10


def _plain(amount: Amount) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,}"
