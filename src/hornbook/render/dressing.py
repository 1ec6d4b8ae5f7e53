"""What a console adds to a page in HTML: addresses, the order of tables, definitions, and what stands below a chart."""

from dataclasses import dataclass

from hornbook.render.sheet import Chart, Column, KeyFigure, Row, Table
from hornbook.text import Phrase


@dataclass(frozen=True, slots=True)
class OrderLink:
    """The address of a table in the order of a column, and whether it stands in this order already."""

    href: str
    along: str | None = None
    """`ascending` or `descending` where the table stands in this order."""


class Dressing:
    """Adds nothing: a page that can be saved and opened anywhere. A console overrides what it knows."""

    def cell(self, row: Row, column: Column) -> str | None:
        """The address behind a cell."""
        return None

    def figure(self, figure: KeyFigure) -> str | None:
        """The address behind a headline."""
        return None

    def order(self, table: Table, column: Column) -> OrderLink | None:
        """How a table is put into the order of a column."""
        return None

    def meaning(self, table: Table, column: Column) -> Phrase | None:
        """What a heading means."""
        return None

    def below(self, chart: Chart) -> str:
        """HTML below a chart, such as its downloads."""
        return ""
