"""Commands on records that are one company: list them, and a person's word that two are, or are not."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.cli.options import AsOfToday, BookDir, Csv, Json, Known, Version
from hornbook.link import decide as pairs
from hornbook.render.show import Column, Form, Page, document, say, table
from hornbook.text import Text

if TYPE_CHECKING:
    from hornbook.link import run as linking

LEAST = 0.85
"""The probability from which on a pair is held to be one company, unless the user says otherwise."""

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

PAIR = [
    Column("source_a", Text("source", "来源")),
    Column("id_a", Text("its id", "编号")),
    Column("name_a", Text("name", "名称")),
    Column("source_b", Text("source", "来源")),
    Column("id_b", Text("its id", "编号")),
    Column("name_b", Text("name", "名称")),
    Column("probability", Text("probability", "概率"), right=True),
    Column("known", Text("known", "获知于"), tight=True),
]
_DOUBT = [
    Column("held", Text("held to be one", "已认定")),
    Column("weights", Text("what speaks for and against, in bits", "依据与权重（比特）")),
]
_MORE = [
    Column("company", Text("company", "企业")),
    Column("by", Text("by", "依据")),
    Column("because", Text("because", "理由")),
]


def link(
    as_of: AsOfToday = None,
    review: Annotated[
        bool, typer.Option("--review", help="Only list the pairs in doubt; nothing is kept. 仅列出存疑记录对，不写入。")
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="Only records that the last full run had not seen. 仅比对新增记录。")
    ] = False,
    from_: Annotated[
        float,
        typer.Option("--from", metavar="P", help="The least probability at which two are one. 认定概率下限。"),
    ] = LEAST,
    known: Known = None,
    book: BookDir = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find records that are one company, and keep it as facts. 查找属于同一企业的记录，并作为事实写入。"""
    from hornbook.link import run as linking

    form = common.form(json, csv)
    opened = open_book(common.folder(book))
    view = common.view(opened, as_of, known)
    with common.progress() as progress:
        progress.add_task("link", total=None, rows="")
        done = None if review else linking.link(opened, view, new=new, least=from_)
        doubts = linking.review(view, least=from_) if review else []
    if done is None and form is Form.PAGE:
        return _doubts(Page(common.lang()), doubts)
    if done is None:
        return table([_doubt(each) for each in doubts], [*PAIR[:-1], *_DOUBT], form, common.lang())
    if form is not Form.PAGE:
        return document({**asdict(done), "left_out": [each._asdict() for each in done.left_out]})
    _linked(Page(common.lang()), done)
    return None


def _doubt(doubt: "linking.Doubt") -> dict[str, Any]:
    return _sides(doubt.one, doubt.other) | {
        "probability": round(doubt.probability, 4),
        "held": doubt.linked,
        "weights": _bars(doubt),
    }


def _bars(doubt: "linking.Doubt") -> list[str]:
    """The bars of a pair's waterfall, in bits, the weightiest first."""
    from hornbook.link.run import shown

    lang = common.lang()
    return [f"{r.bits:+6.1f}  {say(r.what, lang)}: {say(r.found, lang)}" for r in shown(doubt.reasons)]


SHOWN = 20
"""So many pairs in doubt are named on a page."""


def _doubts(page: Page, doubts: list["linking.Doubt"]) -> None:
    """Pairs in doubt, each with what speaks for and against."""
    page.say(
        Text(
            f"{len(doubts):,} pairs in doubt, the most doubtful first; weights in bits, which add up.",
            f"存疑记录对 {len(doubts):,} 对，最存疑者在前；权重单位为比特，可相加。",
        )
    )
    for each in doubts[:SHOWN]:
        held = Text("held to be one", "已认定为同一企业") if each.linked else Text("not held to be one", "未认定")
        one, other = (f"{record.name} ({record.subject})" for record in (each.one, each.other))
        page.line("")
        page.say(
            Text(
                f"{one} and {other}: {each.probability:.0%}, {held.en}",
                f"{one} 与 {other}：{each.probability:.0%}，{held.zh}",
            ),
            style="bold",
        )
        for bar in _bars(each):
            page.line(bar, 2)
    if len(doubts) > SHOWN:
        rest = len(doubts) - SHOWN
        page.line("")
        page.say(
            Text(
                f"… and {rest:,} more; --csv or --json print them all.",
                f"……另有 {rest:,} 对；--csv 或 --json 可全部输出。",
            )
        )


def _linked(page: Page, done: "linking.Linked") -> None:
    page.say(
        Text(
            f"{done.compared:,} of {done.records:,} records compared; {done.linked:,} pairs are held to be one company:"
            f" {done.added:,} new, {done.changed:,} with another probability, {done.withdrawn:,} given up.",
            f"共 {done.records:,} 条记录，比对 {done.compared:,} 条；认定 {done.linked:,} 对为同一企业："
            f"新增 {done.added:,}，概率变化 {done.changed:,}，撤回 {done.withdrawn:,}。",
        )
    )
    for each in done.left_out:
        page.say(
            Text(
                f"Not compared: {each.blocks:,} groups that share '{each.rule}' and are too large (up to"
                f" {each.largest:,} records); other evidence may still have brought their records together.",
                f"未比对：{each.blocks:,} 组共用“{each.rule}”的记录过多"
                f"（最多 {each.largest:,} 条），仍可能经其他线索比对。",
            ),
            2,
        )
    page.say(
        Text(
            "`hornbook links` lists them, `hornbook link --review` those in doubt; `same` and `apart` settle them.",
            "`hornbook links` 列出全部，`hornbook link --review` 列出存疑者；可用 `same` 与 `apart` 人工裁定。",
        )
    )


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
    table(rows, PAIR if form is not Form.JSON else [*PAIR, *_MORE], form, common.lang(), limit=40)


def _row(link: pairs.Link) -> dict[str, Any]:
    more = {name: getattr(link, name) for name in ("probability", "known", "company", "by", "because")}
    return _sides(link.one, link.other) | more


def _sides(one: pairs.Record, other: pairs.Record) -> dict[str, Any]:
    sides = {"a": one, "b": other}
    return {f"{name}_{side}": getattr(of, name) for side, of in sides.items() for name in ("source", "id", "name")}


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
