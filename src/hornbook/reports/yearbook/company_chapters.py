"""The companies: by field, by tier and value, and each by name."""

from dataclasses import replace

from hornbook.answers.census import CensusAnswer
from hornbook.answers.census_groups import band_table
from hornbook.answers.members import CensusListAnswer
from hornbook.answers.wording.values import closed_word
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Line, Row, Table
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.headlines import census_of
from hornbook.reports.yearbook.intervals import band_intervals, count_interval
from hornbook.reports.yearbook.statistic import EXACTLY, EditionStatistic, Measure, band_word, path_word, slug
from hornbook.text import message, message_plural

FIELDS = 20
"""How many fields are shown, the largest."""
LISTED = 300
"""How many companies a page names; the workbook has them all."""
UNSTATED_FIELD = message("unstated")


def fields(of: Material) -> Chapter | None:
    """How many companies each field has, now and on the earlier day."""
    own, earlier = census_of(of.own), census_of(of.own_before).rows
    statistics: list[EditionStatistic] = []
    rows: list[Row] = []
    for group in [group for group in own.rows if of.counted(group)][:FIELDS]:
        sector = group.keys["sector"]
        name = UNSTATED_FIELD if sector is None else closed_word(str(sector))
        row, where = f"rows/{path_word('sector', sector)}", f"{slug(of.place.name.en)}.sector.{slug(sector)}"
        count = of.own.statistic(
            f"{of.noun}.{where}", message("{what}: {field}", what=of.what, field=name), f"{row}/{of.count_path}",
            Measure.COUNT, count_interval(group),
        )  # fmt: skip
        value = of.own.statistic(
            f"value.{where}", message("value: {field}, US$", field=name), f"{row}/{of.value_path}", Measure.MONEY,
            of.sum_interval(group),
        )  # fmt: skip
        then = next((row for row in earlier if row.keys == group.keys), None)
        before = of.own_before.statistic(
            f"{of.noun}.{where}.{of.since}",
            message("{what} on {day}: {field}", what=of.what, day=of.since, field=name),
            f"{row}/{of.count_path}", Measure.COUNT, count_interval(then) if then else EXACTLY,
        )  # fmt: skip
        statistics += [count, value, before]
        rows.append({"field": name, "count": count.value, "before": before.value, "value": value.value})
    if not rows:
        return None
    columns = (
        Column("field", message("field"), pair=True),
        Column("count", of.what, Kind.COUNT),
        Column("before", message("on {day}", day=of.since), Kind.COUNT),
        Column("value", message("total value, US$"), Kind.USD),
    )
    chart = Chart(
        title=message("By field: {what} of {place}", what=of.what, place=of.place.name),
        form=ChartForm.BAR,
        table=Table("fields", columns, tuple(rows)),
        x="field",
        series=("count",),
        alt=message("{field} is first with {n:,}.", field=rows[0]["field"], n=rows[0]["count"]),
    )
    return Chapter(id="fields", title=message("Fields"), blocks=(chart,), statistics=tuple(statistics))


def tiers(of: Material) -> Chapter | None:
    """How many reach each tier of the standard, and how the values of the companies are spread."""
    own = census_of(of.own)
    statistics: list[EditionStatistic] = []
    blocks: list[Block] = []
    rows: list[Row] = []
    for each in of.tiers:
        total = census_of(each)
        (rule,) = total.asked.rules
        statistic = each.statistic(
            f"tier.{rule.tier}.{slug(of.place.name.en)}",
            message("{tier} of {place}", tier=rule.tier_name, place=of.place.name),
            f"total/{of.count_path}",
            Measure.COUNT,
            count_interval(total.total),
        )
        statistics.append(statistic)
        rows.append({"tier": rule.tier_name, "count": statistic.value, "low": statistic.low, "high": statistic.high})
    if len(rows) > 1:
        blocks.append(_tier_chart(of, rows))
    if own.bands:
        title = message("How the values of those that are counted are spread")
        blocks.append(replace(band_table(own.bands, of.rule, on_facts=of.on_facts), title=title))
        statistics += _band_statistics(of, own)
    if not blocks:
        return None
    return Chapter(id="tiers", title=message("Tiers and values"), blocks=tuple(blocks), statistics=tuple(statistics))


def _tier_chart(of: Material, rows: list[Row]) -> Chart:
    columns = (
        Column("tier", message("tier"), pair=True),
        Column("count", message("companies"), Kind.COUNT),
        Column("low", message("at least"), Kind.COUNT),
        Column("high", message("at most"), Kind.COUNT),
    )
    return Chart(
        title=message("Companies of {place} that reach each tier", place=of.place.name),
        form=ChartForm.BAR,
        table=Table("tiers", columns, tuple(rows)),
        x="tier",
        series=("count",),
        alt=message("{n:,} tiers, the lowest first; {tier}: {count:,}.", n=len(rows), tier=rows[-1]["tier"],
                    count=rows[-1]["count"]),
    )  # fmt: skip


def _band_statistics(of: Material, own: CensusAnswer) -> list[EditionStatistic]:
    found = []
    for n, band in enumerate(own.bands):
        where = f"{band_word(band.low_usd, band.high_usd)}.{slug(of.place.name.en)}"
        label = message("{what} by value, band {n}", what=of.what, n=n + 1)
        count, value = band_intervals(band, own.total, on_facts=of.on_facts)
        found += [
            of.own.statistic(where, label, f"bands/{n}/count", Measure.COUNT, count),
            of.own.statistic(f"value.{where}", label, f"bands/{n}/value_usd", Measure.MONEY, value),
        ]
    return found


def members(of: Material) -> Chapter:
    """Every company that is counted, with its value, the day of that and its source."""
    listed = of.members.answer
    assert isinstance(listed, CensusListAnswer)
    columns = (
        Column("name", message("company")),
        Column("subject", message("subject"), Kind.CODE),
        Column("value_usd", message("value, US$"), Kind.USD),
        Column("valuation_day", message("valued on"), Kind.DAY),
        Column("source", message("source"), Kind.CODE),
    )
    rows = tuple({column.key: row[column.key] for column in columns} for row in listed.companies)
    count = of.members.statistic(
        f"listed.{slug(of.place.name.en)}",
        message("companies named in the list"),
        "companies/length",
        Measure.COUNT,
        count_interval(census_of(of.own).total),
    )
    blocks: tuple[Block, ...] = (Line(message("No company is counted.")),)
    if rows:
        line = message_plural("{n:,} company.", "{n:,} companies, the greatest value first.", len(rows))
        blocks = (Line(line), Table("companies", columns, rows, shown=LISTED))
    return Chapter(id="members", title=message("The companies"), blocks=blocks, statistics=(count,))
