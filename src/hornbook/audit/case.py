"""A table with its roles, as every sin is looked for in it: arrays of the rows that have an outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from hornbook.audit.columns import Bools, CellColumn, Floats, Ints, Sort, as_days, companies_of, is_year
from hornbook.audit.leaks import Leak, leaks
from hornbook.audit.models import Design, crossed, design, folds
from hornbook.audit.naming import plain_name
from hornbook.audit.outcome_words import yes_no
from hornbook.audit.report import Cells, SinExample
from hornbook.audit.roles import Roles
from hornbook.audit.scores import Auc, auc
from hornbook.audit.table import ExaminedTable
from hornbook.errors import QuestionError
from hornbook.formats.cells import drop_personal
from hornbook.text import message

FEW = 10
"""Fewer companies with a positive row than this carry no model."""
_SHOWN = 3


@dataclass(frozen=True, eq=False)
class Case:
    """The n rows that have an outcome; every array is of shape (n,)."""

    columns: dict[str, CellColumn]
    roles: Roles
    places: Ints
    y: Floats
    company: Ints
    """A number for each company; each row its own where no column tells companies apart."""
    day: CellColumn | None
    outcome_day: CellColumn | None
    age: Floats | None
    """Days since founding, on the row's day or, without one, as of any one day."""
    features: tuple[str, ...]
    """What models may see: all but leaks."""
    leaks: dict[str, Leak]
    """Features that are the outcome or fix it; no model sees them."""
    prevalence: float | None
    design: Design
    """The features and the leaks as numbers."""
    fold: Ints
    _scores: dict[tuple[str, ...], tuple[Floats, Auc]] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Whether there are companies enough on both sides of the outcome for a model to be asked."""
        return min(np.unique(self.company[self.y == each]).size for each in (0, 1)) >= FEW

    @property
    def days_differ(self) -> bool:
        """Whether rows are of days more than two months apart."""
        return self.day is not None and bool(np.ptp(self.day.values[~self.day.missing]) > 62 + self.day.span)

    @cached_property
    def x(self) -> Floats:
        """The features as numbers, shape (n, p)."""
        return self.design.only(self.features).x

    def but(self, without: Sequence[str]) -> tuple[str, ...]:
        """The features except some."""
        return tuple(name for name in self.features if name not in set(without))

    def score(self, features: Sequence[str]) -> tuple[Floats, Auc]:
        """The best of two models and their mean on these features, on companies that it has not seen, and its AUC."""
        key = tuple(features)
        if key not in self._scores:
            made = crossed(self.design.only(features), self.y, self.fold)
            each = [(score, auc(self.y, score, self.company)) for score in made.values()]
            self._scores[key] = max(each, key=lambda pair: pair[1].value)
        return self._scores[key]

    def examples(self, mask: Bools, names: Sequence[str | None]) -> tuple[SinExample, ...]:
        """The first few rows of a mask with their company, their day and the columns that matter."""
        shown = dict.fromkeys(name for name in (self.roles.id, self.roles.day, *names) if name)
        rows = np.flatnonzero(mask)[:_SHOWN]
        return tuple(SinExample(int(self.places[row]), self._cells(int(row), list(shown))) for row in rows)

    def _cells(self, row: int, names: Sequence[str]) -> Cells:
        return tuple((name, drop_personal(self.columns[name].text(row))) for name in names)


def case(table: ExaminedTable, roles: Roles, prevalence: float | None = None) -> Case:
    """The rows of a table that have an outcome; QuestionError when these have one outcome alone."""
    answers = yes_no(table.columns[roles.outcome], given=True)
    assert answers is not None
    there = ~np.isnan(answers)
    y = answers[there]
    if not y.size or y.min() == y.max():
        which = message("empty") if not y.size else message("yes") if y.min() == 1 else message("no")
        raise QuestionError(
            message(
                "{file}: every outcome in column '{outcome}' is {which}, so there is nothing to tell apart. "
                "Name another column with --outcome.",
                file=table.file,
                outcome=roles.outcome,
                which=which,
            )
        )
    columns = {name: replace(each, values=each.values[there]) for name, each in table.columns.items()}
    day = as_days(columns[roles.day]) if roles.day else None
    day = None if day is None or day.missing.all() else day
    company = companies_of(columns[roles.id]) if roles.id else np.arange(y.size)
    used = _days_for_models(columns, roles.features)
    made, fold = design(used, roles.features, None if day is None else day.values), folds(y, company)
    numbers = {name: made.x[:, at] for at, name in enumerate(made.of) if used[name].sort is not Sort.WORD}
    leaking = leaks(columns, [name for name in roles.features if name not in roles.aged], numbers, y, company, fold)
    return Case(
        columns=columns,
        roles=roles,
        places=table.places[there],
        y=y,
        company=company,
        day=day,
        outcome_day=as_days(columns[roles.outcome_day]) if roles.outcome_day else None,
        age=_age(columns, roles, day),
        features=tuple(name for name in roles.features if name not in leaking),
        leaks=leaking,
        prevalence=prevalence,
        design=made,
        fold=fold,
    )


def _age(columns: dict[str, CellColumn], roles: Roles, day: CellColumn | None) -> Floats | None:
    if roles.age:
        return columns[roles.age].values
    founded = as_days(columns[roles.founded]) if roles.founded else None
    if founded is None:
        return None
    return day.values - founded.values if day is not None else founded.values[~founded.missing].max() - founded.values


def year_like(of: CellColumn) -> bool:
    """Whether a column holds calendar years, and says so in its name."""
    said = plain_name(of.name)
    return is_year(of) and ("year" in said or "founded" in said or "年" in said or "成立" in said)


def _days_for_models(columns: dict[str, CellColumn], features: Sequence[str]) -> dict[str, CellColumn]:
    """Calendar years as days, so that models see them from the row's day back, as they see days."""
    made = dict(columns)
    for name in features:
        each = columns[name]
        if each.sort is Sort.NUMBER and year_like(each):
            made[name] = as_days(each) or each
    return made
