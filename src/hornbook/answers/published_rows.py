"""A published figure as answers hold it, and its table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.clauses import GRADES
from hornbook.published.measures import FigureNature, FigureUnit, PublishedMeasure
from hornbook.published.values import PublishedFigure
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.terms import Day
from hornbook.text import Message, Money, Phrase, Share, Text, message

SHOWN = 40
"""How many figures a page shows."""

_HELD = message("held back")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """What a book says of the same place at the same cut-off, by a rule, with what was known by the day asked about."""

    day: Day
    """The last day of the published figure's cut-off."""
    standard: str
    """The standard and tier of our count."""
    count: int | None
    """The confirmed companies; empty where money is compared."""
    on_facts: int | None
    """The confirmed companies if every open judgement were favourable."""
    unknown: int
    """How many companies cannot be decided."""
    value_usd: Decimal | None
    """What the confirmed are worth together; empty where companies are compared."""
    difference: Decimal | None
    """Ours less the published figure; empty where that has no plain number."""
    same_rule: bool
    """Whether the standard writes the publisher's own definition as a rule."""
    relation: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """One published figure: companies, cities, whole units of `currency`, or a share between 0 and 1."""

    publisher: str
    publisher_name: Text
    series: str
    series_name: Text
    edition: str
    edition_name: Text
    cut_off: str | None
    """A day, a month or a year, as the publisher gives it."""
    released: Day | None
    known: Day
    """The day of release, else the earliest day on which a page with it was seen."""
    dated: bool
    """Whether that day is of a release or of a page; else it is the day by which the pages had been read."""
    place: str
    place_name: Text
    measure: str
    measure_name: Text
    unit: str
    nature: str
    figure: Phrase
    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    currency: str | None
    words: Text | None
    grade: str
    sources: tuple[str, ...]
    urls: tuple[str, ...]
    doubt: Text | None
    held: Text | None
    standard: str | None
    """The standard and tier that write the publisher's definition as a rule."""
    ours: OwnFigure | None = None


def published_row(of: PublishedFigure, ours: OwnFigure | None = None) -> PublishedRow:
    """A figure as answers hold it, with ours beside it where a book was asked."""
    return PublishedRow(
        publisher=of.series.publisher,
        publisher_name=of.series.publisher_name,
        series=of.series.key,
        series_name=of.series.name,
        edition=of.edition,
        edition_name=of.edition_name,
        cut_off=of.cut_off.text if of.cut_off else None,
        released=of.released,
        known=of.known,
        dated=of.dated,
        place=of.place.id,
        place_name=of.place.name,
        measure=of.measure.id,
        measure_name=of.measure.name,
        unit=of.measure.unit.value,
        nature=of.nature.value,
        figure=published_value(of),
        value=of.value,
        least=of.least,
        most=of.most,
        currency=of.currency,
        words=of.words,
        grade=of.grade,
        sources=tuple(cite.title for cite in of.cites),
        urls=tuple(cite.url for cite in of.cites if cite.url),
        doubt=of.doubt,
        held=of.held,
        standard=of.series.standard,
        ours=ours,
    )


def published_value(of: PublishedFigure) -> Phrase:
    """The figure as it is read; the source's own words where it gives no plain number."""
    return of.words or amount_phrase(of.value, of.measure, of.currency)


def amount_phrase(value: Decimal | None, measure: PublishedMeasure, currency: str | None) -> Phrase:
    """A number of a measure as it is read."""
    if value is None:
        return ""
    match measure.unit:
        case FigureUnit.MONEY:
            return message("{amount}", amount=Money(value, currency or "USD"))
        case FigureUnit.SHARE:
            return message("{share}", share=Share(float(value)))
    return message("{n:,}", n=int(value))


# ---- the table

