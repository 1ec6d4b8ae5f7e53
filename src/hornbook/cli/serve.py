"""The command that shows a book in a browser, and the tokens of its HTTP API."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, served
from hornbook.cli.options import BookDir
from hornbook.errors import QuestionError
from hornbook.text import listing, message

if TYPE_CHECKING:
    from hornbook.console.site import ServerSetup


Host = Annotated[
    str,
    typer.Option(
        "--host",
        envvar="HORNBOOK_HOST",
        show_envvar=False,
        help="The address to listen on (or HORNBOOK_HOST); by default this machine alone.",
    ),
]
Port = Annotated[
    int,
    typer.Option(
        "--port",
        min=0,
        max=65535,
        envvar="HORNBOOK_PORT",
        show_envvar=False,
        help="The port (or HORNBOOK_PORT); 0 takes any that is free.",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="NAME",
        envvar="HORNBOOK_ALLOW_HOSTS",
        show_envvar=False,
        help="Also answer requests for this host, such as the name of a proxy; may be repeated"
        " (or HORNBOOK_ALLOW_HOSTS, with spaces between).",
    ),
]
Rate = Annotated[
    str,
    typer.Option(
        "--rate",
        metavar="N/TIME",
        envvar="HORNBOOK_RATE",
        show_envvar=False,
        help="How many requests one token of the API may make (or HORNBOOK_RATE): 600/m, 20/s.",
    ),
]
Yearbooks = Annotated[
    Path | None,
    typer.Option(
        "--yearbooks",
        metavar="DIR",
        envvar="HORNBOOK_YEARBOOKS",
        show_envvar=False,
        help="Show the yearbooks of this folder (or HORNBOOK_YEARBOOKS); by default that of the demonstration.",
    ),
]
Writable = Annotated[
    bool, typer.Option("--writable", help="Take tables for import, from a browser on this machine alone.")
]
NewToken = Annotated[bool, typer.Option("--new-token", help="Make a token for the API, print it once and end.")]
TokenName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="With --new-token: its name.")]
Tokens = Annotated[bool, typer.Option("--tokens", help="List the names of the tokens and end.")]
Revoke = Annotated[str | None, typer.Option("--revoke", metavar="NAME", help="Revoke a token and end.")]


def serve_command(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    allow_host: AllowHost = None,
    rate: Rate = "600/m",
    yearbooks: Yearbooks = None,
    writable: Writable = False,
    new_token: NewToken = False,
    name: TokenName = None,
    tokens: Tokens = False,
    revoke: Revoke = None,
    book: BookDir = None,
) -> None:
    """Show the book in a browser and over HTTP, to read; Ctrl-C ends it."""
    from hornbook.optional import require_console

    served.require_served("serve")
    folder = common.folder(book)
    common.require_book(folder)
    require_console()
    if sum((new_token, tokens, revoke is not None)) > 1:
        raise QuestionError(message("--new-token, --tokens and --revoke go each alone."))
    if name is not None and not new_token:
        raise QuestionError(message("--name goes with --new-token."))
    if new_token or tokens or revoke is not None:
        _keep_tokens(folder, new=new_token, name=name, revoked=revoke)
        return
    if yearbooks is not None and not yearbooks.is_dir():
        raise QuestionError(message("There is no folder {folder} of yearbooks.", folder=str(yearbooks)))
    from hornbook.console.site import ServerSetup

    setup = ServerSetup(
        host=host, port=port, allowed=tuple(allow_host or ()), rate=rate, yearbooks=yearbooks, writable=writable
    )
    _run(folder, setup)


def _keep_tokens(folder: Path, *, new: bool, name: str | None, revoked: str | None) -> None:
    """Make, revoke or list tokens."""
    from hornbook.console.tokens import new_token, read_tokens, revoke_token

    if new:
        made, text = new_token(folder, name)
        common.warn(message("The token '{name}'; it is shown this once:", name=made))
        typer.echo(text)
    elif revoked is not None:
        revoke_token(folder, revoked)
        common.warn(message("The token '{name}' is revoked.", name=revoked))
    else:
        kept = read_tokens(folder)
        for token in kept:
            typer.echo(f"{token.name}\t{token.made}")
        if not kept:
            common.warn(message("No token was made: the API answers programs on this machine alone."))


def _run(folder: Path, setup: "ServerSetup") -> None:
    """Run the server, and say where it is and for which hosts it answers."""
    from hornbook.console.site import serve

    hosts = listing(setup.hosts)

    def started(address: str) -> None:
        common.warn(message("Hornbook is at {address} (Ctrl-C ends it).", address=address))
        common.warn(message("It answers for these hosts: {hosts}. --allow-host NAME adds one.", hosts=hosts))

    serve(folder, setup, started)
