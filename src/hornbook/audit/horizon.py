"""Sin 2, `no-horizon`: outcomes that were looked for over different lengths of time, up to the end of the data."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Column, Floats, as_days, yes_no
from hornbook.audit.naming import plain
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.spans import lengths
from hornbook.text import Text

SIN = "no-horizon"
CHANCE = 0.005
"""A table with a horizon is accused of an open end by chance no more often than this."""
OPEN = 0.05
"""At least this share of pairs of a day and a waiting time must be out of the data's reach."""
BEYOND = 0.01
EQUAL = 62
"""Windows that differ by no more days than this are of one length."""
_DO = Text(
    "State a horizon, count outcomes within it alone, and leave out (or mark as censored) rows whose window is not "
    "closed.",
    "规定期限，只计期限内的结果；观察窗未满的行应剔除或标为删失。",
)


class _Open(NamedTuple):
    rows: Bools
    says: Text
    figures: tuple[tuple[str, float], ...] = ()


def no_horizon(case: Case) -> Finding:
    """Whether outcomes are looked for over one length of time for every row."""
    roles = case.roles
    if not (roles.stated or roles.horizon or roles.outcome_day):
        return _nothing(case)
    if case.day is None:
        if roles.stated or roles.horizon:
            says = Text(
                "A horizon is stated; without a day it cannot be checked.", "已说明期限；因无时点列，无从核对。"
            )
            return Finding(SIN, Verdict.NOT_FOUND, (says,))
        return cannot(
            SIN,
            Text("Outcomes have days, but rows have none to count from.", "结果有日期，但行没有时点可供起算。"),
            Text(
                "Name the column of the day with --day, or state --horizon.",
                "用 --day 指明时点列，或用 --horizon 说明期限。",
            ),
        )
    length = _length(case)
    end = _end(case)
    found = [*_beyond(case, case.day, length), *_ends(case, case.day, length, end)]
    if _censored(case) is None:
        found += _out_of_reach(case, case.day)
    if not found:
        return Finding(SIN, Verdict.NOT_FOUND, (_fine(case, length),))
    rows = np.logical_or.reduce([each.rows for each in found])
    worth, figures = _worth(case, case.day)
    return Finding(
        SIN,
        Verdict.FOUND,
        tuple(each.says for each in found),
        worth=worth,
        do=_DO,
        rows=int(rows.sum()),
        figures=(*(f for each in found for f in each.figures), *figures),
        examples=case.examples(rows, [roles.outcome, roles.outcome_day, *roles.horizon]),
    )


def _nothing(case: Case) -> Finding:
    """A table that says nothing of when outcomes were looked for."""
    do = Text(
        "Add the day of each outcome or the length of the window, or state it with --horizon.",
        "补上结果日期或观察窗长度，或用 --horizon 说明期限。",
    )
    silent = Text(
        "Nothing says until when outcomes were looked for: no day of the outcome, no horizon, no window.",
        "没有任何列说明结果观察到何时：无结果日期、无期限、无观察窗。",
    )
    everywhere = np.ones(case.y.size, dtype=bool)
    if case.day is not None and not case.days_differ:
        same = Text("All rows are of one day, so all were watched equally long.", "所有行同属一个时点，观察长度相同。")
        return cannot(SIN, silent, do, same)
    if case.day is not None:
        worth, figures = _worth(case, case.day)
        years = float(np.ptp(case.day.values[~case.day.missing])) / 365.25
        says = Text(
            f"Rows are of days {years:.1f} years apart, so by the end of the data they were watched for different "
            "times.",
            f"各行时点相差 {years:.1f} 年，到数据截止时观察长度不一。",
        )
    else:
        spread = 0.0 if case.age is None else _spread(case)
        if spread < 2:
            return cannot(
                SIN, silent, do, Text("There is no day and no founding either.", "也没有时点列与成立日期列。")
            )
        says = Text(
            f"There is no day either, and companies are founded {spread:.1f} years apart: each was watched for its "
            "whole life.",
            f"也没有时点列，企业成立时间相差 {spread:.1f} 年：观察的是各自的整个存续期。",
        )
        worth, figures = (
            Text(
                "The outcome is “ever”: older companies had longer to reach it, and a score learns their age.",
                "结果为“曾经发生”：老企业有更长时间达成，得分学到的是年龄。",
            ),
            (),
        )
    return Finding(
        SIN,
        Verdict.FOUND,
        (silent, says),
        worth=worth,
        do=_DO,
        rows=case.y.size,
        figures=figures,
        examples=case.examples(everywhere, [case.roles.outcome]),
    )


