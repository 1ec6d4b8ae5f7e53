"""How far a company is from a clause, in the clause's own unit and in words."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hornbook.lang import bound as b
from hornbook.lang.answer import Reply
from hornbook.lang.bound import Type
from hornbook.terms import Day, shift
from hornbook.text import Text


class Gap(NamedTuple):
    """What is lacking (a no) or to spare (a yes): never negative, in `unit`."""

    amount: Decimal | int | float
    unit: str
    says: Text


def gap(reply: Reply, day: Day) -> Gap | None:
    """The gap of one comparison; None where nothing can be measured."""
    condition = reply.condition
    if not isinstance(condition, b.Compare) or reply.answer is None or condition.op in ("=", "!="):
        return None
    if reply.left is None or reply.right is None or (condition.op == ">" and reply.right == (0, 0)):
        return None  # to have any at all is not a matter of how many
    rising = condition.op in (">", ">=")  # more is better
    value = reply.left.low if rising is reply.answer else reply.left.high
    limit = reply.right.high if rising is reply.answer else reply.right.low
    if value is None or limit is None:
        return None
    if condition.age is not None and isinstance(value, date):
        return _age(value, condition.age, day, reply.answer, rising)
    if isinstance(value, date):
        return _days(abs((value - limit).days), reply.answer, rising)
    return _amount(condition.left, value, limit, reply.answer, rising)


def _age(founded: Day, months: int, day: Day, answer: bool, young: bool) -> Gap | None:
    """`young`: the clause asks for a founding day late enough."""
    days = (shift(founded, months) - day).days
    if young and answer:
        return Gap(days, "days", Text(f"ages out in {days:,} days", f"{days:,}天后超龄"))
    if young:
        return Gap(-days, "days", Text(f"too old by {-days:,} days", f"超龄{-days:,}天"))
    if answer:
        return Gap(-days, "days", Text(f"old enough for {-days:,} days", f"已满年限{-days:,}天"))
    return Gap(days, "days", Text(f"old enough in {days:,} days", f"{days:,}天后满年限"))


def _days(days: int, answer: bool, rising: bool) -> Gap:
    if answer:
        return Gap(days, "days", Text(f"{days:,} days to spare", f"余{days:,}天"))
    side = Text("too early", "过早") if rising else Text("too late", "过晚")
    return Gap(days, "days", Text(f"{days:,} days {side.en}", f"{side.zh}{days:,}天"))


def _amount(of: b.Quantity, value: Any, limit: Any, answer: bool, rising: bool) -> Gap:
    size = abs(Decimal(str(value)) - Decimal(str(limit)))
    if not size:
        words = (
            Text("just enough", "恰好达标")
            if answer
            else Text("exactly on the line, which is not enough", "恰在线上，未达标")
        )
        return Gap(size, of.unit, words)
    said = spoken(size, of.type, of.unit)
    lacking = Text("short", "差") if rising else Text("too much", "超出")
    words = Text("to spare", "富余") if answer else lacking
    unit = of.unit or {Type.SHARE: "ratio", Type.PEOPLE: "people", Type.DAYS: "days"}.get(of.type, "")
    return Gap(size, unit, Text(f"{said.en} {words.en}", f"{words.zh}{said.zh}"))


_CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元"}


def spoken(value: Any, kind: Type, unit: str = "") -> Text:
    """A value with its unit, in words: '150 million CNY', '1.5亿元', '12.5%'."""
    if isinstance(value, date):
        return Text(value.isoformat(), value.isoformat())
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return Text(str(value), str(value))
    size = Decimal(str(value))
    if kind is Type.SHARE:
        shown = _short(size * 100)
        return Text(f"{shown}%", f"{shown}%")
    if kind is Type.MONEY:
        zh = _CURRENCIES.get(unit, unit)
        for step, en in ((10**9, " billion"), (10**6, " million")):
            if abs(size) >= step:
                return Text(f"{_short(size / step)}{en} {unit}", _zh(size) + zh)
        return Text(f"{_short(size)} {unit}", _zh(size) + zh)
    word = {Type.PEOPLE: Text(" people", "人"), Type.DAYS: Text(" days", "天"), Type.AGE: Text(" years", "年")}
    said = word.get(kind, Text("", ""))
    return Text(f"{_short(size)}{said.en}", f"{_short(size)}{said.zh}")


def _zh(size: Decimal) -> str:
    for step, name in ((10**8, "亿"), (10**4, "万")):
        if abs(size) >= step:
            return f"{_short(size / step)}{name}"
    return _short(size)


def _short(size: Decimal) -> str:
    """At most four decimals, without needless zeros; never rounded to nothing."""
    rounded = round(size, 4)
    shown = f"{rounded if rounded or not size else size:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
