"""A printed page: its words as they are, in the given fonts alone, for eyes and for ears, the same bytes."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import ContentStream

from hornbook import optional
from hornbook.cli.output import Form, chosen_output
from hornbook.errors import HornbookError, QuestionError
from hornbook.locale import Lang
from hornbook.render.fonts import PageFonts, page_fonts, shipped_fonts
from hornbook.render.glyphs import font_letters
from hornbook.render.lines import visible
from hornbook.render.print_table import ROWS_PRINTED, text_runs
from hornbook.render.sheet import (
    Block,
    ClauseBlock,
    Column,
    EmptyLine,
    Heading,
    Hint,
    Items,
    Kind,
    Line,
    More,
    Sheet,
    Table,
)
from hornbook.render.typst import Edition, pdf_bytes
from hornbook.text import Text
from tests.render.charts import CHARTS
from tests.samples import sampled

HOSTILE = '#let x = $y^2$ \\ "q" *b* _i_ `c` <l> @r [x] // /* = - + ~ #read("/etc/passwd") https://example.org/a_b?c=d'
TITLE = Text("A page of tests", "测试页")
FONTS = page_fonts()


def made(*blocks: Block, lang: Lang = Lang.EN, fonts: PageFonts = FONTS, **edition: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed_page(*blocks, lang=lang, fonts=fonts, **edition)))


def printed_page(*blocks: Block, lang: Lang = Lang.EN, fonts: PageFonts = FONTS, **edition: Any) -> bytes:
    return pdf_bytes([Sheet(TITLE, blocks)], lang, fonts, Edition(TITLE, **edition))


def text_of(pdf: pypdf.PdfReader) -> str:
    """All its words without white space, because lines are broken where they are full."""
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


def embedded(pdf: pypdf.PdfReader) -> set[str]:
    """The names of the fonts of all pages, those of drawings too; each must be embedded."""
    found: set[str] = set()
    for font in fonts_of(pdf):
        (inner,) = font["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        found.add(str(font["/BaseFont"]).partition("+")[2])
    return found


def fonts_of(pdf: pypdf.PdfReader) -> Iterator[Any]:
    for page in pdf.pages:
        yield from within(page["/Resources"], "/Font")
        for form in within(page["/Resources"], "/XObject"):
            yield from within(form.get("/Resources", {}), "/Font")


def within(resources: Any, kind: str) -> list[Any]:
    """The fonts or the drawings that a page or a drawing uses."""
    resources = resources.get_object() if hasattr(resources, "get_object") else resources
    return [of.get_object() for of in resources[kind].get_object().values()] if kind in resources else []


def glyphs(pdf: pypdf.PdfReader) -> Iterator[int]:
    """The glyphs that pages and the drawings on them show; 0 is the empty box."""
    for page in pdf.pages:
        streams = [page.get_contents()]
        streams += [ContentStream(form, pdf) for form in within(page["/Resources"], "/XObject")]
        for stream in streams:
            for operands, operator in stream.operations if stream else ():
                if operator in (b"Tj", b"TJ"):
                    for part in operands[0] if operator == b"TJ" else operands:
                        raw = getattr(part, "original_bytes", b"")
                        yield from (int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2))


TABLE = Table(
    "companies",
    (Column("name", Text("company", "企业")), Column("n", Text("companies", "企业数"), Kind.COUNT)),
    [{"name": f"{HOSTILE} {n}", "n": n * 1000} for n in range(60)],
    title=Text("A long table", "长表"),
)
EVERY: tuple[Block, ...] = (
    Heading(HOSTILE),
    Line(HOSTILE, indent=2, lead="– ", strong=True),
    Line("two\nlines"),
    Items((HOSTILE, "星火"), hidden=3),
    Heading("far below", 5),
    ClauseBlock(True, HOSTILE, (Line(HOSTILE),)),
    ClauseBlock(False, "no"),
    ClauseBlock(None, "unknown"),
    TABLE,
    More(7),
    EmptyLine(),
    Hint("what to type"),
)


@pytest.mark.parametrize("lang", Lang)
def test_every_block_is_printed_as_it_is_and_nothing_is_read_as_markup(lang: Lang) -> None:
    pdf = made(*EVERY, lang=lang, foot="hornbook:1 census #1")
    text = text_of(pdf)
    assert text.count(squeezed(HOSTILE)) == 5 + 60
    for words in ("two", "星火", "59,000", "hornbook:1census#1", "✓", "×", "?"):
        assert words in text
    assert ("另有3项" if lang is Lang.ZH else "…and3more.") in text
    assert "whattotype" not in text
    assert embedded(pdf) == {"NotoSansSC-Regular-Identity-H"}
    assert 0 not in set(glyphs(pdf))


def test_a_page_can_be_read_aloud() -> None:
    pdf = made(*EVERY, CHARTS["line"], lang=Lang.ZH)
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert pdf.metadata
    assert pdf.metadata.title == "测试页"
    outline = [*headings(pdf.outline)]
    assert outline == ["测试页", visible(HOSTILE), "far below"]
    kinds = list(elements(root["/StructTreeRoot"]))
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/H3", "/L", "/Figure"} <= {kind for kind, _ in kinds}
    assert [alt for kind, alt in kinds if kind == "/Figure"] == ["逐年增加。"]


def headings(outline: Any) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from headings(item)
        else:
            yield str(item.title)


def elements(node: Any) -> Iterator[tuple[str, str]]:
    """The kinds of a document's parts as a screen reader hears them, with their texts for who cannot see."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), str(node.get("/Alt", ""))
        yield from elements(node.get("/K", []))


