"""The scout's answers as rows and objects: a ranking, a backtest."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from hornbook.book.identity import identity
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.pairs import records_of
from hornbook.scout.backtest import Fold
from hornbook.scout.frames import NAMES
from hornbook.scout.model import Model
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, contributed

Row = dict[str, Any]

RANK_CSV = ["permalink", "score", "probability"]


def listed(of: Ranking, view: View, top: int | None) -> list[Row]:
    """The first companies of a ranking by their names, with what moves each most."""
    first = of.order[: top if top is not None else len(of.order)]
    subjects = of.frame.subjects.take(first).to_pylist()
    named = records_of(view, subjects)
    shares = contributed(of, first)
    about = of.frame.about.take(first).to_pylist()
    rows = []
    for n, (at, subject) in enumerate(zip(first, subjects, strict=True)):
        moved = sorted(((float(x), name) for x, name in zip(shares[n, :-1], NAMES, strict=True) if x), key=_size)
        rows.append(
            {
                "rank": n + 1,
                "company": subject,
                "name": named[subject].name if subject in named else subject,
                "country": about[n]["country"],
                "sector": about[n]["sector"],
                "score": round(float(of.score[at]), 9),
                **_said(of, int(at)),
                "start": round(float(shares[n, -1]), 9),
                "contributions": [{"feature": name, "adds": round(x, 9)} for x, name in moved],
            }
        )
    return rows


def _size(each: tuple[float, str]) -> tuple[float, str]:
    return -abs(each[0]), each[1]


def _said(of: Ranking, at: int) -> Row:
    if of.probability is None or of.low is None or of.high is None:
        return {"probability": None, "low": None, "high": None}
    return {
        "probability": round(float(of.probability[at]), 6),
        "low": round(float(of.low[at]), 6),
        "high": round(float(of.high[at]), 6),
    }


def rank_rows(of: Ranking, view: View, source: str | None, top: int | None) -> Iterator[Row]:
    """One row for each record that a source has of a company, best first; by default the source with most of them."""
    ids = _ids(of, view, source)
    for at in of.order[: top if top is not None else len(of.order)]:
        said = None if of.probability is None else round(float(of.probability[at]), 9)
        for each in ids[int(at)]:
            yield {"permalink": each, "score": round(float(of.score[at]), 9), "probability": said}


def _ids(of: Ranking, view: View, source: str | None) -> list[list[str]]:
    """By company the ids of its records in the source; the company's own subject where the source has none of it."""
    known = identity(view.book)
    members = [known.records(subject, view.known) for subject in of.frame.subjects.to_pylist()]
    named = records_of(view, [record for each in members for record in each])
    counts: dict[str, int] = {}
    for each in members:
        for name in {named[record].source for record in each if record in named}:
            counts[name] = counts.get(name, 0) + 1
    if source and source not in counts:
        raise QuestionError(f"No company of the list has a record of '{source}'. There are: {', '.join(counts)}.")
    chosen = source or max(sorted(counts), key=lambda name: counts[name], default="")
    return [
        [named[record].id for record in each if record in named and named[record].source == chosen] or each[:1]
        for each in members
    ]


def about_question(question: Question) -> Row:
    """What is asked, as its file says it."""
    return {
        "question": question.id,
        "population": " ".join(question.population_text.split()),
        "unless": question.unless_text,
        "target": question.target.text,
        "horizon_months": question.horizon,
        "settle_months": question.settle,
    }


def about_model(model: Model) -> Row:
    """What was learnt from, when that was known, and how."""
    frames = model.past.frames.values()
    return {
        "judged": model.past.judged,
        "reconstructed_training": model.past.reconstructed,
        "features_known_by": max((frame.known for frame in frames), default=model.past.judged),
        "seed": model.seed,
        "learnt_from": [
            {
                "event": part.lesson.event,
                "within_months": part.lesson.within,
                "days": list(part.days),
                "rows": part.rows,
                "cases": part.cases,
                "features": len(part.features),
                "trees": len(part.trees),
            }
            for part in model.parts
        ],
        "not_learnt": list(model.unlearnt),
        "calibrated_on": None
        if model.calibration is None
        else {"rows": model.calibration.rows, "cases": model.calibration.cases},
    }


def rank_json(of: Ranking, view: View, top: int | None) -> Row:
    """A ranking as one object."""
    return {
        "day": of.day,
        "known": of.frame.known,
        "book_version": view.book.version,
        **about_question(of.model.question),
        "companies_known": of.frame.companies,
        "population_size": len(of.frame.subjects),
        "population_unknown": of.frame.unknown,
        "status_unknown": of.frame.unsettled,
        "had_it_already": of.frame.already,
        "model": about_model(of.model),
        "companies": listed(of, view, top),
    }


def fold_json(fold: Fold) -> Row:
    """One day of a backtest as one object."""
    return {**asdict(fold), "reconstructed": fold.reconstructed}


BACKTEST_CSV = [
    *("day", "seen", "reconstructed", "known", "companies", "came"),
    *("ranking", "measure", "value", "low", "high"),
]


def backtest_rows(folds: Sequence[Fold]) -> Iterator[Row]:
    """One row for each day, ranking and measure; `over` is what the model has over the best single indicator."""
    for fold in folds:
        shared = {name: getattr(fold, name) for name in BACKTEST_CSV[:6]}
        for ranking, figures in {**fold.figures, f"over {fold.best_single}": fold.over}.items():
            for measure, found in figures.items():
                yield {**shared, "ranking": ranking, "measure": measure, **asdict(found)}
