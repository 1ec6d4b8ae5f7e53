"""The companies of a census by name: those that are confirmed and those that are undecided, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.population.verdicts import Under, verdicts
from hornbook.render.sheet import Block, Column, EmptyLine, Kind, Line, Row, Sheet, Stream, Table
from hornbook.standards.ask import Rule, rule
from hornbook.terms import Day
from hornbook.text import Phrase, message

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
    """The companies that are confirmed or undecided, the most valuable of the confirmed first."""

    count: int
    """How many are confirmed."""
    unknown: int
    """How many are undecided."""
    companies: Stream

    def sheet(self) -> Sheet:
        """The page: how many there are, and the first of them."""
        (rule_,) = self.asked.rules
        text = message(
            "{n:,} confirmed and {unknown:,} undecided, the most valuable of the confirmed first",
            n=self.count,
            unknown=self.unknown,
        )
        blocks: list[Block] = [*head(self.asked), EmptyLine(), Line(text, strong=True), *self.tables()]
        return Sheet(message("Companies: {name}", name=rule_.name), tuple(blocks))

    def tables(self) -> tuple[Table, ...]:
        """One row a company."""
        rows = Stream(
            lambda: ({**row, "answer": _ANSWER[row["verdict"]]} for row in self.companies), len(self.companies)
        )
        return (Table("companies", MEMBER_COLUMNS, rows, shown=SHOWN),)


_ANSWER = {True: message("yes"), None: message("undecided")}

MEMBER_COLUMNS = (
    Column("name", message("company")),
    Column("subject", message("subject"), Kind.CODE, wide=True),
    Column("answer", message("verdict"), tight=True, file=False),
    Column("verdict", message("verdict"), Kind.YES, page=False),
    Column("why", message("why"), Kind.CODE, page=False),
    Column("why_text", message("reason in words"), page=False, pair=True),
    Column("why_text", message("why"), file=False),
    Column("value_usd", message("value, US$"), Kind.USD),
    Column("valuation_day", message("valued on"), Kind.DAY),
    Column("source", message("source"), wide=True),
)


def ask_members(view: View, under: Under = None) -> CensusListAnswer:
    """Ask which companies reach a tier, and of which it is undecided."""
    asked = rule(under, view.day)
    found = verdicts(view, ["valuation_day"], under=under)
    rows = found.filter(found.verdict.fill_null(True))
    ordered = rows.order_by(rows.verdict.fill_null(False).desc(), rows.value.fill_null(0).desc(), rows.subject)
    table = view.engine.arrow(ordered)
    confirmed = pc.sum(table["verdict"]).as_py() or 0
    return CensusListAnswer(
        asked=asked_of(view, asked),
        count=confirmed,
        unknown=table.num_rows - confirmed,
        companies=Stream(lambda: _rows(table, asked, view.day), table.num_rows),
    )


def _rows(table: pa.Table, asked: Rule, day: Day) -> Iterator[Row]:
    words = ClauseWords(asked, day)

    @cache
    def why_text(why: str) -> Phrase:
        if why == asked.tier.id:
            return asked.tier.name
        return WHY.get(why) or words.short(why)

    for batch in table.to_batches(max_chunksize=CHUNK):
        for row in batch.to_pylist():
            yield _member(row, why_text(row["why"]))


def _member(row: dict[str, Any], why_text: Phrase) -> Row:
    return {
        "subject": row["subject"],
        "name": row["name"],
        "verdict": row["verdict"],
        "why": row["why"],
        "why_text": why_text,
        "value_usd": row["value"],
        "valuation_day": row["valuation_day"],
        "source": row["valuation_source"],
    }
