"""How late facts become known, and recent counts corrected for it where replays of past days show that this helps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from hornbook.answers.statistic import (
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    field_table,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.late import (
    HORIZON,
    LEAST_REPLAYS,
    NEARER,
    QuarterCounts,
    Replay,
    Reported,
    corrected,
    count_quarters,
    quarter_start,
    replays,
    reported,
    share_known_within,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Fact, Founded, Round
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Kind, Table
from hornbook.terms import Day, shift
from hornbook.text import Message, Phrase, Share, Text, message

KINDS_CORRECTED: tuple[type[Fact], ...] = (Founded, Round)
KIND_NAMES = {"Founded": message("foundings"), "Round": message("funding rounds")}
QUARTERS = 12
"""So many quarters are corrected."""
LEAST_FACTS, LEAST_DAYS = 100, 12
"""A kind of fewer facts, or known on fewer days, is not corrected: its delays say when files were imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedQuarter:
    """A quarter: the facts known, and those that will be known two years on, with a 90% interval.

    `share`, `value`, `low` and `high` are empty where replays do not show that a correction helps: use `count` there.
    """

    kind: str
    quarter_end: Day
    """The quarter's last day, or the day of knowledge where the quarter has not ended."""
    count: int
    share: float | None
    """The part of the corrected count that is known now."""
    value: float | None
    low: int | None
    high: int | None
    replays: int
    """On how many past days a quarter of this age was corrected and can be compared."""
    nearer: int
    """In how many of these the corrected count was nearer than the one known."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LateReportingAnswer(StatisticAnswer):
    """The completeness of recent counts by kind of fact, and the counts corrected."""

    known_by: Day
    """Corrected counts are of what will be known on this day."""
    quarters: tuple[CorrectedQuarter, ...]

    def parts(self) -> Sequence[Block]:
        """A chart of corrected counts for each kind, or a table of a kind of which nothing is corrected."""
        charted = {of.kind for of in self.quarters if of.value is not None}
        rest = dict.fromkeys(of.kind for of in self.quarters if of.kind not in charted)
        return (*self.charts(), *(_uncorrected([of for of in self.quarters if of.kind == kind]) for kind in rest))

    def charts(self) -> tuple[Chart, ...]:
        """Corrected counts with their intervals, quarter by quarter."""
        kinds = dict.fromkeys(of.kind for of in self.quarters if of.value is not None)
        return tuple(_chart([of for of in self.quarters if of.kind == kind]) for kind in kinds)

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all quarters."""
        return (statistic_table(self.figures), _table(self.quarters, "quarters"))


def ask_late_reporting(question: EcosystemQuestion) -> LateReportingAnswer:
    """How complete recent counts of foundings and rounds are, and what will be known of them two years on."""
    figures: list[StatisticFigure] = []
    rows: list[CorrectedQuarter] = []
    known_by = shift(question.view.known, 3 * HORIZON)
    notes: list[Phrase] = [
        message("Corrected counts are of what will be known by {day}, with a 90% interval.", day=known_by),
        message(
            "Facts are taken to become known as late as in the last quarters; replays of past days set the intervals."
        ),
    ]
    for kind in KINDS_CORRECTED:
        facts, name = reported(question, kind), KIND_NAMES[kind.__name__]
        if len(facts.valid) < LEAST_FACTS or len(np.unique(facts.known)) < LEAST_DAYS:
            notes.append(message("Too few {facts}, or known on too few days, to be corrected.", facts=name))
            continue
        counts = count_quarters(facts)
        past = [replays(counts, age) for age in range(QUARTERS)]
        mine = [row for row in _rows(kind.__name__, counts, past) if row.quarter_end <= question.view.day]
        figures += _figures(kind.__name__, name, facts, counts, past)
        rows += mine
        notes += _not_corrected(name, mine)
    return LateReportingAnswer(
        asked=statistic_asked(question),
        statistic="late-reporting",
        title=message("Late reporting"),
        figures=tuple(figures),
        notes=tuple(notes),
        known_by=known_by,
        quarters=tuple(rows),
    )


