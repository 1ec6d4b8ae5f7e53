"""The commands on yearbooks: an edition is made, one of its figures traced, and two editions compared."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Known, Money, OnFacts, Under, Version
from hornbook.cli.output import answering
from hornbook.cli.recheck import asked_again, cited_book, cited_rules
from hornbook.cli.state import named_book
from hornbook.errors import QuestionError
from hornbook.text import Phrase, message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.answers.citation import QuestionCitation
    from hornbook.book.book import Book
    from hornbook.reports.yearbook.manifest import Manifest
    from hornbook.standards.ask import Rule
    from hornbook.terms import Day

Place = Annotated[
    str,
    typer.Option(
        "--place",
        metavar="PLACE",
        help="A country, city or province; city:NAME, region:NAME or country:CODE says which.",
    ),
]
SinceDay = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DAY", help="Compare with this day (default: a year before, or the edition before)."
    ),
]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="FILE", help="The edition before, HTML or PDF: what changed since.")
]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", metavar="FILE", help="A list of potential unicorns that `scout rank --json` wrote."),
]
BaseMap = Annotated[
    Path | None,
    typer.Option("--base-map", metavar="FILE", help="GeoJSON of your own, whose lines are drawn below the map's dots."),
]


@answering
def yearbook_make_command(
    as_of: AsOf,
    place: Place,
    standard: Under = None,
    known: Known = None,
    since: SinceDay = None,
    previous: Previous = None,
    list_file: ListFile = None,
    base_map: BaseMap = None,
    on_facts: OnFacts = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Make the yearbook of a place; -o FILE.html, .pdf or .xlsx, or a folder for all three."""
    from hornbook.answers.saved_list import read_list
    from hornbook.reports.yearbook.ask import YearbookAsked, ask_yearbook
    from hornbook.reports.yearbook.base_map import read_base_map
    from hornbook.reports.yearbook.manifest import read_manifest
    from hornbook.reports.yearbook.place import read_place
    from hornbook.terms import day

    asked = YearbookAsked(
        place=read_place(place),
        standard=standard,
        on_facts=on_facts,
        since=day(since) if since else None,
        list=read_list(list_file) if list_file else None,
        base_map=read_base_map(base_map) if base_map else (),
        previous=read_manifest(previous) if previous else None,
    )
    opened = common.opened(book, version)
    with common.working("yearbook"):
        return ask_yearbook(common.view(opened, as_of, known, money), asked, money=money)


EditionFile = Annotated[Path, typer.Argument(metavar="FILE", help="An edition of a yearbook: HTML or PDF.")]


@answering
def yearbook_trace_command(
    statistic: Annotated[str, typer.Argument(metavar="STATISTIC", help="The id of a figure, such as rank.beijing.")],
    file: EditionFile,
    book: BookDir = None,
) -> "Answer":
    """Say where a figure of an edition comes from; with the book, whether it still says the same."""
    from hornbook.reports.yearbook.manifest import read_manifest
    from hornbook.reports.yearbook.trace import trace

    manifest = read_manifest(file)
    found = trace(manifest, file.name, statistic)
    folder = common.folder(book)
    asked: list[Phrase] = []
    if found.statistic.book_version is not None:
        if not (folder / "_delta_log").is_dir() and not named_book(book):
            return found
        common.require_book(folder)
        asked.append(message("Asked of the book in {path}.", path=str(folder)))
    try:
        again = asked_again(found.statistic.citation, folder)
    except QuestionError as refused:
        if named_book(book):
            raise
        return trace(manifest, file.name, statistic, notes=[refused.phrase])
    return trace(manifest, file.name, statistic, again, asked)


@answering
def yearbook_diff_command(
    earlier: Annotated[Path, typer.Argument(metavar="EARLIER", help="The earlier edition: HTML or PDF.")],
    later: Annotated[Path, typer.Argument(metavar="LATER", help="The later edition: HTML or PDF.")],
    book: BookDir = None,
) -> "Answer":
    """Compare two editions; with the book each difference is split by cause, company by company."""
    from hornbook.reports.yearbook.difference import differences
    from hornbook.reports.yearbook.manifest import read_manifest
    from hornbook.reports.yearbook.split import TwoBooks
    from hornbook.reports.yearbook.trace import tampered

    old, new = read_manifest(earlier), read_manifest(later)
    for path, manifest in ((earlier, old), (later, new)):
        for fault in tampered(manifest):
            common.warn(message("{file}: {fault}", file=path.name, fault=fault))
    files, folder = (earlier.name, later.name), common.folder(book)
    if not (folder / "_delta_log").is_dir() and not named_book(book):
        return differences(old, new, files)
    common.require_book(folder)
    notes: list[Phrase] = []
    try:
        books = TwoBooks.opened(*(_edition_book(manifest, folder) for manifest in (old, new)))
    except QuestionError as refused:
        if named_book(book):
            raise
        return differences(old, new, files, notes=[refused.phrase])
    answer = differences(old, new, files, books, lambda citation, day: _cited_rule(citation, day, folder, notes))
    return replace(answer, notes=(*answer.notes, *dict.fromkeys(notes)))


def _edition_book(manifest: "Manifest", folder: Path) -> "Book":
    """The version of the book that an edition asked; QuestionError where this is another book."""
    from hornbook.answers.citation import read_citation

    found = cited_book(read_citation(manifest.citation), folder)
    assert found is not None
    return found


def _cited_rule(citation: "QuestionCitation", day: "Day", folder: Path, notes: list[Phrase]) -> "Rule":
    """The rule that a citation asked, by the text of then where that is kept."""
    from hornbook.standards.ask import rule

    with cited_rules(citation, folder, notes):
        return rule(dict(citation.options).get("standard"), day)
