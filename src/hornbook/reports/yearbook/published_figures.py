"""What others have published on the place, and how each of their series relates to this edition."""

from hornbook.answers.answer import RuleAsked
from hornbook.answers.citation import cited_answer
from hornbook.answers.published import ask_published
from hornbook.answers.published_chapter import (
    PublishedChapter,
    check_blocks,
    doubt_blocks,
    published_chapter,
    relation_phrase,
)
from hornbook.answers.published_checks import apart_blocks
from hornbook.answers.published_rows import PublishedRow
from hornbook.published.measures import FigureUnit
from hornbook.published.scopes import scope_place
from hornbook.render.sheet import Block, Column, Items, Kind, Line, Row, Table
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.headlines import census_of
from hornbook.reports.yearbook.intervals import BY_OTHERS
from hornbook.reports.yearbook.statistic import CitedAnswer, Measure, no_interval, slug
from hornbook.text import Message, Phrase, message

_MEASURES = {
    FigureUnit.COMPANIES: Measure.COUNT, FigureUnit.CITIES: Measure.COUNT, FigureUnit.MONEY: Measure.MONEY,
    FigureUnit.SHARE: Measure.SHARE,
}  # fmt: skip


def published(of: Material) -> Chapter | None:
    """The newest published figures on the place, their series as lines, doubts, checks and breaks; none without any."""
    word = of.place.word
    if scope_place(word) is None:
        return None
    chapter = published_chapter(word, of.day)
    if not chapter.rows:
        return None
    answer = ask_published(of.day, place=word)
    cited = CitedAnswer(answer, str(cited_answer(answer.asked, "published", [("place", word)], answer)))
    statistics = tuple(
        cited.statistic(
            _id(row), _label(row), f"rows/{n}/value", _MEASURES[FigureUnit(row.unit)], no_interval(BY_OTHERS)
        )
        for n, row in enumerate(answer.rows)
        if row.value is not None and row.currency in (None, "USD")
    )
    return Chapter(
        id="published",
        title=message("Published figures of others"),
        blocks=(_own_line(of), *_blocks(chapter, of.rule)),
        statistics=statistics,
    )


def _id(row: PublishedRow) -> str:
    return f"published.{slug(row.series)}.{slug(row.edition)}.{row.measure}"


def _label(row: PublishedRow) -> Message:
    return message(
        "{series}: {measure}, {edition}", series=row.series_name, measure=row.measure_name, edition=row.edition
    )


def _own_line(of: Material) -> Line:
    """What this edition counts, to be read beside the others."""
    own = census_of(of.own).total
    return Line(
        message(
            "This edition counts {n:,} {what} on {day} by this rule: {rule}."
            " A series by another definition counts other companies, so a difference is no error.",
            n=of.counted(own),
            what=of.noun_of(of.counted(own)),
            day=of.day,
            rule=of.rule.name,
        )
    )


def _blocks(chapter: PublishedChapter, rule: RuleAsked) -> list[Block]:
    columns = (
        Column("series", message("published series"), pair=True),
        Column("edition", message("edition"), Kind.CODE),
        Column("cut_off", message("cut-off"), Kind.CODE, empty="–"),
        Column("measure", message("measure"), pair=True),
        Column("figure", message("published figure"), file=False),
        Column("relation", message("how they relate"), pair=True),
    )
    rows: list[Row] = [
        {
            "series": row.series_name,
            "edition": row.edition,
            "cut_off": row.cut_off,
            "measure": row.measure_name,
            "figure": row.figure,
            "relation": _relation(row, rule),
        }
        for row in chapter.rows
    ]
    blocks: list[Block] = [Table("published", columns, tuple(rows))]
    blocks += [chapter.chart] if chapter.chart else []
    blocks += [Line(message("What each series counts:")), Items(tuple(map(relation_phrase, chapter.relations)))]
    return [*blocks, *doubt_blocks(chapter.rows), *check_blocks(chapter.checks), *apart_blocks(chapter.apart)]


def _relation(row: PublishedRow, rule: RuleAsked) -> Phrase:
    """Whether the edition's rule is the publisher's own definition."""
    if row.standard is None:
        return message("another definition; the publisher's own is no standard here")
    if rule.own_file is None and row.standard == f"{rule.id}:{rule.tier}":
        return message("the publisher's own definition as a rule")
    return message("another definition")
