"""A sheet as HTML: a part for a notebook or a console, or a whole page that loads nothing."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import escape

from hornbook.locale import Lang, printed
from hornbook.optional import has_charts
from hornbook.render.charts.svg import chart_svg
from hornbook.render.dressing import Dressing
from hornbook.render.fonts import shipped_fonts
from hornbook.render.html_table import more_rows, phrase_html, table_html
from hornbook.render.lines import visible
from hornbook.render.sheet import (
    SIGN,
    Block,
    Chart,
    ClauseBlock,
    Document,
    EmptyLine,
    Heading,
    Hint,
    Items,
    KeyFigure,
    KeyFigures,
    Line,
    More,
    Sheet,
    Table,
    titled_sheet,
)
from hornbook.text import Phrase, message

PAGE_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6876; --line: #d5dbe1; --tint: #f3f6f9; --paper: #fff;
  --yes: #1a7f4b; --no: #c0392b; --unknown: #8a5c00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --soft: #9aa7b4; --line: #3a4551; --tint: #202932; --paper: #161c22;
    --yes: #63cf96; --no: #ff8f85; --unknown: #e8b95a; }
}
body { margin: 2rem auto; max-width: 64rem; padding: 0 1.25rem; color: var(--ink); background: var(--paper);
  font: 16px/1.55 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.hornbook h1 { font-size: 1.35rem; margin: 0 0 .75rem; }
.hornbook h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
.hornbook h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.hornbook p { margin: .2rem 0; overflow-wrap: anywhere; }
.hornbook ul { margin: .3rem 0 .6rem; padding-left: 1.4rem; }
.hornbook .more, .hornbook caption { color: var(--soft); text-align: left; }
.hornbook .headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .6rem;
  margin: 1rem 0; }
.hornbook .headlines div { display: flex; flex-direction: column; padding: .6rem .8rem; background: var(--tint);
  border-radius: 6px; }
.hornbook .headlines dt { color: var(--soft); font-size: .88rem; }
.hornbook .headlines dd { margin: 0; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.hornbook .headlines .note { font-size: .84rem; font-weight: 400; color: var(--soft); }
.hornbook .scroll { overflow-x: auto; margin: .8rem 0; }
.hornbook table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
.hornbook th, .hornbook td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
.hornbook thead th { border-bottom: 2px solid var(--line); background: var(--tint); }
.hornbook .figure { text-align: right; white-space: nowrap; }
.hornbook .tight { white-space: nowrap; }
.hornbook td:not([class]) { min-width: 6.5rem; }
.hornbook figure { margin: .3rem 0 .2rem; max-width: 44rem; }
.hornbook figure svg { display: block; width: 100%; height: auto; }
.hornbook figure text { font-family: inherit; }
nav.hornbook ol { columns: 2; margin: 0 0 1rem; padding-left: 1.6rem; }
nav.hornbook a { color: inherit; }
.hornbook .title { margin-top: 1.2rem; }
.hornbook summary { color: var(--soft); cursor: pointer; }
.hornbook .clause { margin: .35rem 0 .35rem 1.2rem; text-indent: -1.2rem; }
.hornbook .detail { color: var(--soft); margin-left: 1.2rem; }
.hornbook .in-2 { padding-left: 1rem; } .hornbook .in-4 { padding-left: 2rem; } .hornbook .in-6 { padding-left: 3rem; }
.hornbook .yes { color: var(--yes); } .hornbook .no { color: var(--no); } .hornbook .unknown { color: var(--unknown); }
@media print { body { margin: 0; max-width: none; } .hornbook .scroll { overflow: visible; }
  .hornbook h2, .hornbook h3, .hornbook caption { break-after: avoid; }
  .hornbook figure, .hornbook tr { break-inside: avoid; } }
"""
_ANSWER = {True: "yes", False: "no", None: "unknown"}
_INDENTS = (2, 4, 6)
"""The indents that the style sheet knows: pages have classes and no style of their own, which a console may refuse."""
_NOTHING = Dressing()


def page(sheet: Sheet, lang: Lang) -> str:
    """A whole page that can be saved and opened anywhere; it loads nothing."""
    return f"{_opening(sheet.title, lang)}{part(titled_sheet(sheet), lang)}{_CLOSING}"


