"""A sheet as HTML: a part for a notebook or a console, or a whole page that loads nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from html import escape

from hornbook.locale import Lang, printed
from hornbook.optional import has_charts
from hornbook.render.cells import shown_cell
from hornbook.render.charts.svg import chart_svg
from hornbook.render.fonts import shipped_fonts
from hornbook.render.lines import visible
from hornbook.render.sheet import (
    SIGN,
    Block,
    Chart,
    ClauseBlock,
    Column,
    Document,
    EmptyLine,
    Heading,
    Hint,
    Items,
    Kind,
    Line,
    More,
    Row,
    Sheet,
    Table,
    titled_sheet,
)
from hornbook.text import Phrase, message

PAGE_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6876; --line: #d5dbe1; --tint: #f3f6f9; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --soft: #9aa7b4; --line: #3a4551; --tint: #202932; --paper: #161c22; }
}
body { margin: 2rem auto; max-width: 64rem; padding: 0 1.25rem; color: var(--ink); background: var(--paper);
  font: 16px/1.55 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.hornbook h1 { font-size: 1.35rem; margin: 0 0 .75rem; }
.hornbook h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
.hornbook p { margin: .2rem 0; overflow-wrap: anywhere; }
.hornbook ul { margin: .3rem 0 .6rem; padding-left: 1.4rem; }
.hornbook .more, .hornbook caption { color: var(--soft); text-align: left; }
.hornbook .scroll { overflow-x: auto; margin: .8rem 0; }
.hornbook table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
.hornbook th, .hornbook td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
.hornbook thead th { border-bottom: 2px solid var(--line); background: var(--tint); }
.hornbook .figure { text-align: right; white-space: nowrap; }
.hornbook .tight { white-space: nowrap; }
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
.hornbook .yes { color: #1a7f4b; } .hornbook .no { color: #c0392b; } .hornbook .unknown { color: #9a6700; }
@media print { body { margin: 0; max-width: none; } .hornbook .scroll { overflow: visible; } }
"""
_WHOLE = (Kind.DAY, Kind.YES, Kind.CODE)
"""Cells that are never broken over lines: half a day or half an id reads as something else."""
_ANSWER = {True: "yes", False: "no", None: "unknown"}
_INDENTS = (2, 4, 6)
"""The indents that the style sheet knows: pages have classes and no style of their own, which a console may refuse."""
Link = Callable[[Row, Column], str | None]
"""The address behind a cell, if it has one."""


def no_link(row: Row, column: Column) -> str | None:
    """No cell has an address."""
    return None


def page(sheet: Sheet, lang: Lang) -> str:
    """A whole page that can be saved and opened anywhere; it loads nothing."""
    return f"{_opening(sheet.title, lang)}{part(titled_sheet(sheet), lang)}{_CLOSING}"


def document(of: Document, lang: Lang) -> str:
    """A document of several sheets as one page: its title, a list of the sheets, each sheet, and what is attached.

    The attached text is an element `script` of JSON with its name as the id; it must hold no `<`. The element says the
    SHA-256 of the page without it.
    """
    name, text = of.attached
    links = "".join(f'<li><a href="#part-{n}">{_words(s.title, lang)}</a></li>\n' for n, s in enumerate(of.sheets, 1))
    title = f'<article class="hornbook"><h1>{_words(of.title, lang)}</h1></article>\n'
    contents = f'<nav class="hornbook" aria-label="{_words(of.contents, lang)}"><ol>\n{links}</ol></nav>\n'
    parts = "".join(
        f'<section id="part-{n}">\n{part(_with_heading(sheet), lang)}</section>\n'
        for n, sheet in enumerate(of.sheets, 1)
    )
    foot = f'<footer class="hornbook"><p class="more">{_words(of.foot, lang)}</p></footer>\n'
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


def part(sheet: Sheet, lang: Lang, link: Link = no_link) -> str:
    """The blocks of a sheet in one element; every word of a file is escaped. `link` gives the addresses of cells."""
    inner = "".join(line for block in sheet.blocks for line in _block(block, lang, link))
    return f'<article class="hornbook">\n{inner}</article>\n'


