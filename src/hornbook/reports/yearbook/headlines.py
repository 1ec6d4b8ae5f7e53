"""The first chapter: the place in a few figures, and year by year."""

from hornbook.answers.answer import SIMULATED, days_line, rule_lines
from hornbook.answers.census import CensusAnswer
from hornbook.answers.census_groups import CensusGroup
from hornbook.answers.figures import Figures
from hornbook.answers.members import CensusListAnswer
from hornbook.answers.watch import WatchAnswer
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Line, Row, Table
from hornbook.reports.yearbook.appendix import edition_table, figure_value
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.intervals import (
    between,
    count_interval,
    flow_intervals,
    median_interval,
    share_interval_of,
)
from hornbook.reports.yearbook.statistic import (
    EXACTLY,
    CitedAnswer,
    EditionStatistic,
    FigureInterval,
    Measure,
    path_word,
    slug,
)
from hornbook.text import Message, Phrase, Value, message, message_plural


def headlines(of: Material) -> Chapter:
    """How many, worth how much, which rank, who came and went, and the years before."""
    figures = place_statistics(of)
    years = year_statistics(of)
    blocks: list[Block] = [Line(days_line(of.own.answer.asked), strong=True)]
    if of.simulated:
        blocks.append(Line(SIMULATED, strong=True))
    blocks += rule_lines(of.rule)
    blocks += [Line(line, lead="• ") for line in _sentences(of, figures)]
    shown = [*figures.values()]
    blocks += [edition_table("headlines", shown), *map(_open_end, (each for each in shown if each.no_interval))]
    blocks.append(_chart(of, years))
    return Chapter(id="headlines", title=message("Headlines"), blocks=tuple(blocks), statistics=(*shown, *years))


def place_statistics(of: Material) -> dict[str, EditionStatistic]:
    """The figures of the place, by the first word of their ids."""
    own = census_of(of.own)
    where, place, what = slug(of.place.name.en), of.place.name, of.what
    before, after = census_of(of.own_before).total, own.total
    flow = watch_of(of).flow
    entered, left = flow_intervals((len(flow.enters), len(flow.leaves)), before, after, on_facts=of.on_facts)
    found = {
        "count": of.own.statistic(
            f"{of.noun}.{where}", message("{what} of {place}", what=what, place=place), f"total/{of.count_path}",
            Measure.COUNT, count_interval(after),
        ),
        "value": of.own.statistic(
            f"value.{where}", message("their value together, US$"), f"total/{of.value_path}", Measure.MONEY,
            of.sum_interval(after),
        ),
        "median": of.own.statistic(
            f"median.{where}", message("median of their values, US$"), "total/median_usd", Measure.MONEY,
            _median_interval(of, after),
        ),
        "undecided": of.own.statistic(
            f"undecided.{where}", message("companies that cannot be decided"), "total/unknown", Measure.COUNT,
            EXACTLY,
        ),
        "before": of.own_before.statistic(
            f"{of.noun}.{where}.{of.since}", message("{what} on {day}", what=what, day=of.since),
            f"total/{of.count_path}", Measure.COUNT, count_interval(before),
        ),
        "entered": of.watch.statistic(
            f"entered.{where}", message("entered since {day}", day=of.since), "flow/enters/length", Measure.COUNT,
            entered,
        ),
        "left": of.watch.statistic(
            f"left.{where}", message("left since {day}", day=of.since), "flow/leaves/length", Measure.COUNT,
            left,
        ),
    }  # fmt: skip
    return found | _standing(of)


def _open_end(of: EditionStatistic) -> Line:
    """Why the interval of a figure lacks an end."""
    return Line(
        message("{figure}, why an end of the interval is missing: {reason}", figure=of.label, reason=of.no_interval)
    )


def _median_interval(of: Material, total: Figures) -> FigureInterval:
    """Between what the median of the values lies, by the values of the confirmed."""
    listed = of.members.answer
    assert isinstance(listed, CensusListAnswer)
    return median_interval([row["value_usd"] for row in listed.companies if row["verdict"]], total.unknown)


def watch_of(of: Material) -> WatchAnswer:
    """What crossed the line since the earlier day, and what is about to."""
    assert isinstance(of.watch.answer, WatchAnswer)
    return of.watch.answer


def _standing(of: Material) -> dict[str, EditionStatistic]:
    """The rank and the share of the place among places of its sort; nothing where it is no group of its own."""
    group = place_group(of)
    if group is None or not of.counted(group):
        return {}
    where = slug(of.place.name.en)
    row = f"rows/{path_word(of.place.kind, group.keys[of.place.kind])}"
    rank = message("rank among the {n:,} places with {what}", n=len(_ranked(of)), what=of.what)
    return {
        "rank": of.whole.statistic(
            f"rank.{where}", rank, f"{row}/rank", Measure.RANK, rank_interval(of, group)
        ),
        "share": of.whole.statistic(
            f"share.{where}", message("share of all {what}", what=of.what), f"{row}/share", Measure.SHARE,
            share_interval_of(group, census_of(of.whole).total),
        ),
    }  # fmt: skip


