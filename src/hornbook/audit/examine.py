"""The audit of a table: read it, settle who plays which part, and look for each sin."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hornbook.audit.age import age_as_exposure
from hornbook.audit.base_rate import prevalence_inflated
from hornbook.audit.case import Case, case
from hornbook.audit.flags import blanks_as_no
from hornbook.audit.horizon import no_horizon
from hornbook.audit.late import known_after_day
from hornbook.audit.missing import missingness_tells
from hornbook.audit.order import random_split
from hornbook.audit.report import Audit, Finding
from hornbook.audit.role_search import ColumnRoles
from hornbook.audit.roles import Roles, roles
from hornbook.audit.sides import Sides, table_sides
from hornbook.audit.table import ROWS, ExaminedTable, Report, read_table
from hornbook.audit.twins import duplicates_across_split, twins
from hornbook.errors import QuestionError
from hornbook.optional import scout_extra
from hornbook.text import Message, listing, message, message_plural


def audit_table(
    path_or_table: Path | str | Any,
    given: ColumnRoles | None = None,
    *,
    prevalence: float | None = None,
    rows: int = ROWS,
    report: Report | None = None,
    encoding: str | None = None,
) -> Audit:
    """Seven sins looked for in a table of features and outcomes: a file, or a table in memory that Arrow can take.

    `given`: the roles of columns as far as the user gives them; the others are found by name and content.
    `prevalence`: the true base rate, a share. `rows`: how many are examined at most; of more a fixed sample of
    companies is taken. `encoding`: of a CSV file, such as `utf-8`, `gb18030` or `latin-1`; found when not given.
    SourceError when a file cannot be read, QuestionError when a column is not there or no outcome can be found,
    HornbookError when the extra `scout` is not installed.
    """
    if prevalence is not None and not 0 < prevalence < 1:
        raise QuestionError(
            message(
                "A base rate lies between 0 and 1, and {prevalence:g} does not. Say 0.01 for 1%.", prevalence=prevalence
            )
        )
    for module in ("lightgbm", "sklearn.linear_model"):
        scout_extra(module)
    given = given or ColumnRoles()
    table = read_table(path_or_table, key=given.id, most=rows, report=report, encoding=encoding)
    columns, marks = blanks_as_no(table.columns)
    table = replace(table, columns=columns)
    found = roles(table.columns, given)
    of = case(table, found, prevalence)
    split = table_sides(of)
    return Audit(
        file=table.file,
        rows=table.rows,
        examined=table.places.size,
        refused=table.refused,
        refusals=table.refusals,
        positives=int(of.y.sum()),
        unlabelled=table.places.size - of.y.size,
        roles=found.taken,
        features=found.features,
        findings=_findings(of, split),
        notes=(*_notes(table, found, of), *_marks(marks)),
    )


def _findings(of: Case, split: Sides | None) -> tuple[Finding, ...]:
    """Every sin, in the order of a report."""
    met = twins(of, split) if split is not None else None
    return (
        known_after_day(of),
        no_horizon(of),
        age_as_exposure(of),
        missingness_tells(of),
        random_split(of, split, met),
        duplicates_across_split(of, split, met),
        prevalence_inflated(of, split),
    )


def _marks(names: tuple[str, ...]) -> tuple[Message, ...]:
    if not names:
        return ()
    return (
        message(
            "Blank cells count as no, because all filled cells of the column are one mark: {names}.",
            names=listing(names[:20]),
        ),
    )


def _notes(table: ExaminedTable, found: Roles, of: Case) -> tuple[Message, ...]:
    made = []
    if table.places.size < table.rows:
        made.append(
            message(
                "{examined:,} of {rows:,} rows were examined: all rows of a fixed sample of companies. A sample "
                "shows fewer rows that are alike under two names; raise --rows to examine more.",
                rows=table.rows,
                examined=table.places.size,
            )
        )
    if table.encoding not in ("", "utf-8-sig"):
        made.append(
            message("The file was read as {encoding}.", encoding=table.encoding),
        )
    if table.nested:
        names = ", ".join(table.nested)
        made.append(message("Not examined, because they hold lists or structures: {names}.", names=names))
    odd = {name: each.odd for name, each in table.columns.items() if each.odd}
    if odd:
        some = ", ".join(f"{name} ({count:,})" for name, count in list(odd.items())[:10])
        made.append(
            message(
                "Cells that are neither a number nor a day, in columns of numbers or days, count as empty: {some}.",
                some=some,
            )
        )
    if of.day is not None and found.founded and of.age is not None and (of.age < -31 - of.day.span).any():
        early = int((of.age < -31 - of.day.span).sum())
        made.append(
            message_plural(
                "{n:,} row has a day before the founding date.",
                "{n:,} rows have a day before the founding date.",
                early,
            ),
        )
    return tuple(made)
