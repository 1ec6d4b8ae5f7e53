"""A sample of the long trial of whole books through the command line: `python -m trials.books` writes hundreds."""

import pytest
from trials.books import one_book


@pytest.mark.parametrize("number", [4])
def test_a_book_written_and_asked_by_commands_says_what_a_slow_reading_says(number: int) -> None:
    assert one_book(f"2026/{number}", real=False) == []
