"""Sin 3, `age-as-exposure`: the outcome is explained by how long a company has been at risk."""

import numpy as np

from hornbook.audit.beside_age import beside_age
from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.scores import Z95, Auc, auc, logistic
from hornbook.text import Message, message, message_plural

SIN = "age-as-exposure"
NEARLY = 0.8
"""Age alone makes up at least this share of what all features together have above chance."""
CLEAR = 0.6
"""The lower end of age's own AUC, for it to explain the outcome by itself."""
SOME = 0.55
PROPORTIONAL = 0.5
"""The least slope of log odds on log age, its interval's lower end: a constant hazard since founding makes it 1."""
BEFORE = 0.02
_DO = message(
    "Count outcomes within one horizon after the day, leave out companies that had the outcome before it, and "
    "compare companies of one age."
)


def age_as_exposure(case: Case) -> Finding:
    """Whether age scores nearly as well as all features, odds grow in proportion to it, or outcomes precede the day."""
    before = _before(case)
    if case.age is None or not case.enough:
        if before.any():
            return _found(case, before, (_early(case, before),), ())
        why = (
            message("No column gives the founding date or the age.")
            if case.age is None
            else message("One side of the outcome has fewer than {few} companies.", few=FEW)
        )
        return cannot(SIN, why, message("Name the founding date with --founded, or the age with --age."))
    there = ~np.isnan(case.age)
    if min(np.unique(case.company[there & (case.y == k)]).size for k in (0, 1)) < FEW:
        return cannot(
            SIN,
            message("Too few companies have a known age."),
            message("Fill in founding dates or ages."),
        )
    return _measured(case, case.age, there, before)


def _measured(case: Case, age: Floats, there: Bools, before: Bools) -> Finding:
    y, company = case.y[there], case.company[there]
    alone = auc(y, age[there], company)
    full = auc(y, case.score(case.features)[0][there], company)
    part = abs(alone.value - 0.5) / max(full.value - 0.5, abs(alone.value - 0.5), 1e-9)
    slope, least = _slope(case, age, there)
    down = alone.value < 0.5
    clear = 1 - alone.high if down else alone.low
    nearly = clear >= CLEAR and part >= NEARLY
    proportional = alone.low >= SOME and least >= PROPORTIONAL
    figures: tuple[tuple[str, float], ...] = (
        ("auc_age", figure(alone.value)),
        ("auc_age_low", figure(alone.low)),
        ("auc_age_high", figure(alone.high)),
        ("auc_all", figure(full.value)),
        ("share_of_score", figure(part)),
        ("slope_log_age", figure(slope)),
        ("slope_log_age_low", figure(least)),
    )
    beside, more = beside_age(case, age, there)
    figures = (*figures, *more)
    says = [_scores(alone, full, part), _slopes(slope, least), *beside]
    if before.any():
        says.append(_early(case, before))
    if nearly or proportional or before.any():
        rows = before if not (nearly or proportional) else there
        return _found(case, rows, tuple(says), figures)
    return Finding(SIN, SinVerdict.NOT_FOUND, tuple(says), figures=figures)


def _slope(case: Case, age: Floats, there: Bools) -> tuple[float, float]:
    """The slope of log odds on log age beside a score of the features but age, and the lower end of its interval."""
    others = case.but(case.roles.aged)
    score = case.score(others)[0][there] if others else np.zeros(int(there.sum()))
    # A day in years and a half, so that a company of the first days does not stand infinitely far off.
    unit = 365.25 if case.roles.age is None or np.nanquantile(age, 0.9) > 200 else 1.0
    known = np.log(np.maximum(age[there] / unit, 0.0) + 0.5)
    columns = np.column_stack([known, np.clip(score - score.mean(), -8, 8)])
    made = logistic(case.y[there], columns, case.company[there])
    value = float(made.value[0])
    return value, value - Z95 * float(made.error[0])


def _before(case: Case) -> Bools:
    """Positives whose outcome came before the day; none when they are few enough to be slips."""
    event, day = case.outcome_day, case.day
    if event is None or day is None:
        return np.zeros(case.y.size, dtype=bool)
    early = (case.y == 1) & (event.values + event.span < day.values)
    return np.asarray(early) if early.sum() >= max(3, BEFORE * case.y.sum()) else np.zeros(case.y.size, dtype=bool)


def _found(case: Case, rows: Bools, says: tuple[Message, ...], figures: tuple[tuple[str, float], ...]) -> Finding:
    roles = case.roles
    return Finding(
        SIN,
        SinVerdict.FOUND,
        says,
        worth=_worth(dict(figures)),
        do=_DO,
        rows=int(rows.sum()),
        figures=figures,
        examples=case.examples(rows & (case.y == 1), [roles.age, roles.founded, roles.outcome, roles.outcome_day]),
    )


def _worth(figures: dict[str, float]) -> Message:
    if "share_of_score" not in figures:
        return message(
            "The model is asked to predict what had already happened, and every score counts it as a success."
        )
    part = figures["share_of_score"]
    return message(
        "Sorting companies by age alone gives about {part:.0%} of what all features together gain over chance.",
        part=part,
    )


def _scores(alone: Auc, full: Auc, part: float) -> Message:
    if alone.value >= 0.5:
        best, low, high, first = alone.value, alone.low, alone.high, message("older")
    else:
        best, low, high, first = 1 - alone.value, 1 - alone.high, 1 - alone.low, message("younger")
    return message(
        "Age alone ranks outcomes with an AUC of {best:.3f} ({low:.3f} to {high:.3f}), {first} companies first; all "
        "features together with {every:.3f}. Age makes up {part:.0%} of what they gain over chance.",
        best=best, low=low, high=high, first=first, every=full.value, part=part,
    )  # fmt: skip


def _slopes(slope: float, least: float) -> Message:
    return message(
        "With the other features held fixed, the log odds of the outcome rise by {slope:.2f} per unit of log age "
        "(at least {least:.2f}). A constant chance per year since founding would give 1.",
        slope=slope,
        least=least,
    )


def _early(case: Case, before: Bools) -> Message:
    share = before.sum() / max(1, int(case.y.sum()))
    return message_plural(
        "{n:,} positive row ({share:.0%}) had its outcome before its day.",
        "{n:,} positive rows ({share:.0%}) had their outcome before their day.",
        int(before.sum()),
        share=share,
    )
