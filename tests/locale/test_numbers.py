"""Amounts of money are written in the fewest digits that a reader needs, in each language's own units."""

from decimal import Decimal

import pytest

from hornbook.locale.numbers import money_text


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
