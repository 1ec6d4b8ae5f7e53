"""The words and figures of whole editions: HTML and PDF hold the same text, both languages the same figures."""

import pypdf
import pytest

from hornbook.cli.output import Form
from hornbook.locale import Lang
from hornbook.reports.yearbook.manifest import read_manifest
from tests.reports.editions import Made
from tests.reports.pages import EditionPage, figures_of, glyphs, joined, pdf_text


@pytest.mark.parametrize("lang", Lang)
def test_the_text_of_the_pdf_is_the_text_of_the_page_in_its_order(edition: Made, lang: Lang) -> None:
    """Every heading, line, cell and figure; so the figures of the PDF are those of the page."""
    text = pdf_text(edition.files[lang, Form.PDF], edition.answer.asked.citation or "")
    blocks = [joined(block) for block in EditionPage(edition.files[lang, Form.HTML]).blocks]
    assert len(blocks) > 500
    at, missing = 0, []
    for block in blocks[:-1]:  # the last is the foot, which a PDF has on every page
        there = text.find(block, at)
        missing += [block] if there < 0 else []
        at = at if there < 0 else there + len(block)
    assert missing == []
    assert "\ufffd" not in text


@pytest.mark.parametrize("lang", Lang)
def test_no_empty_box_is_drawn_on_any_page(edition: Made, lang: Lang) -> None:
    file = edition.files[lang, Form.PDF]
    drawn = glyphs(file)
    assert drawn.total() > 10_000
    assert drawn[0] == 0
    fonts = {
        font.get_object()["/Encoding"]
        for page in pypdf.PdfReader(file).pages
        for font in page["/Resources"].get_object().get("/Font", {}).values()  # type: ignore[attr-defined]
    }
    assert fonts == {"/Identity-H"}


def test_both_languages_hold_the_same_figures(edition: Made) -> None:
    """Parsed back from the pages in full, whatever the unit."""
    english, chinese = (EditionPage(edition.files[lang, Form.HTML]).figures for lang in Lang)
    assert len(english) == len(chinese) > 100
    assert [
        (one, other)
        for one, other in zip(english, chinese, strict=True)
        if figures_of(one) != pytest.approx(figures_of(other), rel=1e-12)
    ] == []
    assert read_manifest(edition.files[Lang.EN, Form.HTML]) == read_manifest(edition.files[Lang.ZH, Form.HTML])
