"""Editions of a yearbook of a small region, made once for all tests that read them."""

import contextlib
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from hornbook.cli import output, state
from hornbook.cli.output import Form, Output, write_answer
from hornbook.locale import Lang
from hornbook.reports.yearbook.answer import YearbookAnswer
from tests.cli.here import hornbook

DAY, PLACE = "2024-12-31", "Beijing"
WORDS = ["yearbook", "make", "--as-of", DAY, "--place", PLACE]
OF_YEARBOOKS = ("make", "trace")
"""The commands whose answers the tests of reports hold to their forms."""
FORMS = (Form.HTML, Form.PDF, Form.XLSX)


class Made(NamedTuple):
    """A book, the edition that it gives as JSON and as an answer, and its files by language and form."""

    book: Path
    text: str
    answer: YearbookAnswer
    files: dict[tuple[Lang, Form], Path]


def made_edition(folder: Path, companies: int = 1500) -> Made:
    """Simulate a region, make the yearbook of its capital, and write it in every form and language."""
    book = folder / "book"
    for words in (["init"], ["simulate", "--companies", str(companies), "--until", DAY]):
        assert hornbook(*words, book=book).code == 0
    answers: list[YearbookAnswer] = []

    def write(answer: YearbookAnswer, where: Output) -> None:
        answers.append(answer)
        written(answer, where)

    written = output.write_answer
    with contextlib.chdir(folder), patch.object(output, "write_answer", write):
        done = hornbook(*WORDS, "--json", book=book)
    assert done.code == 0, done.err
    files = {}
    for lang in Lang:
        state.keep_option(language=lang)
        for form in FORMS:
            files[lang, form] = folder / f"{lang}.{form}"
            write_answer(answers[0], Output(form, files[lang, form], bom=False))
    state.forget_options()
    return Made(book, done.out, answers[0], files)
