"""The share of hard technology among the companies of a tier, under a declared definition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.statistic import (
    IntervalKind,
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.hard_technology import (
    DECLARED,
    FieldCounts,
    definition_digest,
    hard_technology_counts,
    share_bounds,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Column, Heading, Kind, Table
from hornbook.text import Phrase, Share, Text, message, message_plural

GROUPS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HardTechnologyGroup:
    """A group: its companies of the tier by whether they are hard technology, and the share with its bounds."""

    keys: Mapping[str, str | int | None]
    hard: int
    other: int
    unclear: int
    undecided: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HardTechnologyAnswer(StatisticAnswer):
    """The share of hard technology, by a definition that stands in the answer."""

    definition: str
    """The rule by which a company is hard technology."""
    definition_sha256: str
    """The digest of this rule's text, in hexadecimal."""
    declared: bool
    """Whether it is the package's own definition."""
    by: tuple[str, ...]
    rows: tuple[HardTechnologyGroup, ...]
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The groups."""
        return [Heading(message("By group")), _table(self)] if self.rows else []

    def tables(self) -> tuple[Table, ...]:
        """The figures, and the groups where there are any."""
        return (statistic_table(self.figures), *((_table(self),) if self.rows else ()))


def ask_hard_technology(question: EcosystemQuestion) -> HardTechnologyAnswer:
    """The share of hard technology in the tier, by the question's definition or by the declared one."""
    counts = hard_technology_counts(question, question.definition)
    definition = question.definition.text if question.definition else DECLARED
    return HardTechnologyAnswer(
        asked=statistic_asked(question),
        statistic="hard-technology",
        title=message("Share of hard technology"),
        figures=tuple(_figures(counts)),
        notes=tuple(_notes(counts, question)),
        definition=definition,
        definition_sha256=definition_digest(definition),
        declared=question.definition is None,
        by=counts.keys,
        rows=tuple(_rows(counts)) if counts.keys else (),
        places=place_names(counts.placed) if counts.placed else None,
    )


def _figures(of: FieldCounts) -> Iterator[StatisticFigure]:
    value, low, high = share_bounds(of.whole)
    counts = of.whole
    clear = counts["hard"] + counts["other"]
    most = counts["hard"] + counts["unclear"] + counts["may_hard"] + counts["may_unclear"]
    yield StatisticFigure(
        id="share", name=message("share of hard technology in the tier"), value=value, low=low, high=high,
        interval=_interval(low, high), unit="share", behind=clear,
    )  # fmt: skip
    yield StatisticFigure(
        id="hard", name=message("companies of hard technology"), value=counts["hard"], low=counts["hard"], high=most,
        interval=_interval(counts["hard"], most), unit="companies", behind=clear + counts["unclear"],
    )  # fmt: skip


def _interval(low: float | None, high: float | None) -> IntervalKind:
    return IntervalKind.EXACT if low == high else IntervalKind.BOUNDS


def _notes(of: FieldCounts, question: EcosystemQuestion) -> Iterator[Phrase]:
    if question.definition:
        rule = question.definition.text
        yield message("A company counts as hard technology if it meets this rule: {rule}", rule=rule)
    else:
        yield message(
            "A company counts as hard technology if its sector is in one of eight fields: artificial intelligence,"
            " aerospace, biotechnology, photonics and chips, information technology, new materials, new energy,"
            " intelligent manufacturing. The fields are those of Mi Lei, who coined the word; which sectors belong to"
            " them is Hornbook's reading. Publishers of such a share do not say how they classed companies."
        )
    definition = question.definition.text if question.definition else DECLARED
    yield message("Digest of this definition: {digest}", digest=definition_digest(definition)[:12])
    if of.whole["unclear"]:
        yield message_plural(
            "The sector of {n:,} confirmed company does not say whether it is hard technology. The interval covers"
            " both.",
            "The sectors of {n:,} confirmed companies do not say whether they are hard technology. The interval"
            " covers both.",
            of.whole["unclear"],
        )


def _rows(of: FieldCounts) -> Iterator[HardTechnologyGroup]:
    for row in of.groups.to_pylist():
        value, low, high = share_bounds(row)
        yield HardTechnologyGroup(
            keys={key: row[f"by_{key}"] for key in of.keys},
            hard=row["hard"], other=row["other"], unclear=row["unclear"],
            undecided=row["may_hard"] + row["may_other"] + row["may_unclear"],
            share=value, low=low, high=high,
        )  # fmt: skip


def _table(answer: HardTechnologyAnswer) -> Table:
    own = (
        Column("hard", message("hard technology"), Kind.COUNT),
        Column("other", message("other fields"), Kind.COUNT),
        Column("unclear", message("field unknown"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT),
        Column("share", message("share"), Kind.SHARE, empty="–"),
        Column("bounds", message("bounds"), file=False, empty="–"),
        Column("low", message("share, at least"), Kind.SHARE, page=False),
        Column("high", message("share, at most"), Kind.SHARE, page=False),
    )
    filed = [column.key for column in own if column.file]
    columns = (*(column for key in answer.by for column in key_columns(key)), *own)
    rows = tuple(
        {**key_cells(of.keys, answer.places), **{key: getattr(of, key) for key in filed}, "bounds": _bounds(of)}
        for of in answer.rows
    )
    return Table("groups", columns, rows, shown=GROUPS_SHOWN)


def _bounds(of: HardTechnologyGroup) -> Phrase | None:
    if of.low is None or of.high is None:
        return None
    return message("{low} to {high}", low=Share(of.low), high=Share(of.high))


hard_technology = Statistic(
    Text(
        "The share of hard technology in the tier, under a declared definition or your own (--definition).",
        "硬科技企业在该层级中所占比例，按所声明的口径或自定口径（--definition）计算。",
    ),
    ask_hard_technology,
    takes_definition=True,
)
