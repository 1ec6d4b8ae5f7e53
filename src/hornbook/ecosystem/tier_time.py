"""From founding to a tier: when each company was first confirmed, or left otherwise, or is last seen.

The rule is asked at the ends of periods, each time as of that day and by the knowledge of the day asked about, and the
day on which a company is first confirmed is its tier's day: late by less than one period. The rule is that of the day
asked about, so one line is drawn through all years. A company is watched from its founding, the first day that is
asked or the first day of its name, whichever is latest; so those confirmed on the first day already are left out, for
nobody saw when they reached the tier. Who leaves before (listed, sold, closed) can no longer reach it: a competing
cause. A company that a standard still confirms after a listing has not left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import Ints, watched
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.panel import panel_formulas
from hornbook.kinds import Named
from hornbook.lang import bound
from hornbook.population.groups import grouping
from hornbook.population.places import Placed
from hornbook.standards.ask import rule
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import answered, favourable, input_columns, input_table, needed
from hornbook.terms import Day, shift

CAUSES = ("reached", "listed", "acquired", "closed")
"""What ends a company's waiting for a tier; of several on one day the first counts."""
YEARS, MONTHS = 10, 3
"""So far back, and so often, the rule is asked where nothing is said."""


@dataclass(frozen=True, slots=True)
class TierTimes:
    """Companies that waited for a tier: days from founding to entry and to leaving, and the cause (0: still waiting).

    `groups` has a row a company with the columns `by_KEY`, in the same order. `reached_before` companies had reached
    the tier by the first day, `undated` have no founding day, and `unseen` left before they were watched.
    """

    days: tuple[Day, ...]
    entry: Ints
    leave: Ints
    cause: Ints
    groups: pa.Table
    keys: tuple[str, ...]
    placed: Placed | None
    reached_before: int
    undated: int
    unseen: int


def asked_days(question: EcosystemQuestion) -> tuple[Day, ...]:
    """The days on which the rule is asked: from the earlier day on in steps of a period, back from the day asked."""
    last, months = question.view.day, question.months or MONTHS
    first = question.earlier.day if question.earlier else shift(last, -12 * YEARS)
    days, n = [last], 1
    while (day := shift(last, -months * n)) > first:
        days.append(day)
        n += 1
    return tuple(reversed([*days, first] if first < last else days))


def tier_times(question: EcosystemQuestion) -> TierTimes:
    """How long the companies of a question waited for its tier."""
    view, days = question.view, asked_days(question)
    put = grouping(view, question.by)
    names = dict.fromkeys(["founded", "listed", "acquired", "closed", *put.indicators])
    table, _ = input_table(view, (), chosen_indicators(names), question.where)
    first_named = view.facts(Named, ["subject", "valid"]).group_by("subject").agg(named=lambda facts: facts.valid.min())
    marked = put.mark(view, table.left_join(first_named, "subject").drop("subject_right"))
    rows = view.engine.arrow(
        marked.select("subject", "founded", "named", *CAUSES[1:], *(f"by_{key}" for key in put.keys))
    )
    reached = first_confirmed(question, days)
    rows = rows.append_column("reached", reached.take(pc.index_in(rows["subject"], reached["subject"]))["day"])
    dated = rows.filter(pc.is_valid(rows["founded"]))
    before = pc.equal(dated["reached"], pa.scalar(days[0], pa.date32())).fill_null(False)
    waiting = dated.filter(pc.invert(before))
    entry, leave, cause = _spells(waiting, days)
    seen = watched(entry, leave)
    groups = waiting.filter(pa.array(seen)).select([f"by_{key}" for key in put.keys] or ["subject"])
    return TierTimes(
        days, entry[seen], leave[seen], cause[seen], groups, put.keys, put.how,
        pc.sum(before).as_py() or 0, rows.num_rows - dated.num_rows, int((~seen).sum()),
    )  # fmt: skip


def first_confirmed(question: EcosystemQuestion, days: Sequence[Day]) -> pa.Table:
    """The first of the days on which each company is confirmed: `subject` and `day`, one row a company.

    All days are asked in one pass over the facts, unless the rule counts from one of a company's own days.
    """
    asked = rule(question.under, question.view.day)
    condition = (favourable(asked) if question.on_facts else asked).tier.condition
    columns = input_columns(needed([condition]))
    own_days = any(
        reading.anchor is not None or reading.year is not None for of in columns for reading in of.formula.readings()
    )
    book = question.view.book
    if own_days or not isinstance(book, Book):
        parts = _day_by_day(question, days, condition)
    else:
        parts = _in_one_pass(book, question, days, condition)
    nobody = pa.schema([("subject", pa.string()), ("day", pa.date32())]).empty_table()
    found = pa.concat_tables([nobody, *parts])
    firsts = found.group_by("subject").aggregate([("day", "min")])
    return pa.table({"subject": firsts["subject"], "day": firsts["day_min"]})


def _in_one_pass(
    book: Book, question: EcosystemQuestion, days: Sequence[Day], condition: bound.Condition
) -> Iterator[pa.Table]:
    view, inputs = question.view, needed([condition])
    tables = panel_formulas(book, days, input_columns(inputs), known=view.known, convention=view.convention)
    for table in tables:
        for day in days:
            rows = table.filter(pc.equal(table["day"], pa.scalar(day, pa.date32())))
            if rows.num_rows:
                answers = answers_of(rows, inputs, {"yes": condition}, day)["yes"]
                yield _on_day(rows["subject"].filter(answers.combine_chunks().fill_null(False)), day)


def _day_by_day(question: EcosystemQuestion, days: Sequence[Day], condition: bound.Condition) -> Iterator[pa.Table]:
    for view in question.views(days):
        rows = answered(view, {"yes": condition})
        yield _on_day(view.engine.arrow(rows.filter(rows.yes).select("subject"))["subject"], view.day)


def _on_day(subjects: pa.ChunkedArray, day: Day) -> pa.Table:
    return pa.table({"subject": subjects, "day": pa.array([day] * len(subjects), pa.date32())})


def _spells(rows: pa.Table, days: Sequence[Day]) -> tuple[Ints, Ints, Ints]:
    """Days from founding to entry and to leaving, and the cause."""
    founded = _numbers(rows["founded"])
    first = (days[0] - Day(1970, 1, 1)) // timedelta(days=1)
    last = (days[-1] - Day(1970, 1, 1)) // timedelta(days=1)
    never = np.iinfo(np.int64).max
    entry = np.maximum(np.maximum(founded, first), np.where(rows["named"].is_valid(), _numbers(rows["named"]), first))
    ends = np.stack([np.where(rows[name].is_valid(), _numbers(rows[name]), never) for name in CAUSES])
    ends[1:, ends[0] < never] = never
    leave, cause = ends.min(axis=0), ends.argmin(axis=0) + 1
    cause = np.where(leave > last, 0, cause)
    return entry - founded, np.minimum(leave, last) - founded, cause


def _numbers(days: pa.ChunkedArray) -> Ints:
    """Days as numbers since 1970; what is empty is 0."""
    return np.asarray(days.cast(pa.int32()).fill_null(0).cast(pa.int64()).to_numpy())