def _spread(case: Case) -> float:
    """How many years founding spreads over, without a hundredth at either end; an age is in years if it can be."""
    if case.roles.founded:
        founded = as_days(case.columns[case.roles.founded])
        assert founded is not None
        low, high = np.nanquantile(founded.values, [0.01, 0.99])
        return float(high - low) / 365.25
    assert case.roles.age is not None
    ages = lengths(case.columns[case.roles.age], plain(case.roles.age))
    if ages is None:
        return 0.0
    low, high = np.nanquantile(ages, [0.01, 0.99])
    return float(high - low) / 365.25


def _worth(case: Case, day: Column) -> tuple[Text, tuple[tuple[str, float], ...]]:
    early, late = np.nanquantile(day.values, [1 / 3, 2 / 3])
    first, last = float(case.y[day.values <= early].mean()), float(case.y[day.values >= late].mean())
    return Text(
        f"Of the earliest third of rows {first:.2%} are positive, of the latest {last:.2%}; part of that is only "
        "how long "
        "each was watched, and a model that sees age or day learns it.",
        f"最早三分之一行的正例率为 {first:.2%}，最晚三分之一为 {last:.2%}；其差部分只因观察长短，"
        "模型可借年龄或时点学到。",
    ), (("positive_early", figure(first)), ("positive_late", figure(last)))


def _fine(case: Case, length: Floats | None) -> Text:
    if length is None:
        return Text(
            "Outcomes fall within one length of time after each day, whichever the day.",
            "无论时点为何，结果均落在其后同样长的时间内。",
        )
    days = float(np.nanmedian(length))
    seen = case.roles.outcome_day is not None
    return Text(
        f"The horizon is {days:,.0f} days"
        + (
            ", and no outcome or open window goes beyond it." if seen else "; no outcome's day is there to check it by."
        ),
        f"期限为 {days:,.0f} 天" + ("，没有结果或未满窗口超出。" if seen else "；无结果日期可供核对。"),
    )


# ---- what the columns say


def _length(case: Case) -> Floats | None:
    """The horizon of each row in days: stated for all, or by a column of lengths of time."""
    if case.roles.stated:
        return np.full(case.y.size, case.roles.stated)
    for name in case.roles.horizon:
        each = case.columns[name]
        if as_days(each) is None and yes_no(each) is None:
            found = lengths(each, plain(name))
            if found is not None:
                return found
        elif as_days(each) is None and each.distinct == 1 and np.nanmax(each.values) == 1:
            return lengths(each, plain(name))  # a horizon of one year, not an answer of yes
    return None


def _end(case: Case) -> Column | None:
    """Until when each row was watched: a column of days, or the outcome's day where negatives have one too."""
    for name in case.roles.horizon:
        if (days := as_days(case.columns[name])) is not None:
            return days
    event = case.outcome_day
    return event if event is not None and (~event.missing)[case.y == 0].mean() >= 0.5 else None


def _censored(case: Case) -> Bools | None:
    """Rows that the table itself marks as censored."""
    for name in case.roles.horizon:
        answer = yes_no(case.columns[name])
        if answer is not None and any(word in plain(name) for word in ("censor", "删失", "截尾")):
            return np.asarray(answer == 1)
    return None


# ---- what is wrong


