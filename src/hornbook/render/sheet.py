"""What a page is made of, whoever draws it: headings, lines, items, tables, charts and clauses.

A sheet holds phrases and values, no strings of one language and no layout of one medium. `render.terminal`,
`render.html` and `render.typst` draw it; `render.csv` and `render.xlsx` write its tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hornbook.text import Message, Phrase, message


class Kind(StrEnum):
    """What the cells of a column are, and so how they are written."""

    TEXT = "text"
    """A phrase, a name, or several of them."""
    COUNT = "count"
    NUMBER = "number"
    USD = "usd"
    """US dollars, as a Decimal; short on a page, in full in a file."""
    SHARE = "share"
    """Between 0 and 1."""
    DAY = "day"
    YES = "yes"
    """True, false, or empty for unknown."""
    CODE = "code"
    """A number or word that is an identifier and is never reformatted."""

    @property
    def figure(self) -> bool:
        """Whether its cells stand to the right."""
        return self in (Kind.COUNT, Kind.NUMBER, Kind.USD, Kind.SHARE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files, its heading on pages."""

    key: str
    heading: Phrase
    kind: Kind = Kind.TEXT
    tight: bool = False
    """Never broken over lines; figures never are."""
    wide: bool = False
    """Only on a page of at least WIDE characters."""
    page: bool = True
    """Whether pages show it."""
    file: bool = True
    """Whether files hold it."""
    pair: bool = False
    """Whether its cells are phrases in two languages; a CSV has KEY in English and KEY_zh in Chinese."""
    empty: Phrase | None = None
    """What a page shows for an empty cell, where that does not mean unknown."""


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stream:
    """Rows that are too many to hold: each time they are asked for, they are read anew."""

    rows: Callable[[], Iterable[Row]] = field(repr=False)
    count: int

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())

    def __len__(self) -> int:
        return self.count

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """In a JSON Schema: a list of objects."""
        from pydantic_core import core_schema

        return core_schema.list_schema(core_schema.dict_schema(core_schema.str_schema()))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `key` names it in a workbook; a page shows at most `shown` rows and says how many more."""

    key: str
    columns: tuple[Column, ...]
    rows: Sequence[Row] | Stream
    title: Phrase | None = None
    shown: int | None = None


class ChartForm(StrEnum):
    """How the figures of a chart are drawn."""

    LINE = "line"
    STEP = "step"
    """A curve that keeps its value until the next point, such as a share that survives."""
    BAND = "band"
    """A line with the interval around it: `limits` names the columns of its lower and upper limit."""
    BAR = "bar"
    STACKED = "stacked"
    """Bars of parts: the figures of all series of a row are added up."""
    MAP = "map"
    """Dots at coordinates: `x` is the column of longitudes, the one series that of latitudes, both in degrees."""


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A threshold on a chart: a line at a value of `x` or of the figures, with its label beside it."""

    label: Phrase
    x: Any = None
    y: Any = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures as a drawing, always with the table behind it, and with a text for readers who cannot see it.

    `x` and `series` are keys of the table's columns, whose headings label the drawing and whose kinds say how figures
    are written. A table with one row a point and series names the series in the column `split`. An empty cell is a gap.
    """

    title: Phrase
    form: ChartForm
    table: Table
    x: str
    series: tuple[str, ...]
    alt: Phrase
    """What the drawing shows, in a sentence or two."""
    unit: Phrase | None = None
    """What the figures are; a chart of one series takes the heading of its column."""
    split: str | None = None
    limits: tuple[str, str] | None = None
    marks: tuple[ChartMark, ...] = ()
    size: str | None = None
    """Of a map: the column that says how large a dot is."""
    label: str | None = None
    """Of a map: the column that names a dot."""
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Of a map: lines of a base map below the dots, as points of longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's, 2 that of a part."""

    text: Phrase
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a short paragraph; `lead` stands before its first word, and the rest hangs behind it."""

    text: Phrase
    indent: int = 0
    lead: str = ""
    strong: bool = False
    whole: bool = False
    """Never broken, such as a command that a reader copies."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one phrase an item. `hidden` items are left out of the page, and it says how many and how to see them."""

    items: tuple[Phrase, ...]
    hidden: int = 0
    indent: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A headline: a figure, what it counts, and what a reader must know beside it."""

    key: str
    """What the figure is, so that a console can lead from it to its page."""
    value: Phrase
    label: Phrase
    note: Phrase = ""
    about: str | None = None
    """What the figure is about, such as the id of a tier."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The headlines of a page, the most important first."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class ClauseBlock:
    """One clause of a rule as it was answered: its sign, what it asks, and what the answer rests on."""

    answer: bool | None
    text: Phrase
    details: tuple[Line, ...] = ()
    indent: int = 2


_LISTED = message("--json and --csv list them all")


@dataclass(frozen=True, slots=True)
class More:
    """How many a page leaves out; only a terminal says which options show them."""

    hidden: int
    indent: int = 0
    how: Phrase = _LISTED


@dataclass(frozen=True, slots=True)
class Hint:
    """What to type next at the command line; only a terminal shows it."""

    text: Phrase
    indent: int = 0
    whole: bool = False
    """Never broken, such as a mark under a line."""


@dataclass(frozen=True, slots=True)
class EmptyLine:
    """An empty line between parts."""


Block = Heading | Line | Items | KeyFigures | Table | Chart | ClauseBlock | More | Hint | EmptyLine


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its title, for a window or a file, and its blocks from top to bottom."""

    title: Phrase
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Several sheets as one document: its title, what stands at its foot, and a text that its files carry."""

    title: Phrase
    sheets: tuple[Sheet, ...]
    contents: Phrase
    """The heading of the list of sheets."""
    attached: tuple[str, str]
    """The name and the text of JSON that HTML and PDF carry."""
    foot: Phrase = ""
    stem: str = "document"
    """The name of its files, without an ending."""
    front: tuple[Block, ...] = ()
    """What stands below the title on the first page of print."""


def titled_sheet(sheet: Sheet) -> Sheet:
    """A sheet whose first words are its title: what is printed has no window that shows the title."""
    first = sheet.blocks[0] if sheet.blocks else None
    if isinstance(first, Heading) and first.level == 1:
        return sheet
    rest = sheet.blocks[1:] if isinstance(first, Line) and first.text == sheet.title else sheet.blocks
    again = (block for block in rest if not (isinstance(block, Heading) and block.text == sheet.title))
    return Sheet(sheet.title, (Heading(sheet.title, 1), *again))


SIGN = {True: "✓", False: "✗", None: "?"}
"""The signs of yes, no and unknown, everywhere."""


def sheet_tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    """The tables of blocks, those behind charts too, each once."""
    tables = (block.table if isinstance(block, Chart) else block for block in blocks)
    return tuple({table.key: table for table in tables if isinstance(table, Table)}.values())


def main_table(tables: Iterable[Table]) -> Table:
    """The table that a CSV holds: the first one."""
    return next(iter(tables))


def key_figure_line(figure: KeyFigure) -> Message:
    """A headline as one line, for pages without columns."""
    if not figure.note:
        return message("{label}: {value}", label=figure.label, value=figure.value)
    return message("{label}: {value} ({note})", label=figure.label, value=figure.value, note=figure.note)
