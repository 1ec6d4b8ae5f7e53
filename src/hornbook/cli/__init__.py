"""The command line: parse, call, render. Errors go to standard error, and bad input ends with exit code 2."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from hornbook.cli import state, usage
from hornbook.cli.lazy import LazyGroup, translated_command
from hornbook.cli.options import BookDir
from hornbook.errors import HornbookError, reason
from hornbook.locale import Lang, printed
from hornbook.terms import VERSION
from hornbook.text import Phrase, listing, message, one_line

SURPRISE = 70
"""The exit code of an error that is Hornbook's own."""

INTERRUPTED = 130
"""The exit code of a command that was stopped by Ctrl-C; Typer returns it instead of raising an error."""

SCOUT: dict[str, Any] = {
    "learn": "hornbook.cli.scout_model:learn_command",
    "rank": "hornbook.cli.scout:rank_command",
    "explain": "hornbook.cli.scout:explain_command",
    "backtest": "hornbook.cli.scout:backtest_command",
    "hindsight": "hornbook.cli.scout:hindsight_command",
    "register": "hornbook.cli.scout_forecast:register_command",
    "score": "hornbook.cli.scout_forecast:score_command",
    "ledger": "hornbook.cli.scout_forecast:ledger_command",
    "audit": "hornbook.cli.scout_audit:audit_command",
}

SUPPORT: dict[str, Any] = {
    "list": "hornbook.cli.support:support_list_command",
    "entitled": "hornbook.cli.support:entitled_command",
    "bundle": "hornbook.cli.support:bundle_command",
    "beneficiaries": "hornbook.cli.support:beneficiaries_command",
    "cost": "hornbook.cli.support:cost_command",
    "match": "hornbook.cli.match:match_command",
}

YEARBOOK: dict[str, Any] = {
    "make": "hornbook.cli.yearbook:yearbook_make_command",
    "trace": "hornbook.cli.yearbook:yearbook_trace_command",
    "diff": "hornbook.cli.yearbook:yearbook_diff_command",
}

GROUPS = {"support": SUPPORT, "scout": SCOUT, "yearbook": YEARBOOK}
"""The commands that stand behind another word, by that word."""


class _Support(LazyGroup):
    places = SUPPORT


support = typer.Typer(
    cls=_Support,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Measures of support: who may have what, and how much.",
)
support.callback()(lambda: None)


class _Scout(LazyGroup):
    places = SCOUT


scout = typer.Typer(cls=_Scout, no_args_is_help=True, rich_markup_mode=None, help="Potential unicorns, ranked.")
scout.callback()(lambda: None)


class _Yearbook(LazyGroup):
    places = YEARBOOK


yearbook = typer.Typer(
    cls=_Yearbook, no_args_is_help=True, rich_markup_mode=None, help="The yearbook of a place: made, traced, compared."
)
yearbook.callback()(lambda: None)

COMMANDS: dict[str, Any] = {
    "demo": "hornbook.cli.book:demo_command",
    "init": "hornbook.cli.book:init_command",
    "fetch": "hornbook.cli.fetch:fetch_command",
    "import": "hornbook.cli.book:import_command",
    "mapping": "hornbook.cli.book:mapping_command",
    "log": "hornbook.cli.book:log_command",
    "rejects": "hornbook.cli.book:rejects_command",
    "sources": "hornbook.cli.book:sources_command",
    "kinds": "hornbook.cli.book:kinds_command",
    "indicators": "hornbook.cli.ask:indicators_command",
    "find": "hornbook.cli.find:find_command",
    "facts": "hornbook.cli.ask:facts_command",
    "profile": "hornbook.cli.ask:profile_command",
    "overview": "hornbook.cli.overview:overview_command",
    "census": "hornbook.cli.census:census_command",
    "standards": "hornbook.cli.rules:standards_command",
    "judge": "hornbook.cli.rules:judge_command",
    "coffee": "hornbook.cli.coffee:coffee_command",
    "compare": "hornbook.cli.lists:compare_command",
    "whatif": "hornbook.cli.lists:whatif_command",
    "watch": "hornbook.cli.lists:watch_command",
    "ecosystem": "hornbook.cli.ecosystem:ecosystem_command",
    "published": "hornbook.cli.published:published_command",
    "link": "hornbook.cli.pairs:link_command",
    "links": "hornbook.cli.pairs:links_command",
    "same": "hornbook.cli.pairs:same_command",
    "apart": "hornbook.cli.pairs:apart_command",
    "decide": "hornbook.cli.by_hand:decide_command",
    "state": "hornbook.cli.by_hand:state_command",
    "withdraw": "hornbook.cli.by_hand:withdraw_command",
    "name": "hornbook.cli.names:name_command",
    "place": "hornbook.cli.names:place_command",
    "conflicts": "hornbook.cli.evidence:conflicts_command",
    "quality": "hornbook.cli.evidence:quality_command",
    "simulate": "hornbook.cli.book:simulate_command",
    "compact": "hornbook.cli.book:compact_command",
    "recheck": "hornbook.cli.recheck:recheck_command",
    "verify": "hornbook.cli.book:verify_command",
    "backup": "hornbook.cli.book:backup_command",
    "upgrade": "hornbook.cli.book:upgrade_command",
    "export": "hornbook.cli.export:export_command",
    "erase": "hornbook.cli.erase:erase_command",
    "serve": "hornbook.cli.serve:serve_command",
    "support": support,
    "scout": scout,
    "yearbook": yearbook,
}
"""Every command by its name, in the order in which `--help` lists them, with the place of its function."""


