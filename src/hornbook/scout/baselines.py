"""What stands beside a model always: rankings by one thing, by chance, and by plain logistic regression."""

import numpy as np
from numpy.typing import NDArray

from hornbook.optional import scout_extra
from hornbook.scout.frames import NAMES, Frame
from hornbook.scout.learning import MONEY, Examples
from hornbook.text import Text

Floats = NDArray[np.float64]

BASELINES = {
    "random": Text("by chance", "随机"),
    "age": Text("the youngest first", "仅按成立年限"),
    "missing": Text("how much is known of it", "仅按信息完整度"),
    "raised_per_year": Text("equity raised per year since founding", "成立以来年均股权融资额"),
    "last_raised": Text("its latest round", "最近一轮融资额"),
    "investor_degree": Text("how busy its investors are", "投资方活跃度"),
    "logistic": Text("logistic regression", "逻辑回归"),
}

SINGLE = ("age", "missing", "raised_per_year", "last_raised", "investor_degree")
"""Those that are one indicator, against the best of which a model is compared."""


def baselines(frame: Frame, rows: Examples | None, *, seed: int = 0) -> dict[str, Floats]:
    """The scores of each; logistic regression learns from the rows of the model's first event."""
    found = {
        "random": np.random.default_rng(seed).random(len(frame.subjects)),
        "age": -np.nan_to_num(_column(frame, "age"), nan=np.inf),
        "missing": -np.isnan(frame.values).mean(axis=1).astype(np.float64),
        "raised_per_year": frame.per_year,
        "last_raised": _column(frame, "last_raised"),
        "investor_degree": _column(frame, "investor_degree"),
    }
    if rows is not None and rows.yes.any() and not rows.yes.all():
        found["logistic"] = _logistic(frame, rows)
    return found


def _column(frame: Frame, name: str) -> Floats:
    return frame.values[:, NAMES.index(name)].astype(np.float64)


def _logistic(frame: Frame, rows: Examples) -> Floats:
    """On ranks; what is not known stands in the middle, and that it is not known is a column of its own."""
    at = [NAMES.index(name) for name in MONEY]
    model = scout_extra("sklearn.linear_model").LogisticRegression(C=0.1, max_iter=300)
    model.fit(_filled(rows.ranks[:, at]), rows.yes, sample_weight=rows.weight)
    return np.asarray(model.decision_function(_filled(frame.ranks[:, at])), dtype=np.float64)


def _filled(ranks: NDArray[np.float32]) -> NDArray[np.float32]:
    gone = np.isnan(ranks)
    return np.hstack([np.where(gone, np.float32(0.5), ranks), gone.astype(np.float32)])
