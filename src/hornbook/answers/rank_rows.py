"""The rows of a ranking's file: one for each record that a source has of a company."""

from collections.abc import Iterator

from hornbook.book.identity import identity
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.link.decide import records_of
from hornbook.render.sheet import Row
from hornbook.scout.ranking import Ranking
from hornbook.text import listing, message


def score_rows(ranking: Ranking, view: View, source: str | None, top: int | None) -> Iterator[Row]:
    """One row for each record that the source has of a company, best first."""
    ids = _ids(ranking, view, source)
    for at in ranking.order[:top].tolist():
        probability = None if ranking.probability is None else round(float(ranking.probability[at]), 9)
        for permalink in ids[at]:
            yield {"permalink": permalink, "score": round(float(ranking.score[at]), 9), "probability": probability}


def _ids(ranking: Ranking, view: View, source: str | None) -> list[list[str]]:
    """By company the ids of its records in the source; the company's own subject where the source has none of it."""
    known = identity(view.book)
    members = [known.records(subject, view.known) for subject in ranking.frame.subjects.to_pylist()]
    named = records_of(view, [record for records in members for record in records])
    counts: dict[str, int] = {}
    for records in members:
        for name in {named[record].source for record in records if record in named}:
            counts[name] = counts.get(name, 0) + 1
    if source and source not in counts:
        raise QuestionError(
            message(
                "No company of the list has a record of '{source}'. There are: {sources}.",
                source=source,
                sources=listing(counts),
            )
        )
    chosen = source or max(sorted(counts), key=lambda name: counts[name], default="")
    return [
        [named[record].id for record in records if record in named and named[record].source == chosen] or records[:1]
        for records in members
    ]
