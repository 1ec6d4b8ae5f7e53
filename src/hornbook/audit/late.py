"""Sin 1, `known-after-day`: features that could not be known on the row's day."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hornbook.audit import naming
from hornbook.audit.case import Case, year_like
from hornbook.audit.columns import Bools, CellColumn, Floats, Sort, as_days
from hornbook.audit.leaks import LeakKind
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.scores import auc
from hornbook.text import Message, listing, message

SIN = "known-after-day"
SLIPS = 0.002
"""A day that is itself a feature may lie after the row's day in so many rows by a slip of the pen."""
PERFECT = 0.95
"""A single feature that ranks outcomes so well has often seen them."""
STEPS = 20
STILL = 0.95


class _Late(NamedTuple):
    column: str
    features: tuple[str, ...]
    rows: Bools
    sentence: Message


def known_after_day(case: Case) -> Finding:
    """Whether a feature was known, or can only have been known, after the row's day."""
    hints, mirrored = _hints(case), list(_leaking(case))
    if case.day is None and mirrored:
        return _found(case, mirrored, hints)
    if case.day is None:
        return cannot(
            SIN,
            message("No column gives the day of a row."),
            message("Name the column of the day with --day-column, or add one."),
            *hints,
        )
    seen = [name for name, _ in case.roles.known] + [each.name for each in _dated(case)]
    late = [
        *mirrored,
        *_known_later(case, case.day),
        *_days_ahead(case, case.day),
        *_frozen(case, case.day),
        *_totals(case),
    ]
    if late:
        return _found(case, late, hints)
    if not seen:
        return cannot(
            SIN,
            message("No column says when a feature was known, and no feature is a day."),
            message(
                "For each feature X add a column X_known with the day on which it became known, or name one with "
                "--known-column."
            ),
            *hints,
        )
    what = ", ".join(seen)
    says = message(
        "No day in {what} lies after the row's own day. Other features do not say when they were known.", what=what
    )
    return Finding(SIN, SinVerdict.NOT_FOUND, (says, *hints))


def _found(case: Case, late: list[_Late], hints: tuple[Message, ...]) -> Finding:
    rows = np.logical_or.reduce([each.rows for each in late])
    features = tuple(dict.fromkeys(name for each in late for name in each.features))
    worth, figures = _worth(case, features)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        (*(each.sentence for each in late), *hints),
        worth=worth,
        do=message("Take each feature as it was known on the row's day; drop features for which that is not known."),
        rows=int(rows.sum()),
        figures=(("rows_late_share", figure(rows.mean())), *figures),
        examples=case.examples(rows, [name for each in late for name in (each.column, *each.features[:1])]),
    )


def _worth(case: Case, features: tuple[str, ...]) -> tuple[Message, tuple[tuple[str, float], ...]]:
    rest = case.but(features)
    if not rest or not case.enough:
        return message(
            "Everything that a model learns here may come from after the day, so no score on this table can be "
            "relied on."
        ), ()
    every = (*case.features, *(name for name in features if name in case.leaks))
    whole, less = case.score(every)[1].value, case.score(rest)[1].value
    figures = (("auc_with", figure(whole)), ("auc_without", figure(less)))
    if mirrored := [name for name in features if name in case.leaks]:
        return message(
            "A score that uses {names} only repeats the outcome; without these features a small model reaches an AUC "
            "of {less:.3f}.",
            names=listing(mirrored), less=less,
        ), figures  # fmt: skip
    return message(
        "A small model reaches an AUC of {whole:.3f} with these features and {less:.3f} without them: up to "
        "{hindsight:.3f} of the score may be hindsight.",
        whole=whole,
        less=less,
        hindsight=max(0.0, whole - less),
    ), figures


def _leaking(case: Case) -> Iterator[_Late]:
    """Features that are the outcome or fix it, which nobody can have known on the day."""
    for name, leak in case.leaks.items():
        of = case.columns[name]
        if leak.kind is LeakKind.FILLED:
            continue  # told as a sin of missing cells
        rows = ~of.missing
        if leak.kind is LeakKind.MIRROR:
            sentence = message(
                "{name} is the outcome itself: its values separate positive from negative rows, with {wrong:,} "
                "exceptions in {rows:,} rows. Nobody can have known it on the day, and what follows from it excuses "
                "nothing.",
                name=name, wrong=leak.wrong, rows=int(rows.sum()),
            )  # fmt: skip
        elif leak.kind is LeakKind.SURE:
            rows = np.array([of.text(row) == leak.value for row in range(case.y.size)])
            sentence = message(
                "{name} fixes the outcome: its value {value} stands in {rows:,} rows, and all but {wrong:,} of them "
                "are positive. Nobody can have known it on the day, and what follows from it excuses nothing.",
                name=name, value=leak.value, rows=int(rows.sum()), wrong=leak.wrong,
            )  # fmt: skip
        else:
            sentence = message(
                "{name} fixes the outcome: alone it ranks outcomes with an AUC of {value:.3f}. Nobody can have known "
                "it on the day, and what follows from it excuses nothing.",
                name=name, value=leak.auc,
            )  # fmt: skip
        yield _Late(name, (name,), rows, sentence)


