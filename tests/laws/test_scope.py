"""What a group or a merger is worth says nothing of one company in it, under any rule of the house or the library."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hornbook.engine import Engine
from hornbook.kinds import Acquired, Closed, Listed, Named, Valuation
from hornbook.lang import bound
from hornbook.population.count import census
from hornbook.standards.examples import book_of as book_of_examples
from hornbook.standards.examples import examples_of
from hornbook.standards.judge import answered
from hornbook.standards.library import library, plain_rule
from hornbook.standards.standard import Edition, Standard
from hornbook.standards.verdict import Judge, fact_marks, judge
from hornbook.terms import Scope
from tests.strategies import Given, book_of, promise

DAY = date(2023, 6, 30)


def valued(edition: Edition) -> bool:
    """Whether a tier of the edition asks what a company is worth."""
    return any(Valuation in each.kinds for tier in edition.tiers for each in bound.inputs_of(tier.condition))


NAMES = sorted(name for name, of in library.items() if any(map(valued, of.editions)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scope", [Scope.GROUP, Scope.MERGER])
def test_the_worth_of_a_group_or_merger_changes_no_answer_of_the_library(name: str, scope: Scope) -> None:
    """Every example, whatever its answer, keeps it when twenty billion of a group or merger are said of the company."""
    of = library[name]
    given = [each for each in examples_of(of) if valued(of.edition(each.day))]
    more = [
        replace(
            each,
            facts=(
                *each.facts,
                Valuation(
                    subject=each.subject,
                    valid=each.day,
                    known=each.day,
                    key="the whole",
                    place="9",
                    amount=Decimal(20_000_000_000),
                    currency="USD",
                    scope=scope,
                ),
            ),
        )
        for each in given
    ]
    with book_of_examples(given) as before, book_of_examples(more) as after:
        for day in sorted({each.day for each in given}):
            conditions = {tier.id: tier.condition for tier in of.edition(day).tiers}
            plainly, whole = (
                sorted(
                    book.engine.arrow(answered(book.at(day), conditions)).to_pylist(), key=lambda row: row["subject"]
                )
                for book in (before, after)
            )
            assert plainly == whole


def small_firm(*more: Valuation | Acquired) -> Given:
    """A firm worth forty million and, as an item of the news, part of a merger worth twenty billion."""
    own = {"subject": "tiny", "place": "1"}
    facts = (
        Named(valid=date(2020, 1, 1), name="Tiny Robotics", **own),  # type: ignore[arg-type]
        Valuation(
            valid=date(2023, 3, 1),
            amount=Decimal(20_000_000_000),
            currency="USD",
            scope=Scope.MERGER,
            **own,  # type: ignore[arg-type]
        ),
        *more,
    )
    return Given("news", DAY, facts, promise("live", (Listed, Acquired, Closed), DAY))


def answers(book: Given, engine: Engine, rule: Standard) -> set[bool | None]:
    """What the rule's tier says of the firms of a book, by the engine and by the reasons."""
    with book_of([book], engine) as opened:
        view = opened.at(DAY)
        verdict = Judge(view, [rule])("tiny")[0]
        refused = [told for said in verdict.tiers[-1].clauses for reason in said.reasons for told in reason.refused]
        assert [fact_marks(told, DAY)[-1] for told in refused] == ["covers merger"]
        found = census(view, under=rule.id)
        assert found.total.count == found.total.value_usd == 0
        table = view.engine.arrow(judge(view, rule)).to_pylist()
        return {verdict.tiers[-1].answer, *(row[verdict.tiers[-1].tier.id] for row in table)}


@pytest.mark.parametrize("rule", [plain_rule(), library["cbinsights"]], ids=lambda rule: rule.id)
def test_a_small_firm_in_a_merger_of_twenty_billion_is_no_unicorn(rule: Standard, engine: Engine) -> None:
    """Nothing else known: unknown. Its own forty millions, though older: no. Bought: no."""
    older = Valuation(subject="tiny", valid=date(2022, 9, 1), place="2", amount=Decimal(40_000_000), currency="USD")
    bought = Acquired(subject="tiny", valid=date(2023, 5, 1), place="3")
    assert answers(small_firm(), engine, rule) == {None}
    assert answers(small_firm(older), engine, rule) == {False}
    assert answers(small_firm(bought), engine, rule) == {False}
    assert answers(small_firm(older, bought), engine, rule) == {False}
