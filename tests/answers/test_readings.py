"""A clause whose readings disagree, on the pages of comparisons and of rules with something set."""

from datetime import date
from decimal import Decimal

import pytest

from hornbook.answers.compare import ask_compare
from hornbook.answers.whatif import ask_whatif
from hornbook.engine import Engine
from hornbook.kinds import Acquired, Closed, Founded, Listed, Named, Registered, Round, Valuation
from hornbook.locale import Lang, in_language
from hornbook.render.markdown import markdown_text
from hornbook.terms import Basis
from tests.strategies import Given, book_of, promise

DAY = date(2025, 12, 31)
EARLY = date(2024, 6, 1)
WORTH = Valuation(
    subject="aster", place="1", valid=EARLY, amount=Decimal(8_000_000_000), currency="CNY", basis=Basis.POST_MONEY
)
RAISED = Round(
    subject="aster",
    place="1",
    valid=EARLY,
    type="venture",
    instrument="equity",
    amount=Decimal(100_000_000),
    currency="USD",
)


def given(born: date, precision: str = "day") -> list[Given]:
    """A company of Beijing that GEI and Hurun would count but for its age, from a source that names every end."""
    named = Named(subject="aster", place="1", valid=born, name="Aster")
    founded = Founded(subject="aster", place="1", valid=born, precision=precision)
    based = Registered(subject="aster", place="1", valid=born, country="CHN")
    promised = promise("live", (Listed, Acquired, Closed, Round), DAY)
    return [Given("register", DAY, (named, founded, based, RAISED, WORTH), promised)]


@pytest.mark.parametrize(
    ("born", "precision", "says"),
    [
        (date(2015, 12, 6), "day", "the readings disagree"),
        (date(2015, 1, 1), "year", "founded"),
    ],
)
def test_a_dispute_about_age_alone_is_named_and_worded(born: date, precision: str, says: str, engine: Engine) -> None:
    """Ten by founding year, and by anniversary a few days more, or nobody knows: it is no open judgement."""
    with book_of(given(born, precision), engine) as book:
        answer = ask_compare(book.at(DAY), ("gei-unicorn:unicorn", "hurun:unicorn"), on_facts=True)
    (dispute,) = answer.disputes
    (ground,) = dispute.grounds["gei-unicorn"]
    assert (ground.clause, ground.answer) == ("age", None)
    assert says in in_language(ground.says, Lang.EN)
    assert "cannot decide them by age" in markdown_text(answer.sheet(), Lang.EN)


def test_a_rate_that_is_set_is_not_the_text_s(engine: Engine) -> None:
    """GEI's text states the mean rate of the year."""
    with book_of(given(date(2018, 1, 1)), engine) as book:
        answer = ask_whatif(book.at(DAY), "gei-unicorn:unicorn", {"money": "CNY=6"}, on_facts=True)
    page = " ".join(markdown_text(answer.sheet(), Lang.EN).split())
    assert "Amounts are converted at 6 CNY to the US dollar, as set." in page
    assert "6 CNY to the US dollar, as the text says" not in page
