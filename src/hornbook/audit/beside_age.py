"""What is left of a score when age is held fixed, and when it is asked about the youngest or the latest rows."""

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.models import fit_both
from hornbook.audit.report import figure
from hornbook.audit.scores import auc
from hornbook.text import Message, message

_TENTHS = 10
_FEW = 5
_TRAINED = 0.7

Beside = tuple[tuple[Message, ...], tuple[tuple[str, float], ...]]
"""Sentences, and the figures that they name."""


def beside_age(case: Case, age: Floats, there: Bools) -> Beside:
    """The AUC of the other features among companies of one age, and of all features on later rows.

    `there`: rows of known age.
    """
    says: list[Message] = []
    figures: list[tuple[str, float]] = []
    within = _within(case, age, there)
    if within is not None:
        says.append(
            message(
                "Within tenths of companies by age, the other features rank outcomes with an AUC of {value:.3f}.",
                value=within,
            )
        )
        figures.append(("auc_within_age", figure(within)))
    later = _later(case, age, there)
    if later is not None:
        whole, alone = later
        says.append(
            message(
                "Learnt from the first 70% of rows in time, all features rank the later rows with an AUC of "
                "{whole:.3f}; age alone ranks them with {alone:.3f}.",
                whole=whole,
                alone=alone,
            )
            if case.days_differ
            else message(
                "Learnt from the older 70% of companies, all features rank the younger ones with an AUC of "
                "{whole:.3f}; age alone ranks them with {alone:.3f}.",
                whole=whole,
                alone=alone,
            )
        )
        figures += [("auc_time_split", figure(whole)), ("auc_time_split_age", figure(alone))]
    return tuple(says), tuple(figures)


def _within(case: Case, age: Floats, there: Bools) -> float | None:
    """The mean AUC within tenths of age, weighted by pairs; None where no tenth has both outcomes often enough."""
    others = case.but(case.roles.aged)
    if not others:
        return None
    score = case.score(others)[0]
    edges = np.unique(np.quantile(age[there], np.linspace(0, 1, _TENTHS + 1)[1:-1]))
    tenth = np.where(there, np.searchsorted(edges, age, "right"), -1)
    total, pairs = 0.0, 0.0
    for each in range(edges.size + 1):
        rows = tenth == each
        weight = float(case.y[rows].sum() * (1 - case.y[rows]).sum())
        if weight:
            total += weight * auc(case.y[rows], score[rows], case.company[rows]).value
            pairs += weight
    return total / pairs if pairs >= _FEW * _FEW else None


def _later(case: Case, age: Floats, there: Bools) -> tuple[float, float] | None:
    """The AUC of all features and of age alone on the last rows in time, learnt from those before."""
    order = case.day.values if case.days_differ and case.day is not None else -age
    known = there & ~np.isnan(order)
    cut = np.quantile(order[known], _TRAINED)
    test = known & (order > cut)
    train = known & (order <= cut) & ~np.isin(case.company, case.company[test])
    y, x = case.y, case.x
    if min(y[train].sum(), (1 - y[train]).sum(), y[test].sum(), (1 - y[test]).sum()) < _FEW:
        return None
    whole = auc(y[test], fit_both(x[train], y[train], x[test]), case.company[test]).value
    return whole, auc(y[test], age[test], case.company[test]).value
