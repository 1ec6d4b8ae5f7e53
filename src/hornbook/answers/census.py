"""Who reaches a tier on a day: the figure with its bounds, bands of value, groups, and what other days change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hornbook.answers.answer import Answer, Asked, asked_of, foot, head
from hornbook.answers.batches import batch_title
from hornbook.answers.census_groups import (
    CensusGroup,
    PlaceNames,
    ValueBand,
    band_table,
    census_group,
    group_blocks,
    group_key,
    group_table,
    in_order,
    place_names,
    value_band,
)
from hornbook.answers.effects import NoMatter, no_matter, no_matter_line
from hornbook.answers.figures import Figures, count_figures, total_lines, total_table
from hornbook.answers.flow import FlowPart, days_reversed, flow_blocks, flow_part, flow_table
from hornbook.answers.flow_groups import FlowGroup, flow_group_table, flow_groups, mover_groups, with_groups
from hornbook.answers.series import SeriesDay, ask_series, rank_table, series_chart, series_group_table, series_table
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.indicators.profile import profile
from hornbook.kinds import Valuation
from hornbook.lang.filter import Filter
from hornbook.population.count import Census, Company, census
from hornbook.population.flow import flow
from hornbook.population.group_answers import group_rules
from hornbook.population.verdicts import Under
from hornbook.render.sheet import Block, Chart, EmptyLine, Hint, Line, Sheet, Table
from hornbook.standards.ask import Rule
from hornbook.terms import Day, shift
from hornbook.text import Message, Phrase, listing, message

SOURCES = 8
"""How many sources are named, the newest."""
NAMED_AT_ONCE = 60
"""How many companies a sentence names before it says how many more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between which the true count lies: without the undecided, and with all of them."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HindsightChange:
    """What was learned after the day: who counts only by it, and who no longer counts for it."""

    enters: tuple[Company, ...]
    leaves: tuple[Company, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKnown:
    """A file of a source that was known by then."""

    source: str
    file: str
    recorded: Day


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CensusAnswer(Answer):
    """Who reaches a tier on a day, counted; with the flow and the series since an earlier day where that was asked."""

    by: tuple[str, ...]
    total: Figures
    bounds: Bounds
    limits: int
    """Of how many of the confirmed only a lower limit of the value is known, so that the sum is one too."""
    expired: Day | None
    """The day on which the newest valuation grew too old to count, where nobody is confirmed and all are too old."""
    sources: tuple[SourceKnown, ...]
    """The newest sources known by then."""
    earlier_sources: int
    """How many more there are."""
    effect: NoMatter | None
    """The clause that leaves most companies undecided, and what were if it did not matter."""
    bands: tuple[ValueBand, ...]
    rows: tuple[CensusGroup, ...]
    places: PlaceNames | None
    hindsight: HindsightChange | None
    flow: FlowPart | None
    flow_groups: tuple[FlowGroup, ...]
    """The flow by group, where groups are asked for."""
    series: tuple[SeriesDay, ...]

    def sheet(self) -> Sheet:
        """The page: the figure and its bounds, bands of value, groups, and what other days change."""
        return census_sheet(self)

    def charts(self) -> tuple[Chart, ...]:
        """The series as a line; none where no series was asked for."""
        rule = self.asked.rules[0]
        return (series_chart(self.series, rule, on_facts=self.asked.on_facts),) if self.series else ()

    def tables(self) -> tuple[Table, ...]:
        """The series, the flow, the groups, the total and the bands; the first that there is, is the main one."""
        return census_tables(self)


def ask_census(
    view: View,
    by: Iterable[str] = (),
    under: Under = None,
    *,
    earlier: View | None = None,
    months: int | None = None,
    where: Filter | None = None,
    on_facts: bool = False,
) -> CensusAnswer:
    """Count the companies that reach a tier; from an earlier view on say who moved, and count each so many months."""
    keys = tuple(dict.fromkeys(by))
    if earlier is not None and earlier.day >= view.day:
        raise days_reversed(earlier.day, view.day)
    how: Any = {"where": where, "on_facts": on_facts}
    counted = census(view, keys, under=under, **how)
    answer = census_answer(counted, view, asked_of(view, counted.asked, *group_rules(keys, view.day), **how), keys)
    if earlier is None:
        return answer
    moved = flow(earlier, view, under=under, **how)
    days = ask_series(earlier.day, view, months, under, by=keys, **how) if months else ()
    part = flow_part(moved, ClauseWords(moved.rule, moved.last))
    if not keys:
        return replace(answer, flow=part, series=days)
    first = census(earlier, keys, under=under, **how)
    movers = mover_groups(part, earlier, view, keys, under)
    then = {group_key(group.keys): group for group in first.rows}
    return replace(
        answer,
        rows=tuple(census_group(group, then) for group in counted.rows),
        flow=with_groups(part, movers),
        flow_groups=flow_groups(first, counted, movers, part),
        series=days,
    )


def census_answer(
    counted: Census,
    view: View,
    asked: Asked,
    by: tuple[str, ...] = (),
) -> CensusAnswer:
    """A census of one day as an answer."""
    total, known = counted.total, _known(view)
    return CensusAnswer(
        asked=asked,
        by=by,
        total=count_figures(total),
        bounds=Bounds(lower=total.count, upper=total.count + total.unknown),
        limits=counted.limits,
        expired=None if total.count else _expired(view, counted.asked),
        sources=known[-SOURCES:],
        earlier_sources=max(0, len(known) - SOURCES),
        effect=no_matter(counted),
        bands=tuple(map(value_band, counted.bands)),
        rows=tuple(census_group(group) for group in counted.rows),
        places=place_names(counted.placed) if counted.placed else None,
        hindsight=HindsightChange(enters=counted.enters, leaves=counted.leaves) if view.hindsight else None,
        flow=None,
        flow_groups=(),
        series=(),
    )


def _known(view: View) -> tuple[SourceKnown, ...]:
    """The files of sources that were known by then, the newest last."""
    found = [batch for batch in view.book.batches_as_written if batch.recorded <= view.known or batch.simulated]
    return tuple(
        SourceKnown(source=batch.source, file=batch.file, recorded=batch.recorded)
        for batch in sorted(found, key=lambda batch: batch.recorded)
    )


def _expired(view: View, asked: Rule) -> Day | None:
    """The day on which the newest valuation grew too old, where the rule has a limit and that day has come."""
    value = asked.edition.value
    readings = [of for of in (*value.low.readings(), *value.high.readings()) if of.kind is Valuation]
    months = [of.within for of in readings if of.within is not None]
    if not months or len(months) < len(readings):
        return None
    rows = profile(view, ["valuation_day"])
    newest = view.engine.arrow(rows.aggregate(newest=rows.valuation_day.max()))["newest"][0].as_py()
    if newest is None or newest > shift(view.day, -max(months)):
        return None
    return shift(newest, max(months))


# ---- the page


def census_sheet(answer: CensusAnswer) -> Sheet:
    """The page: the figure and its bounds, bands of value, groups, and what other days change."""
    rule, on_facts = answer.asked.rules[0], answer.asked.on_facts
    blocks: list[Block] = [*head(answer.asked), EmptyLine()]
    blocks += total_lines(answer.total, rule, limits=answer.limits, expired=answer.expired, on_facts=on_facts)
    if answer.effect:
        blocks.append(Line(no_matter_line(answer.effect)))
    if answer.hindsight:
        blocks += _hindsight(answer, answer.hindsight)
    blocks.append(Line(_sources(answer)))
    if answer.bands and (answer.by or answer.flow is None):
        blocks.append(band_table(answer.bands, rule, on_facts=on_facts))
    if answer.rows:
        blocks += group_blocks(in_order(answer.rows, answer.by), answer.by, answer.places, rule, on_facts=on_facts)
    if answer.flow:
        blocks += [EmptyLine(), *flow_blocks(answer.flow)]
    if answer.flow_groups:
        blocks.append(flow_group_table(answer.flow_groups, answer.by, answer.places))
    if answer.series:
        blocks += [EmptyLine(), *answer.charts()]
        if answer.by:
            blocks.append(rank_table(answer.series, answer.by, answer.places, on_facts=on_facts))
    blocks.append(
        Hint(
            message(
                "`--list` names the companies; `hornbook profile NAME --as-of DAY --why valuation` shows the facts."
            )
        )
    )
    blocks += foot(answer.asked)
    return Sheet(message("Census: {name}", name=rule.name), tuple(blocks))


def census_tables(answer: CensusAnswer) -> tuple[Table, ...]:
    """The series, the flow, the groups, the total and the bands, as far as there are any."""
    rule, on_facts = answer.asked.rules[0], answer.asked.on_facts
    by, places, days = answer.by, answer.places, answer.series
    found = [
        series_group_table(days, by, places, rule, on_facts=on_facts) if days and by else None,
        series_table(days, rule, on_facts=on_facts) if days else None,
        flow_table(answer.flow, by) if answer.flow else None,
        flow_group_table(answer.flow_groups, by, places) if answer.flow_groups else None,
        group_table(in_order(answer.rows, by), by, places, rule, on_facts=on_facts) if answer.rows else None,
        total_table(answer.total, rule, on_facts=on_facts),
        band_table(answer.bands, rule, on_facts=on_facts) if answer.bands else None,
    ]
    return tuple(table for table in found if table)


def _hindsight(answer: CensusAnswer, hindsight: HindsightChange) -> list[Block]:
    days = {"day": answer.asked.day, "known": answer.asked.known}
    return [
        Line(
            message(
                "Confirmed only by what was learned between {day} and {known}: {n:,}{names}",
                n=len(hindsight.enters),
                names=_names(hindsight.enters),
                **days,
            )
        ),
        Line(
            message(
                "Confirmed by what was known on {day}, but no longer by what was known on {known}: {n:,}{names}",
                n=len(hindsight.leaves),
                names=_names(hindsight.leaves),
                **days,
            )
        ),
    ]


def _names(companies: Sequence[Company]) -> Phrase:
    """The companies by name behind their number, and how many more there are."""
    if not companies:
        return ""
    named = listing(company.name for company in companies[:NAMED_AT_ONCE])
    if len(companies) > NAMED_AT_ONCE:
        more = len(companies) - NAMED_AT_ONCE
        return message(" · {names} … and {n:,} more (--json names all)", names=named, n=more)
    return message(" · {names}", names=named)


def _sources(answer: CensusAnswer) -> Message:
    if not answer.sources:
        return message("No source was known by then.")
    files: list[Phrase] = [
        message("{source} ({file}, {day})", source=of.source, file=batch_title(of.file), day=of.recorded)
        for of in answer.sources
    ]
    if answer.earlier_sources:
        files.append(message("and {n:,} earlier (`hornbook log`)", n=answer.earlier_sources))
    return message("Sources known by then: {sources}", sources=listing(files))
