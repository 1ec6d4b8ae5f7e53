"""Sin 3, `age-as-exposure`: the outcome is explained by how long a company has been at risk."""

import numpy as np

from hornbook.audit.case import FEW, Case
from hornbook.audit.columns import Bools, Floats
from hornbook.audit.report import Finding, Verdict, cannot, figure
from hornbook.audit.scores import Z95, Auc, auc, logistic
from hornbook.text import Text

SIN = "age-as-exposure"
NEARLY = 0.8
"""Age alone makes up at least this share of what all features together have above chance."""
CLEAR = 0.6
"""The lower end of age's own AUC, for it to explain the outcome by itself."""
SOME = 0.55
PROPORTIONAL = 0.5
"""The least slope of log odds on log age, its interval's lower end: a constant hazard since founding makes it 1."""
BEFORE = 0.02
_DO = Text(
    "Ask of the outcome within a horizon after the day, leave out companies that have reached it before, and "
    "compare within "
    "one age.",
    "只问时点之后某期限内的结果，剔除此前已达成的企业，并在同龄企业间比较。",
)


def age_as_exposure(case: Case) -> Finding:
    """Whether age scores nearly as well as all features, odds grow in proportion to it, or outcomes precede the day."""
    before = _before(case)
    if case.age is None or not case.enough:
        if before.any():
            return _found(case, before, (_early(case, before),), ())
        why = (
            Text("No column gives founding or age.", "没有成立日期或年龄列。")
            if case.age is None
            else Text(f"Fewer than {FEW} companies are on one side of the outcome.", f"结果一侧不足 {FEW} 家企业。")
        )
        return cannot(SIN, why, Text("Add founding with --founded, or age with --age.", "用 --founded 或 --age 指明。"))
    there = ~np.isnan(case.age)
    if min(np.unique(case.company[there & (case.y == k)]).size for k in (0, 1)) < FEW:
        return cannot(
            SIN,
            Text("Too few companies with a known age.", "已知年龄的企业太少。"),
            Text("Fill in founding or age.", "补全成立日期或年龄。"),
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
    figures = (
        ("auc_age", figure(alone.value)),
        ("auc_age_low", figure(alone.low)),
        ("auc_age_high", figure(alone.high)),
        ("auc_all", figure(full.value)),
        ("share_of_score", figure(part)),
        ("slope_log_age", figure(slope)),
        ("slope_log_age_low", figure(least)),
    )
    says = [_scores(alone, full, part), _slopes(slope, least)]
    if before.any():
        says.append(_early(case, before))
    if nearly or proportional or before.any():
        rows = before if not (nearly or proportional) else there
        return _found(case, rows, tuple(says), figures)
    return Finding(SIN, Verdict.NOT_FOUND, tuple(says), figures=figures)


def _slope(case: Case, age: Floats, there: Bools) -> tuple[float, float]:
    """The slope of log odds on log age beside a score of the features but age, and the lower end of its interval."""
    others = case.but([name for name in (case.roles.founded, case.roles.age) if name])
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


def _found(case: Case, rows: Bools, says: tuple[Text, ...], figures: tuple[tuple[str, float], ...]) -> Finding:
    roles = case.roles
    return Finding(
        SIN,
        Verdict.FOUND,
        says,
        worth=_worth(dict(figures)),
        do=_DO,
        rows=int(rows.sum()),
        figures=figures,
        examples=case.examples(rows & (case.y == 1), [roles.age, roles.founded, roles.outcome, roles.outcome_day]),
    )


def _worth(figures: dict[str, float]) -> Text:
    if "share_of_score" not in figures:
        return Text(
            "What is foretold had happened; every score counts it as a success.", "所谓预测之事早已发生，却都计为命中。"
        )
    part = figures["share_of_score"]
    return Text(
        f"About {part:.0%} of what all features have above chance is had by sorting companies by age alone.",
        f"全部特征胜过随机的部分，仅按年龄排序即可得到约 {part:.0%}。",
    )


def _scores(alone: Auc, full: Auc, part: float) -> Text:
    way = ("older", "越老") if alone.value >= 0.5 else ("younger", "越年轻")
    best = max(alone.value, 1 - alone.value)
    low, high = (alone.low, alone.high) if alone.value >= 0.5 else (1 - alone.high, 1 - alone.low)
    return Text(
        f"Age alone ranks outcomes with an AUC of {best:.3f} ({low:.3f} to {high:.3f}), {way[0]} companies first; all "
        f"features together with {full.value:.3f}. Age makes up {part:.0%} of that above chance.",
        f"仅凭年龄（{way[1]}越靠前）AUC 为 {best:.3f}（{low:.3f}–{high:.3f}），全部特征为 {full.value:.3f}；"
        f"超出随机的部分中年龄占 {part:.0%}。",
    )


def _slopes(slope: float, least: float) -> Text:
    return Text(
        f"Beside the other features, log odds rise by {slope:.2f} per log year of age (at least {least:.2f}); a "
        "constant "
        "chance per year since founding makes it 1.",
        f"控制其他特征后，对数优势随对数年龄的斜率为 {slope:.2f}（下限 {least:.2f}）；若成立后每年机会恒定则为 1。",
    )


def _early(case: Case, before: Bools) -> Text:
    share = before.sum() / max(1, int(case.y.sum()))
    return Text(
        f"{before.sum():,} positives ({share:.0%}) had come about before their day.",
        f"{before.sum():,} 个正例（{share:.0%}）在时点之前已经发生。",
    )
