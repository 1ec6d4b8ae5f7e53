"""The command line: parse, call, print. Errors go to standard error, and bad input ends with exit code 2."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from hornbook.cli import ask, book, common, evidence, fetch, find, lists, names, pairs, rules, scout
from hornbook.cli.options import BookDir
from hornbook.errors import HornbookError
from hornbook.locale import Lang

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Hornbook: dated facts about companies, asked as of a day. 有日期的企业事实，按任意一天提问。",
)

COMMANDS: dict[str, Callable[..., Any]] = {
    "demo": book.demo,
    "init": book.init,
    "fetch": fetch.fetch,
    "import": book.import_,
    "log": book.log,
    "rejects": book.rejects,
    "sources": book.sources,
    "kinds": book.kinds,
    "indicators": ask.indicators,
    "find": find.find,
    "facts": ask.facts,
    "profile": ask.profile,
    "census": ask.census,
    "standards": rules.standards,
    "judge": rules.judge,
    "compare": lists.compare,
    "whatif": lists.whatif,
    "watch": lists.watch,
    "link": pairs.link,
    "links": pairs.links,
    "same": pairs.same,
    "apart": pairs.apart,
    "name": names.name,
    "place": names.place,
    "conflicts": evidence.conflicts,
    "quality": evidence.quality,
    "simulate": book.simulate,
    "compact": book.compact,
}
"""Every command by its name, in the order in which `--help` lists them."""

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(scout.app, name="scout")


@app.callback()
def everywhere(
    book: BookDir = None,
    lang: Annotated[Lang | None, typer.Option("--lang", envvar="HORNBOOK_LANG", help="en or zh. 界面语言。")] = None,
) -> None:
    """Hornbook: dated facts about companies, asked as of a day."""
    common.settle(book, lang)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run a command; a mistake that the user can mend is one message on standard error and exit code 2."""
    try:
        app(args=None if arguments is None else list(arguments))
    except HornbookError as mistake:
        sys.stderr.write(f"hornbook: {mistake}\n")
        raise SystemExit(2) from None
    except OSError as trouble:
        if isinstance(trouble, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        sys.stderr.write(f"hornbook: {trouble.strerror or trouble}: {trouble.filename or ''}\n")
        raise SystemExit(2) from None


__all__ = ["app", "main"]
