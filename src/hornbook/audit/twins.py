"""Sin 6, `duplicates-across-split`: a model is tested on companies or rows that it has been trained on."""

from dataclasses import dataclass

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Ints
from hornbook.audit.models import fit_both
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.scores import auc, score_precision
from hornbook.audit.sides import ORDERED, Marks, Sides, coded, crossing, mixed, row_marks, several
from hornbook.text import Message, message, message_plural

SIN = "duplicates-across-split"
SHARE = 0.01
LEAST = 5
STILL = 0.98
"""Where so many companies on both sides change in nothing over a year, their rows are copies with another day."""
_YEAR = 365
_DO = message(
    "Keep each company on one side, or split by time so that its later row is a new question; drop repeated rows first."
)


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """Held rows that meet themselves on another side, shape (n,)."""

    company: Bools
    """The same company, whatever the day."""
    row: Bools
    """The same company on the same day, or a row alike in every telling feature under another name."""
    ordered: bool | None
    """Whether the split is by time, those rows left aside; None without days that differ."""
    mixed: float
    marks: Marks


def twins(case: Case, of: Sides) -> Twins:
    """Which held rows of a split were trained on."""
    every = np.asarray(of.side >= 0)
    made = row_marks(case)
    alike = crossing(made.row, of.side, every) & made.telling & several(made.row, case.company)
    same = crossing(case.company, of.side, every)
    called = (
        crossing(made.called, of.side, every) & several(made.called, case.company) if made.called is not None else alike
    )
    today = alike | (called & alike)
    if case.day is not None:
        today = today | crossing(coded(case.company, case.day.values), of.side, every)
        if made.called is not None:
            today = today | (crossing(coded(made.called, case.day.values), of.side, every) & called)
    differ = case.days_differ
    share = mixed(case, of, today) if differ else 0.0
    ordered = share <= ORDERED if differ else None
    return Twins(np.asarray((same | called | alike) & of.held), np.asarray(today & of.held), ordered, share, made)


def duplicates_across_split(case: Case, of: Sides | None, met: Twins | None) -> Finding:
    """Whether companies or rows are on both sides; under a split by time only rows that are no new question."""
    if of is None or met is None:
        return _without(case)
    held = int(of.held.sum())
    touched = met.row if met.ordered else met.company
    says: list[Message] = []
    if met.ordered:
        redated = _redated(case, of, met)
        touched = touched | redated
        panel = met.company & ~touched
        if panel.any():
            says.append(_panel(int(panel.sum())))
        if events := _events(case, of):
            says.append(events)
    share = touched.sum() / max(1, held)
    says.insert(0, _said(int(touched.sum()), held, float(share), bool(met.ordered)))
    if met.marks.plain_names:
        says.append(_simple())
    figures = (("rows_met", figure(touched.sum())), ("share_met", figure(share)))
    if touched.sum() < LEAST or share < SHARE:
        return Finding(SIN, SinVerdict.NOT_FOUND, tuple(says), figures=figures)
    worth, more = _worth(case, of, met, touched)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        tuple(says),
        worth=worth,
        do=_DO,
        rows=int(touched.sum()),
        figures=(*figures, *more),
        examples=case.examples(touched, [case.roles.name, case.roles.split, case.roles.outcome]),
    )


def _said(rows: int, held: int, share: float, ordered: bool) -> Message:
    if ordered:
        return message(
            "The split is by time. {rows:,} of {held:,} test rows ({share:.1%}) are on the training side too: the "
            "same company on the same day, or a row equal in every feature.",
            rows=rows,
            held=held,
            share=share,
        )
    return message(
        "{rows:,} of {held:,} test rows ({share:.1%}) belong to a company on the training side, or equal a training "
        "row in every feature.",
        rows=rows,
        held=held,
        share=share,
    )


def _panel(rows: int) -> Message:
    return message_plural(
        "{n:,} more test row belongs to a company that is on the training side on an earlier day: a panel, not a "
        "duplicate.",
        "{n:,} more test rows belong to a company that is on the training side on an earlier day: a panel, not a "
        "duplicate.",
        rows,
    )


def _simple() -> Message:
    return message('Names were compared letter by letter; pip install "hornbook[link]" recognises more spellings.')


