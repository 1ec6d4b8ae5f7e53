"""The options that several commands share, each said once, in English and Chinese."""

from pathlib import Path
from typing import Annotated

import typer

BookDir = Annotated[
    Path | None,
    typer.Option("--book", metavar="DIR", help="The book's folder (or HORNBOOK_BOOK; default ./book). 账本目录。"),
]
Version = Annotated[
    int | None, typer.Option("--version", metavar="N", help="Ask an earlier version of the book. 账本的早期版本。")
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DAY", help="The day asked about, YYYY-MM-DD. 提问所指的日期。")]
AsOfToday = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="The day asked about (default: today). 提问所指的日期（默认今天）。"),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DAY",
        help="As it was known on this day (default: the day asked about). 以该日所知为准（默认与提问日期相同）。",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON. 输出 JSON。")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV. 输出 CSV。")]
Money = Annotated[
    str,
    typer.Option(
        "--money",
        metavar="RULE",
        help="How amounts become dollars: spot, year, or fixed units for one dollar such as CNY=7. 汇率口径。",
    ),
]
Under = Annotated[
    str | None,
    typer.Option(
        "--standard",
        metavar="ID[:TIER]",
        help="Ask under this standard; without it, private and worth at least US$1bn. 标准，默认为简明标准。",
    ),
]
All = Annotated[bool, typer.Option("--all", help="Show every company on the page. 页面列出全部企业。")]
