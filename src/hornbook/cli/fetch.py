"""The command that fetches a source's files from their maker; what it fetches is imported by another."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from hornbook.cli import common
from hornbook.cli.options import Csv, Json
from hornbook.errors import QuestionError, suggestion
from hornbook.fetch import MOST, Fetched, Order
from hornbook.fetch import fetch as fetch_one
from hornbook.locale import Lang
from hornbook.render.show import Column, Form, console, table
from hornbook.sources.source import Fetch, fetchable
from hornbook.text import Text, listing, message

FETCHED = [
    Column("file", Text("file", "文件")),
    Column("bytes", Text("bytes", "字节数"), True),
    Column("sha256", Text("SHA-256", "SHA-256")),
    Column("there", Text("was there", "已存在")),
]


def fetch(
    source_name: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A source whose files are published. 来源名称。"),
    ],
    periods: Annotated[
        list[str], typer.Argument(metavar="PERIOD…", help="What of it: 2015q4, or a day 2024-01-15. 期次。")
    ],
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the files go. 存放目录。")] = Path(),
    base: Annotated[
        str | None, typer.Option("--from", metavar="URL", help="Another address to fetch from, a mirror. 镜像地址。")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact",
            metavar="ADDRESS",
            help="How to reach you; sent to the maker, not kept. 联系方式，不留存。",
        ),
    ] = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="HEX", help="What the one file's SHA-256 must be. 应有的摘要。")
    ] = None,
    most: Annotated[
        int, typer.Option("--most", metavar="MIB", min=1, help="Fetch no more than so many MiB a file. 单文件上限。")
    ] = MOST >> 20,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Fetch a source's files; a broken download goes on where it stopped. 下载来源文件，可断点续传。"""
    form = common.form(json, csv)
    if sha256 and len(periods) > 1:
        raise QuestionError("--sha256 is of one file; name one period with it.")
    how = _how(source_name)
    orders = [_order(source_name, how, period, into, base, contact, sha256, most << 20) for period in periods]
    done = [_run(order) for order in orders]
    if form is not Form.PAGE:
        rows = [{"file": str(d.path), "bytes": d.size, "sha256": d.sha256, "there": d.there} for d in done]
        return table(rows, FETCHED, form, common.lang())
    for found in done:
        for line in _lines(source_name, found):
            console().print(line, soft_wrap=True, markup=False, highlight=False)
    return None


def _how(name: str) -> Fetch:
    """How a source is fetched; QuestionError names those that can be."""
    known = fetchable()
    if name not in known:
        raise QuestionError(
            message(
                "Nothing says where the files of '{name}' are published.{hint} `hornbook fetch` knows {known}; files "
                "of any source that you have are imported with `hornbook import`.",
                name=name,
                hint=suggestion(name, known),
                known=listing(known),
            )
        )
    return known[name]


def _order(
    name: str, how: Fetch, period: str, into: Path, base: str | None, contact: str | None, sha256: str | None, most: int
) -> Order:
    target = into / how.name(period)
    root = (base or how.base).rstrip("/") + "/"
    if not root.startswith("https://") and not (base and root.startswith("http://")):
        raise QuestionError(f"'{base}' is no address to fetch from. Write https://…, or http://… of a mirror.")
    if contact is not None and not _sendable(contact):
        raise QuestionError(f"--contact: {contact[:80]!r} cannot be sent. Write an address such as you@example.org.")
    if how.contact and base is None and contact is None and not target.exists():
        raise QuestionError(
            f"{name}: the maker refuses callers who do not say how they can be reached. Add --contact you@example.org;"
            " it is sent with the request and not kept."
        )
    addresses = tuple(root + path for path in how.paths(period))
    return Order(
        addresses=addresses,
        target=target,
        by_hand=(
            f"To go on by hand, download {addresses[0]} where there is a network, save it as {target.name}, and then"
            f" `hornbook import {name} {target.name}`."
        ),
        contact=contact,
        sha256=sha256,
        most=most,
        agent=f"Hornbook/{_version()}",
    )


def _sendable(contact: str) -> bool:
    """Whether the words fit into one header line."""
    return 3 <= len(contact) <= 200 and contact.isascii() and contact.isprintable() and "@" in contact


def _version() -> str:
    try:
        return version("hornbook")
    except PackageNotFoundError:
        return "0"


def _run(order: Order) -> Fetched:
    """Fetch with a bar on standard error, where somebody watches."""
    out = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=out, transient=True, disable=not out.is_terminal
    ) as progress:
        task = progress.add_task(order.target.name, total=None)
        return fetch_one(order, lambda done, total: progress.update(task, completed=done, total=total))


def _lines(name: str, found: Fetched) -> list[str]:
    """What was fetched, its digest, and the command that imports it."""
    zh = common.lang() is Lang.ZH
    size = f"{found.size:,}"
    if zh:
        first = f"{found.path}：{size} 字节，{'本已存在' if found.there else '已下载'}。"
    else:
        first = f"{found.path}: {size} bytes, {'there already' if found.there else 'fetched'}."
    then = "下一步" if zh else "Next"
    return [first, f"  sha256 {found.sha256}", f"  {then}: hornbook import {name} {found.path}"]
