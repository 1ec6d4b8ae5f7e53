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
from hornbook.census import Census, Company, Count, Group, verdicts
from hornbook.indicators.catalogue import chosen
from hornbook.indicators.catalogue import indicators as all_indicators
from hornbook.indicators.profile import evidence
from hornbook.kinds import KINDS, about, payload
from hornbook.show import Column, Form, Lang, billions, cell, plain, say
from hornbook.sources.source import source
from hornbook.sources.source import sources as all_sources
from hornbook.terms import Text

SHORT = ("name", "city", "sector", "age", "valuation", "valuation_day", "raised", "last_round", "headcount")
"""What a page of many companies shows."""

NAMED_AT_ONCE = 60
"""How many companies a sentence names before it says how many more there are."""

BATCH = [
    Column("source", Text("source", "来源")), Column("file", Text("file", "文件")), Column("sha256", Text("SHA-256", "SHA-256")),
    Column("recorded", Text("recorded", "采集日期")), Column("rows", Text("rows", "行数"), True),
    Column("facts", Text("facts", "事实数"), True), Column("rejects", Text("rows refused", "拒收行"), True),
    Column("notes", Text("cells refused", "拒收单元格"), True), Column("simulated", Text("simulated", "模拟")),
    Column("batch", Text("batch", "批次")), Column("files", Text("files", "文件")), Column("kinds", Text("kinds", "种类")),
]
BATCH_PAGE = [
    Column("what", Text("source: file", "来源：文件")), Column("recorded", Text("recorded", "采集日期"), tight=True),
    Column("rows", Text("rows", "行数"), True), Column("facts", Text("facts", "事实数"), True),
    Column("rejects", Text("rows refused", "拒收行"), True), Column("notes", Text("cells refused", "拒收单元格"), True),
    Column("batch", Text("batch", "批次"), tight=True, wide=True),
]
REJECT = [
    Column("batch", Text("batch", "批次")), Column("place", Text("place", "位置")), Column("reason", Text("reason", "原因")),
    Column("whole", Text("whole row", "整行")),
]
SOURCE = [
    Column("name", Text("name", "名称")), Column("title", Text("what it is", "内容")), Column("files", Text("files to give", "所需文件")),
    Column("recorded", Text("recorded", "采集日期")), Column("promises", Text("promises", "承诺")),
]
KIND = [
    Column("kind", Text("kind", "种类")), Column("zh", Text("Chinese", "中文")), Column("about", Text("a fact says", "含义")),
    Column("columns", Text("its own columns", "自有字段")),
]
FACT = [
    Column("valid", Text("true from", "发生日"), tight=True), Column("known", Text("known", "获知日"), tight=True),
    Column("kind", Text("kind", "种类"), tight=True),
    Column("says", Text("says", "内容")), Column("grade", Text("grade", "证据等级")), Column("source", Text("source", "来源")),
    Column("place", Text("place", "出处")), Column("id", Text("statement", "编号")),
]
CARD = [
    Column("name", Text("indicator", "指标"), tight=True),
    Column("value", Text("value", "数值")), Column("unit", Text("unit", "单位")),
    Column("about", Text("meaning", "含义"), wide=True),
]
MEMBER = [
    Column("name", Text("company", "企业")), Column("subject", Text("subject", "编号"), wide=True), Column("verdict", Text("verdict", "判定")),
    Column("why", Text("why", "理由")), Column("value_usd", Text("value, US$", "估值（美元）"), True),
    Column("valuation_day", Text("valued on", "估值日期"), tight=True), Column("source", Text("source", "来源"), wide=True),
]
_FIGURES = [
    Column("count", Text("unicorns", "独角兽"), True), Column("value_usd", Text("value, US$", "估值合计（美元）"), True),
    Column("unknown", Text("unknown", "未知"), True),
]


def batch(found: Batch) -> dict[str, Any]:
    """A batch as a row."""
    row = {c.key: getattr(found, c.key) for c in BATCH}
    row["files"] = [{"name": name, "sha256": sha} for name, sha in found.files]
    return {**row, "what": f"{'SIMULATED · ' if found.simulated else ''}{found.source}: {found.file}"}


