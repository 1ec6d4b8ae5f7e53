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
    """The share or figure in a cell: 45% and 百分之45 are 0.45, and so is 45 with `percent`; Bad when there is none."""
    plain = unicodedata.normalize("NFKC", squeeze(text)).replace(" ", "")
    match = _SHARE.fullmatch(plain) if len(plain) <= 40 else None
    if not match:
        raise Bad(message("'{text}' is no number", text=squeeze(text)[:40]))
    number = match["number"]
    mark = decimal or ("," if re.fullmatch(r"\d*,(?!\d{3}$)\d+", number, re.ASCII) else ".")
    value = Decimal(number.replace("." if mark == "," else ",", "").replace(mark, "."))
    hundredth = percent or match["percent"] or match["before"]
    value = -value if match["minus"] else value
    return float(value / 100 if hundredth else value)


_SHARE = re.compile(
    r"(?P<before>百分之)?(?P<minus>[-−])?(?P<number>\d+(?:,\d{3})*(?:[.,]\d+)?(?:e[-+]?\d{1,2})?|[.,]\d+)"
    r"(?P<percent>%|pct|percent)?",
    re.ASCII | re.IGNORECASE,
)
