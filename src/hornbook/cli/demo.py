"""The whole journey on a simulated region: a census, a story as three days knew it, and what published rules say."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.answers.answer import head
from hornbook.answers.census import ask_census
from hornbook.answers.census_groups import group_table
from hornbook.answers.compare import ask_compare
from hornbook.answers.figures import total_lines
from hornbook.answers.flow import flow_blocks, flow_part
from hornbook.answers.imports import import_simulated
from hornbook.answers.verdict import ask_verdicts
from hornbook.answers.whatif import ask_whatif, whatif_blocks
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.answers.wording.values import indicator_label, indicator_words
from hornbook.book.book import Book, new_book
from hornbook.book.intake import Progress
from hornbook.book.view import View
from hornbook.cli.demo_yearbook import write_demo_yearbook
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.profile import profile
from hornbook.locale import Lang
from hornbook.population.flow import flow
from hornbook.population.verdicts import verdicts
from hornbook.render import terminal
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, Sheet, Table
from hornbook.sources.simulated import recipe
from hornbook.standards.ask import rule
from hornbook.standards.in_memory import answered_in_memory
from hornbook.standards.library import library
from hornbook.terms import Day, shift
from hornbook.text import Phrase, message

SEED = 7
UNTIL = Day(2025, 12, 31)
STORY = (
    "founded", "city", "sector", "rounds", "raised", "valuation", "valuation_day", "valuation_basis", "headcount",
    "revenue", "patents",
)  # fmt: skip
BACK = 48
"""Months before the last day on which the story is asked."""
CITIES = 8
SIX = ("cbinsights", "hurun", "itjuzi", "pitchbook", "gei-unicorn", "cn-shenzhen-unicorn-2025")
PAIR = ("gei-unicorn", "cbinsights")
JUDGED = "gei-unicorn"
SETTING = {"unicorn.valuation": "800_000_000 USD"}
FEW = 3
"""How many companies of each kind are named."""


def run_demo(folder: Path, companies: int, lang: Lang, progress: Progress) -> None:
    """Build the region, unless the book holds it already, and print."""
    out = terminal.console()
    book = new_book(folder)
    done = import_simulated(book, recipe(companies, SEED, UNTIL), f"simulated-{companies}-{SEED}.toml", progress)
    terminal.draw(done.sheet(), lang, out)
    view = book.at(UNTIL)
    company = _unicorn_that_changed(book)
    judged = _open_case(view)
    for blocks in _parts(book, view, company, judged):
        terminal.draw(Sheet(message("Demonstration"), tuple(blocks)), lang, out)
    terminal.draw(Sheet(message("Next"), tuple(_next(folder, company, judged))), lang, out)


def _parts(book: Book, view: View, company: str | None, judged: str | None) -> Iterator[list[Block]]:
    yield _opening(view)
    if company:
        yield _story(book, company)
    yield _six(view)
    yield _differ(view)
    if judged:
        title = message("3. One company under one rule")
        yield [Heading(title), *ask_verdicts(view, [library[JUDGED]], [judged]).sheet().blocks]
    yield _moved(book.at(shift(UNTIL, -12)), view)
    changed = ask_whatif(view, None, SETTING)
    yield [Heading(message("5. The plain rule with another number")), *whatif_blocks(changed, FEW)]
    yield list(write_demo_yearbook(book.path, view))


def _opening(view: View) -> list[Block]:
    """How many there are by the plain rule, and where."""
    answer = ask_census(view, ["city"])
    (asked,) = answer.asked.rules
    some = [group for group in answer.rows if group.count][:CITIES]
    cities = replace(group_table(some, answer.by, answer.places, asked), title=message("Simulated unicorns by city"))
    return [EmptyLine(), *head(answer.asked), *total_lines(answer.total, asked), cities]


def _story(book: Book, company: str) -> list[Block]:
    """One unicorn as of one day, as three days knew it."""
    day, views = shift(UNTIL, -BACK), _views(book)
    seen = [view.engine.arrow(profile(view, ["name", *STORY], company=company)).to_pylist()[0] for view in views]
    rows = []
    for name in STORY:
        values = [row[name] for row in seen]
        cells: dict[str, Any] = {"name": indicator_label(indicators()[name])}
        cells |= {str(n): indicator_words(indicators()[name], value) for n, value in enumerate(values)}
        rows.append(cells | {"changed": "●" if len(set(map(str, values))) > 1 else "·"})
    columns = (
        Column("name", message("indicator"), tight=True),
        *(Column(str(n), message("known {known}", known=view.known)) for n, view in enumerate(views)),
        Column("changed", message("changed")),
    )
    title = message(
        "{name} ({company}) as of {day}, as three days knew it", name=seen[-1]["name"], company=company, day=day
    )
    return [EmptyLine(), Table("story", columns, tuple(rows), title=title)]


def _views(book: Book) -> list[View]:
    day = shift(UNTIL, -BACK)
    return [book.at(day, known=shift(day, months)) for months in (0, 12, BACK)]


def _unicorn_that_changed(book: Book) -> str | None:
    """The unicorn whose indicators differ most between the views; the first by its number where several do."""
    views = _views(book)
    rows = verdicts(views[-1])
    unicorns = set(views[-1].engine.arrow(rows.filter(rows.verdict).select("subject"))["subject"].to_pylist())
    tables = [view.engine.arrow(profile(view, ["name", *STORY])).to_pylist() for view in views]
    seen = [{row["subject"]: row for row in table if row["subject"] in unicorns} for table in tables]
    everywhere = sorted(set.intersection(*(set(part) for part in seen)))
    if not everywhere:
        return None
    changed: str = max(everywhere, key=lambda s: sum(len({str(part[s][name]) for part in seen}) - 1 for name in STORY))
    return changed


def _six(view: View) -> list[Block]:
    """The same day under six published rules."""
    asked = {label: rule(label, view.day) for label in SIX}
    rows = answered_in_memory(view, {label: found.tier.condition for label, found in asked.items()}, on_facts=SIX)
    columns = (
        Column("rule", message("rule"), tight=True),
        Column("name", message("name")),
        Column("yes", message("yes"), Kind.COUNT),
        Column("judge", message("to judge"), Kind.COUNT),
        Column("open", message("unknown"), Kind.COUNT),
    )
    shown = []
    for label in SIX:
        answer, on_facts = rows[label], rows[f"{label} on facts"]
        standard = asked[label].standard
        name: Phrase = message("{name} (PARTIAL)", name=standard.name) if standard.partial else standard.name
        yes, judge = _true_count(answer), _true_count(pc.and_(answer.is_null(), on_facts))
        shown.append({"rule": label, "name": name, "yes": yes, "judge": judge, "open": answer.null_count - judge})
    return [
        Heading(message("1. One day, six published rules: {day}", day=view.day)),
        Table("six", columns, tuple(shown)),
        Line(
            message(
                "To judge: all facts are there, and only a person's judgement is missing. "
                "Unknown: a fact is missing, and no rule takes that for a no."
            )
        ),
    ]


def _true_count(answers: pa.ChunkedArray) -> int:
    return int(pc.sum(answers).as_py() or 0)


def _differ(view: View) -> list[Block]:
    """Why two of them differ, on the facts alone."""
    answer = ask_compare(view, PAIR, on_facts=True)
    few = replace(answer, groups=tuple(replace(group, companies=group.companies[:1]) for group in answer.groups[:FEW]))
    shown = [block for block in few.sheet().blocks if block not in head(replace(answer.asked, on_facts=False))]
    return [Heading(message("2. Why {first} and {second} differ", first=PAIR[0], second=PAIR[1])), *shown]


def _open_case(view: View) -> str | None:
    """The first company that lacks nothing but a person's judgement."""
    asked = rule(JUDGED, view.day)
    rows = answered_in_memory(view, {JUDGED: asked.tier.condition}, on_facts=[JUDGED])
    some = rows.filter(pc.and_(rows[JUDGED].is_null(), rows[f"{JUDGED} on facts"]))["subject"]
    found: str | None = pc.min(some).as_py()
    return found


