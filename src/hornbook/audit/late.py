"""Sin 1, `known-after-day`: features that could not be known on the row's day."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hornbook.audit import naming
from hornbook.audit.case import Case, year_like
from hornbook.audit.columns import Bools, Column, Floats, Sort, as_days
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.scores import auc
from hornbook.text import Text

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
    says: Text


def known_after_day(case: Case) -> Finding:
    """Whether a feature was known, or can only have been known, after the row's day."""
    hints = _hints(case)
    if case.day is None:
        return cannot(
            SIN,
            Text("No column gives the day of a row.", "没有列给出每行的时点。"),
            Text("Name the column of the day with --day, or add one.", "用 --day 指明时点列，或补上一列。"),
            *hints,
        )
    seen = [name for name, _ in case.roles.known] + [each.name for each in _dated(case)]
    late = [*_told(case, case.day), *_days_ahead(case, case.day), *_frozen(case, case.day), *_totals(case)]
    if late:
        return _found(case, late, hints)
    if not seen:
        return cannot(
            SIN,
            Text(
                "No column says when a feature was known, and no feature is a day.",
                "没有列说明特征何时获知，也没有日期型特征。",
            ),
            Text(
                "Add for each feature X a column X_known with the day on which it was known, or name one with --known.",
                "为每个特征 X 增加一列 X_known 记其获知日，或用 --known 指明。",
            ),
            *hints,
        )
    what = ", ".join(seen)
    says = Text(
        f"No day in {what} is after the row's own; other features do not say when they were known.",
        f"{what} 中没有晚于该行时点的日期；其余特征未说明何时获知。",
    )
    return Finding(SIN, Verdict.NOT_FOUND, (says, *hints))


def _found(case: Case, late: list[_Late], hints: tuple[Text, ...]) -> Finding:
    rows = np.logical_or.reduce([each.rows for each in late])
    features = tuple(dict.fromkeys(name for each in late for name in each.features))
    worth, figures = _worth(case, features)
    return Finding(
        SIN,
        Verdict.FOUND,
        (*(each.says for each in late), *hints),
        worth=worth,
        do=Text(
            "Take each feature as it was known on the row's day; drop features for which that cannot be told.",
            "每个特征只取该行时点当日已知之值；无法判明者舍去。",
        ),
        rows=int(rows.sum()),
        figures=(("rows_late_share", figure(rows.mean())), *figures),
        examples=case.examples(rows, [name for each in late for name in (each.column, *each.features[:1])]),
    )


def _worth(case: Case, features: tuple[str, ...]) -> tuple[Text, tuple[tuple[str, float], ...]]:
    rest = case.but(features)
    if not rest or not case.enough:
        return Text(
            "All that a model learns here may have been learnt after the fact; no score on this table means anything.",
            "模型在此学到的都可能来自事后；本表上的任何得分都不作数。",
        ), ()
    whole, less = case.score(case.features)[1].value, case.score(rest)[1].value
    return Text(
        f"With the features it touches a small model reaches an AUC of {whole:.3f}, without them {less:.3f}: up to "
        f"{max(0.0, whole - less):.3f} of the score may be hindsight.",
        f"含这些特征时小模型 AUC 为 {whole:.3f}，去掉后为 {less:.3f}：得分中至多 {max(0.0, whole - less):.3f} "
        "可能是后见之明。",
    ), (("auc_with", figure(whole)), ("auc_without", figure(less)))


def _told(case: Case, day: Column) -> Iterator[_Late]:
    """Features whose own column says that they were known later."""
    for name, feature in case.roles.known:
        known = as_days(case.columns[name])
        assert known is not None
        late = known.values > day.values + day.span
        if not late.any():
            continue
        gap = float(np.median((known.values - day.values)[late]))
        everywhere = late.sum() == (~known.missing & ~day.missing).sum()
        of = feature or "all features"
        once = known.distinct == 1
        yield _Late(
            name,
            (feature,) if feature else case.features,
            late,
            Text(
                f"{name}: {of} known after the day in {late.sum():,} rows, by {gap:,.0f} days in the middle"
                + (
                    ", in every row and on one single day: the table was gathered once, later"
                    if once and everywhere
                    else ""
                )
                + ".",
                f"{name}：{feature or '全部特征'}在 {late.sum():,} 行中晚于时点获知，中位晚 {gap:,.0f} 天"
                + ("，且所有行同为一日：表为事后一次采集" if once and everywhere else "")
                + "。",
            ),
        )


def _dated(case: Case) -> list[Column]:
    """Features that are days or calendar years themselves, but for founding and for days that may lie ahead."""
    found = []
    for name in case.features:
        each = case.columns[name]
        days = as_days(each) if each.sort is Sort.DAY or year_like(each) else None
        if days is not None and name != case.roles.founded and not naming.AHEAD_IN.search(naming.plain(name)):
            found.append(days)
    return found


def _days_ahead(case: Case, day: Column) -> Iterator[_Late]:
    """Days among the features that lie after the row's day, so that nobody knew them then."""
    for each in _dated(case):
        late = each.values > day.values + day.span
        if late.sum() >= max(3, SLIPS * (~each.missing).sum()):
            yield _Late(
                each.name,
                (each.name,),
                late,
                Text(
                    f"{each.name} is a day after the row's own in {late.sum():,} rows.",
                    f"{each.name} 在 {late.sum():,} 行中晚于该行时点。",
                ),
            )


def _frozen(case: Case, day: Column) -> Iterator[_Late]:
    """Money or rounds that stay the same while a company's rounds go on: a total as of the crawl on every day."""
    order = np.lexsort((day.values, case.company))
    step = (np.diff(case.company[order]) == 0) & (np.diff(day.values[order]) >= 180)
    history = [name for name in case.features if naming.ROUND_IN.search(naming.plain(name))]
    for name in case.features:
        said = naming.plain(name)
        each = case.columns[name]
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


def _still(name: str, steps: int, share: float) -> Text:
    return Text(
        f"{name} stays the same in {share:.0%} of {steps:,} steps in which the company's rounds went on: it is a "
        "total as "
        "of a later day.",
        f"企业轮次推进的 {steps:,} 步中，{name} 有 {share:.0%} 不变：它是后来某日的总数。",
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


def _hints(case: Case) -> tuple[Text, ...]:
    return tuple(
        Text(
            f"A hint only: {name} alone ranks outcomes with an AUC of {value:.3f}; ask how it was known on the day.",
            f"仅为提示：{name} 单独的 AUC 即达 {value:.3f}，请查它在时点当日如何得知。",
        )
        for name, (value, _) in _singles(case).items()
        if value >= PERFECT
    )


def _totals(case: Case) -> Iterator[_Late]:
    """Features called a total or the latest word that rank outcomes almost perfectly while all others do not."""
    if not case.enough:
        return
    for name, (value, low) in _singles(case).items():
        if low < PERFECT or not naming.TOTAL_IN.search(naming.plain(name)):
            continue
        rest = case.score(case.but([name]))[1].value
        if value - rest >= 0.1:
            yield _Late(
                name,
                (name,),
                ~case.columns[name].missing,
                Text(
                    f"{name} is called a total or the latest word, and alone ranks outcomes with an AUC of "
                    f"{value:.3f}, "
                    f"all other features with {rest:.3f}: it counts what came after the day.",
                    f"{name} 名为总额或最新值，单独 AUC 达 {value:.3f}，其余特征合计仅 {rest:.3f}："
                    "它计入了时点之后的事。",
                ),
            )