def _beyond(case: Case, day: Column, length: Floats | None) -> Iterator[_Open]:
    """Positives whose outcome came after the horizon."""
    if length is None or case.outcome_day is None:
        return
    allowed = day.values + day.span + length + np.maximum(7, 0.01 * length)
    over = (case.y == 1) & (case.outcome_day.values > allowed)
    if over.sum() >= max(2, BEYOND * (case.y == 1).sum()):
        most = float(np.nanmax((case.outcome_day.values - day.values)[over]))
        yield _Open(
            np.asarray(over),
            Text(
                f"{over.sum():,} positives came about after their horizon of {np.nanmedian(length):,.0f} days, up to "
                f"{most:,.0f} days after the day.",
                f"{over.sum():,} 个正例发生在 {np.nanmedian(length):,.0f} 天期限之后，最晚在时点后 {most:,.0f} 天。",
            ),
            (("beyond_horizon", figure(over.sum())),),
        )


def _ends(case: Case, day: Column, length: Floats | None, end: Column | None) -> Iterator[_Open]:
    """Rows that were watched for less than the horizon, or for different times up to one last day."""
    censored = _censored(case)
    plainly = (case.y == 0) if censored is None else (case.y == 0) & ~censored
    if end is not None and length is not None:
        short = plainly & (end.values + end.span < day.values + length - np.maximum(7, 0.01 * length))
        if short.sum() >= max(3, BEYOND * plainly.sum()):
            yield _Open(
                np.asarray(short),
                Text(
                    f"{short.sum():,} rows are labelled negative before their window is closed.",
                    f"{short.sum():,} 行在观察窗未满时即被标为负例。",
                ),
                (("windows_open", figure(short.sum())),),
            )
        return
    if censored is not None:
        return
    watched = end.values - day.values if end is not None else length
    if watched is None or not case.days_differ or not plainly.any():
        return
    low, high = np.nanquantile(watched[plainly], [0.05, 0.95])
    last = np.nanquantile((day.values + watched)[plainly], [0.05, 0.95])
    if high - low > EQUAL + day.span and np.ptp(last) <= EQUAL + day.span:
        yield _Open(
            plainly,
            Text(
                f"Rows were watched up to one last day: from {low:,.0f} to {high:,.0f} days.",
                f"各行均观察到同一截止日：短则 {low:,.0f} 天，长则 {high:,.0f} 天。",
            ),
            (("watched_least", figure(low)), ("watched_most", figure(high))),
        )


def _out_of_reach(case: Case, day: Column) -> Iterator[_Open]:
    """The data end before late rows can show the waiting times that early rows show.

    Were waiting times the same for every day, the last outcome of n would be passed by a random pair of a day and a
    waiting time with a chance of m no oftener than (1 - m)^n; a larger m says that the data end too soon.
    """
    if case.outcome_day is None:
        return
    wait = case.outcome_day.values - day.values
    used = (case.y == 1) & (wait >= 0)
    if not used.any():
        return
    events = int(np.unique(case.company[used]).size)
    waits, days = np.sort(wait[used]), day.values[used]
    last = float(case.outcome_day.values[used].max()) + case.outcome_day.span + day.span + 1
    out = float((1 - np.searchsorted(waits, last - days, "right") / waits.size).mean())
    if out > max(OPEN, 1 - CHANCE ** (1 / events)):
        rows = np.asarray(day.values + np.quantile(waits, 0.95) > last)
        yield _Open(
            rows,
            Text(
                f"Early rows wait up to {waits[-1]:,.0f} days for their outcome, while {rows.mean():.0%} of rows "
                "are too "
                "late for that before the data end: outcomes were counted up to the end of the data.",
                f"早期行的结果最长等待 {waits[-1]:,.0f} 天，而 {rows.mean():.0%} 的行到数据截止已不足此数："
                "结果计到数据截止为止。",
            ),
            (("out_of_reach", figure(out)), ("longest_wait", figure(waits[-1]))),
        )
