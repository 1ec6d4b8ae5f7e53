"""What the book and the census answer, in sentences of English or Chinese."""

from typing import Any

from hornbook.book.book import Book
from hornbook.book.intake import Taken
from hornbook.book.ledger import Batch
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render.show import say
from hornbook.text import Text

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


def how_many(n: int, first: int, lang: Lang) -> str:
    """How many companies there are, and how to see those that a page leaves out."""
    said = Text(
        f"{n:,} companies, of which the first {min(n, first)} are shown; --csv and --json print them all.",
        f"共 {n:,} 家，此处列出前 {min(n, first)} 家；--csv 与 --json 可全部输出。",
    )
    return say(said, lang)
