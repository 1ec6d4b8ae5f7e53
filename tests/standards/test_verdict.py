"""One company's verdict and the table of all companies are two readings of one rule, and must agree."""

from datetime import date

import pytest

from hornbook.engine import Engine
from hornbook.lang import bound
from hornbook.lang.answer import Reply
from hornbook.standards.examples import book_of, examples_of
from hornbook.standards.judge import judged
from hornbook.standards.library import library
from hornbook.standards.verdict import Judge

SOME = (
    "cn-shenzhen-unicorn-2025",
    "cn-shanghai-highgrowth-2025",
    "gei-unicorn",
    "cn-tech-sme",
    "cn-nanjing-unicorn-2024",
)


def disagree(reply: Reply) -> bool:
    """Whether the readings of a text are decided and differ somewhere in a clause, which no fact can settle."""
    answers = {part.answer for part in reply.parts}
    if isinstance(reply.condition, bound.BoundReadings) and answers == {True, False}:
        return True
    return any(disagree(part) for part in reply.parts)


@pytest.mark.slow("judges every example of several standards")
def test_a_verdict_says_of_each_example_what_the_table_of_all_says(engine: Engine) -> None:
    """Tier by tier, on the facts too; and what is unknown names what would settle it."""
    for name in SOME:
        standard = library[name]
        given = examples_of(standard)
        day: date = max(example.day for example in given)
        with book_of(given) as book:
            view = book.at(day)
            rows = {row["subject"]: row for row in view.engine.arrow(judged(view, standard)).to_pylist()}
            ask = Judge(view, (standard,))
            at_once = ask.each(list(rows))
            for subject, row in rows.items():
                (verdict,) = ask(subject)
                assert next(at_once) == (verdict,)
                assert (verdict.tier and verdict.tier.id) == row["tier"]
                assert (verdict.reachable and verdict.reachable.id) == row["reachable"]
                for tier in verdict.tiers:
                    assert tier.answer is row[tier.tier.id]
                    assert tier.on_facts is row.get(f"{tier.tier.id} on facts", tier.answer)
                    settled = bool(tier.to_yes or tier.to_no) or any(disagree(each.reply) for each in tier.clauses)
                    assert settled or tier.answer is not None
                    assert tier.answer is None or not (tier.to_yes or tier.to_no)
