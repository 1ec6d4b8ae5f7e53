"""The options that several commands share, each said once."""

from pathlib import Path
from typing import Annotated

import typer

from hornbook.cli import complete

BookDir = Annotated[
    Path | None, typer.Option("--book", metavar="DIR", help="The book's folder (or HORNBOOK_BOOK; default ./book).")
]
Version = Annotated[int | None, typer.Option("--book-version", metavar="N", help="Ask an earlier version of the book.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DAY", help="The day asked about, YYYY-MM-DD.")]
AsOfToday = Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="The day asked about (default: today).")]
Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DAY", help="As it was known on this day (default: the day asked about)."),
]
Money = Annotated[
    str,
    typer.Option(
        "--money",
        metavar="RULE",
        help="How amounts become dollars: spot, year, or fixed units for one dollar such as CNY=7.",
    ),
]
Under = Annotated[
    str | None,
    typer.Option(
        "--standard",
        metavar="ID[:TIER]",
        autocompletion=complete.complete_standard,
        help="Ask under this standard, an id or the path of its file; without it, private and worth at least US$1bn.",
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="GROUP",
        autocompletion=complete.complete_group,
        help="Count by city, country, region, sector, track, source, year, size (employees) or a standard's answer,"
        " ID[:TIER]; may be repeated.",
    ),
]
OnFacts = Annotated[bool, typer.Option("--on-facts", help="Assume that every open human judgement is favourable.")]
Where = Annotated[
    str | None,
    typer.Option(
        "--where",
        metavar="RULE",
        help="Only companies within this filter, such as 'city in {\"Beijing\"} and age <= 5 years'.",
    ),
]
WhereUnknown = Annotated[
    bool, typer.Option("--where-unknown", help="With --where: keep companies for which the filter cannot be decided.")
]
All = Annotated[bool, typer.Option("--all", help="Show every company on the page.")]


def group_names(by: list[str] | None) -> list[str]:
    """The groups that --by names, once or with commas."""
    return [key.strip() for word in by or [] for key in word.split(",")]
