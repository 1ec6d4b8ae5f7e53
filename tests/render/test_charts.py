"""A chart says in every form what its table says; a drawing is the same bytes, loads nothing and needs no colour."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import altair
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook import optional
from hornbook.answers.answer import Answer, Asked
from hornbook.errors import HornbookError
from hornbook.locale import Lang
from hornbook.locale.numbers import short_figure
from hornbook.render import html as render_html
from hornbook.render import json as render_json
from hornbook.render import terminal
from hornbook.render.charts.parts import spread
from hornbook.render.charts.read import read_chart
from hornbook.render.charts.scale import day_scale, figure_scale, plain_number
from hornbook.render.charts.svg import chart_svg, vega_lite
from hornbook.render.charts.theme import FILLS, PAPER, STROKES
from hornbook.render.fonts import shipped_fonts
from hornbook.render.markdown import markdown_text
from hornbook.render.sheet import Chart, ChartForm, Column, Kind, Sheet, Table
from hornbook.text import message
from tests.render.charts import CHARTS, CITIES, TITLE, YEARS, chart
from tests.samples import sampled

SVG = "{http://www.w3.org/2000/svg}"


def drawn(of: Chart, lang: Lang = Lang.EN) -> str:
    return chart_svg(of, lang, shipped_fonts())


def words(svg: str) -> list[str]:
    """The texts of a drawing."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_every_form_is_one_element_that_loads_nothing_and_the_same_bytes(name: str) -> None:
    for lang in Lang:
        svg = drawn(CHARTS[name], lang)
        assert svg == drawn(CHARTS[name], lang)
        kinds = {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}
        assert kinds <= {"svg", "g", "path", "rect", "line", "text"}
        assert not any(word in svg for word in ("href=", " id=", "style=", "url("))


@pytest.mark.parametrize("name", ["line", "parts", "map"])
def test_a_drawing_keeps_the_schema_of_vega_lite(name: str) -> None:
    altair.Chart.from_dict(vega_lite(read_chart(CHARTS[name], Lang.ZH, str)), validate=True)


def test_lines_are_labelled_at_their_ends_and_figures_by_language() -> None:
    assert {"unicorns", "gazelles", "companies", "2016", "2021"} <= set(words(drawn(CHARTS["line"])))
    assert {"独角兽", "瞪羚", "家"} <= set(words(drawn(CHARTS["line"], Lang.ZH)))
    assert "20bn" in words(drawn(CHARTS["money"]))
    assert "200亿" in words(drawn(CHARTS["money"], Lang.ZH))
    assert {"目标", "2020"} <= set(words(drawn(CHARTS["band"], Lang.ZH)))


def test_what_is_unknown_is_a_gap_in_a_line_and_a_word_beside_a_bar() -> None:
    broken = drawn(chart(ChartForm.LINE, YEARS, "day", "gazelles"))
    whole = drawn(chart(ChartForm.LINE))
    assert broken.count('aria-roledescription="line mark"') == whole.count('aria-roledescription="line mark"')
    assert broken.count("stroke-dasharray") == whole.count("stroke-dasharray") + 1
    gap = replace(YEARS, rows=[{**row, "low": None if n == 2 else row["low"]} for n, row in enumerate(YEARS.rows)])
    bands = [chart(ChartForm.BAND, table, limits=("low", "high")) for table in (YEARS, gap)]
    areas = [json.dumps(vega_lite(read_chart(band, Lang.EN, str))).count('"type": "area"') for band in bands]
    assert areas == [1, 2]
    assert "unknown" in words(drawn(chart(ChartForm.BAR, CITIES, "city", "unicorns")))
    assert "?" in words(drawn(CHARTS["stacked"]))
    assert not any("Nowhere" in word for word in words(drawn(CHARTS["map"])))


def test_words_of_a_file_are_shown_and_not_read() -> None:
    assert any('<b>&"$x$ 北京市 #x' in word for word in words(drawn(CHARTS["lying"])))
    assert any('<b>&"$x$ 北京市 #x' in word for word in words(drawn(CHARTS["map"])))


@sampled(12, long=400)
@given(
    st.sampled_from(list(ChartForm)),
    st.lists(
        st.tuples(st.text(max_size=12), st.none() | st.decimals(-(10**13), 10**13, places=2) | st.floats()),
        max_size=7,
        unique_by=lambda row: row[0],
    ),
)
def test_any_figures_can_be_drawn(form: ChartForm, rows: list[tuple[str, Any]]) -> None:
    columns = (Column("name", message("name")), Column("n", message("value"), Kind.USD))
    table = Table("any", columns, [{"name": name, "n": n} for name, n in rows])
    along = "name" if form in (ChartForm.BAR, ChartForm.STACKED) else "n"
    of = Chart(TITLE, form, table, along, ("n",), "", label="name")
    assert ElementTree.fromstring(chart_svg(of, Lang.EN, shipped_fonts(), ascii)).tag == f"{SVG}svg"


@pytest.mark.parametrize(
    "value", [None, True, "7", 10**400, float("nan"), float("-inf"), Decimal("NaN"), Decimal("1e99")]
)
def test_what_is_no_figure_is_not_drawn(value: Any) -> None:
    assert plain_number(value) is None


def test_a_chart_without_figures_says_so() -> None:
    assert words(drawn(chart(ChartForm.MAP, replace(CITIES, rows=()), "longitude", "latitude"))) == [
        "No figure is known."
    ]


def test_too_many_series_are_refused() -> None:
    rows = [{"x": 1, "n": 1, "of": str(n)} for n in range(7)]
    columns = (Column("x", "x", Kind.NUMBER), Column("n", "n", Kind.NUMBER), Column("of", "of"))
    with pytest.raises(HornbookError, match="7 series"):
        drawn(Chart(TITLE, ChartForm.LINE, Table("t", columns, rows), "x", ("n",), "", split="of"))


