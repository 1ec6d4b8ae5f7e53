"""How far a company is from a clause, in the clause's own unit and in words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hornbook.lang import bound
from hornbook.lang.answer import Reply
from hornbook.lang.bound import Type
from hornbook.locale.numbers import MOST_DECIMALS
from hornbook.terms import Day, shift
from hornbook.text import Message, Money, Share, Text, Value, message, message_plural


class Gap(NamedTuple):
    """What is lacking (a no) or to spare (a yes): never negative, in `unit`."""

    amount: Decimal | int | float
    unit: str
    says: Message


def gap(reply: Reply, day: Day) -> Gap | None:
    """The gap of one comparison; None where nothing can be measured."""
    condition = reply.condition
    if not isinstance(condition, bound.BoundCompare) or reply.answer is None or condition.op in ("=", "!="):
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


def ages_out(days: int) -> Gap:
    """The days until a company is too old."""
    return Gap(days, "days", message_plural("ages out in {n:,} day", "ages out in {n:,} days", days))


def _age(founded: Day, months: int, day: Day, answer: bool, young: bool) -> Gap:
    """`young`: the clause asks for a founding day late enough."""
    days = (shift(founded, months) - day).days
    if young and answer:
        return ages_out(days)
    if young:
        return Gap(-days, "days", message_plural("too old by {n:,} day", "too old by {n:,} days", -days))
    if answer:
        return Gap(-days, "days", message_plural("old enough for {n:,} day", "old enough for {n:,} days", -days))
    return Gap(days, "days", message_plural("old enough in {n:,} day", "old enough in {n:,} days", days))


def _days(days: int, answer: bool, rising: bool) -> Gap:
    if answer:
        return Gap(days, "days", message_plural("{n:,} day to spare", "{n:,} days to spare", days))
    if rising:
        return Gap(days, "days", message_plural("{n:,} day too early", "{n:,} days too early", days))
    return Gap(days, "days", message_plural("{n:,} day too late", "{n:,} days too late", days))


def _amount(of: bound.Quantity, value: Any, limit: Any, answer: bool, rising: bool) -> Gap:
    size = abs(Decimal(str(value)) - Decimal(str(limit)))
    if not size:
        enough = message("just enough") if answer else message("exactly on the line, which is not enough")
        return Gap(size, of.unit, enough)
    unit = of.unit or {Type.SHARE: "ratio", Type.PEOPLE: "people", Type.DAYS: "days"}.get(of.type, "")
    amount = quantity_phrase(size, of)
    if answer:
        return Gap(size, unit, message("{amount} to spare", amount=amount))
    if rising:
        return Gap(size, unit, message("{amount} short", amount=amount))
    return Gap(size, unit, message("{amount} too much", amount=amount))


_COUNTED = {
    **dict.fromkeys(("rounds", "rounds_24m", "rounds_12m"), "轮"),
    **dict.fromkeys(("patents", "patents_36m", "awards", "certifications", "lead_standards"), "项"),
    **dict.fromkeys(("investors", "laboratories"), "家"),
    **dict.fromkeys(("names", "sectors"), "个"),
    "niche_years": "年",
}
"""The Chinese measure word of a count; in English its name says what is counted."""


def quantity_phrase(value: Any, of: bound.Quantity, beside: Iterable[Any] = ()) -> Value:
    """A value of a quantity with its unit; a count in Chinese with its measure word.

    Where it stands `beside` other values, such as a threshold, it has enough digits to tell it from them.
    """
    figures = tuple(Decimal(str(other)) for other in beside if _is_figure(other))
    word = _COUNTED.get(of.name) if isinstance(of, bound.Input) else None
    if word and isinstance(value, int | float | Decimal):
        return message("{n}{unit}", n=value_phrase(value, of.type, of.unit, figures), unit=Text("", f" {word}"))
    return value_phrase(value, of.type, of.unit, figures)


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def value_phrase(value: Any, kind: Type, unit: str = "", beside: tuple[Decimal, ...] = ()) -> Value:
    """A value with its unit, as a message has it."""
    if not _is_figure(value):
        return value if isinstance(value, date) else str(value)
    size = Decimal(str(value))
    if kind is Type.SHARE:
        return Share(float(size), _decimals(size * 100, _apart(size * 100, 2, [other * 100 for other in beside])))
    if kind is Type.MONEY:
        return Money(size, unit, beside)
    if size != size.to_integral_value() or kind not in (Type.PEOPLE, Type.DAYS, Type.AGE):
        return _number(size, kind, _apart(size, 4, beside))
    n = int(size)
    if kind is Type.PEOPLE:
        return message_plural("{n:,} person", "{n:,} people", n)
    if kind is Type.DAYS:
        return message_plural("{n:,} day", "{n:,} days", n)
    return message_plural("{n:,} year", "{n:,} years", n)


def _number(size: Decimal, kind: Type, most: int) -> Value:
    """A number with the decimals that it has, `most` at most."""
    figure = f"{size:,.{_decimals(size, most)}f}"
    if kind is Type.PEOPLE:
        return message("{figure} people", figure=figure)
    if kind is Type.DAYS:
        return message("{figure} days", figure=figure)
    return message("{figure} years", figure=figure) if kind is Type.AGE else figure


def _apart(size: Decimal, most: int, beside: Iterable[Decimal]) -> int:
    """How many decimals tell a number from each of the others: `most`, or more where the nearest needs them."""
    others = [other for other in beside if other != size]
    while most < MOST_DECIMALS and any(f"{other:.{most}f}" == f"{size:.{most}f}" for other in others):
        most += 1
    return most


def _decimals(size: Decimal, most: int) -> int:
    """How many decimals a number needs: no needless zeros, and it is never rounded to nothing."""
    while size and not float(f"{size:.{most}f}"):
        most += 1
    shown = f"{size:.{most}f}"
    return len(shown.rstrip("0").partition(".")[2]) if "." in shown else 0
