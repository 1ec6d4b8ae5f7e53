"""Sin 5, `random-split`: training on later days than those on which the model is tested."""

import numpy as np

from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, Column
from hornbook.audit.models import fit_both
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.scores import Interval, auc, average_precision, between
from hornbook.audit.sides import ORDERED, Sides
from hornbook.audit.twins import Twins
from hornbook.text import Text

SIN = "random-split"
PEEKING = 0.02
"""Without a split, training on the same time must add at least so much AUC, by the lower end of its interval."""
_DO = Text(
    "Train on days before those of the test, with a gap as long as the horizon between them.",
    "只用测试时点之前的数据训练，中间空出一个期限。",
)


def random_split(case: Case, of: Sides | None, met: Twins | None) -> Finding:
    """Whether the split mixes days, or, without a split, whether mixing them would raise the score."""
    if case.day is None:
        return cannot(
            SIN,
            Text("No column gives the day of a row.", "没有列给出每行的时点。"),
            Text("Name the column of the day with --day, or add one.", "用 --day 指明时点列，或补上一列。"),
        )
    if not case.days_differ:
        return Finding(SIN, Verdict.NOT_FOUND, (Text("All rows are of one time.", "所有行属于同一时间。"),))
    if of is None or met is None:
        return _without(case, case.day)
    late = _late(case, case.day, of)
    says = Text(
        f"In {met.mixed:.1%} of pairs of a training row and a test row the training row is the later one "
        f"({'folds' if of.folds else 'training | test'}: {of.said}); by time it would be none, at random about half.",
        f"训练行晚于测试行的配对占 {met.mixed:.1%}（{'折' if of.folds else '训练 | 测试'}：{of.said}）；"
        "按时间划分应为零，随机约为一半。",
    )
    figures = (("training_later", figure(met.mixed)),)
    if met.mixed <= ORDERED:
        return Finding(SIN, Verdict.NOT_FOUND, (says,), figures=figures)
    worth, more = _worth(case, case.day, of)
    return Finding(
        SIN,
        Verdict.FOUND,
        (says,),
        worth=worth,
        do=_DO,
        rows=int(late.sum()),
        figures=(*figures, *more),
        examples=case.examples(late, [case.roles.split]),
    )


def _late(case: Case, day: Column, of: Sides) -> Bools:
    """Training rows that are later than the middle of the test; of folds, every row."""
    if of.folds:
        return of.held
    return np.asarray((of.side == 0) & (day.values > np.nanmedian(day.values[of.side == 1])))


def _worth(case: Case, day: Column, of: Sides) -> tuple[Text, tuple[tuple[str, float], ...]]:
    """The table's own split against one of the same sizes in the order of days."""
    silent = Text(
        "A model learns from years that came after those it is asked about; too few positives to say what that is "
        "worth.",
        "模型从被问年份之后的年份学习；正例太少，无法说明其价值。",
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
    return Text(
        f"Under the table's own split a small model scores AUC {a.value:.3f} ({a.low:.3f} to {a.high:.3f}) and average "
        f"precision {p.value:.3f}; with the same number of rows in the order of days {b.value:.3f} ({b.low:.3f} to "
        f"{b.high:.3f}) and {q.value:.3f}. The split flatters by {a.value - b.value:+.3f} and "
        f"{p.value - q.value:+.3f}.",
        f"按表内划分，小模型 AUC {a.value:.3f}（{a.low:.3f}–{a.high:.3f}）、平均精度 {p.value:.3f}；"
        "同样行数按时间先后则为 "
        f"{b.value:.3f}（{b.low:.3f}–{b.high:.3f}）与 {q.value:.3f}。随机划分虚高 {a.value - b.value:+.3f} 与 "
        f"{p.value - q.value:+.3f}。",
    ), (
        ("auc_own", figure(a.value)),
        ("auc_by_time", figure(b.value)),
        ("average_precision_own", figure(p.value)),
        ("average_precision_by_time", figure(q.value)),
    )


def _scored(case: Case, train: Bools, test: Bools) -> tuple[Interval, Interval] | None:
    y = case.y
    if min(y[train].sum(), y[test].sum(), (1 - y[train]).sum(), (1 - y[test]).sum()) < 5:
        return None
    score = fit_both(case.design.x[train], y[train], case.design.x[test])
    made = auc(y[test], score, case.company[test])
    return Interval(made.value, made.low, made.high), average_precision(y[test], score, case.company[test])


def _without(case: Case, day: Column) -> Finding:
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
    y, x = case.y, case.design.x
    if min(y[test].sum(), (1 - y[test]).sum(), y[earlier].sum(), y[any_day].sum()) < FEW:
        return cannot(
            SIN,
            Text(
                "There is no split, and too few positives to compare two.", "没有划分列，正例也太少，无法比较两种划分。"
            ),
            Text(
                "Name the column of the split with --split, or give more rows.", "用 --split 指明划分列，或提供更多行。"
            ),
        )
    company = case.company[test]
    timely = fit_both(x[earlier], y[earlier], x[test])
    peeking = fit_both(x[any_day], y[any_day], x[test])
    a, b = auc(y[test], peeking, company), auc(y[test], timely, company)
    more = between(a, b, company)
    says = Text(
        f"There is no split. The same late rows are ranked with an AUC of {b.value:.3f} by a model of earlier days, "
        "and of "
        f"{a.value:.3f} by one that may learn from any day: a random split flatters by {more.value:+.3f} "
        f"({more.low:+.3f} to {more.high:+.3f}).",
        f"没有划分列。同一批较晚的行，只用更早时点训练 AUC 为 {b.value:.3f}，可用任意时点训练为 {a.value:.3f}："
        "随机划分虚高 "
        f"{more.value:+.3f}（{more.low:+.3f} 至 {more.high:+.3f}）。",
    )
    figures = (("auc_any_day", figure(a.value)), ("auc_by_time", figure(b.value)), ("flatters_low", figure(more.low)))
    if more.low < PEEKING:
        return Finding(SIN, Verdict.NOT_FOUND, (says,), figures=figures)
    p, q = average_precision(y[test], peeking, company), average_precision(y[test], timely, company)
    return Finding(
        SIN,
        Verdict.FOUND,
        (says,),
        worth=Text(
            f"A random split would flatter by {more.value:.3f} of AUC and {p.value - q.value:+.3f} of average "
            "precision.",
            f"随机划分将使 AUC 虚高 {more.value:.3f}，平均精度 {p.value - q.value:+.3f}。",
        ),
        do=_DO,
        rows=int(test.sum()),
        figures=figures,
    )
