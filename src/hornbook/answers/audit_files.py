"""The tables of an audit, as files hold them."""

from typing import TYPE_CHECKING

from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.text import listing, message

if TYPE_CHECKING:
    from hornbook.answers.audit import AuditAnswer

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


def audit_tables(answer: "AuditAnswer") -> tuple[Table, ...]:
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
        for each in answer.findings
    ]
    roles: list[Row] = [
        {"role": each.role, "column": each.column, "how": each.how, "note": each.note} for each in answer.roles
    ]
    figures: list[Row] = [
        {"sin": each.sin, "figure": name, "value": value}
        for each in answer.findings
        for name, value in each.figures.items()
    ]
    file: Row = {column.key: getattr(answer, column.key) for column in FILE_COLUMNS}
    return (
        Table("sins", SIN_COLUMNS, sins),
        Table("roles", ROLE_COLUMNS, roles),
        Table("figures", FIGURE_COLUMNS, figures),
        Table("file", FILE_COLUMNS, (file,)),
    )