def place_group(of: Material) -> CensusGroup | None:
    """The group of the census by places that is the place of the yearbook."""
    whole = census_of(of.whole)
    names = dict(whole.places.zh) if whole.places else {}
    return next((row for row in whole.rows if of.place.is_group(row.keys[of.place.kind], names)), None)


def _ranked(of: Material) -> list[CensusGroup]:
    """The places that have a rank: a name, and at least one company that is counted."""
    whole = census_of(of.whole)
    return [row for row in whole.rows if row.rank is not None and of.counted(row)]


def _possible(of: Material) -> list[CensusGroup]:
    """The places that may have a rank: a name, and a company that is counted or undecided."""
    whole = census_of(of.whole)
    return [row for row in whole.rows if row.rank is not None and (of.counted(row) or row.unknown)]


def rank_interval(of: Material, group: CensusGroup) -> FigureInterval:
    """The best and the worst rank that the undecided companies of the places leave open."""
    whole = census_of(of.whole)
    others = [row for row in whole.rows if row is not group and row.rank is not None]
    low, high = group.count, group.count + group.unknown
    best = 1 + sum(row.count > high for row in others)
    worst = 1 + sum(row.count + row.unknown > low for row in others)
    return between(best, worst)


def census_of(of: CitedAnswer) -> CensusAnswer:
    """An answer that is a census."""
    assert isinstance(of.answer, CensusAnswer)
    return of.answer


def year_statistics(of: Material) -> tuple[EditionStatistic, ...]:
    """How many on each day of the series."""
    where = slug(of.place.name.en)
    return tuple(
        each.statistic(
            f"{of.noun}.{where}.{each.answer.asked.day}",
            message("{what} on {day}", what=of.what, day=each.answer.asked.day),
            f"total/{of.count_path}",
            Measure.COUNT,
            count_interval(census_of(each).total),
        )
        for each in of.series
    )


def _sentences(of: Material, figures: dict[str, EditionStatistic]) -> list[Message]:
    """The headlines in words; every figure in them is a statistic."""
    count, value = figures["count"], figures["value"]
    lines = [_counted(of, count, value)]
    if "rank" in figures:
        lines.append(_standing_line(of, figures))
    lines.append(
        message(
            "Since {day}: {entered:,} entered, {left:,} left; there were {before:,} then.",
            day=of.since,
            entered=figures["entered"].value,
            left=figures["left"].value,
            before=figures["before"].value,
        )
    )
    undecided = figures["undecided"].value
    assert isinstance(undecided, int)
    lines.append(
        message_plural(
            "{n:,} company cannot be decided, so the true count is between {lower:,} and {upper:,}.",
            "{n:,} companies cannot be decided, so the true count is between {lower:,} and {upper:,}.",
            undecided,
            lower=count.low,
            upper=count.high,
        )
    )
    return lines


def _counted(of: Material, count: EditionStatistic, value: EditionStatistic) -> Message:
    assert isinstance(count.value, int)
    fields: dict[str, Phrase] = {"place": of.place.name, "what": of.noun_of(count.value)}
    if of.on_facts:
        return message(
            "{place}: {n:,} {what} on the facts, worth {value}; of these {confirmed:,} confirmed.",
            n=count.value,
            value=figure_value(value.value, Measure.MONEY),
            confirmed=count.low,
            **fields,
        )
    return message(
        "{place}: {n:,} {what} worth {value}.",
        n=count.value,
        value=figure_value(value.value, Measure.MONEY),
        **fields,
    )


def _standing_line(of: Material, figures: dict[str, EditionStatistic]) -> Message:
    rank, share = figures["rank"], figures["share"]
    fields: dict[str, Value] = {
        "rank": str(rank.value),
        "n": len(_ranked(of)),
        "what": of.what,
        "share": figure_value(share.value, Measure.SHARE),
    }
    if rank.low == rank.high:
        return message("Rank {rank} of the {n:,} places with {what}, with {share} of all.", **fields)
    return message(
        "Rank {rank} of the {n:,} places with {what}, with {share} of all. {most:,} places have such companies or"
        " undecided ones, so the rank may be {best} to {worst}.",
        most=len(_possible(of)),
        best=str(rank.low),
        worst=str(rank.high),
        **fields,
    )


def _chart(of: Material, years: tuple[EditionStatistic, ...]) -> Chart:
    columns = (
        Column("day", message("day"), Kind.DAY),
        Column("value", of.what, Kind.COUNT),
        Column("low", message("at least"), Kind.COUNT),
        Column("high", message("at most"), Kind.COUNT),
        Column("id", message("statistic"), Kind.CODE, page=False),
    )
    rows: tuple[Row, ...] = tuple(
        {"day": of_day.day, "value": of_day.value, "low": of_day.low, "high": of_day.high, "id": of_day.id}
        for of_day in years
    )
    first, last = years[0], years[-1]
    alt = message(
        "{what} of {place}: {first:,} on {first_day}, {last:,} on {last_day}.",
        what=of.what, place=of.place.name, first=first.value, first_day=first.day, last=last.value, last_day=last.day,
    )  # fmt: skip
    title = message("Year by year: {what} of {place}", what=of.what, place=of.place.name)
    return Chart(
        title=title, form=ChartForm.LINE, table=Table("years", columns, rows), x="day", series=("value",), alt=alt,
        unit=message("number of companies"),
    )  # fmt: skip
