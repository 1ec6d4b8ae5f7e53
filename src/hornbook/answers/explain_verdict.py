"""The verdict of a standard as a part of another answer."""

from dataclasses import dataclass

from hornbook.answers.answer import RuleAsked
from hornbook.answers.judged import CompanyVerdict
from hornbook.answers.verdict import verdicts_answer
from hornbook.book.view import View
from hornbook.render.sheet import Block
from hornbook.standards.ask import judged_standards
from hornbook.standards.verdict import judge


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """A verdict as JSON has it, and as blocks of a page."""

    value: CompanyVerdict
    blocks: tuple[Block, ...]
    rules: tuple[RuleAsked, ...]
    """The tiers of the standard, for what was asked."""


def verdict_part(view: View, standard: str, subject: str) -> VerdictPart:
    """The verdict of one company under a standard; StandardError or QuestionError where there is none."""
    (asked,) = judged_standards([standard], view.day)
    answer = verdicts_answer(view, [judge(view, asked, subject)])
    return VerdictPart(value=answer.verdicts[0], blocks=answer.sheet().blocks, rules=answer.asked.rules)