def _known_later(case: Case, day: CellColumn) -> Iterator[_Late]:
    """Features whose own column says that they were known later."""
    for name, feature in case.roles.known:
        known = as_days(case.columns[name])
        assert known is not None
        late = known.values > day.values + day.span
        if not late.any():
            continue
        gap = float(np.median((known.values - day.values)[late]))
        everywhere = late.sum() == (~known.missing & ~day.missing).sum()
        once = known.distinct == 1 and everywhere
        says = _later(name, feature, int(late.sum()), gap, once=bool(once))
        yield _Late(name, (feature,) if feature else case.features, late, says)


def _later(name: str, feature: str | None, rows: int, days: float, *, once: bool) -> Message:
    """That a column says its feature was known after the day."""
    of = feature or message("all features")
    if once:
        return message(
            "{name}: {of} became known after the day in {rows:,} rows, {days:,.0f} days later at the median, in every "
            "row and on one single day: the table was collected once, later.",
            name=name, of=of, rows=rows, days=days,
        )  # fmt: skip
    return message(
        "{name}: {of} became known after the day in {rows:,} rows, {days:,.0f} days later at the median.",
        name=name, of=of, rows=rows, days=days,
    )  # fmt: skip


def _dated(case: Case) -> list[CellColumn]:
    """Features that are days or calendar years themselves, but for founding and for days that may lie ahead."""
    found = []
    for name in case.features:
        each = case.columns[name]
        days = as_days(each) if each.sort is Sort.DAY or year_like(each) else None
        if days is not None and name not in case.roles.aged and not naming.AHEAD_IN.search(naming.plain_name(name)):
            found.append(days)
    return found


def _days_ahead(case: Case, day: CellColumn) -> Iterator[_Late]:
    """Days among the features that lie after the row's day, so that nobody knew them then."""
    for each in _dated(case):
        late = each.values > day.values + day.span
        if late.sum() >= max(3, SLIPS * (~each.missing).sum()):
            yield _Late(
                each.name,
                (each.name,),
                late,
                message("{name} lies after the row's own day in {n:,} rows.", name=each.name, n=int(late.sum())),
            )


def _frozen(case: Case, day: CellColumn) -> Iterator[_Late]:
    """Money or rounds that stay the same while a company's rounds go on: a total as of the crawl on every day."""
    order = np.lexsort((day.values, case.company))
    step = (np.diff(case.company[order]) == 0) & (np.diff(day.values[order]) >= 180)
    history = [name for name in case.features if naming.ROUND_IN.search(naming.plain_name(name))]
    for name in case.features:
        said = naming.plain_name(name)
        each = case.columns[name]
        if naming.FIRST_IN.search(said):
            continue
        if each.sort is not Sort.NUMBER or not (naming.MONEY_IN.search(said) or naming.ROUND_IN.search(said)):
            continue
        went_on = np.zeros(step.size, dtype=bool)
        for other in (case.columns[h] for h in history if h != name and case.columns[h].sort is not Sort.WORD):
            went_on |= np.diff(other.values[order]) > 0
        change = np.diff(each.values[order])
        went_on &= step & ~np.isnan(change)
        if went_on.sum() >= STEPS and (change[went_on] == 0).mean() >= STILL:
            rows = np.zeros(case.y.size, dtype=bool)
            rows[order[:-1][went_on]] = True
            yield _Late(name, (name,), rows, _still(name, int(went_on.sum()), float((change[went_on] == 0).mean())))


def _still(name: str, steps: int, share: float) -> Message:
    return message(
        "{name} stays the same in {share:.0%} of {steps:,} steps in which the company's funding rounds went on: it "
        "is a total taken on a later day.",
        name=name,
        share=share,
        steps=steps,
    )


def _singles(case: Case) -> dict[str, tuple[float, float]]:
    """Each number or day among the features, with its AUC alone in the better direction and the lower end of that."""
    found = {}
    for name in case.features:
        at = case.design.of.index(name) if name in case.design.of else None
        if at is None or case.columns[name].sort is Sort.WORD:
            continue
        values: Floats = case.design.x[:, at]
        there = ~np.isnan(values)
        if there.sum() < 50 or min((case.y[there] == k).sum() for k in (0, 1)) < 10:
            continue
        made = auc(case.y[there], values[there], case.company[there])
        found[name] = max((made.value, made.low), (1 - made.value, 1 - made.high))
    return found


def _hints(case: Case) -> tuple[Message, ...]:
    return tuple(
        message(
            "Only a hint: {name} alone ranks outcomes with an AUC of {value:.3f}. Check how it was known on the day.",
            name=name,
            value=value,
        )
        for name, (value, _) in _singles(case).items()
        if value >= PERFECT
    )


def _totals(case: Case) -> Iterator[_Late]:
    """Features called a total or the latest word that rank outcomes almost perfectly while all others do not."""
    if not case.enough:
        return
    for name, (value, low) in _singles(case).items():
        if low < PERFECT or not naming.TOTAL_IN.search(naming.plain_name(name)):
            continue
        rest = case.score(case.but([name]))[1].value
        if value - rest >= 0.1:
            yield _Late(
                name,
                (name,),
                ~case.columns[name].missing,
                message(
                    "{name} is named as a total or a latest value. Alone it ranks outcomes with an AUC of "
                    "{value:.3f}, all other features with {rest:.3f}: it counts what came after the day.",
                    name=name,
                    value=value,
                    rest=rest,
                ),
            )
