"""Editions of a yearbook of a small region, made once for all tests that read them."""

from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from hornbook.answers.answer import Answer
from hornbook.cli import output, state
from hornbook.cli.output import Form, Output, write_answer
from hornbook.locale import Lang
from hornbook.reports.yearbook.answer import YearbookAnswer
from tests.cli.here import hornbook

DAY, PLACE = "2024-12-31", "Beijing"
WORDS = ["yearbook", "make", "--as-of", DAY, "--place", PLACE]
OF_YEARBOOKS = ("make", "trace", "diff")
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
    text, answer = asked_edition(*WORDS, book=book)
    assert isinstance(answer, YearbookAnswer)
    files = {}
    for lang in Lang:
        state.keep_option(language=lang)
        for form in FORMS:
            files[lang, form] = folder / f"{lang}.{form}"
            write_answer(answer, Output(form, files[lang, form], bom=False))
    state.forget_options()
    return Made(book, text, answer, files)


def asked_edition(*words: str, book: Path) -> tuple[str, Answer]:
    """What a command prints as JSON, and its answer."""
    answers: list[Answer] = []

    def write(answer: Answer, where: Output) -> None:
        answers.append(answer)
        written(answer, where)

    written = output.write_answer
    with patch.object(output, "write_answer", write):
        done = hornbook(*words, "--json", book=book)
    assert done.code == 0, done.err
    return done.out, answers[0]
