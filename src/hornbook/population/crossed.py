"""Who is a yes on one of two days only, without the reasons, which `flow` adds."""

from collections.abc import Mapping
from dataclasses import dataclass

from hornbook.book.view import View
from hornbook.population.count import Company, by_name


@dataclass(frozen=True, slots=True)
class Crossed:
    """Who is a yes on one of two days only, by name: before + entering - leaving = after."""

    before: int
    after: int
    entering: tuple[Company, ...]
    leaving: tuple[Company, ...]
    renamed: Mapping[str, str]
    """What companies of the earlier day were called then, by the subject that each has later."""


def crossed(old: set[Company], new: set[Company], later: View) -> Crossed:
    """Compare the yes of two days; those of the earlier day are taken by the subject that each has later."""
    now = {company.subject for company in new}
    then, renamed = _as_later({company.subject for company in old}, now, later)
    names = {company.subject: company for company in (*old, *new)}
    names |= {to: names[was]._replace(subject=to) for to, was in renamed.items() if to not in names}
    return Crossed(
        before=len(then),
        after=len(now),
        entering=tuple(sorted((names[subject] for subject in now - then), key=by_name)),
        leaving=tuple(sorted((names[subject] for subject in then - now), key=by_name)),
        renamed=renamed,
    )


def _as_later(then: set[str], now: set[str], later: View) -> tuple[set[str], dict[str, str]]:
    """The companies of the earlier day by the subject that each has later, and what a renamed one was called.

    Of several that became one company the one that keeps its subject stays; the others leave.
    """
    found, renamed = set(then), {}
    for subject in sorted(then - now):
        company = later.identity.company(subject, later.known)
        if company != subject and company not in found:
            found = (found - {subject}) | {company}
            renamed[company] = subject
    return found, renamed
