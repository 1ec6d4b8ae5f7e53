"""Places beside each other: ranks with the interval that the undecided leave, and a map of cities."""

from collections.abc import Mapping

from hornbook import places
from hornbook.answers.census import CensusAnswer
from hornbook.answers.census_groups import CensusGroup, key_cells, key_columns
from hornbook.places.gazetteer import town_of
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Line, Row, Table
from hornbook.reports.yearbook.appendix import interval_value
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.headlines import census_of, rank_interval
from hornbook.reports.yearbook.intervals import count_interval, share_interval_of
from hornbook.reports.yearbook.place import PlaceAsked
from hornbook.reports.yearbook.statistic import CitedAnswer, EditionStatistic, Measure, path_word, slug
from hornbook.text import Phrase, message

SHOWN = 18
"""How many places are ranked on the page and in the manifest, the first."""


def ranks(of: Material) -> Chapter | None:
    """Every place with its rank, what the rank may be, its count, value and growth."""
    whole = census_of(of.whole)
    some = [row for row in whole.rows if row.keys[of.place.kind] is not None and of.counted(row)][:SHOWN]
    if not some:
        return None
    statistics: list[EditionStatistic] = []
    rows: list[Row] = []
    for group in some:
        own = _group_statistics(of, group)
        statistics += own.values()
        names = key_cells(group.keys, whole.places)
        cells = {name: of_name.value for name, of_name in own.items()}
        rows.append({**names, **cells, "interval": interval_value(own["rank"]), "span": interval_value(own["count"])})
    columns = (
        Column("rank", message("rank"), Kind.COUNT),
        Column("interval", message("rank may be"), Kind.NUMBER, file=False),
        *key_columns(of.place.kind),
        Column("count", of.what, Kind.COUNT),
        Column("span", message("interval"), Kind.NUMBER, file=False),
        Column("before", message("on {day}", day=of.since), Kind.COUNT, empty="–"),
        Column("value", message("total value, US$"), Kind.USD),
        Column("share", message("share"), Kind.SHARE),
    )
    key = "country_name" if of.place.kind == "country" else of.place.kind
    first = rows[0]
    chart = Chart(
        title=message("The first places by number of {what}", what=of.what),
        form=ChartForm.BAR,
        table=Table("ranks", columns, tuple(rows)),
        x=key,
        series=("count",),
        alt=message("{place} is first with {n:,}.", place=first[key], n=first["count"]),
    )
    note = Line(
        message(
            "The interval counts the undecided companies of each place against it and for it. Companies whose place"
            " is not known belong to no place."
        )
    )
    blocks: tuple[Block, ...] = (chart, note)
    return Chapter(id="ranks", title=message("Ranks"), blocks=blocks, statistics=tuple(statistics))


def _group_statistics(of: Material, group: CensusGroup) -> dict[str, EditionStatistic]:
    """The figures of a place, by the columns of the table."""
    key = of.place.kind
    name, row = group.keys[key], f"rows/{path_word(key, group.keys[key])}"
    where = f"{key}.{slug(name)}"
    whole = census_of(of.whole)
    label: Phrase = _label(group, whole, key)
    found = {
        "rank": of.whole.statistic(
            f"rank.{where}", message("rank of {place}", place=label), f"{row}/rank", Measure.RANK,
            rank_interval(of, group),
        ),
        "count": of.whole.statistic(
            f"{of.noun}.{where}", message("{what} of {place}", what=of.what, place=label), f"{row}/{of.count_path}",
            Measure.COUNT, count_interval(group),
        ),
        "value": of.whole.statistic(
            f"value.{where}", message("value of {what} of {place}, US$", what=of.what, place=label),
            f"{row}/{of.value_path}", Measure.MONEY, of.sum_interval(group),
        ),
        "share": of.whole.statistic(
            f"share.{where}", message("share of {place}", place=label), f"{row}/share", Measure.SHARE,
            share_interval_of(group, whole.total),
        ),
    }  # fmt: skip
    if (then := _row_of(of.whole_before, group.keys)) is not None:
        found["before"] = of.whole_before.statistic(
            f"{of.noun}.{where}.{of.since}",
            message("{what} of {place} on {day}", what=of.what, place=label, day=of.since),
            f"{row}/{of.count_path}", Measure.COUNT, count_interval(then),
        )  # fmt: skip
    return found


def _row_of(census: CitedAnswer, keys: Mapping[str, str | int | None]) -> CensusGroup | None:
    return next((row for row in census_of(census).rows if row.keys == keys), None)


def _label(group: CensusGroup, answer: CensusAnswer, key: str) -> Phrase:
    cells = key_cells(group.keys, answer.places)
    found = cells.get("country_name" if key == "country" else key)
    return found if found is not None else ""  # type: ignore[return-value]


def map_of_cities(of: Material) -> Chapter | None:
    """A dot for each city of the country that the gazetteer knows, as large as its count."""
    if not places.installed():
        return None
    towns = census_of(of.towns)
    rows: list[Row] = []
    statistics: list[EditionStatistic] = []
    country = home(of.place)
    for group in towns.rows:
        name = group.keys["city"]
        found = places.city(str(name)) if name and of.counted(group) else None
        if found is None or (country is not None and found.country != country):
            continue
        town = town_of(found.id)
        statistic = _town_statistic(of, of.towns, group, _label(group, towns, "city"))
        statistics.append(statistic)
        rows.append(
            {**key_cells(group.keys, towns.places), "count": statistic.value, "east": town.east, "north": town.north}
        )
    if not rows:
        return None
    columns = (
        *key_columns("city"),
        Column("count", of.what, Kind.COUNT),
        Column("east", message("degrees east"), Kind.NUMBER),
        Column("north", message("degrees north"), Kind.NUMBER),
    )
    largest = rows[0]
    chart = Chart(
        title=message("Cities by number of {what}", what=of.what),
        form=ChartForm.MAP,
        table=Table("map", columns, tuple(rows)),
        x="east",
        series=("north",),
        size="count",
        label="city",
        outlines=of.base_map,
        alt=message(
            "{n:,} cities at their coordinates; the largest dot is {place} with {most:,}.",
            n=len(rows),
            place=largest["city"],
            most=largest["count"],
        ),
    )
    blocks: tuple[Block, ...] = (
        chart,
        Line(_LINES if of.base_map else _NO_LINES),
    )
    return Chapter(id="map", title=message("Map"), blocks=blocks, statistics=tuple(statistics))


def home(place: PlaceAsked) -> str | None:
    """The country of a place, to which its map is limited; none for a country itself and where it is not known."""
    if place.kind != "city":
        return None
    found = places.city(place.word)
    return found.country if found else None


_NO_LINES = message("Dots stand at the coordinates of the GeoNames gazetteer; no border is drawn.")
_LINES = message(
    "Dots stand at the coordinates of the GeoNames gazetteer; the lines are those of a file that was given."
)


def _town_statistic(of: Material, answer: CitedAnswer, group: CensusGroup, label: Phrase) -> EditionStatistic:
    row = f"rows/{path_word('city', group.keys['city'])}"
    return answer.statistic(
        f"{of.noun}.city.{slug(group.keys['city'])}", message("{what} of {place}", what=of.what, place=label),
        f"{row}/{of.count_path}", Measure.COUNT, count_interval(group),
    )  # fmt: skip
