"""Which days a model may learn from, and what is said where a question asks about nobody."""

from datetime import date
from pathlib import Path

import pytest

from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.scout.frames import Frames
from hornbook.scout.model import covered_days, past
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import rank
from tests.scout.region import DAY, told_late, write_question

EARLY = date(2006, 6, 28)


def test_a_short_early_list_does_not_stop_learning(great: Question, tmp_path: Path) -> None:
    """The book was there from 2006 on, but knew three companies: its days are reconstructed from the later export."""
    book = told_late(tmp_path / "book", DAY, early=EARLY)
    assert covered_days(Frames(book, great), [date(2008, 6, 28), date(2010, 6, 28)], DAY) == []
    learnt = past(book, great, DAY, days=5)
    assert learnt.reconstructed
    assert min(len(frame.subjects) for frame in learnt.frames.values()) > 3


def test_days_that_the_book_covered_are_seen_as_known_then(whole: Book, great: Question) -> None:
    assert not past(whole, great, DAY, days=5).reconstructed


@pytest.mark.parametrize(
    ("population", "day", "says"),
    [
        ("revenue >= 1 USD", DAY, "cannot be decided.* promise in the mapping"),
        ("founded >= 2030-01-01", DAY, "do not meet 'population = founded >= 2030-01-01'"),
        ("founded >= 2000-01-01", date(1999, 1, 1), "knows of no company by then"),
    ],
)
def test_an_empty_population_says_which_rule_emptied_it_and_what_to_do(
    whole: Book, tmp_path: Path, population: str, day: date, says: str
) -> None:
    path = write_question(tmp_path)
    text = path.read_text("utf-8").replace("all(founded >= 2000-01-01, rounds >= 1)", population)
    path.write_text(text, "utf-8")
    with pytest.raises(QuestionError, match=says):
        rank(whole, question(path), day, seeds=1)
