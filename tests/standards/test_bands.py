"""A headcount stated as a band is compared from both sides, and its reasons show the band."""

from datetime import date

import pytest

from hornbook.book.book import Book
from hornbook.engine import Engine
from hornbook.kinds import Headcount, Named, Revenue
from hornbook.lang import bound
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.locale import Lang, in_language
from hornbook.standards.gap import gap
from hornbook.standards.judge import answered, needed, values
from tests.strategies import Given, book_of

DAY = date(2020, 6, 30)
BANDS = {"aster": (11, 50), "birch": (201, 500), "cedar": (1001, None), "dahlia": (None, 300), "elm": (None, None)}


def staff(book: Book, rule: str) -> tuple[str, list[str]]:
    """The answers company by company, the same from the engine and from the reasons, and the gaps in words."""
    view, asked = book.at(DAY), bind(read_rule(rule), RuleScope())
    signs = {True: "y", False: "n", None: "?"}
    rows = {row["subject"]: row["r"] for row in view.engine.arrow(answered(view, {"r": asked})).to_pylist()}
    replies = {company: reply(asked, held, DAY) for company, held in values(view, needed([asked])).items()}
    assert {company: each.answer for company, each in replies.items()} == rows
    assert isinstance(asked, bound.BoundCompare)
    gaps = [gap(replies[company], DAY) for company in BANDS]
    answers = "".join(signs[rows[company]] for company in BANDS)
    return answers, [in_language(each.says, Lang.EN) for each in gaps if each]


@pytest.fixture(scope="module")
def book(engine: Engine):  # type: ignore[no-untyped-def]
    facts = [
        fact
        for who, (fewest, largest) in BANDS.items()
        for fact in (
            Named(subject=who, valid=DAY, name=who, place="1"),
            Headcount(subject=who, valid=DAY, fewest=fewest, largest=largest, place="1"),
            Revenue(subject=who, valid=DAY, amount=1_000_000, currency="USD", place="1"),  # type: ignore[arg-type]
        )
    ]
    with book_of([Given("gazette", DAY, tuple(facts))], engine) as made:
        yield made


@pytest.mark.parametrize(
    ("rule", "answers", "gaps"),
    [
        ("headcount <= 300 people", "y?ny?", ["250 people to spare", "701 people too much", "just enough"]),
        ("headcount > 300 people", "n?yn?", None),
        ("headcount >= 11 people", "yyy??", None),
        ("headcount < 11 people", "nnn??", None),
        ("revenue_per_head >= 10_000 USD", "ynn??", None),
    ],
)
def test_a_clause_on_a_band_is_decided_where_both_ends_agree(
    book: Book, rule: str, answers: str, gaps: list[str] | None
) -> None:
    """11 to 50 is at most 300, 201 to 500 may or may not be, 1,001 and more is not."""
    found, told = staff(book, rule)
    assert found == answers
    assert gaps is None or told == gaps
