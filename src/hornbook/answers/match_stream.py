"""The rows of the companies that a support is matched with, read as they are written."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from hornbook.answers.match_rows import points
from hornbook.answers.wording.awards import exact_money
from hornbook.answers.wording.rules import Wording, needs_text
from hornbook.render.sheet import Row, Stream
from hornbook.support.match_population import MatchedCompanies
from hornbook.support.needs import StatedNeed
from hornbook.text import Phrase, listing


def matched_streams(found: MatchedCompanies, words: Wording, limit: int | None) -> tuple[Stream, Stream, Stream]:
    """All companies in order, those that fit, and those that may; of the latter two at most so many each."""
    fitting = found.rows.num_rows - found.rows["answer"].null_count
    fit, may = found.rows.slice(0, fitting).slice(0, limit), found.rows.slice(fitting).slice(0, limit)
    reader = _Reader(found, words)
    parts = [(fit, 1), (may, fitting + 1)]
    every = Stream(lambda: (row for rows, first in parts for row in reader.read(rows, first)), len(fit) + len(may))
    return every, *(Stream(lambda of=of: reader.read(*of), of[0].num_rows) for of in parts)  # type: ignore[misc, return-value]


class _Reader:
    """Rows as answers hold them, with what is alike of many companies put into words once."""

    def __init__(self, found: MatchedCompanies, words: Wording) -> None:
        self.found = found
        self.currency = found.awards.terms.edition.currency
        self.offers = bool(found.awards.terms.offering())
        self.settled_by = [
            listing((needs_text(of, words) for of in inputs), ";") if inputs else None for inputs in found.settling
        ]

    def read(self, rows: pa.Table, first: int) -> Iterator[Row]:
        """The rows of a table, whose first company has that place."""
        rank = first
        for batch in rows.to_batches(max_chunksize=10_000):
            for row in batch.to_pylist():
                yield self._row(row, rank)
                rank += 1

    def _row(self, row: dict[str, Any], rank: int) -> Row:
        needs = self.found.needs.get(row["subject"], ())
        asked = next((need for need in needs if need.amount is not None), None)
        most = row["most"] if self.offers else None
        return {
            "rank": rank,
            "company": row["subject"],
            "name": row["name"],
            "answer": True if row["answer"] else None,
            **self._score(row),
            "needs": _topics(needs),
            "asked_money": _money(asked),
            "asked": asked and asked.amount,
            "asked_currency": asked and asked.currency,
            "currency": self.currency,
            "least": Decimal(row["least"]) / 100 if self.offers else None,
            "most": None if most is None else Decimal(most) / 100,
            "settled_by": None if row["answer"] else self.settled_by[row["case"]],
        }

    def _score(self, row: dict[str, Any]) -> Row:
        entries = self.found.entries
        if not entries:
            return {"score_least": None, "score_most": None, "widest": None}
        widest = row["widest"]
        return {
            "score_least": points(row["score_least"]),
            "score_most": points(row["score_most"]),
            "widest": entries[widest].name if widest >= 0 else None,
        }


def _money(of: StatedNeed | None) -> Phrase | None:
    if of is None or of.amount is None or of.currency is None:
        return None
    return exact_money(int(of.amount * 100), of.currency)


def _topics(needs: Sequence[StatedNeed]) -> Phrase | None:
    names = dict.fromkeys(need.meaning.name for need in needs if need.meaning)
    return listing(names) if names else None
