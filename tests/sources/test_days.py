"""Days, months, quarters and years as lists write them; counts and shares."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.formats.cells import Bad
from hornbook.sources.shared.counts import Count, count_in, share_in
from hornbook.sources.shared.days import WrittenDay, day_written

DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        *(
            (text, date(2019, 3, 5), date(2019, 3, 5), "day")
            for text in ("2019-03-05", "2019/3/5", "20190305", "2019.3.5")
        ),
        *(
            (text, date(2019, 3, 5), date(2019, 3, 5), "day")
            for text in ("2019年3月5日", "March 5, 2019", "5 Mar 2019")
        ),
        *((f"2019-03-05{at}", date(2019, 3, 5), date(2019, 3, 5), "day") for at in (" 00:00:00", "T12:30:00Z")),
        *((text, date(2019, 3, 1), date(2019, 3, 31), "month") for text in ("2019年3月", "2019-03", "Mar 2019")),
        *((text, date(2018, 4, 1), date(2018, 6, 30), "quarter") for text in ("Q2 2018", "2018Q2", "2018年第二季度")),
        *((text, date(2018, 7, 1), date(2018, 12, 31), "half") for text in ("H2 2018", "2018年下半年")),
        *((text, date(2018, 1, 1), date(2018, 12, 31), "year") for text in ("FY2018", "2018", "2018年度")),
    ],
)
def test_a9_a_period_is_its_first_day_with_how_exact_it_is(text: str, first: date, last: date, precision: str) -> None:
    assert day_written(text) == WrittenDay(first, last, precision)


@given(DAYS)
def test_a_day_reads_back_in_every_way_of_writing_it(day: date) -> None:
    for text in (str(day), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day} 00:00:00"):
        assert day_written(text) == WrittenDay(day, day, "day")


@given(st.integers(61, 109_574))
def test_a9_a_serial_number_is_a_day_only_where_the_mapping_says_so(number: int) -> None:
    assert day_written(str(number), serial=True).first == date(1899, 12, 30) + timedelta(number)
    if number > 9_999:
        with pytest.raises(Bad):
            day_written(str(number))


def test_a10_two_formats_that_read_one_text_as_two_days_say_so() -> None:
    found = day_written("03/04/2017", ("%d/%m/%Y", "%m/%d/%Y"))
    assert (found.first, found.other) == (date(2017, 4, 3), date(2017, 3, 4))
    assert day_written("23/04/2017", ("%d/%m/%Y", "%m/%d/%Y")).other is None


@pytest.mark.parametrize(
    "text", ["", "03/04/2019", "2019-02-30", "2019-13", "1015-03-02", "soon", "marsupial 2019", "Q5 2018"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Bad):
        day_written(text)


@given(st.text("0123456789-/年月日季QHFYmarch .:TZ", max_size=14))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        found = day_written(text)
    except Bad:
        return
    assert date(1800, 1, 1) <= found.first <= found.last


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("11-50", Count(None, 11, 50)), ("1001+", Count(None, 1001)), ("10人", Count(10)), ("1,000", Count(1000)),
        ("约500人", Count(None, 450, 550)), ("50人以上", Count(None, 50)), ("不到50人", Count(None, None, 49)),
        ("10,001+ employees", Count(None, 10_001)), ("51至100人", Count(None, 51, 100)), ("0", Count(0)),
    ],
)  # fmt: skip
def test_a8_a_headcount_is_a_number_or_a_band(text: str, count: Count) -> None:
    assert count_in(text) == count


@pytest.mark.parametrize("text", ["", "abc", "5.5", "-5", "$5", "50-11"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Bad):
        count_in(text)


def test_a8_a_share_is_a_hundredth_where_the_sign_or_the_mapping_says_so() -> None:
    assert share_in("45%") == share_in("百分之45") == share_in("45", percent=True) == share_in("0.45") == 0.45
    assert share_in("12,5%") == share_in("12,5", percent=True, decimal=",") == 0.125
    assert (share_in("-3%"), share_in("1,234"), share_in("1.2")) == (-0.03, 1234.0, 1.2)
    with pytest.raises(Bad):
        share_in("half")
