"""An edition of a yearbook: the same bytes twice, the same figures in both languages, each with its proof."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pypdf
import pytest

from hornbook.answers.saved_list import OTHER_BOOK, SavedList, SavedPlace
from hornbook.cli.output import Form
from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render.sheet import Chart, Items, Line, Table
from hornbook.reports.yearbook.book_chapters import changes, potential
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.check import EditionError, check_chapters
from hornbook.reports.yearbook.manifest import MANIFEST, read_manifest
from hornbook.reports.yearbook.place import read_place
from hornbook.reports.yearbook.statistic import Figure, read_figure, slug
from hornbook.text import Message, Money, Share, Text
from tests.cli import process
from tests.cli.here import hornbook
from tests.forms import check_files, check_json
from tests.reports.editions import FORMS, WORDS, Made

OF_COMPANIES = ("companies", "entered", "left", "potential")
"""Tables of single companies; their figures are the cited list's, no statistics."""


def test_the_answer_keeps_what_every_answer_promises(edition: Made, tmp_path: Path) -> None:
    check_json(edition.text, edition.answer)
    assert len(edition.answer.asked.rules) == 1
    check_files(edition.answer, tmp_path)


def test_another_process_writes_the_same_bytes(edition: Made) -> None:
    """A folder takes all three forms, and their names are printed."""
    folder = edition.book.parent / "again"
    folder.mkdir()
    done = process.hornbook("--lang", "zh", *WORDS, "-o", folder, book=edition.book)
    assert done.code == 0, done.err
    assert [Path(line).suffix for line in done.out.split()] == [f".{form}" for form in FORMS]
    for line, form in zip(done.out.split(), FORMS, strict=True):
        assert Path(line).read_bytes() == edition.files[Lang.ZH, form].read_bytes(), form


def numbers(table: Table) -> set[Figure]:
    """The figures in a table's rows."""
    cells = (row.get(column.key) for row in table.rows for column in table.columns if column.kind.figure)
    return {cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)}


def test_every_figure_on_a_page_is_in_the_manifest(edition: Made) -> None:
    """Except those of single companies, and the degrees of a map."""
    held = {of.value for of in edition.answer.statistics} | {
        end for of in edition.answer.statistics for end in (of.low, of.high)
    }
    seen = 0
    for chapter in edition.answer.chapters:
        if chapter.id in ("appendix", "changes") or chapter.id.startswith("ecosystem"):
            continue
        for block in chapter.blocks:
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table) and table.key not in OF_COMPANIES:
                degrees = {row.get(key) for row in table.rows for key in ("east", "north")}
                seen += len(found := numbers(table) - degrees)
                assert found <= held, (chapter.id, table.key, found - held)
    assert seen > 20


def test_a_statistic_is_what_stands_at_its_path_and_its_citation_gives_it_again(edition: Made) -> None:
    ids = [of.id for of in edition.answer.statistics]
    assert len(set(ids)) == len(ids)
    assert {"unicorns.beijing", "rank.beijing", "share.beijing", "value.beijing"} <= set(ids)
    for name in ("unicorns.beijing", "entered.beijing"):
        done = hornbook("yearbook", "trace", name, edition.files[Lang.EN, Form.PDF], "--json", book=edition.book)
        assert done.code == 0, done.err
        assert json.loads(done.out)["same"] is True
        assert json.loads(done.out)["now"] == json.loads(done.out)["statistic"]["value"]


def test_a_figure_is_traced_from_either_file_without_the_book(edition: Made, tmp_path: Path) -> None:
    found: list[Any] = []
    for lang in Lang:
        for form in (Form.HTML, Form.PDF):
            words = ["yearbook", "trace", "rank.beijing", str(edition.files[lang, form]), "--json"]
            done = hornbook(*words, HORNBOOK_BOOK=str(tmp_path / "none"))
            assert done.code == 0, done.err
            found.append(json.loads(done.out) | {"file": ""})
    assert all(each == found[0] for each in found)
    assert found[0]["same"] is None
    assert found[0]["statistic"]["citation"].startswith("hornbook:1 census")
    unknown = hornbook("yearbook", "trace", "rank.beijin", edition.files[Lang.EN, Form.HTML])
    assert unknown.code == 2
    assert "rank.beijing" in unknown.err


def test_a_figure_that_the_book_no_longer_gives_is_told(edition: Made, tmp_path: Path) -> None:
    page = edition.files[Lang.EN, Form.HTML].read_text(encoding="utf-8")
    changed = re.sub(r'("id": "undecided.beijing".*?"value": )\d+', r"\g<1>123456", page)
    assert changed != page
    file = tmp_path / "changed.html"
    file.write_text(changed, encoding="utf-8")
    done = hornbook("yearbook", "trace", "undecided.beijing", file, book=edition.book)
    assert done.code == 1
    assert "another figure" in done.out


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 nothing", b"<html></html>", b"\xff\xfe", b"<script id='x'>{}</script>"]
)
def test_a_file_that_is_no_edition_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "file.html"
    file.write_bytes(data)
    with pytest.raises(QuestionError):
        read_manifest(file)
    with pytest.raises(QuestionError):
        read_manifest(tmp_path)
    file.write_text(f'<script type="application/json" id="{MANIFEST}">{{"format": 1}}</script>', encoding="utf-8")
    with pytest.raises(QuestionError):
        read_manifest(file)


