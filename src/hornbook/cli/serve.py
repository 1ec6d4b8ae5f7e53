"""The command that shows a book in a browser."""

from typing import Annotated

import typer

from hornbook.cli import common, served
from hornbook.cli.options import BookDir
from hornbook.text import message


def serve_command(
    host: Annotated[str, typer.Option("--host", help="The address to listen on; by default this machine alone.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")] = 8000,
    book: BookDir = None,
) -> None:
    """Show the book in a browser, to read; Ctrl-C ends it."""
    from hornbook.optional import require_console

    served.require_served("serve")
    folder = common.folder(book)
    common.require_book(folder)
    require_console()
    from hornbook.console.site import serve

    def started(address: str) -> None:
        common.warn(message("Hornbook is at {address} (Ctrl-C ends it).", address=address))

    serve(folder, host, port, started)
