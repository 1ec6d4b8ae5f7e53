"""The command `scout audit`: what a table of features and outcomes, ours or a stranger's, hides."""

from pathlib import Path
from typing import Annotated

import typer

from hornbook.answers.audit import AUDIT_CSV, audit_json, audit_rows
from hornbook.answers.audit_page import audit_page
from hornbook.audit import Told
from hornbook.audit import audit as examined
from hornbook.audit.roles import Known
from hornbook.audit.table import ROWS
from hornbook.cli import common
from hornbook.cli.options import Csv, Json
from hornbook.errors import QuestionError
from hornbook.render.show import Form, as_csv, document


def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV (also .gz) or Parquet. 待审查的表。")],
    company: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="Tells companies apart. 企业标识列。")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="COLUMN", help="The company's name. 企业名称列。")
    ] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="COLUMN", help="The day of the row. 时点列。")] = None,
    outcome: Annotated[
        str | None, typer.Option("--outcome", metavar="COLUMN", help="The outcome, yes or no. 结果列。")
    ] = None,
    outcome_day: Annotated[
        str | None, typer.Option("--outcome-day", metavar="COLUMN", help="The day of the outcome. 结果日期列。")
    ] = None,
    horizon: Annotated[
        str | None,
        typer.Option("--horizon", metavar="COLUMN|LENGTH", help="Until when outcomes count: a column, or 4y. 期限。"),
    ] = None,
    split: Annotated[str | None, typer.Option("--split", metavar="COLUMN", help="Training or test. 划分列。")] = None,
    known: Annotated[
        list[str] | None,
        typer.Option("--known", metavar="COLUMN[=FEATURE]", help="When a feature was known. 特征获知日列，可重复。"),
    ] = None,
    founded: Annotated[
        str | None, typer.Option("--founded", metavar="COLUMN", help="The day or year of founding. 成立日期列。")
    ] = None,
    age: Annotated[str | None, typer.Option("--age", metavar="COLUMN", help="The company's age. 企业年龄列。")] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="COLUMN", help="No feature. 不作特征，可重复。")
    ] = None,
    prevalence: Annotated[
        float | None, typer.Option("--prevalence", metavar="SHARE", help="The true base rate. 真实基准率。")
    ] = None,
    rows: Annotated[int, typer.Option("--rows", min=100, help="Examine at most so many rows. 最多审查行数。")] = ROWS,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Examine a table of features and outcomes for seven sins of method. 审查特征与结果表的七类方法问题。"""
    form = common.form(json, csv)
    told = Told(
        company, name, day, outcome, outcome_day, horizon, split, _known(known), founded, age, tuple(ignore or ())
    )
    with common.progress() as progress:
        found = examined(file, told, prevalence=prevalence, rows=rows, report=common.reporter(progress))
    if form is Form.JSON:
        return document(audit_json(found))
    if form is Form.CSV:
        return as_csv(audit_rows(found, common.lang()), AUDIT_CSV)
    return audit_page(found, common.lang())


def _known(given: list[str] | None) -> Known:
    """`COLUMN=FEATURE`, or `COLUMN` for all features."""
    found = []
    for each in given or ():
        column, _, feature = each.partition("=")
        if not column:
            raise QuestionError(f"'{each}' names no column. Write COLUMN=FEATURE, or COLUMN for all features.")
        found.append((column, feature or None))
    return tuple(found)
