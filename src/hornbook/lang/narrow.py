"""Names with their narrowings into indicators: filters, windows, years, currencies."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from hornbook.book.money import DOLLARS, MoneyColumn, coin
from hornbook.book.words import SORTS
from hornbook.errors import advice
from hornbook.indicators.algebra import Formula, Growth, Indicator, Op, Reading, Value, Where
from hornbook.indicators.by_measure import BY_MEASURE
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.located import Whereabouts
from hornbook.indicators.sums import Sum
from hornbook.indicators.years import ago, mapped, over
from hornbook.kinds import Certified, Fact, payload
from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.terms import Scope
from hornbook.text import Phrase, listing, message

_ALSO = ("grade", "source")
"""Common columns that a filter may name beside a kind's own."""

_VAGUE: dict[str, tuple[str, ...]] = {
    "instrument": ("unstated",),
    "payment": ("unstated", "announced"),
    "basis": ("unstated",),
}
"""Values with which a fact may or may not belong, unless the filter names them."""


class Counted(NamedTuple):
    """Which facts of a kind count in a document: those that fit, and with `within` none as old as so many months."""

    where: tuple[Where, ...]
    within: int | None = None


OWN_WORTH = Counted((Where("scope", (Scope.COMPANY.value,)),))
"""Which valuations count where nothing else is said: those of the company itself, not of its group or of a merger."""

