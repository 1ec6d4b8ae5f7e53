"""A sample of the long trial of hostile files, in this process; `python -m trials.hostile` gives hundreds."""

import shutil
from pathlib import Path
from random import Random

import pytest
from trials.hostile import SORTS, TO_A_FULL_BOOK, case_of

from tests.cli.here import hornbook


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, one of a simulated region, and its export."""
    folder = tmp_path_factory.mktemp("books")
    for book in ("empty", "full"):
        assert hornbook("init", book=folder / book).code == 0
    assert hornbook("simulate", "--companies", "60", "--seed", "7", book=folder / "full").code == 0
    assert hornbook("export", folder / "export", book=folder / "full").code == 0
    return folder


@pytest.mark.parametrize("asks", sorted(set(SORTS)))
def test_a_hostile_file_is_taken_or_refused_in_words_and_changes_nothing_then(
    asks: str, books: Path, tmp_path: Path
) -> None:
    case = case_of(asks, tmp_path, books / "export", Random(f"2026 {asks}"))
    book = tmp_path / "book"
    if asks != "an export":
        shutil.copytree(books / ("full" if asks in TO_A_FULL_BOOK else "empty"), book)
    done = hornbook(*case.words, book=book)
    assert done.code in (0, 2) or asks == "audit", done.err
    assert "unforeseen" not in done.err
    assert "Traceback" not in done.err
    if done.code == 2:
        assert done.err.startswith("hornbook: ")
    if book.exists() and done.code == 2:
        version = hornbook("log", "--json", book=book).json()["asked"]["book_version"]
        assert version == int(asks in TO_A_FULL_BOOK)
    if book.exists():
        assert hornbook("verify", book=book).code == 0
