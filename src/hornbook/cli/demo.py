"""The whole journey on a simulated region: a census, a story as three days knew it, and what published rules say."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from hornbook.answers.answer import head
from hornbook.answers.census import ask_census
from hornbook.answers.census_groups import group_table
from hornbook.answers.figures import total_lines
from hornbook.answers.imports import simulate
from hornbook.answers.wording.facts import VALUES
from hornbook.answers.wording.rules import label
from hornbook.book.book import Book, new_book
from hornbook.book.intake import Progress
from hornbook.book.view import View
from hornbook.cli import demo_parts
from hornbook.indicators.algebra import Unit
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.profile import profile
from hornbook.lang.bound import Type
from hornbook.locale import Lang
from hornbook.population.count import verdicts
from hornbook.render import terminal
from hornbook.render.sheet import Gap, Sheet
from hornbook.locale import Lang, in_language
from hornbook.population.count import census, verdicts
from hornbook.render.show import Column, Form, Page, cell, say, table
from hornbook.sources.simulated import recipe
from hornbook.terms import Day, shift
from hornbook.text import Text, message
from hornbook.text import Money, Text

SEED = 7
UNTIL = Day(2025, 12, 31)
STORY = (
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
CITIES = 8


def run(folder: Path, companies: int, lang: Lang, progress: Progress) -> None:
    """Build the region, unless the book holds it already, and print."""
    page = Page(lang)
    book = new_book(folder)
    done = simulate(book, recipe(companies, SEED, UNTIL), f"simulated-{companies}-{SEED}.toml", progress)
    terminal.draw(done.sheet(), lang, page.out)
    view = book.at(UNTIL)
    _opening(page, view)
    page.line("")
    company = _story(book, lang)
    demo_parts.six(page, view)
    demo_parts.differ(page, view)
    judged = demo_parts.one(page, view)
    demo_parts.moved(page, book.at(shift(UNTIL, -12)), view)
    demo_parts.changed(page, view)
    for line in _next(folder, company or "sim-00000001", judged or "sim-00000001", lang):
        page.out.print(line, soft_wrap=True)


def _opening(page: Page, view: View) -> None:
    """How many there are by the plain rule, and where."""
    answer = ask_census(view, ["city"])
    (rule,) = answer.asked.rules
    some = [group for group in answer.rows if group.count][:CITIES]
    cities = group_table(some, answer.by, answer.places, rule)
    title = message("Simulated unicorns by city")
    blocks = (Gap(), *head(answer.asked), *total_lines(answer.total, rule), replace(cities, title=title))
    terminal.draw(Sheet(title, blocks), page.lang, page.out)


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
    rows = []
    for name in STORY:
        values = [row[name] for row in told]
        changed = "●" if len({str(v) for v in values}) > 1 else "·"
        shown = {str(n): cell(_value(name, v, lang), lang) for n, v in enumerate(values)}
        rows.append({"name": _heading(name, lang), **shown, "changed": changed})
    title = say(
        Text(
            f"{told[-1]['name']} ({company}) as of {day}, as three days knew it",
            f"{told[-1]['name']} ({company}) 截至 {day} 的情况：三个日期各自所知",
        ),
        lang,
    )
    table(rows, columns, Form.PAGE, lang, title=title)
    return company


def _heading(name: str, lang: Lang) -> str:
    """An indicator with its unit; in Chinese the unit stands with the value."""
    unit = indicators()[name].unit
    if lang is Lang.ZH:
        return label(name).partition("（")[0]
    return name + ("" if unit in (Unit.TEXT, Unit.DAY) else f" ({unit.value})")


def _value(name: str, value: Any, lang: Lang) -> Any:
    if lang is Lang.EN or value is None:
        return value
    if indicators()[name].unit is Unit.USD:
        return in_language(Money(value), lang)
    return VALUES.get(value, value) if isinstance(value, str) else value


def _most_changed(views: list[View]) -> tuple[str | None, list[dict[str, Any]]]:
    """The unicorn whose indicators differ most between the views; the first by its number where several do."""
    last = views[-1]
    rows = verdicts(last)
    unicorns = set(last.engine.arrow(rows.filter(rows.verdict).select("subject"))["subject"].to_pylist())
    told = [view.engine.arrow(profile(view, ["name", *STORY])).to_pylist() for view in views]
    seen = [{row["subject"]: row for row in rows if row["subject"] in unicorns} for rows in told]
    everywhere = sorted(set.intersection(*(set(part) for part in seen)))
    if not everywhere:
        return None, []
    company = max(everywhere, key=lambda s: sum(len({str(part[s][name]) for part in seen}) - 1 for name in STORY))
    return company, [part[company] for part in seen]


def _next(folder: Path, company: str, judged: str, lang: Lang) -> list[str]:
    program = sys.argv[0] if Path(sys.argv[0]).name == "hornbook" else "hornbook"
    again = f"  {_short(program)} --book {folder}"
    more = Text(
        "README.md and docs/tutorial.md go on from here with your own files.",
        "README.md 与 docs/tutorial.md 介绍如何导入自己的数据。",
    )
    return [
        "",
        say(Text("Where to go next:", "接下来可以："), lang),
        f"{again} standards gei-unicorn",
        f"{again} judge {judged} --standard gei-unicorn --as-of {UNTIL}",
        f"{again} compare gei-unicorn cbinsights --on-facts --as-of {UNTIL}",
        f"{again} watch --standard hurun --since {shift(UNTIL, -6)} --as-of {UNTIL}",
        f"{again} whatif plain --set 'unicorn.valuation=2_000_000_000 USD' --as-of {UNTIL}",
        f"{again} census --as-of 2020-06-30 --known {UNTIL}",
        f"{again} census --as-of {UNTIL} --from {shift(UNTIL, -24)} --every quarter",
        f"{again} profile {company} --as-of {shift(UNTIL, -BACK)}",
        say(more, lang),
    ]


def _short(program: str) -> str:
    """The program as the reader may type it from here."""
    here = Path.cwd()
    path = Path(program).absolute()
    return str(path.relative_to(here)) if path.is_relative_to(here) else "hornbook"