def test_the_same_sheet_is_the_same_bytes_and_a_day_is_its_own() -> None:
    first, second = (printed_page(*EVERY, CHARTS["band"], CHARTS["map"], day=date(2021, 12, 31)) for _ in range(2))
    assert first == second
    metadata = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert metadata
    assert metadata.creation_date
    assert metadata.creation_date.date() == date(2021, 12, 31)


@pytest.mark.parametrize("lang", Lang)
def test_every_chart_is_printed_in_the_given_fonts_with_its_figures_behind(lang: Lang) -> None:
    pdf = made(*CHARTS.values(), lang=lang)
    assert embedded(pdf) == {"NotoSansSC-Regular-Identity-H"}
    assert 0 not in set(glyphs(pdf))
    text = text_of(pdf)
    assert text.count("2018-12-31") >= 7
    assert text.count(squeezed('<b>&"$x$ 北京市 #x')) == 2 * 3


def test_a_long_table_repeats_its_heads_and_says_how_many_rows_are_left_out() -> None:
    pages = [page.extract_text() for page in made(TABLE).pages]
    assert len(pages) > 1
    assert all("company" in page and "companies" in page for page in pages)
    rows = Table("n", (Column("n", "n", Kind.COUNT),), [{"n": n} for n in range(ROWS_PRINTED + 5)])
    assert "…and5more." in text_of(made(rows))


def test_a_wide_table_turns_the_page() -> None:
    columns = tuple(Column(f"c{n}", f"heading {n}") for n in range(14))
    wide = Table("wide", columns, [{column.key: "some words of text" for column in columns}])
    (page,) = made(wide).pages
    assert page.mediabox.width > page.mediabox.height
    (page,) = made(replace(wide, columns=columns[:3])).pages
    assert page.mediabox.width < page.mediabox.height


@pytest.mark.parametrize("contents", [Text("Contents", "目录"), None])
def test_sheets_follow_each_other_behind_their_contents_and_else_begin_on_pages_of_their_own(
    contents: Text | None,
) -> None:
    sheets = [Sheet(Text("First", "一"), (Line("one"),)), Sheet(Text("Second", "二"), (Heading("below"), Line("two")))]
    made_of = pdf_bytes(sheets, Lang.EN, FONTS, Edition("Both", contents=contents))
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(made_of)).pages]
    assert len(pages) == 2
    if contents is None:
        assert pages[0].startswith("Firstone")
        assert pages[1].startswith("Secondbelowtwo")
        return
    assert pages[0].startswith("BothContents")
    assert "First" in pages[0]
    assert pages[1].startswith("FirstoneSecondbelowtwo")


@sampled(8, long=500)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from(Lang))
def test_any_words_are_printed_and_letters_without_a_glyph_stand_as_their_codes(words: str, lang: Lang) -> None:
    pdf = made(Line(words), Table("t", (Column("w", "w"),), [{"w": words}]), lang=lang)
    assert 0 not in set(glyphs(pdf))
    assert embedded(pdf) <= {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}


