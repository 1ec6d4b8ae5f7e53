"""What one cell may hold; Hypothesis writes the cells."""

import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.formats.cells import Bad, amount_in, day_in, drop_personal, number_in, slug, squeeze
from hornbook.terms import EARLIEST, LARGEST

LATEST = date(2015, 12, 31)


@given(st.text())
def test_squeezed_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = squeeze(text)
    assert squeeze(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert not any(char in once for char in "\n\r\t\0\u00a0\u200b\ufeff\u2028")


@pytest.mark.parametrize(
    ("text", "one_line"),
    [
        ("  Kite\u00a0\n\tRobotics ", "Kite Robotics"),
        ("uni\u200bcorn\ufeff", "unicorn"),
        ("cafe\u0301", "café"),
        ("大疆\u3000创新", "大疆 创新"),
        ("a\x00b", "a b"),
    ],
)
def test_what_is_not_seen_goes(text: str, one_line: str) -> None:
    assert squeeze(text) == one_line


@given(st.text())
def test_a_slug_is_safe_wherever_it_stands(text: str) -> None:
    word = slug(text)
    assert slug(word) == word
    assert len(word) <= 80
    assert word == word.strip("-")
    assert not set(word) & set("./\\:%?#\0 \n\"'")
    assert word == word.casefold()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("../../x", "x"),
        ("..", ""),
        ("Kite & Co., Ltd.", "kite-co-ltd"),
        ("深圳 大疆创新", "深圳-大疆创新"),
        ("ＡＢＣ", "abc"),
        ("हिन्दी", "हिन्दी"),
        ("a" * 79 + " bc", "a" * 79),
    ],
)
def test_slugs(text: str, word: str) -> None:
    assert slug(text) == word


@given(st.dates(EARLIEST, LATEST))
def test_a_day_reads_back(day: date) -> None:
    assert day_in(day.isoformat(), latest=LATEST) == day
    assert day_in(f" {day:%d/%m/%Y} ", "%Y-%m-%d", "%d/%m/%Y", latest=LATEST) == day


@given(st.dates())
def test_days_outside_their_time_are_refused(day: date) -> None:
    if EARLIEST <= day <= LATEST:
        assert day_in(day.isoformat(), latest=LATEST) == day
    else:
        with pytest.raises(Bad):
            day_in(day.isoformat(), latest=LATEST)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1015-03-02", "1015-03-02 is before 1800"),
        ("2914-07-01", "2914-07-01 is after 2015-12-31, the day of recording"),
        ("05/072018", "'05/072018' is not a day written as %Y-%m-%d"),
        ("2015-02-30", "'2015-02-30' is not a day written as %Y-%m-%d"),
        ("", "no day is given"),
    ],
)
def test_why_a_day_is_none(text: str, says: str) -> None:
    with pytest.raises(Bad) as bad:
        day_in(text, latest=LATEST)
    assert str(bad.value) == says


def test_the_last_day_itself_is_taken() -> None:
    assert day_in("2015-12-31", latest=LATEST) == LATEST
    with pytest.raises(Bad):
        day_in(str(LATEST + timedelta(1)), latest=LATEST)


@given(st.decimals(0, LARGEST, places=2))
def test_an_amount_reads_back_exactly(amount: Decimal) -> None:
    assert amount_in(str(amount)) == amount
    assert amount_in(f"{amount:,}") == amount


@given(st.integers(0, 10**13), st.sampled_from(["1e2", "1e-2", "1", "100"]))
def test_a_scale_is_exact(number: int, scale: str) -> None:
    found = amount_in(str(number), Decimal(scale))
    assert found == (number * Decimal(scale)).quantize(Decimal("0.01"))


@given(st.text() | st.floats().map(str) | st.from_regex(r"[-+]?[\d,.]*[eE]?[-+]?\d*", fullmatch=True))
def test_whatever_is_no_amount_is_bad_and_nothing_else(text: str) -> None:
    try:
        found = amount_in(text)
    except Bad:
        pass
    else:
        assert isinstance(found, Decimal)
        assert 0 <= found <= LARGEST
        assert found == found.quantize(Decimal("0.01"))
        assert not math.isnan(found)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,00,00,000", "10000000"), ("1,000,000.5", "1000000.5"), ("1e6", "1000000"), (".5", "0.5"), ("１２", "12")],
)
def test_amounts(text: str, amount: str) -> None:
    assert amount_in(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-5", "'-5' is negative"),
        ("NaN", "'NaN' is not a number"),
        ("Infinity", "'Infinity' is not a number"),
        ("1,23", "'1,23' is not a number"),
        ("$5", "'$5' is not a number"),
        ("=1+1", "'=1+1' is not a number"),
        ("1e999999999", "'1e999999999' has an exponent beyond sense"),
        ("1e-400", "'1e-400' has an exponent beyond sense"),
        ("1000000000000001", "'1000000000000001' is more than 1,000,000,000,000,000, the largest amount of this field"),
        ("9" * 5000, f"'{'9' * 39}…' is not a number"),
        ("", "no number is given"),
    ],
)
def test_why_an_amount_is_none(text: str, says: str) -> None:
    with pytest.raises(Bad) as bad:
        amount_in(text)
    assert str(bad.value) == says


def test_numbers_are_whole_and_not_negative() -> None:
    assert [number_in(text) for text in ("0", "1,200", "12.0", "1e3")] == [0, 1200, 12, 1000]
    for text in ("1.5", "-1", "many", "12-50"):
        with pytest.raises(Bad):
            number_in(text)


@pytest.mark.parametrize(
    "personal",
    [
        "jane.doe+x@mail.example.co.uk",
        "+44 20 7946 0000",
        "+86 138 0013 8000",
        "13800138000",
        "0755-82000000",
        "(0755) 8200 0000",
        "415-555-0100",
    ],
)
def test_addresses_and_numbers_of_persons_go(personal: str) -> None:
    for text in (personal, f"Write to {personal}, please.", f"联系{personal}。"):
        assert personal not in drop_personal(text)
        assert "[…]" in drop_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Raised $1,000,000,000 in 2010-2015, on 2015-12-11.",
        "10,000,000 users; 1234567890 items; 3.14159265358; 24/7 @ home",
        "ISO 27001-2013, since 1998",
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert drop_personal(text) == text
