"""What a support may cost ahead: sums over the companies of a list, each weighted by its probability."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.ahead import ahead_cost
from hornbook.answers.cost import ask_cost
from hornbook.answers.saved_list import SavedList, SavedPlace
from hornbook.book.view import View
from hornbook.document import parsed_document
from hornbook.errors import QuestionError, StandardError
from hornbook.kinds import Decision
from hornbook.standards.examples import book_of
from hornbook.support.ahead import Chance, expected_takers, target_clauses
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support, support_of
from hornbook.support.population import population_awards
from hornbook.support.settings import support_with
from hornbook.support.terms import SupportTerms
from tests.cli.here import hornbook
from tests.forms import check_files
from tests.samples import sampled

FILE = Path(__file__).with_name("voucher.toml")
VOUCHER = read_support(FILE)
DAY = date(2024, 6, 30)
COMPANIES = [each.example for each in support_examples(VOUCHER)]
MATTERS = {"supplier": "supplier_apart", "record": "clean_record", "legal_person": "legal_person"}
TARGET = "valuation >= 1_000_000_000 USD"


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """The examples of the voucher as a population."""
    with book_of(COMPANIES) as book:
        yield book.at(DAY)


def everybody(low: Fraction, high: Fraction) -> dict[str, Chance]:
    """The same chance for every company."""
    return {each.subject: Chance(low, high) for each in COMPANIES}


def saved(view: View, *ends: tuple[float | None, float | None], target: str = TARGET) -> SavedList:
    """A list of the first companies, with the ends of their intervals."""
    places = tuple(
        SavedPlace(rank=n, company=each.subject, name="", score=0.0, probability=low, low=low, high=high)
        for n, (each, (low, high)) in enumerate(zip(COMPANIES, ends, strict=False), 1)
    )
    return SavedList(
        day=view.day, known=view.known, book_version=1, book_digest="other", simulated=False, question="unicorn",
        target=target, horizon_months=48, model="abc", companies=places,
    )  # fmt: skip


@pytest.mark.parametrize("clause", MATTERS)
def test_what_is_sure_to_come_is_the_cost_without_the_clause(view: View, clause: str) -> None:
    """But for those who fulfil the clause already: with every chance 1 the others take what they have without it."""
    terms = SupportTerms(VOUCHER, DAY)
    (target,) = target_clauses(terms, "", f"voucher.{clause}")
    found = expected_takers(view, terms, target, everybody(Fraction(1), Fraction(1)))
    free, _ = support_with(VOUCHER, {f"all.{clause}": ""}, DAY)
    has = {
        each.subject
        for each in COMPANIES
        for fact in each.facts
        if isinstance(fact, Decision) and fact.matter.endswith(MATTERS[clause]) and fact.outcome
    }
    new = [row for row in population_awards(view, free).rows.to_pylist() if row["subject"] not in has]
    assert (found.listed, found.already) == (len(COMPANIES), len(has))
    assert found.ruled_out == len(COMPANIES) - len(has) - len(new)
    assert found.takers == (sum(row["answer"] is True for row in new), len(new))
    assert found.least == sum(row["least"] for row in new if row["answer"])
    assert found.most == sum(row["most"] for row in new)


@sampled(20, long=500)
@given(ends=st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted))
def test_chances_weigh_every_company(view: View, ends: list[int]) -> None:
    terms = SupportTerms(VOUCHER, DAY)
    (target,) = target_clauses(terms, "", "voucher.supplier")
    sure = expected_takers(view, terms, target, everybody(Fraction(1), Fraction(1)))
    low, high = (Fraction(end, 100) for end in ends)
    found = expected_takers(view, terms, target, everybody(low, high))
    assert sure.takers[1] > 0
    assert sure.most is not None
    assert found.takers == (low * sure.takers[0], high * sure.takers[1])
    assert (found.least, found.most) == (low * sure.least, high * sure.most)


def test_a_clause_that_says_what_the_target_says_is_found_also_in_the_standard_of_a_part() -> None:
    made, _ = support_with(VOUCHER, {"all.record": "valuation >= 1_000_000_000 USD"}, DAY)
    assert [each.keys for each in target_clauses(SupportTerms(made, DAY), TARGET)] == [("voucher.record",)]
    assert not target_clauses(SupportTerms(VOUCHER, DAY), TARGET)
    data = FILE.read_text(encoding="utf-8").replace('amount = "20%', 'standard = "crunchbase"\namount = "20%')
    terms = SupportTerms(support_of(parsed_document("voucher.toml", data, StandardError)), DAY)
    clauses = terms.rules["voucher"].tier.clauses
    assert clauses
    for each in clauses:
        (found,) = target_clauses(terms, each.rule)
        assert f"voucher.standard.{each.id}" in found.keys


def test_a_list_with_no_clause_of_its_own_is_refused_and_a_named_one_is_said_to_be_declared(view: View) -> None:
    of = saved(view, (0.1, 0.3), (0.2, 0.4), (None, None))
    with pytest.raises(QuestionError, match="No clause of compute-voucher says what the list's target says"):
        ahead_cost(view, VOUCHER, of)
    with pytest.raises(QuestionError, match=r"Did you mean 'voucher\.supplier'"):
        ahead_cost(view, VOUCHER, of, "voucher.suplier")
    with pytest.raises(QuestionError, match="Ask as of that day"):
        ahead_cost(view, VOUCHER, replace(of, day=date(2023, 6, 30)), "voucher.supplier")
    later = replace(view, day=date(2026, 6, 30), known=date(2026, 6, 30))
    with pytest.raises(QuestionError, match="is not in force"):
        ahead_cost(later, VOUCHER, saved(later, (0.1, 0.3)), "voucher.supplier")
    found = ahead_cost(view, VOUCHER, of, "voucher.supplier")
    assert (found.declared, found.same_book, found.listed, found.without_probability) == (True, False, 3, 1)
    assert found.until == date(2028, 6, 30)
    (part,) = found.parts
    assert (part.already, part.takers_high, part.most) == (3, 0, 0)


def test_the_figures_of_today_are_the_same_with_and_without_a_list(view: View, tmp_path: Path) -> None:
    """What may come is part of no other figure."""
    made, _ = support_with(VOUCHER, {"all.supplier": TARGET}, DAY)
    plain = ask_cost(view, made)
    of = saved(view, *((0.25, 0.5) for _ in COMPANIES))
    ahead = ask_cost(view, made, ahead=(of, None))
    assert replace(ahead, ahead=None) == plain
    assert ahead.ahead is not None
    (part,) = ahead.ahead.parts
    assert part.takers_high == Decimal("0.5") * len(COMPANIES)
    assert part.takers_low == Decimal("0.25") * sum(
        row["answer"] is True
        for row in population_awards(view, support_with(VOUCHER, {"all.supplier": ""}, DAY)[0]).rows.to_pylist()
    )
    check_files(ahead, tmp_path)


def test_a_clause_without_a_list_is_refused(tmp_path: Path) -> None:
    hornbook("init", book=tmp_path / "book")
    words = ("support", "cost", str(FILE), "--as-of", "2024-06-30", "--clause", "voucher.supplier")
    done = hornbook(*words, book=tmp_path / "book")
    assert (done.code, done.out) == (2, "")
    assert "--clause goes with --list" in done.err