def charts(edition: Made) -> list[tuple[Chapter, Chart]]:
    """Every drawing with its chapter."""
    return [(c, block) for c in edition.answer.chapters for block in c.blocks if isinstance(block, Chart)]


def test_a_drawing_without_words_or_without_figures_is_not_published(edition: Made) -> None:
    statistics = edition.answer.statistics
    check_chapters(edition.answer.chapters, statistics)
    assert len(charts(edition)) >= 4
    for chapter, chart in charts(edition):
        for bad in (replace(chart, alt=""), replace(chart, alt=Text("words", " ")), _without_rows(chart)):
            with pytest.raises(EditionError):
                check_chapters([replace(chapter, blocks=(bad,))], statistics)
    with pytest.raises(EditionError):
        check_chapters([], [*statistics, statistics[0]])
    with pytest.raises(EditionError):
        check_chapters([], [replace(statistics[0], citation="")])


def _without_rows(chart: Chart) -> Chart:
    return replace(chart, table=replace(chart.table, rows=()))


def test_every_drawing_of_a_page_has_its_words_and_its_table(edition: Made) -> None:
    for lang in Lang:
        page = edition.files[lang, Form.HTML].read_text(encoding="utf-8")
        drawings = re.findall(
            r'<figure role="img" aria-label="([^"]+)">.*?</figure>\n<details>(.*?)</details>', page, re.S
        )
        assert len(drawings) == page.count("<svg") == len(charts(edition))
        assert all("<td" in table for _, table in drawings)
        assert len(re.findall(r"<script", page)) == 1
        assert not re.search(r'(?:src|href)="(?!#)', page)


def test_the_pdf_is_for_screen_readers(edition: Made) -> None:
    for lang in Lang:
        pdf = pypdf.PdfReader(edition.files[lang, Form.PDF])
        assert b"pdfuaid:part>1<" in pdf.root_object["/Metadata"].get_object().get_data()
        assert bool(pdf.root_object["/MarkInfo"]["/Marked"])
        assert MANIFEST in pdf.attachments


def test_no_cell_of_the_workbook_can_run(edition: Made) -> None:
    for lang in Lang:
        book = openpyxl.load_workbook(edition.files[lang, Form.XLSX])
        assert {"statistics", "companies", "about"} <= set(book.sheetnames)
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_a_place_is_a_country_a_city_or_a_province() -> None:
    assert read_place("CHN").kind == "country"
    assert read_place("Beijing").kind == "city"
    assert read_place("region:Guangdong").where == 'region in {"Guangdong"}'
    for bad in ("Nowhereville-upon-Nothing", "", 'a" or 1', "city:"):
        with pytest.raises(QuestionError):
            read_place(bad)


def test_a_path_leads_to_a_figure_or_to_nothing(edition: Made) -> None:
    census = edition.answer
    assert read_figure(census, "statistics/length") == len(census.statistics)
    assert read_figure(census, "statistics/id=no-such/value") is None
    assert read_figure(census, "statistics/id=no-such/count") == 0
    with pytest.raises(QuestionError):
        read_figure(census, "statistics/0/id")
    assert slug("São Paulo (BR)") == "são-paulo-br"
    assert isinstance(census.title, Message)


def test_an_edition_says_what_changed_since_the_one_before(edition: Made) -> None:
    """Against itself nothing did; the earlier edition's day is the day of comparison unless another is said."""
    words = [*WORDS, "--previous", str(edition.files[Lang.ZH, Form.PDF])]
    done = hornbook(*words, "--json", book=edition.book)
    assert done.code == 2
    assert edition.answer.asked.day is not None
    assert edition.answer.asked.day.isoformat() in done.err


def test_a_chapter_compares_with_the_edition_before_and_shows_a_saved_list(edition: Made) -> None:
    """Made of an edition and of a list alone: the same edition differs in nothing, and a list keeps its order."""
    statistics = edition.answer.statistics
    before = read_manifest(edition.files[Lang.EN, Form.HTML])
    chapter = changes(cast("Material", SimpleNamespace(previous=before)), statistics)
    assert chapter
    (table,) = (block for block in chapter.blocks if isinstance(block, Table))
    assert [row["id"] for row in table.rows] == [of.id for of in statistics]
    assert all(row["difference"] in (0, None, Money(Decimal(0)), Share(0.0)) for row in table.rows)
    place = SavedPlace(rank=1, company="sim-1", name="=A", score=2.0, probability=0.25, low=0.1, high=0.5)
    saved = SavedList(
        day=date(2024, 12, 31), known=date(2024, 12, 31), book_version=1, book_digest="a", simulated=True,
        question="unicorn", target="valuation", horizon_months=48, model="b", companies=(place,),
        card=(Text("a", "b"),),
    )  # fmt: skip
    for own in (True, False):
        shown = potential(cast("Material", SimpleNamespace(list=saved, list_of_book=own)))
        assert shown
        (table,) = (block for block in shown.blocks if isinstance(block, Table))
        assert [(row["rank"], row["name"], row["probability"]) for row in table.rows] == [(1, "=A", 0.25)]
        assert (Line(OTHER_BOOK, strong=True) in shown.blocks) is not own
        assert (Items((Text("a", "b"),)) in shown.blocks) is True
