"""Commands on records that are one company: find them, list them, and decide that two are, or are not."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOfToday, BookDir, Known, Version
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer

LEAST = 0.85
"""The probability from which on a pair is linked, unless the user says otherwise."""

Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="Why; kept with the decision.")]
DecidedBy = Annotated[str | None, typer.Option("--decided-by", metavar="WHO", help="The office or role that decided.")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day of the decision (default: today).")]
First = Annotated[str, typer.Argument(metavar="A", help="A record: its subject or its exact name.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Another record.")]


@answering
def link_command(
    as_of: AsOfToday = None,
    review: Annotated[bool, typer.Option("--review", help="Only list the pairs in doubt; nothing is kept.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Only records that the last full run had not seen.")] = False,
    least: Annotated[
        float, typer.Option("--least", metavar="P", help="Link pairs of at least this probability.")
    ] = LEAST,
    known: Known = None,
    book: BookDir = None,
) -> "Answer":
    """Find records that are one company, and keep it as facts."""
    from hornbook.answers.linkage import ask_doubts, run_linkage

    opened = common.opened(book)
    view = common.view(opened, as_of, known)
    with common.working("link"):
        return ask_doubts(view, least=least) if review else run_linkage(opened, view, new=new, least=least)


@answering
def links_command(
    company: Annotated[
        str | None, typer.Argument(metavar="COMPANY", help="Only the records of this company, a name or a subject.")
    ] = None,
    as_of: AsOfToday = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """List each pair of records that is linked as one company, as known on a day."""
    from hornbook.answers.links import ask_links

    return ask_links(common.view(common.opened(book, version), as_of, known), company)


@answering
def same_command(
    a: First,
    b: Second,
    because: Because,
    decided_by: DecidedBy = None,
    on: On = None,
    book: BookDir = None,
) -> "Answer":
    """Decide that two records are one company, from a day on."""
    return _decide((a, b), because, decided_by, on, book, same=True)


@answering
def apart_command(
    a: First,
    b: Second,
    because: Because,
    decided_by: DecidedBy = None,
    on: On = None,
    book: BookDir = None,
) -> "Answer":
    """Decide that two records are two companies; undoes a merge."""
    return _decide((a, b), because, decided_by, on, book, same=False)


def _decide(
    pair: tuple[str, str], because: str, by: str | None, on: str | None, book: BookDir, *, same: bool
) -> "Answer":
    from hornbook.answers.links import record_decision

    opened = common.opened(book)
    return record_decision(opened, common.view(opened, on, None), pair, same=same, because=because, by=by)
