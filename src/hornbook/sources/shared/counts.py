"""Counts and shares in cells, for every source: 11-50, 1001+, 约500人, 10人; 45%, 0.45."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from hornbook.formats.cells import Bad, squeeze
from hornbook.sources.shared.sums import bounds_in
from hornbook.text import message


class Count(NamedTuple):
    """A whole number: `number` is None where the words are vague, and `least` and `most` then say what it can be."""

    number: int | None
    least: int | None = None
    most: int | None = None


_NOUNS = re.compile(
    r"(?<![A-Za-z])(?:employees?|people|persons?|staff|members?|headcount|fte|ftes|workers?)(?![A-Za-z])\.?|[人名位]|명",
    re.IGNORECASE,
)


def count_in(text: str) -> Count:
    """The count in a cell, or its bounds where a band or a vague word stands; Bad when there is none.

    "Below" and "more than" keep to whole numbers: 不到50人 is at most 49.
    """
    plain = _NOUNS.sub(" ", unicodedata.normalize("NFKC", squeeze(text)))
    if re.fullmatch(r"\s*0\s*", plain):
        return Count(0)
    found = bounds_in(plain)
    if found is None:
        raise Bad(message("'{text}' is no count", text=squeeze(text)[:40]))
    exact, least, most = found
    if exact is not None:
        if exact != exact.to_integral_value():
            raise Bad(message("'{text}' is not a whole number", text=squeeze(text)[:40]))
        return Count(int(exact))
    return Count(None, None if least is None else -int(-least // 1), None if most is None else int(most // 1))


def share_in(text: str, *, percent: bool = False, decimal: str | None = None) -> float:
    """The share in a cell: 45% and 百分之45 are 0.45, and so is 45 with `percent`; Bad when it is no number."""
    plain = unicodedata.normalize("NFKC", squeeze(text)).replace(" ", "")
    sign = re.fullmatch(
        r"(?:百分之)?(?P<minus>[-−])?(?P<number>\d[\d.,]*|[.,]\d+)(?P<percent>%)?(?P<points>pct|percent)?", plain
    )
    if not sign:
        raise Bad(message("'{text}' is no share", text=squeeze(text)[:40]))
    number = sign["number"].replace(",", "." if decimal == "," or sign["number"].count(",") == 1 else "")
    try:
        value = Decimal(number)
    except ArithmeticError:
        raise Bad(message("'{text}' is no share", text=squeeze(text)[:40])) from None
    hundredth = percent or sign["percent"] or sign["points"] or plain.startswith("百分之")
    value = -value if sign["minus"] else value
    return float(value / 100 if hundredth else value)
