"""Sin 4, `missingness-tells`: which cells are empty tells the outcome, because somebody filled in the successes."""

from collections.abc import Sequence

import numpy as np

from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.leaks import Leak, LeakKind
from hornbook.audit.models import FOLDS, Design, crossed, fit_trees
from hornbook.audit.report import Finding, SinVerdict, cannot, figure
from hornbook.audit.scores import auc, logistic
from hornbook.text import Message, listing, message

SIN = "missingness-tells"
TELLS = 0.56
"""Missingness alone must rank outcomes at least so well, by the lower end of its interval."""
BESIDE = 3.3
"""Standard errors by which it must add to what the filled features say."""
IMPLIED = 0.97
"""A gap that the filled features foretell so well follows from them, as no last round follows from no round."""
_GAPS = (0.002, 0.998)
_MOST = 60
_DO = message(
    "Collect every feature in the same way for all companies, or drop features that were filled in afterwards; do not "
    "show a model which cells are empty."
)
_SAMPLE = 20_000


def missingness_tells(case: Case) -> Finding:
    """Whether the pattern of empty cells ranks outcomes beyond what the filled features say."""
    every = {name: case.columns[name].missing for name in case.features}
    gaps = {name: gap for name, gap in every.items() if _GAPS[0] <= gap.mean() <= _GAPS[1]}
    sided = [leak for leak in case.leaks.values() if leak.kind is LeakKind.FILLED]
    if sided:
        return _one_sided(case, sided, _rest(case, every, gaps) if gaps and case.enough else None)
    if not gaps:
        says = message("No feature is empty in some rows and filled in others.")
        return Finding(SIN, SinVerdict.NOT_FOUND, (says,))
    if not case.enough:
        return cannot(
            SIN,
            message("One side of the outcome has fewer than {few} companies.", few=FEW),
            message("Give more rows."),
        )
    return _rest(case, every, gaps)


def _rest(case: Case, every: dict[str, Bools], gaps: dict[str, Bools]) -> Finding:
    """The gaps of features that do not fix the outcome by themselves."""
    full = tuple(name for name, gap in every.items() if gap.mean() < _GAPS[0])
    implied = _implied(case, gaps, full)
    gaps = {name: gap for name, gap in gaps.items() if name not in implied}
    note = _follows(implied)
    if not gaps:
        return Finding(SIN, SinVerdict.NOT_FOUND, note)
    return _measured(case, gaps, full, note)


def _one_sided(case: Case, sided: Sequence[Leak], rest: Finding | None) -> Finding:
    """Features that are filled for one outcome alone; the others were examined without them."""
    filled = [~case.columns[leak.name].missing for leak in sided]
    names = [leak.name for leak in sided]
    found = rest is not None and rest.verdict is SinVerdict.FOUND
    says = [_shares(case, name, ~rows) for name, rows in zip(names, filled, strict=True)]
    says += rest.measured if rest is not None else ()
    worth = message(
        "Whether {names} is filled fixes the outcome of a row, so no score that uses it means anything.",
        names=listing(names),
    )
    rows = np.logical_or.reduce(filled)
    return Finding(
        SIN,
        SinVerdict.FOUND,
        tuple(says),
        worth=worth,
        do=_DO,
        rows=int(rows.sum()) if rest is None or not found else max(int(rows.sum()), rest.rows),
        figures=(("filled_one_side", figure(len(names))), *(rest.figures if rest is not None else ())),
        examples=case.examples(rows, [case.roles.outcome, *names[:3]]),
    )


def _measured(case: Case, gaps: dict[str, Bools], full: tuple[str, ...], note: tuple[Message, ...]) -> Finding:
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
        message(
            "A model that sees only which cells are empty ranks outcomes with an AUC of {alone:.3f} ({low:.3f} to "
            "{high:.3f}); it adds {beside:.1f} standard errors to the filled features.",
            alone=alone.value,
            low=alone.low,
            high=alone.high,
            beside=beside,
        ),
        *(_shares(case, name, gaps[name]) for name in top),
        *note,
    )
    if alone.low < TELLS or beside < BESIDE:
        return Finding(SIN, SinVerdict.NOT_FOUND, says, figures=figures)
    odd = np.logical_or.reduce([gaps[name] for name in top])
    whole = case.score(case.features)[1].value
    return Finding(
        SIN,
        SinVerdict.FOUND,
        says,
        worth=message(
            "All features reach an AUC of {whole:.3f}, which is {above:.3f} above chance; which cells are filled "
            "gives {gaps:.3f} by itself. A model learns who was looked up, not who is good.",
            above=whole - 0.5,
            whole=whole,
            gaps=alone.value - 0.5,
        ),
        do=_DO,
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


def _follows(implied: tuple[str, ...]) -> tuple[Message, ...]:
    if not implied:
        return ()
    names = ", ".join(implied)
    return (
        message(
            "Set aside, because filled features tell which of their cells are empty (as no last round follows from "
            "no round): {names}.",
            names=names,
        ),
    )


def _shares(case: Case, name: str, gap: Bools) -> Message:
    yes, no = float(gap[case.y == 1].mean()), float(gap[case.y == 0].mean())
    return message("{name} is empty for {yes:.1%} of positives and {no:.1%} of negatives.", name=name, yes=yes, no=no)
