"""One sheet in every form: nothing is lost, nothing of a file runs, and the same answer is the same bytes."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from hornbook.answers.answer import Answer, Asked, asked_lines
from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render import csv as render_csv
from hornbook.render import html as render_html
from hornbook.render import json as render_json
from hornbook.render import terminal, xlsx
from hornbook.render.markdown import markdown_text
from hornbook.render.sheet import ClauseBlock, Column, Heading, Hint, Items, Kind, Line, More, Sheet, Stream, Table
from hornbook.text import Text, message

COLUMNS = (
    Column("name", message("company")),
    Column("value", message("value"), Kind.USD),
    Column("day", message("day"), Kind.DAY),
    Column("share", message("share"), Kind.SHARE),
    Column("yes", message("yes"), Kind.YES),
    Column("why", message("why"), pair=True),
    Column("hidden", message("hidden"), page=False),
)
ROW = {
    "name": "=cmd()<script>", "value": Decimal("1500000000.50"), "day": date(2024, 1, 2), "share": 0.675, "yes": True,
    "why": Text("it is new", "新设企业"), "hidden": "7",
}  # fmt: skip


def page(*rows: dict[str, object], lang: Lang = Lang.EN, width: int = 100, shown: int | None = None) -> str:
    table = Table("companies", COLUMNS, rows, shown=shown)
    out = io.StringIO()
    console = terminal.console(out)
    console.width = width
    blocks = (Heading("Title"), Line(Text("A sentence.", "一句话。")), Items(("one", "two"), hidden=3), table)
    blocks += (ClauseBlock(None, "asks", (Line("a detail"),)),)
    terminal.draw(Sheet("Title", blocks), lang, console)
    return out.getvalue()


def test_a_page_in_both_languages() -> None:
    english, chinese = page(ROW, width=140), page(ROW, lang=Lang.ZH, width=140)
    for word in ("A sentence.", "US$1.5bn", "67.5%", "yes", "it is new", "… and 3 more", "? asks", "a detail"):
        assert word in english
    for word in ("一句话。", "15亿美元", "67.5%", "是", "新设企业", "另有 3 项"):
        assert word in chinese
    assert "hidden" not in english


def test_a_page_says_how_many_rows_it_leaves_out() -> None:
    assert "… and 4 more" in page(*[ROW] * 6, shown=2)


def test_only_a_terminal_names_options() -> None:
    blocks = (More(4), More(5, how=message("--all shows them")), Hint(message("`hornbook log` lists them.")))
    sheet = Sheet("page", blocks)
    out = io.StringIO()
    terminal.draw(sheet, Lang.EN, terminal.console(out))
    assert out.getvalue().splitlines() == [
        "… and 4 more; --json and --csv list them all.",
        "… and 5 more; --all shows them.",
        "`hornbook log` lists them.",
    ]
    for drawn in (render_html.part(sheet, Lang.EN), markdown_text(sheet, Lang.EN)):
        assert "… and 4 more." in drawn
        assert "… and 5 more." in drawn
        assert "--" not in drawn
        assert "hornbook log" not in drawn


def test_control_letters_of_a_file_are_shown_and_not_sent() -> None:
    shown = page(ROW | {"name": "a\x1b[31mb\u202e"})
    assert "\x1b[31m" not in shown
    assert "\\x1b[31mb\\u202e" in shown


def test_csv_has_every_column_in_full_and_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO("".join(render_csv.table_lines(Table("t", COLUMNS, (ROW,))))))
    assert row == {
        "name": "'=cmd()<script>", "value": "1500000000.5", "day": "2024-01-02", "share": "0.675", "yes": "true",
        "why": "it is new", "why_zh": "新设企业", "hidden": "7",
    }  # fmt: skip


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_text_that_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    text = "".join(render_csv.table_lines(Table("t", COLUMNS[:1], ({"name": f"{start}1"},))))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["name"] == f"'{start}1"


def test_a_workbook_has_types_a_frozen_heading_no_formulas_and_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        xlsx.write_workbook(
            file, [Table("companies", COLUMNS, (ROW,))], asked_lines(Asked(day=date(2024, 1, 2))), Lang.EN
        )
    assert files[0].read_bytes() == files[1].read_bytes()
    book = openpyxl.load_workbook(files[0])
    sheet = book["companies"]
    assert [cell.value for cell in sheet[2]][:3] == ["=cmd()<script>", 1500000000.5, sheet["C2"].value]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].data_type == "n"
    assert sheet["C2"].is_date
    assert sheet["E2"].value is True
    assert sheet.freeze_panes == "A2"
    assert ("day", "2024-01-02") in [(a.value, b.value) for a, b in book["about"].iter_rows()]


def test_html_escapes_what_a_file_says_and_loads_nothing() -> None:
    text = render_html.page(Sheet("<T>", (Table("companies", COLUMNS, (ROW,)), Line("<b>"))), Lang.ZH)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "15亿美元" in text
    assert 'lang="zh-Hans"' in text
    assert not any(word in text for word in ("http:", "https:", "src=", "url("))


@given(st.floats() | st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.dates() | st.text() | st.none())
def test_every_value_is_json(value: object) -> None:
    json.loads(json.dumps(render_json.json_value({"value": value, "list": (value,)}), allow_nan=False))


def test_a_stream_is_written_row_by_row_as_the_list_that_it_is() -> None:
    asked = Asked(day=date(2024, 1, 2))
    stream = Stream(lambda: iter([{"name": "a"}, {"name": "b"}]), 2)
    parts = list(render_json.json_parts(Companies(asked=asked, companies=stream)))
    assert len(parts) > 4
    assert json.loads("".join(parts))["companies"] == [{"name": "a"}, {"name": "b"}]
    empty = Companies(asked=asked, companies=Stream(lambda: iter(()), 0))
    assert json.loads("".join(render_json.json_parts(empty)))["companies"] == []


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Companies(Answer):
    """An answer of one table."""

    companies: Any

    def sheet(self) -> Sheet:
        return Sheet(message("Companies"), (Table("companies", COLUMNS, self.companies),))


def test_an_answer_in_a_notebook_and_as_a_frame() -> None:
    answer = Companies(asked=Asked(day=date(2024, 1, 2)), companies=(ROW, ROW | {"value": None}))
    assert repr(answer) == "<Companies: Companies, 2024-01-02>"
    assert "<table>" in answer._repr_html_()
    frame = answer.to_pandas(floats=True)
    assert frame["value"].dtype == "float64"
    assert frame["value"].mean() == 1500000000.5
    assert list(frame["why_zh"]) == ["新设企业"] * 2
    assert answer.to_pandas()["value"][0] == Decimal("1500000000.50")


def test_an_html_page_begins_with_its_title_once() -> None:
    title = Text("Companies", "公司")
    for blocks in ((), (Heading(title, 1),), (Line(title, strong=True),), (Heading(title),)):
        assert render_html.page(Sheet(title, blocks), Lang.ZH).count("<h1>公司</h1>") == 1
        assert render_html.page(Sheet(title, blocks), Lang.ZH).split("<body>")[1].count("公司") == 1


def test_days_and_ids_are_not_broken_on_an_html_page() -> None:
    columns = (Column("id", message("id"), Kind.CODE), Column("day", message("day"), Kind.DAY))
    drawn = render_html.part(Sheet("", (Table("all", columns, ({"id": "a-1", "day": date(2024, 1, 2)},)),)), Lang.EN)
    assert '<td class="tight">a-1</td><td class="tight">2024-01-02</td>' in drawn


def test_too_many_rows_for_a_workbook_are_refused_before_any_is_written(tmp_path: Path) -> None:
    rows = Stream(lambda: iter(()), xlsx.ROWS + 1)
    with pytest.raises(QuestionError, match="--csv"):
        xlsx.write_workbook(tmp_path / "a.xlsx", [Table("companies", COLUMNS, rows)], [], Lang.EN)


@pytest.mark.parametrize(("answer", "colour"), [(True, "32"), (False, "31"), (None, "33")])
def test_signs_of_clauses_have_colours_on_a_terminal_alone(
    answer: bool | None, colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet("page", (ClauseBlock(answer, "age <= 10 years"),))
    drawn = []
    monkeypatch.setenv("TERM", "xterm")
    for is_terminal, plain in ((True, False), (True, True), (False, False)):
        monkeypatch.delenv("NO_COLOR", raising=False)
        if plain:
            monkeypatch.setenv("NO_COLOR", "1")
        file = io.StringIO()
        terminal_console = Console(file=file, force_terminal=is_terminal, markup=False, highlight=False, width=80)
        terminal.draw(sheet, Lang.EN, terminal_console)
        drawn.append(file.getvalue())
    assert f"\x1b[{colour}m" in drawn[0]
    assert "\x1b[3" not in drawn[1]
    assert "\x1b" not in drawn[2]


def test_a_chinese_heading_of_figures_is_not_broken_at_its_spaces() -> None:
    heading = message("over {months} months", months=36)
    table = Table("t", (Column("n", heading, Kind.COUNT),), ({"n": 1},))
    file = io.StringIO()
    terminal.draw(Sheet("page", (table,)), Lang.ZH, Console(file=file, width=80))
    assert "超 36 个月" in file.getvalue()
