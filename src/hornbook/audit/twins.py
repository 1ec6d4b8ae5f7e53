"""Sin 6, `duplicates-across-split`: a model is tested on companies or rows that it has been trained on."""

from dataclasses import dataclass

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Ints
from hornbook.audit.models import fit_both
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.scores import auc, average_precision
from hornbook.audit.sides import ORDERED, Marks, Sides, coded, crossing, marks, mixed, several
from hornbook.text import Text

SIN = "duplicates-across-split"
SHARE = 0.01
LEAST = 5
STILL = 0.98
"""Where so many companies on both sides change in nothing over a year, their rows are copies with another day."""
_YEAR = 365
_DO = Text(
    "Keep each company on one side, or split by time so that its later row is a new question; drop repeated rows "
    "first.",
    "同一企业只留在一侧，或按时间划分使其后来的行成为新问题；先去除重复行。",
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
    made = marks(case)
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
    says: list[Text] = []
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
        return Finding(SIN, Verdict.NOT_FOUND, tuple(says), figures=figures)
    worth, more = _worth(case, of, met, touched)
    return Finding(
        SIN,
        Verdict.FOUND,
        tuple(says),
        worth=worth,
        do=_DO,
        rows=int(touched.sum()),
        figures=(*figures, *more),
        examples=case.examples(touched, [case.roles.name, case.roles.split, case.roles.outcome]),
    )


def _said(rows: int, held: int, share: float, ordered: bool) -> Text:
    if ordered:
        return Text(
            f"The split is by time. {rows:,} of {held:,} test rows ({share:.1%}) are on the training side too: the "
            "same "
            "company on the same day, or a row alike in all its features.",
            f"按时间划分。{held:,} 个测试行中有 {rows:,} 行（{share:.1%}）也在训练侧：同企业同时点，或特征完全相同。",
        )
    return Text(
        f"{rows:,} of {held:,} test rows ({share:.1%}) are of a company, or alike in every feature with a row, on the "
        "training side.",
        f"{held:,} 个测试行中有 {rows:,} 行（{share:.1%}）的企业（或完全相同的特征）也在训练侧。",
    )


def _panel(rows: int) -> Text:
    return Text(
        f"{rows:,} more test rows are of a company that is on the training side on an earlier day: a panel, not a "
        "duplicate.",
        f"另有 {rows:,} 个测试行的企业以更早时点出现在训练侧：属面板数据，不算重复。",
    )


def _simple() -> Text:
    return Text(
        'Names were compared by letters alone; pip install "hornbook[link]" finds more spellings.',
        '名称仅按字母比较；安装 "hornbook[link]" 可识别更多写法。',
    )


def _events(case: Case, of: Sides) -> Text | None:
    """Positives whose very outcome is a training row's too, so that its label came from after the test's day."""
    if case.outcome_day is None or of.folds:
        return None
    yes = (case.y == 1) & ~case.outcome_day.missing
    side = np.where(yes, of.side, -1)
    both = crossing(coded(case.company, case.outcome_day.values), side, of.held)
    if not both.any():
        return None
    share = both.sum() / max(1, int((of.held & yes).sum()))
    return Text(
        f"A remark: of {share:.0%} of test positives the outcome is a training row's too. Leave a gap as long as "
        "the horizon.",
        f"提示：{share:.0%} 的测试正例与训练行为同一结果。训练与测试之间应空出一个期限。",
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
    made = marks(case)
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
        says = Text(
            f"There is no split, but {met.sum():,} rows ({share:.1%}) are there more than once: whatever the split, "
            "they "
            "fall on both sides.",
            f"没有划分列，但 {met.sum():,} 行（{share:.1%}）重复出现：无论如何划分都会落在两侧。",
        )
        return Finding(
            SIN,
            Verdict.FOUND,
            (says,),
            worth=Text(
                "A model is asked again what it was taught; the score of a random split rises with every repetition.",
                "模型被问到学过的题；随机划分的得分随重复而升。",
            ),
            do=_DO,
            rows=int(met.sum()),
            figures=figures,
            examples=case.examples(met, [case.roles.name, case.roles.outcome]),
        )
    says = Text(
        f"There is no split; {met.sum():,} rows are there more than once, and {again.sum():,} are of a company that "
        "is there "
        "on other days too, which only a split by time or by company keeps apart.",
        f"没有划分列；重复行 {met.sum():,}，另有 {again.sum():,} 行的企业在其他时点也出现，"
        "只有按时间或按企业划分才能分开。",
    )
    do = Text("Name the column of the split with --split, or add one.", "用 --split 指明划分列，或补上一列。")
    return cannot(SIN, says, do)


def _worth(case: Case, of: Sides, met: Twins, touched: Bools) -> tuple[Text, tuple[tuple[str, float], ...]]:
    plainly = Text("A model is asked again what it was taught.", "模型被问到学过的题。")
    if of.folds:
        return plainly, ()
    train, test = of.side == 0, of.side == 1
    again = np.isin(case.company, case.company[touched]) | np.isin(met.marks.row, met.marks.row[touched])
    less = train & ~again
    if min(case.y[test].sum(), (1 - case.y[test]).sum(), case.y[less].sum()) < 5:
        return plainly, ()
    x, y, company = case.design.x, case.y, case.company[test]
    whole, clean = fit_both(x[train], y[train], x[test]), fit_both(x[less], y[less], x[test])
    a, b = auc(y[test], whole, company).value, auc(y[test], clean, company).value
    p, q = average_precision(y[test], whole, company).value, average_precision(y[test], clean, company).value
    return Text(
        f"A small model scores AUC {a:.3f} and average precision {p:.3f}; trained without the rows that come again, "
        f"{b:.3f} and {q:.3f}.",
        f"小模型 AUC {a:.3f}、平均精度 {p:.3f}；训练时去掉重复行后为 {b:.3f} 与 {q:.3f}。",
    ), (
        ("auc", figure(a)),
        ("auc_without", figure(b)),
        ("average_precision", figure(p)),
        ("average_precision_without", figure(q)),
    )
