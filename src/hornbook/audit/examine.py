"""The audit of a table: read it, settle who plays which part, and look for each sin."""

from pathlib import Path
from typing import Any

from hornbook.audit.age import age_as_exposure
from hornbook.audit.base_rate import prevalence_inflated
from hornbook.audit.case import Case, case
from hornbook.audit.horizon import no_horizon
from hornbook.audit.late import known_after_day
from hornbook.audit.missing import missingness_tells
from hornbook.audit.order import random_split
from hornbook.audit.report import Audit
from hornbook.audit.roles import Roles, Told, roles
from hornbook.audit.sides import sides
from hornbook.audit.table import ROWS, Report, Table, read
from hornbook.audit.twins import duplicates_across_split, twins
from hornbook.errors import QuestionError
from hornbook.optional import extra
from hornbook.text import Text, message


def audit(
    path_or_table: Path | str | Any,
    told: Told | None = None,
    *,
    prevalence: float | None = None,
    rows: int = ROWS,
    report: Report | None = None,
) -> Audit:
    """Seven sins looked for in a table of features and outcomes: a file, or a table in memory that Arrow can take.

    `told`: the roles of columns as far as the user says; the others are found by name and content. `prevalence`: the
    true base rate, a share. `rows`: how many are examined at most; of more a fixed sample of companies is taken.
    SourceError when a file cannot be read, QuestionError when a column is not there or no outcome can be told,
    HornbookError when the extra `scout` is not installed.
    """
    if prevalence is not None and not 0 < prevalence < 1:
        raise QuestionError(
            message(
                "A base rate lies between 0 and 1, and {prevalence:g} does not. Say 0.01 for 1%.", prevalence=prevalence
            )
        )
    for module in ("lightgbm", "sklearn.linear_model"):
        extra(module)
    told = told or Told()
    table = read(path_or_table, key=told.id, most=rows, report=report)
    found = roles(table.columns, told)
    of = case(table, found, prevalence)
    split = sides(of)
    met = twins(of, split) if split is not None else None
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
        findings=(
            known_after_day(of),
            no_horizon(of),
            age_as_exposure(of),
            missingness_tells(of),
            random_split(of, split, met),
            duplicates_across_split(of, split, met),
            prevalence_inflated(of, split),
        ),
        notes=_notes(table, found, of),
    )


def _notes(table: Table, found: Roles, of: Case) -> tuple[Text, ...]:
    made = []
    if table.places.size < table.rows:
        made.append(
            Text(
                f"Of {table.rows:,} rows {table.places.size:,} were examined: all rows of a fixed sample of "
                "companies. Rows "
                "alike under two names are found less often so. --rows examines more.",
                f"共 {table.rows:,} 行，审查了 {table.places.size:,} 行：固定抽取部分企业的全部行；"
                "异名而内容相同的行因此少见。"
                "--rows 可多审。",
            )
        )
    if table.encoding not in ("", "utf-8-sig"):
        made.append(
            Text(f"The file was read as {table.encoding}.", f"文件按 {table.encoding} 编码读取。"),
        )
    if table.nested:
        names = ", ".join(table.nested)
        made.append(Text(f"Columns of lists or structures are left out: {names}.", f"嵌套列未审查：{names}。"))
    odd = {name: each.odd for name, each in table.columns.items() if each.odd}
    if odd:
        some = ", ".join(f"{name} ({count:,})" for name, count in list(odd.items())[:10])
        made.append(
            Text(
                f"Cells that read as neither number nor day beside many that do count as empty: {some}.",
                f"同列多数为数或日期而无法读出的单元格按空缺计：{some}。",
            )
        )
    if of.day is not None and found.founded and of.age is not None and (of.age < -31 - of.day.span).any():
        early = int((of.age < -31 - of.day.span).sum())
        made.append(
            Text(f"{early:,} rows are of a day before founding.", f"{early:,} 行的时点早于成立日期。"),
        )
    return tuple(made)
