"""The appendix: where each figure's rule, day, version and citation stand, and which sources were known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from hornbook.answers.census import SourceKnown
from hornbook.answers.statistic import INTERVALS, IntervalKind
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Table
from hornbook.reports.yearbook.statistic import EditionStatistic, Figure, Measure
from hornbook.terms import Day
from hornbook.text import Money, Phrase, Share, Value, listing, message, message_plural

SIMULATED_SOURCE = "simulated"
"""The word under which simulated facts stand."""

STATISTIC_COLUMNS = (
    Column("id", message("statistic"), Kind.CODE),
    Column("label", message("what it measures"), pair=True),
    Column("value", message("value"), Kind.NUMBER),
    Column("low", message("at least"), Kind.NUMBER),
    Column("high", message("at most"), Kind.NUMBER),
    Column("interval", message("kind of interval"), Kind.CODE),
    Column("no_interval", message("why an end is missing"), pair=True, empty="–"),
    Column("measure", message("unit"), Kind.CODE),
    Column("day", message("as of"), Kind.DAY),
    Column("known", message("as known on"), Kind.DAY),
    Column("rule", message("rule"), Kind.CODE),
    Column("rule_sha256", message("digest of the rule"), Kind.CODE),
    Column("book_version", message("book version"), Kind.CODE),
    Column("book_digest", message("digest of the book"), Kind.CODE),
    Column("citation", message("citation"), Kind.CODE),
    Column("path", message("where in the answer"), Kind.CODE),
)
"""A statistic in a workbook."""


def statistic_cells(statistic: EditionStatistic) -> dict[str, Any]:
    """A statistic as a row under STATISTIC_COLUMNS."""
    return {column.key: getattr(statistic, column.key) for column in STATISTIC_COLUMNS} | {
        "measure": statistic.measure.value,
        "interval": statistic.interval.value,
    }


def figure_value(figure: Figure, measure: Measure) -> Value:
    """A figure as a page writes it: money and shares in their own way."""
    if figure is None:
        return None
    if measure is Measure.MONEY:
        return Money(Decimal(figure))
    if measure is Measure.SHARE:
        return Share(float(figure))
    return figure


def interval_value(of: EditionStatistic) -> Phrase:
    """The interval of a statistic in words: both ends, one of them, "exact" or "none"."""
    if of.interval is IntervalKind.EXACT or (of.low is None and of.high is None):
        return INTERVALS[of.interval]
    low, high = (figure_value(end, of.measure) for end in (of.low, of.high))
    if high is None:
        return message("at least {low}", low=low)
    if low is None:
        return message("at most {high}", high=high)
    return message("{low} to {high}", low=low, high=high)


def open_ends(statistics: Iterable[EditionStatistic]) -> tuple[Line, ...]:
    """Why the intervals of some statistics lack an end, and of how many."""
    reasons = Counter(of.no_interval for of in statistics if of.no_interval is not None)
    return tuple(
        Line(
            message_plural(
                "{n:,} figure has no interval, or one without an end: {reason}",
                "{n:,} figures have no interval, or one without an end: {reason}",
                n,
                reason=reason,
            )
        )
        for reason, n in reasons.items()
    )


def edition_table(key: str, statistics: Sequence[EditionStatistic], title: Phrase | None = None) -> Table:
    """Statistics as a page shows them: what each measures, its value and its interval."""
    columns = (
        Column("label", message("figure"), pair=True),
        Column("shown", message("value"), Kind.NUMBER, file=False),
        Column("interval", message("interval"), Kind.NUMBER, file=False, empty="–"),
        Column("value", message("value"), Kind.NUMBER, page=False),
        Column("low", message("at least"), Kind.NUMBER, page=False),
        Column("high", message("at most"), Kind.NUMBER, page=False),
        Column("id", message("statistic"), Kind.CODE),
    )
    rows = tuple(
        {
            "label": of.label, "shown": figure_value(of.value, of.measure), "interval": interval_value(of),
            "value": of.value, "low": of.low, "high": of.high, "id": of.id,
        }
        for of in statistics
    )  # fmt: skip
    return Table(key, columns, rows, title=title)


def appendix_blocks(
    statistics: Sequence[EditionStatistic], sources: Sequence[SourceKnown], more: int, known: Day | None
) -> tuple[Block, ...]:
    """Every statistic under the citation that gives it again, with its day, rule and sources; then the sources."""
    groups: dict[tuple[Any, ...], list[EditionStatistic]] = {}
    for of in statistics:
        groups.setdefault((of.citation, of.day, of.known, of.rule), []).append(of)
    blocks: list[Block] = [
        Line(
            message(
                "Each figure stands here below what gives it: its day, its rule, its sources and its citation."
                " `hornbook recheck` asks a citation again; `hornbook yearbook trace STATISTIC FILE` says where a"
                " figure comes from, without the book."
            )
        ),
        *_book_line(statistics),
        *open_ends(statistics),
    ]
    for n, some in enumerate(groups.values(), 1):
        blocks += _group_blocks(n, some, sources)
    blocks += [Heading(message("Sources known by then"), 3), *source_blocks(sources, known)]
    if more:
        blocks.append(Line(message("and {n:,} earlier (`hornbook log`)", n=more)))
    return tuple(blocks)


def _book_line(statistics: Iterable[EditionStatistic]) -> Iterator[Line]:
    """The version and the digest of the book, which all figures share."""
    for version, digest in sorted({(of.book_version, of.book_digest) for of in statistics if of.book_version}):
        yield Line(message("Book: version {version}, digest {digest}", version=str(version), digest=digest))


def _group_blocks(n: int, statistics: Sequence[EditionStatistic], sources: Sequence[SourceKnown]) -> Iterator[Block]:
    """What statistics have in common, then each with its value and its interval in a running line."""
    first = statistics[0]
    if first.book_version is None:
        head = message("As of {day}: published by others, from no book", day=first.day)
    elif first.day is None:
        head = message("What was read into the book, on no day of its own")
    else:
        numbers = [str(m) for m, source in enumerate(sources, 1) if _is_source_of(source, first.known)]
        fields = {"day": first.day, "known": first.known, "sources": listing(numbers) if numbers else "–"}
        head = message("As of {day}, as known on {known}; sources {sources}", **fields)
        if first.rule:
            head = message(
                "As of {day}, as known on {known}; rule {rule}; sources {sources}", rule=first.rule, **fields
            )
    yield Line(head, lead=f"{n}. ", strong=True)
    yield Line(first.citation, 2, whole=True)
    figures = (
        message(
            "{id} {value} ({interval})", id=of.id, value=figure_value(of.value, of.measure), interval=interval_value(of)
        )
        for of in statistics
    )
    yield Line(listing(figures, ";"), 2)


def _is_source_of(source: SourceKnown, known: Day | None) -> bool:
    """Whether a file was known by then; of a simulated one each fact has its own day of knowledge."""
    return known is None or source.recorded <= known or source.source == SIMULATED_SOURCE


def sources_of(sources: Iterable[SourceKnown], known: Day | None) -> tuple[SourceKnown, ...]:
    """The sources of a figure that is of a day of knowledge."""
    return tuple(of for of in sources if _is_source_of(of, known))


def source_blocks(sources: Sequence[SourceKnown], known: Day | None) -> tuple[Block, ...]:
    """The files that were recorded by the day of knowledge; simulated files that were written later stand apart."""
    some = [of for of in sources if known is None or of.recorded <= known]
    late = [of for of in sources if of not in some and _is_source_of(of, known)]
    blocks: list[Block] = [source_table(some, [sources.index(of) + 1 for of in some])] if some else []
    blocks += (
        Line(
            message(
                "The simulated file {file} was written at once, on {recorded}. Each of its facts has its own day on"
                " which it became known, and only those known by {known} are counted.",
                file=of.file, recorded=of.recorded, known=known,
            ),
            lead=f"{sources.index(of) + 1}. ",
        )
        for of in late
    )  # fmt: skip
    return tuple(blocks)


def source_table(sources: Sequence[SourceKnown], numbers: Sequence[int] = ()) -> Table:
    """The files of sources, with their numbers where other lines name them by these."""
    columns = (
        *((Column("n", message("no."), Kind.COUNT, file=False),) if numbers else ()),
        Column("source", message("source"), Kind.CODE),
        Column("file", message("file"), Kind.CODE),
        Column("recorded", message("recorded"), Kind.DAY),
    )
    rows = tuple(
        {"n": n, "source": of.source, "file": of.file, "recorded": of.recorded}
        for n, of in zip_longest(numbers, sources)
    )
    return Table("sources", columns, rows)
