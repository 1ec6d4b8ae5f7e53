"""What a model learns from, examined as anybody's table is."""

from datetime import date

import pytest

from hornbook.answers.audit_frames import ask_audit_frames
from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.scout.frame_table import frame_table
from hornbook.scout.question import Question
from tests.scout.region import LATER


def test_frames_of_a_book_that_was_told_in_time_have_none_of_the_sins(whole: Book, great: Question) -> None:
    found = ask_audit_frames(whole, great, LATER)
    assert found.sins_found == ()
    assert found.asked.day == LATER
    assert found.file == f"great {LATER}"
    verdicts = {each.sin: each.verdict for each in found.findings}
    assert verdicts["random-split"] == verdicts["no-horizon"] == verdicts["known-after-day"] == "not found"


def test_no_training_row_has_a_horizon_that_reaches_into_the_test(whole: Book, great: Question) -> None:
    table = frame_table(whole, great, LATER).table
    days = {side: set() for side in ("train", "test")}
    for side, day in zip(table["split"].to_pylist(), table["day"].to_pylist(), strict=True):
        if side:
            days[side].add(day)
    (test,) = days["test"]
    assert great.closes(max(days["train"])) <= test


def test_before_any_horizon_has_closed_there_is_nothing_to_examine(whole: Book, great: Question) -> None:
    with pytest.raises(QuestionError, match="Ask about a later day"):
        frame_table(whole, great, date(2005, 6, 28))