def _figures(
    kind: str, name: Message, facts: Reported, counts: QuarterCounts, past: Sequence[Sequence[Replay]]
) -> Iterator[StatisticFigure]:
    for months in (3, 12):
        within = share_known_within(facts, months)
        yield StatisticFigure(
            id=f"{kind}_{months}m",
            name=message(
                "{facts}: share known within {months} months, of those known within two years",
                facts=name, months=months,
            ),
            value=within and within[0], unit="share", behind=within[1] if within else 0,
        )  # fmt: skip
    held = [corrected(counts, age, each.at, of).holds(each.came) for age, of in enumerate(past) for each in of]
    judged = [each for each in held if each is not None]
    yield StatisticFigure(
        id=f"{kind}_held",
        name=message("{facts}: share of replayed 90% intervals that held", facts=name),
        value=_share(judged), unit="share", behind=len(judged),
    )  # fmt: skip
    yield StatisticFigure(
        id=f"{kind}_nearer",
        name=message("{facts}: share of replays in which the corrected count was nearer", facts=name),
        value=_share([each.nearer for of in past for each in of]), unit="share", behind=sum(map(len, past)),
    )  # fmt: skip


def _share(of: Sequence[bool]) -> float | None:
    return sum(of) / len(of) if of else None


def _rows(kind: str, counts: QuarterCounts, past: Sequence[Sequence[Replay]]) -> Iterator[CorrectedQuarter]:
    """The newest quarters, the oldest first."""
    now = len(counts.days) - 1
    for age in reversed(range(len(past))):
        of = corrected(counts, age, now, past[age])
        end = quarter_start(counts.days[now - age + 1]) - timedelta(days=1) if age else counts.days[now]
        yield CorrectedQuarter(
            kind=kind,
            quarter_end=end,
            count=of.count,
            share=of.share,
            value=of.value,
            low=of.low,
            high=of.high,
            replays=of.replays,
            nearer=of.nearer,
        )


def _not_corrected(name: Message, rows: Sequence[CorrectedQuarter]) -> Iterator[Phrase]:
    """Which rows have the count known alone, and why; nothing where all are corrected."""
    few = [row for row in rows if row.value is None and row.replays < LEAST_REPLAYS]
    worse = [row for row in rows if row.value is None and row.replays >= LEAST_REPLAYS]
    if few:
        yield message(
            "{facts}: {n} of {total} quarters are not corrected, because there are fewer than {least} replays.",
            facts=name, n=len(few), total=len(rows), least=LEAST_REPLAYS,
        )  # fmt: skip
    if worse:
        yield message(
            "{facts}: {n} of {total} quarters are not corrected, because the corrected count was nearer in only "
            "{worst} to {best} of the replays; at least {share} are needed.",
            facts=name, n=len(worse), total=len(rows), worst=Share(min(map(_part, worse))),
            best=Share(max(map(_part, worse))), share=Share(NEARER),
        )  # fmt: skip


def _part(row: CorrectedQuarter) -> float:
    return row.nearer / row.replays


def _table(rows: Sequence[CorrectedQuarter], key: str) -> Table:
    columns = (
        Column("kind", message("kind"), Kind.CODE, page=False),
        Column("quarter_end", message("quarter to"), Kind.DAY),
        Column("count", message("count known"), Kind.COUNT),
        Column("share", message("share known"), Kind.SHARE, empty="–"),
        Column("value", message("corrected"), Kind.NUMBER, empty="–"),
        Column("low", message("at least"), Kind.COUNT, empty="–"),
        Column("high", message("at most"), Kind.COUNT, empty="–"),
        Column("replays", message("replays"), Kind.COUNT),
        Column("nearer", message("nearer"), Kind.COUNT),
    )
    return field_table(key, columns, rows)


def _uncorrected(rows: Sequence[CorrectedQuarter]) -> Table:
    kind = rows[0].kind
    title = message("Known by quarter, not corrected: {facts}", facts=KIND_NAMES[kind])
    return replace(_table(rows, f"quarters_{kind}"), title=title)


def _chart(rows: Sequence[CorrectedQuarter]) -> Chart:
    kind, share = rows[0].kind, [row.share for row in rows if row.share is not None][-1]
    name = KIND_NAMES[kind]
    return Chart(
        title=message("Corrected by quarter: {facts}", facts=name),
        form=ChartForm.BAND,
        table=_table(rows, f"quarters_{kind}"),
        x="quarter_end",
        series=("value",),
        limits=("low", "high"),
        alt=message(
            "{facts} of {n} quarters; of the last one that is corrected {share} are known.",
            facts=name,
            n=len(rows),
            share=Share(share),
        ),
        unit=name,
    )


late_reporting = Statistic(
    Text(
        "How late facts become known, and recent counts of foundings and rounds corrected for it.",
        "信息入账的滞后程度，以及据此修正的近期新设企业数和融资笔数。",
    ),
    ask_late_reporting,
)
