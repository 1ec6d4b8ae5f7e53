"""How good a book is, source by source: what is covered, how old and how late it is, and what was refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.asked_columns import asked_cells
from hornbook.answers.quality_tables import (
    COVERAGE_COLUMNS,
    HISTORY_TITLE,
    INDICATOR_COLUMNS,
    INDICATORS_TITLE,
    KIND_COLUMNS,
    KINDS_TITLE,
    LATENESS_COLUMNS,
    LATENESS_TITLE,
    MEASURE_COLUMNS,
    READ_TITLE,
    REFUSAL_COLUMNS,
    STRAY_COLUMNS,
    STRAY_TITLE,
    VAGUE_COLUMNS,
    VAGUE_TITLE,
    YEARS,
    cells,
)
from hornbook.book.view import View
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.locale import Lang, in_language
from hornbook.quality.figures import Quality
from hornbook.quality.measure import measure_quality
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Hint, Row, Sheet, Table
from hornbook.text import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """Of the companies that a source names, how many it tells a kind of, or how many have an indicator."""

    source: str
    what: str
    """A kind of fact or an indicator, as `sort` says."""
    sort: str
    year: int | None
    """Of what the facts say, against the companies named by its end; empty for all years together."""
    companies: int
    covered: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStaleness:
    """How many days old the newest fact of a kind is, over the companies of which the source tells one."""

    source: str
    kind: str
    companies: int
    median_days: float
    p90_days: float
    share_old: float
    """Share that is older than 36 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLateness:
    """Days from a fact's being true to its being known, over the facts of a kind, source and year."""

    source: str
    kind: str
    year: int
    facts: int
    median_days: float
    p90_days: float
    share_ahead: float
    """Share known before it was true; also counted in the next."""
    share_30_days: float
    share_1_year: float
    """Share known after 31 to 365 days."""
    share_later: float
    recorded_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRefusals:
    """What a source's files held and what was refused of it."""

    source: str
    batches: int
    rows: int
    facts: int
    rejects: int
    notes: int
    """Refused cells."""
    share: float | None
    """Refused rows by rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueAmounts:
    """How a source states the amounts of its rounds of a year."""

    source: str
    year: int
    rounds: int
    stated: int
    vague: int
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWords:
    """Words of a source that should be a country, a city, a venue or the like, and that nothing knows."""

    source: str
    sort: Message
    """What they should be."""
    words: int
    facts: int
    """How many facts say them."""
    examples: tuple[str, ...]
    """The most frequent."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class QualityAnswer(Answer):
    """A book's quality as of a day."""

    recorded_once: tuple[str, ...]
    """Sources recorded once, all whose facts were known on that day: their lateness is the age of an export."""
    coverage: tuple[SourceCoverage, ...]
    staleness: tuple[SourceStaleness, ...]
    lateness: tuple[SourceLateness, ...]
    refusals: tuple[SourceRefusals, ...]
    vague_amounts: tuple[VagueAmounts, ...]
    unknown_words: tuple[UnknownWords, ...]

    def sheet(self) -> Sheet:
        """The page: a few tables by source."""
        return quality_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a measure; then a table a section."""
        return (_measure_table(self), *_section_tables(self))


def ask_quality(view: View, source: str | None = None, *, columns: Sequence[str] | None = None) -> QualityAnswer:
    """Ask how good the sources of a view are, or one of them; coverage also by the indicators of `columns`.

    `all` stands for every indicator. QuestionError names the nearest source or indicator.
    """
    wanted = None
    if columns is not None:
        wanted = [indicator.name for indicator in chosen_indicators(None if list(columns) == ["all"] else columns)]
    return quality_answer(measure_quality(view, source, indicators=wanted), view)


def quality_answer(measured: Quality, view: View) -> QualityAnswer:
    """A book's quality as an answer."""
    return QualityAnswer(
        asked=asked_of(view),
        recorded_once=measured.recorded_once,
        coverage=tuple(SourceCoverage(**each._asdict(), share=_rounded(each.share)) for each in measured.coverage),
        staleness=tuple(
            SourceStaleness(
                source=each.source,
                kind=each.kind,
                companies=each.companies,
                median_days=round(each.median, 6),
                p90_days=round(each.p90, 6),
                share_old=round(each.old, 6),
            )
            for each in measured.staleness
        ),
        lateness=tuple(
            SourceLateness(
                source=each.source,
                kind=each.kind,
                year=each.year,
                facts=each.facts,
                median_days=round(each.median, 6),
                p90_days=round(each.p90, 6),
                share_ahead=round(each.ahead, 6),
                share_30_days=round(each.month, 6),
                share_1_year=round(each.within_year, 6),
                share_later=round(each.later, 6),
                recorded_once=each.recorded_once,
            )
            for each in measured.lateness
        ),
        refusals=tuple(SourceRefusals(**each._asdict(), share=_rounded(each.share)) for each in measured.refusals),
        vague_amounts=tuple(VagueAmounts(**each._asdict(), silent=each.silent) for each in measured.vagueness),
        unknown_words=tuple(UnknownWords(**each._asdict()) for each in measured.strays),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _measures(answer: QualityAnswer) -> Iterator[Row]:
    """One row a measure; `of` is out of how many companies, facts or rows."""
    for covered in answer.coverage:
        yield {
            "section": "coverage", "source": covered.source, "what": covered.what, "year": covered.year,
            "of": covered.companies, "measure": "share", "value": covered.share,
        }  # fmt: skip
    for aged in answer.staleness:
        own = {"section": "staleness", "source": aged.source, "what": aged.kind, "of": aged.companies}
        yield from _named(own, aged, ("median_days", "p90_days", "share_old"))
    for late in answer.lateness:
        own = {"section": "lateness", "source": late.source, "what": late.kind, "year": late.year, "of": late.facts}
        shares = ("share_ahead", "share_30_days", "share_1_year", "share_later")
        yield from _named(own, late, ("median_days", "p90_days", *shares))
    for batch in answer.refusals:
        own = {"section": "refusals", "source": batch.source, "of": batch.rows}
        yield from _named(own, batch, ("batches", "facts", "rejects", "notes"))
    for vague in answer.vague_amounts:
        own = {
            "section": "vague_amounts", "source": vague.source, "what": "Round", "year": vague.year, "of": vague.rounds
        }  # fmt: skip
        yield from _named(own, vague, ("stated", "vague", "silent"))
    for strays in answer.unknown_words:
        own = {"section": "unknown_words", "source": strays.source, "what": in_language(strays.sort, Lang.EN)}
        yield from _named(own, strays, ("words", "facts"))


def _named(own: Row, measured: object, names: Sequence[str]) -> Iterator[Row]:
    for name in names:
        yield {**own, "measure": name, "value": getattr(measured, name)}


# ---- files and the page


def _measure_table(answer: QualityAnswer) -> Table:
    """What a CSV holds: one measure of one source a row."""
    asked, once = asked_cells(answer.asked), set(answer.recorded_once)
    whole = tuple({"recorded_once": row["source"] in once, **row, **asked} for row in _measures(answer))
    return Table("quality", MEASURE_COLUMNS, whole)


def _section_tables(answer: QualityAnswer) -> tuple[Table, ...]:
    """The tables behind the measures in a workbook: all years of every section."""
    return (
        Table("refusals", REFUSAL_COLUMNS, [cells(each) for each in answer.refusals]),
        Table("coverage", COVERAGE_COLUMNS, [cells(each) for each in answer.coverage]),
        Table("staleness", tuple(c for c in KIND_COLUMNS if c.key != "share"), [cells(e) for e in answer.staleness]),
        Table("lateness", LATENESS_COLUMNS, [cells(each) for each in answer.lateness]),
        Table("vague_amounts", VAGUE_COLUMNS, [cells(each) for each in answer.vague_amounts]),
        Table("unknown_words", STRAY_COLUMNS, [cells(each) for each in answer.unknown_words]),
    )


def quality_sheet(answer: QualityAnswer) -> Sheet:
    """The page: a few tables by source, years summed up or the newest ones."""
    once = [[each for each in answer.lateness if each.recorded_once is which] for which in (False, True)]
    parts: tuple[tuple[Message, tuple[Column, ...], Sequence[Row]], ...] = (
        (READ_TITLE, REFUSAL_COLUMNS, [cells(each) for each in answer.refusals]),
        (KINDS_TITLE, KIND_COLUMNS, _kinds(answer)),
        (INDICATORS_TITLE, INDICATOR_COLUMNS, [cells(c) for c in answer.coverage if c.sort == "indicator"]),
        (LATENESS_TITLE, LATENESS_COLUMNS, _newest(once[0])),
        (HISTORY_TITLE, LATENESS_COLUMNS, _newest(once[1])),
        (VAGUE_TITLE, VAGUE_COLUMNS, _vague(answer)),
        (STRAY_TITLE, STRAY_COLUMNS, [cells(each) for each in answer.unknown_words]),
    )
    blocks: list[Block] = [*head(answer.asked), Heading(message("Quality of the sources"))]
    for title, columns, rows in parts:
        if rows:
            blocks += [EmptyLine(), Table(f"page {len(blocks)}", columns, rows, title=title)]
    blocks.append(Hint(message("--json and --csv list every year.")))
    return Sheet(message("Quality of the sources"), tuple(blocks))


def _kinds(answer: QualityAnswer) -> list[Row]:
    """Coverage and age of a source's kind in one row."""
    covered = {(c.source, c.what): c.share for c in answer.coverage if c.year is None and c.sort == "kind"}
    return [{**cells(each), "share": covered.get((each.source, each.kind))} for each in answer.staleness]


def _newest(lateness: Sequence[SourceLateness]) -> list[Row]:
    """Of each source and kind the newest years."""
    groups = groupby(lateness, key=lambda each: (each.source, each.kind))
    return [cells(each) for _, years in groups for each in list(years)[-YEARS:]]


def _vague(answer: QualityAnswer) -> list[Row]:
    """The years of each source added up."""
    sums: dict[str, dict[str, Any]] = {}
    names = ("rounds", "stated", "vague", "silent")
    for each in answer.vague_amounts:
        row = sums.setdefault(each.source, {"source": each.source, **dict.fromkeys(names, 0)})
        for name in names:
            row[name] += getattr(each, name)
    return list(sums.values())
