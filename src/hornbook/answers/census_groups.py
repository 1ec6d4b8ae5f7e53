"""The parts of a census: bands of value, and groups by place, sector, track, source, year, size or a standard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.answers.answer import RuleAsked
from hornbook.answers.figures import VALUE, Figures, count_cells, count_column, counted, figure_columns
from hornbook.answers.wording.counts import counted_places
from hornbook.answers.wording.facts import country_text
from hornbook.answers.wording.values import closed_word
from hornbook.population.count import Band, CountedGroup
from hornbook.population.group_answers import is_tier_group
from hornbook.population.places import NOT_A_PLACE, Placed
from hornbook.render.sheet import Block, Column, Hint, Kind, Line, Row, Table
from hornbook.text import Message, Money, Phrase, Text, message, message_plural

SHOWN = 40
"""How many groups are shown on a page."""

HEADINGS = {
    "city": message("city"),
    "country": message("country"),
    "region": message("province or state"),
    "sector": message("sector"),
    "track": message("track"),
    "source": message("source"),
    "year": message("founding year"),
    "size": message("employees"),
}
TIER_ANSWERS = {
    "yes": message("yes"),
    "on_facts": message("on the facts"),
    "unknown": message("unknown"),
    "no": message("no"),
}
"""The groups of the answer under a standard."""
UNSTATED = message("unstated")
GroupKey = tuple[str | int | None, ...]
"""The keys of a group, in the order of the question."""
NAMED_PLACES = ("city", "country")
"""Groups that have a name in Chinese too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueBand:
    """The confirmed with a value from `low_usd` on and below `high_usd`; empty where there is no edge on that side."""

    low_usd: Decimal | None
    high_usd: Decimal | None
    count: int
    value_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusGroup(Figures):
    """One group: its keys (empty where unknown), its figures, its rank and its share of all the confirmed."""

    rank: int | None
    """Empty where a key is unknown."""
    keys: Mapping[str, str | int | None]
    share: float | None
    rank_before: int | None = None
    """Its rank on the earlier day, where one is asked for."""
    count_before: int | None = None
    """How many were counted on the earlier day."""
    growth: float | None = None
    """How much more are counted now, as a share of those then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """How the places of the groups are named: by the gazetteer where it is installed, else as they are written."""

    normalised: bool
    spellings: int
    recognised: int
    names: int
    """How many places the recognised spellings are."""
    strays: Mapping[str, int]
    """How many spellings of a city or a country are no known place; they make one group."""
    zh: Mapping[str, str]
    """The Chinese name of a group, where there is one."""


def value_band(band: Band) -> ValueBand:
    """A band as answers hold it."""
    return ValueBand(low_usd=band.low, high_usd=band.high, count=band.companies, value_usd=band.value_usd)


def census_group(group: CountedGroup, earlier: Mapping[GroupKey, CountedGroup] | None = None) -> CensusGroup:
    """A group as answers hold it; with the groups of an earlier day by their keys, what it was then."""
    share = None if group.share is None else round(group.share, 6)
    own = CensusGroup(rank=group.rank, keys=group.keys, share=share, **count_cells(group.figures))
    if earlier is None:
        return own
    then = earlier.get(group_key(group.keys))
    if then is None or not then.figures.counted:
        return replace(own, count_before=0)
    before = then.figures.counted
    growth = round((group.figures.counted - before) / before, 6)
    return replace(own, rank_before=then.rank, count_before=before, growth=growth)


def group_key(keys: Mapping[str, str | int | None]) -> GroupKey:
    """The keys of a group as one value."""
    return tuple(keys.values())


def in_order(groups: Sequence[CensusGroup], by: Sequence[str]) -> tuple[CensusGroup, ...]:
    """Groups in the order of a page: years as they follow each other, others by rank."""
    if tuple(by) != ("year",):
        return tuple(groups)
    return tuple(sorted(groups, key=lambda of: (of.keys["year"] is None, of.keys["year"] or 0)))


def place_names(placed: Placed) -> PlaceNames:
    """The names of places as answers hold them."""
    return PlaceNames(
        normalised=placed.normalised,
        spellings=placed.spellings,
        recognised=placed.found,
        names=placed.names,
        strays=dict(sorted(placed.strays.items())),
        zh=dict(sorted(placed.zh.items())),
    )


# ---- bands


def band_table(bands: Sequence[ValueBand], rule: RuleAsked, *, on_facts: bool = False) -> Table:
    """The bands of value; companies of unknown value are in none."""
    columns = (
        Column("band", message("value band"), pair=True),
        Column("low_usd", message("from, US$"), Kind.USD, page=False),
        Column("high_usd", message("below, US$"), Kind.USD, page=False),
        Column("count", message("on the facts"), Kind.COUNT) if on_facts else count_column(rule),
        VALUE,
    )
    rows = tuple(
        {"band": _band_name(of), "low_usd": of.low_usd, "high_usd": of.high_usd}
        | {"count": of.count, "value_usd": of.value_usd}
        for of in bands
    )
    return Table("bands", columns, rows)


def _band_name(band: ValueBand) -> Message:
    low, high = (None if edge is None else Money(edge) for edge in (band.low_usd, band.high_usd))
    if low is None:
        return message("under {high}", high=high)
    if high is None:
        return message("{low} and more", low=low)
    return message("{low} to under {high}", low=low, high=high)


# ---- groups

BEFORE = (
    Column("rank_before", message("rank before"), Kind.COUNT, empty="–"),
    Column("count_before", message("before"), Kind.COUNT),
    Column("growth", message("growth"), Kind.SHARE, empty="–"),
)
"""What a group was on the earlier day."""


def group_table(
    groups: Sequence[CensusGroup],
    by: Sequence[str],
    places: PlaceNames | None,
    rule: RuleAsked,
    *,
    on_facts: bool = False,
) -> Table:
    """One row a group."""
    compared = any(group.count_before is not None for group in groups)
    columns = (
        Column("rank", message("rank"), Kind.COUNT, empty="–"),
        *(column for key in by for column in key_columns(key)),
        *(BEFORE if compared else ()),
        *figure_columns(rule, *groups, on_facts=on_facts, share=True, narrow=compared),
    )
    return Table("groups", columns, tuple(_rows(groups, places)), shown=SHOWN)


def group_heading(key: str) -> Phrase:
    """The heading of a group's column; the answer under a standard stands under the standard's own word."""
    return HEADINGS.get(key, key)


def key_columns(key: str) -> tuple[Column, ...]:
    """The column of a key; a country is a code in files and a name on pages."""
    if key == "country":
        code = Column(key, HEADINGS[key], pair=True, page=False)
        return (code, Column("country_name", HEADINGS[key], empty=UNSTATED, file=False))
    kind = Kind.CODE if key == "year" else Kind.TEXT
    pair = key in NAMED_PLACES or is_tier_group(key)
    return (Column(key, group_heading(key), kind, pair=pair, empty=UNSTATED),)


def key_cells(keys: Mapping[str, str | int | None], places: PlaceNames | None) -> dict[str, object]:
    """The keys of a group as cells under `key_columns`."""
    zh, strays = (places.zh, places.strays) if places else ({}, {})
    chinese = list(zh.values())
    alike = {name for name in chinese if chinese.count(name) > 1}
    cells: dict[str, object] = {k: _name(v, zh, alike) if k in NAMED_PLACES else v for k, v in keys.items()}
    if sector := keys.get("sector"):
        cells["sector"] = closed_word(str(sector))
    cells |= {k: TIER_ANSWERS.get(str(v)) for k, v in keys.items() if is_tier_group(k)}
    if code := keys.get("country"):
        cells["country_name"] = country_text(str(code))
    for key, n in strays.items():
        if keys.get(key) == NOT_A_PLACE:
            cells["country_name" if key == "country" else key] = message("not a known place ({n:,})", n=n)
    return cells


def _rows(groups: Sequence[CensusGroup], places: PlaceNames | None) -> Iterator[Row]:
    for group in groups:
        keys = key_cells(group.keys, places)
        before = {column.key: getattr(group, column.key) for column in BEFORE}
        yield {"rank": group.rank, **keys, "share": group.share, **before, **count_cells(group)}


def _name(value: str | int | None, zh: Mapping[str, str], alike: set[str]) -> Phrase | None:
    """A place by its name, in Chinese too where it has one; where two are called alike its own name stands behind."""
    if value is None:
        return None
    label = str(value)
    chinese = zh.get(label, label)
    return Text(label, f"{chinese}（{label}）" if chinese in alike else chinese)


def group_blocks(
    groups: Sequence[CensusGroup],
    by: Sequence[str],
    places: PlaceNames | None,
    rule: RuleAsked,
    *,
    on_facts: bool = False,
) -> list[Block]:
    """The groups that have a confirmed company, and a sentence on those that have none."""
    blocks: list[Block] = []
    if places and (line := places_line(places)):
        blocks.append(Line(line))
    some = [group for group in groups if counted(group, on_facts=on_facts)]
    if some:
        blocks.append(group_table(some, by, places, rule, on_facts=on_facts))
    rest = [group.unknown for group in groups if not counted(group, on_facts=on_facts)]
    if rest:
        blocks.append(Line(_without(len(rest), sum(rest), more=bool(some), on_facts=on_facts)))
        blocks.append(Hint(message("--csv and --json list them.")))
    return blocks


def _without(groups: int, unknown: int, *, more: bool, on_facts: bool) -> Message:
    if on_facts:
        return message_plural(
            "{n:,} group has no company even on the facts; {unknown:,} companies there cannot be decided.",
            "{n:,} groups have no company even on the facts; {unknown:,} companies there cannot be decided.",
            groups,
            unknown=unknown,
        )
    if more:
        return message_plural(
            "{n:,} more group has no confirmed company; {unknown:,} companies there cannot be decided.",
            "{n:,} more groups have no confirmed company; {unknown:,} companies there cannot be decided.",
            groups,
            unknown=unknown,
        )
    return message_plural(
        "{n:,} group has no confirmed company; {unknown:,} companies there cannot be decided.",
        "{n:,} groups have no confirmed company; {unknown:,} companies there cannot be decided.",
        groups,
        unknown=unknown,
    )


def places_line(places: PlaceNames) -> Message | None:
    """Whether places go by one name, as a sentence; none where there is no place."""
    if not places.normalised:
        return message('Places stand as their sources write them; pip install "hornbook[link]" gives each one name.')
    if not places.spellings:
        return None
    if places.recognised == places.spellings:
        return message_plural(
            "{n:,} spelling of a place was recognised.",
            "All {n:,} spellings of places were recognised.",
            places.spellings,
        )
    return message(
        "{found:,} of {n:,} spellings of places were recognised, as {names}; the others stand as written.",
        found=places.recognised,
        n=places.spellings,
        names=counted_places(places.names),
    )
