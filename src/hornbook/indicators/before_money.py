"""Valuations before the money of a round: post-money is never less, so they bound it from below."""

from dataclasses import replace

from hornbook.book.money import coin
from hornbook.indicators.algebra import Op, Reading, Where
from hornbook.kinds import Valuation
from hornbook.terms import Basis


def before_money(reading: Reading) -> Reading | None:
    """The same reading of valuations before the money, where the latest after it is asked; None for any other."""
    if reading.kind is not Valuation or reading.op is not Op.LATEST or reading.anchor is not None:
        return None
    asked = next((where for where in reading.where if where.column == "basis"), None)
    if asked is None or asked.out or coin(reading.column) is None:
        return None
    if Basis.POST_MONEY.value not in asked.values or Basis.PRE_MONEY.value in asked.values:
        return None
    others = tuple(where for where in reading.where if where is not asked)
    return replace(reading, where=(*others, Where("basis", (Basis.PRE_MONEY.value,))))
