"""The dictionary page: it is written from the code, and must be fresh."""

from pathlib import Path

from hornbook.reports.dictionary import dictionary

PAGE = Path(__file__).parents[2] / "docs" / "dictionary.md"


def test_the_dictionary_is_the_one_that_the_code_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run `make docs`"
