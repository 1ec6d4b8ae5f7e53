"""Amounts of money are written in the fewest digits that a reader needs, in each language's own units."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.locale.numbers import money_text, written_alike
from tests.samples import sampled


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        ("226200000000", "2262亿美元", "US$226.2bn"),
        ("999940000000", "9999.4亿美元", "US$999.9bn"),
        ("1000000000000", "1万亿美元", "US$1,000bn"),
        ("1330990000000", "1.33万亿美元", "US$1,331bn"),
        ("-1330990000000", "-1.33万亿美元", "-US$1,331bn"),
        ("9999", "9999美元", "US$9,999"),
        ("12000", "1.2万美元", "US$12,000"),
    ],
)
def test_each_language_counts_in_its_own_units(amount: str, chinese: str, english: str) -> None:
    assert money_text(Decimal(amount), "USD", chinese=True) == chinese
    assert money_text(Decimal(amount), "USD", chinese=False) == english


def test_amounts_beside_each_other_are_told_apart_in_chinese_too() -> None:
    one, other = Decimal("1330000000000"), Decimal("1330000000001")
    assert money_text(one, "USD", chinese=True, beside=[other]) != money_text(other, "USD", chinese=True, beside=[one])


@sampled(200, long=3000)
@given(amount=st.decimals(-(10**14), 10**14, places=2))
def test_amounts_that_are_written_alike_have_equal_figures_in_every_language(amount: Decimal) -> None:
    """Three digits at least, whatever the unit; and each language is as before outside."""
    before = money_text(amount, "USD", chinese=True)
    with written_alike():
        english, chinese = (_read(money_text(amount, "USD", chinese=of)) for of in (False, True))
    assert english == chinese
    assert abs(english - amount) <= abs(amount) / 200
    assert money_text(amount, "USD", chinese=True) == before


def test_amounts_beside_each_other_are_told_apart_alike_in_every_language() -> None:
    near, line = Decimal(999_999_000), Decimal(1_000_000_000)
    with written_alike():
        words = [money_text(near, "USD", chinese=of, beside=[line]) for of in (False, True)]
        small = [money_text(Decimal(9_000), "USD", chinese=of, beside=[Decimal(9_001)]) for of in (False, True)]
    assert words == ["US$999.999m", "9.99999亿美元"]
    assert small == ["US$9,000", "9000美元"]


def _read(text: str) -> Decimal:
    """An amount in US dollars as it is written in either language."""
    sign, number, unit = re.fullmatch(r"(-?)(?:US\$)?([\d.,]+)(bn|m|万亿|亿|万)?(?:美元)?", text).groups()  # type: ignore[union-attr]
    size = {"bn": 9, "m": 6, "万亿": 12, "亿": 8, "万": 4, None: 0}[unit]
    return Decimal(sign + number.replace(",", "")).scaleb(size)
