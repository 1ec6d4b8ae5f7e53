"""Potential companies, changes since the edition before, method, and the quality of the data."""

from hornbook.answers.imports import LogAnswer
from hornbook.answers.saved_list import OTHER_BOOK
from hornbook.answers.standard import tier_blocks
from hornbook.render.sheet import Block, Column, Heading, Items, Kind, Line, Row, Table
from hornbook.reports.yearbook.appendix import figure_value
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.manifest import StatisticRead
from hornbook.reports.yearbook.statistic import EXACTLY, EditionStatistic, Measure, meaning_of
from hornbook.text import Phrase, message

POTENTIAL = 30
"""How many companies of the saved list are shown, the likeliest."""


def potential(of: Material) -> Chapter | None:
    """The likeliest companies of a list that the scout saved, and what it says of itself; none without a list."""
    if of.list is None:
        return None
    saved = of.list
    about = message(
        "As of {day}, as known on {known}: which companies may reach {target} within {months:d} months. Model"
        " {model}, book version {version}.",
        day=saved.day, known=saved.known, target=saved.target, months=saved.horizon_months, model=saved.model[:12],
        version=str(saved.book_version),
    )  # fmt: skip
    columns = (
        Column("rank", message("rank"), Kind.COUNT),
        Column("name", message("company")),
        Column("company", message("subject"), Kind.CODE),
        Column("probability", message("probability"), Kind.SHARE),
        Column("low", message("at least"), Kind.SHARE),
        Column("high", message("at most"), Kind.SHARE),
    )
    rows = tuple({column.key: getattr(place, column.key) for column in columns} for place in saved.companies)
    note = Line(
        message("A probability is no promise. `hornbook scout register` keeps a list so that it can be scored.")
    )
    blocks: list[Block] = [Line(about)]
    if not of.list_of_book:
        blocks.append(Line(OTHER_BOOK, strong=True))
    blocks += [Table("potential", columns, rows, shown=POTENTIAL), note]
    if saved.card:
        blocks += [Heading(message("Model card"), 3), Items(saved.card)]
    return Chapter(id="potential", title=message("Potential unicorns"), blocks=tuple(blocks))


CHANGE_COLUMNS = (
    Column("id", message("statistic"), Kind.CODE),
    Column("label", message("figure"), pair=True),
    Column("before", message("edition before"), Kind.NUMBER),
    Column("now", message("this edition"), Kind.NUMBER),
    Column("difference", message("difference"), Kind.NUMBER, empty="–"),
)


def changes(of: Material, statistics: tuple[EditionStatistic, ...]) -> Chapter | None:
    """Every figure that the edition before had too, with its difference."""
    if of.previous is None:
        return None
    before = of.previous.by_meaning()
    rows = [_change(now, then) for now in statistics if (then := before.get(meaning_of(now.id, now.path)))]
    line = message(
        "The edition before is of {day}, by rule {rule}, from version {version} of a book. `hornbook yearbook diff`"
        " splits each difference into new events, late knowledge, changed rule and changed identity.",
        day=of.previous.day,
        rule=of.previous.rule,
        version=str(of.previous.book_version),
    )
    return Chapter(
        id="changes",
        title=message("What changed since the edition before"),
        blocks=(Line(line), Table("changes", CHANGE_COLUMNS, tuple(rows))),
    )


def _change(now: EditionStatistic, before: StatisticRead) -> Row:
    difference = None if now.value is None or before.value is None else float(now.value) - before.value
    whole = now.measure in (Measure.COUNT, Measure.RANK)
    shown = difference if difference is None or not whole else int(difference)
    return {
        "id": now.id,
        "label": now.label,
        "before": figure_value(before.value, now.measure),
        "now": figure_value(now.value, now.measure),
        "difference": shown if whole else figure_value(shown, now.measure),
    }


def method(of: Material) -> Chapter:
    """What is counted, by which rule, and what the intervals mean."""
    items = (
        message(
            "A company counts if the rule is a yes by facts that were true by {day} and known by {known}.",
            day=of.day,
            known=of.own.answer.asked.known,
        ),
        message("A company of which the rule cannot be decided is counted beside the figure, never in it."),
        message("An interval runs from the confirmed alone to the confirmed and all undecided companies."),
        message("A rank's interval takes the undecided of every place against it and for it."),
        message("A company is one of {place} if a source says that it is based there.", place=of.place.name),
        message("A valuation is what a source states of a round or a list; it is no appraisal."),
    )
    blocks: list[Block] = [Items(items)]
    if of.standard is not None:
        blocks.append(Heading(message("The rule: {name}", name=of.rule.name), 3))
        tier = next((tier for tier in of.standard.tiers if tier.id == of.rule.tier), None)
        blocks += list(tier_blocks(tier, ())) if tier else []
    else:
        blocks.append(Line(message("The rule: {name}", name=of.rule.name)))
    return Chapter(id="method", title=message("Method"), blocks=tuple(blocks))


def data_quality(of: Material) -> Chapter:
    """What was read of each source by the edition's day, and what was refused."""
    log = of.log.answer
    assert isinstance(log, LogAnswer)
    known = of.own.answer.asked.known
    some = [batch for batch in log.batches if batch.simulated or (known and batch.recorded <= known)]
    statistics = tuple(
        of.log.statistic(
            f"{what}.{batch.source}.{batch.recorded}",
            message("{what} of {file}", what=words, file=batch.file),
            f"batches/batch={batch.batch}/{what}",
            Measure.COUNT,
            EXACTLY,
        )
        for batch in some
        for what, words in _READ.items()
    )
    columns = (
        Column("source", message("source"), Kind.CODE),
        Column("file", message("file"), Kind.CODE),
        Column("recorded", message("recorded"), Kind.DAY),
        *(Column(what, words, Kind.COUNT) for what, words in _READ.items()),
    )
    rows = tuple({column.key: getattr(batch, column.key) for column in columns} for batch in some)
    blocks: tuple[Block, ...] = (
        Line(message("What was read of each source, and what was refused.")),
        Table("read", columns, rows),
    )  # fmt: skip
    return Chapter(id="quality", title=message("Data quality"), blocks=blocks, statistics=statistics)


_READ: dict[str, Phrase] = {
    "rows": message("rows"), "facts": message("facts"), "rejects": message("rows refused"),
    "notes": message("notes on cells"),
}  # fmt: skip
