"""The parts of an audit's answer, and its tables as files hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.text import Phrase, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRole:
    """What a column was taken for, and how that was decided: given, by name or by content."""

    role: str
    column: str
    how: str
    note: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """A row that shows a sin: its line in the file (its number in Parquet, from 1) and the cells that matter."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinFinding:
    """What is said of one sin."""

    sin: str
    verdict: str
    title: Phrase
    measured: tuple[Phrase, ...]
    worth: Phrase | None
    """What the sin is worth in this table."""
    do: Phrase | None
    """What to do about it, or what would allow it to be examined."""
    rows: int
    """Rows that it touches, of those examined."""
    figures: Mapping[str, float]
    examples: tuple[ExampleRow, ...]


SIN_COLUMNS = (
    Column("sin", message("sin"), Kind.CODE),
    Column("verdict", message("verdict"), Kind.CODE),
    Column("title", message("in words"), pair=True),
    Column("measured", message("what was measured"), pair=True),
    Column("worth", message("what it is worth"), pair=True),
    Column("do", message("what to do"), pair=True),
    Column("rows", message("rows touched"), Kind.COUNT),
)
ROLE_COLUMNS = (
    Column("role", message("role"), Kind.CODE),
    Column("column", message("column"), Kind.CODE),
    Column("how", message("how it was decided"), Kind.CODE),
    Column("note", message("note"), pair=True),
)
FIGURE_COLUMNS = (
    Column("sin", message("sin"), Kind.CODE),
    Column("figure", message("figure"), Kind.CODE),
    Column("value", message("value"), Kind.NUMBER),
)
FILE_COLUMNS = (
    Column("file", message("file"), Kind.CODE),
    Column("sha256", message("SHA-256"), Kind.CODE),
    Column("prevalence", message("stated base rate"), Kind.NUMBER),
    Column("rows", message("rows"), Kind.COUNT),
    Column("examined", message("rows examined"), Kind.COUNT),
    Column("refused", message("rows refused"), Kind.COUNT),
    Column("positives", message("positive rows"), Kind.COUNT),
    Column("unlabelled", message("rows without an outcome"), Kind.COUNT),
)


def audit_tables(findings: Sequence[SinFinding], columns: Sequence[ColumnRole], file: Row) -> tuple[Table, ...]:
    """One row a sin; the roles of columns; the figures; the file."""
    sins: list[Row] = [
        {
            "sin": each.sin,
            "verdict": each.verdict,
            "title": each.title,
            "measured": listing(each.measured, " "),
            "worth": each.worth,
            "do": each.do,
            "rows": each.rows,
        }
        for each in findings
    ]
    roles: list[Row] = [
        {"role": each.role, "column": each.column, "how": each.how, "note": each.note} for each in columns
    ]
    figures: list[Row] = [
        {"sin": each.sin, "figure": name, "value": value} for each in findings for name, value in each.figures.items()
    ]
    return (
        Table("sins", SIN_COLUMNS, sins),
        Table("roles", ROLE_COLUMNS, roles),
        Table("figures", FIGURE_COLUMNS, figures),
        Table("file", FILE_COLUMNS, (file,)),
    )
