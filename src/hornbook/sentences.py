"""What the book and the census answer, in sentences of English or Chinese."""

from typing import Any

from hornbook.answers import group, simulated
from hornbook.book.book import Book
from hornbook.book.intake import Taken
from hornbook.book.ledger import Batch
from hornbook.book.view import View
from hornbook.census import Census, Company
from hornbook.show import Lang, billions, cell, say
from hornbook.terms import Text

NAMED_AT_ONCE = 60
"""How many companies a sentence names before it says how many more there are."""

SIMULATED = Text("SIMULATED · ", "模拟数据 · ")


def import_lines(taken: Taken, book: Book, lang: Lang) -> list[str]:
    """What an import did; the counts add up before the reader's eyes."""
    lines = [_batch(batch, lang) for batch in taken.added]
    for name in taken.there:
        there = Text(
            f"Batch {name} is in the book already; nothing was added.", f"批次 {name} 已在账本中，未重复导入。"
        )
        lines.append(say(there, lang))
    if any(batch.rejects or batch.notes for batch in taken.added):
        where = Text(
            "`hornbook rejects` lists what was refused, with place and reason.",
            "`hornbook rejects` 可列出拒收内容、位置与原因。",
        )
        lines.append(say(where, lang))
    return [*lines, say(Text(f"The book is at version {book.version}.", f"账本版本 {book.version}。"), lang)]


def _batch(b: Batch, lang: Lang) -> str:
    kept = b.rows - b.rejects
    said = Text(
        f"{b.file}: {b.rows:,} rows; {kept:,} became {b.facts:,} facts, {b.rejects:,} rows and {b.notes:,} cells"
        f" were refused (recorded {b.recorded}, batch {b.batch}).",
        f"{b.file}：{b.rows:,} 行，其中 {kept:,} 行成为 {b.facts:,} 条事实，拒收 {b.rejects:,} 行、"
        f"{b.notes:,} 个单元格（采集日期 {b.recorded}，批次 {b.batch}）。",
    )
    return (say(SIMULATED, lang) if b.simulated else "") + say(said, lang)


def asked(view: View, lang: Lang) -> str:
    """The question's two days and the version of the book, for a heading."""
    back = Text(" (hindsight)", "（含事后所知）") if view.hindsight else Text("", "")
    said = Text(
        f"As of {view.day}, as known on {view.known}{back.en} · book version {view.book.version}",
        f"截至 {view.day}，以 {view.known} 所知为准{back.zh} · 账本版本 {view.book.version}",
    )
    return say(said, lang)


def unknowns(values: dict[str, Any], lang: Lang) -> str:
    """The indicators of which nothing is known."""
    names = ", ".join(name for name, value in values.items() if value is None)
    return say(Text("Unknown: ", "未知："), lang) + names if names else ""


def shown_groups(answer: Census, lang: Lang) -> tuple[list[dict[str, Any]], str]:
    """The groups that have a unicorn, and a sentence on those that have none but unknowns."""
    some = [group(found) for found in answer.rows if found.figures.count]
    rest = [found.figures.unknown for found in answer.rows if not found.figures.count]
    said = Text(
        f"{len(rest):,} more groups have no known unicorn, but {sum(rest):,} companies of which it is unknown;"
        " --csv and --json list them.",
        f"另有 {len(rest):,} 组没有已知的独角兽，但有 {sum(rest):,} 家企业未知；--csv 与 --json 可全部列出。",
    )
    return some, say(said, lang) if rest else ""


def how_many(n: int, first: int, lang: Lang) -> str:
    """How many companies there are, and how to see those that a page leaves out."""
    said = Text(
        f"{n:,} companies, of which the first {min(n, first)} are shown; --csv and --json print them all.",
        f"共 {n:,} 家，此处列出前 {min(n, first)} 家；--csv 与 --json 可全部输出。",
    )
    return say(said, lang)


def census_lines(answer: Census, view: View, lang: Lang) -> list[str]:
    """A census: the figure, its bounds, its rule, its sources, and what hindsight changes."""
    known = [b for b in view.book.batches if b.recorded <= view.known or b.simulated]
    files = ", ".join(f"{b.source} ({b.file}, {b.recorded})" for b in known)
    lines = [
        asked(view, lang),
        _total(answer, lang),
        say(Text("Rule: ", "标准："), lang) + say(answer.rule, lang),
        say(Text("Sources known by then: ", "当时可知的来源："), lang) + (files or cell(None, lang)),
    ]
    if simulated(view):
        label = Text(
            "SIMULATED: this book holds a simulated region; no such company exists.",
            "模拟数据：账本含模拟区域，其中企业均不存在。",
        )
        lines.insert(1, say(label, lang))
    if view.hindsight:
        lines += _hindsight(answer, lang)
    more = Text(
        "`--list` names the companies; `hornbook profile NAME --as-of DAY --why valuation` shows the facts.",
        "`--list` 列出企业；`hornbook profile 名称 --as-of 日期 --why valuation` 列出所依据的事实。",
    )
    return [*lines, say(more, lang)]


def _total(answer: Census, lang: Lang) -> str:
    total = answer.total
    worth, most = billions(total.value_usd, lang), total.count + total.unknown
    said = Text(
        f"{total.count:,} unicorn{'' if total.count == 1 else 's'}, worth {worth};"
        f" of {total.unknown:,} more it is unknown,"
        f" so between {total.count:,} and {most:,}.",
        f"独角兽 {total.count:,} 家，估值合计 {worth}；另有 {total.unknown:,} 家未知，"
        f"故总数在 {total.count:,} 与 {most:,} 之间。",
    )
    least = Text(
        f" Among the unicorns, {answer.limits:,} are valued by a lower limit only.",
        f"其中 {answer.limits:,} 家仅知估值下限。",
    )
    return say(said, lang) + (say(least, lang) if answer.limits else "")


def _hindsight(answer: Census, lang: Lang) -> list[str]:
    day, known = answer.day, answer.known
    parts = (
        (answer.enters, Text(f"known on {known} but not yet on {day}", f"{known} 已知而 {day} 尚不知")),
        (answer.leaves, Text(f"believed on {day} but no longer on {known}", f"{day} 曾认定而 {known} 不再认定")),
    )
    return [
        f"{say(words, lang)}: {len(found):,}" + (f" · {_names(found, lang)}" if found else "") for found, words in parts
    ]


def _names(found: tuple[Company, ...], lang: Lang) -> str:
    more = len(found) - NAMED_AT_ONCE
    said = Text(f" … and {more:,} more (--json names all)", f" …… 另有 {more:,} 家（--json 全部列出）")
    return ", ".join(company.name for company in found[:NAMED_AT_ONCE]) + (say(said, lang) if more > 0 else "")
