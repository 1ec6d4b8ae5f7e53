"""A table as HTML: headings with their definitions and orders, figures to the right, addresses behind cells."""

from collections.abc import Iterator
from html import escape

from hornbook.locale import Lang, printed
from hornbook.render.cells import shown_cell
from hornbook.render.dressing import Dressing
from hornbook.render.lines import visible
from hornbook.render.sheet import Column, Kind, Table
from hornbook.text import Phrase, message

_WHOLE = (Kind.DAY, Kind.YES, Kind.CODE)
"""Cells that are never broken over lines: half a day or half an id reads as something else."""
_ARROWS = {"ascending": "▲", "descending": "▼"}


def table_html(table: Table, lang: Lang, dressing: Dressing) -> Iterator[str]:
    """A table as one element that scrolls where it is wider than the page, and how many rows it leaves out."""
    columns = [column for column in table.columns if column.page]
    classes = [_classes(column) for column in columns]
    yield '<div class="scroll" tabindex="0"><table>\n'
    if table.title:
        yield f"<caption>{phrase_html(table.title, lang)}</caption>\n"
    headings = (_heading(table, column, kind, lang, dressing) for column, kind in zip(columns, classes, strict=True))
    yield f"<thead><tr>{''.join(headings)}</tr></thead>\n<tbody>\n"
    for n, row in enumerate(table.rows):
        if table.shown is not None and n >= table.shown:
            break
        cells = (
            f"<td{_kind(kind, row.get(column.key), column)}>"
            f"{_linked(visible(shown_cell(row.get(column.key), column, lang)), dressing.cell(row, column))}</td>"
            for column, kind in zip(columns, classes, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"
    if table.shown is not None and len(table.rows) > table.shown:
        yield f'<p class="more">{phrase_html(more_rows(len(table.rows) - table.shown), lang)}</p>\n'


def phrase_html(phrase: Phrase, lang: Lang) -> str:
    """A phrase in one language, with every word of a file escaped."""
    return escape(visible(printed(phrase, lang))).replace("\n", "<br>")


def more_rows(hidden: int) -> Phrase:
    """How many rows or items a page leaves out."""
    return message("… and {n:,} more.", n=hidden)


def _classes(column: Column) -> str:
    return "figure" if column.kind.figure else "tight" if column.tight or column.kind in _WHOLE else ""


def _kind(classes: str, value: object, column: Column) -> str:
    """The classes of a cell; what is not known is set in the colour of the unknown."""
    unknown = "unknown" if value is None and column.empty is None else ""
    given = " ".join(filter(None, (classes, unknown)))
    return f' class="{given}"' if given else ""


def _heading(table: Table, column: Column, classes: str, lang: Lang, dressing: Dressing) -> str:
    words = phrase_html(column.heading, lang)
    order, meaning = dressing.order(table, column), dressing.meaning(table, column)
    sort = ""
    if order is not None:
        arrow = f' <span aria-hidden="true">{_ARROWS[order.along]}</span>' if order.along else ""
        sort = f' aria-sort="{order.along}"' if order.along else ""
        words = f'<a href="{escape(order.href)}">{words}{arrow}</a>'
    if meaning is not None:
        ident = f"m-{escape(table.key)}-{escape(column.key)}"
        focus = "" if order is not None else ' tabindex="0"'
        tip = f'<span class="tip" role="tooltip" id="{ident}">{phrase_html(meaning, lang)}</span>'
        inner = words.replace("<a ", f'<a aria-describedby="{ident}" ', 1) if order is not None else words
        describes = "" if order is not None else f' aria-describedby="{ident}"'
        words = f'<span class="term"><span class="word"{focus}{describes}>{inner}</span>{tip}</span>'
    kind = f' class="{classes}"' if classes else ""
    return f'<th scope="col"{kind}{sort}>{words}</th>'


def _linked(words: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address and words else escape(words)
