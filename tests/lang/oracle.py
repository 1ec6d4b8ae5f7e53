"""What a narrowed indicator is known to be, from below and from above: slow, obvious, over plain lists of facts.

Follows docs/rule_language.md sentence by sentence and knows nothing of how the product computes. The facts that count
and their order are those of `tests.oracle`.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, NamedTuple

from hornbook.book.money import SPOT, Convention, RateRule, rate_table
from hornbook.kinds import (
    Fact,
    Headcount,
    Listed,
    Revenue,
    RnD,
    Round,
    Valuation,
)
from hornbook.terms import Bound, Day, Instrument, Payment
from tests.oracle import Asked, Said, _last, _newest_edition, _of, founding, months_before, speaks

Value = Any


class Span(NamedTuple):
    """At least this, and at most that; None where nothing is known."""

    low: Value
    high: Value


NOTHING = Span(None, None)


def exactly(value: Value) -> Span:
    """Known from both sides."""
    return Span(value, value)


@dataclass(frozen=True)
class Coin:
    """Into which money amounts are turned, and how."""

    currency: str
    rule: Convention = SPOT


Narrowed = Callable[[list[Said], Asked, Coin], Span]

# -------------------------------------------------------------------------------------------------------------- money


@cache
def _dollars_for_one(rule: Convention, known: Day) -> dict[tuple[str, Day], float]:
    wanted = ("EUR", "CNY")
    rows = rate_table(rule, known).to_pylist()
    return {(row["rate_currency"], row["rate_day"]): row["rate"] for row in rows if row["rate_currency"] in wanted}


def _rate(currency: str, day: Day, rule: Convention, known: Day) -> float | None:
    """Dollars for one unit; None where no rate is known by then."""
    if currency == "USD":
        return 1.0
    when = date(day.year, 1, 1) if rule.rule is RateRule.YEAR else day
    if when > known:
        return None
    return _dollars_for_one(rule, known if rule.rule is RateRule.YEAR else date.max).get((currency, when))


def worth(amount: Decimal | None, currency: str | None, day: Day, coin: Coin, known: Day) -> Decimal | None:
    """An amount stated in the coin's currency stays as it is; any other goes through the dollar, rounded once."""
    if amount is None or currency is None:
        return None
    if currency == coin.currency:
        return amount
    if coin.rule.rule is RateRule.FIXED:
        per = {"USD": Decimal(1), **dict(coin.rule.per_usd)}
        if currency not in per or coin.currency not in per:
            return None
        return _cents(float(amount) / float(per[currency]) * float(per[coin.currency]))
    mine = _rate(currency, day, coin.rule, known)
    theirs = _rate(coin.currency, day, coin.rule, known)
    if mine is None or theirs is None:
        return None
    return _cents(float(amount) * (mine if coin.currency == "USD" else mine / theirs))


