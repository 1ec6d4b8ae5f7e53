"""What rules would say of companies if some statements had never been made: many such trials in one question.

Each trial is a company of its own in a view that leaves the withheld statements out; the rules see no difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.view import View
from hornbook.engine import union
from hornbook.kinds import Fact, Round
from hornbook.standards.ask import Rule
from hornbook.standards.in_memory import answered_in_memory

TRIALS = pa.schema([("trial", pa.string()), ("subject", pa.string())])
STATEMENTS = pa.schema([("trial", pa.string()), ("subject", pa.string()), ("id", pa.int64())])


class Trial(NamedTuple):
    """One company with statements withheld."""

    company: str
    hidden: tuple[int, ...] = ()
    """Numbers of the statements that are withheld."""
    instead: tuple[int, ...] = ()
    """Numbers of rounds that are no echoes any more, for what they echo is withheld."""


TrialAnswers = tuple[str | None, tuple[bool | None, ...], tuple[bool | None, ...]]
"""The company's name, and the answer of each rule with every statement, and without those withheld."""


@dataclass(frozen=True, eq=False)
class Withheld(View):
    """A view whose companies are trials; the subject of each is the trial's own word."""

    trials: tuple[tuple[str, Trial], ...] = field(default=())

    @cached_property
    def _of(self) -> pa.Table:
        rows = [{"trial": word, "subject": trial.company} for word, trial in self.trials]
        return pa.Table.from_pylist(rows, TRIALS)

    def _statements(self, which: str) -> pa.Table:
        rows = [
            {"trial": word, "subject": trial.company, "id": number}
            for word, trial in self.trials
            for number in getattr(trial, which)
        ]
        return pa.Table.from_pylist(rows, STATEMENTS)

    @cached_property
    def _hidden(self) -> pa.Table:
        return self._statements("hidden")

    @cached_property
    def _instead(self) -> pa.Table:
        return self._statements("instead")

    def facts(self, kind: type[Fact], columns: Iterable[str] | None = None, *, echoes: bool = False) -> ir.Table:
        """The facts of a kind that count in each trial."""
        plain = _plain(self)
        wanted = None if columns is None else {*columns, "subject", "id"}
        own = plain.facts(kind, wanted, echoes=echoes)
        names = [name for name in own.columns if columns is None or name in {*columns, "subject"}]
        parts = [own.inner_join(self.engine.table(self._of), "subject")]
        if kind is Round and not echoes and self._instead.num_rows:
            again = plain.facts(kind, wanted, echoes=True)
            parts.append(again.inner_join(self.engine.table(self._instead), ["subject", "id"]))
        rows = union([part.select(*own.columns, "trial") for part in parts])
        seen = rows.anti_join(self.engine.table(self._hidden), ["trial", "id"])
        return seen.mutate(subject=seen.trial).select(names)


def _plain(view: View) -> View:
    return View(view.book, view.day, view.known, view.convention)


def counterfactual_answers(view: View, trials: Sequence[Trial], rules: Sequence[Rule]) -> list[TrialAnswers]:
    """What each rule says of each trial's company, with every statement and without the withheld ones."""
    if not trials:
        return []
    before = {trial.company: f"={trial.company}" for trial in trials}
    every = [(word, Trial(company)) for company, word in before.items()]
    every += [(f"{n}", trial) for n, trial in enumerate(trials)]
    held = Withheld(view.book, view.day, view.known, view.convention, trials=tuple(every))
    rows = answered_in_memory(held, {rule.label: rule.tier.condition for rule in rules}, ["name"])
    told = {row["subject"]: row for row in rows.to_pylist()}
    labels = [rule.label for rule in rules]

    def said(word: str) -> tuple[bool | None, ...]:
        row = told.get(word, {})
        return tuple(row.get(label) for label in labels)

    return [
        (told.get(before[trial.company], {}).get("name"), said(before[trial.company]), said(f"{n}"))
        for n, trial in enumerate(trials)
    ]
