"""The last step of the demonstration: the yearbook of a city of the region, as HTML and PDF."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hornbook.answers.citation import cited_answer
from hornbook.book.view import View
from hornbook.cli.output import Form, Output, write_answer
from hornbook.optional import can_print
from hornbook.render.sheet import Block, Heading, Line
from hornbook.reports.yearbook.ask import YearbookAsked, ask_yearbook
from hornbook.reports.yearbook.place import read_place
from hornbook.text import message

PLACE = "Beijing"


def write_demo_yearbook(folder: Path, view: View) -> Iterator[Block]:
    """Write the yearbook beside the book and say where it lies; without the extra `report`, what to install."""
    yield Heading(message("6. A yearbook to hand on"))
    if not can_print():
        yield Line(message('No yearbook was written: it needs the extra. Install it: pip install "hornbook[report]"'))
        return
    place = read_place(PLACE)
    answer = ask_yearbook(view, YearbookAsked(place=place))
    citation = str(cited_answer(answer.asked, "yearbook/make", [("place", PLACE)], answer))
    answer = replace(answer, asked=replace(answer.asked, citation=citation))
    files = {form: folder.parent / f"{folder.name or 'demo'}-yearbook.{form.value}" for form in (Form.HTML, Form.PDF)}
    for form, file in files.items():
        write_answer(answer, Output(form, file, bom=False))
    yield Line(
        message(
            "The yearbook of {place}, {n:,} figures with their sources:", place=place.name, n=len(answer.statistics)
        )
    )
    for file in files.values():
        yield Line(str(file), 2, whole=True)