def _words(phrase: Phrase, lang: Lang) -> str:
    return escape(visible(printed(phrase, lang))).replace("\n", "<br>")


def _indent(indent: int) -> str:
    """The class of an indent, the nearest that there is."""
    return f"in-{min(_INDENTS, key=lambda known: abs(known - indent))}" if indent else ""


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _line(line: Line, lang: Lang, classes: str = "") -> str:
    words = escape(line.lead) + _words(line.text, lang)
    return f"<p{_class(classes, _indent(line.indent))}>{f'<strong>{words}</strong>' if line.strong else words}</p>\n"


def _block(block: Block, lang: Lang, link: Link) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{min(block.level, 6)}>{_words(block.text, lang)}</h{min(block.level, 6)}>\n"
        case Line():
            yield _line(block, lang)
        case Items():
            items = "".join(f"<li>{_words(item, lang)}</li>\n" for item in block.items)
            yield f"<ul>\n{items}</ul>\n" if items else ""
            if block.hidden > 0:
                yield f'<p class="more">{_words(_more(block.hidden), lang)}</p>\n'
        case ClauseBlock():
            sign = f'<span class="{_ANSWER[block.answer]}">{SIGN[block.answer]}</span> '
            yield f'<div{_class(_indent(block.indent))}><p class="clause">{sign}{_words(block.text, lang)}</p>\n'
            yield from (_line(line, lang, "detail") for line in block.details)
            yield "</div>\n"
        case Table():
            yield from _table(block, lang, link)
        case Chart():
            yield from _chart(block, lang, link)
        case More():
            yield f"<p{_class('more', _indent(block.indent))}>{_words(_more(block.hidden), lang)}</p>\n"
        case Hint() | EmptyLine():
            yield ""


def _linked(words: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address and words else escape(words)


def _more(hidden: int) -> Phrase:
    return message("… and {n:,} more.", n=hidden)


def _chart(chart: Chart, lang: Lang, link: Link) -> Iterator[str]:
    """The drawing with its words for readers who cannot see it, and the figures behind it; without the extra, these."""
    yield f'<p class="title"><strong>{_words(chart.title, lang)}</strong></p>\n'
    if not has_charts():
        yield from _table(replace(chart.table, title=None), lang, link)
        return
    label = escape(visible(printed(chart.alt, lang)))
    svg = chart_svg(chart, lang, shipped_fonts(), visible)
    # The label speaks; Vega's marks have roles without names.
    hidden = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
    yield f'<figure role="img" aria-label="{label}">{hidden}</figure>\n'
    yield f"<details><summary>{_words(message('The figures'), lang)}</summary>\n"
    yield from _table(replace(chart.table, title=None), lang, link)
    yield "</details>\n"


def _table(table: Table, lang: Lang, link: Link) -> Iterator[str]:
    columns = [column for column in table.columns if column.page]
    kinds = ["figure" if c.kind.figure else "tight" if c.tight or c.kind in _WHOLE else "" for c in columns]
    classes = [f' class="{kind}"' if kind else "" for kind in kinds]
    yield '<div class="scroll" tabindex="0"><table>\n'
    if table.title:
        yield f"<caption>{_words(table.title, lang)}</caption>\n"
    headings = (
        f'<th scope="col"{kind}>{_words(column.heading, lang)}</th>'
        for column, kind in zip(columns, classes, strict=True)
    )
    yield f"<thead><tr>{''.join(headings)}</tr></thead>\n<tbody>\n"
    for n, row in enumerate(table.rows):
        if table.shown is not None and n >= table.shown:
            break
        cells = (
            f"<td{kind}>{_linked(visible(shown_cell(row.get(column.key), column, lang)), link(row, column))}</td>"
            for column, kind in zip(columns, classes, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"
    if table.shown is not None and len(table.rows) > table.shown:
        yield f'<p class="more">{_words(_more(len(table.rows) - table.shown), lang)}</p>\n'
