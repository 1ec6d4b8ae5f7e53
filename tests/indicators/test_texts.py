"""Questions remembered as text: the same answers, built once, and never another book's, day's or code's."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.errors import BookError
from hornbook.indicators import texts
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import formula_values, profile
from hornbook.kinds import Named, Valuation
from hornbook.standards import case
from tests.answers.park import DAY, firms_book

ON = date.fromisoformat(DAY)


@pytest.fixture
def view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> View:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return open_book(firms_book(tmp_path)).at(ON)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How often the questions were built."""
    found: list[str] = []

    def counted(*words: object, **options: object) -> object:
        found.append("built")
        return formula_values(*words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(case, "formula_values", counted)
    return found


def again(view: View, day: date = ON) -> View:
    """The view as another process would open it."""
    return open_book(view.book.path).at(day)


def test_a_remembered_question_has_the_answers_of_the_profile(view: View, built: list[str]) -> None:
    every = chosen_indicators()
    for row in view.engine.arrow(profile(view)).to_pylist():
        subject = row.pop("subject")
        assert case.indicator_values(view, every, subject) == row
        assert case.indicator_values(again(view), every, subject) == row
    assert built == ["built"]


def test_a_text_gives_the_columns_of_its_question(view: View) -> None:
    for rows in (profile(view, ["name", "age"]), view.facts(Named)):
        text = view.engine.text(rows)
        assert text is not None
        assert view.engine.ready_text(text, ())().schema == view.engine.arrow(rows).schema


def test_a_question_that_reads_tables_of_this_process_is_no_text(view: View) -> None:
    assert view.engine.text(view.money(Valuation)) is None


def test_nothing_is_remembered_in_the_book(view: View) -> None:
    before = sorted(view.book.path.rglob("*"))
    case.indicator_values(view, chosen_indicators(["age"]), "park:2")
    assert sorted(view.book.path.rglob("*")) == before


def test_another_day_formula_or_code_begins_anew(view: View, built: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    case.indicator_values(view, chosen_indicators(["age"]), "park:2")
    case.indicator_values(again(view, ON + timedelta(days=1)), chosen_indicators(["age"]), "park:2")
    case.indicator_values(again(view), chosen_indicators(["founded"]), "park:2")
    monkeypatch.setattr(texts, "code_digest", lambda *_: "another")
    case.indicator_values(again(view), chosen_indicators(["age"]), "park:2")
    assert len(built) == 4
    case.indicator_values(again(view), chosen_indicators(["age"]), "park:2")
    assert len(built) == 4


def test_a_broken_memory_is_made_anew(view: View, built: list[str], tmp_path: Path) -> None:
    first = case.indicator_values(view, chosen_indicators(["age"]), "park:2")
    (file,) = (path for path in (tmp_path / "cache").rglob("texts/*") if path.name != ".lock")
    for content in ("", "{bad", "[1]", "null"):
        file.write_text(content)
        assert case.indicator_values(again(view), chosen_indicators(["age"]), "park:2") == first
    assert len(built) == 5


def test_a_file_that_cannot_be_read_is_named(view: View) -> None:
    case.indicator_values(view, chosen_indicators(["age"]), "park:2")
    (file,) = view.book.of("Founded")
    Path(file.uri).write_bytes(b"no Parquet")
    with pytest.raises(BookError, match=Path(file.uri).name):
        case.indicator_values(again(view), chosen_indicators(["age"]), "park:2")


def test_formulas_are_told_apart_by_what_they_say() -> None:
    written = [repr(each.formula) for each in chosen_indicators()]
    assert not any(" object at 0x" in each for each in written)
