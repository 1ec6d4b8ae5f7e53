"""Sin 4, `missingness-tells`: which cells are empty tells the outcome, because somebody filled in the successes."""

import numpy as np

from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.models import FOLDS, Design, crossed, fit_trees
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.scores import auc, logistic
from hornbook.text import Text

SIN = "missingness-tells"
TELLS = 0.56
"""Missingness alone must rank outcomes at least so well, by the lower end of its interval."""
BESIDE = 3.3
"""Standard errors by which it must add to what the filled features say."""
IMPLIED = 0.97
"""A gap that the filled features foretell so well follows from them, as no last round follows from no round."""
_GAPS = (0.002, 0.998)
_MOST = 60
_SAMPLE = 20_000


def missingness_tells(case: Case) -> Finding:
    """Whether the pattern of empty cells ranks outcomes beyond what the filled features say."""
    every = {name: case.columns[name].missing for name in case.features}
    gaps = {name: gap for name, gap in every.items() if _GAPS[0] <= gap.mean() <= _GAPS[1]}
    if not gaps:
        says = Text("No feature has cells that are empty here and filled there.", "没有特征时有时无。")
        return Finding(SIN, Verdict.NOT_FOUND, (says,))
    if not case.enough:
        return cannot(
            SIN,
            Text(f"Fewer than {FEW} companies are on one side of the outcome.", f"结果一侧不足 {FEW} 家企业。"),
            Text("Give more rows.", "请提供更多行。"),
        )
    full = tuple(name for name, gap in every.items() if gap.mean() < _GAPS[0])
    implied = _implied(case, gaps, full)
    gaps = {name: gap for name, gap in gaps.items() if name not in implied}
    note = _follows(implied)
    if not gaps:
        return Finding(SIN, Verdict.NOT_FOUND, note)
    return _measured(case, gaps, full, note)


def _measured(case: Case, gaps: dict[str, Bools], full: tuple[str, ...], note: tuple[Text, ...]) -> Finding:
    flags = _different(gaps)
    made = crossed(Design(np.column_stack(list(flags.values())), tuple(flags)), case.y, case.fold)
    score, alone = max(((s, auc(case.y, s, case.company)) for s in made.values()), key=lambda pair: pair[1].value)
    beside = _beside(case, score, full)
    each = sorted(((_single(case, gap), name) for name, gap in gaps.items()), reverse=True)
    top = [name for _, name in each[:3]]
    figures = (
        ("auc_missing", figure(alone.value)),
        ("auc_missing_low", figure(alone.low)),
        ("auc_missing_high", figure(alone.high)),
        ("beside_filled", figure(beside)),
    )
    says = (
        Text(
            f"A model that sees only which cells are empty ranks outcomes with an AUC of {alone.value:.3f} "
            f"({alone.low:.3f} to {alone.high:.3f}); beside the filled features that is {beside:.1f} standard errors.",
            f"只看单元格是否为空的模型 AUC 为 {alone.value:.3f}（{alone.low:.3f}–{alone.high:.3f}）；"
            f"在已填特征之外仍有 {beside:.1f} 个标准误。",
        ),
        *(_shares(case, name, gaps[name]) for name in top),
        *note,
    )
    if alone.low < TELLS or beside < BESIDE:
        return Finding(SIN, Verdict.NOT_FOUND, says, figures=figures)
    odd = np.logical_or.reduce([gaps[name] for name in top])
    whole = case.score(case.features)[1].value
    return Finding(
        SIN,
        Verdict.FOUND,
        says,
        worth=Text(
            f"Of the {whole - 0.5:.3f} that all features have above an even chance (AUC {whole:.3f}), which cells were "
            f"filled is worth {alone.value - 0.5:.3f} by itself: a model learns who was looked up, not who is good.",
            f"全部特征 AUC {whole:.3f}，高出随机 {whole - 0.5:.3f}，其中“是否填写”单独即值 {alone.value - 0.5:.3f}："
            "模型学到的是谁被查过，而非谁更优。",
        ),
        do=Text(
            "Gather every feature for all companies in the same way, or drop those that were filled in afterwards; "
            "do not "
            "let a model see the gaps.",
            "对所有企业以同样方式采集，或舍去事后补填的特征；不要让模型看到缺失。",
        ),
        rows=int(odd.sum()),
        figures=figures,
        examples=case.examples(odd, [case.roles.outcome, *top]),
    )


def _different(gaps: dict[str, Bools]) -> dict[str, Floats]:
    """One flag for features that are empty in the same rows, of at most sixty."""
    seen: dict[bytes, str] = {}
    for name, gap in gaps.items():
        seen.setdefault(np.packbits(gap).tobytes(), name)
    return {name: gaps[name].astype(np.float64) for name in list(seen.values())[:_MOST]}


def _single(case: Case, gap: Bools) -> float:
    """How far a gap is from telling nothing."""
    return float(abs(gap[case.y == 1].mean() - gap[case.y == 0].mean()))


def _beside(case: Case, score: Floats, full: tuple[str, ...]) -> float:
    """How many standard errors the pattern adds to what the filled features say."""
    filled = case.score(full)[0] if full else np.zeros(case.y.size)
    columns = np.column_stack([score - score.mean(), np.clip(filled - filled.mean(), -8, 8)])
    made = logistic(case.y, np.clip(columns, -8, 8), case.company)
    return float(made.value[0] / max(made.error[0], 1e-9))


def _implied(case: Case, gaps: dict[str, Bools], full: tuple[str, ...]) -> tuple[str, ...]:
    """Features whose gaps follow from what the filled features say."""
    if not full:
        return ()
    d = case.design.only(full)
    rows = np.random.default_rng(5).permutation(case.y.size)[:_SAMPLE]
    half = case.fold[rows] < FOLDS // 2
    found = []
    for name, gap in list(gaps.items())[:_MOST]:
        y = gap[rows].astype(np.float64)
        if min(y[half].sum(), (1 - y[half]).sum(), y[~half].sum(), (1 - y[~half]).sum()) < 5:
            continue
        told = fit_trees(d.x[rows][half], y[half], d.x[rows][~half])
        if auc(y[~half], told, case.company[rows][~half]).value >= IMPLIED:
            found.append(name)
    return tuple(found)


def _follows(implied: tuple[str, ...]) -> tuple[Text, ...]:
    if not implied:
        return ()
    names = ", ".join(implied)
    return (
        Text(
            f"Set aside: where {names} is empty follows from filled features (as no last round follows from no round).",
            f"不计：{names} 何时为空可由已填特征推知（如无融资即无末轮）。",
        ),
    )


def _shares(case: Case, name: str, gap: Bools) -> Text:
    yes, no = float(gap[case.y == 1].mean()), float(gap[case.y == 0].mean())
    return Text(
        f"{name} is empty for {yes:.1%} of positives and {no:.1%} of negatives.",
        f"{name} 在正例中空缺 {yes:.1%}，在负例中空缺 {no:.1%}。",
    )
