"""An answer as the bytes of a file: the same as the command line writes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hornbook.answers.answer import Answer, asked_lines, row_label
from hornbook.locale import Lang
from hornbook.render import csv, json, xlsx
from hornbook.render.sheet import main_table

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
"""The forms of a download with their content types."""


def file_bytes(answer: Answer, form: str, lang: Lang) -> bytes:
    """An answer in one of FORMATS."""
    if form == "json":
        return "".join(json.json_parts(answer)).encode()
    if form == "csv":
        return "".join(csv.table_lines(main_table(answer.tables()), row_label(answer.asked))).encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answer.xlsx"
        xlsx.write_workbook(path, answer.tables(), asked_lines(answer.asked), lang)
        return path.read_bytes()
