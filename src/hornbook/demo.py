"""The whole journey on a simulated region: a census, and one company's story as it was known on three days."""

import sys
from pathlib import Path
from typing import Any

from hornbook import answers, sentences
from hornbook.book.book import Book, new_book
from hornbook.book.intake import Progress
from hornbook.book.months import shift
from hornbook.book.view import View
from hornbook.census import census, verdicts
from hornbook.indicators.algebra import Unit
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.profile import profile
from hornbook.show import Column, Form, Lang, cell, console, say, table
from hornbook.sources.simulated import recipe
from hornbook.terms import Day, Text

SEED = 7
UNTIL = Day(2025, 12, 31)
STORY = (
    "name",
    "founded",
    "city",
    "sector",
    "rounds",
    "raised",
    "valuation",
    "valuation_day",
    "valuation_basis",
    "headcount",
    "revenue",
    "patents",
)
BACK = 48
"""Months before the last day on which the story is asked."""


def run(folder: Path, companies: int, lang: Lang, progress: Progress) -> None:
    """Build the region, unless the book holds it already, and print."""
    out = console()
    book = new_book(folder)
    taken = answers.simulate(book, recipe(companies, SEED, UNTIL), f"simulated-{companies}-{SEED}.toml", progress)
    for line in sentences.import_lines(taken, book, lang):
        out.print(line)
    view = book.at(UNTIL)
    for by, limit in (("city", 15), ("year", 30)):
        answer = census(view, [by])
        out.print()
        if by == "city":
            for line in sentences.census_lines(answer, view, lang):
                out.print(line)
        title = say(
            Text(
                f"Simulated unicorns by {'founding year' if by == 'year' else by}",
                f"模拟独角兽，按{'成立年份' if by == 'year' else '城市'}",
            ),
            lang,
        )
        rows = sorted(
            (answers.group(g) for g in answer.rows if g.figures.count),
            key=lambda r: str(r["year"]) if by == "year" else "",
        )
        table(rows, answers.group_columns([by]), Form.PAGE, lang, title=title, limit=limit)
    out.print()
    company = _story(book, lang)
    for line in _next(folder, company or "sim-00000001", lang):
        out.print(line)


def _story(book: Book, lang: Lang) -> str | None:
    """One unicorn as of one day, as three days knew it: the one of which the most was learned later."""
    day = shift(UNTIL, -BACK)
    views = [book.at(day, known=shift(day, months)) for months in (0, 12, BACK)]
    company, told = _most_changed(views)
    if company is None:
        return None
    titles = [say(Text(f"known {view.known}", f"{view.known} 所知"), lang) for view in views]
    columns = [
        Column("name", Text("indicator", "指标"), tight=True),
        *(Column(str(n), Text(t, t)) for n, t in enumerate(titles)),
    ]
    columns.append(Column("changed", Text("changed", "有变化")))
    units = indicators()
    rows = []
    for name in STORY:
        values = [row[name] for row in told]
        unit = "" if units[name].unit in (Unit.TEXT, Unit.DAY) else f" ({units[name].unit.value})"
        changed = "●" if len({str(v) for v in values}) > 1 else "·"
        rows.append({"name": name + unit, **{str(n): cell(v, lang) for n, v in enumerate(values)}, "changed": changed})
    title = say(
        Text(
            f"{company} as of {day}, as three days knew it (simulated)",
            f"{company} 截至 {day} 的情况：三个日期各自所知（模拟）",
        ),
        lang,
    )
    table(rows, columns, Form.PAGE, lang, title=title)
    return company


def _most_changed(views: list[View]) -> tuple[str | None, list[dict[str, Any]]]:
    """The unicorn whose indicators differ most between the views; the first by its number where several do."""
    last = views[-1]
    rows = verdicts(last)
    unicorns = set(last.engine.arrow(rows.filter(rows.verdict).select("subject"))["subject"].to_pylist())
    seen = [
        {r["subject"]: r for r in view.engine.arrow(profile(view, STORY)).to_pylist() if r["subject"] in unicorns}
        for view in views
    ]
    everywhere = sorted(set.intersection(*(set(part) for part in seen)))
    if not everywhere:
        return None, []
    company = max(everywhere, key=lambda s: sum(len({str(part[s][name]) for part in seen}) - 1 for name in STORY))
    return company, [part[company] for part in seen]


def _next(folder: Path, company: str, lang: Lang) -> list[str]:
    program = sys.argv[0] if Path(sys.argv[0]).name == "hornbook" else "hornbook"
    again = f"  {_short(program)} --book {folder}"
    more = Text(
        "README.md and docs/tutorial.md go on from here with your own files.",
        "README.md 与 docs/tutorial.md 介绍如何导入自己的数据。",
    )
    return [
        "",
        say(Text("Where to go next:", "接下来可以："), lang),
        f"{again} census --as-of 2020-06-30 --by sector",
        f"{again} census --as-of 2020-06-30 --known 2025-12-31",
        f"{again} profile {company} --as-of 2021-12-31",
        f"{again} log",
        say(more, lang),
    ]


def _short(program: str) -> str:
    """The program as the reader may type it from here."""
    here = Path.cwd()
    path = Path(program).absolute()
    return str(path.relative_to(here)) if path.is_relative_to(here) else "hornbook"