_FILE_COLUMNS = (
    Column("series", message("published series"), Kind.CODE, page=False),
    Column("released", message("released"), Kind.DAY, page=False),
    Column("known", message("known"), Kind.DAY, page=False),
    Column("dated", message("day of release or of a page"), Kind.YES, page=False),
    Column("place", message("place"), Kind.CODE, page=False),
    Column("measure", message("measure"), Kind.CODE, page=False),
    Column("unit", message("unit"), Kind.CODE, page=False),
    Column("nature", message("stock, flow or cumulative"), Kind.CODE, page=False),
    Column("value", message("value"), Kind.NUMBER, page=False),
    Column("least", message("least"), Kind.NUMBER, page=False),
    Column("most", message("most"), Kind.NUMBER, page=False),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("words", message("words of the source"), page=False, pair=True),
    Column("grade", message("grade of the source"), Kind.CODE, page=False),
    Column("sources", message("sources"), page=False),
    Column("urls", message("addresses"), page=False),
    Column("doubt", message("doubt"), page=False, pair=True),
    Column("held", message("held back because"), page=False, pair=True),
    Column("standard", message("the definition as a rule"), Kind.CODE, page=False),
)
_OURS = (
    Column("ours", message("confirmed"), Kind.TEXT, empty="–", file=False),
    Column("ours_on_facts", message("on the facts"), Kind.COUNT, empty="–", file=False, wide=True),
    Column("ours_unknown", message("undecided"), Kind.COUNT, empty="–", file=False),
    Column("difference", message("difference"), Kind.TEXT, empty="–", file=False),
    Column("relation", message("how they relate"), empty="–", wide=True, pair=True),
    Column("our_day", message("our day"), Kind.DAY, page=False),
    Column("our_standard", message("our standard"), Kind.CODE, page=False),
    Column("our_count", message("confirmed"), Kind.COUNT, page=False),
    Column("our_on_facts", message("on the facts"), Kind.COUNT, page=False),
    Column("our_unknown", message("undecided"), Kind.COUNT, page=False),
    Column("our_value_usd", message("total value, US$"), Kind.USD, page=False),
    Column("our_difference", message("difference"), Kind.NUMBER, page=False),
    Column("same_rule", message("the publisher's own rule"), Kind.YES, page=False),
)


def published_table(rows: Iterable[PublishedRow], *, title: Phrase | None = None, shown: int | None = SHOWN) -> Table:
    """The figures, one a row; with ours beside them where there are any."""
    rows = tuple(rows)
    compared = any(row.ours for row in rows)
    several = {row.place for row in rows if row.ours or not compared}
    columns = (
        Column("publisher", message("publisher"), Kind.CODE, page=False),
        Column("publisher_name", message("publisher"), pair=True),
        Column("edition", message("edition"), Kind.CODE, tight=True, wide=compared),
        Column("edition_name", message("name"), pair=True, wide=True),
        Column("cut_off", message("cut-off"), Kind.CODE, tight=True, empty="–"),
        Column("place_name", message("place"), pair=True, page=len(several) > 1),
        Column("measure_name", message("measure"), pair=True),
        Column("figure", message("published figure"), file=False),
        *(_OURS if compared else ()),
        Column("source", message("source"), file=False, wide=True),
        *_FILE_COLUMNS,
    )
    return Table("published", columns, tuple(_cells(rows)), title=title, shown=shown)


def _cells(rows: Iterable[PublishedRow]) -> Iterator[Row]:
    for row in rows:
        cells = {name: getattr(row, name) for name in PublishedRow.__dataclass_fields__ if name != "ours"}
        yield cells | {"figure": _figure(row), "source": GRADES[row.grade], **_own_cells(row)}


def _figure(row: PublishedRow) -> Phrase:
    if row.held:
        return message("{figure} ({mark})", figure=row.figure, mark=_HELD)
    return message("{figure}, cumulative", figure=row.figure) if row.nature == FigureNature.CUMULATIVE else row.figure


def _own_cells(row: PublishedRow) -> dict[str, object]:
    ours = row.ours
    if ours is None:
        return {}
    return {
        "ours": own_phrase(ours),
        "ours_on_facts": ours.on_facts,
        "ours_unknown": ours.unknown,
        "difference": _difference(ours),
        "relation": ours.relation,
        "our_day": ours.day,
        "our_standard": ours.standard,
        "our_count": ours.count,
        "our_on_facts": ours.on_facts,
        "our_unknown": ours.unknown,
        "our_value_usd": ours.value_usd,
        "our_difference": ours.difference,
        "same_rule": ours.same_rule,
    }


def own_phrase(ours: OwnFigure) -> Phrase:
    """What is confirmed, as companies or as money."""
    if ours.value_usd is not None:
        return message("{amount}", amount=Money(ours.value_usd))
    return message("{n:,}", n=ours.count or 0)


def _difference(ours: OwnFigure) -> Message | None:
    if ours.difference is None:
        return None
    if ours.value_usd is not None:
        sign = "+" if ours.difference > 0 else "−" if ours.difference < 0 else ""
        return message("{sign}{amount}", sign=sign, amount=Money(abs(ours.difference)))
    return message("{n:+,}", n=int(ours.difference))