def import_lines(taken: Taken, book: Book, lang: Lang) -> list[str]:
    """What an import did, in sentences; the counts add up before the reader's eyes."""
    lines = []
    for b in taken.added:
        kept = b.rows - b.rejects
        zh = f"{b.file}：{b.rows:,} 行，其中 {kept:,} 行成为 {b.facts:,} 条事实，拒收 {b.rejects:,} 行、{b.notes:,} 个单元格（采集日期 {b.recorded}，批次 {b.batch}）。"
        en = (f"{b.file}: {b.rows:,} rows; {kept:,} became {b.facts:,} facts, {b.rejects:,} rows and {b.notes:,} cells were "
              f"refused (recorded {b.recorded}, batch {b.batch}).")
        lines.append(say(Text(("SIMULATED · " if b.simulated else "") + en, ("模拟数据 · " if b.simulated else "") + zh), lang))
    for name in taken.there:
        lines.append(say(Text(f"Batch {name} is in the book already; nothing was added.", f"批次 {name} 已在账本中，未重复导入。"), lang))
    if any(b.rejects or b.notes for b in taken.added):
        lines.append(say(Text("`hornbook rejects` lists what was refused, with place and reason.", "`hornbook rejects` 可列出拒收内容、位置与原因。"), lang))
    lines.append(say(Text(f"The book is at version {book.version}.", f"账本版本 {book.version}。"), lang))
    return lines


def sources(lang: Lang) -> list[dict[str, Any]]:
    """Every source as a row."""
    rows = []
    for found in all_sources().values():
        about_it = found.ABOUT
        given = found.promises(about_it.recorded or _ANY_DAY)
        said = " ".join(say(p.says, lang) for p in given)
        rows.append({"name": about_it.name, "title": say(about_it.title, lang), "files": say(about_it.files, lang),
                     "recorded": about_it.recorded or say(Text("said by the file or by --recorded", "由文件或 --recorded 指明"), lang),
                     "promises": said or say(Text("none", "无"), lang)})
    return rows


_ANY_DAY = date(2000, 1, 1)


def kinds() -> list[dict[str, Any]]:
    """Every kind as a row."""
    return [
        {"kind": name, "zh": kind.zh, "about": about(kind).en, "columns": payload(kind).names} for name, kind in KINDS.items()
    ]


def indicators() -> list[dict[str, Any]]:
    """Every indicator as a row."""
    return [
        {"name": i.name, "theme": i.theme, "unit": i.unit.value, "about": i.about.en, "about_zh": i.about.zh,
         "kinds": sorted({r.kind.__name__ for r in i.formula.readings()})}
        for i in all_indicators().values()
    ]


def indicator_columns(form: Form, lang: Lang) -> list[Column]:
    """Columns of the list of indicators."""
    head = [Column("name", Text("name", "名称")), Column("theme", Text("theme", "主题")), Column("unit", Text("unit", "单位"))]
    meaning = [Column("about", Text("meaning", "含义")), Column("about_zh", Text("meaning in Chinese", "含义"))]
    shown = meaning if form is not Form.PAGE else [meaning[1 if lang is Lang.ZH else 0]]
    return [*head, *shown, Column("kinds", Text("from facts of", "所用事实"))]


def indicator_headings(names: list[str], lang: Lang) -> list[Column]:
    """Indicators as columns; figures to the right."""
    known = all_indicators()
    right = {name for name in names if name in known and known[name].unit.value not in ("text", "day", "yes/no")}
    return [Column(name, Text(name, name), name in right) for name in names]


def asked(view: View, lang: Lang) -> str:
    """The question's two days and the version of the book, for a heading."""
    hindsight = say(Text(" (hindsight)", "（含事后所知）"), lang) if view.hindsight else ""
    return say(Text(f"As of {view.day}, as known on {view.known}{hindsight} · book version {view.book.version}",
                    f"截至 {view.day}，以 {view.known} 所知为准{hindsight} · 账本版本 {view.book.version}"), lang)


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


def unknowns(values: dict[str, Any], lang: Lang) -> str:
    """The indicators of which nothing is known, as a sentence."""
    names = ", ".join(name for name, value in values.items() if value is None)
    return say(Text("Unknown: ", "未知："), lang) + names if names else ""


def members(view: View) -> list[dict[str, Any]]:
    """The companies that are a yes or unknown, the most valuable first."""
    rows = verdicts(view, ["valuation_day"])
    found = view.engine.arrow(rows.filter(rows.verdict.fill_null(True))).to_pylist()
    words = {True: "yes", None: "unknown"}
    shown = [{**r, "verdict": words[r["verdict"]], "value_usd": r["value"], "source": r["valuation_source"]} for r in found]
    return sorted(shown, key=lambda r: (r["verdict"] != "yes", -(r["value"] or 0), r["subject"]))