class _Commands(LazyGroup):
    places = COMMANDS


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Hornbook: dated facts about companies, asked as of a day.",
)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"hornbook {VERSION}\n")
        raise typer.Exit


@app.callback()
def everywhere(
    book: BookDir = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="The language of pages, help and errors.")] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help="Where questions are answered: embedded, or sc://host:port for a server of Spark Connect"
            " (or HORNBOOK_ENGINE).",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print Hornbook's version and exit.")
    ] = False,
) -> None:
    """Hornbook: dated facts about companies, asked as of a day."""
    state.keep_option(book=book, language=lang, engine=engine)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run a command; a mistake that the user can mend is one message on standard error and exit code 2."""
    state.forget_options()
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        _prints_all(stream)
    if "_HORNBOOK_COMPLETE" in os.environ:
        # On a Tab, Typer would load Rich only to take markup out of our help, which has none.
        sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
    try:
        _refuse_broken(words)
        state.keep_option(engine=_taken_option(words, "--engine"))
        run = translated_command(typer.main.get_command(app)) if _take_language(words) else typer.main.get_command(app)
        code = run(args=words, prog_name="hornbook", standalone_mode=False)
    except HornbookError as mistake:
        raise _ended(mistake.phrase, 2) from None
    except typer.Abort:
        raise _ended(message("Stopped."), INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as trouble:
        place = [str(trouble.filename)] if trouble.filename else []
        raise _ended(listing([reason(trouble), *place], ": "), 2) from None
    except Exception as surprise:
        raise _surprised(surprise) from None
    if code == INTERRUPTED:
        raise _ended(message("Stopped."), INTERRUPTED)
    if isinstance(code, int) and code:
        raise SystemExit(code)


def _refuse_broken(words: Iterable[str]) -> None:
    """Refuse a word with bytes that are no text: nothing in a book can be called so, and no page could print it."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            shown = word.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            raise HornbookError(message("'{word}' is not UTF-8.", word=shown))


def _prints_all(stream: Any) -> None:
    """Have a stream print every letter: ASCII becomes UTF-8, any other encoding shows what it lacks as an escape."""
    encoding = str(getattr(stream, "encoding", None) or "").lower()
    if "utf" in encoding or not hasattr(stream, "reconfigure"):
        return
    if encoding in ("ascii", "us-ascii", "ansi_x3.4-1968", "646"):
        stream.reconfigure(encoding="utf-8")
    else:
        stream.reconfigure(errors="backslashreplace")


def _take_language(words: list[str]) -> Lang:
    """Take `--lang` out of the words, so that help and errors speak it too."""
    taken = _taken_option(words, "--lang")
    if taken is not None:
        try:
            state.keep_option(language=Lang(taken))
        except ValueError:
            raise HornbookError(message("--lang: '{word}' is neither en nor zh.", word=taken)) from None
    return state.lang()


def _taken_option(words: list[str], option: str) -> str | None:
    """The value of an option that may stand anywhere; it is taken out of the words."""
    kept, taken, rest = [], None, iter(words)
    for word in rest:
        if word == "--":
            kept += [word, *rest]
        elif word == option:
            taken = next(rest, "")
        elif word.startswith(f"{option}="):
            taken = word.removeprefix(f"{option}=")
        else:
            kept.append(word)
    words[:] = kept
    return taken


def _surprised(surprise: Exception) -> SystemExit:
    """How an error ends that is not ours: a usage error with a hint, else one line and an exit code of its own."""
    shown = getattr(surprise, "format_message", None)
    if shown is not None:
        if type(surprise).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(surprise.ctx.get_help() + "\n")  # type: ignore[attr-defined]
            return SystemExit(2)
        return _ended(
            message("{problem} {help}", problem=usage.usage_phrase(surprise), help=usage.try_help(surprise)), 2
        )
    if os.environ.get("HORNBOOK_DEBUG"):
        import traceback

        traceback.print_exc()
    name, text = type(surprise).__name__, " ".join(str(surprise).split())[:300]
    return _ended(
        message(
            "an unforeseen error, {name}: {text}. This is a fault of Hornbook; set HORNBOOK_DEBUG=1 to see where.",
            name=name,
            text=text,
        ),
        SURPRISE,
    )


def _ended(phrase: Phrase, code: int) -> SystemExit:
    text = printed(phrase, state.lang()).replace("\t", " ")
    shown = "\n".join(map(one_line, text.split("\n")))
    sys.stderr.write(f"hornbook: {shown}\n")
    return SystemExit(code)


def every_command() -> Iterator[str]:
    """The name of every command, those of groups with the group's."""
    for name, place in COMMANDS.items():
        if isinstance(place, str):
            yield name
        else:
            yield from (f"{name} {inner}" for inner in GROUPS[name])


__all__ = ["COMMANDS", "app", "every_command", "main"]
