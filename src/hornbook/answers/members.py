"""The companies of a census by name: those that are confirmed and those that are undecided, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.answers.answer import Answer, asked_of, foot, head
from hornbook.answers.profile import indicator_columns, page_cell, with_ends
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.errors import QuestionError, suggestion
from hornbook.indicators.catalogue import indicators
from hornbook.lang.filter import Filter
from hornbook.population.verdicts import Under, verdicts
from hornbook.render.sheet import Block, Column, EmptyLine, Hint, Kind, Line, Row, Sheet, Stream, Table
from hornbook.standards.ask import Rule, rule
from hornbook.terms import Day
from hornbook.text import Phrase, message, message_plural

SHOWN = 200
CHUNK = 20_000
"""Rows that are turned into Python values at once."""

WHY = {
    "listed": message("listed on an exchange"),
    "acquired": message("acquired"),
    "closed": message("closed"),
    "below": message("valuation below the threshold"),
    "age": message("age outside the limits"),
    "elsewhere": message("outside the territory"),
    "funding": message("funding below the requirement"),
    "judged otherwise": message("judged not to qualify"),
    "fate unspoken": message("not known whether listed, acquired or closed"),
    "founding day unknown": message("founding date unknown"),
    "place unknown": message("place unknown"),
    "funding unknown": message("funding unknown"),
    "for a person to judge": message("needs a person's judgement"),
    "no valuation": message("no valuation"),
    "lapsed": message("left out of the newest list"),
    "readings disagree": message("the readings of the text disagree"),
    "only a bound": message("only a limit of the value is known"),
    "no rate": message("no exchange rate"),
    "stale or not counted": message("valuation too old, or of a kind that does not count"),
    "no way in": message("none of the alternatives fulfilled"),
}
"""The words of `verdicts` as phrases; clauses and tiers have their own."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CensusListAnswer(Answer):
    """The companies that are confirmed, then those that await a person's decision, then the undecided."""

    count: int
    """How many are confirmed."""
    judgement: int
    """How many of the undecided lack nothing but a person's judgement: they await a decision."""
    unknown: int
    """How many are undecided."""
    sort: str
    """The column by which each of the three is ordered."""
    columns: tuple[str, ...]
    """The indicators that are shown beside the columns of every list."""
    companies: Stream

    def sheet(self) -> Sheet:
        """The page: how many there are, and the confirmed and those that await a person; the rest is counted."""
        return members_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a company, those that cannot be decided too."""
        return (Table("companies", member_columns(with_ends(self.columns)), self.companies),)


YES, AWAITING, UNDECIDED = message("yes"), message("awaiting a person"), message("undecided")


def members_sheet(answer: CensusListAnswer) -> Sheet:
    """The page: how many there are, and the confirmed and those that await a person; the rest is counted."""
    (rule_,) = answer.asked.rules
    text = message("{n:,} confirmed and {unknown:,} undecided", n=answer.count, unknown=answer.unknown)
    if answer.judgement:
        text = message(
            "{n:,} confirmed, {awaiting:,} on the facts awaiting a person, {rest:,} more undecided",
            n=answer.count,
            awaiting=answer.judgement,
            rest=answer.unknown - answer.judgement,
        )
    some = min(answer.count + answer.judgement, len(answer.companies))
    first = Stream(lambda: (_page_row(row, answer.columns) for row in islice(answer.companies, some)), some)
    blocks: list[Block] = [*head(answer.asked), EmptyLine(), Line(text, strong=True)]
    if some:
        blocks.append(Table("companies", member_columns(answer.columns), first, shown=SHOWN))
    if not answer.companies:
        blocks.append(Line(message("No company is left here. Change the filter, the standard or the day.")))
    if len(answer.companies) > some:
        blocks.append(
            Line(
                message_plural(
                    "{n:,} undecided company is counted and not named.",
                    "{n:,} undecided companies are counted and not named.",
                    len(answer.companies) - some,
                )
            )
        )
        blocks.append(Hint(message("--csv and --json list them.")))
    blocks += foot(answer.asked)
    return Sheet(message("Companies: {name}", name=rule_.name), tuple(blocks))


def _page_row(row: Row, columns: tuple[str, ...]) -> Row:
    known = indicators()
    cells = {name: page_cell(known[name], row) for name in columns}
    answer = YES if row["verdict"] else AWAITING if row["on_facts"] else UNDECIDED
    return {**row, **cells, "answer": answer}


def member_columns(names: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of a list; with indicators a page shows these in place of why and of what the company is worth."""
    if not names:
        return MEMBER_COLUMNS
    own = {column.key for column in MEMBER_COLUMNS}
    hidden = ("why_text", "value_usd", "valuation_day", "source")
    common = (replace(of, page=of.page and of.key not in hidden) for of in MEMBER_COLUMNS if of.key not in names)
    return (*common, *(of for of in indicator_columns(names) if of.key not in own or of.key in names))


