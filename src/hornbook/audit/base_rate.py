"""Sin 7, `prevalence-inflated`: positives are far more frequent than in the world, so precision is too."""

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.report import Finding, SinVerdict, figure
from hornbook.audit.sides import Sides
from hornbook.text import Message, message

SIN = "prevalence-inflated"
PLAUSIBLE = 0.1
"""No honest population of companies has a larger share of future unicorns or raisers of very large rounds."""
TRUE = 0.01
"""The base rate at which precision is worked out when none is stated."""
TIMES = 1.5
"""By how much the share may exceed a stated base rate."""
SIDES = 5.0
_Z = 3.3


def prevalence_inflated(case: Case, of: Sides | None) -> Finding:
    """Whether the share of positives is beyond what the population can have, or was changed on one side."""
    share, low = _share(case, np.ones(case.y.size, dtype=bool))
    limit = PLAUSIBLE if case.prevalence is None else TIMES * case.prevalence
    says = [_said(case, share, limit)]
    figures = [("share", figure(share)), ("limit", figure(limit))]
    found = low > limit
    uneven = None if of is None or of.folds else _uneven(case, of)
    if of is not None and not of.folds:
        train, test = (_share(case, of.side == each)[0] for each in (0, 1))
        figures += [("share_train", figure(train)), ("share_test", figure(test))]
        says.append(
            message(
                "Positive rows: {train:.2%} of the training side, {test:.2%} of the test side.", train=train, test=test
            )
        )
        found = found or any(_share(case, of.side == each)[1] > limit for each in (0, 1)) or uneven is not None
    if uneven is not None:
        says.append(uneven)
    if not found:
        return Finding(SIN, SinVerdict.NOT_FOUND, tuple(says), figures=tuple(figures))
    true = TRUE if case.prevalence is None else case.prevalence
    worth, more = _worth(case, true)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        tuple(says),
        worth=worth,
        do=message(
            "Take the whole population as it stood on the day, with companies that failed or were never noticed; or "
            "reweight rows to the true base rate before reporting a precision. If outcomes truly are this frequent, "
            "state it with --prevalence."
        ),
        rows=case.y.size,
        figures=(*figures, *more),
    )


def _share(case: Case, rows: Bools) -> tuple[float, float]:
    """The share of positive rows and the lower end of its interval, companies counted as one."""
    y, company = case.y[rows], case.company[rows]
    if not y.size:
        return 0.0, 0.0
    share = float(y.mean())
    sums = np.bincount(company, y - share)
    return share, share - _Z * float(np.sqrt((sums**2).sum())) / y.size


def _said(case: Case, share: float, limit: float) -> Message:
    if case.prevalence is not None:
        return message(
            "{share:.2%} of rows are positive; the stated base rate is {stated:.2%}.",
            share=share,
            stated=case.prevalence,
        )
    return message(
        "{share:.2%} of rows are positive. About 1% of venture-backed companies become unicorns within a few years; "
        "no population of companies plausibly has more than {limit:.0%} of such outcomes.",
        share=share,
        limit=limit,
    )


def _uneven(case: Case, of: Sides) -> Message | None:
    """Whether one side was enriched against the other: by a factor of five, beyond chance and beyond a few per cent."""
    for ours, other in ((0, 1), (1, 0)):
        share, low = _share(case, of.side == ours)
        against = _share(case, of.side == other)[0]
        if against > 0 and share >= PLAUSIBLE / 2 and low > SIDES * against:
            times = share / against
            if ours == 0:
                return message(
                    "Positive rows are {times:.0f} times as frequent on the training side as on the test side: one "
                    "side was selected.",
                    times=times,
                )
            return message(
                "Positive rows are {times:.0f} times as frequent on the test side as on the training side: one side "
                "was selected.",
                times=times,
            )
    return None


def _worth(case: Case, true: float) -> tuple[Message, tuple[tuple[str, float], ...]]:
    share = float(case.y.mean())
    if not case.enough:
        return message(
            "A precision measured on this table must be recomputed at a base rate of {true:.2%}.", true=true
        ), ()
    score: Floats = case.score(case.features)[0]
    line = np.quantile(score[case.y == 1], 0.5)
    hit, false = float((score[case.y == 1] >= line).mean()), float((score[case.y == 0] >= line).mean())
    here, there = _precision(hit, false, share), _precision(hit, false, true)
    return message(
        "A small model that finds half of the positive rows has a precision of {here:.1%} here, and of {there:.1%} "
        "at a base rate of {true:.2%}.",
        here=here,
        true=true,
        there=there,
    ), (("precision_here", figure(here)), ("precision_at_base_rate", figure(there)), ("base_rate", figure(true)))


def _precision(hit: float, false: float, share: float) -> float:
    return share * hit / max(share * hit + (1 - share) * false, 1e-12)