# ---- axes


@given(
    st.lists(st.floats(-1e15, 1e15), min_size=1), st.sampled_from([Kind.COUNT, Kind.USD, Kind.NUMBER]), st.booleans()
)
def test_an_axis_holds_its_figures_and_tells_its_labels_apart(values: list[float], kind: Kind, zero: bool) -> None:
    scale = figure_scale(values, kind, Lang.ZH, from_zero=zero)
    almost = (scale.high - scale.low) * 1e-6
    assert scale.low <= min(values) + almost
    assert max(values) <= scale.high + almost
    assert 2 <= len(scale.ticks) <= 9
    assert list(scale.ticks) == sorted(set(scale.ticks))
    if zero:
        assert 0 in scale.ticks
        assert len(set(scale.words)) == len(scale.words)


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1, max_size=90))
def test_an_axis_of_days_labels_a_few(days: list[date]) -> None:
    scale = day_scale(days)
    assert 1 <= len(scale.ticks) <= 12
    assert scale.low < scale.high
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)


def test_the_ends_of_years_are_labelled_by_the_year() -> None:
    assert day_scale([date(2019, 12, 31), date(2020, 12, 31)]).words == ("2019", "2020")
    assert day_scale([date(2019, 6, 30), date(2020, 12, 31)]).words == ("2019-06-30", "2020-12-31")


def test_uneven_days_over_several_years_are_labelled_by_the_year() -> None:
    uneven = [date(2019, 3, 31), date(2020, 3, 31), date(2020, 6, 30), date(2022, 12, 31), date(2023, 9, 30)]
    assert day_scale(uneven).words == ("2020", "2021", "2022", "2023")
    even = [date(2019, 3, 31), date(2020, 3, 31), date(2021, 3, 31), date(2022, 3, 31), date(2023, 3, 31)]
    assert day_scale(even).words[0] == "2019-03-31"


@given(st.lists(st.floats(0, 200), min_size=1, max_size=6))
def test_labels_at_the_ends_of_lines_are_pushed_apart_in_their_order(places: list[float]) -> None:
    apart = spread(places, 16, 0, 200)
    for one, other in pairwise(sorted(range(len(places)), key=lambda n: places[n])):
        assert apart[other] - apart[one] >= 16 - 1e-9
    assert max(apart) <= 200


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("0", "0", "0"),
        ("12000", "12,000", "1.2万"),
        ("1500000", "1.5m", "150万"),
        ("20000000000", "20bn", "200亿"),
        ("-2500000000", "-2.5bn", "-25亿"),
        ("0.25", "0.25", "0.25"),
        ("0.000125", "0.000125", "0.000125"),
    ],
)
def test_figures_at_an_axis_are_short(value: str, english: str, chinese: str) -> None:
    assert short_figure(Decimal(value), chinese=False) == english
    assert short_figure(Decimal(value), chinese=True) == chinese


# ---- colours


def light(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_line_stands_out_from_paper_and_parts_of_bars_differ_in_grey() -> None:
    assert all(contrast(colour, PAPER) >= 3 for colour in STROKES)
    assert all(contrast(one, other) >= 1.3 for one, other in combinations(FILLS, 2))


# ---- the other forms


def test_every_page_has_the_figures_behind_a_chart() -> None:
    sheet = Sheet("page", (CHARTS["line"],))
    out = io.StringIO()
    terminal.draw(sheet, Lang.EN, terminal.console(out))
    html, markdown = render_html.part(sheet, Lang.EN), markdown_text(sheet, Lang.EN)
    for text in (out.getvalue(), html, markdown):
        assert all(word in text for word in ("How many", "2018-12-31", "gazelles", "US$36.5bn"))
    assert '<figure role="img" aria-label="More each year."><svg' in html
    assert "<details><summary>The figures</summary>" in html
    assert "More each year." in markdown
    assert "<script" not in html


def test_without_the_extra_a_page_shows_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_html, "has_charts", lambda: False)
    monkeypatch.setattr(optional, "import_module", missing)
    html = render_html.part(Sheet("page", (CHARTS["line"],)), Lang.EN)
    assert "<figure" not in html
    assert "<details" not in html
    assert "2018-12-31" in html
    terminal.draw(Sheet("page", (CHARTS["line"],)), Lang.EN, terminal.console(io.StringIO()))
    with pytest.raises(HornbookError, match=r"hornbook\[report\]"):
        drawn(CHARTS["line"])


def missing(name: str) -> None:
    raise ImportError(name)


class Charted(Answer):
    """An answer of one chart."""

    def charts(self) -> tuple[Chart, ...]:
        return (CHARTS["band"],)

    def sheet(self) -> Sheet:
        return Sheet("page", (*self.charts(), replace(CHARTS["bar"], title="again")))


def test_json_has_the_figures_and_the_words_of_a_chart_and_files_its_table_once() -> None:
    answer = Charted(asked=Asked())
    (found,) = json.loads("".join(render_json.json_parts(answer)))["charts"]
    assert found["alt"] == {"en": "More each year.", "zh": "逐年增加。"}
    assert found["form"] == "band"
    assert found["rows"][1] == {
        "day": "2017-12-31", "unicorns": 4, "gazelles": 41, "value": 7_300_000_000, "low": 1, "high": 10,
    }  # fmt: skip
    assert answer.tables() == (YEARS,)


def test_an_aria_label_is_escaped() -> None:
    html = render_html.part(Sheet("page", (replace(CHARTS["bar"], alt='"><script>'),)), Lang.EN)
    assert "<script" not in html
    assert '"><script>' in unescape(html)
