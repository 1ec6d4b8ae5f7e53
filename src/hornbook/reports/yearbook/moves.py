"""Who came and who went, by name and with the reason; and what is about to change."""

from collections import Counter

from hornbook.answers.flow import FlowMove
from hornbook.answers.watch import SHOWN
from hornbook.population.reasons import REASONS
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Heading, Items, Kind, Line, Row, Table
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.headlines import census_of, place_statistics, watch_of
from hornbook.reports.yearbook.intervals import ANY_GAP, ANY_REASON, between
from hornbook.reports.yearbook.statistic import EditionStatistic, Measure, no_interval, slug
from hornbook.text import listing, message, message_plural

NAMED = 100
"""How many companies of a table a page names; the workbook has them all."""
MOVE_COLUMNS = (
    Column("name", message("company")),
    Column("subject", message("subject"), Kind.CODE, page=False),
    Column("reason_text", message("reason"), pair=True),
    Column("clause_text", message("clause"), pair=True, empty="–"),
    Column("value_before_usd", message("value before, US$"), Kind.USD, empty="–"),
    Column("value_after_usd", message("value after, US$"), Kind.USD, empty="–"),
)


def moves(of: Material) -> Chapter:
    """The sum of the flow, its reasons as a drawing, and every company that moved."""
    flow = watch_of(of).flow
    figures = place_statistics(of)
    before, entered, left, now = (figures[name] for name in ("before", "entered", "left", "count"))
    total = message(
        "From {first} to {last}: {before:,} + {enter:,} entered − {leave:,} left = {after:,}",
        first=of.since, last=of.day, before=before.value, enter=entered.value, leave=left.value, after=now.value,
    )  # fmt: skip
    blocks: list[Block] = [Line(total, strong=True)]
    reasons = _reasons(of)
    if reasons:
        blocks.append(_reason_chart(reasons))
    for key, title, some in (
        ("entered", message("Entered, by name"), flow.enters),
        ("left", message("Left, by name"), flow.leaves),
    ):
        if some:
            rows = tuple(map(_move_cells, some))
            blocks += [Heading(title, 3), Table(key, MOVE_COLUMNS, rows, shown=NAMED)]
    statistics = (before, entered, left, now, *(statistic for _, _, statistic in reasons))
    return Chapter(id="moves", title=message("Entries and exits"), blocks=tuple(blocks), statistics=statistics)


def _move_cells(move: FlowMove) -> Row:
    return {column.key: getattr(move, column.key) for column in MOVE_COLUMNS}


def _reasons(of: Material) -> list[tuple[str, str, EditionStatistic]]:
    """How many entered or left for each reason: which of both, the reason, and the figure."""
    found = []
    for way in ("enters", "leaves"):
        for reason in watch_of(of).flow.reasons[way]:
            statistic = of.watch.statistic(
                f"{'entered' if way == 'enters' else 'left'}.{slug(of.place.name.en)}.{slug(reason)}",
                message("entered: {reason}", reason=REASONS[reason])
                if way == "enters"
                else message("left: {reason}", reason=REASONS[reason]),
                f"flow/reasons/{way}/{reason}",
                Measure.COUNT,
                no_interval(ANY_REASON),
            )
            found.append((way, reason, statistic))
    return found


def _reason_chart(reasons: list[tuple[str, str, EditionStatistic]]) -> Chart:
    columns = (
        Column("label", message("reason"), pair=True),
        Column("value", message("companies"), Kind.COUNT),
        Column("id", message("statistic"), Kind.CODE, page=False),
    )
    rows = tuple({"label": of.label, "value": of.value, "id": of.id} for _, _, of in reasons)
    ways = Counter(dict.fromkeys(("enters", "leaves"), 0))
    for way, _, of in reasons:
        ways[way] += int(of.value or 0)
    return Chart(
        title=message("Why companies entered and left"),
        form=ChartForm.BAR,
        table=Table("reasons", columns, rows),
        x="label",
        series=("value",),
        alt=message("{enter:,} entered and {leave:,} left, by reason.", enter=ways["enters"], leave=ways["leaves"]),
    )


def soon(of: Material) -> Chapter | None:
    """Which companies are one clause short, and which the passing of days will take out."""
    watch = watch_of(of)
    where = slug(of.place.name.en)
    total, ages = census_of(of.own).total, len(watch.aging)
    near = of.watch.statistic(
        f"near.{where}", message("one clause short"), "near/length", Measure.COUNT, no_interval(ANY_GAP)
    )
    aging = of.watch.statistic(
        f"aging.{where}", message("will age out within {days:d} days", days=watch.within), "aging/length",
        Measure.COUNT, between(max(0, ages - (total.judgement if of.on_facts else 0)), ages + total.unknown),
    )  # fmt: skip
    if not (near.value or aging.value):
        return None
    near_items = tuple(
        message(
            "{company}: {grounds}",
            company=each.name,
            grounds=listing(dict.fromkeys(ground.says for ground in each.grounds), ";"),
        )
        for each in watch.near[:SHOWN]
    )
    aging_items = tuple(
        message("{company}: {gap}; {clause}", company=each.name, gap=each.says, clause=each.clause_text)
        for each in watch.aging[:SHOWN]
    )
    blocks: list[Block] = []
    if watch.near:
        text = message_plural(
            "{n:,} company is one clause short.",
            "{n:,} companies are one clause short, the smallest gap first.",
            len(watch.near),
        )
        blocks += [Line(text, strong=True), Items(near_items, hidden=len(watch.near) - len(near_items))]
    if watch.aging:
        text = message_plural(
            "{n:,} company will age out within {days:d} days.",
            "{n:,} companies will age out within {days:d} days.",
            len(watch.aging),
            days=watch.within,
        )
        blocks += [Line(text, strong=True), Items(aging_items, hidden=len(watch.aging) - len(aging_items))]
    return Chapter(id="soon", title=message("What is about to change"), blocks=tuple(blocks), statistics=(near, aging))
