"""Commands on records that are one company: list them, and a person's word that two are, or are not."""

from typing import Annotated, Any

import typer

from hornbook import pairs
from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.options import AsOfToday, BookDir, Csv, Json, Known, Version
from hornbook.show import Column, Form, Page, document, table
from hornbook.terms import Text

Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="Why; kept with the decision. 理由。")]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="The office or role that decided. 决定部门或职务。")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day of the decision; today. 决定日期，默认今天。"),
]
First = Annotated[str, typer.Argument(metavar="A", help="A record: its subject or its exact name. 记录编号或名称。")]
Second = Annotated[str, typer.Argument(metavar="B", help="Another record. 另一条记录。")]

LINK = [
    Column("source_a", Text("source", "来源")),
    Column("id_a", Text("its id", "编号")),
    Column("name_a", Text("name", "名称")),
    Column("source_b", Text("source", "来源")),
    Column("id_b", Text("its id", "编号")),
    Column("name_b", Text("name", "名称")),
    Column("probability", Text("probability", "概率"), right=True),
    Column("known", Text("known", "获知于"), tight=True),
]
_MORE = [
    Column("company", Text("company", "企业")),
    Column("by", Text("by", "依据")),
    Column("because", Text("because", "理由")),
]


def links(
    as_of: AsOfToday = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List each pair of records held to be one company, as known on a day. 列出认定为同一企业的记录对。"""
    form = common.form(json, csv)
    found = pairs.links(common.view(open_book(common.folder(book), version=version), as_of, known))
    rows = [_row(link) for link in found]
    table(rows, LINK if form is not Form.JSON else [*LINK, *_MORE], form, common.lang(), limit=40)


def _row(link: pairs.Link) -> dict[str, Any]:
    sides = {"a": link.one, "b": link.other}
    told = {f"{name}_{side}": getattr(of, name) for side, of in sides.items() for name in ("source", "id", "name")}
    more = {name: getattr(link, name) for name in ("probability", "known", "company", "by", "because")}
    return told | more


def same(
    a: First,
    b: Second,
    because: Because,
    by: By = None,
    on: On = None,
    book: BookDir = None,
    json: Json = False,
) -> None:
    """Hold two records to be one company from a day on. 认定两条记录为同一企业。"""
    _decide(a, b, because, by, on, book, json, same=True)


def apart(
    a: First,
    b: Second,
    because: Because,
    by: By = None,
    on: On = None,
    book: BookDir = None,
    json: Json = False,
) -> None:
    """Hold two records to be two companies; undoes a merge. 认定两条记录并非同一企业（可撤销合并）。"""
    _decide(a, b, because, by, on, book, json, same=False)


def _decide(
    a: str, b: str, because: str, by: str | None, on: str | None, book: BookDir, json: bool, *, same: bool
) -> None:
    opened = open_book(common.folder(book))
    found = pairs.decide(opened, common.view(opened, on, None), (a, b), same=same, because=because, by=by)
    if json:
        return document(
            {
                "one": found.one.subject,
                "other": found.other.subject,
                "same": found.same,
                "together": found.together,
                "company": found.company,
                "records": list(found.records),
            }
        )
    names = f"{found.one.name} ({found.one.subject})", f"{found.other.name} ({found.other.subject})"
    page = Page(common.lang())
    if found.together:
        page.say(Text(f"{names[0]} and {names[1]} are one company.", f"{names[0]} 与 {names[1]} 现认定为同一企业。"))
    elif same:
        page.say(
            Text(
                f"It is kept that {names[0]} and {names[1]} are one company, but they stay two: another decision holds"
                " records of theirs apart. `hornbook links --json` shows what is held.",
                f"已记录 {names[0]} 与 {names[1]} 为同一企业，但另有决定将其相关记录分开，故仍为两家。",
            )
        )
    else:
        page.say(Text(f"{names[0]} and {names[1]} are two companies.", f"{names[0]} 与 {names[1]} 现认定为两家企业。"))
    records = ", ".join(found.records)
    page.say(Text(f"Records of {found.company}: {records}", f"{found.company} 的记录：{records}"), 2)
    return None
