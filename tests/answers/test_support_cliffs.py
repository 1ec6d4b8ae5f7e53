"""The page of cliffs: a planted loss of 3 million with its clause and source, alone and beside other supports."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.answers.entitled import EntitledAnswer, ask_entitled
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render import html
from hornbook.standards.examples import book_of
from hornbook.support.examples import support_examples
from hornbook.support.support import Support
from tests.support.test_offers import CITY, measure

DAY = date(2024, 6, 30)
HEADS = """
[edition.all]
heads = "headcount < 250 people"
"""
TURNOVER = """
[edition.all]
turnover = "revenue <= 47_123_456 CNY"
"""


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """The companies of the voucher's examples."""
    with book_of(each.example for each in support_examples(CITY)) as book:
        yield book.at(DAY)


def cliffs_answer(view: View, *supports: Support) -> EntitledAnswer:
    """The first company of the examples under supports."""
    company = support_examples(CITY)[0].example.subject
    return ask_entitled(view, supports, [company], cliffs=True, calendar=True)


def test_a_planted_cliff_with_its_clause_and_source(view: View, tmp_path: Path) -> None:
    answer = cliffs_answer(view, measure(tmp_path, "planted", TURNOVER, "3_000_000 CNY"))
    ((found,),) = (mine.cliffs for mine in answer.cliffs)
    assert (found.first, found.last, found.lost) == (47_123_456, 47_123_457, 3_000_000)
    assert [clause.id for clause in found.clauses] == ["turnover"]
    assert found.sources == ("A text",)
    assert (found.least, found.distance) == (None, None)
    page = html.part(answer.sheet(), Lang.ZH)
    assert "47,123,456元 → 47,123,457元" in page
    assert "A text" in page
    (row, *_), (calendar, *_), _ = (table.rows for table in answer.tables())
    assert (row["first"], row["last"], row["lost"]) == ("47123456", "47123457", Decimal(3_000_000))
    assert (calendar["event"], calendar["last"]) == ("terms_end", date(2024, 12, 31))


def test_supports_that_fall_together(view: View, tmp_path: Path) -> None:
    """Two fall at 250 people; they exclude each other, so the best bundle loses the greater of them."""
    group = '[[edition.stack]]\nid = "heads"\nrule = "at_most"\n'
    great = measure(tmp_path, "great", group + HEADS, "3_000_000 CNY")
    small = measure(tmp_path, "small", group + HEADS, "200_000 CNY")
    answer = cliffs_answer(view, great, small)
    first, second = answer.cliffs[0].cliffs
    assert [(each.support, each.lost) for each in (first, second)] == [("great", 3_000_000), ("small", 200_000)]
    assert {each.lost_together for each in (first, second)} == {3_200_000}
    assert {each.lost_of_bundle for each in (first, second)} == {3_000_000}


def test_a_loss_that_another_unknown_figure_can_make_up_for_is_not_certain(view: View, tmp_path: Path) -> None:
    either = '[edition.all]\nsize = "any(revenue <= 1_000_000 CNY, total_assets <= 2_000_000 CNY)"\n'
    answer = cliffs_answer(view, measure(tmp_path, "either", either, "3_000_000 CNY"))
    assert all(each.depends_on for each in answer.cliffs[0].cliffs)
    assert "source: A text" not in html.part(answer.sheet(), Lang.EN)
