"""The scout's answers as rows and objects: a ranking, a backtest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from hornbook.answers.scout_card import card
from hornbook.book.identity import identity
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.link.decide import Record, records_of
from hornbook.scout.backtest import Backtest, Fold
from hornbook.scout.explain import Explained
from hornbook.scout.forecast import Kept, Settled
from hornbook.scout.frames import NAMES
from hornbook.scout.hindsight import Hindsight
from hornbook.scout.model import Model
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, contributed
from hornbook.terms import shift

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
        "card": {"en": [line.en for line in card(of)], "zh": [line.zh for line in card(of)]},
        "companies": listed(of, view, top),
    }


_ARRAYS = ("scores", "subjects", "yes")


def fold_json(fold: Fold) -> Row:
    """One day of a backtest as one object."""
    light = replace(fold, scores={}, subjects=[], yes=fold.yes[:0])
    return {**{key: value for key, value in asdict(light).items() if key not in _ARRAYS}, **_reconstructed(fold)}


def _reconstructed(fold: Fold) -> Row:
    return {"reconstructed": fold.reconstructed}


def explained_json(of: Explained, named: Mapping[str, Record]) -> Row:
    """Why a company stands where it does, as one object."""
    found = asdict(of)
    for each in found["comparables"]:
        each["name"] = named[each["company"]].name if each["company"] in named else each["company"]
    return {"name": named[of.company].name if of.company in named else of.company, **found}


def registered_json(kept: Kept, of: Ranking) -> Row:
    """A list that was registered, as one object."""
    return {**asdict(kept), "book_version": of.version, "until": shift(kept.day, of.model.question.horizon)}


SCORE_CSV = ["day", "registered", "company", "rank", "probability", "came", "ended", "silent"]


def settled_rows(found: Sequence[Settled]) -> Iterator[Row]:
    """One row for each company of each list, in its order."""
    for each in found:
        for line in each.lines:
            yield {"day": each.list.day, "registered": each.list.registered, **asdict(line)}


def settled_json(of: Settled, first: int) -> Row:
    """What became of a registered list, its misses first, as one object."""
    return {
        "day": of.list.day,
        "registered": of.list.registered,
        "until": of.list.until,
        "by": of.list.by,
        "known": of.known,
        "closed": of.closed,
        "late": of.late,
        "companies": len(of.lines),
        "came": of.came,
        "expected": round(of.expected, 3),
        "overlooked": [asdict(line) for line in of.overlooked[:first]],
        "overrated": [asdict(line) for line in of.overrated[:first]],
        "figures": {name: asdict(found) for name, found in of.figures.items()},
        "calibration": [asdict(each) for each in of.bins],
        "brier": of.brier,
        "off": of.off,
    }


HINDSIGHT_CSV = ["day", "seen", "companies", "came", "measure", "value", "low", "high"]


def hindsight_rows(of: Hindsight) -> Iterator[Row]:
    """One row for each measure of each way of seeing the day; `gain` is on the companies that are in both."""
    for seen in (of.then, of.later):
        shared = {"day": of.day, "seen": seen.known, "companies": seen.companies, "came": seen.came}
        for measure, value in seen.figures.items():
            yield {**shared, "measure": measure, **asdict(value)}
    shared = {"day": of.day, "seen": "gain", "companies": of.both, "came": of.both_came}
    for measure, value in of.gain.items():
        yield {**shared, "measure": measure, **asdict(value)}


BACKTEST_CSV = [
    *("day", "seen", "reconstructed", "known", "companies", "came"),
    *("ranking", "measure", "value", "low", "high"),
]


def backtest_rows(of: Backtest) -> Iterator[Row]:
    """One row for each day, ranking and measure; `over` is what the model has over the best single indicator."""
    for fold in of.folds:
        shared = {name: getattr(fold, name) for name in BACKTEST_CSV[:6]}
        for ranking, figures in {**fold.figures, f"over {fold.best_single}": fold.over}.items():
            for measure, found in figures.items():
                yield {**shared, "ranking": ranking, "measure": measure, **asdict(found)}
    for measure, found in of.together.over.items():
        yield {"day": "all", "ranking": f"over {of.together.best_single}", "measure": measure, **asdict(found)}
