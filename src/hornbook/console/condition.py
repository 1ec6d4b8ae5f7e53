"""A condition of a filter from form fields: a figure, a comparison and a value become text of the rule language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hornbook.errors import QuestionError
from hornbook.indicators.algebra import Indicator, Unit
from hornbook.indicators.catalogue import indicators
from hornbook.terms import day
from hornbook.text import Phrase, message

FIELDS = ("add-figure", "add-comparison", "add-amount", "add-unit")
"""The words of an address by which a form adds a condition; they are answered with the text that they make."""
COMPARISONS: dict[str, Phrase] = {
    "ge": message("at least"),
    "le": message("at most"),
    "gt": message("more than"),
    "lt": message("less than"),
    "is": message("is one of"),
    "not": message("is none of"),
}
UNITS: dict[str, Phrase] = {
    "": message("no unit"),
    "musd": message("US$ million"),
    "busd": message("US$ billion"),
    "wcny": message("10,000 yuan"),
    "ycny": message("100 million yuan"),
    "years": message("years"),
    "months": message("months"),
    "days": message("days"),
    "people": message("people"),
    "percent": message("%"),
}
_SIGNS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}
_MONEY = {
    "musd": (Decimal(10) ** 6, "USD"),
    "busd": (Decimal(10) ** 9, "USD"),
    "wcny": (Decimal(10) ** 4, "CNY"),
    "ycny": (Decimal(10) ** 8, "CNY"),
}
_FITTING = {
    Unit.USD: tuple(_MONEY),
    Unit.YEARS: ("years", "months", "days"),
    Unit.DAYS: ("days", "months", "years"),
    Unit.PEOPLE: ("people",),
    Unit.RATIO: ("percent", ""),
    Unit.NUMBER: ("",),
    Unit.DAY: ("",),
    Unit.TEXT: ("",),
}
"""The units in which the value of a figure may be given; the first is meant where none is chosen."""
FIRST = ("valuation", "age", "raised", "revenue", "headcount", "city", "sector", "country", "region")
"""The figures that are offered before the others."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as a form gives it."""

    figure: str
    comparison: str
    amount: str
    unit: str


def figures() -> dict[str, Phrase]:
    """Every figure that a condition can compare, with what it is; the usual ones first."""
    known = {name: of for name, of in indicators().items() if of.unit in _FITTING}
    names = [*(name for name in FIRST if name in known), *sorted(known.keys() - set(FIRST))]
    return {name: message("{name}: {about}", name=name, about=known[name].about) for name in names}


def given_condition(given: Mapping[str, str]) -> Condition | None:
    """The condition of a form; None where no figure or no value was chosen."""
    figure, comparison, amount, unit = (given.get(name, "").strip() for name in FIELDS)
    return Condition(figure, comparison, amount, unit) if figure and amount else None


def joined(where: str, condition: Condition) -> str:
    """The text of a filter with one more condition; what was joined by `or` before keeps its meaning."""
    text = condition_text(condition)
    if not where:
        return text
    return f"({where}) and {text}" if " or " in where else f"{where} and {text}"


def condition_text(of: Condition) -> str:
    """A condition in the language of rules; QuestionError says which field does not fit."""
    known = indicators().get(of.figure)
    if known is None or known.unit not in _FITTING:
        raise QuestionError(message("'{name}' is no figure that a filter can compare.", name=of.figure[:60]))
    if known.unit is Unit.TEXT:
        return _words(of)
    if of.comparison not in _SIGNS:
        raise QuestionError(message("Choose at least, at most, more than or less than for '{name}'.", name=of.figure))
    return f"{of.figure} {_SIGNS[of.comparison]} {_value(of, known)}"


def _words(of: Condition) -> str:
    if of.comparison not in ("is", "not"):
        raise QuestionError(message("Choose “is one of” or “is none of” for '{name}'.", name=of.figure))
    words = [word.strip() for word in of.amount.replace("，", ",").replace("、", ",").split(",") if word.strip()]
    if not words or any('"' in word or "\\" in word for word in words):
        raise QuestionError(message("Write words with commas between them, without quotes."))
    listed = ", ".join(f'"{word}"' for word in words)
    return f"{of.figure} {'in' if of.comparison == 'is' else 'not in'} {{{listed}}}"


def _value(of: Condition, known: Indicator) -> str:
    if known.unit is Unit.DAY:
        return day(of.amount).isoformat()
    fitting = _FITTING[known.unit]
    unit = of.unit if of.unit in fitting else "" if of.unit else fitting[0]
    if unit not in fitting:
        raise QuestionError(message("The unit does not fit '{name}'.", name=of.figure))
    number = _number(of.amount)
    if unit in _MONEY:
        factor, currency = _MONEY[unit]
        return f"{_plain(number * factor)} {currency}"
    return f"{_plain(number)}%" if unit == "percent" else f"{_plain(number)} {unit}".strip()


def _number(word: str) -> Decimal:
    try:
        number = Decimal(word.replace(",", "").replace("，", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise QuestionError(message("'{word}' is no number.", word=word[:60]))
    return number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{int(text):_}" if text.lstrip("-").isdigit() else text
