"""A sheet on a terminal, drawn with rich: sentences broken to the width, tables, signs before clauses."""

import sys
from dataclasses import replace
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Styled

from hornbook.locale import Lang, printed
from hornbook.render.cells import shown_cell
from hornbook.render.lines import visible, wrapped
from hornbook.render.sheet import (
    SIGN,
    Block,
    Chart,
    ClauseBlock,
    Column,
    EmptyLine,
    Heading,
    Hint,
    Items,
    KeyFigures,
    Kind,
    Line,
    More,
    Sheet,
    Table,
    key_figure_line,
)
from hornbook.text import Phrase, message

WIDE = 110
"""A page of at least so many characters shows every column."""
WIDEST = 120
"""Lines of text are no longer than this, however wide the terminal is."""


def console(file: TextIO | None = None) -> Console:
    """Where pages are printed; names from files are never taken for markup."""
    return Console(file=file or sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False)


def draw(sheet: Sheet, lang: Lang, out: Console | None = None) -> None:
    """Print a sheet."""
    page = _Page(lang, out or console())
    for block in sheet.blocks:
        page.block(block)


def more(left_out: More) -> Phrase:
    """How many a page leaves out, and how to see them."""
    return message("… and {n:,} more; {how}.", n=left_out.hidden, how=left_out.how)


_COLOURS = {True: "green", False: "red", None: "yellow"}
"""Of the signs of yes, no and unknown; rich leaves colours out where there is no terminal or NO_COLOR is set."""


class _Page:
    """One sheet being printed."""

    def __init__(self, lang: Lang, out: Console) -> None:
        self.lang, self.out = lang, out
        self._width = min(out.width, WIDEST)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                if block.level > 1:
                    self.out.print()
                self._line(block.text, style="bold")
            case Line():
                self._line(block.text, block.indent, block.lead, "bold" if block.strong else "", whole=block.whole)
            case Items():
                for item in block.items:
                    self._line(item, block.indent, "– ")
                if block.hidden > 0:
                    self._line(more(More(block.hidden)), block.indent)
            case KeyFigures():
                for figure in block.items:
                    self._line(key_figure_line(figure), style="bold")
            case ClauseBlock():
                self._line(block.text, block.indent, f"{SIGN[block.answer]} ", lead_style=_COLOURS[block.answer])
                for line in block.details:
                    self._line(line.text, block.indent + 2 + line.indent, line.lead, "bold" if line.strong else "")
            case Table():
                self._table(block)
            case Chart():
                self._table(replace(block.table, title=block.title))
            case More():
                self._line(more(block), block.indent)
            case Hint():
                self._line(block.text, block.indent, whole=block.whole)
            case EmptyLine():
                self.out.print()

    def _line(
        self,
        text: Phrase,
        indent: int = 0,
        lead: str = "",
        style: str = "",
        *,
        whole: bool = False,
        lead_style: str = "",
    ) -> None:
        """A line; what does not fit goes on under its first word, behind the `lead`."""
        hang = " " * (indent + cell_len(lead))
        words = visible(printed(text, self.lang))
        for paragraph in words.split("\n"):
            parts = [paragraph] if whole else wrapped(paragraph, max(20, self._width - len(hang)))
            for n, part in enumerate(parts):
                before = Styled(" " * indent + lead, style=lead_style) if n == 0 else Styled(hang)
                self.out.print(Styled.assemble(before, Styled(part), style=style), soft_wrap=True)

    def _table(self, table: Table) -> None:
        columns = [c for c in table.columns if c.page and (not c.wide or self.out.width >= WIDE)]
        title = printed(table.title, self.lang) if table.title else None
        grid = Grid(title=Styled(title) if title else None, title_justify="left", header_style="bold")
        for column in columns:
            grid.add_column(
                Styled(self._heading(column)),
                justify="right" if column.kind.figure else "left",
                overflow="fold",
                no_wrap=column.kind.figure or column.kind is Kind.DAY or column.tight,
            )
        for n, row in enumerate(table.rows):
            if table.shown is not None and n >= table.shown:
                break
            grid.add_row(*(Styled(visible(shown_cell(row.get(c.key), c, self.lang))) for c in columns))
        self.out.print(grid)
        if table.shown is not None and len(table.rows) > table.shown:
            self._line(more(More(len(table.rows) - table.shown)))

    def _heading(self, column: Column) -> str:
        """A heading of several words over lines, where its cells are narrow figures.

        Chinese breaks between any two characters, so that its spaces, as in 超 36 个月, are no places to break.
        """
        heading = printed(column.heading, self.lang)
        chinese = self.lang is Lang.ZH and not heading.isascii()
        return heading.replace(" ", "\n") if column.kind.figure and "," not in heading and not chinese else heading
