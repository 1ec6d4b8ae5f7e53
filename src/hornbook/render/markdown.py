"""A sheet as Markdown: headings, paragraphs, lists and tables that GitHub draws."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hornbook.locale import Lang, printed
from hornbook.render.cells import shown_cell
from hornbook.render.lines import visible
from hornbook.render.sheet import (
    SIGN,
    Block,
    Chart,
    ClauseBlock,
    EmptyLine,
    Heading,
    Hint,
    Items,
    KeyFigures,
    Line,
    More,
    Sheet,
    Table,
    key_figure_line,
)
from hornbook.text import Phrase, message

_MARKS = re.compile(r"[\\&`*\[\]<|~]|(?<!\w)_|_(?!\w)")
"""What Markdown takes for a mark wherever it stands."""
_FIRST = re.compile(r"^(\s*)([#>+\-=]|\d+(?=[.)]\s))")
"""What it takes for a mark at the beginning of a line."""


def markdown_text(sheet: Sheet, lang: Lang) -> str:
    """A sheet as a Markdown document in one language."""
    return "\n".join(part for block in sheet.blocks if (part := "".join(_block(block, lang))))


def escaped(words: str) -> str:
    """Words in which nothing is taken for a mark of Markdown or for HTML."""
    return _FIRST.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", words))


def _words(phrase: Phrase, lang: Lang) -> str:
    return escaped(visible(printed(phrase, lang))).replace("\n", "  \n")


def _line(line: Line, lang: Lang) -> str:
    words = escaped(line.lead) + _words(line.text, lang)
    return f"**{words}**" if line.strong else words


def _block(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * min(block.level, 6)} {_words(block.text, lang)}\n"
        case Line():
            yield f"{_line(block, lang)}\n"
        case Items():
            yield from (f"- {_words(item, lang)}\n" for item in block.items)
            if block.hidden > 0:
                yield f"- {_words(_more(block.hidden), lang)}\n"
        case KeyFigures():
            yield from (f"- {_words(key_figure_line(figure), lang)}\n" for figure in block.items)
        case ClauseBlock():
            yield f"- {SIGN[block.answer]} {_words(block.text, lang)}\n"
            yield from (f"  - {_line(line, lang)}\n" for line in block.details)
        case Table():
            yield from _table(block, lang)
        case Chart():
            yield f"{_words(block.alt, lang)}\n\n"
            yield from _table(replace(block.table, title=block.title), lang)
        case More():
            yield f"{_words(_more(block.hidden), lang)}\n"
        case Hint() | EmptyLine():
            yield ""


def _more(hidden: int) -> Phrase:
    return message("… and {n:,} more.", n=hidden)


def _table(table: Table, lang: Lang) -> Iterator[str]:
    columns = [column for column in table.columns if column.page]
    if table.title:
        yield f"**{_words(table.title, lang)}**\n\n"
    yield _row([printed(column.heading, lang) for column in columns])
    yield f"| {' | '.join('---:' if column.kind.figure else '---' for column in columns)} |\n"
    for n, row in enumerate(table.rows):
        if table.shown is not None and n >= table.shown:
            break
        yield _row([shown_cell(row.get(column.key), column, lang) for column in columns])
    if table.shown is not None and len(table.rows) > table.shown:
        yield f"\n{_words(_more(len(table.rows) - table.shown), lang)}\n"


def _row(cells: list[str]) -> str:
    inner = " | ".join(_MARKS.sub(r"\\\g<0>", visible(cell)).replace("\n", "<br>") for cell in cells)
    return f"| {inner} |\n"
