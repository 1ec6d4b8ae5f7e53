"""Money: amounts stay as stated; conversion follows a named convention; no rate means unknown."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from currency_converter import CurrencyConverter, RateNotFoundError
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.book.money import SPOT, Convention, RateRule, convention, usd, with_usd
from hornbook.book.rates import year_rates
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.terms import Day

CURRENCIES = ("USD", "EUR", "CNY", "GBP", "JPY", "CHF", "HKD", "INR", "TRY", "CYP", "BGN", "XXX")
YEAR = Convention(RateRule.YEAR)
FIXED = convention("CNY=7, eur=0.9")

amounts = st.integers(-(10**14), 10**14).map(lambda cents: Decimal(cents) / 100)
days = st.dates(date(1998, 12, 1), date(2024, 12, 31))
cases = st.lists(st.tuples(amounts, st.sampled_from(CURRENCIES), days), min_size=30, max_size=60)


@pytest.fixture(scope="module")
def theirs() -> CurrencyConverter:
    """The public converter over the same history, with exact arithmetic left to it."""
    return CurrencyConverter(fallback_on_missing_rate=False, fallback_on_wrong_date=False)


def reference(theirs: CurrencyConverter, currency: str, day: Day) -> float | None:
    """Dollars for one unit by CurrencyConverter: of the day, or of the last day with a rate within a week."""
    for back in range(8):
        try:
            return float(theirs.convert(1, currency, "USD", date=day - timedelta(days=back)))
        except (RateNotFoundError, ValueError):
            continue
    return None


def converted(
    engine: Engine, asked: list[tuple[Decimal | None, str | None, Day]], rule: Convention, known: Day = date.max
) -> list[Decimal | None]:
    """What the book makes of amounts, in their order."""
    amount, currency, valid = zip(*asked, strict=True)
    rows = pa.table(
        {
            "n": pa.array(range(len(asked))),
            "amount": pa.array(amount, pa.decimal128(18, 2)),
            "currency": pa.array(currency, pa.string()),
            "valid": pa.array(valid, pa.date32()),
        }
    )
    made = engine.arrow(with_usd(ibis.memtable(rows), rule, engine, known=known))
    assert made.num_rows == len(asked)
    return [row["usd"] for row in sorted(made.to_pylist(), key=lambda row: row["n"])]


@settings(max_examples=30)
@given(asked=cases)
def test_spot_is_what_currency_converter_says_of_the_last_day_with_a_rate(
    asked: list[tuple[Decimal, str, Day]], theirs: CurrencyConverter, engine: Engine
) -> None:
    """The euro's crossing with the dollar, at most seven days old; no rate is None, and dollars are dollars."""
    for (amount, currency, day), got in zip(asked, converted(engine, list(asked), SPOT), strict=True):
        if currency == "USD":
            assert got == amount
            continue
        rate = None if currency == "XXX" else reference(theirs, currency, day)
        if rate is None:
            assert got is None
        else:
            assert got == pytest.approx(Decimal(float(amount) * rate), abs=Decimal("0.01"), rel=Decimal("1e-12"))


@pytest.mark.parametrize("rule", [SPOT, YEAR, FIXED], ids=str)
@settings(max_examples=15)
@given(asked=cases, known=days)
def test_one_amount_and_a_column_of_amounts_are_converted_alike(
    rule: Convention, asked: list[tuple[Decimal, str, Day]], known: Day, engine: Engine
) -> None:
    """`usd` and `with_usd` are one rule, to the cent."""
    singly = [usd(amount, currency, day, rule, known=known) for amount, currency, day in asked]
    assert converted(engine, list(asked), rule, known) == singly


@pytest.mark.parametrize(
    ("amount", "per"), [("0.05", "2"), ("0.25", "2"), ("0.01", "2"), ("-0.05", "2"), ("2.35", "2"), ("1.00", "8")]
)
def test_half_a_cent_is_rounded_alike_alone_and_in_a_column(amount: str, per: str, engine: Engine) -> None:
    """Whichever way a tie goes, it goes the same way in both places."""
    rule = convention(f"CNY={per}")
    alone = usd(Decimal(amount), "CNY", date(2020, 1, 1), rule)
    assert converted(engine, [(Decimal(amount), "CNY", date(2020, 1, 1))], rule) == [alone]


def test_a_weekend_takes_fridays_rate_and_nothing_older_than_a_week_is_taken(theirs: CurrencyConverter) -> None:
    """A rate of 2018-12-31 serves for seven days after the last of its days, and no longer."""
    friday, sunday = date(2019, 6, 14), date(2019, 6, 16)
    assert usd(Decimal(100), "EUR", sunday) == usd(Decimal(100), "EUR", friday)
    first, last = theirs.bounds["EUR"]
    assert usd(Decimal(100), "EUR", first - timedelta(days=1)) is None
    assert usd(Decimal(100), "EUR", last + timedelta(days=7)) == usd(Decimal(100), "EUR", last)
    assert usd(Decimal(100), "EUR", last + timedelta(days=8)) is None


