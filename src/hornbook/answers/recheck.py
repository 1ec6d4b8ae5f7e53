"""A citation asked again: whether the answer is the same, and what has changed since it was cited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hornbook.answers.answer import Answer
from hornbook.answers.citation import QuestionCitation, answer_digest
from hornbook.render.sheet import Block, EmptyLine, Line, Sheet, Table
from hornbook.terms import VERSION
from hornbook.text import Message, Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecheckAnswer(Answer):
    """Whether a cited answer is still the same. Empty where the citation has no digest of an answer."""

    citation: str
    same: bool | None
    notes: tuple[Phrase, ...]
    """What has changed since, and what is newer."""
    answer: Answer
    """As it was asked again."""

    @property
    def exit_code(self) -> int:
        """1 where the answer is another one now."""
        return 1 if self.same is False else 0

    def sheet(self) -> Sheet:
        """The verdict, what has changed, and the page of the answer."""
        lines: list[Block] = [Line(_VERDICT[self.same], strong=True), *(Line(note, 2) for note in self.notes)]
        return Sheet(message("A citation asked again"), (*lines, EmptyLine(), *self.answer.sheet().blocks))

    def tables(self) -> tuple[Table, ...]:
        """Those of the answer."""
        return self.answer.tables()


_VERDICT: dict[bool | None, Message] = {
    True: message("The answer is the same: every figure, day and name in it."),
    False: message("The answer is another one than was cited."),
    None: message("The question was asked again of the same book; the citation does not hold what was answered."),
}


def recheck_answer(
    text: str, citation: QuestionCitation, answer: Answer, notes: Sequence[Phrase], *, newest: int | None
) -> RecheckAnswer:
    """What became of a cited answer; `newest` is the newest version of the book if it is newer than the cited one."""
    found = list(notes)
    if citation.hornbook and citation.hornbook != VERSION:
        found.append(message("It was cited by Hornbook {then}; this is {now}.", then=citation.hornbook, now=VERSION))
    if newest is not None:
        found.append(message("The book has newer facts: it is at version {version}.", version=str(newest)))
    same = answer_digest(answer) == citation.answer if citation.answer else None
    asked = replace(answer.asked, citation=text)
    return RecheckAnswer(asked=asked, citation=text, same=same, notes=tuple(found), answer=answer)
