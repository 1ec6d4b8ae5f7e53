"""One text read in several ways, where it names neither a rate nor how ages are counted: bound under each of them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from hornbook.book.money import Convention
from hornbook.lang import bound
from hornbook.lang.scope import RuleScope

_Bind = Callable[[RuleScope], bound.Condition]

ANNIVERSARY, CALENDAR = "anniversary", "calendar"
"""What the two ways to count an age are called."""


def under_readings(bind: _Bind, scope: RuleScope) -> bound.Condition:
    """A rule under every way to read it that makes a difference to what it asks; alone where none does."""
    plain = replace(scope, conventions=(), either_age=False)
    first = bind(plain)
    rates = _rates(bind, plain, scope.conventions, first)
    ages = _ages(bind, plain, scope.either_age, first)
    if len(rates) == len(ages) == 1:
        return first
    found: dict[bound.Condition, str] = {}
    for rate, calendar in product(rates, ages):
        label = [str(rate)] * (len(rates) > 1) + [CALENDAR if calendar else ANNIVERSARY] * (len(ages) > 1)
        found.setdefault(bind(_under(plain, rate, calendar, several=len(rates) > 1)), ", ".join(label))
    if len(found) == 1:
        return first
    return bound.BoundReadings(tuple(found.values()), tuple(found))


def _rates(
    bind: _Bind, plain: RuleScope, conventions: tuple[Convention, ...], first: bound.Condition
) -> tuple[Convention, ...]:
    """The conventions of money, or the first of them where the rule converts nothing."""
    if len(conventions) < 2:
        return (plain.convention,)
    other = bind(_under(plain, conventions[1], plain.calendar, several=True))
    return conventions if other != first else (plain.convention,)


def _ages(bind: _Bind, plain: RuleScope, either: bool, first: bound.Condition) -> tuple[bool, ...]:
    """By anniversary and by calendar year, or the one way that the scope has where the rule asks for no age."""
    if not either:
        return (plain.calendar,)
    other = bind(replace(plain, calendar=not plain.calendar))
    return (plain.calendar, not plain.calendar) if other != first else (plain.calendar,)


def _under(plain: RuleScope, rate: Convention, calendar: bool, *, several: bool) -> RuleScope:
    """The scope of one reading; of several rates one gives way to the rate that a question names."""
    return replace(plain, convention=rate, calendar=calendar, perhaps=several)
