"""Sin 2, `no-horizon`: outcomes that were looked for over different lengths of time, up to the end of the data."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, CellColumn, Floats, as_days
from hornbook.audit.naming import plain_name
from hornbook.audit.outcome_words import yes_no
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.spans import lengths
from hornbook.text import Message, message

SIN = "no-horizon"
CHANCE = 0.005
"""A table with a horizon is accused of an open end by chance no more often than this."""
OPEN = 0.05
"""At least this share of pairs of a day and a waiting time must be out of the data's reach."""
BEYOND = 0.01
EQUAL = 62
"""Windows that differ by no more days than this are of one length."""
_DO = message(
    "State a horizon, count only outcomes within it, and leave out rows whose window is still open (or mark them as "
    "censored)."
)


class _Open(NamedTuple):
    rows: Bools
    sentence: Message
    figures: tuple[tuple[str, float], ...] = ()


def no_horizon(case: Case) -> Finding:
    """Whether outcomes are looked for over one length of time for every row."""
    roles = case.roles
    if not (roles.stated or roles.horizon or roles.outcome_day):
        return _nothing(case)
    if case.day is None:
        if roles.stated or roles.horizon:
            says = message("A horizon is stated, but without a day it cannot be checked.")
            return Finding(SIN, SinVerdict.NOT_FOUND, (says,))
        return cannot(
            SIN,
            message("Outcomes have days, but rows have none to count from."),
            message("Name the column of the day with --day-column, or state a horizon with --horizon."),
        )
    length = _length(case)
    end = _end(case)
    found = [*_beyond(case, case.day, length), *_ends(case, case.day, length, end)]
    if _censored(case) is None:
        found += _out_of_reach(case, case.day)
    if not found:
        return Finding(SIN, SinVerdict.NOT_FOUND, (_fine(case, length),))
    rows = np.logical_or.reduce([each.rows for each in found])
    worth, figures = _worth(case, case.day)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        tuple(each.sentence for each in found),
        worth=worth,
        do=_DO,
        rows=int(rows.sum()),
        figures=(*(f for each in found for f in each.figures), *figures),
        examples=case.examples(rows, [roles.outcome, roles.outcome_day, *roles.horizon]),
    )


