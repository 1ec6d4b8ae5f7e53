"""The series of published figures in short: what there is of each publisher, and by which names it is asked for."""

from collections.abc import Iterable, Iterator

from hornbook.answers.published_rows import PublishedRow
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.text import message


def overview_table(rows: Iterable[PublishedRow]) -> Table:
    """One row a series: its publisher, how many figures and places, and its first and last cut-off."""
    columns = (
        Column("publisher", message("publisher"), Kind.CODE, tight=True),
        Column("name", message("published series"), pair=True),
        Column("figures", message("figures"), Kind.COUNT),
        Column("places", message("places"), Kind.COUNT, wide=True),
        Column("first", message("first cut-off"), Kind.CODE, tight=True, empty="–"),
        Column("last", message("last cut-off"), Kind.CODE, tight=True, empty="–"),
        Column("standard", message("the definition as a rule"), Kind.CODE, wide=True, empty="–"),
    )
    return Table("series_of_publishers", columns, tuple(_cells(rows)))


def _cells(rows: Iterable[PublishedRow]) -> Iterator[Row]:
    series: dict[str, list[PublishedRow]] = {}
    for row in rows:
        series.setdefault(row.series, []).append(row)
    for of in series.values():
        days = sorted(row.cut_off for row in of if row.cut_off)
        yield {
            "publisher": of[0].publisher,
            "name": of[0].series_name,
            "figures": len(of),
            "places": len({row.place for row in of}),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
            "standard": of[0].standard,
        }
