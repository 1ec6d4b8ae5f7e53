"""Sums of money: exact ones, and what the words of vague ones leave open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.formats.cells import Bad
from hornbook.sources.shared.sums import Sum, sum_in

CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1.5亿人民币", 150_000_000, "CNY"),
        ("2000万美元", 20_000_000, "USD"),
        ("340万欧元", 3_400_000, "EUR"),
        ("1,200万元人民币", 12_000_000, "CNY"),
        ("１.５ 亿元", 150_000_000, "CNY"),
        ("3千万港币", 30_000_000, "HKD"),
        ("人民币800万", 8_000_000, "CNY"),
        ("5亿", 500_000_000, None),
    ],
)
def test_a_sum_is_a_number_a_unit_and_a_currency(text: str, amount: int, currency: str | None) -> None:
    assert sum_in(text) == Sum(Decimal(amount), currency)


M = 1_000_000
VAGUE: dict[str, tuple[int | None, int | None, int, str | None]] = {  # least, most, cents below it, currency
    "数百万美元": (M, 10 * M, 1, "USD"),
    "几十万元": (M // 10, M, 1, "CNY"),
    "数千万人民币": (10 * M, 100 * M, 1, "CNY"),
    "千万级人民币": (10 * M, 100 * M, 1, "CNY"),
    "亿元": (100 * M, 1000 * M, 1, "CNY"),
    "数亿": (100 * M, 1000 * M, 1, None),
    "300多万元": (3 * M, 4 * M, 1, "CNY"),
    "1亿余日元": (100 * M, 200 * M, 1, "JPY"),
    "近亿元": (10 * M, 100 * M, 0, "CNY"),
    "近1.5亿人民币": (100 * M, 150 * M, 0, "CNY"),
    "约3亿日元": (250 * M, 350 * M, 0, "JPY"),
    "1200万美元左右": (11_500_000, 12_500_000, 0, "USD"),
    "超亿元": (100 * M, None, 0, "CNY"),
    "过亿新台币": (100 * M, None, 0, "TWD"),
    "1亿元以上": (100 * M, None, 0, "CNY"),
    "亿元及以上": (100 * M, None, 0, "CNY"),
    "5000万+美元": (50 * M, None, 0, "USD"),
    "超过300多万美元": (3 * M, None, 0, "USD"),
    "不到5000万元": (None, 50 * M, 1, "CNY"),
    "不超过5000万元": (None, 50 * M, 0, "CNY"),
    "1-2亿元": (100 * M, 200 * M, 0, "CNY"),
    "1000万-2000万美元": (10 * M, 20 * M, 0, "USD"),
    "5000万至1亿元人民币": (50 * M, 100 * M, 0, "CNY"),
}


@pytest.mark.parametrize("text", VAGUE)
def test_a_vague_sum_is_never_a_number_but_its_least_and_its_most(text: str) -> None:
    least, most, below, currency = VAGUE[text]
    found = sum_in(text)
    assert (found.amount, found.currency) == (None, currency)
    assert found.least == least
    assert found.most == (None if most is None else most - below * CENT)


@pytest.mark.parametrize("text", ["十几亿元", "近1亿元以上", "2-1亿元", "5000-1亿元", "1元2亿", "1亿元5000万元"])
def test_of_words_that_fit_no_reading_only_the_currency_is_known(text: str) -> None:
    assert sum_in(text) == Sum(None, "CNY")


@pytest.mark.parametrize(
    "text", ["人民币", "保密", "0万人民币", "超0元", "1.2.3亿元", "99999999亿元", "A轮", "1亿元(约1500万美元)"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(Bad):
        sum_in(text)


words = st.sampled_from(
    ["近{}", "约{}", "超{}", "{}多", "{}以上", "不到{}", "不超过{}", "{}", "过{}", "{}左右", "{}至{}"]
)
numbers = st.integers(1, 9999)
units = st.sampled_from(["", "万", "百万", "千万", "亿"])


@given(word=words, number=numbers, unit=units)
def test_the_ends_of_every_reading_hold_the_sum_that_is_named_or_stop_short_of_it(
    word: str, number: int, unit: str
) -> None:
    """The least is never more than the most; a sum is within its own vagueness but for 'below'."""
    named = sum_in(f"{number}{unit}元").amount
    assert named is not None
    found = sum_in(word.replace("{}", f"{number}{unit}") + "元")
    assert found.currency == "CNY"
    least, most = found.least or found.amount or Decimal(0), found.most or found.amount or named
    assert least <= named
    assert least <= most
    assert (most < named) == (word == "不到{}")
    assert (found.amount is None) == (word != "{}")


@given(text=st.text("数几近约超过亿万百千十元美1203-+多余级以上不到足,. ", max_size=14))
def test_no_words_break_the_reading(text: str) -> None:
    """Either a sum, or Bad; and ends in their order."""
    try:
        found = sum_in(text)
    except Bad:
        return
    assert found.amount is None or found.least is found.most is None
    assert found.least is None or found.least > 0
    assert found.least is None or found.most is None or found.least <= found.most
