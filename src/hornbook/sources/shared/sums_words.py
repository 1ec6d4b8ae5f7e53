"""The words of sums of money: units, currencies and vague words, in the languages in which lists are written."""

from decimal import Decimal
from enum import StrEnum


class Vague(StrEnum):
    """What a word beside a number leaves open."""

    ABOVE = "at least"
    BELOW = "below"
    UP_TO = "at most"
    NEARLY = "nearly"
    ABOUT = "about"
    SOME = "some"
    """Any sum of that place: 数百万."""
    MORE = "more"
    """Up to the next of the last digit: 300多万."""


SAME = str.maketrans(
    "億萬兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟圓圆約餘過數幾臺幣歐韓鎊鎂〜−",
    "亿万两一二二三三四五六六七八九十百千元元约余过数几台币欧韩镑美~-",
)
"""Traditional and formal signs, and the plain ones that mean the same."""

CHINESE_DIGITS = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}

_ASIAN = {
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "兆": 12,
}
_KOREAN = {"만": 4, "백만": 6, "천만": 7, "억": 8, "조": 12}
_LATIN = {
    **dict.fromkeys(("k", "thousand", "thousands", "tsd", "mille", "mil", "тыс"), 3),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 5),
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "million", "millions", "millionen", "mn.", "millones", "млн"), 6),
    **dict.fromkeys(("crore", "crores", "cr"), 7),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "mlrd", "billion", "billions", "milliard", "milliards", "млрд"), 9),
    **dict.fromkeys(("t", "tn", "trn", "trillion", "trillions"), 12),
}
_LATIN["mil"] = 6  # an American list's "$5 mil"; Spanish "mil" stands in no list of ours

UNITS: dict[str, Decimal] = {
    word: Decimal(10) ** power for words in (_ASIAN, _KOREAN, _LATIN) for word, power in words.items()
}
"""What each unit counts; Latin words in small letters."""

_CODES = """
    AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD KZT LKR
    MAD MOP MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD UYU VND ZAR
"""
_NAMES = {
    "CNY": "人民币元 元人民币 人民币 元 块 RMB CNH renminbi yuan",
    "USD": "美元 美金 US$ USD$ U.S.$ dollars dollar 달러 미국달러 ドル 米ドル",
    "HKD": "港元 港币 HK$",
    "TWD": "新台币 台币 NT$",
    "SGD": "新加坡元 新元 S$",
    "MOP": "澳门元",
    "EUR": "欧元 € euro euros 유로 ユーロ",
    "GBP": "英镑 £ pounds sterling",
    "JPY": "日元 円 yen",
    "KRW": "韩元 원 ₩ won",
    "INR": "卢比 印度卢比 ₹ Rs. Rs rupees rupee",
    "CAD": "加元 加拿大元 C$ CA$ CDN$",
    "AUD": "澳元 A$ AU$",
    "NZD": "NZ$",
    "BRL": "R$",
    "MXN": "MX$",
    "RUB": "卢布 ₽ руб",
    "CHF": "瑞士法郎 Fr.",
    "ILS": "谢克尔 ₪ NIS",
    "VND": "越南盾 ₫ đồng",
    "THB": "泰铢 ฿ baht",
    "IDR": "印尼盾 Rp Rp.",
    "TRY": "₺",
    "PHP": "₱",
    "NGN": "₦",
    "UAH": "₴",
    "KZT": "₸",
    "MYR": "RM 林吉特",
}
DOLLARS, YENS = "$", "¥"
CURRENCIES: dict[str, str] = {
    **{code: code for code in _CODES.split()},
    **{word: code for code, words in _NAMES.items() for word in words.split()},
    "hong kong dollars": "HKD",
    "singapore dollars": "SGD",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "us dollars": "USD",
    "U.S. dollars": "USD",
    DOLLARS: "USD",
    YENS: YENS,
}
"""ISO 4217 by every word; a plain $ gives way to another dollar that is named, and ¥ is China's or Japan's."""

_ASIAN_VAGUE = {
    Vague.ABOVE: "超过 超 过 逾 上 至少 不低于 不少于 及以上 以上 起 이상",
    Vague.BELOW: "不到 不足 未满 未満 미만",
    Vague.UP_TO: "不超过 至多 最多 以内 以下 이하",
    Vague.NEARLY: "接近 将近 近",
    Vague.ABOUT: "大约 约 左右 上下 前后 약",
    Vague.SOME: "数 几 级",
    Vague.MORE: "多 余",
}
_LATIN_VAGUE = {
    Vague.ABOVE: "+ over|more than|above|at least|exceeding|in excess of|>=|>|≥|plus|or more|upwards of|minimum",
    Vague.BELOW: "under|less than|below|<",
    Vague.UP_TO: "up to|at most|not more than|no more than|<=|≤|maximum",
    Vague.NEARLY: "nearly|almost|close to",
    Vague.ABOUT: "about|approximately|approx.|approx|around|circa|ca.|c.|~|≈|est.|estimated|roughly",
    Vague.SOME: "several|a few",
}
VAGUE: dict[str, Vague] = {
    **{word: sort for sort, words in _ASIAN_VAGUE.items() for word in words.split()},
    **{word: sort for sort, words in _LATIN_VAGUE.items() for word in words.replace("+ ", "+|").split("|")},
}
"""What each vague word leaves open; Latin words in small letters."""