def _moved(first: View, last: View) -> list[Block]:
    """Who entered and left between two days."""
    moves = flow(first, last)
    part = flow_part(moves, ClauseWords(moves.rule, last.day))
    title = message("4. Who entered and left between {first} and {last}", first=first.day, last=last.day)
    return [Heading(title), *flow_blocks(part, FEW)]


def _next(folder: Path, company: str | None, judged: str | None) -> Iterator[Block]:
    program = sys.argv[0] if Path(sys.argv[0]).name == "hornbook" else "hornbook"
    again = f"{_short(program)} --book {folder}"
    company, judged = company or "sim-00000001", judged or "sim-00000001"
    yield Heading(message("Where to go next:"))
    for words in (
        "standards gei-unicorn",
        f"judge {judged} --standard gei-unicorn --as-of {UNTIL}",
        f"compare gei-unicorn cbinsights --on-facts --as-of {UNTIL}",
        f"watch --standard hurun --from {shift(UNTIL, -6)} --as-of {UNTIL}",
        f"whatif plain --set 'unicorn.valuation=2_000_000_000 USD' --as-of {UNTIL}",
        f"census --as-of 2020-06-30 --known {UNTIL}",
        f"census --as-of {UNTIL} --from {shift(UNTIL, -24)} --every quarter",
        f"census --as-of {UNTIL} --by city -o cities.xlsx",
        f"yearbook make --as-of {UNTIL} --place Shanghai -o yearbook.html",
        f"profile {company} --as-of {shift(UNTIL, -BACK)}",
        "serve",
    ):
        yield Line(f"{again} {words}", 2, whole=True)
    yield Line(message("README.md and docs/tutorial.md go on from here with your own files."))


def _short(program: str) -> str:
    """The program as the reader may type it from here."""
    here = Path.cwd()
    path = Path(program).absolute()
    return str(path.relative_to(here)) if path.is_relative_to(here) else "hornbook"
