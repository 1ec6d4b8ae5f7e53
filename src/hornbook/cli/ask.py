"""Commands that ask the book: one company's facts and indicators, and all companies' indicators."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Known, Money, Version, Where, WhereUnknown
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def indicators_command() -> "Answer":
    """List the indicators with unit and meaning."""
    from hornbook.answers.catalogues import ask_indicators

    return ask_indicators()


@answering
def facts_command(
    company: Annotated[str, typer.Argument(help="A company's name or subject.")],
    as_of: AsOfToday = None,
    known: Known = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only facts of this kind; may be repeated.")
    ] = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """List every fact about a company that counts on a day."""
    from hornbook.answers.facts import ask_facts

    return ask_facts(common.view(common.opened(book, version), as_of, known), company, kind or ())


@answering
def profile_command(
    company: Annotated[str | None, typer.Argument(help="A company's name or subject; all companies, if none.")] = None,
    as_of: AsOf = ...,  # type: ignore[assignment]
    known: Known = None,
    columns: Annotated[
        str | None,
        typer.Option(autocompletion=complete.complete_indicator, help="Indicators, separated by commas."),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="INDICATOR",
            autocompletion=complete.complete_indicator,
            help="Without COMPANY: order by this indicator.",
        ),
    ] = None,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    why: Annotated[
        str | None,
        typer.Option(autocompletion=complete.complete_indicator, help="Show the very facts behind this indicator."),
    ] = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Show indicators of one company, or of all, as of a day."""
    from hornbook.answers.facts import ask_why
    from hornbook.answers.profile import ask_profile, ask_profiles

    view = common.view(common.opened(book, version), as_of, known, money)
    names = [name.strip() for name in columns.split(",")] if columns else None
    chosen = common.company_filter(where, where_unknown)
    if chosen and company is not None:
        raise QuestionError(message("--where goes with the profile of all companies; leave out COMPANY."))
    if sort and company is not None:
        raise QuestionError(message("--sort goes with the profile of all companies; leave out COMPANY."))
    if why is None:
        if company is None:
            return ask_profiles(view, names, where=chosen, sort=sort)
        return ask_profile(view, company, names)
    if company is None:
        raise QuestionError(message("--why needs a company: hornbook profile COMPANY --as-of DAY --why INDICATOR."))
    return ask_why(view, company, why)
