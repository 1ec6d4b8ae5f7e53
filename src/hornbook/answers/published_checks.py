"""What arithmetic says of published figures, and which series must not be joined, as answers hold them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.published_rows import amount_phrase
from hornbook.published.arithmetic import CheckedFigures, CheckOutcome, Interval, check_figures
from hornbook.published.library import publishers, series_breaks
from hornbook.published.measures import PublishedMeasure
from hornbook.published.values import PublishedCheck, PublishedFigure
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Items, Kind, Row, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, Text, message

OUTCOMES = {
    CheckOutcome.CLOSES: message("closes"),
    CheckOutcome.OPEN: message("does not close"),
    CheckOutcome.HELD: message("held back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCheckRow:
    """A check of published figures: companies, whole units of money, or shares between 0 and 1."""

    publisher: str
    publisher_name: Text
    check: str
    kind: str
    """parts, some, flow, share, growth or money."""
    name: Text
    outcome: str
    """closes, open or held."""
    stated: Phrase
    computed: Phrase
    """From the other figures; two numbers where rounding or a rate leaves several."""
    difference: Decimal
    """The nearest of the stated less the nearest of the computed; 0 where they meet."""
    difference_text: Phrase
    note: Text | None
    because: Text | None
    """Why it is held back."""
    editions: tuple[str, ...]
    known: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesApart:
    """Two series that must not be joined, and why."""

    series: str
    series_name: Text
    other: str
    other_name: Text
    because: Text


def published_checks(figures: Iterable[PublishedFigure], day: Day | None = None) -> tuple[PublishedCheckRow, ...]:
    """The checks that rest on one of the figures at least; with a day only those of which all figures were known."""
    chosen = set(figures)
    names = dict.fromkeys(figure.series.publisher for figure in chosen)
    return tuple(
        check_row(check_figures(check))
        for name in sorted(names)
        for check in publishers[name].checks
        if chosen.intersection(check.figures) and (day is None or check.known <= day)
    )


def series_apart(figures: Iterable[PublishedFigure]) -> tuple[SeriesApart, ...]:
    """The breaks between the series of some figures, each once."""
    found: dict[frozenset[str], SeriesApart] = {}
    series = {figure.series.key: figure.series for figure in figures}
    for each in series.values():
        for other in series_breaks(each):
            if other.series in series:
                pair = SeriesApart(
                    series=each.key,
                    series_name=each.name,
                    other=other.series,
                    other_name=series[other.series].name,
                    because=other.because,
                )
                found.setdefault(frozenset((each.key, other.series)), pair)
    return tuple(found.values())


def check_row(of: CheckedFigures) -> PublishedCheckRow:
    """A check as answers hold it."""
    check = of.check
    measure, currency = check.result.measure, _currency(check)
    return PublishedCheckRow(
        publisher=check.publisher,
        publisher_name=check.result.series.publisher_name,
        check=check.id,
        kind=check.kind,
        name=check.name,
        outcome=of.outcome.value,
        stated=_interval(of.stated, measure, currency),
        computed=_interval(of.computed, measure, currency),
        difference=of.difference,
        difference_text=amount_phrase(abs(of.difference), measure, currency) if of.difference else "",
        note=check.note,
        because=of.because,
        editions=tuple(dict.fromkeys(figure.edition for figure in check.figures)),
        known=check.known,
    )


def _currency(check: PublishedCheck) -> str | None:
    """The currency in which a check compares: that of the terms, into which the result is converted."""
    return check.terms[0].figure.currency


def _interval(of: Interval, measure: PublishedMeasure, currency: str | None) -> Phrase:
    least = amount_phrase(of.least, measure, currency)
    if not of.most.is_finite():
        return message("at least {least}", least=least)
    most = amount_phrase(of.most, measure, currency)
    return least if least == most else message("{least} to {most}", least=least, most=most)


# ---- the page

_COLUMNS = (
    Column("publisher", message("publisher"), Kind.CODE, page=False),
    Column("publisher_name", message("publisher"), pair=True),
    Column("check", message("check"), Kind.CODE, page=False),
    Column("kind", message("kind"), Kind.CODE, page=False),
    Column("name", message("what must agree"), pair=True),
    Column("outcome_text", message("outcome"), file=False, tight=True),
    Column("outcome", message("outcome"), Kind.CODE, page=False),
    Column("stated", message("published figure"), pair=True),
    Column("computed", message("computed"), pair=True),
    Column("difference_text", message("difference"), file=False, empty="–"),
    Column("difference", message("difference"), Kind.NUMBER, page=False),
    Column("because", message("held back because"), page=False, pair=True),
    Column("note", message("note"), page=False, pair=True),
    Column("editions", message("editions"), Kind.CODE, page=False),
    Column("known", message("known"), Kind.DAY, page=False),
)


def check_table(checks: Iterable[PublishedCheckRow]) -> Table:
    """The checks, one a row."""
    return Table("checks", _COLUMNS, tuple(_cells(checks)))


def _cells(checks: Iterable[PublishedCheckRow]) -> Iterator[Row]:
    for each in checks:
        cells = {name: getattr(each, name) for name in PublishedCheckRow.__dataclass_fields__}
        yield cells | {"outcome_text": OUTCOMES[CheckOutcome(each.outcome)]}


def open_items(checks: Iterable[PublishedCheckRow]) -> tuple[Message, ...]:
    """The checks that do not close or are held back, a sentence each."""
    return tuple(_open_item(each) for each in checks if each.outcome != CheckOutcome.CLOSES)


def _open_item(of: PublishedCheckRow) -> Message:
    rest = of.because or of.note or ""
    if of.outcome == CheckOutcome.HELD:
        return message(
            "{publisher}: {name}. Held back: {because}", publisher=of.publisher_name, name=of.name, because=rest
        )
    return message(
        "{publisher}: {name}. Stated {stated}, computed {computed}; {difference} unexplained. {note}",
        publisher=of.publisher_name,
        name=of.name,
        stated=of.stated,
        computed=of.computed,
        difference=of.difference_text,
        note=rest,
    )


def apart_blocks(breaks: Iterable[SeriesApart]) -> list[Block]:
    """The series that must not be joined, with the reasons; no block where there are none."""
    items = tuple(
        message(
            "“{series}” and “{other}”: {because}", series=each.series_name, other=each.other_name, because=each.because
        )
        for each in breaks
    )
    return [EmptyLine(), Heading(message("Series that must not be joined")), Items(items)] if items else []


def apart_table(breaks: Iterable[SeriesApart]) -> Table:
    """The same as a table of a file."""
    columns = (
        Column("series", message("published series"), Kind.CODE),
        Column("other", message("other series"), Kind.CODE),
        Column("because", message("reason"), pair=True),
    )
    return Table(
        "apart", columns, tuple({"series": of.series, "other": of.other, "because": of.because} for of in breaks)
    )