Counts = dict[str, Counted]
"""What counts, by the kind's name."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """What holds for all indicators of a document."""

    counts: Counts = field(default_factory=dict)
    coin: MoneyColumn = DOLLARS
    terms: tuple[tuple[str, int], ...] = ()
    """How many months statuses last that state no end, where the document says so."""


def kinds_of(formula: Formula) -> tuple[type[Fact], ...]:
    """The kinds of fact that a formula reads."""
    return tuple(dict.fromkeys(r.kind for r in formula.readings() if r.op is not Op.SPOKEN))


def indicator(node: tree.Ref) -> Indicator:
    """The indicator of that name; RuleError names the nearest."""
    known = indicators()
    if node.name in BY_MEASURE:
        return _by_measure(node)
    if node.name not in known:
        raise RuleError(
            message("no indicator is called '{name}'", name=node.name),
            (node.at[0], node.at[0] + len(node.name)),
            hint=advice(node.name, known, message("`hornbook indicators` lists them all.")),
        )
    return known[node.name]


def _by_measure(node: tree.Ref) -> Indicator:
    """A figure that a filter names by its measure."""
    named = [test for test in node.tests if test.column == "measure" and not test.out and len(test.words.items) == 1]
    if len(named) != 1:
        raise RuleError(
            message("'{name}' names one measure", name=node.name),
            node.at,
            hint=message("For example: {name}[measure in {{'rent_paid'}}].", name=node.name),
        )
    return BY_MEASURE[node.name]


def narrowed(node: tree.Ref, formula: Formula, how: Narrow) -> Formula:
    """The formula that a name with its narrowings stands for; RuleError where one of them means nothing."""
    if isinstance(formula, Whereabouts) and node != tree.Ref(node.name):
        raise RuleError(message("a place cannot be narrowed"), node.at)
    counts = dict(how.counts)
    if node.tests:
        kinds = kinds_of(formula)
        if len(kinds) != 1:
            raise RuleError(
                message("'{name}' is made of several kinds of fact and takes no filter", name=node.name), node.at
            )
        own = wheres(node.tests, kinds[0])
        before = counts.get(kinds[0].__name__, Counted(()))
        counts[kinds[0].__name__] = Counted(_joined(before.where, own), before.within)
    made = mapped(formula, lambda reading: _lasting(_counted(reading, counts, how.coin), how.terms))
    if sum(bool(x) for x in (node.over, node.ago, node.year)) > 1:
        raise RuleError(message("'over', 'ago' and 'of' a year do not go together"), node.at)
    made = _windowed(node, made)
    if node.by is not None:
        made = _by(node, made, counts)
    try:
        if node.over:
            made = over(made, node.over)
        elif node.ago or isinstance(made, Growth):
            made = ago(made, node.ago or 0)
    except ValueError:
        raise RuleError(
            message("'{name}' has no earlier years", name=node.name),
            node.at,
            hint=message(
                "Yearly figures, their growth and their ratios have: revenue, rnd_intensity, headcount_growth."
            ),
        ) from None
    return _of_year(node, made) if node.year else made


def _counted(reading: Reading, counts: Counts, into: MoneyColumn) -> Reading:
    said = counts.get(reading.kind.__name__, Counted(()))
    column = into.column if coin(reading.column) == DOLLARS else reading.column
    within = said.within if reading.within is None else reading.within
    return replace(reading, where=_joined(reading.where, said.where), within=within, column=column)


def _lasting(reading: Reading, terms: tuple[tuple[str, int], ...]) -> Reading:
    """A reading of statuses in force, with the terms of the document beside those that hold everywhere."""
    if reading.kind is not Certified or not reading.in_force:
        return reading
    return replace(reading, terms=tuple({**dict(reading.terms), **dict(terms)}.items()))


def _joined(first: tuple[Where, ...], then: tuple[Where, ...]) -> tuple[Where, ...]:
    """Both; a later filter of a column takes the place of an earlier one."""
    named = {where.column for where in then}
    return (*(where for where in first if where.column not in named), *then)


def _windowed(node: tree.Ref, formula: Formula) -> Formula:
    if node.within is None:
        return formula
    if isinstance(formula, Reading) and formula.op is Op.PEAK:
        return replace(formula, within=months(node.within))
    if not isinstance(formula, Sum):
        raise RuleError(
            message("'{name}' is no total, count or greatest value, so it has no window", name=node.name),
            node.at,
            hint=message(
                "Totals, counts and greatest values have: raised, rounds, investors, largest_round. Compare "
                "a day instead, as in `valuation_day >= day - 24 months`."
            ),
        )
    return replace(formula, of=replace(formula.of, within=months(node.within)))


def months(time: tree.Number) -> int:
    """A time of years or months, in months."""
    return int(time.value) * (12 if time.unit == "years" else 1)


def _by(node: tree.Ref, formula: Formula, counts: Counts) -> Formula:
    other = indicator(tree.Ref(node.by or "", at=node.at)).formula
    if not isinstance(formula, Sum) or node.within:
        raise RuleError(
            message("'by' belongs to a total or count without a window, which '{name}' is not", name=node.name), node.at
        )
    if not isinstance(other, Reading) or other.column != "valid" or other.op is Op.COUNT:
        raise RuleError(
            message("'{by}' is not a day of the company", by=node.by),
            node.at,
            hint=message("For example: by valuation_day."),
        )
    anchor = mapped(other, lambda reading: _counted(reading, counts, DOLLARS))
    assert isinstance(anchor, Reading)
    return replace(formula, of=replace(formula.of, anchor=anchor))


def _of_year(node: tree.Ref, formula: Formula) -> Formula:
    if not isinstance(formula, Reading) or formula.op is not Op.LATEST or formula.column == "valid" or node.ago:
        raise RuleError(
            message("'{name}' is no reading of a calendar year", name=node.name),
            node.at,
            hint=message("For example: revenue of 2021."),
        )
    return replace(formula, year=node.year)


def wheres(tests: tuple[tree.Test, ...], kind: type[Fact]) -> tuple[Where, ...]:
    """Conditions on columns of a kind; RuleError names the nearest column or value."""
    return tuple(_where(test, kind) for test in tests)


def _where(test: tree.Test, kind: type[Fact]) -> Where:
    known = [*payload(kind).names, *_ALSO]
    if test.column not in known:
        hint: Phrase = advice(test.column, known, message("It has: {known}.", known=listing(known)))
        raise RuleError(
            message("a {kind} has no column '{column}'", kind=kind.__name__, column=test.column), test.at, hint=hint
        )
    hint_of = get_type_hints(kind)[test.column] if test.column != "source" else str
    inner, empty = _inner(hint_of)
    values = tuple(_value(item, inner, test) for item in test.words.items)
    largest = _largest(kind, test.column) if inner is int else 0
    if any(isinstance(value, int) and abs(value) > largest for value in values if inner is int):
        raise RuleError(
            message("'{column}' is never larger than {largest:,}", column=test.column, largest=largest), test.words.at
        )
    vague = tuple(v for v in _VAGUE.get(test.column, ()) if v not in values)
    # A word that nothing knows may be meant: such a column is as open as one that may be empty.
    open_: tuple[Value, ...] = (*vague, None) if empty or (kind, test.column) in SORTS else vague
    return Where(test.column, values, open_, test.out)


def _largest(kind: type[Fact], column: str) -> int:
    """The largest whole number that a column holds."""
    return int(2 ** (payload(kind).field(column).type.bit_width - 1) - 1)


def _inner(hint: Any) -> tuple[Any, bool]:
    """The type of a column, and whether it may be empty."""
    if get_origin(hint) in (Union, UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None)), True
    return hint, False


def _value(item: str | Decimal, inner: Any, test: tree.Test) -> Value:
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        words = [str(member) for member in inner]
        if item not in words:
            hint: Phrase = advice(str(item), words, message("It is one of: {words}.", words=listing(words)))
            raise RuleError(
                message("'{column}' is never '{item}'", column=test.column, item=str(item)), test.words.at, hint=hint
            )
        return str(item)
    if inner is str and isinstance(item, str):
        return item
    if inner is int and isinstance(item, Decimal) and item == int(item):
        return int(item)
    if inner is bool and item in ("yes", "no"):
        return item == "yes"
    wanted = {str: message("words in quotes"), int: message("whole numbers"), bool: message("'yes' or 'no'")}.get(inner)
    hint = (
        message("It takes {wanted}.", wanted=wanted)
        if wanted
        else message("Amounts and days are no words; compare the indicator itself.")
    )
    raise RuleError(
        message("a filter cannot compare '{column}' with {item}", column=test.column, item=str(item)),
        test.words.at,
        hint=hint,
    )
