"""The chapter of a yearbook on what others have published."""

from datetime import date
from pathlib import Path

from hornbook.cli.output import Form
from hornbook.locale import Lang
from hornbook.published.library import published_figures
from hornbook.published.scopes import scope_place
from hornbook.render.sheet import Table
from tests.cli.here import hornbook
from tests.reports.editions import DAY, PLACE, Made


def test_an_edition_has_what_was_published_on_its_place_by_its_day(edition: Made) -> None:
    (chapter,) = (each for each in edition.answer.chapters if each.id == "published")
    values = {of.id: of.value for of in chapter.statistics}
    assert values["published.gei-china.2022.unicorns"] == 82
    assert values["published.forum-china.2024.unicorns"] == 114
    assert "published.forum-china.2025.unicorns" not in values
    known = {
        figure
        for figure in published_figures()
        if figure.place == scope_place(PLACE) and figure.known <= date.fromisoformat(DAY) and figure.value is not None
    }
    assert len(values) == len(known)
    assert all(of.citation.startswith("hornbook:1 published") for of in chapter.statistics)


def test_each_series_says_how_it_relates_to_the_rule(edition: Made) -> None:
    (chapter,) = (each for each in edition.answer.chapters if each.id == "published")
    (table,) = (block for block in chapter.blocks if isinstance(block, Table))
    assert table.rows
    assert all(row["relation"] for row in table.rows)


def test_a_published_figure_is_traced_without_a_book(edition: Made, tmp_path: Path) -> None:
    """It comes from no book: its pages are named, and the figure is read again out of Hornbook's own files."""
    file, none = edition.files[Lang.EN, Form.PDF], str(tmp_path / "none")
    done = hornbook("yearbook", "trace", "published.gei-china.2022.unicorns", file, HORNBOOK_BOOK=none)
    assert done.code == 0, done.err
    assert "comes from no book" in done.out
    assert "files of published figures give the same figure" in done.out
    assert "http://" in done.out
    assert not [word for word in ("None", "version", "SIMULATED", "The book") if word in done.out]


def test_which_book_was_asked_is_named(edition: Made) -> None:
    """HORNBOOK_BOOK names one too."""
    file = edition.files[Lang.EN, Form.PDF]
    done = hornbook("yearbook", "trace", "unicorns.beijing", file, HORNBOOK_BOOK=str(edition.book), COLUMNS="500")
    assert done.code == 0, done.err
    assert f"Asked of the book in {edition.book}." in done.out
