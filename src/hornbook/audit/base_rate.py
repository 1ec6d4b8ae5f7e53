"""Sin 7, `prevalence-inflated`: positives are far more frequent than in the world, so precision is too."""

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.report import Finding, Verdict, figure
from hornbook.audit.sides import Sides
from hornbook.text import Text

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
            Text(f"In training {train:.2%}, in the test {test:.2%}.", f"训练侧 {train:.2%}，测试侧 {test:.2%}。")
        )
        found = found or any(_share(case, of.side == each)[1] > limit for each in (0, 1)) or uneven is not None
    if uneven is not None:
        says.append(uneven)
    if not found:
        return Finding(SIN, Verdict.NOT_FOUND, tuple(says), figures=tuple(figures))
    true = TRUE if case.prevalence is None else case.prevalence
    worth, more = _worth(case, true)
    return Finding(
        SIN,
        Verdict.FOUND,
        tuple(says),
        worth=worth,
        do=Text(
            "Take the whole population as it stood on the day, failures and the forgotten too; or weigh rows back "
            "to the true "
            "base rate before any precision is told. If outcomes are truly so frequent, say so with --prevalence.",
            "取时点当日的全部企业，包括失败与无闻者；或先加权还原真实基准率再报精度。若结果确实如此常见，请用 "
            "--prevalence 说明。",
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


def _said(case: Case, share: float, limit: float) -> Text:
    if case.prevalence is not None:
        return Text(
            f"{share:.2%} of rows are positive; the stated base rate is {case.prevalence:.2%}.",
            f"正例占 {share:.2%}；所述基准率为 {case.prevalence:.2%}。",
        )
    return Text(
        f"{share:.2%} of rows are positive. Of venture-backed companies about 1% become unicorns within a few "
        "years, and no "
        f"outcome of this kind is plausible beyond {limit:.0%}.",
        f"正例占 {share:.2%}。获风险投资的企业数年内约 1% 成为独角兽，此类结果超过 {limit:.0%} 不可信。",
    )


def _uneven(case: Case, of: Sides) -> Text | None:
    """Whether one side was enriched against the other: by a factor of five, beyond chance and beyond a few per cent."""
    for ours, other, en, zh in ((0, 1, "training", "训练侧"), (1, 0, "the test", "测试侧")):
        share, low = _share(case, of.side == ours)
        against = _share(case, of.side == other)[0]
        if against > 0 and share >= PLAUSIBLE / 2 and low > SIDES * against:
            return Text(
                f"Positives are {share / against:.0f} times as frequent in {en} as on the other side: one was "
                "picked by hand.",
                f"{zh}的正例率是另一侧的 {share / against:.0f} 倍：其一经过挑选。",
            )
    return None


def _worth(case: Case, true: float) -> tuple[Text, tuple[tuple[str, float], ...]]:
    share = float(case.y.mean())
    if not case.enough:
        return Text(
            f"A precision told on this table has to be worked out anew at {true:.2%}.",
            f"本表所得精度须按 {true:.2%} 重新折算。",
        ), ()
    score: Floats = case.score(case.features)[0]
    line = np.quantile(score[case.y == 1], 0.5)
    hit, false = float((score[case.y == 1] >= line).mean()), float((score[case.y == 0] >= line).mean())
    here, there = _precision(hit, false, share), _precision(hit, false, true)
    return Text(
        f"Where a small model finds half of the positives its precision here is {here:.1%}; at a base rate of "
        f"{true:.2%} the "
        f"same model's is {there:.1%}.",
        f"小模型找出一半正例时，此处精度为 {here:.1%}；按 {true:.2%} 的基准率，同一模型只有 {there:.1%}。",
    ), (("precision_here", figure(here)), ("precision_at_base_rate", figure(there)), ("base_rate", figure(true)))


def _precision(hit: float, false: float, share: float) -> float:
    return share * hit / max(share * hit + (1 - share) * false, 1e-12)