def _cents(value: float) -> Decimal | None:
    cents = Decimal(value * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return cents / 100 if abs(cents) < 10**18 else None


def _amount(one: Said | None, asked: Asked, coin: Coin) -> Decimal | None:
    if one is None:
        return None
    fact: Any = one.fact
    return worth(fact.amount, fact.currency, fact.valid, coin, asked.known)


def _end(one: Said, end: str, asked: Asked, coin: Coin) -> Decimal | None:
    """The least or the most that a round can be: its amount where that is stated, else what is said of that end."""
    fact: Any = one.fact
    said = getattr(fact, end) if fact.amount is None else fact.amount
    return worth(said, fact.currency, fact.valid, coin, asked.known)


# ------------------------------------------------------------------------------------------------------------ filters

Fits = Callable[[Any], bool | None]
"""Whether a fact belongs; None where it may or may not."""


def anything(fact: Any) -> bool | None:
    """No filter."""
    return True


def column(name: str, values: tuple[str, ...], vague: tuple[str | None, ...] = (None,), *, out: bool = False) -> Fits:
    """`[name in {…}]`, or `not in`: an empty or vague value leaves it open."""

    def fits(fact: Any) -> bool | None:
        value = getattr(fact, name)
        if value in vague and value not in values:
            return None
        return bool(value in values) != out

    return fits


def both(one: Fits, other: Fits) -> Fits:
    """A fact belongs where it belongs by both."""

    def fits(fact: Any) -> bool | None:
        said = (one(fact), other(fact))
        return False if False in said else None if None in said else True

    return fits


equity = column("instrument", (Instrument.EQUITY,), (Instrument.UNSTATED,))
paid_in = column("payment", (Payment.PAID_IN,), (Payment.UNSTATED, Payment.ANNOUNCED))


class Facts(NamedTuple):
    """Those that are sure to belong, and those that may."""

    sure: list[Said]
    possible: list[Said]


def facts_of(facts: list[Said], kind: type[Fact], fits: Fits) -> Facts:
    """Facts of a kind, narrowed."""
    mine = _of(facts, kind)
    return Facts([one for one in mine if fits(one.fact) is True], [one for one in mine if fits(one.fact) is not False])


def _only(facts: Facts, which: Callable[[Said], bool]) -> Facts:
    return Facts([one for one in facts.sure if which(one)], [one for one in facts.possible if which(one)])


def latest(facts: Facts) -> Said | None:
    """The latest that is sure to belong, unless one that may belong would take its place."""
    mine = _last(facts.sure)
    return mine if mine is not None and _last(facts.possible) is mine else None


# -------------------------------------------------------------------------------------------------- totals and counts


def raised(fits: Fits = equity, *, months: int | None = None, by: type[Fact] | None = None) -> Narrowed:
    """A total of rounds: of so many months before the day, or up to and on a day of the company."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        mine = facts_of(facts, Round, fits)
        if months is not None:
            mine = _only(mine, lambda one: one.fact.valid > months_before(asked.day, months))
        if by is not None:
            anchor = _last(_of(facts, by))
            if anchor is None:
                return NOTHING
            mine = _only(mine, lambda one: one.fact.valid <= anchor.fact.valid)
        perhaps = [one for one in mine.possible if one not in mine.sure]
        most = [_end(one, "most", asked, coin) for one in mine.possible]
        low = _sum([_end(one, "least", asked, coin) for one in mine.sure])
        low += sum(min(end, 0) for one in perhaps if (end := _end(one, "least", asked, coin)) is not None)
        high = _sum([_end(one, "most", asked, coin) for one in mine.sure])
        high += sum(max(end, 0) for one in perhaps if (end := _end(one, "most", asked, coin)) is not None)
        return Span(low, high if None not in most and speaks(facts, Round, asked) else None)

    return read


def _sum(amounts: list[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def count(kind: type[Fact], fits: Fits = anything, *, months: int | None = None, grace: int = 0) -> Narrowed:
    """How many are sure to belong, and where silence means none, how many may."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        mine = facts_of(facts, kind, fits)
        if months is not None:
            mine = _only(mine, lambda one: one.fact.valid > months_before(asked.day, months))
        if kind is Listed:
            mine = _only(mine, lambda one: (until := one.fact.until) is None or until > asked.day)  # type: ignore[attr-defined]
        return Span(len(mine.sure), len(mine.possible) if speaks(facts, kind, asked, grace=grace) else None)

    return read


def investors(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """How many are named; there may always be more."""
    named = {name for one in _of(facts, Round) for name in one.fact.investors}  # type: ignore[attr-defined]
    return Span(len(named), None)


# ----------------------------------------------------------------------------------------------------- single readings


def valuation(fits: Fits = anything, *, months: int | None = None, year: int | None = None) -> Narrowed:
    """The latest one: from one side where it is a limit, and nothing where its list was made anew without it."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        mine = facts_of(facts, Valuation, fits)
        if months is not None:
            mine = _only(mine, lambda one: one.fact.valid > months_before(asked.day, months))
        if year is not None:
            mine = _only(mine, lambda one: one.fact.valid.year == year)
        return _valued(latest(mine), asked, coin)

    return read


def _valued(one: Said | None, asked: Asked, coin: Coin) -> Span:
    if one is None or gone(one, asked):
        return NOTHING
    amount, bound = _amount(one, asked, coin), one.fact.bound  # type: ignore[attr-defined]
    return Span(None if bound is Bound.AT_MOST else amount, None if bound is Bound.AT_LEAST else amount)


def after_money(fits: Fits, before: Fits) -> Narrowed:
    """The latest valuation after the money; where one before it is newer, at least that, and not known from above."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        mine, earlier = facts_of(facts, Valuation, fits), _last(facts_of(facts, Valuation, before).sure)
        after, perhaps = _last(mine.sure), _last(mine.possible)
        if earlier is None or (after is not None and earlier.fact.valid <= after.fact.valid):
            return _valued(latest(mine), asked, coin)
        if perhaps is not None and earlier.fact.valid <= perhaps.fact.valid:
            return NOTHING
        return Span(_valued(earlier, asked, coin).low, None)

    return read


def gone(one: Said, asked: Asked) -> bool:
    """Whether the list that said it has since been made anew, and did not say it again."""
    edition = _newest_edition(one.source, asked)
    return edition is not None and (one.fact.known or date.min) < edition


def valuation_ago(years: int) -> Narrowed:
    """The valuation so many years before the latest."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        return _valued(years_before(_of(facts, Valuation), years), asked, coin)

    return read


def peak(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """The greatest that was surely reached; a greater one may always be untold."""
    reached = [one for one in _of(facts, Valuation) if one.fact.bound is not Bound.AT_MOST]  # type: ignore[attr-defined]
    amounts = [amount for one in reached if (amount := _amount(one, asked, coin)) is not None]
    return Span(max(amounts, default=None), None)


def largest_round(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """The largest that is surely reached; a larger one may always be untold."""
    amounts = [amount for one in _of(facts, Round) if (amount := _end(one, "least", asked, coin)) is not None]
    return Span(max(amounts, default=None), None)


def founded(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """The founding day, or from that day to the last of its month or year where no more is known."""
    one = founding(facts)
    if one is None:
        return NOTHING
    first, precision = one.fact.valid, one.fact.precision  # type: ignore[attr-defined]
    month = date(first.year, first.month, monthrange(first.year, first.month)[1])
    return Span(first, {"day": first, "month": month, "year": date(first.year, 12, 31)}[precision])


def since_round(fits: Fits) -> Narrowed:
    """Days since the latest round that is sure to belong."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        one = latest(facts_of(facts, Round, fits))
        return NOTHING if one is None else exactly((asked.day - one.fact.valid).days)

    return read


# ----------------------------------------------------------------------------------------------------- yearly figures


def months_after(day: Day, months: int) -> Day:
    """The same day of the month so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_before(facts: list[Said], years: int) -> Said | None:
    """The reading so many years before the latest one: at least so much older, and less than half a year more."""
    now = _last(facts)
    if now is None or not years:
        return now
    end = now.fact.valid
    old = [
        one
        for one in facts
        if months_after(one.fact.valid, 12 * years) <= end < months_after(one.fact.valid, 12 * years + 6)
    ]
    return _last(old)


def figure(kind: type[Fact], *, years: int = 0, year: int | None = None) -> Narrowed:
    """A yearly amount: so many years before the latest, or of a calendar year."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        mine = _of(facts, kind)
        if year is not None:
            mine = [one for one in mine if one.fact.valid.year == year]
        return exactly(_amount(years_before(mine, years), asked, coin))

    return read


def mean(kind: type[Fact], years: int) -> Narrowed:
    """The mean of so many years."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        summed = _pooled(facts, kind, years, asked, coin)
        return exactly(None if summed is None else summed / years)

    return read


def _pooled(facts: list[Said], kind: type[Fact], years: int, asked: Asked, coin: Coin) -> float | None:
    """The sum over so many years; nothing where one is missing."""
    each = [_amount(years_before(_of(facts, kind), n), asked, coin) for n in range(years)]
    return None if None in each else sum(float(one) for one in each if one is not None)


def intensity(years: int = 1) -> Narrowed:
    """Research over turnover, both summed over so many years."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        of, to = (_pooled(facts, kind, years, asked, coin) for kind in (RnD, Revenue))
        return exactly(None if of is None or to is None or to <= 0 else of / to)

    return read


def growth(years: int, since: int = 0) -> Narrowed:
    """Average yearly growth of turnover over so many years, in the currency in which it is stated at both ends."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        now, then = (years_before(_of(facts, Revenue), n) for n in (since, since + years))
        if now is None or then is None:
            return NOTHING
        new: Any = now.fact
        old: Any = then.fact
        if new.currency != old.currency:
            return NOTHING
        return exactly(_pace(new.amount, old.amount, years))

    return read


def headcount(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """The latest headcount, or the ends of its band."""
    one = _last(_of(facts, Headcount))
    if one is None:
        return NOTHING
    fact: Any = one.fact
    return Span(fact.fewest, fact.largest) if fact.count is None else exactly(fact.count)


def headcount_growth(years: int) -> Narrowed:
    """Average yearly growth of staff."""

    def read(facts: list[Said], asked: Asked, coin: Coin) -> Span:
        now, then = (years_before(_of(facts, Headcount), n) for n in (0, years))
        if now is None or then is None:
            return NOTHING
        return exactly(_pace(now.fact.count, then.fact.count, years))  # type: ignore[attr-defined]

    return read


def _pace(new: Value, old: Value, years: int) -> float | None:
    if old <= 0 or new < 0:
        return None
    grown: float = (float(new) / float(old)) ** (1 / years) - 1
    return grown


def raised_to_value(facts: list[Said], asked: Asked, coin: Coin) -> Span:
    """The total over the valuation: least where the total is least and the valuation greatest."""
    of, to = raised()(facts, asked, coin), valuation()(facts, asked, coin)

    def ratio(x: Value, y: Value) -> float | None:
        return None if x is None or y is None or y <= 0 else float(x) / float(y)

    return Span(ratio(of.low, to.high), ratio(of.high, to.low))


listed = count(Listed, grace=36)
listed_elsewhere = count(Listed, column("venue", ("ash",), out=True), grace=36)