def _events(case: Case, of: Sides) -> Message | None:
    """Positives whose very outcome is a training row's too, so that its label came from after the test's day."""
    if case.outcome_day is None or of.folds:
        return None
    yes = (case.y == 1) & ~case.outcome_day.missing
    side = np.where(yes, of.side, -1)
    both = crossing(coded(case.company, case.outcome_day.values), side, of.held)
    if not both.any():
        return None
    share = both.sum() / max(1, int((of.held & yes).sum()))
    return message(
        "Note: {share:.0%} of positive test rows share their outcome with a training row. Leave a gap as long as "
        "the horizon between training and test.",
        share=share,
    )


def _redated(case: Case, of: Sides, met: Twins) -> Bools:
    """Test rows of companies on both sides, when these hardly ever change in a year."""
    none = np.zeros(case.y.size, dtype=bool)
    if case.day is None:
        return none
    both = np.isin(case.company, case.company[met.company]) & (of.side >= 0) & ~case.day.missing
    companies, codes = np.unique(case.company[both], return_inverse=True)
    if companies.size < 20:
        return none
    first = np.full(companies.size, np.inf)
    last = np.full(companies.size, -np.inf)
    np.minimum.at(first, codes, case.day.values[both])
    np.maximum.at(last, codes, case.day.values[both])
    far = last - first >= _YEAR
    changed = np.zeros(companies.size, dtype=bool)
    changed[codes[several(codes.astype(np.int64), met.marks.row[both])]] = True
    if far.sum() < 20 or (~changed[far]).mean() < STILL:
        return none
    return np.asarray(met.company & np.isin(case.company, companies[~changed]))


def _without(case: Case) -> Finding:
    """A table without a split: rows that any split would scatter."""
    made = row_marks(case)
    own: Ints = np.arange(case.y.size)
    every = np.ones(case.y.size, dtype=bool)
    met = crossing(made.row, own, every) & made.telling & several(made.row, case.company)
    if case.roles.id and case.day is not None:
        met = met | crossing(coded(case.company, case.day.values), own, every)
    elif case.roles.id:
        met = met | crossing(coded(case.company, made.row), own, every)
    if made.called is not None:
        also = coded(made.called, case.day.values) if case.day is not None else coded(made.called, made.row)
        met = met | (crossing(also, own, every) & several(also, case.company))
    share = float(met.mean())
    figures = (("rows_met", figure(met.sum())), ("share_met", figure(share)))
    again = crossing(case.company, own, every) & ~met
    if met.sum() >= LEAST and share >= SHARE:
        says = message(
            "There is no split, but {n:,} rows ({share:.1%}) occur more than once: any split puts them on both sides.",
            n=int(met.sum()),
            share=share,
        )
        return Finding(
            SIN,
            SinVerdict.FOUND,
            (says,),
            worth=message(
                "A model is tested on what it was trained on; the score of a random split rises with every repetition."
            ),
            do=_DO,
            rows=int(met.sum()),
            figures=figures,
            examples=case.examples(met, [case.roles.name, case.roles.outcome]),
        )
    says = message(
        "There is no split. Rows that occur more than once: {n:,}. Rows of a company that also occurs on other days, "
        "which only a split by time or by company keeps apart: {again:,}.",
        n=int(met.sum()),
        again=int(again.sum()),
    )
    do = message("Name the column of the split with --split, or add one.")
    return cannot(SIN, says, do)


def _worth(case: Case, of: Sides, met: Twins, touched: Bools) -> tuple[Message, tuple[tuple[str, float], ...]]:
    plainly = message("A model is tested on what it was trained on.")
    if of.folds:
        return plainly, ()
    train, test = of.side == 0, of.side == 1
    again = np.isin(case.company, case.company[touched]) | np.isin(met.marks.row, met.marks.row[touched])
    less = train & ~again
    if min(case.y[test].sum(), (1 - case.y[test]).sum(), case.y[less].sum()) < 5:
        return plainly, ()
    x, y, company = case.x, case.y, case.company[test]
    whole, clean = fit_both(x[train], y[train], x[test]), fit_both(x[less], y[less], x[test])
    a, b = auc(y[test], whole, company).value, auc(y[test], clean, company).value
    p, q = score_precision(y[test], whole, company).value, score_precision(y[test], clean, company).value
    return message(
        "A small model scores an AUC of {a:.3f} and an average precision of {p:.3f}; trained without the repeated "
        "rows, {b:.3f} and {q:.3f}.",
        a=a,
        p=p,
        b=b,
        q=q,
    ), (
        ("auc", figure(a)),
        ("auc_without", figure(b)),
        ("average_precision", figure(p)),
        ("average_precision_without", figure(q)),
    )
