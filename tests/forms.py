"""An answer in every form, held to what each promises: its schema, what was asked, the label of a simulated book."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, NoReturn

import jsonschema
import openpyxl
import pypdf

from hornbook.answers.answer import SIMULATED, Answer, Asked
from hornbook.answers.imports import ImportAnswer, LogAnswer
from hornbook.cli import state
from hornbook.cli.output import Form, Output, write_answer
from hornbook.locale import Lang, in_language
from hornbook.terms import VERSION

BATCHES = (LogAnswer, ImportAnswer)
"""Answers whose rows say of each batch whether it is simulated."""

SCHEMAS = Path(__file__).parents[1] / "docs" / "schemas"


def no_such_number(word: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise AssertionError(f"{word} is no JSON number")


def read_json(text: str) -> Any:
    """A text as strict JSON."""
    return json.loads(text, parse_constant=no_such_number)


def check_json(text: str, answer: Answer) -> None:
    """The text is an object of the answer's own schema, and says what was asked."""
    found = read_json(text)
    schema = json.loads((SCHEMAS / f"{type(answer).__name__}.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    asked = found["asked"]
    assert set(asked) == set(Asked.__dataclass_fields__)
    assert asked["hornbook"] == VERSION
    assert asked["known_by_default"] is answer.asked.known_by_default
    assert (asked["day"] is None) == (asked["known"] is None) or asked["book_version"] is None
    assert (asked["book_version"] is None) == (asked["book_digest"] is None)
    assert asked["simulated"] is answer.asked.simulated
    for rule in asked["rules"]:
        assert rule["id"]
        assert rule["edition"]
        assert re.fullmatch("[0-9a-f]{64}", rule["sha256"])


def check_files(answer: Answer, folder: Path) -> None:
    """Its page in both languages, HTML, rows and workbook: each is labelled if the book is simulated, and only then."""
    simulated = answer.asked.simulated
    for lang in Lang:
        state.keep_option(language=lang)
        label = squeezed(in_language(SIMULATED, lang))
        for form in (Form.PAGE, Form.HTML):
            assert (label in squeezed(as_text(answer, form, folder))) is simulated, (form, lang)
        assert (label in squeezed(as_pdf(answer, folder))) is simulated, lang
    state.keep_option(language=Lang.EN)
    check_rows(answer, as_text(answer, Form.CSV, folder))
    file = folder / "answer.xlsx"
    write_answer(answer, Output(Form.XLSX, file, bom=False))
    about = {str(row[0]): row[1] for row in openpyxl.load_workbook(file)["about"].iter_rows(values_only=True)}
    assert about["hornbook"] == VERSION
    assert ("simulated" in about) is simulated
    state.forget_options()


def check_rows(answer: Answer, text: str) -> None:
    """Every row of a simulated book's CSV says so; other books need no such column."""
    rows = list(csv.DictReader(io.StringIO(text)))
    assert not any(None in row for row in rows)
    if answer.asked.simulated:
        assert "simulated" in text.partition("\n")[0].split(",")
        assert {row["simulated"] for row in rows} <= ({"true", "false"} if isinstance(answer, BATCHES) else {"true"})
    else:
        assert not any(row.get("simulated") == "true" for row in rows)


def as_text(answer: Answer, form: Form, folder: Path) -> str:
    """An answer as the text of a file."""
    file = folder / "answer.txt"
    write_answer(answer, Output(form, file, bom=False))
    return file.read_text(encoding="utf-8")


def as_pdf(answer: Answer, folder: Path) -> str:
    """The words of an answer's printed pages."""
    file = folder / "answer.pdf"
    write_answer(answer, Output(Form.PDF, file, bom=False))
    return "".join(page.extract_text() for page in pypdf.PdfReader(file).pages[:3])


def squeezed(text: str) -> str:
    """A text without white space, because a page breaks its lines where they are full."""
    return "".join(text.split())
