"""The clause that leaves most companies undecided, and what were if it did not matter."""

from dataclasses import dataclass

from hornbook.answers.wording.clauses import ClauseWords
from hornbook.population.count import Census
from hornbook.population.verdicts import WAYS_IN
from hornbook.text import Message, Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMatter:
    """A clause that leaves companies undecided, and how many would be counted if it did not matter."""

    clause: str
    clause_text: Phrase
    undecided: int
    count: int


def no_matter(counted: Census) -> NoMatter | None:
    """The clause that leaves most companies undecided, as an answer holds it."""
    if counted.effect is None:
        return None
    clause, undecided, without = counted.effect
    named = (
        message("one of several ways in")
        if clause == WAYS_IN
        else ClauseWords(counted.asked, counted.day).clause(clause)
    )
    return NoMatter(clause=clause, clause_text=named, undecided=undecided, count=without)


def no_matter_line(of: NoMatter) -> Message:
    """The same as a sentence of a page."""
    return message(
        "The clause that leaves most undecided is {clause}: {undecided:,}. Without it the figure would be {n:,}.",
        undecided=of.undecided,
        clause=of.clause_text,
        n=of.count,
    )
