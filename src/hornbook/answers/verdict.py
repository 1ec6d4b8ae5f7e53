"""What published rules say of companies: the tier reached, each clause with its reasons, and what would settle it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hornbook.answers.answer import Answer, asked_of
from hornbook.answers.judged import CompanyVerdict, company_verdict
from hornbook.answers.verdict_sheet import verdicts_sheet
from hornbook.answers.verdict_tables import verdict_tables
from hornbook.answers.wording.rules import wording
from hornbook.book.view import View
from hornbook.render.sheet import Sheet, Table
from hornbook.standards.ask import Rule
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge, Verdict


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class VerdictsAnswer(Answer):
    """Verdicts of standards on companies; `asked` names every tier of every standard as a rule."""

    verdicts: tuple[CompanyVerdict, ...]
    full: bool = field(default=False, repr=False)
    """Whether the page shows every clause of every tier."""

    def sheet(self) -> Sheet:
        """The page: a table where there are several, then each with its reasons unless there are too many."""
        return verdicts_sheet(self.asked, self.verdicts, full=self.full)

    def tables(self) -> tuple[Table, ...]:
        """One row a clause of a tier; one row a verdict; one row a fact behind a clause."""
        return verdict_tables(self.asked, self.verdicts)


def ask_verdicts(
    view: View,
    standards: Sequence[Standard],
    companies: Iterable[str],
    *,
    full: bool = False,
    on_facts: bool = False,
) -> VerdictsAnswer:
    """Apply standards to companies, given by their subjects."""
    verdicts = tuple(chain.from_iterable(Judge(view, standards).each(tuple(companies))))
    return verdicts_answer(view, verdicts, full=full, on_facts=on_facts)


def verdicts_answer(
    view: View, verdicts: Sequence[Verdict], *, full: bool = False, on_facts: bool = False
) -> VerdictsAnswer:
    """Verdicts on one view as an answer."""
    editions = {verdict.standard.label: (verdict.standard, verdict.edition) for verdict in verdicts}
    words = {name: wording(*of) for name, of in editions.items()}
    rules = (Rule(standard, edition, tier) for standard, edition in editions.values() for tier in edition.tiers)
    return VerdictsAnswer(
        asked=asked_of(view, *rules, on_facts=on_facts),
        verdicts=tuple(company_verdict(verdict, words[verdict.standard.label]) for verdict in verdicts),
        full=full,
    )
