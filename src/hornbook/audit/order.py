"""Sin 5, `random-split`: training on later days than those on which the model is tested."""

import numpy as np

from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, CellColumn
from hornbook.audit.models import fit_both
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.scores import ScoreInterval, auc, between, score_precision
from hornbook.audit.sides import ORDERED, Sides
from hornbook.audit.twins import Twins
from hornbook.text import Message, message

SIN = "random-split"
PEEKING = 0.02
"""Without a split, training on the same time must add at least so much AUC, by the lower end of its interval."""
_DO = message("Train on days before those of the test, with a gap as long as the horizon between them.")


def random_split(case: Case, of: Sides | None, met: Twins | None) -> Finding:
    """Whether the split mixes days, or, without a split, whether mixing them would raise the score."""
    if case.day is None:
        return cannot(
            SIN,
            message("No column gives the day of a row."),
            message("Name the column of the day with --day-column, or add one."),
        )
    if not case.days_differ:
        return Finding(SIN, SinVerdict.NOT_FOUND, (message("All rows are of the same time."),))
    if of is None or met is None:
        return _without(case, case.day)
    late = _late(case, case.day, of)
    says = message(
        "In {later:.1%} of pairs of a training row and a test row the training row is the later one ({sides}). A split "
        "by time has none, a random split about half.",
        later=met.mixed,
        sides=_sides(of),
    )
    figures = (("training_later", figure(met.mixed)),)
    if met.mixed <= ORDERED:
        return Finding(SIN, SinVerdict.NOT_FOUND, (says,), figures=figures)
    worth, more = _worth(case, case.day, of)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        (says,),
        worth=worth,
        do=_DO,
        rows=int(late.sum()),
        figures=(*figures, *more),
        examples=case.examples(late, [case.roles.split]),
    )


def _sides(of: Sides) -> Message:
    """How the sides were told apart."""
    if of.folds:
        return message("folds: {sides}", sides=of.names)
    return message("training | test: {sides}", sides=of.names)


def _late(case: Case, day: CellColumn, of: Sides) -> Bools:
    """Training rows that are later than the middle of the test; of folds, every row."""
    if of.folds:
        return of.held
    return np.asarray((of.side == 0) & (day.values > np.nanmedian(day.values[of.side == 1])))


def _worth(case: Case, day: CellColumn, of: Sides) -> tuple[Message, tuple[tuple[str, float], ...]]:
    """The table's own split against one of the same sizes in the order of days."""
    silent = message(
        "A model learns from years after those it is asked about. There are too few positive rows to measure what "
        "that is worth."
    )
    there = (of.side >= 0) & ~day.missing
    test = there & (of.side == (np.unique(of.side[there])[-1] if of.folds else 1))
    train = there & ~test
    order = np.flatnonzero(there)[np.argsort(day.values[there], kind="stable")]
    cut = day.values[order[int(train.sum())]] if train.sum() < order.size else np.inf
    before, after = there & (day.values < cut), there & (day.values >= cut)
    own, timely = _scored(case, train, test), _scored(case, before, after)
    if own is None or timely is None:
        return silent, ()
    (a, p), (b, q) = own, timely
    return message(
        "Under the table's own split a small model scores an AUC of {a:.3f} ({a_low:.3f} to {a_high:.3f}) and an "
        "average precision of {p:.3f}; with the same number of rows in the order of days {b:.3f} ({b_low:.3f} to "
        "{b_high:.3f}) and {q:.3f}. The split flatters by {auc:+.3f} and {precision:+.3f}.",
        a=a.value,
        a_low=a.low,
        a_high=a.high,
        p=p.value,
        b=b.value,
        b_low=b.low,
        b_high=b.high,
        q=q.value,
        auc=a.value - b.value,
        precision=p.value - q.value,
    ), (
        ("auc_own", figure(a.value)),
        ("auc_by_time", figure(b.value)),
        ("average_precision_own", figure(p.value)),
        ("average_precision_by_time", figure(q.value)),
    )


def _scored(case: Case, train: Bools, test: Bools) -> tuple[ScoreInterval, ScoreInterval] | None:
    y = case.y
    if min(y[train].sum(), y[test].sum(), (1 - y[train]).sum(), (1 - y[test]).sum()) < 5:
        return None
    score = fit_both(case.x[train], y[train], case.x[test])
    made = auc(y[test], score, case.company[test])
    return ScoreInterval(made.value, made.low, made.high), score_precision(y[test], score, case.company[test])


def _without(case: Case, day: CellColumn) -> Finding:
    """One set of late rows, foretold once from days before theirs and once from all days, as often."""
    late = ~day.missing & (day.values >= np.nanquantile(day.values, 0.6))
    half = case.fold % 2 == 0
    test = late & half
    before = ~day.missing & ~late & ~np.isin(case.company, case.company[test])
    beside = ~day.missing & late & ~half
    random = np.random.default_rng(5)
    share = beside.sum() / max(1, int(before.sum() + beside.sum()))
    swap = round(share * before.sum())
    earlier = random.permutation(np.flatnonzero(before))
    also = random.permutation(np.flatnonzero(beside))[:swap]
    any_day = np.concatenate([earlier[: before.sum() - also.size], also])
    y, x = case.y, case.x
    if min(y[test].sum(), (1 - y[test]).sum(), y[earlier].sum(), y[any_day].sum()) < FEW:
        return cannot(
            SIN,
            message("There is no split, and there are too few positive rows to compare two."),
            message("Name the column of the split with --split, or give more rows."),
        )
    company = case.company[test]
    timely = fit_both(x[earlier], y[earlier], x[test])
    peeking = fit_both(x[any_day], y[any_day], x[test])
    a, b = auc(y[test], peeking, company), auc(y[test], timely, company)
    more = between(a, b, company)
    says = message(
        "There is no split. A model of earlier days ranks the same late rows with an AUC of {b:.3f}, a model that "
        "may learn from any day with {a:.3f}: a random split flatters by {more:+.3f} ({low:+.3f} to {high:+.3f}).",
        b=b.value,
        a=a.value,
        more=more.value,
        low=more.low,
        high=more.high,
    )
    figures = (("auc_any_day", figure(a.value)), ("auc_by_time", figure(b.value)), ("flatters_low", figure(more.low)))
    if more.low < PEEKING:
        return Finding(SIN, SinVerdict.NOT_FOUND, (says,), figures=figures)
    p, q = score_precision(y[test], peeking, company), score_precision(y[test], timely, company)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        (says,),
        worth=message(
            "A random split would add {more:.3f} to the AUC and {precision:+.3f} to the average precision.",
            more=more.value,
            precision=p.value - q.value,
        ),
        do=_DO,
        rows=int(test.sum()),
        figures=figures,
    )