def test_a_currency_that_ended_has_no_rate_afterwards(theirs: CurrencyConverter) -> None:
    """The Cypriot pound became the euro on 1 January 2008."""
    last = date(2007, 12, 31)
    assert usd(Decimal(100), "CYP", last) is not None
    assert usd(Decimal(100), "CYP", last + timedelta(days=30)) is None
    assert reference(theirs, "CYP", last + timedelta(days=30)) is None


@pytest.mark.parametrize("rule", [SPOT, YEAR, FIXED], ids=str)
def test_no_rate_no_currency_or_no_amount_is_unknown_and_not_zero(rule: Convention, engine: Engine) -> None:
    """Unknown is not zero; zero is zero."""
    day = date(2019, 6, 14)
    asked = [(Decimal(5), "XXX", day), (Decimal(5), None, day), (None, "USD", day), (None, "CNY", day)]
    assert converted(engine, asked, rule) == [None] * 4
    assert converted(engine, [(Decimal(0), "CNY", day)], rule) == [Decimal(0)]


@settings(max_examples=20)
@given(
    currency=st.sampled_from(["EUR", "CNY", "GBP"]),
    day=st.dates(date(2001, 1, 1), date(2023, 12, 31)),
    ahead=st.integers(-400, 400),
)
def test_the_mean_of_a_year_takes_only_rates_published_by_the_known_day(
    currency: str, day: Day, ahead: int, theirs: CurrencyConverter
) -> None:
    """The running year's mean is that of its days so far, and a later day adds nothing to it."""
    known = day + timedelta(days=ahead)
    rates = []
    each = date(day.year, 1, 1)
    while each <= min(known, date(day.year, 12, 31)):
        with suppress(RateNotFoundError, ValueError):
            rates.append(float(theirs.convert(1, currency, "USD", date=each)))
        each += timedelta(days=1)
    got = usd(Decimal(10**9), currency, day, YEAR, known=known)
    if not rates:
        assert got is None
    else:
        assert got is not None
        assert float(got) == pytest.approx(10**9 * sum(rates) / len(rates), rel=1e-10)


def test_the_table_of_year_rates_ends_with_the_known_day(theirs: CurrencyConverter) -> None:
    """The first rate of a year alone makes the year's mean on the evening of its day; the day before there is none."""
    table = year_rates(date(2019, 1, 2)).to_pylist()
    (mean,) = [r["rate"] for r in table if r["rate_currency"] == "EUR" and r["rate_day"] == date(2019, 1, 1)]
    assert mean == pytest.approx(theirs.convert(1, "EUR", "USD", date=date(2019, 1, 2)), rel=1e-12)
    before = year_rates(date(2019, 1, 1)).to_pylist()
    assert max(row["rate_day"] for row in before) == date(2018, 1, 1)


def test_a_fixed_rate_converts_the_dollar_and_the_named_currencies_alone(engine: Engine) -> None:
    """CNY=7 says that seven yuan are a dollar, on every day."""
    asked = [
        (Decimal(70), c, day) for day in (date(1900, 1, 1), date(2030, 1, 1)) for c in ("CNY", "USD", "EUR", "JPY")
    ]
    expected = [Decimal(10), Decimal(70), Decimal("77.78"), None] * 2
    assert converted(engine, list(asked), FIXED) == expected


@pytest.mark.parametrize("rule", [SPOT, YEAR, FIXED], ids=str)
def test_the_largest_amount_in_dollars_stays_the_same_to_the_cent(rule: Convention, engine: Engine) -> None:
    """Dollars are not converted, so nothing is lost of them."""
    large, day = Decimal("999999999999999.99"), date(2019, 6, 14)
    assert usd(large, "USD", day, rule) == large
    assert converted(engine, [(large, "USD", day)], rule) == [large]


def test_a_small_fixed_rate_does_not_break_a_question(engine: Engine) -> None:
    """What is too large for the column is unknown, or said exactly; the other companies get their answer."""
    asked = [(Decimal(10**14), "XXX", date(2019, 6, 14)), (Decimal(1), "XXX", date(2019, 6, 14))]
    large, small = converted(engine, list(asked), convention("XXX=0.001"))
    assert large in (None, Decimal(10**17))
    assert small == 1000


@pytest.mark.parametrize("text", ["spot", "year", "CNY=7", "CNY=7,EUR=0.9"])
def test_a_convention_reads_back_as_itself(text: str) -> None:
    """What is printed can be typed."""
    assert str(convention(text)) == text
    assert convention(str(convention(text))) == convention(text)


@pytest.mark.parametrize("text", ["", "monthly", "CNY", "CNY=", "CNY=0", "CNY=-7", "CNY=nan", "CNY=7,", "=7"])
def test_a_convention_that_makes_no_sense_is_refused_with_an_example(text: str) -> None:
    """The message says what to write instead."""
    with pytest.raises(QuestionError, match="such as CNY=7"):
        convention(text)
