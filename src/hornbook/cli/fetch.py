"""The command that fetches a source's files from their maker; what it fetches is imported by another."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import complete
from hornbook.cli.output import answering
from hornbook.errors import QuestionError, suggestion
from hornbook.text import listing, message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.fetch import Fetched, Order
    from hornbook.sources.source import Fetch

MOST_MIB = 4096
"""A file of more MiB than this is not fetched unless the user says so."""


@answering
def fetch_command(
    source_name: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="A source whose files are published.", autocompletion=complete.complete_fetched
        ),
    ],
    periods: Annotated[
        list[str], typer.Argument(metavar="PERIOD…", help="Which of its files: 2015q4, or a day 2024-01-15.")
    ],
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the files go.")] = Path(),
    mirror: Annotated[
        str | None, typer.Option("--mirror", metavar="URL", help="Another address to fetch from, a mirror.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", metavar="ADDRESS", help="How to reach you; sent to the maker, not kept."),
    ] = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="HEX", help="What the one file's SHA-256 must be.")
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="MIB", min=1, help="Fetch no more than so many MiB a file.")
    ] = MOST_MIB,
) -> "Answer":
    """Fetch a source's files; a broken download goes on where it stopped."""
    from hornbook.answers.fetched import fetch_answer

    if sha256 and len(periods) > 1:
        raise QuestionError(message("--sha256 is of one file; name one period with it."))
    how = _how(source_name)
    orders = [_order(source_name, how, period, into, mirror, contact, sha256, most << 20) for period in periods]
    return fetch_answer(source_name, [_run(order) for order in orders])


def _how(name: str) -> "Fetch":
    """How a source is fetched; QuestionError names those that can be."""
    from hornbook.sources.source import fetchable

    known = fetchable()
    if name not in known:
        raise QuestionError(
            message(
                "Nothing says where the files of '{name}' are published.{hint} `hornbook fetch` knows {known}; files of"
                " any source that you have are imported with `hornbook import`.",
                name=name,
                hint=suggestion(name, known),
                known=listing(known),
            )
        )
    return known[name]


def _order(
    name: str,
    how: "Fetch",
    period: str,
    into: Path,
    mirror: str | None,
    contact: str | None,
    sha256: str | None,
    most: int,
) -> "Order":
    from hornbook.fetch import Order
    from hornbook.terms import VERSION

    target = into / how.name(period)
    root = (mirror or how.base).rstrip("/") + "/"
    if not root.startswith("https://") and not (mirror and root.startswith("http://")):
        raise QuestionError(
            message(
                "'{address}' is no address to fetch from. Write https://…, or http://… of a mirror.", address=mirror
            )
        )
    if contact is not None and not _sendable(contact):
        raise QuestionError(
            message(
                "--contact: {contact!r} cannot be sent. Write an address such as you@example.org.", contact=contact[:80]
            )
        )
    if how.contact and mirror is None and contact is None and not target.exists():
        raise QuestionError(
            message(
                "{name}: the maker refuses callers who do not say how they can be reached. Add --contact"
                " you@example.org; it is sent with the request and not kept.",
                name=name,
            )
        )
    addresses = tuple(root + path for path in how.paths(period))
    return Order(
        addresses=addresses,
        target=target,
        by_hand=message(
            "To go on by hand, download {address} where there is a network, save it as {file}, and then"
            " `hornbook import {name} {file}`.",
            address=addresses[0],
            file=target.name,
            name=name,
        ),
        contact=contact,
        sha256=sha256,
        most=most,
        agent=f"Hornbook/{VERSION}",
    )


def _sendable(contact: str) -> bool:
    """Whether the words fit into one header line."""
    return 3 <= len(contact) <= 200 and contact.isascii() and contact.isprintable() and "@" in contact


def _run(order: "Order") -> "Fetched":
    """Fetch with a bar on standard error, where somebody watches."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    from hornbook.fetch import fetch_file as fetch_one

    out = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=out, transient=True, disable=not out.is_terminal
    ) as progress:
        task = progress.add_task(order.target.name, total=None)
        return fetch_one(order, lambda done, total: progress.update(task, completed=done, total=total))