def _nothing(case: Case) -> Finding:
    """A table that says nothing of when outcomes were looked for."""
    do = message("Add the day of each outcome or the length of its window, or state one horizon with --horizon.")
    silent = message(
        "Nothing says until when outcomes were counted: there is no outcome day, no horizon and no window."
    )
    everywhere = np.ones(case.y.size, dtype=bool)
    if case.day is not None and not case.days_differ:
        same = message("All rows have the same day, so all were observed equally long.")
        return cannot(SIN, silent, do, same)
    if case.day is not None:
        worth, figures = _worth(case, case.day)
        years = float(np.ptp(case.day.values[~case.day.missing])) / 365.25
        says = message(
            "Days of rows lie up to {years:.1f} years apart, so by the end of the data rows were observed for "
            "different times.",
            years=years,
        )
    else:
        spread = 0.0 if case.age is None else _spread(case)
        if spread < 2:
            return cannot(SIN, silent, do, message("There is no day and no founding date either."))
        says = message(
            "There is no day either, and companies were founded up to {spread:.1f} years apart: each was observed "
            "for its whole life.",
            spread=spread,
        )
        worth, figures = (
            message(
                "The outcome means “ever”: older companies had more time to reach it, so a score learns their age."
            ),
            (),
        )
    return Finding(
        SIN,
        SinVerdict.FOUND,
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
    ages = lengths(case.columns[case.roles.age], plain_name(case.roles.age))
    if ages is None:
        return 0.0
    low, high = np.nanquantile(ages, [0.01, 0.99])
    return float(high - low) / 365.25


def _worth(case: Case, day: CellColumn) -> tuple[Message, tuple[tuple[str, float], ...]]:
    early, late = np.nanquantile(day.values, [1 / 3, 2 / 3])
    first, last = float(case.y[day.values <= early].mean()), float(case.y[day.values >= late].mean())
    return message(
        "{first:.2%} of the earliest third of rows are positive, {last:.2%} of the latest third. Part of the "
        "difference is only how long each was observed, and a model that sees age or day learns it.",
        first=first,
        last=last,
    ), (("positive_early", figure(first)), ("positive_late", figure(last)))


def _fine(case: Case, length: Floats | None) -> Message:
    if length is None:
        return message("Outcomes fall within the same length of time after every day.")
    days = float(np.nanmedian(length))
    seen = case.roles.outcome_day is not None
    if seen:
        return message("The horizon is {days:,.0f} days, and no outcome or open window lies beyond it.", days=days)
    return message("The horizon is {days:,.0f} days; no outcome day is there to check it by.", days=days)


# ---- what the columns say


def _length(case: Case) -> Floats | None:
    """The horizon of each row in days: stated for all, or by a column of lengths of time."""
    if case.roles.stated:
        return np.full(case.y.size, case.roles.stated)
    for name in case.roles.horizon:
        each = case.columns[name]
        if as_days(each) is None and yes_no(each) is None:
            found = lengths(each, plain_name(name))
            if found is not None:
                return found
        elif as_days(each) is None and each.distinct == 1 and np.nanmax(each.values) == 1:
            return lengths(each, plain_name(name))  # a horizon of one year, not an answer of yes
    return None


def _end(case: Case) -> CellColumn | None:
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
        if answer is not None and any(word in plain_name(name) for word in ("censor", "删失", "截尾")):
            return np.asarray(answer == 1)
    return None


# ---- what is wrong


def _beyond(case: Case, day: CellColumn, length: Floats | None) -> Iterator[_Open]:
    """Positives whose outcome came after the horizon."""
    if length is None or case.outcome_day is None:
        return
    allowed = day.values + day.span + length + np.maximum(7, 0.01 * length)
    over = (case.y == 1) & (case.outcome_day.values > allowed)
    if over.sum() >= max(2, BEYOND * (case.y == 1).sum()):
        most = float(np.nanmax((case.outcome_day.values - day.values)[over]))
        yield _Open(
            np.asarray(over),
            message(
                "{n:,} positive rows had their outcome after the horizon of {length:,.0f} days, up to {most:,.0f} "
                "days after the day.",
                n=int(over.sum()),
                length=float(np.nanmedian(length)),
                most=most,
            ),
            (("beyond_horizon", figure(over.sum())),),
        )


def _ends(case: Case, day: CellColumn, length: Floats | None, end: CellColumn | None) -> Iterator[_Open]:
    """Rows that were watched for less than the horizon, or for different times up to one last day."""
    censored = _censored(case)
    plainly = (case.y == 0) if censored is None else (case.y == 0) & ~censored
    if end is not None and length is not None:
        short = plainly & (end.values + end.span < day.values + length - np.maximum(7, 0.01 * length))
        if short.sum() >= max(3, BEYOND * plainly.sum()):
            yield _Open(
                np.asarray(short),
                message("{n:,} rows are labelled negative before their window has closed.", n=int(short.sum())),
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
            message("Rows were observed up to one last day: for {low:,.0f} to {high:,.0f} days.", low=low, high=high),
            (("watched_least", figure(low)), ("watched_most", figure(high))),
        )


def _out_of_reach(case: Case, day: CellColumn) -> Iterator[_Open]:
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
            message(
                "Early rows wait up to {longest:,.0f} days for their outcome, but {late:.0%} of rows are too late "
                "for such a wait before the data end: outcomes were counted up to the end of the data.",
                longest=float(waits[-1]),
                late=float(rows.mean()),
            ),
            (("out_of_reach", figure(out)), ("longest_wait", figure(waits[-1]))),
        )