def document(of: Document, lang: Lang) -> str:
    """A document of several sheets as one page: its title, a list of the sheets, each sheet, and what is attached.

    The attached text is an element `script` of JSON with its name as the id; it must hold no `<`. The element says the
    SHA-256 of the page without it.
    """
    name, text = of.attached
    links = "".join(
        f'<li><a href="#part-{n}">{phrase_html(s.title, lang)}</a></li>\n' for n, s in enumerate(of.sheets, 1)
    )
    title = f'<article class="hornbook"><h1>{phrase_html(of.title, lang)}</h1></article>\n'
    contents = f'<nav class="hornbook" aria-label="{phrase_html(of.contents, lang)}"><ol>\n{links}</ol></nav>\n'
    parts = "".join(
        f'<section id="part-{n}">\n{part(_with_heading(sheet), lang)}</section>\n'
        for n, sheet in enumerate(of.sheets, 1)
    )
    foot = f'<footer class="hornbook"><p class="more">{phrase_html(of.foot, lang)}</p></footer>\n'
    before = f"{_opening(of.title, lang)}<main>\n{title}{contents}{parts}{foot}</main>\n"
    seal = sha256(f"{before}{_CLOSING}".encode()).hexdigest()
    attached = f'<script type="application/json" data-sha256="{seal}" id="{escape(name)}">\n{text}</script>\n'
    return f"{before}{attached}{_CLOSING}"


def _with_heading(sheet: Sheet) -> Sheet:
    """A sheet of a document, below its title."""
    return Sheet(sheet.title, (Heading(sheet.title), *sheet.blocks))


_CLOSING = "</body>\n</html>\n"


def _opening(title: Phrase, lang: Lang) -> str:
    """A page up to its body's beginning."""
    code = "zh-Hans" if lang is Lang.ZH else "en"
    return (
        f'<!doctype html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(printed(title, lang))}</title>\n<style>{PAGE_STYLE}</style>\n</head>\n<body>\n"
    )


def part(sheet: Sheet, lang: Lang, dressing: Dressing = _NOTHING) -> str:
    """The blocks of a sheet in one element; every word of a file is escaped. A console dresses it."""
    inner = "".join(line for block in sheet.blocks for line in _block(block, lang, dressing))
    return f'<article class="hornbook">\n{inner}</article>\n'


def _indent(indent: int) -> str:
    """The class of an indent, the nearest that there is."""
    return f"in-{min(_INDENTS, key=lambda known: abs(known - indent))}" if indent else ""


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _line(line: Line, lang: Lang, classes: str = "") -> str:
    words = escape(line.lead) + phrase_html(line.text, lang)
    return f"<p{_class(classes, _indent(line.indent))}>{f'<strong>{words}</strong>' if line.strong else words}</p>\n"


def _block(block: Block, lang: Lang, dressing: Dressing) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{min(block.level, 6)}>{phrase_html(block.text, lang)}</h{min(block.level, 6)}>\n"
        case Line():
            yield _line(block, lang)
        case Items():
            items = "".join(f"<li>{phrase_html(item, lang)}</li>\n" for item in block.items)
            yield f"<ul>\n{items}</ul>\n" if items else ""
            if block.hidden > 0:
                yield f'<p class="more">{phrase_html(more_rows(block.hidden), lang)}</p>\n'
        case KeyFigures():
            yield "".join(
                ('<dl class="headlines">\n', *(_key_figure(of, lang, dressing) for of in block.items), "</dl>\n")
            )
        case ClauseBlock():
            sign = f'<span class="{_ANSWER[block.answer]}">{SIGN[block.answer]}</span> '
            yield f'<div{_class(_indent(block.indent))}><p class="clause">{sign}{phrase_html(block.text, lang)}</p>\n'
            yield from (_line(line, lang, "detail") for line in block.details)
            yield "</div>\n"
        case Table():
            yield from table_html(block, lang, dressing)
        case Chart():
            yield from _chart(block, lang, dressing)
        case More():
            yield f"<p{_class('more', _indent(block.indent))}>{phrase_html(more_rows(block.hidden), lang)}</p>\n"
        case Hint() | EmptyLine():
            yield ""


def _key_figure(figure: KeyFigure, lang: Lang, dressing: Dressing) -> str:
    """A headline: what it counts, the figure, and what a reader must know beside it."""
    address = dressing.figure(figure)
    value = phrase_html(figure.value, lang)
    shown = f'<a href="{escape(address)}">{value}</a>' if address else value
    note = f'<dd class="note">{phrase_html(figure.note, lang)}</dd>' if figure.note else ""
    return f"<div><dt>{phrase_html(figure.label, lang)}</dt><dd>{shown}</dd>{note}</div>\n"


def _chart(chart: Chart, lang: Lang, dressing: Dressing) -> Iterator[str]:
    """The drawing with its words for readers who cannot see it, and the figures behind it; without the extra, these."""
    yield f'<p class="title"><strong>{phrase_html(chart.title, lang)}</strong></p>\n'
    if not has_charts():
        yield from table_html(replace(chart.table, title=None), lang, dressing)
        return
    label = escape(visible(printed(chart.alt, lang)))
    svg = chart_svg(chart, lang, shipped_fonts(), visible)
    # The label speaks; Vega's marks have roles without names.
    hidden = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    yield f'<figure role="img" aria-label="{label}">{hidden}</figure>\n'
    yield dressing.below(chart)
    yield f"<details><summary>{phrase_html(message('The figures'), lang)}</summary>\n"
    yield from table_html(replace(chart.table, title=None), lang, dressing)
    yield "</details>\n"
