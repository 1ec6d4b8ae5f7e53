"""The quality of a book on a page: a few tables by source, all years together; files hold the years."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from hornbook.answers.wording.clauses import head
from hornbook.answers.wording.facts import kind
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.quality.measure import OLD, Lateness, Quality
from hornbook.render.show import Column, Form, Page, say, table
from hornbook.text import Text

Row = dict[str, Any]
YEARS = 3
"""Of so many of the newest years a page shows the lateness."""

_SOURCE = Column("source", Text("source", "来源"))
_KIND = Column("kind", Text("kind", "种类"))
_REFUSALS = [
    _SOURCE,
    Column("batches", Text("batches", "批次数"), True),
    Column("rows", Text("rows", "行数"), True),
    Column("facts", Text("facts", "事实数"), True),
    Column("rejects", Text("rows refused", "拒收行"), True),
    Column("notes", Text("cells refused", "拒收单元格"), True),
    Column("share", Text("share refused", "拒收占比"), True),
]
_KINDS = [
    _SOURCE,
    _KIND,
    Column("companies", Text("companies", "企业数"), True),
    Column("share", Text("share covered", "覆盖率"), True),
    Column("median", Text("median days old", "中位 天数"), True),
    Column("p90", Text("90% are within", "九成 以内"), True),
    Column("old", Text(f"over {OLD} months", f"超{OLD} 个月"), True),
]
_LATE = [
    _SOURCE,
    _KIND,
    Column("year", Text("of", "年份"), tight=True),
    Column("facts", Text("facts", "事实数"), True),
    Column("median", Text("median days", "中位天数"), True),
    Column("p90", Text("90% within", "九成 以内"), True),
    Column("month", Text("30 days", "30天内"), True),
    Column("within_year", Text("1 year", "1年内"), True),
    Column("later", Text("later", "更晚"), True),
]
_VAGUE = [
    _SOURCE,
    Column("rounds", Text("rounds", "融资数"), True),
    Column("stated", Text("amount stated", "金额确切"), True),
    Column("vague", Text("vague", "金额模糊"), True),
    Column("silent", Text("not stated", "未披露"), True),
]
_INDICATOR = [_SOURCE, Column("indicator", Text("indicator", "指标")), _KINDS[2], _KINDS[3]]


def quality_page(found: Quality, view: View, lang: Lang) -> None:
    """Print the quality of a book."""
    page = Page(lang)
    head(page, view)
    refused = [{**each._asdict(), "share": _share(each.share)} for each in found.refusals]
    _section(page, Text("What was read and refused", "读入与拒收"), refused, _REFUSALS)
    about = Text("Coverage and age of the newest fact, by kind", "各类事实的覆盖率与最新事实距今天数")
    _section(page, about, _kinds(found, lang), _KINDS)
    by = [
        {"source": c.source, "indicator": c.what, "companies": c.covered, "share": _share(c.share)}
        for c in found.coverage
        if c.sort == "indicator"
    ]
    _section(page, Text("Coverage by indicator", "各指标的覆盖率"), by, _INDICATOR)
    for once, title in ((False, _LATENESS), (True, _HISTORY)):
        rows = [_late(each, lang) for each in _newest([e for e in found.lateness if e.once is once])]
        _section(page, title, rows, _LATE)
    _section(page, Text("Amounts of rounds", "融资金额的确切程度"), _vague(found), _VAGUE)
    page.say(Text("--json and --csv have every year.", "--json 与 --csv 含全部年份。"))


_LATENESS = Text(
    f"Late arrival: days from true to known, of the newest {YEARS} years", f"迟到：发生至获知的天数（最近{YEARS}年）"
)
_HISTORY = Text(
    "Recorded once: how old the history of an export is, which says nothing of when the world knew",
    "仅采集一次：所示为导出数据的历史长度，并非外界获知的快慢",
)


def _section(page: Page, title: Text, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    if rows:
        page.line("")
        table(rows, columns, Form.PAGE, page.lang, title=say(title, page.lang))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _kinds(found: Quality, lang: Lang) -> list[Row]:
    """Coverage and staleness of a source's kind in one row."""
    covered = {(c.source, c.what): c for c in found.coverage if c.year is None and c.sort == "kind"}
    rows = []
    for each in found.staleness:
        cover = covered.get((each.source, each.kind))
        rows.append(
            {
                **each._asdict(),
                "kind": kind(each.kind, lang),
                "share": _share(cover.share if cover else None),
                "old": _share(each.old),
            }
        )
    return rows


def _newest(rows: Sequence[Lateness]) -> list[Lateness]:
    """Of each source and kind the newest years."""
    return [row for _, some in groupby(rows, key=lambda e: (e.source, e.kind)) for row in list(some)[-YEARS:]]


def _late(of: Lateness, lang: Lang) -> Row:
    shares = {name: _share(getattr(of, name)) for name in ("month", "within_year", "later")}
    return {**of._asdict(), **shares, "kind": kind(of.kind, lang), "year": str(of.year)}


def _vague(found: Quality) -> list[Row]:
    sums: dict[str, Row] = {}
    for each in found.vagueness:
        row = sums.setdefault(each.source, {"source": each.source, "rounds": 0, "stated": 0, "vague": 0, "silent": 0})
        for name in ("rounds", "stated", "vague", "silent"):
            row[name] += getattr(each, name)
    return list(sums.values())