@given(st.text(max_size=80))
def test_cutting_long_words_loses_nothing(text: str) -> None:
    runs = text_runs(text)
    assert "".join(run if isinstance(run, str) else run[0] for run in runs) == text.replace("\n", "")
    assert runs.count("") == text.count("\n")


def test_quotation_marks_are_narrow_in_english_and_as_wide_as_a_letter_in_chinese() -> None:
    """Twenty quoted letters are one line of an English page and more than one of a Chinese page."""
    quoted = Line(Text(" ".join(["“a”"] * 20), " ".join(["“a”"] * 20)))
    lines = {
        lang: sum("“" in line for line in made(quoted, lang=lang).pages[0].extract_text().splitlines()) for lang in Lang
    }
    assert lines[Lang.EN] == 1 < lines[Lang.ZH]


def test_letters_that_no_font_has_are_written_as_codes() -> None:
    assert FONTS.drawable("Łódź ✗ 星火 \U0001f600") == "\\u0141ód\\u017a × 星火 \\U0001f600"
    assert "\\u0141" in text_of(made(Line("Łódź")))


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm of Debian's poppler-utils")
def test_a_chinese_heading_is_bolder_than_the_same_words_in_a_line(tmp_path: Path) -> None:
    ink = {}
    for strong in (True, False):
        file = tmp_path / f"{strong}.pdf"
        file.write_bytes(printed_page(*[Line("独角兽企业认定办法与培育库", strong=strong)] * 20, lang=Lang.ZH))
        drawn = subprocess.run(["pdftoppm", "-gray", "-r", "150", str(file)], capture_output=True, check=True).stdout
        pixels = re.sub(rb"^P5\s+\d+\s+\d+\s+255\s", b"", drawn, count=1)
        ink[strong] = sum(255 - pixel for pixel in pixels)
    assert 1.15 < ink[True] / ink[False] < 1.6


# ---- fonts of a user


def test_a_user_s_fonts_come_first_and_the_shipped_ones_behind_them(tmp_path: Path) -> None:
    shutil.copy(shipped_fonts() / "NotoSerifSC-Regular.otf", tmp_path)
    fonts = page_fonts(tmp_path)
    assert fonts.families[0] == "Noto Serif SC"
    assert not fonts.bold
    assert embedded(made(Line("星火"), fonts=fonts)) == {"NotoSerifSC-Regular-Identity-H"}


@pytest.mark.parametrize("content", [b"", b"OTTO", b"ttcf" + bytes(8), b"\x00\x01\x00\x00\xff\xff" + bytes(90)])
def test_a_file_that_is_no_font_is_named(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="No font is in"):
        page_fonts(tmp_path)
    (tmp_path / "bad.ttf").write_bytes(content)
    with pytest.raises(HornbookError):
        page_fonts(tmp_path)


@sampled(15, long=1_000)
@given(st.binary(max_size=200), st.integers(0, 4_000))
def test_a_damaged_font_is_refused_or_read_in_bounds(noise: bytes, at: int) -> None:
    whole = (shipped_fonts() / "NotoSansSC-Regular.otf").read_bytes()[:300_000]
    letters = font_letters.__wrapped__  # past its memory
    try:
        found = letters(Bytes(whole[:at] + noise + whole[at + len(noise) :]))
    except HornbookError:
        return
    assert all(0 <= letter <= 0x10FFFF for letter in found)


class Bytes:
    """A file that is held in memory."""

    name = "font.otf"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read_bytes(self) -> bytes:
        return self.data


# ---- the options


def output(**given_options: Any) -> Any:
    none: dict[str, Any] = {
        "json": False, "csv": False, "xlsx": False, "html": False, "pdf": False, "output": None, "bom": False,
        "fonts": None,
    }  # fmt: skip
    return chosen_output(**none | given_options)


def test_a_pdf_needs_a_file_and_fonts_need_a_pdf() -> None:
    assert output(output=Path("a.pdf")).form is Form.PDF
    assert output(pdf=True, output=Path("a"), fonts=Path("f")).fonts == Path("f")
    with pytest.raises(QuestionError, match=r"add -o FILE\.pdf"):
        output(pdf=True)
    with pytest.raises(QuestionError, match="--fonts goes with --pdf"):
        output(json=True, fonts=Path("f"))


def test_without_the_extra_the_install_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(HornbookError, match=r'pip install "hornbook\[report\]"'):
        page_fonts()
