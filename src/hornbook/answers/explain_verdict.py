"""The verdict of a standard as a part of another answer: the one place where the scout calls the verdict's page."""

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.answers.verdict import verdict_json
from hornbook.answers.verdict_page import verdict_pages
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render.sheet import Block, Line
from hornbook.standards.library import library
from hornbook.standards.verdict import judge
from hornbook.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPart:
    """A verdict as JSON has it, and as blocks of a page."""

    value: Mapping[str, Any]
    blocks: tuple[Block, ...]


def verdict_part(view: View, standard: str, subject: str) -> VerdictPart:
    """The verdict of one company under a standard; StandardError or QuestionError where there is none."""
    verdict = judge(view, library[standard], subject)
    # The verdict's page prints; until it is a sheet, what it prints is taken word for word.
    pages = {}
    for lang in Lang:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            verdict_pages([verdict], view, lang)
        pages[lang] = out.getvalue().strip("\n")
    return VerdictPart(value=verdict_json(verdict, view), blocks=(Line(Text(pages[Lang.EN], pages[Lang.ZH])),))