def shown_groups(answer: Census, lang: Lang) -> tuple[list[dict[str, Any]], str]:
    """The groups that have a unicorn, and a sentence on those that have none but unknowns."""
    with_some = [group(found) for found in answer.rows if found.figures.count]
    rest = [found.figures.unknown for found in answer.rows if not found.figures.count]
    said = Text(f"{len(rest):,} more groups have no known unicorn, and {sum(rest):,} companies of which it is unknown (--csv and --json list them).",
                f"另有 {len(rest):,} 组没有已知的独角兽，其中 {sum(rest):,} 家企业未知（--csv 与 --json 全部列出）。")
    return with_some, say(said, lang) if rest else ""


def figures(count: Count) -> dict[str, Any]:
    """A count as a row."""
    return {"count": count.count, "value_usd": count.value_usd, "unknown": count.unknown}


def group(found: Group) -> dict[str, Any]:
    """A line of a census as a row; a year is a name and not an amount."""
    keys = {key: str(value) if isinstance(value, int) else value for key, value in found.keys.items()}
    return {**keys, **figures(found.figures)}


def group_columns(keys: list[str]) -> list[Column]:
    """The columns of a census."""
    words = {"city": "城市", "country": "国家（地区）", "region": "省（州）", "sector": "行业", "source": "来源", "year": "成立年份"}
    return [*(Column(key, Text(key, words.get(key, key))) for key in dict.fromkeys(keys)), *_FIGURES]


def census_json(answer: Census, view: View) -> dict[str, Any]:
    """A census as one JSON object."""
    body = {
        "day": answer.day, "known": answer.known, "rule": answer.rule.en, "rule_zh": answer.rule.zh,
        "money": str(view.convention), "book_version": answer.book_version, "simulated": _simulated(view),
        "total": figures(answer.total),
        "rows": [{**found.keys, **figures(found.figures)} for found in answer.rows],
    }
    if view.hindsight:
        body["hindsight"] = {"enters": [c._asdict() for c in answer.enters], "leaves": [c._asdict() for c in answer.leaves]}
    return {key: plain(value) for key, value in body.items()}


def _simulated(view: View) -> bool:
    return any(b.simulated for b in view.book.batches)


def census_lines(answer: Census, view: View, lang: Lang) -> list[str]:
    """A census in sentences: the figure, its bounds, its rule, its sources, and what hindsight changes."""
    total = answer.total
    most = total.count + total.unknown
    lines = [asked(view, lang)]
    if _simulated(view):
        lines.append(say(Text("SIMULATED: this book holds a simulated region; no such company exists.", "模拟数据：账本含模拟区域，其中企业均不存在。"), lang))
    lines.append(say(Text(
        f"{total.count:,} unicorns, worth {billions(total.value_usd, lang)}; of {total.unknown:,} companies it is unknown, so between {total.count:,} and {most:,}.",
        f"独角兽 {total.count:,} 家，估值合计 {billions(total.value_usd, lang)}；另有 {total.unknown:,} 家未知，故总数在 {total.count:,} 与 {most:,} 之间。"), lang))
    lines.append(say(Text("Rule: ", "标准："), lang) + say(answer.rule, lang))
    files = ", ".join(f"{b.source} ({b.file}, {b.recorded})" for b in view.book.batches if b.recorded <= view.known or b.simulated)
    lines.append(say(Text("Sources known by then: ", "当时可知的来源："), lang) + (files or cell(None, lang)))
    if view.hindsight:
        lines += _hindsight_lines(answer, lang)
    lines.append(say(Text("`--list` names the companies; `hornbook profile NAME --as-of DAY --why valuation` shows the facts.",
                          "`--list` 列出企业；`hornbook profile 名称 --as-of 日期 --why valuation` 列出所依据的事实。"), lang))
    return lines


def _hindsight_lines(answer: Census, lang: Lang) -> list[str]:
    parts = (
        (answer.enters, Text(f"known on {answer.known} but not yet on {answer.day}", f"{answer.known} 已知而 {answer.day} 尚不知")),
        (answer.leaves, Text(f"believed on {answer.day} but no longer on {answer.known}", f"{answer.day} 曾认定而 {answer.known} 不再认定")),
    )
    return [f"{say(words, lang)}: {len(found):,}" + (f" · {_names(found, lang)}" if found else "") for found, words in parts]


def _names(found: tuple[Company, ...], lang: Lang) -> str:
    more = len(found) - NAMED_AT_ONCE
    tail = "" if more <= 0 else say(Text(f" … and {more:,} more (--json names all)", f" …… 另有 {more:,} 家（--json 全部列出）"), lang)
    return ", ".join(company.name for company in found[:NAMED_AT_ONCE]) + tail


def simulate(book: Book, recipe: str, name: str, progress: Progress | Callable[[str, int], None]) -> Taken:
    """Import a simulated region from the text of its recipe."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(recipe, encoding="utf-8")
        return book.take(source("simulated"), [path], progress=progress)