MEMBER_COLUMNS = (
    Column("name", message("company")),
    Column("subject", message("subject"), Kind.CODE, wide=True),
    Column("answer", message("verdict"), tight=True, file=False),
    Column("verdict", message("verdict"), Kind.YES, page=False),
    Column("on_facts", message("on the facts"), Kind.YES, page=False),
    Column("why", message("why"), Kind.CODE, page=False),
    Column("why_text", message("reason in words"), page=False, pair=True),
    Column("why_text", message("why"), file=False),
    Column("value_usd", message("value, US$"), Kind.USD),
    Column("valuation_day", message("valued on"), Kind.DAY),
    Column("source", message("source"), wide=True),
)


def ask_members(
    view: View,
    under: Under = None,
    *,
    where: Filter | None = None,
    on_facts: bool = False,
    columns: Sequence[str] = (),
    sort: str = "value_usd",
    yes_only: bool = False,
) -> CensusListAnswer:
    """Ask which companies reach a tier, which lack only a decision, and which cannot be decided, in this order.

    `columns`: indicators to show. `sort`: a column or indicator by which each of the three is ordered: figures and days
    from the greatest, text from A. `yes_only`: the confirmed alone, or with `on_facts` those that await a person too.
    """
    asked, names = rule(under, view.day), with_ends(dict.fromkeys(columns))
    key = _sort_key(sort)
    found = verdicts(
        view,
        dict.fromkeys(["valuation_day", *names, *([key] if key in indicators() else [])]),
        under=under,
        where=where,
    )
    rows = found.filter(found.verdict.fill_null(True))
    table = view.engine.arrow(_ordered(rows, key))
    confirmed, awaiting = (pc.sum(table[name]).as_py() or 0 for name in ("verdict", "on_facts"))
    unknown = table.num_rows - confirmed
    if yes_only:
        table = table.slice(0, awaiting if on_facts else confirmed)
    return CensusListAnswer(
        asked=asked_of(view, asked, where=where, on_facts=on_facts),
        count=confirmed,
        judgement=awaiting - confirmed,
        unknown=unknown,
        sort=sort,
        columns=tuple(dict.fromkeys(columns)),
        companies=Stream(lambda: _rows(table, asked, view.day, names), table.num_rows),
    )


_OF_ROWS = {"value_usd": "value", "source": "valuation_source"}
"""The columns of a list by their names in `verdicts`."""


def _sort_key(word: str) -> str:
    """The column of `verdicts` by which a list is ordered; QuestionError names the nearest."""
    known = {"name", "valuation_day", *_OF_ROWS, *indicators()}
    if word not in known:
        raise QuestionError(
            message("A list cannot be ordered by '{word}'.{hint}", word=word, hint=suggestion(word, sorted(known)))
        )
    return _OF_ROWS.get(word, word)


def _ordered(rows: ir.Table, key: str) -> ir.Table:
    """The confirmed, then those on the facts, then the rest; unknown keys last."""
    rank = ibis.cases((rows.verdict.fill_null(False), 0), (rows.on_facts.fill_null(False), 1), else_=2)
    column = rows[key]
    along = column.asc() if column.type().is_string() else column.desc()
    return rows.order_by(rank, column.isnull(), along, rows.subject)


def _rows(table: pa.Table, asked: Rule, day: Day, names: tuple[str, ...]) -> Iterator[Row]:
    words = ClauseWords(asked, day)

    @cache
    def why_text(why: str) -> Phrase:
        if why == asked.tier.id:
            return asked.tier.name
        return WHY.get(why) or words.short(why)

    for batch in table.to_batches(max_chunksize=CHUNK):
        for row in batch.to_pylist():
            yield _member(row, why_text(row["why"])) | {name: row[name] for name in names}


def _member(row: dict[str, Any], why_text: Phrase) -> dict[str, Any]:
    return {
        "subject": row["subject"],
        "name": row["name"],
        "verdict": row["verdict"],
        "on_facts": row["on_facts"],
        "why": row["why"],
        "why_text": why_text,
        "value_usd": row["value"],
        "valuation_day": row["valuation_day"],
        "source": row["valuation_source"],
    }
