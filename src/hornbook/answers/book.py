"""What the book and the census answer, as rows and sentences for the command line."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from hornbook.book.book import Book
from hornbook.book.intake import Progress, Taken
from hornbook.book.ledger import Batch
from hornbook.book.view import Told, View
from hornbook.indicators.catalogue import chosen
from hornbook.indicators.catalogue import indicators as all_indicators
from hornbook.indicators.profile import evidence
from hornbook.kinds import KINDS, about, payload
from hornbook.locale import Lang
from hornbook.render.show import Column, Form, cell, say
from hornbook.sources.source import source
from hornbook.sources.source import sources as all_sources
from hornbook.text import Text

SHORT = ("name", "city", "sector", "age", "valuation", "valuation_day", "raised", "last_round", "headcount")
"""What a page of many companies shows."""

BATCH = [
    Column("source", Text("source", "来源")),
    Column("file", Text("file", "文件")),
    Column("sha256", Text("SHA-256", "SHA-256")),
    Column("recorded", Text("recorded", "采集日期")),
    Column("rows", Text("rows", "行数"), True),
    Column("facts", Text("facts", "事实数"), True),
    Column("rejects", Text("rows refused", "拒收行"), True),
    Column("notes", Text("cells refused", "拒收单元格"), True),
    Column("simulated", Text("simulated", "模拟")),
    Column("batch", Text("batch", "批次")),
    Column("files", Text("files", "文件")),
    Column("kinds", Text("kinds", "种类")),
]
BATCH_PAGE = [
    Column("what", Text("source: file and digest", "来源：文件与摘要")),
    Column("recorded", Text("recorded", "采集日期"), tight=True),
    Column("rows", Text("rows", "行数"), True),
    Column("facts", Text("facts", "事实数"), True),
    Column("rejects", Text("rows refused", "拒收行"), True),
    Column("notes", Text("cells refused", "拒收单元格"), True),
    Column("batch", Text("batch", "批次"), tight=True, wide=True),
]
REJECT = [
    Column("batch", Text("batch", "批次")),
    Column("place", Text("place", "位置")),
    Column("reason", Text("reason", "原因")),
    Column("whole", Text("whole row", "整行")),
]
SOURCE = [
    Column("name", Text("name", "名称")),
    Column("title", Text("what it is", "内容")),
    Column("files", Text("files to give", "所需文件")),
    Column("recorded", Text("recorded", "采集日期")),
    Column("promises", Text("promises", "承诺")),
]
KIND = [
    Column("kind", Text("kind", "种类")),
    Column("zh", Text("Chinese", "中文")),
    Column("about", Text("a fact says", "含义")),
    Column("columns", Text("its own columns", "自有字段")),
]
FACT = [
    Column("valid", Text("true from", "发生日"), tight=True),
    Column("known", Text("known", "获知日"), tight=True),
    Column("kind", Text("kind", "种类"), tight=True),
    Column("says", Text("says", "内容")),
    Column("grade", Text("grade", "证据等级")),
    Column("source", Text("source", "来源")),
    Column("place", Text("place", "出处")),
    Column("id", Text("statement", "编号")),
]
CARD = [
    Column("name", Text("indicator", "指标"), tight=True),
    Column("value", Text("value", "数值")),
    Column("unit", Text("unit", "单位")),
    Column("about", Text("meaning", "含义"), wide=True),
]


def batch(found: Batch) -> dict[str, Any]:
    """A batch as a row."""
    row = {c.key: getattr(found, c.key) for c in BATCH}
    row["files"] = [{"name": name, "sha256": sha} for name, sha in found.files]
    label = "SIMULATED · " if found.simulated else ""
    return {**row, "what": f"{label}{found.source}: {found.file}\nsha256 {found.sha256[:16]}"}


def sources(lang: Lang) -> list[dict[str, Any]]:
    """Every source as a row."""
    rows = []
    for found in all_sources().values():
        about_it = found.ABOUT
        given = found.promises(about_it.recorded or _ANY_DAY)
        said = " ".join(say(p.says, lang) for p in given)
        rows.append(
            {
                "name": about_it.name,
                "title": say(about_it.title, lang),
                "files": say(about_it.files, lang),
                "recorded": about_it.recorded
                or say(Text("said by the file or by --recorded", "由文件或 --recorded 指明"), lang),
                "promises": said or say(Text("none", "无"), lang),
            }
        )
    return rows


_ANY_DAY = date(2000, 1, 1)


def kinds() -> list[dict[str, Any]]:
    """Every kind as a row."""
    return [
        {"kind": name, "zh": kind.zh, "about": about(kind).en, "columns": payload(kind).names}
        for name, kind in KINDS.items()
    ]


def indicators() -> list[dict[str, Any]]:
    """Every indicator as a row."""
    return [
        {
            "name": i.name,
            "theme": i.theme,
            "unit": i.unit.value,
            "about": i.about.en,
            "about_zh": i.about.zh,
            "kinds": sorted({r.kind.__name__ for r in i.formula.readings()}),
        }
        for i in all_indicators().values()
    ]


def indicator_columns(form: Form, lang: Lang) -> list[Column]:
    """Columns of the list of indicators."""
    head = [
        Column("name", Text("name", "名称")),
        Column("theme", Text("theme", "主题")),
        Column("unit", Text("unit", "单位")),
    ]
    meaning = [Column("about", Text("meaning", "含义")), Column("about_zh", Text("meaning in Chinese", "含义"))]
    shown = meaning if form is not Form.PAGE else [meaning[1 if lang is Lang.ZH else 0]]
    return [*head, *shown, Column("kinds", Text("from facts of", "所用事实"))]


def indicator_headings(names: list[str], lang: Lang) -> list[Column]:
    """Indicators as columns; figures to the right."""
    known = all_indicators()
    right = {name for name in names if name in known and known[name].unit.value not in ("text", "day", "yes/no")}
    wide = {"subject", "sector", "valuation_day", "last_round"}
    return [Column(name, Text(name, name), name in right, wide=name in wide and len(names) > 6) for name in names]


def told(fact: Told, form: Form, lang: Lang) -> dict[str, Any]:
    """A fact as a row; on a page its own columns become words."""
    row = fact._asdict()
    if form is Form.PAGE:
        row["says"] = "; ".join(f"{name}: {cell(value, lang)}" for name, value in fact.says.items()) or "–"
        row["kind"] = KINDS[fact.kind].zh if lang is Lang.ZH else fact.kind
    return row


def why(view: View, name: str, company: str) -> tuple[Told, ...]:
    """The very facts behind an indicator of a company."""
    return evidence(view, chosen([name])[0], company)


def card(values: dict[str, Any], lang: Lang) -> list[dict[str, Any]]:
    """One company's indicators as rows with unit and meaning."""
    return [
        {"name": i.name, "value": values[i.name], "unit": i.unit.value, "about": say(i.about, lang)}
        for i in chosen(name for name in values if name != "subject" and values[name] is not None)
    ]


def simulated(view: View) -> bool:
    """Whether the book holds simulated facts."""
    return any(b.simulated for b in view.book.batches)


def simulate(book: Book, recipe: str, name: str, progress: Progress | Callable[[str, int], None]) -> Taken:
    """Import a simulated region from the text of its recipe."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(recipe, encoding="utf-8")
        return book.take(source("simulated"), [path], progress=progress)
