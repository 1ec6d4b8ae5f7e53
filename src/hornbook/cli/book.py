"""Commands on the book itself: making one, importing into it, and what it says of its own making."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete, served
from hornbook.cli.options import BookDir, Version
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


def demo_command(
    book: BookDir = None,
    companies: Annotated[int, typer.Option(min=1_000, max=10_000_000, help="How many simulated companies.")] = 60_000,
) -> None:
    """Build a simulated region, count its unicorns and tell one company's story."""
    from hornbook.cli.demo import run_demo

    served.require_served("demo")
    with common.progress() as progress:
        run_demo(common.folder(book, Path("demo-book")), companies, common.lang(), common.reporter(progress))


@answering
def init_command(
    export: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Make the book again from what `hornbook export` wrote."),
    ] = None,
    book: BookDir = None,
) -> "Answer":
    """Make an empty book, or the book of an export."""
    from hornbook.answers.export import make_book_of_export
    from hornbook.answers.imports import make_book

    if export is None:
        return make_book(common.folder(book))
    with common.progress() as progress:
        return make_book_of_export(common.folder(book), export, common.counter(progress, message("versions read")))


@answering
def import_command(
    source_name: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="A name that `hornbook sources` lists.", autocompletion=complete.complete_source
        ),
    ],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Its files.")],
    recorded: Annotated[
        str | None,
        typer.Option("--recorded", metavar="DAY", help="The day on which the maker knew what the files say."),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what the import would do, and write nothing; needs no book.")
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="With --preview: say which of its companies the book has already.")
    ] = False,
    progress_file: Annotated[
        Path | None,
        typer.Option("--progress", metavar="FILE", help="Keep in this file how many rows were read so far."),
    ] = None,
    book: BookDir = None,
) -> "Answer":
    """Import files of a source: all of them, or none; the same file twice adds nothing."""
    from hornbook.answers.imports import import_files
    from hornbook.answers.preview import ask_preview
    from hornbook.sources.source import source
    from hornbook.terms import day

    source(source_name)  # a slip in its name is told before the book is opened
    since = day(recorded) if recorded else None
    if compare and not preview:
        raise QuestionError(message("--compare goes with --preview."))
    if preview:
        return ask_preview(source_name, paths, since, common.opened(book) if compare else None)
    opened = common.opened(book)
    with common.progress() as progress:
        report = common.noted(common.reporter(progress), progress_file)
        return import_files(opened, source_name, paths, since, report)


def mapping_command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table: .csv, .tsv, .xlsx, .json, .jsonl or .parquet.")
    ],
) -> None:
    """Draft a mapping of a table, to be read and mended before `hornbook import table`."""
    from hornbook.formats.rows import existing
    from hornbook.sources.table.draft import draft_of
    from hornbook.sources.table.draft_text import draft_text

    typer.echo(draft_text(draft_of(existing(file))), nl=False)


@answering
def log_command(book: BookDir = None, version: Version = None) -> "Answer":
    """List the batches: what was imported, when recorded, and what was refused."""
    from hornbook.answers.imports import ask_log

    return ask_log(common.opened(book, version))


@answering
def rejects_command(
    batch: Annotated[str | None, typer.Argument(help="A batch that `hornbook log --json` lists; all, if none.")] = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """List refused rows and cells with their place and the reason."""
    from hornbook.answers.imports import ask_rejects

    return ask_rejects(common.opened(book, version), batch)


@answering
def sources_command() -> "Answer":
    """List the sources that can be imported, and what they promise."""
    from hornbook.answers.catalogues import ask_sources

    return ask_sources()


@answering
def kinds_command() -> "Answer":
    """List the kinds of fact."""
    from hornbook.answers.catalogues import ask_kinds

    return ask_kinds()


@answering
def simulate_command(
    companies: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many companies.")] = 60_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same region.")] = 7,
    until: Annotated[str, typer.Option(metavar="DAY", help="The last day of its 25 years.")] = "2025-12-31",
    backfilled: Annotated[
        float,
        typer.Option(min=0, max=1, metavar="SHARE", help="The share of funding rounds entered long after."),
    ] = 0.0,
    book: BookDir = None,
) -> "Answer":
    """Add a simulated region to the book, visibly labelled as simulated."""
    from hornbook.answers.imports import import_simulated as simulate_into
    from hornbook.sources.simulated import recipe
    from hornbook.terms import day

    opened = common.opened(book)
    with common.progress() as progress:
        text = recipe(companies, seed, day(until), backfilled=backfilled)
        name = f"simulated-{companies}-{seed}.toml"
        return simulate_into(opened, text, name, common.reporter(progress))


@answering
def compact_command(book: BookDir = None) -> "Answer":
    """Rewrite many small files as few; no answer changes, nor any earlier version."""
    from hornbook.answers.imports import compact_book

    return compact_book(common.opened(book))


To = Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")]


@answering
def verify_command(book: BookDir = None) -> "Answer":
    """Check every file of the book against the digests that were written; exit code 1 where one is damaged."""
    from hornbook.answers.verify import verify_book

    with common.progress() as progress:
        return verify_book(common.folder(book), common.counter(progress, message("files checked")))


@answering
def backup_command(to: To, book: BookDir = None) -> "Answer":
    """Copy the book with all its versions into a folder, and check the copy."""
    from hornbook.answers.verify import back_up_book

    with common.progress() as progress:
        return back_up_book(common.folder(book), to, common.counter(progress, message("files copied")))


@answering
def upgrade_command(to: To, book: BookDir = None) -> "Answer":
    """Write a book that was made before 0.2 in today's format into a folder; the old one stays as it is."""
    from hornbook.answers.verify import upgrade_book

    with common.progress() as progress:
        return upgrade_book(common.folder(book), to, common.counter(progress, message("files copied")))
